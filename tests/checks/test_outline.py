from __future__ import annotations

from pathlib import Path

from generator import check
from generator.diagnostics import Findings
from generator.pipeline.building import compose
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import INDICATORS, make_workbook

HEAD = "部分 | 栏目 | 小标题 | 正文 | 公开\n"


def said(folder: Path, rows: str) -> list[str]:
    return [str(found) for found in check(make_workbook(folder / "甲.xlsx", entries=HEAD + rows))]


def test_parts_of_the_template_are_known_whatever_the_blanks(folder: Path) -> None:
    assert said(folder, "工 作 | | | 甲\n安排 | | | 乙\n导语 | | | 丙\n结语 | | | 丁") == []


def test_a_new_part_is_allowed_and_said_once(folder: Path) -> None:
    assert said(folder, "工作 | | | 甲\n安排 | | | 乙\n其他事项 | | | 丙\n其他事项 | | | 丁") == [
        "报告内容!A4：模板里没有“其他事项”这个部分，将作为新的部分排在最后；模板的部分有 工作、安排"
    ]


def test_a_part_that_is_nearly_known_is_asked_about(folder: Path) -> None:
    found = said(folder, "工作 | | | 甲\n安排 | | | 乙\n工作事 | | | 丙")
    assert found == ["报告内容!A4：模板里没有“工作事”这个部分，将作为新的部分排在最后；是不是想写“工作”？"]


def test_every_required_part_needs_a_row(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS)
    assert said(tmp_path, "工作 | | | 甲") == [
        "报告内容：“安排”（法定五项内容第4、5项）没有填任何正文；请在“部分”列选“安排”，填写正文；"
        "依据：《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）"
    ]


def test_an_optional_part_needs_none(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS.replace("[1, 2, 3]", "[1, 2, 3, 4]").replace("contents = [4, 5]", "contents = [5]\nrequired = false"))
    assert said(tmp_path, "工作 | | | 甲") == []


def test_a_content_that_only_an_optional_part_holds_is_missed_with_what_asks_for_it(tmp_path: Path) -> None:
    settings = SETTINGS.replace("contents = [4, 5]", "contents = [4, 5]\nrequired = false")
    make_template(tmp_path, f'basis = "本市办法第三条"\n{settings}')
    assert said(tmp_path, "工作 | | | 甲") == ["报告内容：法定五项内容第4项“下一年度主要安排”没有写；请在“安排”里写；依据：本市办法第三条"]
    assert said(tmp_path, "工作 | | | 甲\n安排 | | | 乙") == []


def test_a_sheet_without_any_text_is_said_once(folder: Path) -> None:
    assert said(folder, "工作 | | | ") == ["报告内容：一行正文也没有填；请在“正文”列填写各部分的内容"]


def test_a_draft_may_lack_parts(folder: Path) -> None:
    findings = Findings()
    compose(make_workbook(folder / "甲.xlsx", entries=HEAD + "工作 | | | 甲"), findings, draft=True)
    assert [(found.severity, found.code) for found in findings] == [("warning", "part-empty")]


def test_a_part_that_is_withheld_whole_is_doubted_in_the_published_edition(folder: Path) -> None:
    rows = HEAD + "工作 | | | 甲 | 是\n安排 | | | 乙 | 否\n安排 | | | 丙 | 否"
    book = make_workbook(folder / "甲.xlsx", entries=rows, indicators=INDICATORS)
    findings = Findings()
    compose(book, findings, edition="公开")
    assert [str(found) for found in findings] == [
        "报告内容：“安排”的各行都不公开，公开版里没有这个部分；法定内容应当公开的，请把可以公开的行改为“是”"
    ]
    assert [str(found) for found in check(book)] == []
