from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from lxml import etree

from generator.errors import UnusableFile
from generator.word.comments import Remark, with_comments
from generator.word.opening import open_word
from tests.ooxml import check_ooxml
from tests.ooxml.test_valid import HAS_SCHEMAS, SCHEMAS, AnySchema
from tests.support.office import resaved

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict>'
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:30pt"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{{ 框里 }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def written(make: Callable[[Document], object], tmp_path: Path) -> bytes:
    document = docx.Document()
    make(document)
    document.save(str(tmp_path / "in.docx"))
    return (tmp_path / "in.docx").read_bytes()


def commented(data: bytes, *remarks: Remark) -> bytes:
    return with_comments(open_word(data, "report.docx"), remarks)


def comments(data: bytes) -> list[tuple[str, str, str, str]]:
    """The comments of a file: number, author, text, and the text between the ends of its range."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for comment in root:
        number = comment.get(f"{W}id")
        assert len(body.findall(f".//{W}commentReference[@{W}id='{number}']")) == 1
        inside, text = False, ""
        for node in body.iter():
            if node.get(f"{W}id") == number and node.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                inside = node.tag == f"{W}commentRangeStart"
            elif inside and node.tag == f"{W}t":
                text += node.text or ""
        found.append((number, comment.get(f"{W}author"), "".join(comment.itertext()), text))
    return found


def split_runs(document: Document) -> None:
    document.add_paragraph("第一段")
    paragraph = document.add_paragraph()
    for words in ("前文", "{{ 甲", ".乙 }}", "中间", "{{ 丙 }}", "后文"):
        paragraph.add_run(words)


def test_a_remark_stands_at_the_runs_of_its_tag(tmp_path: Path) -> None:
    data = commented(written(split_runs, tmp_path), Remark("没有这个名称", 2, 2))
    assert comments(data) == [("0", "模板检查", "没有这个名称", "{{ 甲.乙 }}")]


def test_several_remarks_at_one_tag_are_comments_of_their_own(tmp_path: Path) -> None:
    data = commented(written(split_runs, tmp_path), Remark("一", 2, 2), Remark("二", 2, 2), Remark("三", 2, 13))
    assert [(text, marked) for _, _, text, marked in comments(data)] == [("一", "{{ 甲.乙 }}"), ("二", "{{ 甲.乙 }}"), ("三", "{{ 丙 }}")]


def test_a_tag_that_never_ends_is_marked_to_the_end_of_its_paragraph(tmp_path: Path) -> None:
    data = commented(written(lambda document: document.add_paragraph().add_run("{{ 甲"), tmp_path), Remark("没有结尾", 1, 0))
    assert comments(data)[0][3] == "{{ 甲"


def test_what_concerns_all_of_the_document_stands_at_its_beginning(tmp_path: Path) -> None:
    data = commented(written(split_runs, tmp_path), Remark("其他文件：\n甲\n乙"))
    assert comments(data) == [("0", "模板检查", "其他文件：甲乙", "第一段")]


def test_an_empty_paragraph_takes_a_comment_too(tmp_path: Path) -> None:
    data = commented(written(lambda document: document.add_paragraph(), tmp_path), Remark("空的", 1, 0))
    assert comments(data) == [("0", "模板检查", "空的", "")]


def test_a_tag_in_a_table_is_found_by_its_paragraph(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        document.add_paragraph("前")
        table = document.add_table(1, 2)
        table.cell(0, 1).paragraphs[0].add_run("{{ 格里 }}")

    assert comments(commented(written(make, tmp_path), Remark("在格里", 3, 0)))[0][3] == "{{ 格里 }}"


def test_a_tag_in_a_text_box_is_marked_where_the_box_is_anchored(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        document.add_paragraph("有框的段")._p.append(etree.fromstring(BOX))

    data = commented(written(make, tmp_path), Remark("在框里", 2, 0))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    [begin] = body.iter(f"{W}commentRangeStart")
    assert begin.getparent().getparent().tag == f"{W}body"
    assert comments(data)[0][2] == "在框里"


def test_comments_that_are_there_stay(tmp_path: Path) -> None:
    def make(document: Document) -> None:
        run = document.add_paragraph().add_run("{{ 甲 }}")
        document.add_comment(run, text="原有的", author="某处")

    found = comments(commented(written(make, tmp_path), Remark("新的", 1, 0)))
    assert [(number, author, text) for number, author, text, _ in found] == [("0", "某处", "原有的"), ("1", "模板检查", "新的")]
    assert found[1][3] == "{{ 甲 }}"


def test_the_same_remarks_give_the_same_file_without_a_date(tmp_path: Path) -> None:
    data = written(split_runs, tmp_path)
    first, second = (commented(data, Remark("一", 2, 2)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert b"w:date" not in archive.read("word/comments.xml")


def test_what_xml_forbids_is_left_out_of_a_comment(tmp_path: Path) -> None:
    assert comments(commented(written(split_runs, tmp_path), Remark("甲\0<乙>&", 1, 0)))[0][2] == "甲<乙>&"


def test_the_file_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if HAS_SCHEMAS:
        monkeypatch.setattr(check_ooxml, "SCHEMAS", SCHEMAS)
    else:  # the rules that need no schema
        monkeypatch.setattr(check_ooxml, "schema", lambda name: AnySchema())

    def make(document: Document) -> None:
        split_runs(document)
        document.add_paragraph("有框的段")._p.append(etree.fromstring(BOX))

    data = written(make, tmp_path)
    path = tmp_path / "批注.docx"
    path.write_bytes(commented(data, Remark("一", 2, 2), Remark("二", 4, 0), Remark("三")))
    before = set(check_ooxml.check(tmp_path / "in.docx"))
    assert [problem for problem in check_ooxml.check(path) if problem not in before] == []


def test_a_broken_part_is_said(tmp_path: Path) -> None:
    data = written(split_runs, tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, b"<w:document" if name == "word/document.xml" else archive.read(name))
    with pytest.raises(UnusableFile, match=r"report\.docx：内容已损坏（word/document\.xml 不是完整的 XML）"):
        commented(out.getvalue(), Remark("一"))


@pytest.mark.office
def test_libreoffice_opens_the_file_and_keeps_the_comments(tmp_path: Path) -> None:
    path = tmp_path / "批注.docx"
    path.write_bytes(commented(written(split_runs, tmp_path), Remark("没有这个名称", 2, 2)))
    assert resaved(path, tmp_path / "pdf", "pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(resaved(path, tmp_path / "odt", "odt")) as archive:
        content = archive.read("content.xml").decode()
    assert "<office:annotation " in content
    assert "模板检查" in content
    assert "没有这个名称" in content
