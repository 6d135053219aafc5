from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from generator.document import styles
from generator.document.blocks import SLOTS, paragraph
from generator.errors import UnusableFile
from generator.word.opening import MAX_UNPACKED
from generator.word.prepared import Layout
from tests.support.layouts import SECTION, body_of, make_layout, prepared, slot, with_body
from tests.support.templates import STANDARD

STYLES, RELATIONS = "word/styles.xml", "word/_rels/document.xml.rels"


def refused(path: Path) -> str:
    with pytest.raises(UnusableFile) as caught:
        prepared(path)
    return str(caught.value)


def layout_of(path: Path) -> Layout:
    layout = prepared(path).layout
    assert layout is not None
    return layout


def shown(path: Path) -> str:
    """The body with a paragraph in each slot that says its name; bare markup."""
    return body_of(prepared(path), {name: (paragraph(styles.BODY, f"在{name}"),) for name in SLOTS})


def test_the_standard_layout_has_every_slot_in_the_order_of_the_page() -> None:
    body = shown(STANDARD / "report.docx")
    assert re.findall("在(..)", body) == ["版头", "文首", "正文", "文尾", "附表", "版记"]
    layout = layout_of(STANDARD / "report.docx")
    assert (layout.type_area, layout.mark_size) == (11906 - 1588 - 1474, 1000)


@pytest.mark.parametrize(
    "inner",
    [
        "<w:p><w:r><w:t>{{p 正文 }}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{{p 正文}}</w:t></w:r></w:p>",
        '<w:p w:rsidR="00A1"><w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{p </w:t></w:r>'
        '<w:proofErr w:type="spellStart"/><w:r><w:t>正</w:t></w:r><w:r><w:t>文</w:t></w:r><w:r><w:t> }}</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="ReportBody"/></w:pPr><w:r><w:t>　{{p 正文 }} </w:t></w:r></w:p>',
    ],
)
def test_a_slot_is_found_however_word_splits_it(tmp_path: Path, inner: str) -> None:
    body = shown(with_body(tmp_path / "a.docx", f"<w:p><w:r><w:t>前</w:t></w:r></w:p>{inner}<w:p/>"))
    before = "<w:body><w:p><w:r><w:t>前</w:t></w:r></w:p>"
    assert re.search(before + r"<w:p><w:pPr><w:pStyle [^>]*/></w:pPr><w:r><w:t [^>]*>在正文</w:t></w:r></w:p><w:p/><w:sectPr>", body)


def test_bookmarks_of_a_slot_stay(tmp_path: Path) -> None:
    marks = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    body = shown(with_body(tmp_path / "a.docx", f"<w:p>{marks}<w:r><w:t>{{{{p 正文 }}}}</w:t></w:r></w:p>"))
    assert marks in body


def test_a_slot_in_a_table_cell_or_text_box_is_found(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{slot('版头')}</w:tc></w:tr></w:tbl>{slot('正文')}"
    assert re.findall("在(..)", shown(with_body(tmp_path / "a.docx", inner))) == ["版头", "正文"]


def test_a_section_that_ends_in_a_slot_is_kept(tmp_path: Path) -> None:
    landscape = '<w:sectPr><w:pgSz w:w="16838" w:h="11906"/><w:pgMar w:left="1000" w:right="1000"/></w:sectPr>'
    inner = slot("正文", f"<w:pPr>{SECTION}</w:pPr>") + slot("附表")
    path = with_body(tmp_path / "a.docx", inner, landscape)
    assert f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>" in shown(path)
    assert layout_of(path).type_area == 11906 - 1588 - 1474


def test_the_type_area_is_that_of_the_section_of_the_text(tmp_path: Path) -> None:
    cover = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="9000" w:h="9000"/></w:sectPr></w:pPr></w:p>'
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1500" w:right="1400" w:gutter="100"/></w:sectPr>'
    assert layout_of(with_body(tmp_path / "a.docx", cover + slot("正文"), section)).type_area == 11906 - 3000


@pytest.mark.parametrize("name", styles.REQUIRED)
def test_a_missing_style_is_named_as_word_shows_it(tmp_path: Path, name: str) -> None:
    tag = f'<w:name w:val="{name}"/>'.encode()
    path = make_layout(tmp_path / "a.docx", {STYLES: lambda part: part.replace(tag, b'<w:name w:val="x"/>')})
    shown = styles.SHOWN_AS.get(name, name)
    assert refused(path) == f"{tmp_path.name}/a.docx：缺少样式 “{shown}”；请在 Word 的“样式”里补上，或从标准模板复制"


@pytest.mark.parametrize("part", ["word/footer1.xml", "word/settings.xml", "word/fontTable.xml"])
def test_a_part_that_is_related_to_and_not_there_is_named(tmp_path: Path, part: str) -> None:
    message = refused(make_layout(tmp_path / "a.docx", {part: None}))
    assert message.partition("；")[0].endswith(f"a.docx：里面缺少部件 {part}，文件不完整")


def test_a_relationship_that_the_body_asks_for_and_nobody_has_is_named(tmp_path: Path) -> None:
    path = make_layout(tmp_path / "a.docx", {RELATIONS: lambda part: re.sub(rb"<Relationship [^>]*footer1[^>]*/>", b"", part)})
    said = refused(path)
    assert re.search(r"a\.docx：正文用到的 rId\d+（页眉、页脚、图片或链接）在 ", said)
    assert f"在 {RELATIONS} 里没有，文件不完整；" in said


def test_a_picture_that_is_gone_is_word_s_to_show(tmp_path: Path) -> None:
    image = b'<Relationship Id="rIdGone" Type="http://x/relationships/image" Target="../NULL"/></Relationships>'
    path = make_layout(tmp_path / "a.docx", {RELATIONS: lambda part: part.replace(b"</Relationships>", image)})
    assert layout_of(path).type_area


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
    assert layout_of(path).style_ids["heading 1"] == "Heading1"


def test_the_size_of_the_mark_may_come_from_the_style_it_is_based_on(tmp_path: Path) -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b'<w:sz w:val="100"/>', b"")

    assert layout_of(make_layout(tmp_path / "a.docx", {STYLES: change})).mark_size == 320


def test_styles_based_on_each_other_in_a_ring_end_somewhere(tmp_path: Path) -> None:
    def change(part: bytes) -> bytes:
        ring = b'<w:name w:val="Normal"/><w:basedOn w:val="IssuerName"/>'
        part = part.replace(b'<w:sz w:val="100"/>', b"").replace(b'<w:name w:val="Normal"/>', ring)
        return part.replace(b'<w:sz w:val="32"/>', b"")

    assert layout_of(make_layout(tmp_path / "a.docx", {STYLES: change})).mark_size == 0


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
    message = refused(path)
    assert message.startswith(f"{tmp_path.name}/a.docx：")
    assert "另存为“Word 文档（.docx）”" in message
    assert "\n" not in message


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
    assert re.search("内容已损坏|为安全起见不读取", refused(make_layout(tmp_path / "a.docx", {part: xml})))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.docx") == f"{tmp_path.name}/a.docx：没有这个文件；请检查文件名和所在文件夹"


def test_a_layout_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = make_layout(tmp_path / "a.docx", {"word/document.xml": b" " * (MAX_UNPACKED + 1)})
    assert path.stat().st_size < 1_000_000
    assert refused(path) == f"{tmp_path.name}/a.docx：解压后超过 200 MB 的上限，不像正常的 Word 文件，不读取"


def test_another_prefix_than_w_is_refused_since_the_blocks_would_not_fit(tmp_path: Path) -> None:
    path = make_layout(
        tmp_path / "a.docx", {"word/document.xml": lambda part: part.replace(b"w:", b"x:").replace(b"xmlns:w=", b"xmlns:x=")}
    )
    assert "不是 Word、WPS 或 LibreOffice 写的格式" in refused(path)
