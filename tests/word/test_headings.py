from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.word.headings import paragraphs
from generator.word.opening import open_word, read_bytes


def levels(path: Path) -> list[tuple[str, int | None]]:
    return [(paragraph.text, paragraph.level) for paragraph in paragraphs(open_word(read_bytes(path, path.name), path.name))]


def test_headings_are_told_by_the_name_of_their_style_by_its_outline_level_and_by_what_it_is_based_on(tmp_path: Path) -> None:
    draft = Document()
    draft.add_heading("一级", 1)
    draft.add_heading("三级", 3)
    own = draft.styles.add_style("自定", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = draft.styles["Heading 2"]
    draft.add_paragraph("二级", style="自定")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "3")
    draft.add_paragraph("四级")._p.get_or_add_pPr().append(level)
    draft.add_paragraph("正文")
    draft.save(str(tmp_path / "a.docx"))
    assert levels(tmp_path / "a.docx") == [("一级", 1), ("三级", 3), ("二级", 2), ("四级", 4), ("正文", None)]


def test_paragraphs_of_tables_and_blank_ones_do_not_shift_the_levels(tmp_path: Path) -> None:
    draft = Document()
    draft.add_paragraph("")
    draft.add_table(1, 2).cell(0, 1).text = "格里"
    draft.add_heading("后面", 1)
    draft.save(str(tmp_path / "a.docx"))
    assert levels(tmp_path / "a.docx") == [("格里", None), ("后面", 1)]
