from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.diagnostics import Findings
from generator.errors import UnusableFile
from generator.model.amounts import MISSING, NOT_APPLICABLE, exact
from generator.workbook.filling import blank_filling
from generator.workbook.reading import template_named
from generator.workbook.sheets import read_sheets
from generator.workbook.writing import write_workbook
from tests.support.office import resaved
from tests.support.packages import raw_workbook, row
from tests.support.readings import SPEC, read, read_all
from tests.support.workbooks import make_workbook

HEAD = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 同比（手填） | 统计时段 | 公开 | 填报部门\n"
TEXTS = "部分 | 栏目 | 小标题 | 正文 | 公开\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "甲.xlsx"


def raw(path: Path, *, items: str = "", indicators: str = "", entries: str = "", styles: str = "") -> Path:
    return raw_workbook(
        path,
        {
            "基本信息": row(1, "项目", "内容") + items,
            "指标": row(1, "引用名", "指标名称", "单位", "本年", "上年", "同比（手填）", "统计时段", "公开") + indicators,
            "报告内容": row(1, "部分", "栏目", "小标题", "正文") + entries,
        },
        styles,
    )


def test_a_sound_workbook_is_read_whole(path: Path) -> None:
    data, said = read(
        make_workbook(
            path,
            items={"抄送机关": "市司法局", "成文日期": datetime(2023, 2, 20)},
            indicators=HEAD + "刑事 立案 | 立案数 | 起 | 593 | 540 | 9.81 | 1至11月 | 是 | 刑侦支队",
            entries=TEXTS + "工作 | 执法 | 打击 | 第一段\\n第二段 | 否",
        )
    )
    assert said == []
    assert {name: item.value for name, item in data.items.items()} == {
        "单位全称": "甲市公安局",
        "年度": 2022,
        "主送机关": "市委、市人民政府",
        "成文日期": date(2023, 2, 20),
        "抄送机关": "市司法局",
    }
    assert (data.file, data.template, data.year) == ("甲.xlsx", "小", 2022)
    indicator = data.indicators["刑事立案"]
    assert (indicator.label, indicator.unit, indicator.this, indicator.last) == ("立案数", "起", exact(593), exact(540))
    assert (indicator.change_typed, indicator.period, indicator.public, indicator.department) == (
        Decimal("9.81"),
        "1至11月",
        True,
        "刑侦支队",
    )
    assert str(indicator.cells["本年"]) == "指标!D2"
    (entry,) = data.entries
    assert (entry.part, entry.section, entry.heading, entry.text, entry.public) == ("工作", "执法", "打击", "第一段\n第二段", False)
    assert str(entry.cells["正文"]) == "报告内容!D2"


def test_every_problem_of_every_sheet_is_said_in_one_round(path: Path) -> None:
    _, said = read(
        make_workbook(
            path,
            items={"年度": "今年", "成文日期": "近期"},
            indicators=HEAD + "立案 | 立案 | 起 | 大约三百 | -3 | 许多 | | 可以\n1破案 | 破案 | 起 | 1 | 2",
            entries=TEXTS + " | | | 没有部分 | 大概",
        )
    )
    assert [line.partition("；")[0] for line in said] == [
        "基本信息!B3：填的是“今年”，应填四位年份",
        "基本信息!B5：填的是“近期”，应填日期",
        "指标!D2：填的是“大约三百”，应填数字",
        "指标!E2：填的是“-3”，应填不小于 0 的数",
        "指标!F2：填的是“许多”，应填同比的数字，下降填负数",
        "指标!H2：填的是“可以”，应填“是”或“否”",
        "指标!A3：引用名“1破案”不能用",
        "报告内容!E2：填的是“大概”，应填“是”或“否”",
        "报告内容!A2：这一行没有写属于哪个部分，上面也没有",
    ]


def test_a_complaint_carries_code_place_and_what_was_found(path: Path) -> None:
    _, findings = read_all(make_workbook(path, indicators=HEAD + "立案 | 立案 | 起 | 大约三百 | 1"))
    (found,) = findings
    assert found.as_json() == {
        "code": "not-a-number",
        "severity": "error",
        "message": "填的是“大约三百”，应填数字",
        "hint": "请改为 300 或“约300”",
        "file": "甲.xlsx",
        "sheet": "指标",
        "cell": "D2",
        "paragraph": None,
        "offset": None,
        "text": "大约三百",
    }


# ── figures ──


def test_blank_zero_and_not_applicable_are_kept_apart(path: Path) -> None:
    data, said = read(make_workbook(path, indicators=HEAD + "甲|甲|件|0|''\n乙|乙|件| |不适用\n丙|丙|件|'' | 0"))
    assert said == []
    assert [(i.this, i.last) for i in data.indicators.values()] == [(exact(0), MISSING), (MISSING, NOT_APPLICABLE), (MISSING, exact(0))]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"])
def test_an_error_value_is_reported_in_its_cell(path: Path, error: str) -> None:
    data, said = read(raw(path, indicators=row(2, "甲", "甲", "件", f'<c t="e"><f>1/0</f><v>{error}</v></c>', 2)))
    assert said == [f"指标!D2：单元格是错误值 {error}，应填数字或文字；请改正公式，或直接填写结果"]
    assert data.indicators["甲"].this == MISSING


@pytest.mark.parametrize("column", ["引用名", "指标名称", "单位", "本年", "上年", "同比（手填）", "统计时段", "公开", "填报部门"])
def test_a_formula_that_was_never_calculated_is_reported_in_every_column(path: Path, column: str) -> None:
    book = load_workbook(make_workbook(path, indicators=HEAD + "甲 | 甲 | 件 | 1 | 2 | 3 | 全年 | 是 | 法制支队"))
    heads = [str(cell.value) for cell in book["指标"][1]]
    cell = book["指标"].cell(2, heads.index(column) + 1, "=1+1")
    book.save(path)
    _, said = read(path)
    assert said == [f"指标!{cell.coordinate}：这是公式，但文件里没有它的计算结果；请在 Excel 或 WPS 里打开工作簿并保存一次，再运行"]


def test_a_formula_that_was_never_calculated_is_reported_beside_blank_cells(path: Path) -> None:
    _, said = read(raw(path, indicators=row(2, "甲", None, "起", None, "<c><f>1</f></c>")))
    assert [line.partition("，")[0] for line in said] == ["指标!E2：这是公式"]


def test_a_formula_that_was_calculated_is_as_good_as_a_number(path: Path) -> None:
    data, said = read(raw(path, indicators=row(2, "甲", "甲", "件", "<c><f>500+93</f><v>593</v></c>", 2)))
    assert said == []
    assert data.indicators["甲"].this == exact(593)


@pytest.mark.parametrize(
    ("sheet", "cells", "place"),
    [
        ("items", ['<c t="e"><v>#REF!</v></c>', "x"], "基本信息!A2"),
        ("items", ["单位全称", '<c t="e"><v>#REF!</v></c>'], "基本信息!B2"),
        ("entries", ["工作", None, None, '<c t="e"><v>#REF!</v></c>'], "报告内容!D2"),
        ("entries", ['<c t="e"><v>#REF!</v></c>', None, None, "正文"], "报告内容!A2"),
    ],
)
def test_an_error_value_is_reported_on_every_sheet(path: Path, sheet: str, cells: list[object], place: str) -> None:
    said = read(raw(path, **{sheet: row(2, *cells)}))[1]
    assert said[0] == f"{place}：单元格是错误值 #REF!，应填数字或文字；请改正公式，或直接填写结果"


def test_a_date_where_a_number_belongs_is_shown_as_a_date(path: Path) -> None:
    _, said = read(raw(path, indicators=row(2, "甲", "甲", "件", '<c s="1"><v>44572</v></c>', 2), styles="m-d"))
    assert said == ["指标!D2：填的是“2022年1月11日”，应填数字；单元格里是日期，请把单元格格式改为“常规”后重新填数字"]


def test_a_date_that_no_calendar_has_is_reported(path: Path) -> None:
    _, said = read(raw(path, indicators=row(2, "甲", "甲", "件", '<c s="1"><v>99999999</v></c>', 2), styles="yyyy-mm-dd"))
    assert said == ["指标!D2：单元格是错误值 #VALUE!，应填数字或文字；请改正公式，或直接填写结果"]


def test_percentages_read_the_same_however_typed(path: Path) -> None:
    rows = row(2, "甲", "甲", "%", '<c s="1"><v>0.955</v></c>', "95.5%") + row(3, "乙", "乙", "％", 95.5, "９５．５％")
    data, said = read(raw(path, indicators=rows, styles="0.0%"))
    assert said == []
    assert [amount.number for i in data.indicators.values() for amount in (i.this, i.last)] == [Decimal("95.5")] * 4


def test_a_percentage_cell_in_a_row_that_counts_is_reported(path: Path) -> None:
    _, said = read(raw(path, indicators=row(2, "甲", "甲", "件", '<c s="1"><v>0.955</v></c>', 2), styles="0%"))
    assert said == ["指标!D2：填的是“0.955”，单位是“件”，单元格却是百分比格式（显示为 95.5%）；请把单元格格式改为“常规”，或把单位改为 %"]


def test_text_and_number_of_one_figure_give_the_same(path: Path) -> None:
    data, said = read(make_workbook(path, indicators=HEAD + "甲|甲|件|３ ５００|3500\n乙|乙|件|3,500件|3500.0"))
    assert said == []
    assert {amount for i in data.indicators.values() for amount in (i.this, i.last)} == {exact(3500)}


# ── names and units ──


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("1立案", "引用名“1立案”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点，例如 立案"),
        ("破案率%", "引用名“破案率%”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点，例如 破案率"),
        ("立案（起）", "引用名“立案（起）”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点，例如 立案起"),
        ("立案-破案", "引用名“立案-破案”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点，例如 立案破案"),
        ("_立案", "引用名“_立案”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点，例如 立案"),
        ("{{ 立案 }}", "引用名“{{ 立案 }}”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点，例如 立案"),
        ("593", "引用名“593”不能用；只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点"),
        ("if", "引用名“if”是模板语言的保留词；请换一个名称"),
        ("ｉｆ", "引用名“if”是模板语言的保留词；请换一个名称"),
        ("条目", "引用名“条目”是模板语言的保留词；请换一个名称"),
        ("年度", "引用名“年度”与“基本信息”里的项目同名；请换一个名称"),
        ("成文 日期", "引用名“成文日期”与“基本信息”里的项目同名；请换一个名称"),
        ("联系人", "引用名“联系人”与“基本信息”里的项目同名；请换一个名称"),
    ],
)  # fmt: skip
def test_a_name_that_can_not_be_used_is_reported_with_one_that_can(path: Path, name: str, said: str) -> None:
    data, found = read(make_workbook(path, items={"联系人": "某"}, indicators=HEAD + f"{name} | 甲 | 件 | 1 | 2"))
    assert found == [f"指标!A2：{said}"]
    assert data.indicators == {}


def test_a_name_of_many_lines_is_shown_on_one(path: Path) -> None:
    _, said = read(make_workbook(path, indicators=HEAD + f"甲+\\n{'乙' * 60} | 甲 | 件 | 1 | 2"))
    assert said[0].startswith(f"指标!A2：引用名“甲+ {'乙' * 36}…”不能用；")
    assert "\n" not in said[0]


@pytest.mark.parametrize("name", ["刑事立案", "刑事 立案", "刑事\u200b立案", " 刑事立案　"])
def test_a_name_stays_one_name_whatever_blanks_it_holds(path: Path, name: str) -> None:
    data, said = read(make_workbook(path, indicators=HEAD + f"刑事立案 | 甲 | 件 | 1 | 2\n{name} | 乙 | 件 | 3 | 4"))
    assert said == ["指标!A3：引用名“刑事立案”与 指标!A2 重复；请改成不同的引用名，或删去其中一行"]
    assert data.indicators["刑事立案"].this == exact(1)


def test_full_width_letters_and_digits_in_a_name_are_the_usual_ones(path: Path) -> None:
    data, said = read(make_workbook(path, indicators=HEAD + "Ａ１立案 | 甲 | 件 | 1 | 2"))
    assert (said, list(data.indicators)) == ([], ["A1立案"])


def test_figures_without_a_name_are_reported_and_blank_rows_are_not(path: Path) -> None:
    _, said = read(make_workbook(path, indicators=HEAD + " | 小计 | | | \n | 小计 | 件 | 5 | "))
    assert said == ["指标!A3：这一行填了数据，却没有引用名；请填引用名，例如 刑事立案"]


def test_a_figure_without_a_unit_is_reported(path: Path) -> None:
    _, said = read(make_workbook(path, indicators=HEAD + "甲 | 甲 | | 5 |\n乙 | 乙 | | |"))
    assert said == ["指标!C2：“甲”没有单位；请填单位，例如 起、件、人；比率填 %，文字结果填 文本"]


def test_a_label_that_is_blank_is_the_name(path: Path) -> None:
    assert read(make_workbook(path, indicators=HEAD + "刑事立案 | | 起 | 5 |"))[0].indicators["刑事立案"].label == "刑事立案"


# ── 基本信息 ──


def test_an_item_written_twice_is_reported(path: Path) -> None:
    book = load_workbook(make_workbook(path))
    book["基本信息"].append(["单位 全称", "乙市公安局"])
    book.save(path)
    data, said = read(path)
    assert said == ["基本信息!A6：项目“单位全称”写了两行（另一行在 B2）；请只留一行"]
    assert data.text("单位全称") == "甲市公安局"


@pytest.mark.parametrize("name", ["标题（上报版）", "标题(上报版)", " 标题 （上报版）"])
def test_an_item_is_known_whatever_its_blanks_and_brackets(path: Path, name: str) -> None:
    assert read(make_workbook(path, items={name: "报告"}))[0].text("标题（上报版）") == "报告"


def test_a_word_that_is_not_offered_is_a_warning(path: Path) -> None:
    data, said = read(make_workbook(path, items={"紧急程度": "平急"}))
    assert said == ["基本信息!B6：填的是“平急”，“紧急程度”一般是 特急、加急；请从下拉列表里选；确需如此可以不管"]
    assert data.text("紧急程度") == "平急"


@pytest.mark.parametrize(("value", "text"), [(5, "5"), (0.5, "0.5"), (datetime(2022, 12, 31), "2022年12月31日"), ("  甲\n乙 ", "甲\n乙")])
def test_an_item_of_ones_own_is_text(path: Path, value: object, text: str) -> None:
    assert read(make_workbook(path, items={"我的项目": value}))[0].items["我的项目"].value == text


def test_the_year_is_a_number_and_a_blank_is_none(path: Path) -> None:
    data, said = read(make_workbook(path, items={"年度": "２０２２年度", "成文日期": ""}))
    assert said == []
    assert (data.year, data.date("成文日期")) == (2022, None)


# ── 报告内容 ──


def test_blank_part_and_section_mean_as_above(path: Path) -> None:
    data, said = read(
        make_workbook(
            path,
            entries="""
            部分 | 栏目 | 小标题 | 正文
            工作 | 执法 | | 一
             | | 细 | 二
             | 监督 | | 三
            工作 | | | 四

            安排 | | | 五
            """,
        )
    )
    assert said == []
    assert [(e.part, e.section, e.heading, e.text) for e in data.entries] == [
        ("工作", "执法", "", "一"),
        ("工作", "执法", "细", "二"),
        ("工作", "监督", "", "三"),
        ("工作", "监督", "", "四"),
        ("安排", "", "", "五"),
    ]


def test_merged_cells_mean_as_above(path: Path) -> None:
    book = load_workbook(make_workbook(path, entries=TEXTS + "工作 | 执法 | | 一\n工作 | 执法 | | 二\n工作 | 监督 | | 三"))
    sheet = book["报告内容"]
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B3")
    book.save(path)
    data, said = read(path)
    assert said == []
    assert [(e.part, e.section) for e in data.entries] == [("工作", "执法"), ("工作", "执法"), ("工作", "监督")]


def test_a_row_that_only_names_part_and_section_holds_for_the_rows_below(path: Path) -> None:
    data, said = read(make_workbook(path, entries=TEXTS + "工作 | 执法 | | \n | | | 一"))
    assert said == []
    assert [(e.part, e.section, e.text) for e in data.entries] == [("工作", "执法", "一")]


def test_parts_are_known_whatever_their_blanks(path: Path) -> None:
    data, _ = read(make_workbook(path, entries=TEXTS + "工 作 | | | 一\n导 语 | | | 二\n新的 部分 | | | 三"))
    assert [e.part for e in data.entries] == ["工作", "导语", "新的 部分"]


def test_a_heading_without_text_is_a_warning(path: Path) -> None:
    data, findings = read_all(make_workbook(path, entries=TEXTS + "工作 | 执法 | 打击 | "))
    assert [(str(f), f.severity) for f in findings] == [("报告内容!D2：有小标题“打击”，正文却是空的；请填正文，或删去这一行", "warning")]
    assert data.entries == ()


def test_text_above_every_part_is_reported(path: Path) -> None:
    data, said = read(make_workbook(path, entries=TEXTS + " | 执法 | | 一\n工作 | | | 二"))
    assert said == ["报告内容!A2：这一行没有写属于哪个部分，上面也没有；请从下拉列表里选“部分”"]
    assert [e.text for e in data.entries] == ["二"]


# ── the template it names ──


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [("模板", "小", "小"), ("模 板：", "柳州 1.0", "柳州"), ("模板", "", ""), ("说明", "小", "")],
)
def test_the_template_is_the_one_named_on_the_first_sheet(path: Path, first: str, second: str, name: str) -> None:
    book = load_workbook(make_workbook(path))
    book["填写说明"]["A1"], book["填写说明"]["B1"] = first, second or None
    book.save(path)
    assert template_named(read_sheets(path, Findings())) == name


def test_without_the_first_sheet_no_template_is_named(path: Path) -> None:
    book = load_workbook(make_workbook(path))
    del book["填写说明"]
    book.save(path)
    assert template_named(read_sheets(path, Findings())) == ""


# ── what other programs save ──


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_says_the_same(path: Path, tmp_path: Path) -> None:
    filling = blank_filling(SPEC, {"单位全称": "甲市公安局", "年度": "2022", "成文日期": "2023年2月20日"})
    path.write_bytes(write_workbook(SPEC, filling))
    book = load_workbook(path)
    indicators = book["指标"]
    for at, (this, last) in enumerate([(593, 540), (0.955, 92.3), ("约300", "不适用"), ("全国 第一", None)], start=2):
        indicators[f"D{at}"], indicators[f"E{at}"] = this, last
    indicators["D3"].number_format = "0.0%"
    book["报告内容"]["D2"] = " 第一段\n=第二段 <&>“引号”　{{ 刑事立案 }}"
    book["报告内容"]["D2"].data_type = "s"
    book["报告内容"]["D3"] = "二"
    book.save(path)
    before, said = read(path)
    assert said == []
    after, said = read(resaved(path, tmp_path / "再存"))
    assert said == []
    assert after == before


@pytest.mark.office
@pytest.mark.parametrize(("form", "said"), [("xls", "这是旧格式（.xls 或 .et）"), ("ods", "而是 ODF 文件（.ods 等）")])
def test_other_formats_of_a_spreadsheet_program_are_named(path: Path, tmp_path: Path, form: str, said: str) -> None:
    make_workbook(path)
    with pytest.raises(UnusableFile, match=said):
        read(resaved(path, tmp_path / "另存", form))
