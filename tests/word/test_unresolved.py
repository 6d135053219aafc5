from __future__ import annotations

from generator.word.opening import open_word
from generator.word.unresolved import unresolved
from tests.support.word import Block, Xml, bookmark, cell, deleted, docx_bytes, footnote, inserted, p, run, table, text_box, tr


def told(*body: Block, **more: object) -> list[tuple[str, str, str, int, str]]:
    return [tuple(each) for each in unresolved(open_word(docx_bytes(*body, **more), "甲.docx"))]  # type: ignore[arg-type, misc]


def test_a_file_with_nothing_open_has_none() -> None:
    assert told(p("甲", bookmark("_x", "乙")), [["丙"]], text_box("丁"), footnotes=["戊"]) == []


def test_insertions_and_deletions_are_told_with_their_words_and_paragraph() -> None:
    assert told(p("甲"), p("乙", inserted("新"), deleted("旧")), [[p(inserted("格"))]]) == [
        ("revision", "插入", "", 2, "新"),
        ("revision", "删除", "", 2, "旧"),
        ("revision", "插入", "", 3, "格"),
    ]


def test_moves_marks_of_paragraphs_rows_cells_and_formats_are_told() -> None:
    tracked = 'w:id="7" w:author="x"'
    row = Xml(tr(cell("格", properties=f"<w:cellIns {tracked}/>")).replace("<w:tr>", f"<w:tr><w:trPr><w:del {tracked}/></w:trPr>"))
    found = told(
        p(Xml(f"<w:moveFrom {tracked}>{run('走')}</w:moveFrom>"), Xml(f"<w:moveTo {tracked}>{run('来')}</w:moveTo>")),
        p("段", properties=f"<w:rPr><w:ins {tracked}/></w:rPr>"),
        p(run("体", f"<w:b/><w:rPrChange {tracked}><w:rPr/></w:rPrChange>"), run("字", f"<w:rPrChange {tracked}><w:rPr/></w:rPrChange>")),
        table(row),
    )
    assert [(what, number, text) for _, what, _, number, text in found] == [
        ("移走", 1, "走"),
        ("移到此处", 1, "来"),
        ("插入段落标记", 2, "段"),
        ("格式改动", 3, "体字"),
        ("删除表格行", 3, "体字"),
        ("插入单元格", 3, "体字"),
    ]


def test_what_stands_in_headers_and_notes_is_told_with_the_place() -> None:
    found = told(p("甲", footnote()), headers={"default": p(inserted("眉"))}, footnotes=[p(inserted("注"))])
    assert [(within, text) for _, _, within, _, text in found] == [("脚注", "注"), ("页眉", "眉")]


def test_comments_are_told_with_what_they_say() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comments = f'<w:comments xmlns:w="{w}"><w:comment w:id="3" w:author="x">{p("请核实")}</w:comment></w:comments>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    plain = docx_bytes(p("甲", Xml('<w:r><w:commentReference w:id="3"/></w:r>')), parts={"word/comments.xml": comments})
    types = plain_types(plain).replace(b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'.encode())
    body = p("甲", Xml('<w:r><w:commentReference w:id="3"/></w:r>'))
    assert told(body, parts={"word/comments.xml": comments, "[Content_Types].xml": types}) == [("comment", "批注“请核实”", "", 1, "甲")]


def plain_types(data: bytes) -> bytes:
    return {m.name: m.content() for m in open_word(data, "甲.docx").members}["[Content_Types].xml"]


def test_what_holds_a_file_of_its_own_is_told_and_a_picture_is_not() -> None:
    chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    found = told(p("甲", Xml("<w:r><w:object/></w:r>")), p(Xml(chart)), p(Xml("<w:r><w:drawing/></w:r>")))
    assert [(kind, what, number) for kind, what, _, number, _ in found] == [("object", "嵌入的文件", 1), ("object", "图表", 2)]


def test_what_stands_twice_for_old_programs_counts_once() -> None:
    assert len(told(text_box(p(inserted("框"))))) == 1


def test_deep_nesting_costs_no_stack() -> None:
    deep = "<w:ins w:id='1' w:author='x'>" * 1000 + run("底") + "</w:ins>" * 1000
    assert len(told(Xml(f"<w:p>{deep}</w:p>"))) == 1000
