from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart

from generator.workbook.columns import ENTRY_COLUMNS, INDICATOR_COLUMNS, column_of
from tests.support.packages import change, raw_workbook, row
from tests.support.readings import read
from tests.support.workbooks import make_workbook

ITEMS = row(1, "项目", "内容") + row(2, "单位全称", "甲市公安局")
INDICATORS = row(1, "引用名", "指标名称", "单位", "本年", "上年")
ENTRIES = row(1, "部分", "栏目", "小标题", "正文")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "甲.xlsx"


def raw(path: Path, indicators: str = INDICATORS, entries: str = ENTRIES, styles: str = "") -> Path:
    return raw_workbook(path, {"基本信息": ITEMS, "指标": indicators, "报告内容": entries}, styles)


# ── headings ──


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("本年", "本年"),
        (" 本 年 ", "本年"),
        ("本年（2022年）", "本年"),
        ("本年(2022年)", "本年"),
        ("本年\n（2022年）", "本年"),
        ("本年（2022年（全年））", "本年"),
        ("本年【2022年】", "本年"),
        ("本年[万元]", "本年"),
        ("同比", "同比"),
        ("同比（%）", "同比"),
        ("同比（手填）", "同比（手填）"),
        ("同比(手填)", "同比（手填）"),
        ("同比 （ 手填 ）", "同比（手填）"),
        ("公开（是/否）", "公开"),
        ("引用", "引用"),
        ("引用名", "引用名"),
        ("本年累计", None),
        ("（本年）", None),
        ("", None),
        (None, None),
        (2022, None),
    ],
)
def test_a_heading_names_its_column_whatever_its_brackets_and_remark(heading: object, column: str | None) -> None:
    assert column_of(heading, INDICATOR_COLUMNS) == column


@pytest.mark.parametrize("columns", [INDICATOR_COLUMNS, ENTRY_COLUMNS])
def test_every_column_names_itself_and_with_a_remark_too(columns: tuple[str, ...]) -> None:
    assert [column_of(name, columns) for name in columns] == list(columns)
    assert [column_of(f"{name}（说明）", columns) for name in columns if "（" not in name] == [name for name in columns if "（" not in name]


def test_moved_and_extra_columns_rows_above_and_blank_rows_between_change_nothing(path: Path) -> None:
    table = """
    全市法治政府建设统计表 | | | | | |

    分管领导 | 上年（2021年） | 本年（2022年） | 单　位 | 我的列 | 指标名称 | 引用名
    张 | 540 | 593 | 起 | x | 立案数 | 刑事立案

    | | | | | |
    李 | 400 | 480 | 起 | y | 破案数 | 刑事破案
    """
    data, said = read(make_workbook(path, indicators=table))
    assert said == []
    assert [(i.name, i.label, i.unit, i.this.number, i.last.number) for i in data.indicators.values()] == [
        ("刑事立案", "立案数", "起", 593, 540),
        ("刑事破案", "破案数", "起", 480, 400),
    ]
    assert str(data.indicators["刑事破案"].cells["本年"]) == "指标!C7"


def test_moved_renamed_in_blanks_and_extra_sheets_change_nothing(path: Path) -> None:
    book = load_workbook(make_workbook(path))
    book.create_sheet("我的草稿", 0)["A1"] = "随便"
    book.move_sheet("报告内容", -3)
    book["指标"].title = " 指 标"
    book.create_chartsheet("图").add_chart(BarChart())  # type: ignore[no-untyped-call]
    book.save(path)
    data, said = read(path)
    assert said == []
    assert list(data.indicators) == ["刑事立案", "刑事破案"]
    assert len(data.entries) == 3
    assert str(data.indicators["刑事立案"].cells["本年"]) == "指标!D2"


def test_of_two_sheets_the_one_with_the_exact_name_is_read(path: Path) -> None:
    book = load_workbook(make_workbook(path))
    book.copy_worksheet(book["指标"]).title = "指标 "
    book["指标 "]["D2"] = 1
    book.save(path)
    assert read(path)[0].indicators["刑事立案"].this.number == 593


@pytest.mark.parametrize("place", ["first", "last"])
def test_three_hundred_columns_of_ones_own_are_no_matter(path: Path, place: str) -> None:
    book = load_workbook(make_workbook(path))
    sheet = book["指标"]
    if place == "first":
        sheet.insert_cols(1, 300)
    for column in range(1, 301):
        cell = sheet.cell(1, column if place == "first" else column + 6, f"自加{column}")
        sheet.cell(2, cell.column, column)
    book.save(path)
    data, said = read(path)
    assert said == []
    assert data.indicators["刑事立案"].this.number == 593
    assert str(data.indicators["刑事立案"].cells["本年"]) == ("指标!KR2" if place == "first" else "指标!D2")


def test_columns_beyond_the_thousandth_are_not_looked_for_and_it_is_said(path: Path) -> None:
    book = load_workbook(make_workbook(path))
    book["指标"].insert_cols(1, 1_000)
    book.save(path)
    data, said = read(path)
    assert data.indicators == {}
    assert said[0].startswith("指标!ALM1：第 1000 列（ALL 列）以后还有内容，没有读")
    assert said[1].startswith("指标：缺少列 “引用名”、“指标名称”、“单位”、“本年”、“上年”，这张表没有读")


# ── what is missing or twice ──


@pytest.mark.parametrize("title", ["基本信息", "指标", "报告内容"])
def test_a_missing_sheet_is_named_and_the_others_are_read(path: Path, title: str) -> None:
    book = load_workbook(make_workbook(path))
    del book[title]
    book.save(path)
    data, said = read(path)
    assert said == [f"{title}：缺少工作表“{title}”；请不要改工作表的名称；可以用 fazhi new 新建一份工作簿，把它的这张表复制过来"]
    assert (bool(data.items), bool(data.indicators), bool(data.entries)) == tuple(t != title for t in ("基本信息", "指标", "报告内容"))


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        ("引用名 | 指标名称 | 单位 | 上年", "“本年”"),
        ("引用名 | 本年数 | 上年数", "“指标名称”、“单位”、“本年”、“上年”"),
        ("", "“引用名”、“指标名称”、“单位”、“本年”、“上年”"),
    ],
)
def test_missing_columns_are_named_at_once(path: Path, head: str, missing: str) -> None:
    data, said = read(make_workbook(path, indicators=f"{head}\n甲 | 乙 | 丙 | 1 | 2"))
    assert said == [f"指标：缺少列 {missing}，这张表没有读；请恢复列标题（列的次序可以变，标题文字不能改）"]
    assert data.indicators == {}


def test_a_heading_row_below_the_fifteenth_is_not_looked_for(path: Path) -> None:
    above = "\n".join(["说明"] * 15)
    _, said = read(make_workbook(path, indicators=f"{above}\n引用名 | 指标名称 | 单位 | 本年 | 上年"))
    assert said[0].startswith("指标：缺少列 “引用名”")


def test_columns_that_need_not_be_there_may_be_missing(path: Path) -> None:
    _, said = read(make_workbook(path, indicators="引用名 | 指标名称 | 单位 | 本年 | 上年", entries="部分 | 栏目 | 小标题 | 正文"))
    assert said == []


def test_a_heading_that_is_nearly_one_of_ours_is_pointed_out(path: Path) -> None:
    data, said = read(
        make_workbook(path, indicators="引用名 | 指标名称 | 单位 | 本年 | 上年 | 为零写作\n诉讼 | 诉讼 | 件 | 0 | 1 | 无诉讼")
    )
    assert said == ["指标!F1：列标题“为零写作”不认识，这一列没有读；是“为零时写作”的话请改过来；是自己加的列，请换一个不相近的标题"]
    assert data.indicators["诉讼"].zero == ""


def test_a_column_that_stands_twice_is_reported_at_the_second(path: Path) -> None:
    data, said = read(make_workbook(path, indicators="引用名|指标名称|单位|本年|上年|本年（修正）\n甲|甲|件|1|2|3"))
    assert said == ["指标!F1：“本年”这一列有两个（D 列和 F 列）；请删去或改名其中一列"]
    assert data.indicators["甲"].this.number == 1


def test_a_row_above_the_heading_that_repeats_a_heading_is_no_complaint(path: Path) -> None:
    _, said = read(make_workbook(path, indicators="本年|本年|本年\n引用名|指标名称|单位|本年|上年\n甲|甲|件|1|2"))
    assert said == []


# ── what a cell holds ──


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("一_x000D_\n二", "一\n二"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("一_x000B_二", "一\n二"),
        ("一\u2028二\x85三", "一\n二\n三"),
        ("坏_x0000__x0001__xFFFF__xD800_字", "坏字"),
        ("标\ufdd00\ufdd1记\ufdd2", "标0记"),
        ("x_4E2D_", "x_4E2D_"),
        ("\n  前后空白 \n", "前后空白"),
        ("<b>&amp;不是标记</b>", "<b>&amp;不是标记</b>"),
    ],
)
def test_a_text_is_read_as_the_spreadsheet_shows_it(path: Path, written: str, text: str) -> None:
    book = load_workbook(make_workbook(path))
    book["报告内容"]["D2"] = written
    book.save(path)
    assert read(path)[0].entries[0].text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>593.0</v></c>", "593"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>1E+20</v></c>", "100000000000000000000"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c s="1"><v>44977</v></c>', "2023年2月20日"),
        ('<c t="inlineStr"><is><r><t>加</t></r><r><t>粗</t></r></is></c>', "加粗"),
        ('<c t="str"><f>A1</f><v>算出来的</v></c>', "算出来的"),
    ],
)
def test_what_is_no_text_is_read_as_the_spreadsheet_shows_it(path: Path, cell: str, text: str) -> None:
    raw(path, entries=ENTRIES + row(2, "工作", None, None, cell), styles="yyyy-mm-dd")
    data, _ = read(path)
    assert data.entries[0].text == text


@pytest.mark.parametrize(
    ("form", "value", "number"),
    [("0.0%", "0.955", "95.5"), ("0%", "1", "100"), ('0.0"%"', "95.5", "95.5"), ("0.0\\%", "95.5", "95.5"), ("[Red]0.00%", "0.5", "50")],
)
def test_only_a_real_percentage_format_multiplies(path: Path, form: str, value: str, number: str) -> None:
    raw(path, INDICATORS + row(2, "率", "率", "%", f'<c s="1"><v>{value}</v></c>'), styles=form)
    data, said = read(path)
    assert said == []
    assert data.indicators["率"].this.number == Decimal(number)


def test_very_long_text_is_reported_not_cut(path: Path) -> None:
    data, said = read(make_workbook(path, entries=f"部分|栏目|小标题|正文\n工作| | |{'长' * 20_001}\n工作| | |{'长' * 20_000}"))
    assert said == ["报告内容!D2：文字超过 20000 字；请分成几行填写"]
    assert [len(entry.text) for entry in data.entries] == [20_000]


# ── how much there is ──


def test_a_cell_in_the_last_row_of_all_is_reported_with_its_address(path: Path) -> None:
    raw(path, INDICATORS + row(2, "甲", "甲", "件", 1, 2) + row(1048576, "乙"))
    data, said = read(path)
    assert said == ["指标!A1048576：第 20000 行以后还有内容，没有读；请把它移到前面，或删去多余的行"]
    assert list(data.indicators) == ["甲"]


def test_a_cell_beyond_the_last_column_is_told_once_with_its_address_and_the_limit(path: Path) -> None:
    far = '<c r="ALL{0}"><v>1</v></c><c r="ALM{0}"><v>2</v></c><c r="XFD{0}"><v>3</v></c>'
    values = row(2, "刑事立案", "立案数", "起", 593, 540).replace("</row>", far.format(2) + "</row>")
    data, said = read(raw(path, INDICATORS + values + f'<row r="3">{far.format(3)}</row><row r="4"><c r="XFD4"><v>1</v></c></row>'))
    assert said == ["指标!ALM2：第 1000 列（ALL 列）以后还有内容，没有读；要用的请移到前面，用不着的请删去"]
    assert list(data.indicators) == ["刑事立案"]


def test_a_million_formatted_rows_that_hold_nothing_are_no_complaint(path: Path) -> None:
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(20_001, 40_000))
    raw(path, INDICATORS + row(2, "甲", "甲", "件", 1, 2) + empty)
    data, said = read(path)
    assert said == []
    assert list(data.indicators) == ["甲"]


def test_a_size_that_the_sheet_wrongly_claims_is_not_believed(path: Path) -> None:
    raw(path, INDICATORS + row(2, "甲", "甲", "件", 1, 2))
    change(path, "xl/worksheets/sheet2.xml", b"<sheetData>", b'<dimension ref="A1"/><sheetData>')
    assert list(read(path)[0].indicators) == ["甲"]
