"""Tags in a report.docx: what they see of a report, and that no row of the workbook gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.pipeline.composing import compose
from generator.pipeline.reading import Templates
from tests.support.documents import outline_of
from tests.support.layouts import slot, with_body
from tests.support.pictures import png
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

LOGO = SETTINGS + '\n[[items]]\nname = "徽标"\n'


def layout(folder: Path, *paragraphs: str, settings: str = SETTINGS) -> Path:
    """The small template with a report.docx of these paragraphs (``style: text``; raw XML as it is)."""
    home = make_template(folder, settings)
    with_body(home / "report.docx", "".join(p if p.startswith("<") else _paragraph(p) for p in paragraphs))
    return home


def _paragraph(text: str) -> str:
    style, _, words = text.rpartition(": ")
    said = words.replace("&", "&amp;").replace("<", "&lt;")
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:t xml:space="preserve">{said}</w:t></w:r></w:p>'


def written(folder: Path, **more: object) -> list[str]:
    """The report of the small workbook as ``style: text``."""
    parts = compose(make_workbook(folder / "甲.xlsx", **more), Findings()).parts  # type: ignore[arg-type]
    from generator.archive import archived

    path = folder / "甲.docx"
    path.write_bytes(archived(parts.values()))
    return outline_of(path)


def errors(folder: Path, **more: object) -> list[str]:
    with pytest.raises(FindingsStop) as caught:
        compose(make_workbook(folder / "甲.xlsx", **more), Findings())  # type: ignore[arg-type]
    return [str(found) for found in caught.value.findings.errors]


def test_items_and_figures_are_printed_in_the_text_of_the_layout(tmp_path: Path) -> None:
    layout(tmp_path, "ReportBody: {{ 年度 }}年，{{ 单位简称 }}立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}。", slot("正文"))
    assert written(tmp_path)[0] == "公文正文: 2022年，我局立案593起，同比上升9.81%。"


def test_a_part_is_put_in_whole_and_numbered_on(tmp_path: Path) -> None:
    layout(tmp_path, slot("部分.安排"), slot("部分['工作']"))
    assert written(tmp_path) == [
        "Heading 1: 一、2023年安排",
        "公文正文: 一是加强培训；二是加强监督。",
        "Heading 1: 二、2022年工作",
        "Heading 2: （一）执法",
        "Heading 3: 1.打击犯罪",
        "公文正文: 全年刑事立案593起，同比上升9.81%。",
    ]


def test_rows_take_the_format_of_the_paragraph_that_asks_for_them(tmp_path: Path) -> None:
    asked = '<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:r><w:t>{{p 部分.安排.条目 }}</w:t></w:r></w:p>'
    style = "表格文字"
    made = written_with(tmp_path, asked, "{%p for 条目 in 部分.工作.条目 %}", "ReportBody: 办理：{{ 条目.正文 }}", "{%p endfor %}")
    assert made[:2] == [f"{style}: 加强培训", f"{style}: 加强监督"]
    assert made[2] == "公文正文: 办理：全年刑事立案593起，同比上升9.81%。"


def written_with(folder: Path, *paragraphs: str) -> list[str]:
    layout(folder, *paragraphs)
    return written(folder)


def test_a_row_that_no_place_prints_is_an_error_with_its_cell(tmp_path: Path) -> None:
    layout(tmp_path, slot("部分.工作"))
    assert errors(tmp_path) == [
        "报告内容!D3：这一行没有印进报告：模板“小”没有印“安排”的地方；请改“部分”和“栏目”，或在模板里放上这个部分",
        "报告内容!D4：这一行没有印进报告：模板“小”没有印“安排”的地方；请改“部分”和“栏目”，或在模板里放上这个部分",
    ]


def test_every_wrong_tag_is_told_with_its_paragraph_heading_and_words(tmp_path: Path) -> None:
    layout(tmp_path, "Heading1: 工作", "ReportBody: 立案{{ 刑事立按 }}，{{ 刑事立案.同笔 }}。", slot("正文"), "{{ 名称没有 }}")
    said = errors(tmp_path)
    assert len(said) == 3
    assert said[0].startswith(
        "小/report.docx 第2段（标题“工作”下）“立案【{{ 刑事立按 }}】，{{ 刑事立案.同笔 }}。”：没有“刑事立按”这个名称；是不是想写“刑事立案”"
    )
    assert "没有“.同笔”这种写法；是不是想写“同比”" in said[1]
    assert "小/report.docx 第4段" in said[2]


def test_a_missing_figure_is_marked_in_a_draft(tmp_path: Path) -> None:
    layout(tmp_path, "ReportBody: 破案{{ 刑事破案 }}。", slot("正文"))
    book = make_workbook(tmp_path / "甲.xlsx", indicators="引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 593 | 540")
    parts = compose(book, Findings(), draft=True).parts
    body = parts["word/document.xml"].content().decode()
    assert '<w:rPr><w:rStyle w:val="Pending"/></w:rPr><w:t xml:space="preserve">【待补：刑事破案】</w:t>' in body


def test_values_are_never_markup(tmp_path: Path) -> None:
    layout(tmp_path, "ReportBody: {{ 单位简称 }}。", slot("正文"))
    assert written(tmp_path, items={"单位简称": "R&D<5%>"})[0] == "公文正文: R&D<5%>。"


def test_an_item_that_names_a_picture_beside_the_workbook_is_that_picture(tmp_path: Path) -> None:
    layout(tmp_path, "ReportBody: {{ 徽标 }}", slot("正文"), settings=LOGO)
    (tmp_path / "徽标.png").write_bytes(png(40, 20))
    parts = compose(make_workbook(tmp_path / "甲.xlsx", items={"徽标": "徽标.png"}), Findings()).parts
    assert parts["word/media/picture1.png"].content() == png(40, 20)
    assert b'Extension="png" ContentType="image/png"' in parts["[Content_Types].xml"].content()


@pytest.mark.parametrize(
    ("name", "said"),
    [("徽标.png", "徽标.png：没有这个图片文件"), ("字.png", "字.png：不是能用的图片")],
)
def test_a_picture_that_is_none_is_told_with_its_cell(tmp_path: Path, name: str, said: str) -> None:
    layout(tmp_path, "ReportBody: {{ 徽标 }}", slot("正文"), settings=LOGO)
    (tmp_path / "字.png").write_text("字", encoding="utf-8")
    (found,) = errors(tmp_path, items={"徽标": name})
    assert found.startswith("基本信息!B")
    assert said in found


def test_a_name_that_leaves_the_folder_is_no_picture(tmp_path: Path) -> None:
    layout(tmp_path, "ReportBody: {{ 徽标 }}", slot("正文"), settings=LOGO)
    assert written(tmp_path, items={"徽标": "../徽标.png"})[0] == "公文正文: ../徽标.png"


def test_a_layout_is_prepared_once_for_a_batch(tmp_path: Path) -> None:
    layout(tmp_path, slot("正文"))
    templates = Templates()
    sections = templates.get("小", tmp_path)
    assert templates.layout(sections) is templates.layout(sections)


def test_broken_tags_unknown_names_and_mistakes_of_the_workbook_are_told_in_one_round(tmp_path: Path) -> None:
    layout(tmp_path, "{{ 刑事立案", "{%p if 年度 %}", "{{ 没有这个 }}", "{% for 行 in 条目 %}{{ 行.正文 }}{% endfor %}", slot("正文"))
    said = errors(tmp_path, items={"主送机关": ""})
    assert len(said) == 4
    assert any("有 {{ 而没有结尾的 }}" in line for line in said)
    assert any("{% if %} 没有结束" in line for line in said)
    assert any("没有“没有这个”这个名称" in line for line in said)
    assert any("主送机关" in line for line in said)


def test_lines_grow_around_a_picture_and_stay_exact_around_words(tmp_path: Path) -> None:
    layout(tmp_path, "ReportBody: {{ 徽标 }}", "ReportBody: {{ 单位简称 }}", slot("正文"), settings=LOGO)
    (tmp_path / "徽标.png").write_bytes(png(40, 20))
    parts = compose(make_workbook(tmp_path / "甲.xlsx", items={"徽标": "徽标.png"}), Findings()).parts
    picture, words = parts["word/document.xml"].content().decode().split("<w:p>")[1:3]
    assert '<w:pPr><w:pStyle w:val="ReportBody"/><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>' in picture
    assert "w:drawing" in picture
    assert '<w:pPr><w:pStyle w:val="ReportBody"/></w:pPr>' in words


def test_a_slot_that_is_put_in_twice_is_an_error_but_not_in_two_branches(tmp_path: Path) -> None:
    layout(tmp_path, slot("正文"), "又：", slot("正文"))
    (said,) = errors(tmp_path)
    assert "同一个位置的内容印了两遍" in said
    chosen = ("{%p if 版本 == '公开' %}", slot("正文"), "{%p else %}", slot("正文"), "{%p endif %}")
    other = tmp_path / "另"
    other.mkdir()
    layout(other, *chosen)
    assert written(other)[:2] == ["公文正文: 现将我局有关情况报告如下：", "Heading 1: 一、2022年工作"]
