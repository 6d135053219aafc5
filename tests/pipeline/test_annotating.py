from __future__ import annotations

from pathlib import Path

import docx
import pytest

from generator.errors import OverwriteRefused, UnusableFile, WrongUse
from generator.pipeline.annotating import annotate, check_target
from generator.pipeline.rehearsing import check_template
from tests.support.packages import parts_of
from tests.support.templates import make_template


def annotated(folder: Path) -> list[tuple[str, str]]:
    """The comments of the annotated copy: the author and the text."""
    checked = check_template("小", folder)
    assert checked.template is not None
    annotate(checked.template, checked.findings, folder / "批注.docx")
    return [(comment.author, comment.text) for comment in docx.Document(str(folder / "批注.docx")).comments]


def edited(folder: Path, *paragraphs: str, header: str = "") -> Path:
    path = make_template(folder, sections={"lead.md.j2": "{{ 没有 }}"}) / "report.docx"
    document = docx.Document(str(path))
    for text in paragraphs:
        document.paragraphs[0].insert_paragraph_before(text)
    if header:
        document.sections[-1].footer.paragraphs[0].add_run(header)
    document.save(str(path))
    return path


def test_each_problem_of_the_word_file_stands_at_its_tag_and_the_others_at_the_beginning(tmp_path: Path) -> None:
    edited(tmp_path, "共{{ 刑事案 }}。", header="{{ 页脚里 }}")
    first, second = annotated(tmp_path)
    assert first == (
        "模板检查",
        "其他地方的问题：\n"
        "错误 小/report.docx 第1段（页脚）“— 1 —【{{ 页脚里 }}】”：没有“页脚里”这个名称；请检查引用名，或在“指标”表里加上\n"
        "错误 小/sections/lead.md.j2 第1行：没有“没有”这个名称；请检查引用名，或在“指标”表里加上\n"
        "提示 小/template.toml：模板的文字没有用到 2 个指标：刑事立案、刑事破案；"
        "填表人可以在正文里用它们，不必删；确实用不着的，写 drop = true 去掉",
    )
    assert second == ("模板检查", "错误：没有“刑事案”这个名称；是不是想写“刑事立案”或“刑事破案”？")


def test_a_tag_that_can_not_be_read_has_its_comment_too(tmp_path: Path) -> None:
    edited(tmp_path, "第一段{% if 刑事立案 %}", "后面{{ 刑事立案")
    said = [text for _, text in annotated(tmp_path)]
    assert any(text.startswith("错误：有 {{ 而没有结尾的 }}") for text in said[1:])


def test_the_words_of_the_file_are_as_they_were(tmp_path: Path) -> None:
    path = edited(tmp_path, "共{{ 刑事案 }}。", "后{{ 刑事立案.同比 }}文")
    comments = annotated(tmp_path)
    assert [text.partition("；")[0] for _, text in comments[1:]] == [
        "警告：“刑事立案”的上年没有填时，这里印不出来，生成报告会报错",
        "错误：没有“刑事案”这个名称",
    ]
    before, after = (docx.Document(str(file)) for file in (path, tmp_path / "批注.docx"))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    same = set(parts_of(path)) - {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name: parts_of(tmp_path / "批注.docx")[name] for name in same} == {name: parts_of(path)[name] for name in same}


def test_the_word_file_of_the_nearest_ancestor_is_copied(tmp_path: Path) -> None:
    edited(tmp_path, "共{{ 刑事案 }}。")
    child = tmp_path / "templates" / "下"
    child.mkdir()
    (child / "template.toml").write_text('extends = "小"\ntitle = "下"', encoding="utf-8")
    checked = check_template("下", tmp_path)
    assert checked.template is not None
    annotate(checked.template, checked.findings, tmp_path / "批注.docx")
    assert "没有“刑事案”这个名称" in [comment.text for comment in docx.Document(str(tmp_path / "批注.docx")).comments][-1]


def test_nothing_is_overwritten_and_only_word_files_are_written(tmp_path: Path) -> None:
    (tmp_path / "批注.docx").write_bytes(b"mine")
    with pytest.raises(OverwriteRefused, match=r"批注\.docx：已经有这个文件，没有覆盖"):
        check_target(tmp_path / "批注.docx")
    with pytest.raises(WrongUse, match=r"文件名应以 \.docx 结尾，例如 批注\.docx"):
        check_target(tmp_path / "批注.txt")
    check_target(tmp_path / "另一份.DOCX")


def test_a_template_whose_word_file_is_none_has_nothing_to_write_into(tmp_path: Path) -> None:
    path = edited(tmp_path)
    path.write_bytes(b"mine")
    with pytest.raises(UnusableFile, match=r"小/report\.docx：不是能用的 Word 文件"):
        annotated(tmp_path)
    path.unlink()
    with pytest.raises(WrongUse, match=r"都没有 report\.docx，没有可以写批注的文件"):
        annotated(tmp_path)


def test_the_copy_never_becomes_the_layout_of_a_template(tmp_path: Path) -> None:
    home = make_template(tmp_path)
    (home / "report.docx").unlink()
    with pytest.raises(WrongUse, match=r"这是模板自己的 report\.docx 的位置"):
        check_target(home / "report.docx")
