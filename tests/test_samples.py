from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import generator
from tests.support.documents import outline_of, text_of
from tools.samples import SAMPLES, sample_workbook

SOURCES = sorted((SAMPLES / "sources").glob("*.toml"))
GOOD = [source for source in SOURCES if source.stem != "mistakes"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_workbook_is_what_its_source_says(source: Path) -> None:
    assert (SAMPLES / f"{source.stem}.xlsx").read_bytes() == sample_workbook(source), "run `make samples`"


def test_there_are_three_cities_and_the_mistakes() -> None:
    assert [source.stem for source in SOURCES] == ["liuzhou-2022", "mistakes", "shantou-2020", "wuzhou-2021"]


@pytest.mark.parametrize("source", GOOD, ids=lambda source: source.stem)
def test_a_good_sample_uses_the_template_of_its_city(source: Path) -> None:
    assert tomllib.loads(source.read_text(encoding="utf-8"))["template"] == source.stem.partition("-")[0]


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


# What an indicator prints where that is not its 本年 as typed.
PRINTED = {"电诈挽损": "7.48亿元", "养老诈骗挽损": "621.63万元"}


@pytest.mark.parametrize("edition", ["上报", "公开"])
@pytest.mark.parametrize("source", GOOD, ids=lambda source: source.stem)
def test_every_figure_of_a_good_sample_is_printed(tmp_path: Path, source: Path, edition: str) -> None:
    text = text_of(generator.build(SAMPLES / f"{source.stem}.xlsx", tmp_path, edition=edition).path)  # type: ignore[arg-type]
    given = {row["name"]: row for row in tomllib.loads(source.read_text(encoding="utf-8"))["indicators"]}
    figures = {name: row["this"] for name, row in given.items() if row.get("this", "不适用") not in ("不适用", "0")}
    assert len(figures) > 30
    assert [name for name, figure in figures.items() if PRINTED.get(name, figure) not in text] == []


def built_outline(stem: str, folder: Path) -> list[tuple[str, str]]:
    """Style and text of the report's paragraphs from the first heading to 特此报告."""
    lines = [tuple(line.split(": ", 1)) for line in outline_of(generator.build(SAMPLES / f"{stem}.xlsx", folder).path)]
    first = next(n for n, (style, _) in enumerate(lines) if style == "Heading 1")
    last = next(n for n, (_, text) in enumerate(lines) if text == "特此报告。")
    return [(style, text) for style, text in lines[first:last]]


def by_part(outline: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """The outline cut before each heading of level 1."""
    starts = [n for n, (style, _) in enumerate(outline) if style == "Heading 1"]
    return [outline[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def numbers(part: list[tuple[str, str]], style: str) -> list[str]:
    """The numbers before the headings of one style."""
    return [re.match(r"[（(]?[一二三四五六七八九十0-9]+[）、.]", text)[0] for found, text in part if found == style]  # type: ignore[index]


def levels(count: int) -> list[str]:
    return [f"（{number}）" for number in "一 二 三 四 五 六 七 八 九 十 十一".split()[:count]]


def test_liuzhou_has_three_parts_the_first_with_headings_on_their_own_lines(tmp_path: Path) -> None:
    outline = built_outline("liuzhou-2022", tmp_path)
    first, second, third = by_part(outline)
    assert [part[0][1][:2] for part in (first, second, third)] == ["一、", "二、", "三、"]
    assert numbers(first, "Heading 2") == levels(8)
    assert numbers(first, "Heading 3") == ["1.", "2.", "3."] * 8
    assert {style for style, _ in first} == {"Heading 1", "Heading 2", "Heading 3", "公文正文"}
    assert numbers(second, "接排标题 2") == levels(4)
    assert numbers(third, "接排标题 2") == levels(5)
    assert not any(style.startswith("Heading 2") for style, _ in second + third)
    [listed] = [text for _, text in outline if text.startswith("一是")]
    assert "。二是" in listed
    assert "。三是" in listed


def test_wuzhou_has_ten_parts_with_run_in_headings_and_both_kinds_of_lists(tmp_path: Path) -> None:
    parts = by_part(built_outline("wuzhou-2021", tmp_path))
    assert [part[0][1].partition("、")[0] for part in parts] == "一 二 三 四 五 六 七 八 九 十".split()
    assert [numbers(part, "接排标题 2") for part in parts] == [levels(n) for n in (4, 2, 2, 2, 2, 3, 2, 2, 0, 0)]
    assert "。一是" in parts[2][2][1]
    assert "四是" in parts[2][2][1]
    assert [text[:2] for style, text in parts[7] if style == "公文正文"] == ["一是", "二是", "三是"]
    assert [len(part) for part in parts[8:]] == [2, 3]
    assert [re.findall("[一二三四五六]是", part[-1][1]) for part in parts[8:]] == [
        ["一是", "二是", "三是"],
        ["一是", "二是", "三是", "四是", "五是"],
    ]


def test_shantou_has_two_parts_with_run_in_headings_and_lists_within_them(tmp_path: Path) -> None:
    first, second = by_part(built_outline("shantou-2020", tmp_path))
    assert numbers(first, "接排标题 2") == levels(11)
    assert numbers(second, "接排标题 2") == levels(10)
    assert "七是" in first[2][1]
    assert "；二是" in second[1][1]
    assert not any(re.match("[一二三四五六七八九十]是", text) for _, text in first + second)


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
