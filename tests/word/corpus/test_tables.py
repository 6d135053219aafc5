"""Rows, columns, nested tables and merged cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from generator.archive import unzipped
from tests.support.word import Block, W, Xml, bold, cell, control, p, table
from tests.support.word_rendering import refusals, render, rendered

ROWS = [
    {"一级": "甲", "二级": "子", "数": 1, "项": ["a", "b"]},
    {"一级": "甲", "二级": "子", "数": 2, "项": []},
    {"一级": "甲", "二级": "丑", "数": 3, "项": ["c"]},
    {"一级": "乙", "二级": "丑", "数": 4, "项": ["d"]},
]
DATA = {"行": ROWS, "列": ["丙", "丁"], "真": True, "假": False, "无": [], "色": "FF0000", "宽": 2}
LOOP, END = "{%tr for r in 行 %}", "{%tr endfor %}"

CASES: dict[str, tuple[tuple[Block, ...], str]] = {
    "a row loop": (
        ([["级", "数"], [LOOP, ""], ["{{ r.一级 }}", "{{ r.数 }}"], [END, ""], ["计", "10"]],),
        "级|数 甲|1 甲|2 甲|3 乙|4 计|10",
    ),
    "a tag in the second cell": (([["", LOOP], ["{{ r.一级 }}", "{{ r.数 }}"], ["", END]],), "甲|1 甲|2 甲|3 乙|4"),
    "two rows a turn": (([["{%tr for x in 列 %}"], ["{{ x }}"], ["线"], [END]],), "丙 线 丁 线"),
    "no rows": (([["头"], ["{%tr for x in 无 %}"], ["{{ x }}"], [END], ["尾"]],), "头 尾"),
    "tables in a loop, some without rows": (
        ("{%p for r in 行 %}", "{{ r.数 }}", [["{%tr for x in r.项 %}"], ["{{ x }}"], [END]], "{%p endfor %}"),
        " a b   c  d",
    ),
    "rows or else": (([["{%tr for x in 无 %}"], ["{{ x }}"], ["{%tr else %}"], ["没有"], [END]],), "没有"),
    "conditions for rows": (([["{%tr if 假 %}"], ["一"], ["{%tr elif 真 %}"], ["二"], ["{%tr else %}"], ["三"], ["{%tr endif %}"]],), "二"),
    "row loops in one another": (
        ([[LOOP], ["{{ r.数 }}"], ["{%tr for x in r.项 %}"], ["{{ x }}{{ loop.index }}"], [END], [END]],),
        "1 a1 b2 2 3 c1 4 d1",
    ),
    "words with a loop in a cell": (([[LOOP], ["{% for x in r.项 %}{{ x }}；{% else %}无{% endfor %}"], [END]],), "a；b； 无 c； d；"),
    "paragraphs in a cell": (
        ([["{%tr for r in 行[:1] %}"], [("{%p for x in r.项 %}", "{{ x }}", "{%p endfor %}", "尾")], [END]],),
        "a¶b¶尾",
    ),
    "a nested table": (
        ([["{%tr for r in 行[:2] %}"], [("外{{ r.数 }}", [["{%tr for x in r.项 %}"], ["{{ x }}"], [END], ["计"]])], [END]],),
        "外1¶[a;b;计] 外2¶[计]",
    ),
    "a nested table that vanishes": (
        ([["甲", ("{%p if 假 %}", [["x"]], "{%p endif %}")], ["乙", [["{%tr for x in 无 %}"], ["{{ x }}"], [END]]]],),
        "甲| 乙|",
    ),
    "a table three deep": (([[[[[["{%tr for x in 列 %}"], ["{{ x }}"], [END]]]]]],), "[[丙;丁]]"),
    "a column loop": (([["头", "{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}", "尾"]],), "头|丙|丁|尾"),
    "columns and rows": (
        (
            [
                ["头", "{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"],
                ["{%tr for r in 行[:2] %}", "", "", ""],
                ["{{ r.数 }}", "{%tc for x in 列 %}", "{{ r.数 }}{{ x }}", "{%tc endfor %}"],
                [END, "", "", ""],
            ],
        ),
        "头|丙|丁 1|1丙|1丁 2|2丙|2丁",
    ),
    "conditions for columns": (([["甲", "{%tc if 假 %}", "乙", "{%tc else %}", "丙", "{%tc endif %}"]],), "甲|丙"),
    "cells merged down": (([[LOOP, ""], ["{% vm %}总", "{{ r.数 }}"], [END, ""]],), "总|1 ^|2 ^|3 ^|4"),
    "cells merged down, tag over runs": (([[LOOP, ""], ["{% v¦m %¦}总", "{{ r.数 }}"], [END, ""]],), "总|1 ^|2 ^|3 ^|4"),
    "cells merged along": (([["{%tc for x in 列 %}", "{% hm %}总", "{%tc endfor %}"], ["甲", "乙"]],), "<2>总 甲|乙"),
    "groups merged": (
        ([[LOOP, "", ""], ["{% vm r.一级 %}{{ r.一级 }}", "{% vm r.二级 %}{{ r.二级 }}", "{{ r.数 }}"], [END, "", ""]],),
        "甲|子|1 ^|^|2 ^|丑|3 乙|丑|4",
    ),
    "groups merged, the key after the words": (
        ([[LOOP, ""], ["{{ r.一级 }}{% vm r.一级 %}", "{{ r.数 }}"], [END, ""]],),
        "甲|1 ^|2 ^|3 乙|4",
    ),
    "groups merged over loops in one another": (
        ([[LOOP, ""], ["{%tr for x in r.项 %}", ""], ["{% vm r.一级 %}{{ r.一级 }}", "{{ x }}"], [END, ""], [END, ""]],),
        "甲|a ^|b ^|c 乙|d",
    ),
    "a group ends where another row stands": (
        ([[LOOP, ""], ["{% vm r.一级 %}{{ r.一级 }}", "{{ r.数 }}"], ["小计", "x"], [END, ""]],),
        "甲|1 小计|x 甲|2 小计|x 甲|3 小计|x 乙|4 小计|x",
    ),
    "a group ends with its table": (
        (
            "{%p for x in 列 %}",
            [["{%tr for r in 行[:2] %}", ""], ["{% vm r.一级 %}{{ r.一级 }}", "{{ r.数 }}"], [END, ""]],
            "{%p endfor %}",
        ),
        "甲|1 ^|2 甲|1 ^|2",
    ),
    "a cell over columns": (([["{% colspan 宽 %}总"], ["甲", "乙"]],), "<2>总 甲|乙"),
    "a cell over one column": (([["{% colspan 1 %}总"]],), "总"),
    "merged cells stay": (
        (table([cell("{{ 宽 }}", span=2)], [cell("{{ 色 }}", merge="restart"), cell("a")], [cell(merge="continue"), cell("b")]),),
        "<2>2 FF0000|a ^|b",
    ),
    "merged cells in a loop": (
        (table([LOOP, ""], [cell("{{ r.数 }}", merge="restart"), cell("a")], [cell(merge="continue"), cell("b")], [END, ""]),),
        "1|a ^|b 2|a ^|b 3|a ^|b 4|a ^|b",
    ),
    "a row in a content control": (
        (
            table(
                Xml(
                    f'<w:sdt><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent>{"<w:tr><w:tc><w:tcPr/>"}'
                    "<w:p><w:r><w:t>{{ 宽 }}</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt>"
                ),
                ["乙"],
            ),
        ),
        "2 乙",
    ),
    "a control in a cell": (([[control("{{ 宽 }}"), p(bold("{{ 色 }}"))]],), "2|FF0000"),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_tables_come_out_as_the_tags_say(tmp_path: Path, body: tuple[Block, ...], expected: str) -> None:
    lines = rendered(tmp_path, *body, data=DATA).split("\n")
    assert [line[2:-2].replace(" ", "") for line in lines] == expected.split(" ")


def root(path: Path) -> etree._Element:
    return etree.fromstring(unzipped(path.read_bytes())["word/document.xml"])


def test_a_background_takes_the_colour_of_the_data(tmp_path: Path) -> None:
    shaded = cell("{% cellbg 色 %}甲", properties='<w:shd w:val="clear" w:color="auto" w:fill="00FF00"/>')
    made = root(render(tmp_path, [[shaded, "{% cellbg '0000FF' %}乙"], ["丙", "丁"]], data=DATA))
    assert [shade.get(f"{W}fill") for shade in made.iter(f"{W}shd")] == ["FF0000", "0000FF"]


@pytest.mark.parametrize("colour", ["红色", '"/><w:x', "", 5])
def test_a_background_that_is_no_colour_is_told(tmp_path: Path, colour: object) -> None:
    errors = refusals(tmp_path, [["{% cellbg 色 %}甲"]], data={"色": colour})
    assert len(errors) == 1


@pytest.mark.parametrize("span", ["两", '2"/>', -1, 10**9, 1.5])
def test_a_span_that_is_no_number_of_columns_is_told(tmp_path: Path, span: object) -> None:
    assert len(refusals(tmp_path, [["{% colspan n %}甲"], ["乙", "丙"]], data={"n": span})) == 1


def test_the_grid_has_as_many_columns_as_the_widest_row(tmp_path: Path) -> None:
    loop = ["头", "{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"]
    for values in ([], ["一"], ["一", "二", "三", "四", "五"]):
        made = root(render(tmp_path, [loop, loop], data={"列": values}))
        widths = [int(column.get(f"{W}w", "0")) for column in made.iter(f"{W}gridCol")]
        assert len(widths) == 1 + len(values)
        assert all(width > 0 for width in widths)


def test_a_row_and_its_cells_keep_their_properties(tmp_path: Path) -> None:
    head = Xml("<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr/><w:p><w:r><w:t>{{ 色 }}</w:t></w:r></w:p></w:tc></w:tr>")
    looped = Xml(
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="500"/></w:trPr><w:tc><w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>{{ r.数 }}</w:t></w:r></w:p></w:tc></w:tr>'
    )
    made = root(render(tmp_path, table(head, [LOOP], looped, [END]), data=DATA))
    assert [len(list(made.iter(f"{W}{name}"))) for name in ("tblHeader", "cantSplit", "trHeight", "vAlign", "jc")] == [1, 4, 4, 4, 4]
