from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Findings
from generator.errors import FindingsStop
from generator.pipeline.composing import compose
from generator.templating.session import Edition
from tests.support.workbooks import INDICATORS, make_workbook

ROWS = "部分 | 栏目 | 小标题 | 正文 | 公开\n"
LAST = "\n安排 | | | 加强监督。 | 是"
HINT = "是否公开由人审定；不宜公开的请改写，或把这一行的“公开”改为“否”"


def seen(folder: Path, rows: str, edition: Edition = "上报", *, draft: bool = False, indicators: str = INDICATORS) -> list[Diagnostic]:
    findings = Findings()
    workbook = make_workbook(folder / "甲.xlsx", indicators=indicators, entries=ROWS + rows)
    with contextlib.suppress(FindingsStop):
        compose(workbook, findings, edition=edition, draft=draft)
    return [found for found in findings if found.code.startswith("publish-")]


@pytest.mark.parametrize(
    ("text", "code", "message", "meant"),
    [
        ("局长王甲乙主持会议，李甲同志参加。", "publish-name", "公开的内容里有人名：王甲乙、李甲", "王甲乙"),
        ("侦破“8·10”特大骗税案。", "publish-case", "公开的内容里有案件代号：“8·10”", "“8·10”"),
        ("在职民警2757人，持证上岗。", "publish-staffing", "公开的内容里有警力、编制方面的数字：在职民警2757人", "在职民警2757人"),
        ("发现高危漏洞427个。", "publish-weakness", "公开的内容里有漏洞、隐患方面的数字：高危漏洞427个", "高危漏洞427个"),
    ],
)
def test_what_a_person_should_look_at_is_advised(folder: Path, text: str, code: str, message: str, meant: str) -> None:
    [found] = seen(folder, f"工作 | | | {text} | 是" + LAST)
    assert (found.severity, found.code, found.message, found.hint, found.place.text) == ("advice", code, message, HINT, meant)
    assert str(found).startswith("报告内容!D2：")
    assert "审查" not in str(found)


def test_rows_that_stay_inside_are_not_looked_at(folder: Path) -> None:
    assert seen(folder, "工作 | | | 局长王甲乙主持会议。 | 否" + LAST) == []


def test_undecided_rows_are_looked_at_once_somebody_decides(folder: Path) -> None:
    rows = "工作 | | | 局长王甲乙主持会议。 | "
    assert len(seen(folder, rows + LAST)) == 1
    assert seen(folder, rows + "\n安排 | | | 加强监督。 | ") == []
    assert len(seen(folder, rows + "\n安排 | | | 加强监督。 | ", "公开", draft=True)) == 1


def test_anonymous_names_known_days_and_ordinary_words_are_left_alone(folder: Path) -> None:
    text = "韦某博等人归案，“12·4”国家宪法日以案释法，法制支队负责法制审核，局长高度重视，拨打“110”报警。"
    assert seen(folder, f"工作 | | | {text} | 是" + LAST) == []


def test_figures_of_the_printed_table_are_looked_at(folder: Path) -> None:
    settings = folder / "templates" / "小" / "template.toml"
    rows = "工作 | | | 加强执法。 | 是" + LAST
    indicators = INDICATORS + "高危漏洞 | 发现高危漏洞数 | 个 | 427 | 400 | 是\n警力 | 下沉警力人数 | 人 | 69 | 60 | 否"
    assert seen(folder, rows, indicators=indicators) == []
    settings.write_text(settings.read_text(encoding="utf-8") + "[options]\nappendix = true\n", encoding="utf-8")
    assert [str(found) for found in seen(folder, rows, indicators=indicators)] == [
        f"指标!F4：要公开的指标里有“发现高危漏洞数”，会印进公开版的附表；{HINT}"
    ]
