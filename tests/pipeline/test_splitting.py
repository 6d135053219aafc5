from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.errors import FindingsStop, OverwriteRefused, WrongUse
from generator.pipeline.splitting import file_names, split
from generator.workbook.handouts import FILLED_IN
from tests.support.hands import ENTRIES, INDICATORS, column, handed_out, master, rows


def test_each_department_gets_its_rows_and_those_it_shares(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    assert list(files) == ["刑侦支队", "治安支队"]
    shared = ["接警", "最高", "受理", "办结", "办结率"]
    assert [row["引用名"] for row in rows(files["刑侦支队"], "指标")] == ["刑事立案", "刑事破案", *shared]
    assert [row["引用名"] for row in rows(files["治安支队"], "指标")] == ["治安案件", *shared]


def test_a_department_gets_its_texts_and_blank_rows_in_the_same_places_but_nobody_elses(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    places = [tuple(row.get(h) for h in ("部分", "栏目", "小标题")) for row in rows(files["刑侦支队"], "报告内容")]
    blank = ("工作", "执法", None)
    assert places == [("工作", "执法", "打击犯罪"), blank, blank, *[("安排", None, None)] * 3]
    assert not any("正文" in row for row in rows(files["刑侦支队"], "报告内容"))


def test_names_of_departments_are_the_same_whatever_their_width_and_blanks(tmp_path: Path) -> None:
    indicators = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门\n甲 | 甲 | 起 | 1 | 2 | 刑侦一支队\n乙 | 乙 | 起 | 1 | 2 | 刑 侦一支队"
    assert list(handed_out(tmp_path, indicators=indicators, entries="部分 | 栏目 | 小标题 | 正文")) == ["刑侦一支队"]


def test_only_what_is_to_be_filled_in_is_unlocked_and_there_is_no_password(tmp_path: Path) -> None:
    sheet = load_workbook(handed_out(tmp_path)["刑侦支队"])["指标"]
    row = {cell.value: sheet.cell(2, cell.column).protection.locked for cell in sheet[1]}
    open_ones = {str(name).partition("（2")[0] for name, locked in row.items() if not locked}
    assert open_ones == {"本年", "上年", "同比（手填）", "统计时段", "公开", "填报人", "核对说明", "备注"}
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    spare = sheet.max_row
    assert not sheet.cell(spare, 1).protection.locked
    assert sheet.column_dimensions["P"].hidden
    assert (sheet.protection.sort, sheet.protection.autoFilter, sheet.protection.insertRows, sheet.protection.formatColumns) == (False,) * 4


def covered(path: Path) -> tuple[dict[str, str], str]:
    """What stands right of the labels of a cover, and all its words."""
    cover = load_workbook(path)["封面"]
    said = {cell.value: cover.cell(cell.row, 2).value for row in cover.iter_rows() for cell in row[:1] if cell.value}
    return said, "\n".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)


def test_the_cover_says_what_is_asked_by_when_whom_it_goes_back_to_and_whom_to_ask(tmp_path: Path) -> None:
    [path, _] = split(master(tmp_path, items={"填报人": "办公室", "联系电话": "12345"}), tmp_path / "出", due=date(2026, 1, 10)).paths
    said, words = covered(path)
    assert said["填报部门"] == "刑侦支队"
    assert said["交回期限"] == "2026年1月10日"
    assert said["要填的"] == "“指标”7 项，“报告内容”2 行"
    assert said["交回给"] == "甲市公安局　办公室　12345"
    assert said["有问题问"] == "办公室　12345"
    assert all(word in words for word in ("签字", "盖章", "年　　月　　日"))
    cover = load_workbook(path)["封面"]
    [filler] = [cell for row in cover.iter_rows() for cell in row if cell.value == "填报人" and not cover.cell(cell.row, 2).value]
    assert not cover.cell(filler.row, filler.column + 1).protection.locked


def test_who_is_to_be_asked_can_be_said_and_is_the_sender_when_nobody_is_known(tmp_path: Path) -> None:
    path = master(tmp_path, items={"填报人": "办公室", "联系电话": "12345"})
    said, _ = covered(split(path, tmp_path / "出", contact=" 法制支队  张三\n3821234 ").paths[0])
    assert (said["交回给"], said["有问题问"]) == ("甲市公安局　法制支队 张三 3821234", "法制支队 张三 3821234")
    said, _ = covered(split(master(tmp_path), tmp_path / "另出").paths[0])
    assert (said["交回给"], said["有问题问"]) == ("甲市公安局　发来这份表的人（发件人）", "发来这份表的人（发件人）")


def test_a_cover_tells_what_is_there_already_from_what_is_to_be_filled_in(tmp_path: Path) -> None:
    indicators = INDICATORS.replace("起 | | 540", "起 | 593 | 540").replace("起 | | 90", "起 | 95 | 90")
    entries = ENTRIES.replace("打击犯罪 | ", "打击犯罪 | 破案。").replace("安排 | | | |", "安排 | | | 明年。 |")
    [detectives, _] = split(master(tmp_path, indicators=indicators, entries=entries), tmp_path / "出").paths
    said, words = covered(detectives)
    assert said["要填的"] == "“指标”7 项（6 项要填，1 项已填好、请核对），“报告内容”2 行（都已填好，请核对）"
    assert "发来时就有 1 项，请核对" in words
    assert "发来时就有 2 行，请核对" in words
    assert "都对、不用改的，也要写上填报人交回" in words


def test_the_progress_is_not_full_before_the_cover_is_filled_in(tmp_path: Path) -> None:
    cover = load_workbook(handed_out(tmp_path)["刑侦支队"])["封面"]
    [line] = [row for row in cover.iter_rows() if row[1].value == "填报人、联系电话"]
    [filler] = [row for row in cover.iter_rows() if (row[0].value, row[2].value) == ("填报人", "联系电话")]
    at = filler[0].row
    assert line[2].value == f'=(LEN(TRIM(B{at}))>0)+(LEN(TRIM(D{at}))>0)&" / 2"'
    assert line[0].hyperlink.location == f"'封面'!B{at}"


def test_braces_are_explained_with_the_first_of_them_to_those_who_find_some(tmp_path: Path) -> None:
    entries = ENTRIES.replace("打击犯罪 | ", "打击犯罪 | 立案{{ 刑事立案 }}。")
    detectives, police = split(master(tmp_path, entries=entries), tmp_path / "出").paths
    assert "正文里花括号的字，如 {{ 刑事立案 }}，是自动代入的数" in covered(detectives)[1]
    assert "花括号" not in covered(police)[1]


def test_those_who_share_figures_are_told_whose_figure_to_fill_in(tmp_path: Path) -> None:
    more = INDICATORS + "编制 | 编制数 | 人 | 6 | | | | 是 | 刑侦支队、治安支队\n"
    files = handed_out(tmp_path, indicators=more)
    assert (
        "“填报部门”写着几个部门的，是几个部门都填的：“接警”、“最高”、“受理”等 5 项只填本部门的数，由汇总的人合成；"
        "“编制”填全局的数，请与其他部门商量好，填得一样。"
    ) in covered(files["治安支队"])[1]
    (tmp_path / "独").mkdir()
    alone = handed_out(tmp_path / "独", indicators=INDICATORS.replace("刑侦支队、治安支队", "治安支队"))
    assert "几个部门" not in covered(alone["治安支队"])[1]


def test_every_column_that_a_department_may_fill_in_is_explained_on_the_cover(tmp_path: Path) -> None:
    said, _ = covered(handed_out(tmp_path)["刑侦支队"])
    explained = {name for label in said for name in str(label).split("、")}
    assert {heading for headings in FILLED_IN.values() for heading in headings} <= explained


def test_printed_pages_name_the_department(tmp_path: Path) -> None:
    own = INDICATORS.replace("刑侦支队", "刑侦&技术")
    book = load_workbook(handed_out(tmp_path, indicators=own)["刑侦&技术"])
    for name in ("封面", "指标", "报告内容"):
        assert book[name].oddFooter.center.text == f"刑侦&&技术　{name} 第 &P 页，共 &N 页"


def test_a_figure_that_several_add_up_is_handed_out_blank_and_one_that_belongs_to_all_is_not(tmp_path: Path) -> None:
    indicators = INDICATORS.replace("接警 | 接警数 | 起 | | ", "接警 | 接警数 | 起 | 99 | 88")
    own = indicators + "口号 | 口号 | 文本 | 全国第一 | | | | 是 | 刑侦支队、治安支队\n"
    files = handed_out(tmp_path, indicators=own)
    by_name = {row["引用名"]: row for row in rows(files["治安支队"], "指标")}
    assert "本年" not in by_name["接警"]
    assert "上年" not in by_name["接警"]
    assert by_name["口号"]["本年"] == "全国第一"


def test_what_begins_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    # openpyxl would write a formula itself; an apostrophe is what a person types.
    book = load_workbook(master(tmp_path))
    cell = book["报告内容"]["D2"]
    cell.value, cell.data_type = "=1+1", "s"
    book.save(tmp_path / "主表.xlsx")
    [path, _] = split(tmp_path / "主表.xlsx", tmp_path / "出").paths
    found = load_workbook(path)["报告内容"]["D2"]
    assert (found.value, found.data_type) == ("=1+1", "s")


def test_the_same_workbook_gives_the_same_files(tmp_path: Path) -> None:
    path = master(tmp_path)
    one, other = (split(path, tmp_path / name).paths for name in ("甲", "乙"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_what_belongs_to_nobody_is_told(tmp_path: Path) -> None:
    indicators = INDICATORS + "无主 | 无主的数 | 起 | 3\n"
    entries = ENTRIES + "安排 | | | \n"
    done = split(master(tmp_path, indicators=indicators, entries=entries), tmp_path / "出")
    assert list(done.nobody) == ["指标!A10 无主", "报告内容!D4 工作 / 监督", "报告内容 另有 1 行空白，没有填报部门"]


def test_a_name_that_is_taken_stops_everything_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "出").mkdir()
    (tmp_path / "出" / "02 治安支队.xlsx").write_text("要紧的")
    with pytest.raises(OverwriteRefused, match=r"已经有 02 治安支队.xlsx，一个文件也没有写"):
        split(master(tmp_path), tmp_path / "出")
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["02 治安支队.xlsx"]


def test_a_workbook_with_errors_is_not_handed_out(tmp_path: Path) -> None:
    with pytest.raises(FindingsStop) as stop:
        split(master(tmp_path, indicators=INDICATORS.replace("| 540", "| 五百多"), items={"年度": None}), tmp_path / "出")
    assert {found.code for found in stop.value.findings} == {"not-a-number", "item-missing"}
    assert not (tmp_path / "出").exists()


def test_a_workbook_that_names_no_department_is_refused(tmp_path: Path) -> None:
    path = master(
        tmp_path, indicators="引用名 | 指标名称 | 单位 | 本年 | 上年\n甲 | 甲 | 起 | 1 | 2", entries="部分 | 栏目 | 小标题 | 正文"
    )
    with pytest.raises(WrongUse, match="没有一行写了“填报部门”"):
        split(path, tmp_path / "出")


def test_names_are_safe_for_windows_and_in_order() -> None:
    names = file_names(["甲/乙", 'a:"b"', "…长" * 60, ". ."])
    assert names[:2] == ["01 甲_乙.xlsx", "02 a__b_.xlsx"]
    assert names[3] == "04 部门.xlsx"
    assert max(map(len, names)) < 80


def test_the_hidden_column_stands_last(tmp_path: Path) -> None:
    for path in handed_out(tmp_path).values():
        for sheet in (load_workbook(path)["指标"], load_workbook(path)["报告内容"]):
            assert column(sheet, "行标") == sheet.max_column
