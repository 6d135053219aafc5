"""A copy that goes out: what it keeps, and what of its making must not be in it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator.document.blocks import Document
from generator.word.handover import Copy
from generator.word.opening import open_word
from generator.word.package import is_outgoing, outgoing_package
from tests.support.pictures import png
from tests.support.validity import faults_of
from tests.support.word import (
    SECTION_BREAK,
    Block,
    Xml,
    bookmark,
    cell,
    control,
    docx_bytes,
    endnote,
    field,
    footnote,
    inline_control,
    link,
    p,
    run,
    table,
    text_box,
    text_of,
    tr,
)  # fmt: skip
from tests.support.word_parts import NAMESPACES

R = NAMESPACES["r"]


def copy_of(*body: Block, **more: object) -> Copy:
    return Copy(open_word(docx_bytes(*body, **more), "甲.docx"))  # type: ignore[arg-type]


def written(copy: Copy) -> bytes:
    return outgoing_package(copy.finished(), Document({}, "标题", date(2023, 2, 20)))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def everything(copy: Copy) -> str:
    return "\n".join(content.decode("utf-8", "replace") for content in parts(written(copy)).values())


def lines(copy: Copy) -> list[str]:
    return text_of(written(copy)).splitlines()


def test_the_text_stays_and_properties_tell_only_the_title(tmp_path: Path) -> None:
    body = (p("甲", link("网"), footnote(), endnote()), [["一", "二"]], text_box("框"), p("乙", inline_control("控")), control(p("件")))
    copy = copy_of(*body, headers={"default": p("眉")}, footnotes=["脚"], endnotes=["尾"], properties={"creator": "某科员"})
    data = written(copy)
    (tmp_path / "出.docx").write_bytes(data)
    assert faults_of(tmp_path / "出.docx") == []
    assert text_of(data).splitlines() == [
        "甲网[^1][^1]", "| 一 | 二 |", "⟦框⟧", "乙控", "件", "header: 眉", "footnote 1: 脚", "endnote 1: 尾",
        "property title: 标题", "property language: zh-CN",
    ]  # fmt: skip
    assert "某" not in everything(copy)


def test_the_properties_are_known_by_relationships_of_their_kinds_and_by_no_others() -> None:
    relations = parts(written(copy_of(p("甲"))))["_rels/.rels"].decode()
    kinds = re.findall('Type="([^"]+)" Target="docProps/([a-z]+).xml"', relations)
    assert sorted((name, kind) for kind, name in kinds) == [
        ("app", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"),
        ("core", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"),
    ]
    assert "fazhi" not in relations


def test_bookmarks_of_values_names_of_others_and_remarks_of_editing_go() -> None:
    named = bookmark("重大案情", "甲", number=3), bookmark("_fz12", "乙", number=4), bookmark("_fz12_Copy_1", "丙", number=5)
    told = (
        bookmark("看这里", "丁", number=6),
        Xml('<w:hyperlink w:anchor="看这里"><w:r w:rsidR="00AA11BB"><w:t>戊</w:t></w:r></w:hyperlink>'),
    )
    said = everything(copy_of(p(*named, *told, Xml('<w:proofErr w:type="spellStart"/><w:permStart w:id="1" w:ed="DOMAIN\\clerk"/>'))))
    assert "看这里" in said
    for gone in ("重大案情", "_fz", "rsid", "00AA11BB", "proofErr", "clerk"):
        assert gone not in said


def test_remarks_of_xml_and_attributes_of_unknown_programs_go() -> None:
    told = Xml('<!--某科员--><?某科员?><w:r xmlns:q="urn:q" q:author="某科员"><w:t>乙</w:t></w:r>')
    copy = copy_of(p("甲", told))
    assert lines(copy)[0] == "甲乙"
    assert "某" not in everything(copy)


def test_hidden_words_go_whatever_hides_them() -> None:
    hidden = run("藏", "<w:vanish/>"), run("显", '<w:vanish w:val="0"/>')
    copy = copy_of(p("甲", *hidden), p(run("全藏", "<w:vanish/>")), p("乙"))
    assert lines(copy)[:2] == ["甲显", "乙"]
    assert "vanish" not in everything(copy)


def test_hidden_words_go_where_a_style_hides_them() -> None:
    w = NAMESPACES["w"]
    styles = (
        f'<w:styles xmlns:w="{w}"><w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:name w:val="C"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    body = p("藏", style="Own"), p("甲", run("暗", '<w:rStyle w:val="C"/>')), p(run("明", '<w:vanish w:val="0"/>'), style="Own")
    assert lines(copy_of(*body, parts={"word/styles.xml": styles.encode()}))[:2] == ["甲", "明"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (" FILENAME \\p ", ""),
        (" AUTHOR ", ""),
        (' INCLUDETEXT "C:\\\\密\\\\a.docx" ', "果"),
        (' HYPERLINK "file:///C:/a.docx" ', "果"),
        (" DOCPROPERTY 密级 ", "果"),
    ],
)
def test_fields_that_tell_of_files_and_people_become_plain(code: str, shown: str) -> None:
    copy = copy_of(p("甲", field(code, "果")))
    assert lines(copy)[0] == f"甲{shown}"
    assert "instrText" not in everything(copy)


def test_fields_that_lay_pages_and_references_stay() -> None:
    said = everything(
        copy_of(
            p(field(" PAGE ", "1")),
            p(field(" TOC \\o ", "目")),
            p(Xml('<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>3</w:t></w:r></w:fldSimple>')),
        )
    )
    assert (said.count("instrText"), "NUMPAGES" in said) == (4, True)


def test_marks_of_fields_that_lost_their_other_end_go() -> None:
    said = everything(copy_of(p(Xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>甲</w:t></w:r>'))))
    assert "fldChar" not in said


def test_only_known_parts_that_are_reached_go_out() -> None:
    more = {"word/secret.xml": b"<a/>", "customXml/item1.xml": b"<a/>", "docProps/thumbnail.jpeg": b"x", "word/media/unused.png": b"x"}
    assert not {*more} & {*parts(written(copy_of(p("甲"), parts=more)))}


def test_settings_keep_only_what_lays_the_pages_out() -> None:
    w = NAMESPACES["w"]
    settings = (
        f'<w:settings xmlns:w="{w}" xmlns:r="{R}"><w:evenAndOddHeaders/><w:attachedTemplate r:id="t"/>'
        '<w:rsids><w:rsid w:val="1"/></w:rsids>'
        '<w:docVars><w:docVar w:name="路径" w:val="C:\\\\x"/></w:docVars></w:settings>'
    )
    made = parts(written(copy_of(p("甲"), parts={"word/settings.xml": settings.encode()})))["word/settings.xml"].decode()
    assert "evenAndOddHeaders" in made
    assert not [gone for gone in ("attachedTemplate", "rsid", "docVar", "路径") if gone in made]


def picture(name: str, described: str) -> Xml:
    a, wp, pic = (NAMESPACES[prefix] for prefix in ("a", "wp", "pic"))
    return Xml(
        f'<w:r><w:drawing><wp:inline xmlns:wp="{wp}"><wp:extent cx="9" cy="9"/><wp:docPr id="8" name="图 1" descr="{described}"/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}"><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{name}"/>'
        '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData>'
        "</a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )


def pictured(*body: Block) -> Copy:
    plain = parts(docx_bytes(*body))
    relation = f'<Relationship Id="pic1" Type="{R}/image" Target="media/a.png"/></Relationships>'
    relations = plain["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())
    types = plain["[Content_Types].xml"].replace(b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1)
    return copy_of(*body, parts={"word/media/a.png": png(4, 4), "word/_rels/document.xml.rels": relations, "[Content_Types].xml": types})


def test_a_picture_goes_with_its_paragraph_and_its_file_name_in_any_case() -> None:
    copy = pictured(p("甲"), p(picture("C:\\现场.jpg", "D:\\a\\现场.jpg")))
    said = parts(written(copy))
    assert "word/media/a.png" in said
    assert "现场" not in said["word/document.xml"].decode()
    copy = pictured(p("甲"), p(picture("a", "b")))
    copy.take_out("word/document.xml", [2])
    assert "word/media/a.png" not in parts(written(copy))


def test_a_picture_that_is_hidden_goes() -> None:
    shown = picture("a", "b")
    hidden = Xml(shown.replace('<wp:docPr id="8"', '<wp:docPr id="8" hidden="1"'))
    assert "word/media/a.png" in parts(written(pictured(p("甲"), p(shown))))
    assert "word/media/a.png" not in parts(written(pictured(p("甲"), p(hidden))))


def test_descriptions_stay_and_names_of_shapes_tips_and_targets_of_windows_go() -> None:
    shape = Xml(
        '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="某科员"'
        ' alt="办案中心" o:gfxdata="UEsDB"/></w:pict></w:r>'
    )
    linked = Xml('<w:hyperlink w:anchor="a" w:tooltip="见第二页" w:docLocation="某科员" w:tgtFrame="某科员"/>')
    made = parts(written(pictured(p(picture("某科员", "办案大厅"), shape, linked))))["word/document.xml"].decode()
    assert [words in made for words in ("办案大厅", "办案中心", "见第二页")] == [True] * 3
    assert [words in made for words in ("某科员", "gfxdata")] == [False] * 2


def test_descriptions_that_hold_a_name_go_and_the_others_stay() -> None:
    copy = pictured(p(picture("a", "某科员在现场")), p(picture("a", "办案大厅")))
    copy.forget(re.compile("某科员"))
    said = everything(copy)
    assert ("某科员" in said, "办案大厅" in said) == (False, True)


def test_notes_of_a_paragraph_that_goes_go_too() -> None:
    copy = copy_of(p("甲"), p("乙", footnote()), footnotes=["密件"])
    copy.take_out("word/document.xml", [2])
    assert "密件" not in everything(copy)


def test_words_are_put_in_the_format_of_those_that_they_replace() -> None:
    copy = copy_of(p("甲", run("乙丙", "<w:b/>"), "丁\t戊"))
    copy.put("word/document.xml", 1, 1, 2, "新\n行")
    assert text_of(written(copy), formats=True).splitlines()[0] == "甲*新↵行**丙*丁\t戊".replace("**", "")


def test_words_are_put_where_none_stood() -> None:
    copy = copy_of(p("甲"), p(), p("乙"))
    for number, at, text in ((1, 1, "后"), (3, 0, "前"), (2, 0, "空")):
        copy.put("word/document.xml", number, at, at, text)
    assert lines(copy)[:3] == ["甲后", "空", "前乙"]


def test_paragraphs_that_something_hangs_on_stay_empty(tmp_path: Path) -> None:
    copy = copy_of(p("甲"), p("节", properties=SECTION_BREAK), [["格"], [("x", table(tr(cell("内"))))]], p("尾"))
    number = {line.text: line.number for line in copy.lines("word/document.xml")}
    copy.take_out("word/document.xml", [number["节"], number["格"]])
    (tmp_path / "出.docx").write_bytes(written(copy))
    assert faults_of(tmp_path / "出.docx") == []
    assert lines(copy)[:3] == ["甲", "", "|  |"]
    assert "w:pgSz" in everything(copy)


def test_rows_go_and_a_table_goes_with_its_last_one() -> None:
    copy = copy_of(p("甲"), [["一"], ["二"]], p("乙"))
    copy.take_row_out("word/document.xml", 2)
    assert lines(copy)[:3] == ["甲", "| 二 |", "乙"]
    copy.take_row_out("word/document.xml", 3)
    assert lines(copy)[:2] == ["甲", "乙"]


def test_a_file_of_ours_is_known_until_somebody_saves_it() -> None:
    data = written(copy_of(p("甲")))
    assert is_outgoing(data)
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, content in parts(data).items():
            archive.writestr(name, content)
    assert not is_outgoing(again.getvalue())
    assert not is_outgoing(docx_bytes(p("甲")))
    assert not is_outgoing(b"PK")
