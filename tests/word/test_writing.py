from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.document import styles
from generator.document.blocks import Document, Indent, Paragraph, Slot, Table, Words, paragraph
from generator.word.writing import Writer, escape
from tests.support.layouts import W, prepared, report_of, slot, with_body
from tests.support.layouts import body_of as written_body
from tests.support.templates import STANDARD

PREPARED = prepared(STANDARD / "report.docx")
assert PREPARED.layout is not None
LAYOUT = PREPARED.layout
ORDER = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "tabs", "spacing", "ind", "jc", "outlineLvl"]


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>')[0]


def written(*words: Words, **more: object) -> etree._Element:
    return parsed(Writer(LAYOUT).paragraph(Paragraph(styles.BODY, words, **more)))  # type: ignore[arg-type]


def attributes(element: etree._Element, tag: str) -> dict[str, str]:
    (found,) = element.iter(f"{{{W}}}{tag}")
    return {etree.QName(key).localname: value for key, value in found.attrib.items()}


def tags(element: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in element]


def test_special_characters_are_escaped() -> None:
    assert escape("a<b>&\"c'") == "a&lt;b&gt;&amp;\"c'"
    assert "".join(written(Words("占比<5%，A&B，“引”\"'")).itertext()) == "占比<5%，A&B，“引”\"'"


def test_tabs_and_line_breaks_become_their_elements() -> None:
    (run,) = written(Words("甲\t乙\n丙\u2028丁\u2029戊\r\n己\t")).iter(f"{{{W}}}r")
    assert tags(run) == ["t", "tab", "t", "br", "t", "br", "t", "br", "t", "br", "t", "tab"]
    assert "".join(run.itertext()) == "甲乙丙丁戊己"


@pytest.mark.parametrize("code", [0, 1, 8, 0x0B, 0x0C, 0x0D, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0xFDD0, 0xFDEF])
def test_what_xml_has_no_place_for_is_dropped(code: int) -> None:
    assert "".join(written(Words(f"甲{chr(code)}乙")).itertext()) == "甲乙"


def test_spaces_are_kept() -> None:
    (text,) = written(Words("  甲　 ")).iter(f"{{{W}}}t")
    assert text.text == "  甲　 "
    assert text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_survives_into_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(report_of(Document({"正文": (Paragraph(styles.BODY, (Words(text),)),)}, text, None), PREPARED))
    document = docx.Document(str(path))
    (found,) = (p for p in document.paragraphs if p.style is not None and p.style.name == styles.BODY)
    seen = re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "", text)
    assert found.text == re.sub("[\u2028\u2029]", "\n", seen)
    assert document.core_properties.title == seen


@given(st.lists(st.tuples(st.text(max_size=8), st.sampled_from([None, styles.MISSING, styles.SIGNER])), max_size=6))
@settings(deadline=None)
def test_no_run_is_empty_and_neighbours_of_one_style_share_a_run(words: list[tuple[str, str | None]]) -> None:
    found = written(*(Words(text, style) for text, style in words))
    used = []
    for run in found.iter(f"{{{W}}}r"):
        properties = run.find(f"{{{W}}}rPr")
        assert len(run) > (properties is not None)
        assert all(t.text for t in run.iter(f"{{{W}}}t"))
        used.append(None if properties is None else attributes(properties, "rStyle")["val"])
    said = [LAYOUT.style_ids[style] if style else None for text, style in words if escape(text)]
    assert set(used) == set(said)
    assert len(used) <= len(said)


def test_digits_of_one_number_from_two_cells_share_a_run() -> None:
    found = written(Words("59", None), Words("3起", None))
    assert [t.text for t in found.iter(f"{{{W}}}t")] == ["593起"]


def test_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    found = written(Words("甲"), indent=Indent(1, 1, 1, 0), tabs=(3.0, 5.5), at_foot=True, keep_next=True)
    said = tags(found[0])
    assert said == ["pStyle", "keepNext", "framePr", "tabs", "ind"]
    assert said == sorted(said, key=ORDER.index)


def test_a_plain_paragraph_says_its_style_and_no_more() -> None:
    assert tags(written(Words("甲"))[0]) == ["pStyle"]


def test_indents_and_tab_stops_are_characters_of_a_28th_of_the_line() -> None:
    found = written(Words("甲"), indent=Indent(left=5, hanging=3), tabs=(8.5,))
    assert attributes(found, "ind") == {"left": "1575", "hanging": "945"}
    assert attributes(found, "tab") == {"val": "left", "pos": str(round(8.5 * 315))}


def test_a_right_indent_is_said_in_characters_too() -> None:
    assert attributes(written(Words("甲"), indent=Indent(right=4.75)), "ind") == {"rightChars": "475", "right": "1496"}


def test_no_indent_is_not_said() -> None:
    assert tags(written(Words("甲"), indent=Indent())[0]) == ["pStyle"]


def mark(text: str) -> dict[str, str]:
    found = parsed(Writer(LAYOUT).paragraph(Paragraph(styles.LETTERHEAD_MARK, (Words(text),), fit=True)))
    return {etree.QName(e).localname: e.get(f"{{{W}}}val", "") for r in found.iter(f"{{{W}}}rPr") for e in r}


def test_a_mark_that_fits_is_left_alone() -> None:
    assert mark("甲市公安局文件") == {}


def test_a_longer_mark_gets_narrower_letters() -> None:
    assert mark("某某市高新技术产业开发区公安分局文件"[:12]) == {"w": "70"}


def test_a_very_long_mark_gets_smaller_letters_too_and_fits() -> None:
    said = mark("某" * 36)
    assert said["w"] == "50"
    assert said["sz"] == said["szCs"]
    assert 36 * int(said["sz"]) * 10 * 0.5 <= LAYOUT.type_area
    assert int(said["sz"]) > 40
    assert int(said["position"]) == round((100 - int(said["sz"])) * 0.86)


def test_a_mark_style_without_a_size_is_never_narrowed() -> None:
    found = Writer(replace(LAYOUT, mark_size=0)).paragraph(Paragraph(styles.LETTERHEAD_MARK, (Words("某" * 99),), fit=True))
    assert "<w:w " not in found


def test_a_table_is_as_wide_as_the_type_area_and_repeats_its_head() -> None:
    row = (paragraph(styles.TABLE_TEXT, "甲"), paragraph(styles.TABLE_NUMBER, "1"), paragraph(styles.TABLE_UNIT, "起"))
    found = parsed(Writer(LAYOUT).table(Table(styles.TABLE, (1 / 3, 1 / 3, 1 / 3), row, (row, row))))
    widths = [int(c.get(f"{{{W}}}w", "")) for c in found.iter(f"{{{W}}}gridCol")]
    assert sum(widths) == LAYOUT.type_area
    assert attributes(found, "tblW") == {"w": str(LAYOUT.type_area), "type": "dxa"}
    properties = [tags(row[0]) for row in found.iter(f"{{{W}}}tr")]
    assert properties == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"]]
    assert [[int(attributes(cell, "tcW")["w"]) for cell in row.iter(f"{{{W}}}tc")] for row in found.iter(f"{{{W}}}tr")] == [widths] * 3


def body_of(path: Path, slots: dict[Slot, tuple[Paragraph | Table, ...]]) -> etree._Element:
    return etree.fromstring(written_body(prepared(path), slots).encode())


def test_blocks_stand_where_the_layout_has_their_slot(tmp_path: Path) -> None:
    inner = f"{slot('文尾')}<w:p><w:r><w:t>固定</w:t></w:r></w:p>{slot('正文')}"
    one, two = paragraph(styles.BODY, "甲"), paragraph(styles.BODY, "乙")
    root = body_of(with_body(tmp_path / "a.docx", inner), {"正文": (one, two), "文尾": (two,)})
    assert [t.text for t in root.iter(f"{{{W}}}t")] == ["乙", "固定", "甲", "乙"]


def test_a_slot_with_nothing_in_it_leaves_no_line_but_a_cell_keeps_a_paragraph(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{slot('版头')}</w:tc></w:tr></w:tbl>{slot('文首')}{slot('正文')}"
    root = body_of(with_body(tmp_path / "a.docx", inner), {"正文": (paragraph(styles.BODY, "甲"),)})
    assert tags(root[0]) == ["tbl", "p", "sectPr"]
    assert [tags(cell) for cell in root.iter(f"{{{W}}}tc")] == [["p"]]


def test_a_cell_that_is_filled_gets_no_extra_line(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{slot('版头')}</w:tc></w:tr></w:tbl>{slot('正文')}"
    root = body_of(with_body(tmp_path / "a.docx", inner), {"版头": (paragraph(styles.BODY, "甲"),), "正文": ()})
    assert [tags(cell) for cell in root.iter(f"{{{W}}}tc")] == [["p"]]


def test_a_section_break_in_a_slot_survives(tmp_path: Path) -> None:
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    path = with_body(tmp_path / "a.docx", slot("正文", f"<w:pPr>{section}</w:pPr>"))
    root = body_of(path, {"正文": (paragraph(styles.BODY, "甲"),)})
    assert len(list(root.iter(f"{{{W}}}sectPr"))) == 2
    assert [t.text for t in root.iter(f"{{{W}}}t")] == ["甲"]
