"""Names that people have given to styles, lists, bookmarks and themes: neutral in the copy that goes out."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from generator.word.builtin import is_built_in
from generator.word.handover import Copy
from generator.word.naming import neutral_lists, neutral_theme, used_fonts_only
from generator.word.opening import open_word
from tests.support.word import Block, Xml, bookmark, docx_bytes, field, p, run
from tests.support.word_parts import NAMESPACES

W, A = NAMESPACES["w"], NAMESPACES["a"]


def style(name: str, id_: str, kind: str = "paragraph", more: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{id_}"><w:name w:val="{name}"/>{more}</w:style>'


def named_anew(*body: Block, styles: str = "", known: tuple[str, ...] = ()) -> dict[str, str]:
    """The parts of a copy with neutral names."""
    parts = {"word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode()} if styles else {}
    copy = Copy(open_word(docx_bytes(*body, parts=parts), "甲.docx"))
    copy.rename(known)
    return {name: member.content().decode() for name, member in copy.finished().items()}


def test_styles_of_people_are_numbered_with_all_that_refers_to_them_and_unused_ones_go() -> None:
    styles = (
        style("Normal", "Normal")
        + style("某科员正文", "某科员", more='<w:aliases w:val="某某"/><w:basedOn w:val="Base"/><w:next w:val="某科员"/>')
        + style("某人的底子", "Base")
        + style("某科员字符", "c1", "character")
        + style("某科员没用的", "c2", "character")
        + style("公文正文", "ReportBody")
    )
    made = named_anew(p("甲", run("乙", '<w:rStyle w:val="c1"/>'), style="某科员"), styles=styles, known=("公文正文",))
    names = re.findall(r'w:styleId="(.*?)"><w:name w:val="(.*?)"', made["word/styles.xml"])
    assert names == [
        ("Normal", "Normal"),
        ("Custom1", "自定义样式1"),
        ("Custom2", "自定义样式2"),
        ("Custom3", "自定义样式3"),
        ("ReportBody", "公文正文"),
    ]
    assert '<w:basedOn w:val="Custom2"/><w:next w:val="Custom1"/>' in made["word/styles.xml"]
    assert re.findall(r'Style w:val="(.*?)"', made["word/document.xml"]) == ["Custom1", "Custom3"]
    assert "某" not in "".join(made.values())


def test_a_style_within_another_goes_too() -> None:
    nested = style("某科员", "a", more=style("某科员的", "b"))
    assert "某科员" not in named_anew(p("甲"), styles=nested)["word/styles.xml"]


def test_words_list_of_its_own_styles_holds_only_those() -> None:
    latent = '<w:latentStyles><w:lsdException w:name="heading 1"/><w:lsdException w:name="某科员"/></w:latentStyles>'
    said = named_anew(p("甲"), styles=latent + style("Normal", "Normal"))["word/styles.xml"]
    assert ("heading 1" in said, "某科员" in said) == (True, False)


def test_fields_follow_the_names_of_styles_and_bookmarks_though_their_code_is_cut() -> None:
    code = Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> REF 某科</w:instrText></w:r>'
        '<w:r><w:instrText xml:space="preserve">员 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    contents = field(' TOC \\t "某标题,1,某题,2" ', "目")
    linked = Xml('<w:hyperlink w:anchor="某科员"><w:r><w:t>见</w:t></w:r></w:hyperlink>')
    body = p(bookmark("某科员", "甲"), code, linked), p(contents), p("题", style="a"), p("题", style="b")
    made = named_anew(*body, styles=style("某标题", "a") + style("某题", "b"))["word/document.xml"]
    assert "".join(re.findall("<w:instrText[^>]*>(.*?)<", made)) == ' REF 书签1 \\h  TOC \\t "自定义样式1,1,自定义样式2,2" '
    assert re.findall('w:(?:name|anchor)="(.*?)"', made) == ["书签1", "书签1"]


def test_bookmarks_that_programs_make_keep_their_names() -> None:
    linked = Xml('<w:hyperlink w:anchor="_Toc12"><w:r><w:t>见</w:t></w:r></w:hyperlink>')
    assert 'w:name="_Toc12"' in named_anew(p(bookmark("_Toc12", "甲"), linked))["word/document.xml"]


def test_the_text_stays() -> None:
    copy = Copy(open_word(docx_bytes(p("甲", bookmark("某", "乙")), [["一", "二"]]), "甲.docx"))
    before = copy.says()
    copy.rename(())
    assert copy.says() == before == "甲乙\n一\n二"


def test_lists_and_themes_have_no_names_of_their_own_and_fonts_only_those_in_use() -> None:
    numbering = etree.fromstring(f'<w:numbering xmlns:w="{W}"><w:abstractNum><w:name w:val="某"/><w:lvl/></w:abstractNum></w:numbering>')
    colours = '<a:clrScheme name="某"/><a:custClrLst><a:custClr name="某"/></a:custClrLst>'
    theme = etree.fromstring(f'<a:theme xmlns:a="{A}" name="某">{colours}</a:theme>')
    fonts = etree.fromstring(f'<w:fonts xmlns:w="{W}"><w:font w:name="宋体"/><w:font w:name="某手写体"/></w:fonts>')
    neutral_lists(numbering)
    neutral_theme(theme)
    used_fonts_only(fonts, [etree.fromstring(f'<w:p xmlns:w="{W}"><w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr></w:r></w:p>')])
    said = b"".join(map(etree.tostring, (numbering, theme))).decode() + etree.tostring(fonts, encoding="unicode")
    assert "&#26576;" not in said
    assert "某" not in said
    assert "宋体" in said


TABLES = ["Table Grid", "Grid Table 4 Accent 2", "Grid Table 1 Light - Accent 1", "Light List Accent 6"]


@pytest.mark.parametrize("name", ["Normal", "heading 1", "Heading 9", "List Bullet 3", "Normal (Web)", "toc 3", *TABLES])
def test_words_own_styles_are_known(name: str) -> None:
    assert is_built_in(name)


@pytest.mark.parametrize("name", ["", "某科员", "heading 10", "heading 1 某", "Normal1", "List of 某", "Table Grid 某"])
def test_others_are_not(name: str) -> None:
    assert not is_built_in(name)
