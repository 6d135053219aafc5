from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from generator.document.appendix import HEAD, Row
from generator.document.assembly import Texts, assemble
from generator.document.blocks import Document, Slot
from generator.document.outline import PartText
from generator.model.marks import Marks
from generator.model.template import EDITIONS, EditionSpec, HeadingForm, Options
from tests.support.marked import lines, source

OWN: tuple[HeadingForm, ...] = ("own-line",) * 4
ITEMS = {
    "单位全称": "甲市公安局",
    "标题（上报版）": "关于情况的报告",
    "标题（公开版）": "年度报告",
    "发文机关标志": "甲市公安局文件",
    "发文字号": "甲公〔2023〕5号",
    "签发人": "李某某",
    "密级和保密期限": "",
    "紧急程度": "",
    "主送机关": "市委",
    "抄送机关": "市委依法治市办",
    "印发机关": "办公室",
    "成文日期": "2023年2月20日",
}


def assembled(
    items: Mapping[str, str] | None = None,
    *,
    edition: Literal["上报", "公开"] = "上报",
    marks: Marks | None = None,
    year: int | None = 2022,
    dated: date | None = date(2023, 2, 20),
    closing: str = "特此报告。",
    letterhead: bool = True,
    appendix: bool = False,
    spec: EditionSpec | None = None,
) -> Document:
    texts = Texts({**ITEMS, **(items or {})}, "导语。", (PartText("# 工作\n文。", OWN),), closing, marks or Marks())
    rows = [Row("刑事立案", "起", "593", "540", "9.81%")]
    return assemble(
        texts,
        Options(appendix=appendix),
        edition=spec or EDITIONS[edition],
        letterhead_printed=letterhead,
        dated=dated,
        year=year,
        indicators=rows,
    )


def slot(document: Document, name: Slot) -> list[str]:
    return lines(document.slots.get(name, ()))


def kept(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs() if p.keep_next]


def test_the_upward_report_from_top_to_bottom() -> None:
    document = assembled()
    assert [line for p in document.paragraphs() if (line := f"{p.style}: {p.text}") and p.text] == [
        "发文机关标志: 甲市公安局文件",
        "发文字号: 甲公〔2023〕5号\t签发人：李某某",
        "Title: 关于情况的报告",
        "主送机关: 市委：",
        "公文正文: 导语。",
        "heading 1: 一、工作",
        "公文正文: 文。",
        "公文正文: 特此报告。",
        "署名: 甲市公安局",
        "成文日期: 2023年2月20日",
        "版记抄送: 抄送：市委依法治市办。",
        "版记印发: 办公室\t2023年2月20日印发",
    ]
    assert document.title == "关于情况的报告"
    assert document.dated == date(2023, 2, 20)


def test_the_published_report_has_no_letterhead_addressee_signer_or_imprint() -> None:
    document = assembled(edition="公开", closing="")
    assert [line for p in document.paragraphs() if (line := f"{p.style}: {p.text}") and p.text] == [
        "Title: 年度报告",
        "公文正文: 导语。",
        "heading 1: 一、工作",
        "公文正文: 文。",
        "署名: 甲市公安局",
        "成文日期: 2023年2月20日",
    ]
    assert document.title == "年度报告"


def test_each_edition_signs_in_its_way() -> None:
    assert slot(assembled(), "文尾")[:2] == ["空行: ", "空行: "]
    assert slot(assembled(edition="公开"), "文尾")[:2] == ["空行: ", "署名: 甲市公安局"]


def test_what_is_secret_leaves_the_first_line_to_its_copy_number() -> None:
    assert slot(assembled({"密级和保密期限": "机密★1年", "紧急程度": "特急"}), "版头")[:3] == [
        "版头标注: ",
        "版头标注: 机密★1年",
        "版头标注: 特急",
    ]
    assert slot(assembled({"紧急程度": "特急"}), "版头")[:3] == ["版头标注: 特急", "版头标注: ", "版头标注: "]


def test_without_letterhead_only_the_letterhead_is_blank() -> None:
    with_it, without = assembled(), assembled(letterhead=False)
    assert set(slot(without, "版头")) == {"空行: "}
    assert {name: blocks for name, blocks in with_it.slots.items() if name != "版头"} == {
        name: blocks for name, blocks in without.slots.items() if name != "版头"
    }


@pytest.mark.parametrize(
    ("year", "dated", "number", "day"),
    [
        (2022, None, "　　〔2023〕　号", "2023年　月　日"),
        (None, None, "　　〔　　〕　号", "　　年　月　日"),
    ],
)
def test_what_is_given_at_signing_is_left_as_its_customary_blank(year: int | None, dated: date | None, number: str, day: str) -> None:
    document = assembled({"发文字号": "", "签发人": "", "成文日期": ""}, year=year, dated=dated)
    texts = [p.text for p in document.paragraphs()]
    assert f"{number}\t签发人：　　　" in texts
    assert day in texts
    assert f"办公室\t{day}印发" in texts


def test_the_blank_number_takes_the_year_of_the_date() -> None:
    assert "　　〔2024〕　号" in slot(assembled({"发文字号": ""}, dated=date(2024, 1, 5)), "版头")[6]


def test_the_date_of_printing_may_be_its_own() -> None:
    assert slot(assembled({"印发日期": "2023年2月21日"}), "版记")[3] == "版记印发: 办公室\t2023年2月21日印发"


def test_text_signature_and_imprint_end_on_one_page() -> None:
    assert kept(assembled()) == ["特此报告。", "", "", "甲市公安局", "2023年2月20日"]


def test_without_an_imprint_the_date_ends_the_page() -> None:
    assert kept(assembled(edition="公开", closing="")) == ["文。", "", "甲市公安局"]


def test_attachments_are_listed_without_the_numbers_and_marks_that_were_typed() -> None:
    marks, item = Marks(), source("B20", "item", "附件")
    document = assembled({"附件": marks.value("1.甲表；\n\n2、乙表。\n《丙办法》", item)}, marks=marks)
    assert slot(document, "文尾")[:4] == ["空行: ", "附件说明: 附件：1.甲表", "附件说明: 2.乙表", "附件说明: 3.《丙办法》"]
    assert [p.words[-1].source for p in document.slots["文尾"][1:4]] == [item] * 3  # type: ignore[union-attr]


def test_the_appendix_is_the_last_attachment() -> None:
    document = assembled({"附件": "甲表"}, appendix=True)
    assert slot(document, "文尾")[1:3] == ["附件说明: 附件：1.甲表", "附件说明: 2.主要指标一览表"]
    assert slot(document, "附表")[0] == "附件标识: 附件2"
    assert slot(document, "附表")[-1] == "| 刑事立案 | 起 | 593 | 540 | 9.81% |"


def test_an_appendix_alone_is_not_numbered() -> None:
    document = assembled(appendix=True)
    assert slot(document, "文尾")[1] == "附件说明: 附件：主要指标一览表"
    assert slot(document, "附表")[0] == "附件标识: 附件"


def test_the_signature_is_not_kept_with_an_appendix_on_its_own_page() -> None:
    assert "2023年2月20日" not in [p.text for p in assembled(appendix=True).slots["文尾"] if p.keep_next]  # type: ignore[union-attr]


def test_an_appendix_at_the_very_end_is_closed_by_a_tiny_paragraph() -> None:
    assert slot(assembled(edition="公开", appendix=True), "附表")[-1] == "文末: "


def test_the_appendix_is_off_unless_the_template_asks_for_it() -> None:
    assert "附表" not in assembled().slots


def test_breaks_and_blanks_of_the_title_stay_out_of_the_file_properties() -> None:
    marks = Marks()
    title = marks.value("甲市公安局\n关于\t情况的报告 ", source("B5", "item"))
    assert assembled({"标题（上报版）": title}, marks=marks).title == "甲市公安局关于 情况的报告"


def test_an_empty_report_still_has_its_frame() -> None:
    texts = Texts({}, "", (), "", Marks())
    document = assemble(texts, Options(), edition=EDITIONS["上报"], letterhead_printed=True, dated=None, year=None, indicators=())
    assert slot(document, "正文") == []
    assert slot(document, "文尾")[-1] == "成文日期: 　　年　月　日"


def test_the_paragraphs_of_a_document_include_the_cells_of_its_table() -> None:
    texts = [p.text for p in assembled(appendix=True).paragraphs()]
    assert texts[texts.index("主要指标一览表", texts.index("附件")) :][2:12] == [*HEAD, "刑事立案", "起", "593", "540", "9.81%"]


# ── What an edition has ─────────────────────────────────────────────────────────────────────────────────────


def test_an_edition_may_have_a_title_of_its_own() -> None:
    assert assembled({"网站标题": "网站上的报告"}, spec=replace(EDITIONS["公开"], title="网站标题")).title == "网站上的报告"


def test_an_upward_edition_may_go_without_letterhead_addressee_or_imprint() -> None:
    document = assembled(spec=replace(EDITIONS["上报"], letterhead=False, addressee=False, imprint=False))
    assert slot(document, "版头") == slot(document, "版记") == []
    assert slot(document, "文首") == ["Title: 关于情况的报告", "空行: "]
    assert kept(document) == ["特此报告。", "", "", "甲市公安局"]


def test_a_published_edition_may_have_all_that_the_upward_one_has() -> None:
    document = assembled(spec=replace(EDITIONS["上报"], title="标题（公开版）"))
    assert [document.slots[name] for name in ("版头", "文尾", "版记")] == [assembled().slots[name] for name in ("版头", "文尾", "版记")]
    assert document.title == "年度报告"


def test_without_a_seal_there_is_one_blank_line_above_the_name() -> None:
    document = assembled(spec=replace(EDITIONS["上报"], signature="plain"))
    assert slot(document, "文尾") == ["空行: ", "署名: 甲市公安局", "成文日期: 2023年2月20日"]


def test_an_edition_without_a_signature_ends_with_its_text() -> None:
    document = assembled(spec=replace(EDITIONS["公开"], signature="none"))
    assert slot(document, "文尾") == []
    assert kept(document) == []


def test_without_a_signature_the_text_goes_with_the_imprint() -> None:
    document = assembled({"附件": "甲表"}, spec=replace(EDITIONS["上报"], signature="none"))
    assert slot(document, "文尾") == ["空行: ", "附件说明: 附件：甲表"]
    assert kept(document) == ["特此报告。", "", "附件：甲表"]
