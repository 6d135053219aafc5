from __future__ import annotations

from pathlib import Path

import generator
from tests.support.checked_text import checked, told
from tests.support.workbooks import make_workbook

ROWS = "部分 | 栏目 | 小标题 | 正文\n"


def counted(workbook: Path) -> list[str]:
    return [str(found) for found in generator.check(workbook) if found.code == "list-miscounted"]


def test_titles_are_held_against_their_number(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["制定6份执法指引《甲》《乙》《丙》《丁》《戊》。"]) if each.code == "list-miscounted"]
    assert found.severity == "warning"
    assert str(found) == ("报告内容!D2：“6份”和列出的对不上：写的是 6份，列出 5 项（《甲》……《戊》）；请核对个数，或补上没有列出的")
    assert found.place.text == "6份"


def test_copies_and_sound_lists_are_left_alone(folder: Path) -> None:
    assert told(folder, "制发《风险告知书》106份，印发《甲指引》《乙指引》等6份指引，落实“三项制度”。", "list-miscounted") == []


def test_a_list_over_paragraphs_and_rows_is_counted(folder: Path) -> None:
    rows = ROWS + "工作 | | | 加强执法。\n安排 | | | 着力做好三方面工作：\\n（一）加强学习。\n安排 | | | （二）加强考核。"
    [found] = counted(make_workbook(folder / "甲.xlsx", entries=rows))
    assert found.startswith("报告内容!D3：“三方面”和列出的对不上：写的是 三方面，列出 2 项（一、二）")
    assert counted(make_workbook(folder / "乙.xlsx", entries=rows + "\n安排 | | | （三）加强监督。\n安排 | | | 全面落实。")) == []


def test_rows_with_headings_are_the_items(folder: Path) -> None:
    rows = ROWS + "工作 | 执法 | | 着力做好三项工作：\n工作 | 执法 | 学习 | 加强学习。\n工作 | 执法 | 考核 | 加强考核。\n"
    [found] = counted(make_workbook(folder / "甲.xlsx", entries=rows + "工作 | 监督 | 监督 | 加强监督。\n安排 | | | 加强监督。"))
    assert "写的是 三项，列出 2 项（学习……考核）" in found
    assert counted(make_workbook(folder / "乙.xlsx", entries=rows + "工作 | 执法 | 监督 | 加强监督。\n安排 | | | 加强监督。")) == []


def test_rows_that_the_template_sets_as_a_list_are_the_items(folder: Path) -> None:
    rows = ROWS + "工作 | | | 加强执法。\n安排 | | | 着力做好三项工作：\n安排 | | | 加强学习\n安排 | | | 加强考核"
    [found] = counted(make_workbook(folder / "甲.xlsx", entries=rows))
    assert "写的是 三项，列出 2 项" in found
    assert counted(make_workbook(folder / "乙.xlsx", entries=rows + "\n安排 | | | 加强监督")) == []


def test_rows_that_are_paragraphs_are_not_counted(folder: Path) -> None:
    rows = ROWS + "工作 | | | 着力做好三项工作：\n工作 | | | 加强学习。\n工作 | | | 加强考核。\n安排 | | | 加强监督。"
    assert counted(make_workbook(folder / "甲.xlsx", entries=rows)) == []


def test_a_number_that_a_tag_printed_is_not_held_against_the_list(folder: Path) -> None:
    assert told(folder, "印发《甲指引》《乙指引》《丙指引》等{{ 刑事立案.数 }}份指引。", "list-miscounted") == []
