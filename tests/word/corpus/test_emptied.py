"""A condition that takes away all that something holds leaves a file that Word opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word import Block, Xml, bookmark, cell, control, footnote, inline_control, p, table, text_box
from tests.support.word_rendering import rendered

DATA = {"假": False, "无": []}
GONE: tuple[Block, ...] = ("{%p if 假 %}", "不印", "{%p endif %}")
LOOPED: tuple[Block, ...] = ("{%p for x in 无 %}", "{{ x }}", "{%p endfor %}")
ROWS = [["{%tr for x in 无 %}", ""], ["{{ x }}", "a"], ["{%tr endfor %}", ""]]

CASES: dict[str, tuple[Block, str]] = {
    "a cell": ([["甲", GONE]], "| 甲 |  |"),
    "a cell by a loop": ([["甲", LOOPED]], "| 甲 |  |"),
    "a cell by words": ([["甲", "{% if 假 %}不印{% endif %}"]], "| 甲 |  |"),
    "a cell but for its nested table": ([["甲", (*GONE, [["乙"]])]], "| 甲 | [乙] |"),
    "a cell whose nested table vanishes": ([["甲", [["{%tr if 假 %}"], ["不印"], ["{%tr endif %}"]]]], "| 甲 |  |"),
    "a cell that ends in what is taken away": ([["甲", ([["乙"]], *GONE)]], "| 甲 | [乙] |"),
    "a table": (ROWS, ""),
    "a table in a control": (control(ROWS), ""),
    "a table between tables": (([["甲"]], *GONE, [["乙"]]), "| 甲 |\n| 乙 |"),
    "a control": (control(*GONE), ""),
    "a control in a cell": ([["甲", control(*GONE)]], "| 甲 |  |"),
    "an inline control": (p("甲", inline_control("{% if 假 %}不印{% endif %}"), "乙"), "甲乙"),
    "a text box": (text_box(*GONE), "⟦⟧"),
    "a control around a row": (
        table(
            ["甲"],
            Xml(
                f'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{"<w:tr>" + cell("{%tr if 假 %}") + "</w:tr>"}'
                f"{'<w:tr>' + cell('不印') + '</w:tr>'}{'<w:tr>' + cell('{%tr endif %}') + '</w:tr>'}</w:sdtContent></w:sdt>"
            ),
        ),
        "| 甲 |",
    ),
    "a bookmark that ends in a tag": (
        (
            p(Xml('<w:bookmarkStart w:id="8" w:name="点"/>'), "甲"),
            p("{%p if 假 %}", Xml('<w:bookmarkEnd w:id="8"/>')),
            "乙",
            "{%p endif %}",
        ),
        "甲",
    ),
    "a bookmark that begins in what goes": (
        (
            "{%p if 假 %}",
            p(Xml('<w:bookmarkStart w:id="8" w:name="点"/>'), "甲"),
            "{%p endif %}",
            p("乙", Xml('<w:bookmarkEnd w:id="8"/>')),
        ),
        "乙",
    ),
    "a bookmark that ends in what goes": (
        (
            p(Xml('<w:bookmarkStart w:id="8" w:name="点"/>'), "甲"),
            "{%p if 假 %}",
            p("乙", Xml('<w:bookmarkEnd w:id="8"/>')),
            "{%p endif %}",
        ),
        "甲",
    ),
    "a bookmark in what goes": (("{%p if 假 %}", p(bookmark("点", "甲")), "{%p endif %}"), ""),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
def test_what_is_emptied_stays_valid(tmp_path: Path, body: Block, expected: str) -> None:
    text = rendered(tmp_path, "首", body, "末", data=DATA)
    assert [line for line in text.split("\n") if line] == ["首", *expected.split("\n"), "末"] if expected else ["首", "末"]


def test_a_row_may_lose_all_its_cells(tmp_path: Path) -> None:
    text = rendered(tmp_path, [["甲", "乙"], ["{%tc for x in 无 %}", "{{ x }}", "{%tc endfor %}"]], "末", data=DATA)
    assert text.startswith("| 甲 | 乙 |")
    assert text.endswith("\n末")


def test_a_table_may_lose_all_its_cells(tmp_path: Path) -> None:
    assert rendered(tmp_path, "首", [["{%tc for x in 无 %}", "{{ x }}", "{%tc endfor %}"]], "末", data=DATA).split("\n")[-1] == "末"


def test_margins_and_notes_may_be_emptied(tmp_path: Path) -> None:
    margins = {"default": GONE, "first": ROWS, "even": LOOPED}
    text = rendered(tmp_path, p("甲", footnote()), headers=margins, footers=margins, footnotes=[GONE], data=DATA)
    assert {line.partition(": ")[2] for line in text.split("\n")[1:]} == {""}


def test_a_body_may_be_emptied(tmp_path: Path) -> None:
    assert rendered(tmp_path, *GONE, data=DATA) == ""
