from __future__ import annotations

from pathlib import Path

import pytest

import generator
from tests.support.documents import text_of
from tools.samples import SAMPLES, sample_workbook

SOURCES = sorted((SAMPLES / "sources").glob("*.toml"))
GOOD = [source for source in SOURCES if source.stem != "mistakes"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_workbook_is_what_its_source_says(source: Path) -> None:
    assert (SAMPLES / f"{source.stem}.xlsx").read_bytes() == sample_workbook(source), "run `make samples`"


def test_there_are_three_cities_and_the_mistakes() -> None:
    assert [source.stem for source in SOURCES] == ["liuzhou-2022", "mistakes", "shantou-2020", "wuzhou-2021"]


@pytest.mark.parametrize("source", GOOD, ids=lambda source: source.stem)
def test_a_good_sample_has_no_error_and_at_most_two_warnings(source: Path) -> None:
    findings = generator.check(SAMPLES / f"{source.stem}.xlsx")
    assert [str(found) for found in findings.errors] == []
    assert findings.count("warning") <= 2


@pytest.mark.parametrize("edition", ["上报", "公开"])
@pytest.mark.parametrize("source", GOOD, ids=lambda source: source.stem)
def test_a_good_sample_builds_in_both_editions(tmp_path: Path, source: Path, edition: str) -> None:
    built = generator.build(SAMPLES / f"{source.stem}.xlsx", tmp_path, edition=edition)  # type: ignore[arg-type]
    assert built.path.name == f"{source.stem}（{edition}版）.docx"


@pytest.mark.parametrize("source", GOOD, ids=lambda source: source.stem)
def test_the_period_of_the_data_is_said_once(tmp_path: Path, source: Path) -> None:
    text = text_of(generator.build(SAMPLES / f"{source.stem}.xlsx", tmp_path).path)
    assert text.count("除另有说明外，本报告数据的统计时段为") == 1


def test_the_mistakes_are_all_found() -> None:
    findings = generator.check(SAMPLES / "mistakes.xlsx")
    codes = {found.code for found in findings}
    assert codes >= {
        "not-a-number",
        "not-a-year",
        "not-a-date",
        "not-yes-or-no",
        "rate-over-100",
        "negative-number",
        "unit-mismatch",
        "unit-missing",
        "name-unusable",
        "name-twice",
        "item-missing",
        "part-empty",
        "part-unknown",
        "unknown-name",
        "change-without-base",
        "tag-not-closed",
        "not-applicable-used",
        "code-in-text",
    }
