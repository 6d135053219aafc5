from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.document import styles
from generator.errors import UnusableFile
from generator.word.layout import MAX_LAYOUT, read_layout
from tests.support.layouts import SECTION, make_layout, slot, with_body
from tests.support.templates import STANDARD

STYLES = "word/styles.xml"


def refused(path: Path) -> str:
    with pytest.raises(UnusableFile) as caught:
        read_layout(path)
    return str(caught.value)


def test_the_standard_layout_has_every_slot_in_the_order_of_the_page() -> None:
    layout = read_layout(STANDARD / "report.docx")
    assert layout.pieces[1::2] == ("版头", "文首", "正文", "文尾", "附表", "版记")
    assert layout.name == "standard/report.docx"
    assert layout.type_area == 11906 - 1588 - 1474
    assert layout.mark_size == 1000


@pytest.mark.parametrize(
    "inner",
    [
        "<w:p><w:r><w:t>{{p 正文 }}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{{p 正文}}</w:t></w:r></w:p>",
        '<w:p w:rsidR="00A1"><w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{p </w:t></w:r>'
        '<w:proofErr w:type="spellStart"/><w:r><w:t>正</w:t></w:r><w:r><w:t>文</w:t></w:r><w:r><w:t> }}</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="ReportBody"/></w:pPr><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        "<w:r><w:t>　{{p 正文 }} </w:t></w:r></w:p>",
    ],
)
def test_a_slot_is_found_however_word_splits_it(tmp_path: Path, inner: str) -> None:
    layout = read_layout(with_body(tmp_path / "a.docx", f"<w:p><w:r><w:t>前</w:t></w:r></w:p>{inner}<w:p/>"))
    assert layout.pieces[1::2] == ("正文",)
    assert layout.pieces[0].endswith("<w:body><w:p><w:r><w:t>前</w:t></w:r></w:p>")
    assert layout.pieces[2].startswith("<w:p/><w:sectPr>")


def test_a_slot_in_a_table_cell_or_text_box_is_found(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{slot('版头')}</w:tc></w:tr></w:tbl>{slot('正文')}"
    assert read_layout(with_body(tmp_path / "a.docx", inner)).pieces[1::2] == ("版头", "正文")


@pytest.mark.parametrize("words", ["正文：{{p 正文 }}", "单位：{{ 单位全称 }}", "{% if 版本 %}"])
def test_a_tag_that_would_be_printed_as_it_stands_is_refused(tmp_path: Path, words: str) -> None:
    layout = with_body(tmp_path / "a.docx", f"<w:p><w:r><w:t>{{{{p 正文 }}}}</w:t></w:r></w:p><w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
    with pytest.raises(UnusableFile, match="不会换成内容；版式里只能单独成段地写"):
        read_layout(layout)


def test_a_section_that_ends_in_a_slot_is_kept(tmp_path: Path) -> None:
    landscape = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>'
    inner = slot("正文", f"<w:pPr>{SECTION}</w:pPr>") + slot("附表")
    layout = read_layout(with_body(tmp_path / "a.docx", inner, landscape))
    assert layout.pieces[1::2] == ("正文", "附表")
    assert layout.pieces[2] == f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    assert layout.type_area == 11906 - 1588 - 1474


def test_the_type_area_is_that_of_the_section_of_the_text(tmp_path: Path) -> None:
    cover = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr></w:p>'
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1500" w:right="1400" w:gutter="100"/></w:sectPr>'
    assert read_layout(with_body(tmp_path / "a.docx", cover + slot("正文"), section)).type_area == 11906 - 3000


@pytest.mark.parametrize("name", styles.REQUIRED)
def test_a_missing_style_is_named_as_word_shows_it(tmp_path: Path, name: str) -> None:
    tag = f'<w:name w:val="{name}"/>'.encode()
    path = make_layout(tmp_path / "a.docx", {STYLES: lambda part: part.replace(tag, b'<w:name w:val="x"/>')})
    shown = styles.SHOWN_AS.get(name, name)
    assert refused(path) == f"{tmp_path.name}/a.docx：缺少样式 “{shown}”；请在 Word 的“样式”里补上，或从标准模板复制"


def test_all_missing_styles_are_named_at_once(tmp_path: Path) -> None:
    empty = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    message = refused(make_layout(tmp_path / "a.docx", {STYLES: empty}))
    assert message.count("“") == len(styles.REQUIRED) + 1  # and “样式”
    assert all(f"“{styles.SHOWN_AS.get(name, name)}”" in message for name in styles.REQUIRED)


@pytest.mark.parametrize(
    ("style", "wrong", "kind"),
    [
        ("Pending", "paragraph", "“待补” 应是字符样式"),
        ("ReportBody", "character", "“公文正文” 应是段落样式"),
        ("ReportTable", "paragraph", "表格样式"),
    ],
)
def test_a_style_of_the_wrong_type_is_named(tmp_path: Path, style: str, wrong: str, kind: str) -> None:
    def change(part: bytes) -> bytes:
        found = [line for line in part.decode().splitlines() if f'w:styleId="{style}"' in line]
        right = found[0].split('w:type="')[1].split('"')[0]
        return part.replace(found[0].encode(), found[0].replace(f'w:type="{right}"', f'w:type="{wrong}"').encode())

    assert kind in refused(make_layout(tmp_path / "a.docx", {STYLES: change}))


def test_names_of_built_in_styles_as_libreoffice_writes_them_are_taken(tmp_path: Path) -> None:
    path = make_layout(tmp_path / "a.docx", {STYLES: lambda part: part.replace(b'"heading ', b'"Heading ')})
    assert read_layout(path).style_ids["heading 1"] == "Heading1"


def test_the_size_of_the_mark_may_come_from_the_style_it_is_based_on(tmp_path: Path) -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b'<w:sz w:val="100"/>', b"")

    assert read_layout(make_layout(tmp_path / "a.docx", {STYLES: change})).mark_size == 320


def test_styles_based_on_each_other_in_a_ring_end_somewhere(tmp_path: Path) -> None:
    def change(part: bytes) -> bytes:
        ring = b'<w:name w:val="Normal"/><w:basedOn w:val="IssuerName"/>'
        part = part.replace(b'<w:sz w:val="100"/>', b"").replace(b'<w:name w:val="Normal"/>', ring)
        return part.replace(b'<w:sz w:val="32"/>', b"")

    assert read_layout(make_layout(tmp_path / "a.docx", {STYLES: change})).mark_size == 0


def test_a_slot_that_nobody_knows_is_named(tmp_path: Path) -> None:
    message = refused(with_body(tmp_path / "a.docx", slot("正文") + slot("板头")))
    assert message == f"{tmp_path.name}/a.docx：不认识 {{{{p 板头 }}}}；可以写的有 版头、文首、正文、文尾、附表、版记"


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, zip_of(), zip_of(a=b"1"), (STANDARD / "report.docx").read_bytes()[:3000]],
)
def test_what_is_no_docx_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert refused(path) == f"{tmp_path.name}/a.docx：不是能用的 Word 文件（.docx）；请在 Word 或 WPS 里另存为 .docx"


@pytest.mark.parametrize("part", ["word/document.xml", STYLES])
@pytest.mark.parametrize(
    "xml",
    [
        b"<w:document>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b"\xff\xfe\x00",
    ],
)
def test_broken_xml_and_document_types_are_refused(tmp_path: Path, part: str, xml: bytes) -> None:
    assert "不是能用的 Word 文件" in refused(make_layout(tmp_path / "a.docx", {part: xml}))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.docx").startswith(f"{tmp_path.name}/a.docx：读不出来（")


def test_a_layout_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = make_layout(tmp_path / "a.docx", {"word/document.xml": b" " * (MAX_LAYOUT + 1)})
    assert path.stat().st_size < 100_000
    assert refused(path) == f"{tmp_path.name}/a.docx：解压后超过 20 MB 的上限"


def test_another_prefix_than_w_is_refused_since_the_blocks_would_not_fit(tmp_path: Path) -> None:
    path = make_layout(tmp_path / "a.docx", {"word/document.xml": lambda part: part.replace(b"w:", b"x:")})
    assert "不是能用的 Word 文件" in refused(path)
