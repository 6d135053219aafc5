"""The standard layout against GB/T 9704—2012: which style asks for which font, size, spacing and indent."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import RGBColor
from lxml import etree

from generator.archive import unzipped, zipped
from generator.document import styles
from tests.support.layouts import W, prepared
from tests.support.templates import STANDARD
from tools.layout import pack, unpack

ROOT = Path(__file__).parents[2]
REPORT = STANDARD / "report.docx"
FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
PITCH = 579
FONTS = {
    **dict.fromkeys(("公文正文", "空行", "主送机关", "发文字号", "附件说明", "署名", "成文日期", "heading 3", "heading 4"), (FANG, 16)),
    **dict.fromkeys(("接排标题 1", "接排标题 2", "接排标题 3", "接排标题 4", "版头分隔线"), (FANG, 16)),
    **dict.fromkeys(("版头标注", "heading 1", "附件标识"), (HEI, 16)),
    "heading 2": (KAI, 16),
    "发文机关标志": (TITLE, 50),
    "Title": (TITLE, 22),
    "附件标题": (TITLE, 22),
    **dict.fromkeys(("表格文字", "表格单位", "表格数字"), (FANG, 12)),
    "表头": (HEI, 12),
    **dict.fromkeys(("版记抄送", "版记印发"), (FANG, 14)),
    **dict.fromkeys(("版记外线", "版记内线", "文末"), (FANG, 1)),
    "页码": (SONG, 14),
}
CHARACTER_FONTS = {"标题 1 字": HEI, "标题 2 字": KAI, "标题 3 字": FANG, "标题 4 字": FANG, "签发人姓名": KAI}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return unzipped(REPORT.read_bytes())


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def element(parts: dict[str, bytes], style: str) -> etree._Element:
    (found,) = (s for s in etree.fromstring(parts["word/styles.xml"]).iter(w("style")) if s.find(w("name")).get(w("val")) == style)
    return found


def effective(parts: dict[str, bytes], style: str, path: str, attribute: str) -> str | None:
    """What a style says, or else what the styles say that it is based on; path like pPr/ind."""
    root = etree.fromstring(parts["word/styles.xml"])
    by_id = {s.get(w("styleId")): s for s in root.iter(w("style"))}
    found: etree._Element | None = element(parts, style)
    while found is not None:
        said = found.find("/".join(w(step) for step in path.split("/")))
        if said is not None and said.get(w(attribute)) is not None:
            return str(said.get(w(attribute)))
        parent = found.find(w("basedOn"))
        found = None if parent is None else by_id[parent.get(w("val"))]
    return None


@pytest.mark.parametrize("home", sorted(STANDARD.parent.glob("*/layout")), ids=lambda home: home.parent.name)
def test_packing_the_folder_gives_the_committed_file(home: Path) -> None:
    assert pack(home) == (home.parent / "report.docx").read_bytes()


def test_unpacking_and_packing_again_keeps_every_part_but_its_white_space(tmp_path: Path) -> None:
    unpack(REPORT.read_bytes(), tmp_path / "layout")
    again = unzipped(pack(tmp_path / "layout"))
    before = unzipped(REPORT.read_bytes())
    assert again.keys() == before.keys()
    for name, part in before.items():
        strip = etree.XMLParser(remove_blank_text=True)
        assert etree.tostring(etree.fromstring(again[name], strip), method="c14n") == etree.tostring(
            etree.fromstring(part, strip), method="c14n"
        )


def test_unpacking_drops_parts_that_are_no_longer_there(tmp_path: Path) -> None:
    (tmp_path / "word").mkdir()
    (tmp_path / "word" / "header9.xml").write_text("<x/>")
    unpack(zipped({"a.xml": b"<a><b> </b></a>"}), tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.xml"]


def test_the_tool_brings_folder_and_file_together_after_an_edit_in_word(tmp_path: Path) -> None:
    for name in ("generator", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    home = tmp_path / "templates" / "standard"
    home.mkdir(parents=True)
    document = docx.Document(str(REPORT))
    document.styles["Title"].font.bold = True
    document.save(str(home / "report.docx"))
    subprocess.run([sys.executable, "-m", "tools.layout", "unpack", "standard"], cwd=tmp_path, check=True)
    assert pack(home / "layout") == (home / "report.docx").read_bytes()
    assert docx.Document(str(home / "report.docx")).styles["Title"].font.bold is True
    assert prepared(home / "report.docx").names == prepared(REPORT).names


def test_the_tool_explains_itself_when_used_wrongly() -> None:
    done = subprocess.run([sys.executable, "-m", "tools.layout", "pck", "standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pack TEMPLATE" in done.stdout


def test_every_style_that_the_writer_names_is_asserted_here() -> None:
    paragraphs = {s for s in styles.REQUIRED if s not in styles.CHARACTER and s != styles.TABLE}
    assert paragraphs | {"页码"} == set(FONTS)
    assert set(CHARACTER_FONTS) | {styles.MISSING} == styles.CHARACTER


@pytest.mark.parametrize(("style", "font", "size"), [(style, *asked) for style, asked in FONTS.items()])
def test_font_and_size_of_paragraph_styles(parts: dict[str, bytes], style: str, font: str, size: float) -> None:
    fonts = element(parts, style).find(f"{w('rPr')}/{w('rFonts')}")
    assert fonts is not None
    assert {etree.QName(key).localname: value for key, value in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), font
    )
    assert effective(parts, style, "rPr/sz", "val") == str(size * 2)
    assert effective(parts, style, "rPr/szCs", "val") == str(size * 2)


@pytest.mark.parametrize(("style", "font"), CHARACTER_FONTS.items())
def test_fonts_of_character_styles(parts: dict[str, bytes], style: str, font: str) -> None:
    fonts = element(parts, style).find(f"{w('rPr')}/{w('rFonts')}")
    assert fonts is not None
    assert {etree.QName(key).localname: value for key, value in fonts.attrib.items()} == dict.fromkeys(
        ("ascii", "hAnsi", "eastAsia", "cs"), font
    )
    assert element(parts, style).find(f"{w('rPr')}/{w('sz')}") is None


def test_every_style_that_names_a_font_names_it_in_all_four_slots_and_none_is_of_a_theme(parts: dict[str, bytes]) -> None:
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert b"Theme=" not in part
            for fonts in etree.fromstring(part).iter(w("rFonts")):
                assert {etree.QName(key).localname for key in fonts.attrib} == {"ascii", "hAnsi", "eastAsia", "cs"}
    assert not any("theme" in name for name in parts)


def test_every_font_has_a_substitute_named_in_the_font_table(parts: dict[str, bytes]) -> None:
    fonts = {f.get(w("name")): f.find(w("altName")) for f in etree.fromstring(parts["word/fontTable.xml"])}
    assert set(fonts) == {FANG, KAI, HEI, TITLE, SONG}
    assert None not in fonts.values()


def test_nothing_is_bold(parts: dict[str, bytes]) -> None:
    root = etree.fromstring(parts["word/styles.xml"])
    assert not list(root.iter(w("b")))


def test_body_lines_are_22_a_page_and_28_characters(parts: dict[str, bytes]) -> None:
    body = docx.Document(str(REPORT)).styles["Normal"]
    assert body.paragraph_format.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert effective(parts, "公文正文", "pPr/spacing", "line") == str(PITCH)
    assert effective(parts, "公文正文", "pPr/spacing", "lineRule") == "exact"
    assert effective(parts, "公文正文", "rPr/spacing", "val") == "-5"
    section = etree.fromstring(parts["word/document.xml"]).find(f".//{w('sectPr')}")
    assert section is not None
    height = 16838 - 2098 - 1984
    assert 22 * PITCH <= height < 23 * PITCH
    assert 28 * (320 - 5) <= 11906 - 1588 - 1474 < 29 * (320 - 5)


@pytest.mark.parametrize("style", ["公文正文", "heading 1", "heading 2", "heading 3", "heading 4", *styles.RUN_IN_HEADINGS])
def test_text_and_headings_indent_two_characters(parts: dict[str, bytes], style: str) -> None:
    assert effective(parts, style, "pPr/ind", "firstLineChars") == "200"
    assert effective(parts, style, "pPr/ind", "firstLine") == "640"


@pytest.mark.parametrize(
    "style", ["空行", "主送机关", "Title", "署名", "成文日期", "附件标识", "附件标题", "附件说明", "版头标注", "发文机关标志"]
)
def test_other_styles_do_not_indent(parts: dict[str, bytes], style: str) -> None:
    assert effective(parts, style, "pPr/ind", "firstLineChars") is None
    assert effective(parts, style, "pPr/ind", "left") is None


@pytest.mark.parametrize("prefix", ["heading", "接排标题"])
def test_headings_have_outline_levels_0_to_3(parts: dict[str, bytes], prefix: str) -> None:
    assert [effective(parts, f"{prefix} {n}", "pPr/outlineLvl", "val") for n in (1, 2, 3, 4)] == ["0", "1", "2", "3"]


def test_only_headings_have_an_outline_level(parts: dict[str, bytes]) -> None:
    named = {
        s.find(w("name")).get(w("val"))
        for s in etree.fromstring(parts["word/styles.xml"]).iter(w("style"))
        if s.find(f".//{w('outlineLvl')}") is not None
    }
    assert named == {*styles.HEADINGS, *styles.RUN_IN_HEADINGS}


def test_headings_stay_with_their_text_and_a_signature_with_its_date() -> None:
    document = docx.Document(str(REPORT))
    for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "署名", "表头"):
        assert document.styles[name].paragraph_format.keep_with_next is True


@pytest.mark.parametrize(
    ("style", "alignment"),
    [
        ("发文机关标志", WD_ALIGN_PARAGRAPH.CENTER),
        ("Title", WD_ALIGN_PARAGRAPH.CENTER),
        ("附件标题", WD_ALIGN_PARAGRAPH.CENTER),
        ("表格单位", WD_ALIGN_PARAGRAPH.CENTER),
        ("表格数字", WD_ALIGN_PARAGRAPH.RIGHT),
        ("署名", WD_ALIGN_PARAGRAPH.RIGHT),
        ("成文日期", WD_ALIGN_PARAGRAPH.RIGHT),
        ("公文正文", WD_ALIGN_PARAGRAPH.JUSTIFY),
        ("主送机关", None),
    ],
)
def test_alignment(style: str, alignment: WD_ALIGN_PARAGRAPH | None) -> None:
    assert docx.Document(str(REPORT)).styles[style].paragraph_format.alignment == alignment


def test_the_mark_and_its_rule_are_red() -> None:
    document = docx.Document(str(REPORT))
    assert document.styles["发文机关标志"].font.color.rgb == RGBColor(255, 0, 0)
    rule = document.styles["版头分隔线"].element.find(f"{w('pPr')}/{w('pBdr')}/{w('top')}")
    assert rule.get(w("color")) == "FF0000"


def test_the_letterhead_is_a_whole_number_of_lines_high(parts: dict[str, bytes]) -> None:
    def height(style: str) -> int:
        said = [effective(parts, style, "pPr/spacing", a) for a in ("before", "line", "after")]
        return sum(int(value or 0) for value in said)

    border = 2 * 20  # the rule itself
    total = 3 * height("版头标注") + height("发文机关标志") + 3 * height("空行") + height("发文字号") + height("版头分隔线") + border
    assert total == 11 * PITCH
    assert height("发文字号") == PITCH


def test_a_missing_figure_has_a_yellow_ground(parts: dict[str, bytes]) -> None:
    assert effective(parts, "待补", "rPr/shd", "fill") == "FFFF00"


def test_imprint_rules_are_as_thick_as_the_standard_says(parts: dict[str, bytes]) -> None:
    millimetres = {style: int(effective(parts, style, "pPr/spacing", "line") or 0) / 1440 * 25.4 for style in ("版记外线", "版记内线")}
    assert {style: round(thick, 2) for style, thick in millimetres.items()} == {"版记外线": 0.35, "版记内线": 0.25}


def test_imprint_rows_stand_one_character_in_and_wrap_behind_the_colon(parts: dict[str, bytes]) -> None:
    copies = {a: effective(parts, "版记抄送", "pPr/ind", a) for a in ("left", "right", "hanging")}
    assert copies == {"left": "1120", "right": "280", "hanging": "840"}  # 1 + 3 characters of 14 pt
    issue = {a: effective(parts, "版记印发", "pPr/ind", a) for a in ("left", "right")}
    assert issue == {"left": "280", "right": "280"}
    assert effective(parts, "版记印发", "pPr/tabs/tab", "pos") == str(11906 - 1588 - 1474 - 280)


def test_attachments_begin_a_page(parts: dict[str, bytes]) -> None:
    assert element(parts, "附件标识").find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None


def test_lines_in_tables_are_not_of_exact_height(parts: dict[str, bytes]) -> None:
    for style in ("表格文字", "表格单位", "表格数字", "表头"):
        assert effective(parts, style, "pPr/spacing", "lineRule") == "auto"


def test_east_asian_typesetting(parts: dict[str, bytes]) -> None:
    properties = element(parts, "Normal").find(w("pPr"))
    assert properties is not None
    said = {etree.QName(child).localname: child.get(w("val")) for child in properties}
    assert (said["kinsoku"], said["overflowPunct"]) == (None, None)  # on
    assert (said["widowControl"], said["autoSpaceDE"], said["autoSpaceDN"]) == ("0", "0", "0")
    defaults = etree.fromstring(parts["word/styles.xml"]).find(w("docDefaults"))
    assert defaults is not None
    assert defaults.find(w("pPrDefault")) is None


def test_the_page(parts: dict[str, bytes]) -> None:
    (section,) = docx.Document(str(REPORT)).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm, 1) for margin in margins if margin is not None] == [37.0, 26.0, 35.0, 28.0]
    assert round(section.footer_distance.mm) == 25  # type: ignore[union-attr]
    grid = etree.fromstring(parts["word/document.xml"]).find(f".//{w('docGrid')}")
    assert grid is not None
    assert {etree.QName(key).localname: value for key, value in grid.attrib.items()} == {"type": "lines", "linePitch": str(PITCH)}


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    document = docx.Document(str(REPORT))
    assert document.settings.odd_and_even_pages_header_footer is True
    (section,) = document.sections
    assert section.different_first_page_header_footer is False
    (odd,), (even,) = section.footer.paragraphs, section.even_page_footer.paragraphs
    for footer in (odd, even):
        assert footer.style is not None
        assert footer.style.name == "页码"
        assert re.fullmatch("— [12] —", footer.text)
        assert "".join(i.text or "" for i in footer._p.iter(w("instrText"))).strip() == "PAGE"
    assert odd.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert even.alignment is None
    indents = [{etree.QName(k).localname: v for k, v in p._p.pPr.find(w("ind")).attrib.items()} for p in (odd, even)]
    assert indents == [{"rightChars": "100", "right": "280"}, {"leftChars": "100", "left": "280"}]


def test_the_styles_are_of_the_right_type() -> None:
    document = docx.Document(str(REPORT))
    kinds = {s.name: s.type for s in document.styles}
    assert all(kinds[s] == WD_STYLE_TYPE.CHARACTER for s in styles.CHARACTER)
    assert kinds[styles.TABLE] == WD_STYLE_TYPE.TABLE


def test_the_file_names_nobody(parts: dict[str, bytes]) -> None:
    properties = docx.Document(str(REPORT)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert b"Company" not in parts["docProps/app.xml"]
