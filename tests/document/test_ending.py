from __future__ import annotations

import pytest

from generator.document.blocks import Indent, Paragraph
from generator.document.ending import attachment_note, imprint, signature_with_seal, signature_without_seal
from generator.document.widths import width
from generator.model.marks import Marks
from tests.support.marked import lines, source

DATE = "2023年2月20日"  # 6.5 characters


def rights(blocks: list[Paragraph]) -> tuple[float, float]:
    issuer, date = (p.indent for p in blocks[-2:])
    assert issuer is not None
    assert date is not None
    return issuer.right, date.right


def test_no_attachments_no_note() -> None:
    assert attachment_note([], Marks()) == []


def test_one_attachment_is_not_numbered_and_wraps_under_its_name() -> None:
    blank, note = attachment_note(["统计表"], Marks())
    assert lines([blank, note]) == ["空行: ", "附件说明: 附件：统计表"]
    assert note.indent == Indent(left=5, hanging=3)  # indent 2, then 附件：


def test_several_attachments_are_numbered_under_each_other() -> None:
    notes = attachment_note(["甲表", "乙表", "丙表"], Marks())[1:]
    assert [p.text for p in notes] == ["附件：1.甲表", "2.乙表", "3.丙表"]
    assert [p.indent for p in notes] == [Indent(left=6, hanging=4), Indent(left=6, hanging=1), Indent(left=6, hanging=1)]


def test_numbers_of_two_digits_begin_where_the_others_begin() -> None:
    notes = attachment_note([f"表{n}" for n in range(1, 13)], Marks())[1:]
    starts = [p.indent.left - p.indent.hanging for p in notes if p.indent]
    assert starts == [2] + [5] * 11
    assert notes[9].indent == Indent(left=6.5, hanging=1.5)


@pytest.mark.parametrize(
    ("issuer", "date", "indents"),
    [
        ("甲市公安局", DATE, (4.75, 4)),  # shorter than the date: 4 + (6.5 - 5) / 2
        ("甲市公安局法制支", "2023年10月2日", (3.25, 4)),
        ("甲市公安局交通警察支队", DATE, (1.75, 4)),
        ("甲" * 14, "2023年12月20日", (0.5, 4)),
        ("甲" * 15, "2023年12月20日", (0, 4)),  # exactly at the edge
        ("甲" * 16, "2023年12月20日", (0, 4.5)),  # the name stays in the type area, the date moves under its middle
        ("甲" * 28, "2023年12月20日", (0, 10.5)),
    ],
)
def test_with_a_seal_the_date_stands_four_from_the_right_and_the_name_over_its_middle(
    issuer: str, date: str, indents: tuple[float, float]
) -> None:
    blocks = signature_with_seal(issuer, date, Marks())
    assert lines(blocks) == ["空行: ", "空行: ", f"署名: {issuer}", f"成文日期: {date}"]
    assert rights(blocks) == indents
    issuer_right, date_right = indents
    assert issuer_right + width(issuer) / 2 == date_right + width(date) / 2


@pytest.mark.parametrize(
    ("issuer", "date", "indents"),
    [
        ("甲市公安局交通警察支队", DATE, (2, 4.5)),  # L = 11, D = 6.5: date L - D
        ("甲乙丙公安局办", "2023年12月20日", (2, 0)),  # L = D
        ("甲市公安局", DATE, (5.5, 2)),  # D > L: date 2, name 4 + D - L
        ("甲" * 26, DATE, (2, 19.5)),
        ("甲" * 27, DATE, (1, 19.5)),  # the name must not wrap for its indent
        ("甲" * 28, DATE, (0, 19.5)),
    ],
)
def test_without_a_seal_the_date_begins_two_characters_right_of_the_name(issuer: str, date: str, indents: tuple[float, float]) -> None:
    blocks = signature_without_seal(issuer, date, Marks())
    assert lines(blocks) == ["空行: ", f"署名: {issuer}", f"成文日期: {date}"]
    assert rights(blocks) == indents
    starts = [28 - right - width(text) for right, text in zip(indents, (issuer, date), strict=True)]
    assert starts[1] - starts[0] == 2


@pytest.mark.parametrize("signature", [signature_with_seal, signature_without_seal])
def test_a_name_longer_than_a_line_breaks_between_its_words(signature) -> None:  # type: ignore[no-untyped-def]
    issuer, date = signature("某某壮族自治区某某市高新技术产业开发区公安分局治安管理支队大队", DATE, Marks())[-2:]
    assert issuer.text == "某某壮族自治区某某市高新技术产业开发区\n公安分局治安管理支队大队"
    assert 0 <= issuer.indent.right <= 9
    assert 0 <= date.indent.right <= 28 - width(DATE)


def test_name_and_date_keep_their_sources() -> None:
    marks, name, day = Marks(), source("B2", "item", "单位全称"), source("B9", "item", "成文日期")
    blocks = signature_with_seal(marks.value("甲市公安局", name), marks.value(DATE, day), marks)
    assert [p.words[0].source for p in blocks[-2:]] == [name, day]


def test_the_imprint_has_rules_around_and_between_its_rows() -> None:
    found = imprint("市委依法治市办", "甲市公安局办公室", DATE, Marks())
    assert lines(found) == [
        "版记外线: ",
        "版记抄送: 抄送：市委依法治市办。",
        "版记内线: ",
        f"版记印发: 甲市公安局办公室\t{DATE}印发",
        "版记外线: ",
        "文末: ",
    ]
    assert [p.at_foot for p in found] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("copies", "printer", "row"), [("市委", "", "版记抄送: 抄送：市委。"), ("", "办公室", f"版记印发: 办公室\t{DATE}印发")]
)
def test_an_imprint_of_one_row_has_no_inner_rule(copies: str, printer: str, row: str) -> None:
    assert lines(imprint(copies, printer, DATE, Marks())) == ["版记外线: ", row, "版记外线: ", "文末: "]


def test_no_copies_and_no_printer_no_imprint() -> None:
    assert imprint(" ", "", DATE, Marks()) == []


@pytest.mark.parametrize("typed", ["市委", "市委。", "市委；", "市委，", "市委：\n"])
def test_the_copies_end_with_one_full_stop(typed: str) -> None:
    marks = Marks()
    assert imprint(typed, "", "", marks)[1].text == "抄送：市委。"
    assert imprint(marks.value(typed.strip(), source()), "", "", marks)[1].text == "抄送：市委。"


def test_without_a_date_nothing_is_said_to_be_printed() -> None:
    assert imprint("", "办公室", "", Marks())[1].text == "办公室"
