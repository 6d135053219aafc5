from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.model.marks import plain
from generator.pipeline.building import compose
from tests.support.renderings import FIGURES, render
from tests.support.templates import SETTINGS, STANDARD, make_template
from tests.support.workbooks import make_workbook

HEAD = "部分 | 栏目 | 小标题 | 正文 | 公开\n"
PUBLIC = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开\n刑事立案 | 立案 | 起 | 593 | 540 | 是\n秘密数 | 秘密数 | 起 | 7 | 8 | 否"


def texts(rendering: object) -> list[str]:
    return [plain(part.text).strip() for part in rendering.report.parts]  # type: ignore[attr-defined]


# ── The outline ─────────────────────────────────────────────────────────────────────────────────────────────


def test_parts_follow_the_template_s_order_and_new_ones_come_last(tmp_path: Path) -> None:
    rows = HEAD + "自定 | | | 丙\n安排 | | | 乙\n另加 | | | 丁\n工作 | | | 甲"
    rendering = render(tmp_path, entries=rows)
    assert [text.split("\n")[0] for text in texts(rendering)] == ["# 2022年工作", "# 2023年安排", "# 自定", "# 另加"]
    assert [found for found in rendering.complaints if "将作为新的部分排在最后" in found] == [
        "报告内容!A2：模板里没有“自定”这个部分，将作为新的部分排在最后；模板的部分有 工作、安排",
        "报告内容!A4：模板里没有“另加”这个部分，将作为新的部分排在最后；模板的部分有 工作、安排",
    ]


def test_an_optional_part_without_rows_is_not_printed(tmp_path: Path) -> None:
    settings = SETTINGS.replace('lists = "inline"', 'lists = "inline"\nrequired = false')
    assert texts(render(tmp_path, entries=HEAD + "工作 | | | 甲", settings=settings)) == ["# 2022年工作\n甲"]


def test_a_draft_marks_a_required_part_without_rows(tmp_path: Path) -> None:
    rendering = render(tmp_path, entries=HEAD + "工作 | | | 甲", draft=True)
    assert rendering.errors == []
    assert texts(rendering)[1] == "# 2023年安排\n【待补：安排】"


def test_the_standard_template_says_when_there_is_nothing_else_to_report(tmp_path: Path) -> None:
    other = (STANDARD / "sections" / "other.md.j2").read_text(encoding="utf-8")
    settings = SETTINGS.replace('section = "part"\nlists', 'section = "other"\nrequired = false\nlists')
    assert texts(render(tmp_path, entries=HEAD + "工作 | | | 甲", settings=settings, sections={"other.md.j2": other}))[1] == (
        "# 2023年安排\n无其他需要报告的情况。"
    )
    filled = render(tmp_path, entries=HEAD + "工作 | | | 甲\n安排 | | | 乙", settings=settings, sections={"other.md.j2": other})
    assert texts(filled)[1] == "# 2023年安排\n乙。"


def test_run_in_headings_run_into_the_paragraph(tmp_path: Path) -> None:
    settings = SETTINGS.replace("contents = [1, 2, 3]", 'contents = [1, 2, 3]\nheadings = ["own-line", "own-line", "run-in", "run-in"]')
    make_template(tmp_path, settings)
    rows = HEAD + "工作 | 执法 | 打击犯罪 | 全年立案{{ 刑事立案 }}。 | 是\n安排 | | | 继续 | 是"
    document, _ = compose(make_workbook(tmp_path / "甲.xlsx", entries=rows), Findings())
    body = [paragraph.text for paragraph in document.slots["正文"]]  # type: ignore[union-attr]
    assert body[1:4] == ["一、2022年工作", "（一）执法", "1.打击犯罪。全年立案593起。"]


# ── Lead-in and closing ─────────────────────────────────────────────────────────────────────────────────────


def test_the_template_words_the_lead_in_and_the_closing(tmp_path: Path) -> None:
    closing = "{% if 版本 == '上报' %}特此报告。{% else %}欢迎监督。{% endif %}"
    for edition, printed in (("上报", "特此报告。"), ("公开", "欢迎监督。")):
        rendering = render(tmp_path, "甲", sections={"closing.md.j2": closing}, edition=edition)  # type: ignore[arg-type]
        assert plain(rendering.report.lead) == "现将我局有关情况报告如下："
        assert plain(rendering.report.closing) == printed


def test_rows_of_lead_in_and_closing_replace_the_template_s_sentences(tmp_path: Path) -> None:
    rows = HEAD + "导语 | | | 全年立案{{ 刑事立案 }}。\n导语 | | | 第二段\n工作 | | | 甲\n安排 | | | 乙\n结语 | | | 完。"
    report = render(tmp_path, entries=rows, sections={"closing.md.j2": "特此报告。"}).report
    assert plain(report.lead).split("\n") == ["全年立案593起。", "第二段"]
    assert plain(report.closing) == "完。"
    assert len(report.parts) == 2


def test_a_template_without_a_closing_has_none(tmp_path: Path) -> None:
    assert render(tmp_path, "甲").report.closing == ""


# ── Items ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_blank_item_takes_the_template_s_wording(tmp_path: Path) -> None:
    items = render(tmp_path, "甲", items={"单位简称": "市局", "发文机关标志": ""}).report.items
    assert plain(items["标题（上报版）"]) == "甲市公安局关于2022年法治政府建设情况的报告"
    assert plain(items["发文机关标志"]) == "甲市公安局文件"
    assert plain(items["单位简称"]) == "市局"
    assert items["签发人"] == ""


def test_an_item_of_the_user_s_own_can_be_printed(tmp_path: Path) -> None:
    rendering = render(tmp_path, "{{ 局长 }}讲话", items={"局长": "某同志"})
    assert rendering.paragraphs[0] == "某同志讲话"


def test_an_item_can_not_take_the_place_of_the_edition(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ 版本 }}", items={"版本": "其他"}).paragraphs[0] == "上报"


def test_a_draft_marks_required_items_and_leaves_the_others(tmp_path: Path) -> None:
    rendering = render(tmp_path, "甲", items={"单位全称": "", "主送机关": None}, draft=True)
    assert rendering.errors == []
    items = {name: plain(text) for name, text in rendering.report.items.items()}
    assert items["单位全称"] == "【待补：单位全称】"
    assert items["主送机关"] == "【待补：主送机关】"
    assert items["标题（上报版）"] == "【待补：单位全称】关于2022年法治政府建设情况的报告"
    assert items["签发人"] == items["抄送机关"] == items["附件"] == ""


# ── Editions ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_published_edition_leaves_out_what_is_withheld(tmp_path: Path) -> None:
    rows = HEAD + "工作 | | | 甲 | 是\n工作 | | | 秘密{{ 秘密数 }} | 否\n安排 | | | 乙 | 是"
    assert texts(render(tmp_path, entries=rows, indicators=PUBLIC, edition="公开")) == ["# 2022年工作\n甲", "# 2023年安排\n乙。"]
    assert "秘密7起" in texts(render(tmp_path, entries=rows, indicators=PUBLIC))[0]


@pytest.mark.parametrize(
    "tag",
    ["{{ 秘密数 }}", "{{ 秘密数.数 }}", "{{ 秘密数.上年 }}", "{{ 秘密数.同比 }}", "{{ 秘密数.倍数 }}", "{{ 秘密数 | 万 }}",
     "{{ 刑事立案 + 秘密数 }}", "{{ 秘密数 | 占(刑事立案) }}", "{{ [刑事立案, 秘密数] | 分别同比 }}"],
)  # fmt: skip
def test_a_kept_text_that_uses_a_withheld_figure_is_an_error_that_names_both_cells(tmp_path: Path, tag: str) -> None:
    rows = HEAD + f"工作 | | | 全年{tag.replace('|', '｜')} | 是\n安排 | | | 乙 | 是"
    (error,) = render(tmp_path, entries=rows, indicators=PUBLIC, edition="公开").errors
    assert error == ("报告内容!D2：公开版不能印“秘密数”（指标!F3 填的是否），报告内容!D2 却用到它；请改写这句话，或把这一行也标为不公开")


def test_a_withheld_figure_is_not_there_for_a_template_that_asks(tmp_path: Path) -> None:
    lead = "开头{% if 秘密数 %}，{{ 秘密数 }}{% endif %}{% if 秘密数.上年 or 秘密数.同比 or 秘密数.数 %}多{% endif %}。"
    rows = HEAD + "工作 | | | 甲 | 是\n安排 | | | 乙 | 是"
    rendering = render(tmp_path, entries=rows, indicators=PUBLIC, edition="公开", sections={"lead.md.j2": lead})
    assert rendering.errors == []
    assert plain(rendering.report.lead) == "开头。"


def test_a_published_report_is_not_built_with_a_withheld_figure(tmp_path: Path) -> None:
    make_template(tmp_path)
    rows = HEAD + "工作 | | | 全年{{ 秘密数 }} | 是\n安排 | | | 乙 | 是"
    book = make_workbook(tmp_path / "甲.xlsx", entries=rows, indicators=PUBLIC)
    with pytest.raises(FindingsStop, match=r"甲\.xlsx：有 1 处错误，没有生成报告"):
        compose(book, Findings(), edition="公开")


# ── Wording that depends on a figure ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("test", "printed"),
    [
        ("刑事立案", True),
        ("行政复议", True),
        ("没填", False),
        ("不涉及", False),
        ("刑事立案.适用", True),
        ("没填.适用", True),
        ("不涉及.适用", False),
        ("刑事立案.上年", True),
        ("抓获数.上年", False),
        ("刑事立案.同比", True),
        ("新增.同比", False),
        ("抓获数.同比", False),
        ("手填.同比", True),
        ("浏览量.同比", False),
        ("追赃.倍数", True),
        ("治安案件.倍数", False),
        ("刑事立案.时段", True),
        ("满意率.时段", False),
        ("刑事立案 > 500", True),
        ("刑事立案 == 593", True),
        ("刑事立案 + 1", True),
        ("抄送机关", False),
        ("单位简称 == '我局'", True),
        ("年度 >= 2022", True),
        ("成文日期.月 == 2", True),
    ],
)
def test_a_template_can_ask_whether_something_is_there(tmp_path: Path, test: str, printed: bool) -> None:
    rendering = render(tmp_path, "甲", sections={"lead.md.j2": f"{{% if {test} %}}有{{% else %}}无{{% endif %}}"})
    assert rendering.errors == []
    assert plain(rendering.report.lead) == ("有" if printed else "无")


def test_what_is_left_out_because_it_does_not_apply_is_noted(tmp_path: Path) -> None:
    lead = "开头\n{% if 不涉及 %}，{{ 不涉及 }}{% endif %}\n{% if 不涉及.适用 %}，{{ 不涉及 }}{% endif %}"
    rendering = render(tmp_path, "甲", sections={"lead.md.j2": lead})
    assert [found for found in rendering.complaints if "略去" in found] == [
        "指标!D15：“不涉及”填的是“不适用”，模板 lead.md.j2 第2行 里依赖它的话已略去",
        "指标!D15：“不涉及”填的是“不适用”，模板 lead.md.j2 第3行 里依赖它的话已略去",
    ]


def test_a_figure_of_the_template_without_a_row_is_not_there(tmp_path: Path) -> None:
    rows = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 1 | 1"
    lead = "{% if 刑事破案 %}有{% else %}无{% endif %}"
    assert plain(render(tmp_path, "甲", indicators=rows, sections={"lead.md.j2": lead}).report.lead) == "无"


def test_the_same_figure_has_the_same_words_in_every_cell(tmp_path: Path) -> None:
    rendering = render(tmp_path, "{{ 刑事立案 }}", "又{{ 刑事立案 }}", indicators=FIGURES)
    assert rendering.paragraphs[:2] == ["593起", "又593起"]
