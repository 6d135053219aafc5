from __future__ import annotations

import pytest

from generator.document import styles
from generator.document.blocks import Paragraph
from generator.document.letterhead import heading, letterhead
from generator.document.widths import width
from generator.model.marks import Marks
from tests.support.marked import lines, source

NUMBER = "甲公〔2023〕5号"


def head(signers: str, *, number: str = NUMBER, notes: tuple[str, ...] = ("",), printed: bool = True) -> list[Paragraph]:
    return letterhead(list(notes), "甲市公安局文件", number, signers, Marks(), printed=printed)


def rows(signers: str, number: str = NUMBER) -> list[Paragraph]:
    return [p for p in head(signers, number=number) if p.style == styles.DOCUMENT_NUMBER]


def test_the_letterhead_from_top_to_bottom() -> None:
    assert lines(head("张三", notes=("", "机密★1年", "特急"))) == [
        "版头标注: ",
        "版头标注: 机密★1年",
        "版头标注: 特急",
        "发文机关标志: 甲市公安局文件",
        "空行: ",
        "空行: ",
        f"发文字号: {NUMBER}\t签发人：张　三",
        "版头分隔线: ",
        "空行: ",
    ]


def test_the_notes_always_take_three_lines_so_that_the_mark_stays_where_it_is() -> None:
    for notes in ((), ("特急",), ("", "机密", ""), ("000001", "机密", "特急")):
        styled = [p.style for p in head("张三", notes=notes)]
        assert styled[:4] == ["版头标注"] * 3 + ["发文机关标志"]


@pytest.mark.parametrize(
    ("signers", "printed"),
    [
        ("", [f"{NUMBER}\t签发人：　　　"]),
        ("李某某", [f"{NUMBER}\t签发人：李某某"]),
        ("张三、李某某", [f"{NUMBER}\t签发人：张　三\t李某某"]),
        ("张三、李某某、王五", ["\t签发人：张　三\t李某某", f"{NUMBER}\t王　五"]),
        ("张三、李某某、王五、赵六七、钱八", ["\t签发人：张　三\t李某某", "\t王　五\t赵六七", f"{NUMBER}\t钱　八"]),
    ],
)
def test_two_signers_a_row_and_the_number_beside_the_last(signers: str, printed: list[str]) -> None:
    assert [p.text for p in rows(signers)] == printed


@pytest.mark.parametrize(
    "typed", ["张三、李某某", "张三，李某某", "张三 李某某", "张　三　李某某", "张　三、李某某", "张三\n李某某", "张三；李某某"]
)
def test_names_may_be_divided_and_spread_as_people_type_them(typed: str) -> None:
    assert [p.text for p in rows(typed)] == [f"{NUMBER}\t签发人：张　三\t李某某"]


@pytest.mark.parametrize("signers", ["张三", "张三、李某某", "张三、李某某、王五", "阿卜杜拉、李某某", "张三、李某某、王五、赵六七、钱八"])
def test_the_widest_row_ends_one_character_from_the_right(signers: str) -> None:
    found = rows(signers)
    widest = max(width(name) for name in found[0].text.replace("签发人：", "").split("\t")[1:])
    first = found[0].tabs[0] + width("签发人：")
    starts = (first, *found[0].tabs[1:])
    assert starts[-1] + widest == 27
    assert [p.tabs[0] for p in found[1:]] == [first] * (len(found) - 1)
    assert all(p.tabs[1:] == found[0].tabs[1 : len(p.tabs)] for p in found[1:])


def test_long_names_stand_one_a_row_so_that_the_number_has_room() -> None:
    found = rows("买买提·阿卜杜拉、迪丽热巴·阿布都", "新公法制〔2023〕105号")
    assert [p.text for p in found] == ["\t签发人：买买提·阿卜杜拉", "新公法制〔2023〕105号\t迪丽热巴·阿布都"]


@pytest.mark.parametrize("signers", ["", "张三", "张三、李四", "张三、李四、王五", "张三、李四、王五、赵六、钱七"])
def test_number_and_signers_never_meet(signers: str) -> None:
    found = rows(signers, "甲公法〔2023〕1234号")
    assert 1 + width("甲公法〔2023〕1234号") < found[-1].tabs[0]


def test_only_the_names_of_the_signers_take_their_style_and_keep_their_source() -> None:
    marks, item = Marks(), source("B9", "item", "签发人")
    row = letterhead([], "标志", NUMBER, marks.value("张三、李某某", item), marks, printed=True)[6]
    assert [(w.text, w.style, w.source) for w in row.words if w.style] == [("张　三", "签发人姓名", item), ("李某某", "签发人姓名", item)]


@pytest.mark.parametrize(
    ("signers", "height"), [("", 11), ("张三", 11), ("张三、李四", 11), ("张三、李四、王五", 12), ("一一、二二、三三、四四、五五", 13)]
)
def test_without_letterhead_the_same_height_stays_blank(signers: str, height: int) -> None:
    assert lines(head(signers, printed=False)) == ["空行: "] * height


def test_the_mark_asks_for_narrower_letters_where_it_is_too_long() -> None:
    assert [p.fit for p in head("张三") if p.style == styles.LETTERHEAD_MARK] == [True]


def test_title_a_blank_line_and_the_addressee() -> None:
    assert lines(heading("甲市公安局关于2022年法治政府建设情况的报告", "市委、市人民政府", Marks())) == [
        "Title: 甲市公安局关于2022年\n法治政府建设情况的报告",
        "空行: ",
        "主送机关: 市委、市人民政府：",
    ]


@pytest.mark.parametrize("typed", ["市委：", "市委:", "市委。", "市委， ", "市委"])
def test_the_addressee_ends_with_one_colon(typed: str) -> None:
    marks = Marks()
    assert heading("报告", typed, marks)[-1].text == "市委："
    assert heading("报告", marks.value(typed, source()), marks)[-1].text.rstrip() == "市委："


def test_without_an_addressee_there_is_no_line_for_it() -> None:
    assert lines(heading("报告", " ", Marks())) == ["Title: 报告", "空行: "]
