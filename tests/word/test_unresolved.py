from __future__ import annotations

from generator.word.opening import open_word
from generator.word.unresolved import Unresolved, unresolved
from tests.support.word import Block, Xml, bookmark, cell, docx_bytes, footnote, inserted, p, run, table, text_box, tr


def told(*body: Block, **more: object) -> list[Unresolved]:
    return unresolved(open_word(docx_bytes(*body, **more), "甲.docx"))  # type: ignore[arg-type]


def by(who: str, *pieces: str, tag: str = "ins") -> Xml:
    """Words that somebody has put in, or taken out."""
    text = "delText" if tag == "del" else "t"
    return Xml("".join(f'<w:{tag} w:id="7" w:author="{who}"><w:r><w:{text}>{each}</w:{text}></w:r></w:{tag}>' for each in pieces))


def test_a_file_with_nothing_open_has_none() -> None:
    assert told(p("甲", bookmark("_x", "乙")), [["丙"]], text_box("丁"), footnotes=["戊"]) == []


def test_the_changes_of_a_paragraph_are_told_together_with_their_number_and_whose_they_are() -> None:
    found = told(
        p("甲"),
        p("乙", by("科长", "新"), "丙", by("主任", "旧", tag="del"), "丁", by("主任", "又", "一处"), by("主任", "四")),
        [[p(inserted("格"))]],
    )
    assert [((each.paragraph, each.changes, each.text), each.what, each.who) for each in found] == [
        ((2, 3, "乙新丙旧丁又一处四"), "插入“新”、删除“旧”、插入“又一处四”", ("主任", "科长")),
        ((3, 1, "格"), "插入“格”", ("科员",)),
    ]


def test_many_changes_of_a_paragraph_are_cut_short() -> None:
    [found] = told(p(*(each for n in range(9) for each in (by("主任", "长" * 30), str(n)))))
    assert (found.changes, found.what) == (9, "、".join([f"插入“{'长' * 20}…”"] * 3) + "等")


def test_moves_marks_of_paragraphs_rows_cells_and_formats_are_told() -> None:
    tracked = 'w:id="7" w:author="x"'
    row = Xml(tr(cell("格", properties=f"<w:cellIns {tracked}/>")).replace("<w:tr>", f"<w:tr><w:trPr><w:del {tracked}/></w:trPr>"))
    found = told(
        p(Xml(f"<w:moveFrom {tracked}>{run('走')}</w:moveFrom>"), Xml(f"<w:moveTo {tracked}>{run('来')}</w:moveTo>")),
        p("段", properties=f"<w:rPr><w:ins {tracked}/></w:rPr>"),
        p(run("体", f"<w:b/><w:rPrChange {tracked}><w:rPr/></w:rPrChange>"), run("字", f"<w:rPrChange {tracked}><w:rPr/></w:rPrChange>")),
        table(row),
    )
    assert [(each.what, each.paragraph, each.text, each.changes) for each in found] == [
        ("移走“走”、移到此处“来”", 1, "走来", 2),
        ("插入段落标记", 2, "段", 1),
        ("格式改动", 3, "体字", 1),
        ("删除表格行、插入单元格", 4, "格", 2),
    ]


def test_what_stands_in_headers_and_notes_is_told_with_the_place() -> None:
    found = told(p("甲", footnote()), headers={"default": p(inserted("眉"))}, footnotes=[p(inserted("注"))])
    assert [(each.within, each.text) for each in found] == [("脚注", "注"), ("页眉", "眉")]


def test_comments_are_told_with_what_they_say() -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comments = f'<w:comments xmlns:w="{w}"><w:comment w:id="3" w:author="x">{p("请核实")}</w:comment></w:comments>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    plain = docx_bytes(p("甲", Xml('<w:r><w:commentReference w:id="3"/></w:r>')), parts={"word/comments.xml": comments})
    types = plain_types(plain).replace(b"</Types>", f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'.encode())
    body = p("甲", Xml('<w:r><w:commentReference w:id="3"/></w:r>'))
    assert told(body, parts={"word/comments.xml": comments, "[Content_Types].xml": types}) == [
        Unresolved("comment", "批注“请核实”", "", 1, "甲", who=("x",))
    ]


def plain_types(data: bytes) -> bytes:
    return {m.name: m.content() for m in open_word(data, "甲.docx").members}["[Content_Types].xml"]


def test_what_holds_a_file_of_its_own_is_told_and_a_picture_is_not() -> None:
    chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    found = told(p("甲", Xml("<w:r><w:object/></w:r>")), p(Xml(chart)), p(Xml("<w:r><w:drawing/></w:r>")))
    assert [(each.kind, each.what, each.paragraph) for each in found] == [("object", "嵌入的文件", 1), ("object", "图表", 2)]


def test_what_stands_twice_for_old_programs_counts_once() -> None:
    assert len(told(text_box(p(inserted("框"))))) == 1


def test_deep_nesting_costs_no_stack() -> None:
    deep = "<w:ins w:id='1' w:author='x'>" * 1000 + run("底") + "</w:ins>" * 1000
    assert [each.changes for each in told(Xml(f"<w:p>{deep}</w:p>"))] == [1000]
