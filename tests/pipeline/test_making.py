from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.errors import OverwriteRefused, UnusableFile, UnwritableFile, WrongUse
from generator.pipeline.making import Made, new
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

HEAD = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 为零时写作 | 公开 | 填报部门 | 填报人 | 备注\n"


def cells(path: Path, sheet: str = "指标") -> dict[str, dict[str, object]]:
    """The rows of a sheet that have a name, by it; headings without their remark."""
    rows = list(load_workbook(path)[sheet].iter_rows(values_only=True))
    heads = [str(value).partition("（2")[0] for value in rows[0]]
    return {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows[1:] if row[0]}


def said(made: Made) -> list[str]:
    return [str(found) for found in made.findings]


def next_year(folder: Path, indicators: str, **options: object) -> Made:
    """A workbook for 2023 made from one of 2022 with these indicators."""
    last = make_workbook(folder / "2022.xlsx", indicators=HEAD + indicators, **options)  # type: ignore[arg-type]
    return new(folder / "2023.xlsx", last=last)


# ── where it goes ──


def test_a_workbook_is_named_after_unit_and_year(folder: Path) -> None:
    made = new(template="小", unit="甲市公安局", year=2025, folder=folder)
    assert made.path == folder / "甲市公安局2025年法治政府建设年度报告工作簿.xlsx"
    assert {name: row["内容"] for name, row in cells(made.path, "基本信息").items() if row["内容"]} == {
        "单位全称": "甲市公安局",
        "年度": 2025,
    }


def test_without_unit_and_year_they_stay_blank(folder: Path) -> None:
    made = new(template="小", folder=folder)
    assert made.path == folder / "法治政府建设年度报告工作簿.xlsx"
    assert not any(row["内容"] for row in cells(made.path, "基本信息").values())


def test_a_unit_with_signs_that_no_file_name_can_hold_gets_a_name_without(folder: Path) -> None:
    made = new(template="小", unit='甲/乙\\丙:"丁"?', folder=folder)
    assert made.path.name == "甲_乙_丙__丁__法治政府建设年度报告工作簿.xlsx"
    assert cells(made.path, "基本信息")["单位全称"]["内容"] == '甲/乙\\丙:"丁"?'


def test_output_may_be_a_folder(folder: Path) -> None:
    (folder / "新").mkdir()
    assert new(folder / "新", template="小", folder=folder).path == folder / "新" / "法治政府建设年度报告工作簿.xlsx"


def test_paths_may_be_texts(folder: Path) -> None:
    make_workbook(folder / "2022.xlsx")
    assert new(str(folder / "2023.xlsx"), last=str(folder / "2022.xlsx")).path == folder / "2023.xlsx"


def test_a_file_that_is_there_is_not_overwritten(folder: Path) -> None:
    (folder / "甲.xlsx").write_bytes(b"mine")
    with pytest.raises(OverwriteRefused, match="已经有这个文件，没有覆盖"):
        new(folder / "甲.xlsx", template="小", folder=folder)
    assert (folder / "甲.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize(("name", "better"), [("甲", "甲"), ("甲.xls", "甲"), ("甲.docx", "甲"), ("甲.2023", r"甲\.2023")])
def test_a_name_that_excel_would_not_open_is_refused(folder: Path, name: str, better: str) -> None:
    with pytest.raises(WrongUse, match=rf"新建的是 \.xlsx 工作簿；请把文件名写成 {better}\.xlsx 这样"):
        new(folder / name, template="小", folder=folder)
    assert not (folder / name).exists()


def test_a_folder_that_is_not_there_is_said_so(folder: Path) -> None:
    with pytest.raises(UnwritableFile, match="这个文件夹；请先建好，或换一个位置"):
        new(folder / "没有" / "甲.xlsx", template="小", folder=folder)


def test_a_name_that_is_too_long_is_said_so(folder: Path) -> None:
    with pytest.raises(UnwritableFile, match="文件名太长"):
        new(template="小", unit="长" * 200, folder=folder)
    with pytest.raises(UnwritableFile, match="文件名太长"):
        new(folder / f"{'长' * 200}.xlsx", template="小", folder=folder)


# ── last year ──


def test_last_years_figures_become_the_years_before(folder: Path) -> None:
    made = next_year(folder, "刑事立案|立案|起|593|540|||||\n刑事破案|破案|起|0|3|||||")
    assert said(made) == []
    assert [(row["本年"], row["上年"]) for row in cells(made.path).values()] == [(None, 593), (None, 0)]
    heads = [cell.value for cell in load_workbook(made.path)["指标"][1]]
    assert heads[3:5] == ["本年（2023年）", "上年（2022年）"]


@pytest.mark.parametrize(
    ("unit", "typed", "carried"),
    [
        ("起", "不适用", "不适用"),
        ("起", "", None),
        ("起", "近2亿", "近2亿"),
        ("起", "300左右", "300左右"),
        ("起", "3.57万", "3.57万"),
        ("起", "1,234.5", 1234.5),
    ],
)
def test_a_figure_is_carried_the_way_it_was_typed(folder: Path, unit: str, typed: str, carried: object) -> None:
    made = next_year(folder, f"刑事立案|立案|{unit}|x|5|||||".replace("|x|", f"|{typed}|"))
    assert cells(made.path)["刑事立案"]["上年"] == carried


@pytest.mark.parametrize(("typed", "carried"), [("全国第一", "全国第一"), ("007", "007"), ("=1+1", "=1+1")])
def test_words_are_carried_as_words(folder: Path, typed: str, carried: str) -> None:
    last = make_workbook(folder / "2022.xlsx", indicators=HEAD + "名次 | 名次 | 文本 | x | ")
    book = load_workbook(last)
    book["指标"]["D2"] = typed
    book["指标"]["D2"].data_type = "s"
    book.save(last)
    made = new(folder / "2023.xlsx", last=last)
    cell = load_workbook(made.path)["指标"]["E4"]
    assert (cell.value, cell.data_type) == (carried, "s")


def test_indicators_that_were_added_are_kept_with_their_columns(folder: Path) -> None:
    made = next_year(folder, "自加 | 自己加的 | 人次 | 5 | 4 | 无 | 是 | 法制支队 | 张三 | 旧备注\n没填 | 没填的 | 件 | | | | | | | ")
    rows = cells(made.path)
    assert list(rows) == ["刑事立案", "刑事破案", "自加", "没填"]
    assert {title: value for title, value in rows["自加"].items() if value and title not in ("同比", "引用")} == {
        "引用名": "自加",
        "指标名称": "自己加的",
        "单位": "人次",
        "上年": 5,
        "为零时写作": "无",
        "填报部门": "法制支队",
        "填报人": "张三",
    }


def test_who_fills_in_is_kept_for_the_indicators_of_the_template(folder: Path) -> None:
    row = cells(next_year(folder, "刑事立案|立案|起|593|540|没有|是|刑侦支队|李四|旧").path)["刑事立案"]
    assert (row["填报部门"], row["填报人"], row["为零时写作"], row["公开"], row["备注"]) == ("刑侦支队", "李四", "没有", None, None)


def test_texts_dates_and_numbers_of_last_year_are_not_carried(folder: Path) -> None:
    made = next_year(folder, "刑事立案|立案|起|593|540|||||", items={"抄送机关": "市司法局", "发文字号": "甲公〔2023〕5号", "签发人": "某"})
    assert {name: row["内容"] for name, row in cells(made.path, "基本信息").items() if row["内容"]} == {
        "单位全称": "甲市公安局",
        "年度": 2023,
        "主送机关": "市委、市人民政府",
        "抄送机关": "市司法局",
    }
    assert not any(row[3] for row in load_workbook(made.path)["报告内容"].iter_rows(min_row=2, values_only=True))


def test_a_unit_given_now_goes_before_last_years(folder: Path) -> None:
    last = make_workbook(folder / "2022.xlsx")
    made = new(folder / "2023.xlsx", last=last, unit="乙市公安局")
    assert cells(made.path, "基本信息")["单位全称"]["内容"] == "乙市公安局"


def test_a_figure_whose_unit_changed_is_not_carried_and_is_reported(folder: Path) -> None:
    made = next_year(folder, "刑事立案 | 立案 | 万起 | 5 | 4")
    assert said(made) == ["指标!C2：“刑事立案”上年的单位是“万起”，模板现在是“起”，上年数没有带过来；请换算后填入新工作簿的“上年”"]
    assert cells(made.path)["刑事立案"]["上年"] is None
    assert cells(made.path)["刑事立案"]["单位"] == "起"


def test_a_unit_that_changed_is_no_matter_where_there_is_no_figure(folder: Path) -> None:
    assert said(next_year(folder, "刑事立案 | 立案 | 万起 | 不适用 | 4")) == []


def test_problems_of_last_years_workbook_are_reported_and_what_is_sound_is_carried(folder: Path) -> None:
    made = next_year(folder, "刑事立案 | 立案 | 起 | 大约三百 | 4\n刑事破案 | 破案 | 起 | 480 | 400")
    assert [line.partition("；")[0] for line in said(made)] == ["指标!D2：填的是“大约三百”，应填数字"]
    assert [row["上年"] for row in cells(made.path).values()] == [None, 480]


def test_the_year_may_not_go_back(folder: Path) -> None:
    last = make_workbook(folder / "2022.xlsx")
    with pytest.raises(WrongUse, match="--year 2022 不晚于上年工作簿的年度 2022；请改正年度，或换一份上年工作簿"):
        new(folder / "2023.xlsx", last=last, year=2022)
    assert not (folder / "2023.xlsx").exists()


def test_a_year_left_out_is_a_warning_that_names_the_cell(folder: Path) -> None:
    (line,) = said(new(folder / "2024.xlsx", last=make_workbook(folder / "2022.xlsx"), year=2024))
    assert line.startswith("基本信息!B3：这份工作簿是 2022 年的，不是 2024 年的上一年；它的“本年”已照样填入新工作簿的“上年”；")
    assert line.endswith("请换用 2023 年的工作簿，或核对每一个上年数")


def test_without_a_year_in_last_years_workbook_it_stays_blank(folder: Path) -> None:
    made = new(folder / "新.xlsx", last=make_workbook(folder / "旧.xlsx", items={"年度": None}))
    assert cells(made.path, "基本信息")["年度"]["内容"] is None


def test_last_years_template_is_used_unless_another_is_given(folder: Path) -> None:
    make_template(folder, SETTINGS.replace('"刑事破案"', '"治安查处"'), name="另")
    last = make_workbook(folder / "2022.xlsx")
    assert list(cells(new(folder / "一.xlsx", last=last).path)) == ["刑事立案", "刑事破案"]
    assert list(cells(new(folder / "二.xlsx", last=last, template="另").path)) == ["刑事立案", "治安查处", "刑事破案"]


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04"])
def test_a_last_year_that_is_no_workbook_ends_in_one_line_and_writes_nothing(folder: Path, content: bytes) -> None:
    (folder / "旧.xlsx").write_bytes(content)
    with pytest.raises(UnusableFile, match=r"^旧\.xlsx："):
        new(folder / "新.xlsx", last=folder / "旧.xlsx")
    assert not (folder / "新.xlsx").exists()


def test_nothing_in_last_years_workbook_becomes_a_formula(folder: Path) -> None:
    evil = "=cmd|'/C calc'!A0"
    last = make_workbook(
        folder / "2022.xlsx", items={"抄送机关": "x", "主送机关": "y"}, indicators=HEAD + "自加 | a | b | 近5 | c | d | | e | f"
    )
    book = load_workbook(last)
    for sheet, places in (("基本信息", "B2 B4 B6"), ("指标", "B2 C2 F2 H2 I2")):
        for place in places.split():
            book[sheet][place] = evil
            book[sheet][place].data_type = "s"
    book.save(last)
    made = new(folder / "2023.xlsx", last=last)
    written = load_workbook(made.path)
    found = [cell for sheet in written for row in sheet.iter_rows() for cell in row if "cmd|" in str(cell.value)]
    assert len(found) >= 8
    assert {cell.data_type for cell in found} == {"s"}


def test_a_formula_of_last_years_workbook_is_carried_as_its_value_only(folder: Path) -> None:
    last = make_workbook(folder / "2022.xlsx", indicators=HEAD + "刑事立案 | 立案 | 起 | =500+93 | 540")
    made = new(folder / "2023.xlsx", last=last)
    assert said(made) == ["指标!D2：这是公式，但文件里没有它的计算结果；请在 Excel 或 WPS 里打开工作簿并保存一次，再运行"]
    assert cells(made.path)["刑事立案"]["上年"] is None


def test_the_new_workbook_can_be_filled_in_and_carried_on(folder: Path) -> None:
    first = next_year(folder, "刑事立案|立案|起|593|540|||||\n自加|自加的|人次|5|4|||||")
    book = load_workbook(first.path)
    for row in (2, 3, 4):
        book["指标"][f"D{row}"] = row * 100
    book.save(first.path)
    second = new(folder / "2024.xlsx", last=first.path)
    assert said(second) == []
    assert {name: row["上年"] for name, row in cells(second.path).items()} == {"刑事立案": 200, "刑事破案": 300, "自加": 400}
