from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.template import IndicatorSpec, ItemSpec, Options, PartSpec, TemplateSpec
from generator.workbook.columns import ENTRY_COLUMNS, INDICATOR_COLUMNS, ITEM_COLUMNS
from generator.workbook.filling import Filling, IndicatorRow, blank_filling
from generator.workbook.writing import write_workbook
from tests.support.office import resaved
from tests.support.readings import SPEC, read

FILLED = {"单位全称": "甲市公安局", "年度": "2022"}
EVIL = ["=cmd|'/C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "#N/A", "=", "\t=1+1", '=HYPERLINK("http://x","点我")']


@pytest.fixture
def book() -> Workbook:
    return opened(write_workbook(SPEC, blank_filling(SPEC, FILLED)))


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def filled(indicators: Mapping[str, Mapping[str, str]] | None = None, entries: tuple[Mapping[str, str], ...] = ()) -> Filling:
    rows = tuple(IndicatorRow(spec, (indicators or {}).get(spec.name, {})) for spec in SPEC.indicators)
    return Filling(FILLED, rows, entries)


def column(sheet: Worksheet, title: str) -> list[object]:
    """The cells below a heading."""
    heads = [str(cell.value).partition("（2")[0] for cell in sheet[1]]
    return [row[heads.index(title)].value for row in sheet.iter_rows(min_row=2)]


def drop_downs(sheet: Worksheet) -> dict[str, str]:
    """The list behind each range that has one."""
    return {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}


def listed(book: Workbook, name: str) -> list[object]:
    """What a named list on the hidden sheet holds."""
    ((title, span),) = book.defined_names[name].destinations
    return [cell.value for (cell,) in book[title][span]]


# ── sheets, headings, rows ──


def test_the_sheets_stand_in_their_order_and_the_lists_are_hidden(book: Workbook) -> None:
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        ("填写说明", "visible"),
        ("基本信息", "visible"),
        ("指标", "visible"),
        ("报告内容", "visible"),
        ("选项", "hidden"),
    ]
    assert book.active.title == "填写说明"


def test_the_headings_are_the_columns_of_the_contract_with_the_years(book: Workbook) -> None:
    years = {"本年": "本年（2022年）", "上年": "上年（2021年）"}
    assert [cell.value for cell in book["基本信息"][1]] == list(ITEM_COLUMNS)
    assert [cell.value for cell in book["指标"][1]] == [years.get(title, title) for title in INDICATOR_COLUMNS]
    assert [cell.value for cell in book["报告内容"][1]] == list(ENTRY_COLUMNS)


def test_without_a_year_the_headings_have_no_remark() -> None:
    book = opened(write_workbook(SPEC, blank_filling(SPEC, {})))
    assert [cell.value for cell in book["指标"][1]] == list(INDICATOR_COLUMNS)


def test_every_item_of_the_template_has_a_row_and_says_what_to_fill_in(book: Workbook) -> None:
    rows = [[cell.value for cell in row] for row in book["基本信息"].iter_rows(min_row=2)]
    assert rows[0] == ["单位全称", "甲市公安局", "必填。规范全称"]
    assert rows[1] == ["年度", 2022, "必填。"]
    assert [row[0] for row in rows] == [item.name for item in SPEC.items]


def test_items_of_ones_own_come_after_those_of_the_template() -> None:
    book = opened(write_workbook(SPEC, Filling({**FILLED, "分管领导": "某"}, (), ())))
    assert [cell.value for cell in book["基本信息"][8]] == ["分管领导", "某", None]


def test_every_indicator_of_the_template_has_a_row_and_more_can_be_added(book: Workbook) -> None:
    sheet = book["指标"]
    assert [cell.value for cell in sheet[2]][:5] == ["刑事立案", "刑事案件立案数", "起", None, None]
    assert column(sheet, "引用名") == [spec.name for spec in SPEC.indicators] + [None] * 20
    assert column(sheet, "为零时写作")[:4] == [None, None, "无行政诉讼案件", None]
    assert column(sheet, "填报部门")[:4] == ["刑侦支队", "刑侦支队", "法制支队", None]


def test_every_part_and_section_has_three_rows(book: Workbook) -> None:
    rows = [(row[0].value, row[1].value) for row in book["报告内容"].iter_rows(min_row=2) if row[0].value]
    assert rows == [("工作", "执法")] * 3 + [("工作", "监督")] * 3 + [("安排", None)] * 3 + [("其他", None)] * 3


def test_the_first_sheet_names_the_template_and_no_path(book: Workbook) -> None:
    texts = [[cell.value for cell in row if cell.value is not None] for row in book["填写说明"].iter_rows()]
    assert ["模板", "小", "小模板 1.2"] in texts
    assert not any("/" in str(text) and str(text).startswith("/") for row in texts for text in row)


def test_dates_and_years_are_values_that_the_spreadsheet_knows() -> None:
    book = opened(write_workbook(SPEC, Filling({"年度": "２０２２", "成文日期": "2023年2月20日"}, (), ())))
    sheet = book["基本信息"]
    assert sheet["B3"].value == 2022
    assert (sheet["B7"].is_date, sheet["B7"].number_format) == (True, 'yyyy"年"m"月"d"日"')
    assert opened(write_workbook(SPEC, Filling({"成文日期": "待定"}, (), ())))["基本信息"]["B7"].value == "待定"


# ── figures ──


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("593", 593),
        ("0", 0),
        ("-5", -5),
        ("95.5", 95.5),
        ("约300", "约300"),
        ("不适用", "不适用"),
        ("007", "007"),
        ("123456789012345", 123456789012345),
        ("1234567890123456", "1234567890123456"),
        ("12345678901234.56", "12345678901234.56"),
        ("", None),
    ],
)
def test_figures_are_numbers_where_a_spreadsheet_can_hold_them_exactly(typed: str, value: object) -> None:
    book = opened(write_workbook(SPEC, filled({"刑事立案": {"本年": typed}})))
    assert (book["指标"]["D2"].value, type(book["指标"]["D2"].value)) == (value, type(value))


def test_words_are_never_turned_into_numbers() -> None:
    sheet = opened(write_workbook(SPEC, filled({"考评": {"本年": "1.50", "统计时段": "1-11"}})))["指标"]
    assert [(sheet[at].value, sheet[at].number_format) for at in ("D5", "H5")] == [("1.50", "@"), ("1-11", "@")]


def test_figures_have_no_number_format_that_would_hide_digits_or_percent(book: Workbook) -> None:
    assert {book["指标"].cell(row, at).number_format for row in range(2, 5) for at in (4, 5, 7)} == {"General"}


def test_change_and_reference_are_formulas_down_to_the_spare_rows(book: Workbook) -> None:
    change, reference = column(book["指标"], "同比"), column(book["指标"], "引用")
    assert all(str(value).startswith("=IF(AND(ISNUMBER($D") for value in change)
    assert reference[0] == '=IF(LEN(TRIM($A2))=0,"","{{ "&TRIM($A2)&" }}")'
    assert len(change) == len(reference) == 24


def test_notes_show_changes_as_the_template_words_them() -> None:
    options = Options(precision=1, rise="增加", change="比上年", small_base=5, small_rise="多", small_fall="少", zero_base_difference=True)
    book = opened(write_workbook(replace(SPEC, options=options), blank_filling(SPEC, FILLED)))
    notes = {sheet: {cell.value: cell.comment.text for cell in book[sheet][1] if cell.comment} for sheet in ("指标", "报告内容")}
    assert "{{ 刑事立案.同比 }} 印 比上年增加9.8%。" in notes["报告内容"]["正文"]
    assert notes["指标"]["同比"] == "自动计算，不用填；报告里照这样印。\n上年数小于 5 的，写多、少的数量。"


@pytest.mark.parametrize("text", EVIL)
def test_no_text_of_the_user_becomes_a_formula_or_an_error(tmp_path: Path, text: str) -> None:
    filling = Filling(
        {"单位全称": text},
        (
            IndicatorRow(
                IndicatorSpec("甲", text, "文本", department=text), {"本年": text, "上年": text, "备注": text, "同比（手填）": text}
            ),
        ),
        ({"部分": text, "栏目": text, "小标题": text, "正文": text, "备注": text},),
    )
    template = TemplateSpec("小", text, text, (), (ItemSpec("单位全称", help=text, choices=(text, text)),),
                            (PartSpec(text, text, "part", sections=(text,)),), (), Options())  # fmt: skip
    data = write_workbook(template, filling)
    ours = {"='", "=IF", "=SU"}
    for sheet in opened(data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e"
                assert cell.data_type != "f" or str(cell.value)[:3] in ours or str(cell.value).startswith("=IFERROR(INDEX(")
    assert opened(data)["基本信息"]["B2"].value == text
    assert opened(data)["报告内容"]["D2"].value == text


def test_a_text_that_looks_like_a_formula_stays_a_text_when_its_cell_is_edited() -> None:
    sheet = opened(write_workbook(SPEC, filled(entries=({"部分": "工作", "正文": "=1+1"},))))["报告内容"]
    assert (sheet["D2"].quotePrefix, sheet["D2"].data_type, sheet["D2"].number_format) == (True, "s", "@")
    assert sheet["A2"].quotePrefix is False


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    book = opened(write_workbook(SPEC, Filling({"单位全称": "甲\x00市\x0b公\x1f安局"}, (), ())))
    assert book["基本信息"]["B2"].value == "甲市公安局"


# ── help while filling in ──


def test_drop_downs_take_their_lists_from_the_hidden_sheet(book: Workbook) -> None:
    assert drop_downs(book["指标"]) == {"C2:C2000": "单位列表", "J2:J2000": '"是,否"', "K2:K2000": "部门列表"}
    assert drop_downs(book["报告内容"]) == {"A2:A2000": "部分列表", "B2:B2000": "栏目列表", "E2:E2000": '"是,否"', "F2:F2000": "部门列表"}
    assert drop_downs(book["基本信息"]) == {"B6": "选项_5"}
    assert listed(book, "部分列表") == ["导语", "工作", "安排", "其他", "结语"]
    assert listed(book, "栏目列表") == ["执法", "监督"]
    assert listed(book, "单位列表") == ["起", "%", "件", "文本"]
    assert listed(book, "部门列表") == ["刑侦支队", "法制支队"]
    assert listed(book, "必填指标") == ["刑事立案", "行政诉讼"]
    assert listed(book, "必填项目") == ["单位全称", "年度", "主送机关"]
    assert listed(book, "必写部分") == ["工作", "安排"]
    assert listed(book, "选项_5") == ["特急", "加急"]


def test_only_yes_or_no_is_enforced(book: Workbook) -> None:
    strict = {str(v.sqref): v.error for s in book.worksheets for v in s.data_validations.dataValidation if v.showErrorMessage}
    assert strict == {"J2:J2000": "请填“是”或“否”，还没有定就留空。", "E2:E2000": "请填“是”或“否”，还没有定就留空。"}


def test_choices_with_commas_and_of_any_length_are_offered_whole() -> None:
    choices = ("甲，乙,丙", '“引”"号"', "长" * 300)
    template = TemplateSpec("小", "", "", (), (ItemSpec("甲", choices=choices),), (), (), Options())
    book = opened(write_workbook(template, Filling({}, (), ())))
    assert listed(book, drop_downs(book["基本信息"])["B2"]) == list(choices)


def test_headings_and_indicators_explain_themselves_in_notes(book: Workbook) -> None:
    sheet = book["指标"]
    explained = {cell.value for cell in sheet[1] if cell.comment}
    assert explained >= {"引用名", "单位", "本年（2022年）", "上年（2021年）", "同比", "同比（手填）", "公开", "核对说明", "引用"}
    assert sheet["D2"].comment.text == "必填。按立案决定书统计。"
    assert sheet["D3"].comment is None
    assert {cell.value for cell in book["报告内容"][1] if cell.comment} == {"部分", "栏目", "小标题", "正文", "公开", "备注"}


def test_required_cells_are_coloured_while_they_are_blank(book: Workbook) -> None:
    rules = {
        sheet.title: [
            (str(span.sqref), rule.formula[0], rule.dxf.fill.bgColor.rgb) for span in sheet.conditional_formatting for rule in span.rules
        ]
        for sheet in book.worksheets
    }
    assert rules["基本信息"] == [("B2:B7", "AND(ISNUMBER(MATCH($A2,必填项目,0)),LEN(TRIM($B2))=0)", "00FFF2CC")]
    assert rules["指标"] == [("D2:D25", "AND(ISNUMBER(MATCH($A2,必填指标,0)),LEN(TRIM($D2))=0)", "00FFF2CC")]
    ((span, formula, _),) = rules["报告内容"]
    assert span == "D2:D33"
    assert "MATCH($A2,必写部分,0)" in formula
    assert "COUNTIF($A$2:$A2,$A2)=1" in formula


def test_required_items_are_bold(book: Workbook) -> None:
    assert [row[0].value for row in book["基本信息"].iter_rows(min_row=2) if row[0].font.b] == ["单位全称", "年度", "主送机关"]


# ── looks and print ──


def test_heads_stay_in_sight_on_screen_and_on_paper(book: Workbook) -> None:
    assert {s.title: (s.freeze_panes, s.print_title_rows) for s in book.worksheets[1:4]} == {
        "基本信息": ("B2", "$1:$1"),
        "指标": ("D2", "$1:$1"),
        "报告内容": ("D2", "$1:$1"),
    }
    assert book["指标"].auto_filter.ref == "A1:O25"


def test_every_sheet_prints_on_a4_landscape_one_page_wide(book: Workbook) -> None:
    for sheet in book.worksheets[:4]:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert sheet.oddFooter.center.text == f"{sheet.title} 第 &P 页，共 &N 页"


def test_what_is_printed_includes_rows_that_are_added_and_leaves_remarks_out(book: Workbook) -> None:
    assert [sheet.print_area for sheet in book.worksheets[:4]] == [
        "'填写说明'!$A$1:$D$25", "'基本信息'!$A$1:$C$7", "'指标'!$A$1:$M$25", "'报告内容'!$A$1:$F$33",
    ]  # fmt: skip


def test_print_is_not_smaller_than_three_quarters(book: Workbook) -> None:
    paper = (11.69 - 2 * 0.5) * 96
    for sheet in book.worksheets[:4]:
        first, _, last, _ = range_boundaries(sheet.print_area.partition("!")[2].replace("$", ""))
        letters = "ABCDEFGHIJKLMNO"[first - 1 : last]
        assert paper / sum(7 * sheet.column_dimensions[letter].width + 5 for letter in letters) > 0.72


def test_rows_of_text_have_no_height_of_their_own_so_that_they_grow(book: Workbook) -> None:
    assert {row.height for number, row in book["报告内容"].row_dimensions.items() if number > 1} <= {None}


def test_texts_wrap_and_stand_clear_of_the_line(book: Workbook) -> None:
    cell = book["报告内容"].column_dimensions["D"]
    assert (cell.alignment.wrap_text, cell.alignment.indent, cell.border.left.style) == (True, 1, "thin")


def test_the_first_sheet_leads_to_the_others(book: Workbook) -> None:
    links = {cell.value: cell.hyperlink.location for row in book["填写说明"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {name: f"'{name}'!A1" for name in ("基本信息", "指标", "报告内容")}


# ── the file ──


def test_the_same_filling_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import sys\nfrom tests.support.readings import SPEC\nfrom generator.workbook.filling import blank_filling\n"
        "from generator.workbook.writing import write_workbook\n"
        "sys.stdout.buffer.write(write_workbook(SPEC, blank_filling(SPEC, {'单位全称': '甲市公安局', '年度': '2022'})))"
    )
    root = Path(__file__).parents[2]
    made = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}, capture_output=True, check=True
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert made == {write_workbook(SPEC, blank_filling(SPEC, FILLED))}


def test_the_file_tells_neither_time_nor_person_nor_machine() -> None:
    data = write_workbook(SPEC, blank_filling(SPEC, FILLED))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert "openpyxl" not in core


def test_a_template_that_asks_for_nothing_gives_a_workbook_too(tmp_path: Path) -> None:
    template = TemplateSpec("空", "空", "", (), (), (), (), Options())
    data = write_workbook(template, blank_filling(template, {}))
    (tmp_path / "甲.xlsx").write_bytes(data)
    read_data, said = read(tmp_path / "甲.xlsx", template)
    assert said == []
    assert (read_data.items, read_data.indicators, read_data.entries) == ({}, {}, ())
    assert [cell.value for row in opened(data)["填写说明"]["C5:C7"] for cell in row] == ["没有必填的"] * 3


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    filling = Filling(
        {**FILLED, "标题（上报版）": "第一行\n第二行", "成文日期": "2023年2月20日", "分管领导": "某"},
        (
            *(IndicatorRow(spec) for spec in SPEC.indicators[:1]),
            IndicatorRow(SPEC.indicators[1], {"本年": "95.5", "上年": "不适用", "同比（手填）": "-3.2", "公开": "是", "备注": "=备注"}),
            IndicatorRow(SPEC.indicators[3], {"本年": "007", "上年": "全国第一"}),
            IndicatorRow(IndicatorSpec("自加", "自加的", "万元"), {"本年": "12345678901234.56", "上年": "近2亿"}),
        ),
        ({"部分": "工作", "栏目": "执法", "小标题": "打击", "正文": "第一段\n=第二段 <&> {{ 刑事立案 }}", "公开": "否"},),
    )
    (tmp_path / "甲.xlsx").write_bytes(write_workbook(SPEC, filling))
    data, said = read(tmp_path / "甲.xlsx")
    assert said == ["指标!E5：填的是“近2亿”，单位已是“万元”，数字后不应再写“亿”；请按“万元”换算"]
    assert {name: str(item.value) for name, item in data.items.items() if item.value} == {**filling.items, "成文日期": "2023-02-20"}
    assert [str(i.this.number) for i in data.indicators.values()] == ["None", "95.5", "None", "12345678901234.56"]
    assert [i.this.shown for i in data.indicators.values()] == ["", "", "007", ""]
    rate = data.indicators["破案率"]
    assert (rate.last.kind, str(rate.change_typed), rate.public, rate.remark) == ("not_applicable", "-3.2", True, "=备注")
    (entry,) = data.entries
    assert (entry.part, entry.section, entry.heading, entry.text, entry.public) == (
        "工作", "执法", "打击", "第一段\n=第二段 <&> {{ 刑事立案 }}", False,
    )  # fmt: skip


# ── calculated by a spreadsheet program ──


@pytest.mark.office
def test_progress_change_and_reference_are_right_when_calculated(tmp_path: Path) -> None:
    filling = Filling(
        {**FILLED, "主送机关": ""},
        (
            IndicatorRow(SPEC.indicators[0], {"本年": "593", "上年": "540"}),
            IndicatorRow(SPEC.indicators[1], {"本年": "95.5", "上年": "92.3"}),
            IndicatorRow(SPEC.indicators[2], {"本年": "不适用", "上年": "3"}),
            IndicatorRow(SPEC.indicators[3], {"本年": "第一", "上年": "第二"}),
            IndicatorRow(IndicatorSpec("自加", "自加", "起"), {"本年": "4", "上年": "0"}),
            IndicatorRow(IndicatorSpec("减少", "减少", "起"), {"本年": "0", "上年": "3"}),
            IndicatorRow(IndicatorSpec("全角", "全角", "％"), {"本年": "90", "上年": "92.5"}),
            IndicatorRow(IndicatorSpec("缺", "缺", "起"), {"上年": "3"}),
        ),
        ({"部分": "工作", "正文": "一"}, {"部分": "工作", "正文": "二"}, {"部分": "安排"}, {"部分": "其他", "正文": "三"}),
    )
    path = tmp_path / "甲.xlsx"
    path.write_bytes(write_workbook(SPEC, filling))
    book = load_workbook(resaved(path, tmp_path / "算过"), data_only=True)
    guide = book["填写说明"]
    assert guide["A2"].value == "甲市公安局　2022"
    assert [guide[f"C{row}"].value for row in (5, 6, 7)] == ["2 / 3", "2 / 2", "1 / 2"]
    sheet = book["指标"]
    changes = [sheet[f"F{row}"].value or "" for row in range(2, 12)]
    assert changes == ["上升9.81%", "提高3.2个百分点", "", "", "上年为0", "减少3起", "降低2.5个百分点", "", "", ""]
    assert [sheet[f"N{row}"].value or "" for row in (2, 3, 11)] == ["{{ 刑事立案 }}", "{{ 破案率 }}", ""]


@pytest.mark.office
def test_progress_follows_names_wherever_their_rows_are_and_counts_each_once(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(write_workbook(SPEC, filled({"刑事立案": {"本年": "0"}})))
    book = load_workbook(path)
    sheet = book["指标"]
    sheet["A2"], sheet["A4"] = sheet["A4"].value, sheet["A2"].value
    sheet["A30"], sheet["D30"] = "行政诉讼", 5
    book.save(path)
    calculated = load_workbook(resaved(path, tmp_path / "算过"), data_only=True)
    assert calculated["填写说明"]["C6"].value == "1 / 2"
