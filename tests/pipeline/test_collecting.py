from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from generator.errors import FindingsStop, OverwriteRefused, UnusableFile, WrongUse
from generator.pipeline.building import build
from generator.pipeline.collecting import Collection, collect
from generator.pipeline.reminding import reminders
from generator.pipeline.splitting import split
from generator.pipeline.tracing import trace
from generator.workbook.collected.matters import said
from tests.support.hands import (
    INDICATORS,
    collected,
    column,
    conflicts,
    figures,
    filled_in,
    handed_out,
    master,
    noted,
    rows,
    shuffled,
    signed,
    texts,
)
from tests.support.office import resaved

CRIMES = {"刑事立案": 593, "刑事破案": 480}


def listed(path: Path) -> list[str]:
    """All that 汇总核对 says, cell by cell."""
    return [str(cell.value) for row in load_workbook(path)["汇总核对"].iter_rows() for cell in row if cell.value is not None]


def changed(path: Path, sheet: str, cell: str, value: object) -> None:
    """The drafter changes a cell of the collected workbook."""
    book = load_workbook(path)
    book[sheet][cell].value = value  # type: ignore[assignment]
    book.save(path)


def back(folder: Path, name: str, files: dict[str, Path], department: str, *args: object, **more: object) -> Path:
    return filled_in(files[department], folder / "收回" / name, *args, **more)  # type: ignore[arg-type]


# ── what comes in ──


def test_what_departments_filled_in_stands_in_the_workbook_whatever_their_files_are_called(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "最终稿(3).xlsx", files, "刑侦支队", CRIMES, {"打击犯罪": "打击有力。"})
    back(tmp_path, "a.xlsx", files, "治安支队", {"治安案件": 95}, {"治安管理": "治安良好。"})
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(done.path) == {**CRIMES, "治安案件": 95}
    assert ("工作", "执法", "打击有力。", "刑侦支队") in texts(done.path)
    assert ("工作", "监督", "监督工作由法制部门写。", None) in texts(done.path)


def test_rows_that_were_put_into_another_order_are_known_by_their_hidden_mark(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, {"打击犯罪": "打击有力。", "安排": "明年再来。"}, edit=shuffled(list.reverse))
    assert conflicts(collected(tmp_path)) == []
    assert figures(tmp_path / "汇总.xlsx") == CRIMES
    assert {text[2] for text in texts(tmp_path / "汇总.xlsx")} == {"打击有力。", "监督工作由法制部门写。", "明年再来。"}


def test_without_the_hidden_column_rows_are_known_by_name_and_by_what_they_say(tmp_path: Path) -> None:
    head = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n"
    entries = f"{head}工作 | 执法 | 打击 | 旧的打击工作。 | 是 | 刑侦支队\n安排 | | | 旧的安排。 | 是 | 刑侦支队"
    files = handed_out(tmp_path, entries=entries)

    def edit(indicators, entries) -> None:  # type: ignore[no-untyped-def]
        for sheet in (indicators, entries):
            sheet.delete_cols(column(sheet, "行标"))
        for row in entries.iter_rows(min_row=2):
            if row[3].value == "旧的打击工作。":
                row[3].value = "新的打击工作。"

    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, edit=edit)
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(done.path) == CRIMES
    assert [text[2] for text in texts(done.path)] == ["新的打击工作。", "旧的安排。"]


def test_what_a_department_adds_is_added_with_its_name(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    own = [{"引用名": "反诈宣传", "指标名称": "反诈宣传场次", "单位": "场", "本年": 12}]
    more = [{"部分": "工作", "栏目": "监督", "正文": "另有一事。"}, {"部分": "安排", "正文": "还要培训。"}]
    back(tmp_path, "a.xlsx", files, "刑侦支队", own=own, own_texts=more)
    done = collected(tmp_path)
    assert conflicts(done) == []
    [new] = [row for row in rows(done.path, "指标") if row["引用名"] == "反诈宣传"]
    assert new == {**own[0], "填报部门": "刑侦支队"}
    assert texts(done.path)[-2:] == [("工作", "监督", "另有一事。", "刑侦支队"), ("安排", None, "还要培训。", "刑侦支队")]
    told = [(each.department, each.sheet, each.name) for each in done.added]
    assert told == [("刑侦支队", "报告内容", "另有一事。"), ("刑侦支队", "报告内容", "还要培训。"), ("刑侦支队", "指标", "反诈宣传")]
    assert load_workbook(done.path)["指标"].cell(done.added[2].row, 1).value == "反诈宣传"
    assert collected(tmp_path).added == ()


def test_a_figure_that_another_department_adds_is_told_as_that(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    theirs = [{"引用名": "刑事立案", "指标名称": "刑事案件立案数", "单位": "起", "本年": 12, "上年": 7}]
    back(tmp_path, "b.xlsx", files, "治安支队", own=theirs)
    done = collected(tmp_path)
    assert {(matter.kind, matter.heading) for matter in done.conflicts} == {("不由这个部门填的", "上年")}
    assert "您" not in done.conflicts[0].advice.removesuffix("请在“处理”里选，或在汇总表的这一格里填上定下来的")


def test_a_new_text_takes_the_blank_row_of_its_place(tmp_path: Path) -> None:
    entries = (
        "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n工作 | 执法 | | 有了。 | 是 | 刑侦支队\n工作 | 执法\n工作 | 监督 | | 监督。 | 是"
    )
    files = handed_out(tmp_path, entries=entries)
    back(tmp_path, "a.xlsx", files, "刑侦支队", own_texts=[{"部分": "工作", "栏目": "执法", "正文": "又有。"}])
    assert [text[2] for text in texts(collected(tmp_path).path)] == ["有了。", "又有。", "监督。"]


def test_a_text_without_heading_that_would_slip_under_another_one_waits_to_be_placed(tmp_path: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n工作 | | | 开头。 | 是 | 刑侦支队\n工作 | 执法 | | 有了。 | 是"
    files = handed_out(tmp_path, entries=entries)

    def second_row(_indicators, entries) -> None:  # type: ignore[no-untyped-def]
        entries["D3"].value = "接着开头。"

    back(tmp_path, "a.xlsx", files, "刑侦支队", edit=second_row)
    done = collected(tmp_path)
    assert texts(done.path)[-1][:3] == ("待放置", None, "接着开头。")
    assert [matter.kind for matter in done.matters] == ["待放置"]
    assert collected(tmp_path).written is False


def test_rounded_figures_zero_not_applicable_and_blank_stay_what_they_are(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": "近2亿", "刑事破案": 0})
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": "不适用"})
    assert figures(collected(tmp_path).path) == {"刑事立案": "近2亿", "刑事破案": 0, "治安案件": "不适用"}


def test_the_drafters_formats_columns_and_sheets_stay(tmp_path: Path) -> None:
    path = master(tmp_path)
    book = load_workbook(path)
    book["指标"]["M1"], book["指标"]["M2"] = "我的列", "备忘"
    book["指标"]["D2"].fill = PatternFill("solid", start_color="FF00FF00")
    book.create_sheet("我的表")["A1"] = "别丢了"
    book.save(path)
    [crimes, _] = split(path, tmp_path / "分发").paths
    filled_in(crimes, tmp_path / "收回" / "a.xlsx", CRIMES)
    found = load_workbook(collected(tmp_path).path)
    assert found.sheetnames == ["汇总核对", "填写说明", "基本信息", "指标", "报告内容", "我的表", "汇总记录"]
    assert found["汇总记录"].sheet_state == "veryHidden"
    assert (found["指标"]["M2"].value, found["我的表"]["A1"].value) == ("备忘", "别丢了")
    assert found["指标"]["D2"].fill.start_color.rgb == "FF00FF00"
    assert found["指标"]["D2"].value == 593


def test_a_cell_formatted_as_percentage_gets_the_rate_as_such(tmp_path: Path) -> None:
    indicators = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门\n满意率 | 满意率 | % | | 0.9 | 刑侦支队"
    path = master(tmp_path, indicators=indicators, entries="部分 | 栏目 | 小标题 | 正文")
    book = load_workbook(path)
    for cell in ("D2", "E2"):
        book["指标"][cell].number_format = "0.0%"
    book.save(path)
    [crimes] = split(path, tmp_path / "分发").paths
    assert figures(crimes, "上年") == {"满意率": 90}
    filled_in(crimes, tmp_path / "收回" / "a.xlsx", {"满意率": 95.5})
    assert figures(collected(tmp_path).path) == {"满意率": 0.955}
    assert collected(tmp_path).written is False


@pytest.mark.parametrize("evil", ["=cmd|'/C calc'!A0", "+1+1", "@SUM(A1)", "-1-1", '=HYPERLINK("http://x")'])
def test_nothing_that_a_department_wrote_becomes_a_formula(tmp_path: Path, evil: str) -> None:
    files = handed_out(tmp_path)

    def edit(_indicators, entries) -> None:  # type: ignore[no-untyped-def]
        entries["D2"].value, entries["D2"].data_type = evil, "s"
        entries["D3"].value, entries["D3"].data_type = evil, "s"

    back(tmp_path, "a.xlsx", files, "刑侦支队", edit=edit)
    sheet = load_workbook(collected(tmp_path).path)["报告内容"]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == evil]
    assert len(found) == 2
    assert {(cell.data_type, cell.quotePrefix) for cell in found} == {("s", True)}


# ── several departments ──


def answered(folder: Path, one: dict[str, object], other: dict[str, object], **more: object) -> list[str]:
    files = handed_out(folder, **more)
    back(folder, "a.xlsx", files, "刑侦支队", one)
    back(folder, "b.xlsx", files, "治安支队", other)
    return conflicts(collected(folder))


def test_figures_are_added_or_the_largest_is_taken_and_rates_follow_from_their_parts(tmp_path: Path) -> None:
    one = {"接警": 10, "最高": 7, "受理": 30, "办结": 20}
    assert answered(tmp_path, one, {"接警": 5.5, "最高": "不适用", "受理": 10, "办结": 10}) == []
    assert figures(tmp_path / "汇总.xlsx") == {"接警": 15.5, "最高": 7, "受理": 40, "办结": 30, "办结率": 75}


def test_a_sum_is_not_written_before_all_have_answered(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"接警": 10})
    done = collected(tmp_path)
    assert "接警" not in figures(done.path)
    [matter] = done.matters
    assert (matter.kind, matter.advice) == ("等其他部门", "还差 治安支队 的数，交齐以前不写合计")
    assert not matter.is_conflict
    back(tmp_path, "b.xlsx", files, "治安支队", {"接警": 0})
    assert figures(collected(tmp_path).path) == {"接警": 10}


def test_rounded_figures_can_not_be_added(tmp_path: Path) -> None:
    assert answered(tmp_path, {"接警": "约300"}, {"接警": 5}) == ["接警.本年 其中有概数或文字，不能相加或比大小"]


def test_a_rate_that_was_typed_must_be_what_its_parts_make(tmp_path: Path) -> None:
    one = {"受理": 30, "办结": 20, "办结率": 75}
    assert answered(tmp_path, one, {"受理": 10, "办结": 10, "办结率": 80}) == ["办结率.本年 填的比率与分子、分母算出来的 75 不同"]


def test_two_departments_with_different_values_for_one_figure_are_a_conflict_and_the_cell_stays_blank(tmp_path: Path) -> None:
    more = INDICATORS + "编制 | 编制数 | 人 | | | | | 是 | 刑侦支队、治安支队\n"
    assert answered(tmp_path, {"编制": 100}, {"编制": 120}, indicators=more) == ["编制.本年 两个部门填得不一样"]
    assert "编制" not in figures(tmp_path / "汇总.xlsx")
    said = listed(tmp_path / "汇总.xlsx")
    assert {"指标!D10", "100", "120", "a.xlsx 指标!D9", "b.xlsx 指标!D8"} <= set(said)
    cells = [cell for row in load_workbook(tmp_path / "汇总.xlsx")["汇总核对"].iter_rows() for cell in row]
    links = [(cell.hyperlink.location, cell.hyperlink.target) for cell in cells if cell.hyperlink]
    assert ("'指标'!D10", None) in links
    assert ("'指标'!D8", "%E6%94%B6%E5%9B%9E/b.xlsx") in links


def test_a_figure_that_one_department_changes_and_the_other_one_sends_back_as_it_was_is_a_conflict(tmp_path: Path) -> None:
    more = INDICATORS + "编制 | 编制数 | 人 | 6 | | | | 是 | 刑侦支队、治安支队\n"
    files = handed_out(tmp_path, indicators=more)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"编制": 7})
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95})
    done = collected(tmp_path)
    assert conflicts(done) == ["编制.本年 两个部门填得不一样"]
    assert figures(done.path) == {"编制": 6, "治安案件": 95}
    [matter] = done.conflicts
    assert [(answer.department, answer.text) for answer in matter.answers] == [("刑侦支队", "7"), ("治安支队", "6")]
    assert collected(tmp_path).written is False
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"编制": 6, "刑事立案": 593})
    assert conflicts(collected(tmp_path)) == []


def test_a_figure_that_a_department_has_not_looked_at_is_no_answer(tmp_path: Path) -> None:
    more = INDICATORS + "编制 | 编制数 | 人 | 6 | | | | 是 | 刑侦支队、治安支队\n"
    files = handed_out(tmp_path, indicators=more)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"编制": 7})
    load_workbook(files["治安支队"]).save(tmp_path / "收回" / "b.xlsx")
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(done.path) == {"编制": 7}


def test_a_new_indicator_of_two_departments_with_different_units_gets_no_figure(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    for name, department, unit, number in (("a", "刑侦支队", "件", 3), ("b", "治安支队", "起", 4)):
        own = [{"引用名": "新数", "指标名称": "新的数", "单位": unit, "本年": number}]
        back(tmp_path, f"{name}.xlsx", files, department, own=own)
    done = collected(tmp_path)
    assert conflicts(done) == ["新数.单位 两个部门填得不一样", "新数.本年 单位还没有定"]
    [new] = [row for row in rows(done.path, "指标") if row["引用名"] == "新数"]
    assert new == {"引用名": "新数", "指标名称": "新的数", "填报部门": "刑侦支队、治安支队"}
    assert collected(tmp_path).written is False


def test_two_files_of_one_department_agree_or_are_a_conflict(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    back(tmp_path, "a - 副本.xlsx", files, "刑侦支队", {**CRIMES, "刑事立案": 600})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 刑侦支队的几个文件填得不一样"]
    assert figures(done.path) == {"刑事破案": 480}


def test_a_row_that_both_files_of_a_department_add_is_added_once(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    for name in ("a", "b"):
        back(tmp_path, f"{name}.xlsx", files, "刑侦支队", own_texts=[{"部分": "安排", "正文": "还要培训。"}])
    assert [text[2] for text in texts(collected(tmp_path).path)].count("还要培训。") == 1


# ── what can't be taken ──


def test_a_changed_unit_is_a_conflict_and_its_figures_are_not_taken(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": 3}, cells={("刑事立案", "单位"): "万起"})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.单位 改了不由部门填的格", "刑事立案.本年 单位不同"]
    assert figures(done.path) == {}


def test_a_cell_that_can_not_be_read_is_told_and_left_alone(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": "五百多", "刑事破案": "=1+1"})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 填法不对", "刑事破案.本年 填法不对"]
    assert figures(done.path) == {}


def test_files_of_another_year_are_not_taken(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "旧.xlsx", files, "刑侦支队", CRIMES)
    master(tmp_path, items={"年度": 2023, "成文日期": "2024年2月1日"})
    with pytest.raises(UnusableFile, match=r"1 个文件没有一个能用[^旧]*旧\.xlsx 单位或年度不对"):
        collected(tmp_path)
    [_, order] = split(tmp_path / "主表.xlsx", tmp_path / "再分发").paths
    filled_in(order, tmp_path / "收回" / "b.xlsx", {"治安案件": 95})
    done = collected(tmp_path)
    assert conflicts(done) == ["旧.xlsx 单位或年度不对"]
    assert figures(done.path) == {"治安案件": 95}


def test_a_stale_hand_out_is_told_and_what_still_fits_is_taken(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    now = INDICATORS.replace("刑事案件立案数 | 起", "刑事案件立案数 | 万起") + "追逃 | 追逃数 | 人 | | | | | 是 | 刑侦支队\n"
    master(tmp_path, indicators=now)
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 单位不同", "刑侦支队 分发后改过"]
    assert "（追逃）" in done.conflicts[1].advice
    assert figures(done.path) == {"刑事破案": 480}


def test_files_that_are_no_answers_are_listed_and_the_others_collected(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    folder = tmp_path / "收回"
    (folder / "坏.xlsx").write_bytes(b"PK broken")
    (folder / "~$a.xlsx").write_bytes(b"x")
    (folder / ".~a.xlsx").write_bytes(b"x")
    (folder / "说明.txt").write_text("x")
    load_workbook(files["治安支队"]).save(folder / "没填.xlsx")
    master(tmp_path, name="别的.xlsx").rename(folder / "别的.xlsx")
    done = collected(tmp_path)
    assert figures(done.path) == CRIMES
    assert [name for name, _ in done.broken] == ["坏.xlsx"]
    assert done.skipped == (".~a.xlsx", "~$a.xlsx", "说明.txt")
    assert conflicts(done) == ["坏.xlsx 读不了", "别的.xlsx 认不出的文件"]
    assert [(each.department, each.state) for each in done.standings] == [("刑侦支队", "有空缺"), ("治安支队", "原样交回")]


def test_a_sheet_that_is_gone_is_told_and_the_other_one_taken(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    path = back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, {"打击犯罪": "打击有力。"})
    book = load_workbook(path)
    book["报告内容"].title = "内容"
    book.save(path)
    done = collected(tmp_path)
    assert conflicts(done) == ["a.xlsx 读不全"] * 2
    assert figures(done.path) == CRIMES
    why = "没有叫“报告内容”的工作表，多半是改了名称；请把名称改回“报告内容”"
    matter, unknown = done.conflicts
    assert matter.advice == why
    assert unknown.advice.startswith("内容!A1：")
    assert said(matter.answers) == ""
    crime = done.standings[0]
    assert (crime.state, crime.texts, crime.remarks) == ("有空缺", (0, 2), (why, "封面没有写填报人"))
    reminder = next(iter(reminders(done.standings, done.conflicts)))
    assert reminder == f"刑侦支队：\n填报表已收到，但读不全：{why}。请尽快改好，并在封面写上填报人和联系电话，再发回。谢谢支持！"


def test_a_department_whose_file_can_not_be_read_is_told_so_and_why_by_the_name_of_its_file(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    (tmp_path / "收回" / "01 刑侦支队.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "收回" / "02 治安支队.ods").write_bytes(opendocument())
    done = collected(tmp_path)
    assert [name for name, _ in done.broken] == ["01 刑侦支队.xls", "02 治安支队.ods"]
    order = done.standings[1]
    assert [each.state for each in done.standings] == ["有空缺", "读不了"]
    assert order.files == ("02 治安支队.ods",)
    why = "这不是 Excel 工作簿（.xlsx），而是 ODF 文件（.ods 等）；请在 Excel 或 WPS 里打开后另存为“Excel 工作簿（.xlsx）”"
    assert order.remarks == (why,)
    assert list(reminders(done.standings))[1] == f"治安支队：\n发来的 02 治安支队.ods 读不了：{why}。请尽快重新发来。谢谢支持！"
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95})
    assert collected(tmp_path).standings[1].state == "有空缺"


def opendocument() -> bytes:
    """As much of a spreadsheet of LibreOffice as tells what it is."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return data.getvalue()


def test_what_a_department_wrote_outside_of_the_tables_is_told(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    path = back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    book = load_workbook(path)
    book["指标"]["R3"], book["指标"]["T4"] = "看附表", 7
    book.create_sheet("附表")["B2"] = "漏报的 12 起"
    book.create_sheet("Sheet1")["A1"] = " "
    book.create_sheet("WpsReserved_CellImgList")["A1"] = "ID_1"
    book.save(path)
    done = collected(tmp_path)
    assert figures(done.path) == CRIMES
    assert [(matter.kind, matter.name, matter.advice) for matter in done.conflicts] == [
        ("读不全", "a.xlsx", "指标!R3：表格的列以外有 2 格内容，没有用；要用的请填到汇总表里"),
        ("读不全", "a.xlsx", "附表!B2：这张表不是分发时有的，里面有 1 格内容，没有用；要用的请填到汇总表里"),
    ]
    noted(done, "已处理")
    assert conflicts(collected(tmp_path)) == []


def test_a_form_to_which_only_a_sheet_was_added_is_not_as_it_was_handed_out(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    path = back(tmp_path, "a.xlsx", files, "刑侦支队")
    book = load_workbook(path)
    book.create_sheet("附表")["A1"] = "都写在这里"
    book.save(path)
    done = collected(tmp_path)
    assert (done.standings[0].state, conflicts(done)) == ("有空缺", ["a.xlsx 读不全"])


def test_what_has_no_column_in_the_workbook_is_told_and_told_again(tmp_path: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文 | 填报部门\n工作 | 执法 | 打击犯罪 | | 刑侦支队"
    files = handed_out(tmp_path, entries=entries)
    back(tmp_path, "a.xlsx", files, "刑侦支队", own_texts=[{"部分": "安排", "正文": "还要培训。", "备注": "待议"}])
    assert conflicts(collected(tmp_path)) == ["还要培训。.备注 汇总表里没有这一列"]
    again = collected(tmp_path)
    assert (conflicts(again), again.written) == (["还要培训。.备注 汇总表里没有这一列"], False)


def test_a_row_that_a_department_deleted_is_told_and_stays(tmp_path: Path) -> None:
    files = handed_out(tmp_path, indicators=INDICATORS.replace("立案数 | 起 | |", "立案数 | 起 | 500 |"))
    back(tmp_path, "a.xlsx", files, "刑侦支队", edit=lambda indicators, _: indicators.delete_rows(2))
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案 删去一行"]
    assert figures(done.path) == {"刑事立案": 500}


def test_a_formula_of_the_drafter_is_not_overwritten(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    changed(tmp_path / "主表.xlsx", "指标", "D2", "=100+1")
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 汇总表的这一格是公式"]
    assert load_workbook(done.path)["指标"]["D2"].value == "=100+1"


# ── again ──


def test_collecting_twice_changes_nothing(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {**CRIMES, "接警": 3}, own_texts=[{"部分": "安排", "正文": "还要培训。"}])
    back(tmp_path, "b.xlsx", files, "刑侦支队", {"刑事立案": 1})
    first = collected(tmp_path)
    before = first.path.read_bytes()
    again = collected(tmp_path)
    assert (first.written, again.written, again.backup) == (True, False, None)
    assert again.matters == first.matters
    assert first.path.read_bytes() == before


def test_late_answers_are_added_and_the_drafters_changes_stay(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, {"打击犯罪": "打击有力。"}, own_texts=[{"部分": "安排", "正文": "还要培训。"}])
    done = collected(tmp_path)
    changed(done.path, "指标", "D2", 999)
    changed(done.path, "报告内容", "D2", "打击十分有力。")
    changed(done.path, "报告内容", "D6", "还要多多培训。")
    before = done.path.read_bytes()
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95})
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(done.path) == {"刑事立案": 999, "刑事破案": 480, "治安案件": 95}
    assert [text[2] for text in texts(done.path)] == ["打击十分有力。", "监督工作由法制部门写。", "还要多多培训。"]
    assert done.backup is not None
    assert done.backup.read_bytes() == before


def test_what_a_department_corrects_is_written_unless_the_drafter_changed_it_too(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    done = collected(tmp_path)
    changed(done.path, "指标", "D2", 999)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": 600, "刑事破案": 490})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 两边都改了"]
    assert figures(done.path) == {"刑事立案": 999, "刑事破案": 490}
    assert conflicts(collected(tmp_path)) == ["刑事立案.本年 两边都改了"]
    changed(done.path, "指标", "D2", 601)
    assert conflicts(collected(tmp_path)) == []
    assert figures(done.path)["刑事立案"] == 601


def test_a_conflict_that_the_drafter_has_decided_is_not_told_again(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    back(tmp_path, "b.xlsx", files, "刑侦支队", {"刑事立案": 600})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 刑侦支队的几个文件填得不一样"]
    changed(done.path, "指标", "D2", 600)
    assert conflicts(collected(tmp_path)) == []
    assert figures(done.path)["刑事立案"] == 600
    assert collected(tmp_path).written is False


def test_a_row_that_the_drafter_deleted_does_not_come_back(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, own_texts=[{"部分": "安排", "正文": "还要培训。"}])
    done = collected(tmp_path)
    book = load_workbook(done.path)
    book["指标"].delete_rows(2)
    book["报告内容"].delete_rows(6)
    book.save(done.path)
    assert conflicts(collected(tmp_path)) == []
    back(tmp_path, "a.xlsx", files, "刑侦支队", {**CRIMES, "刑事立案": 7}, own_texts=[{"部分": "安排", "正文": "还要培训。"}])
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 行已删去"]
    assert figures(done.path) == {"刑事破案": 480}
    assert "还要培训。" not in [text[2] for text in texts(done.path)]


def test_a_figure_that_was_taken_back_is_told_and_stays_until_the_drafter_decides(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    collected(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": 593})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事破案.本年 部门清空了这一格"]
    assert figures(done.path) == CRIMES
    noted(done, "采用这个值")
    assert conflicts(collected(tmp_path)) == []
    assert figures(done.path) == {"刑事立案": 593}


def test_files_that_are_not_there_any_more_take_nothing_away(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {**CRIMES, "接警": 1})
    collected(tmp_path)
    (tmp_path / "收回" / "a.xlsx").unlink()
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95, "接警": 2})
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(done.path) == {**CRIMES, "治安案件": 95, "接警": 3}
    assert [each.state for each in done.standings] == ["有空缺", "有空缺"]


def test_rows_that_the_drafter_moved_are_found_again(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, {"打击犯罪": "打击有力。", "安排": "明年再来。"})
    path = collected(tmp_path).path
    book = load_workbook(path)
    shuffled(list.reverse)(book["指标"], book["报告内容"])
    book.save(path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {**CRIMES, "刑事立案": 600}, {"打击犯罪": "打击很有力。", "安排": "明年再来。"})
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(path) == {**CRIMES, "刑事立案": 600}
    assert sorted(str(text[2]) for text in texts(path)) == ["打击很有力。", "明年再来。", "监督工作由法制部门写。"]


# ── texts in Word ──


def test_paragraphs_of_a_word_file_become_rows_under_its_headings(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    draft = Document()
    draft.add_paragraph("不知道放在哪里的话。")
    draft.add_heading("工作", 1)
    draft.add_paragraph("（一）执法")
    draft.add_paragraph("执法有成效。")
    draft.add_heading("特色工作", 3)
    draft.add_paragraph("有特色。")
    draft.save(str(tmp_path / "收回" / "治安支队文字稿.docx"))
    done = collected(tmp_path)
    assert conflicts(done) == []
    found = [row for row in rows(done.path, "报告内容") if row.get("填报部门") == "治安支队" and "正文" in row]
    assert [tuple(row.get(h) for h in ("部分", "栏目", "小标题", "正文", "备注")) for row in found] == [
        ("待放置", None, None, "不知道放在哪里的话。", "来自 治安支队文字稿.docx，请放到合适的部分"),
        ("工作", "执法", None, "执法有成效。", None),
        ("工作", "执法", "特色工作", "有特色。", None),
    ]
    assert [matter.kind for matter in done.matters] == ["待放置"]
    assert collected(tmp_path).written is False
    with pytest.raises(FindingsStop):
        build(done.path)


def test_a_text_whose_file_is_named_after_its_department_later_stays_the_same_rows(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    document = Document()
    document.add_heading("工作", 1)
    document.add_paragraph("执法有成效。")
    document.save(str(tmp_path / "收回" / "总结.docx"))
    done = collected(tmp_path)
    assert conflicts(done) == ["总结.docx 认不出是哪个部门的"]
    assert done.standings[1].state == "未交"
    (tmp_path / "收回" / "总结.docx").rename(tmp_path / "收回" / "治安支队总结.docx")
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert done.standings[1].state == "只交了文字"
    [row] = [row for row in rows(done.path, "报告内容") if row.get("正文") == "执法有成效。"]
    assert row["填报部门"] == "治安支队"
    assert collected(tmp_path).written is False


def test_who_sent_only_a_text_is_told_as_that_until_the_form_comes_too(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    draft = Document()
    for line in ("治安支队工作总结", "填报部门：治安支队", "二、治安良好。"):
        draft.add_paragraph(line)
    draft.save(str(tmp_path / "收回" / "治安支队文字稿.docx"))
    done = collected(tmp_path)
    assert [(each.department, each.state) for each in done.standings] == [("刑侦支队", "有空缺"), ("治安支队", "只交了文字")]
    assert "只交了文字" in listed(done.path)
    told = "治安支队：\n文字稿已收到，法治政府建设年度报告的填报表还没有收到（指标 6 项、正文 1 行），请尽快填好发回。谢谢支持！"
    assert list(reminders(done.standings))[1] == told
    [left] = [matter for matter in done.matters if matter.kind == "没有收作正文"]
    assert [answer.text for answer in left.answers] == ["治安支队工作总结", "填报部门：治安支队"]
    assert {"没有收作正文", "治安支队工作总结", "填报部门：治安支队", "治安支队文字稿.docx 第1段"} <= set(listed(done.path))
    assert not left.is_conflict
    assert collected(tmp_path).written is False
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95})
    assert [each.state for each in collected(tmp_path).standings] == ["有空缺", "有空缺"]


# ── where it goes, what it starts from ──


def test_the_workbook_that_was_split_is_found_beside_the_folder(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    master(tmp_path, name="别的.xlsx", items={"年度": 2021})
    assert figures(collect(tmp_path / "收回", tmp_path / "汇总.xlsx").path) == CRIMES


def test_a_workbook_that_was_collected_before_is_not_taken_for_the_one_that_was_split(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    collected(tmp_path)
    changed(tmp_path / "汇总.xlsx", "指标", "D2", 600)
    assert figures(collect(tmp_path / "收回", tmp_path / "又一份.xlsx").path) == CRIMES


def test_when_no_workbook_fits_the_way_out_is_said(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    (tmp_path / "主表.xlsx").unlink()
    with pytest.raises(WrongUse, match="请用 --from 写明"):
        collect(tmp_path / "收回", tmp_path / "汇总.xlsx")


def test_a_workbook_that_was_not_collected_is_never_overwritten(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    before = (tmp_path / "主表.xlsx").read_bytes()
    with pytest.raises(OverwriteRefused, match="不是汇总出来的工作簿"):
        collect(tmp_path / "收回", tmp_path / "主表.xlsx")
    assert (tmp_path / "主表.xlsx").read_bytes() == before


@pytest.mark.parametrize(("output", "error"), [("汇总.docx", WrongUse), ("汇总", WrongUse), ("没有/汇总.xlsx", Exception)])
def test_where_it_can_not_go_is_said(tmp_path: Path, output: str, error: type[Exception]) -> None:
    back(tmp_path, "a.xlsx", handed_out(tmp_path), "刑侦支队", CRIMES)
    with pytest.raises(error):
        collect(tmp_path / "收回", tmp_path / output, source=tmp_path / "主表.xlsx")


def test_a_folder_that_is_none_and_a_source_that_is_none_are_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="没有这个文件夹"):
        collect(tmp_path / "没有", tmp_path / "汇总.xlsx", source=master(tmp_path))
    (tmp_path / "空").mkdir()
    (tmp_path / "空" / "a.docx").write_bytes(b"x")
    with pytest.raises(UnusableFile, match="没有这个文件"):
        collect(tmp_path / "空", tmp_path / "汇总.xlsx", source=tmp_path / "无.xlsx")


def test_an_empty_folder_is_told_with_what_to_do_and_nothing_is_written(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    path = collected(tmp_path).path
    before = path.read_bytes()
    (tmp_path / "收回" / "a.xlsx").unlink()
    with pytest.raises(UnusableFile, match=r"收回：文件夹是空的，没有汇总；请把部门填好发回的表"):
        collected(tmp_path)
    assert path.read_bytes() == before
    (tmp_path / "收回" / "说明.txt").write_text("x")
    with pytest.raises(UnusableFile, match=r"文件夹里没有部门交回的表，没有汇总；请把"):
        collected(tmp_path)


def test_a_folder_without_a_usable_answer_names_each_file_and_why(tmp_path: Path) -> None:
    handed_out(tmp_path)
    folder = tmp_path / "收回"
    folder.mkdir()
    (folder / "坏.xlsx").write_bytes(b"")
    master(tmp_path, name="别的.xlsx").rename(folder / "别的.xlsx")
    with pytest.raises(UnusableFile) as stop:
        collected(tmp_path)
    first, *others = str(stop.value).splitlines()
    assert "文件夹里的 2 个文件没有一个能用，没有汇总；请把" in first
    assert [line.split("：")[0] for line in others] == ["  坏.xlsx 读不了", "  别的.xlsx 认不出的文件"]
    with pytest.raises(UnusableFile, match=r"没有部门交回的表，没有汇总（别的\.xlsx、坏\.xlsx：不是分发出去的表，或读不出来）"):
        collect(folder, tmp_path / "汇总.xlsx")


# ── what it tells ──


def states(done: Collection) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.department, each.state, each.remarks) for each in done.standings]


def test_a_form_that_came_back_as_it_was_handed_out_has_a_status_of_its_own(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    back(tmp_path, "b.xlsx", files, "治安支队")
    done = collected(tmp_path)
    told = "封面没有写填报人"
    assert states(done) == [("刑侦支队", "有空缺", (told,)), ("治安支队", "原样交回", (told,))]
    assert done.standings[1].files == ("b.xlsx",)
    assert {"汇总核对：有空缺 1，原样交回 1；要定下来的 0 处", "原样交回", told, "b.xlsx"} <= set(listed(done.path))
    [_, order] = reminders(done.standings)
    assert order == (
        "治安支队：\n填报表已收到，但和发给你们的一样，没有填写（指标 6 项、正文 1 行），可能发错了文件，或填好后没有保存。"
        "请尽快填好，在封面写上填报人和联系电话，再发回；确实没有要填的，也请回复说明。谢谢支持！"
    )


def test_who_filled_in_is_told_and_still_known_when_the_file_is_put_away(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    sent = back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    signed(sent, "张某", "123")
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95})
    for _ in range(2):
        [crime, _] = collected(tmp_path).standings
        assert (crime.filler, crime.phone, crime.remarks) == ("张某", "123", ())
        sent.unlink(missing_ok=True)


def test_what_a_department_answered_counts_when_its_file_is_put_away_though_it_is_not_decided_yet(tmp_path: Path) -> None:
    indicators = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门\n编制 | 编制数 | 人 | | 540 | 刑侦支队、治安支队"
    files = handed_out(tmp_path, indicators=indicators, entries="部分 | 栏目 | 小标题 | 正文")
    sent = back(tmp_path, "a.xlsx", files, "刑侦支队", {"编制": 100})
    back(tmp_path, "b.xlsx", files, "治安支队", {"编制": 120})
    before = collected(tmp_path)
    assert states(before) == [(name, "已交", ("封面没有写填报人",)) for name in ("刑侦支队", "治安支队")]
    sent.unlink()
    done = collected(tmp_path)
    assert (states(done), done.written) == (states(before), False)


def test_what_a_department_left_blank_is_still_blank_when_its_file_is_put_away(tmp_path: Path) -> None:
    indicators = INDICATORS.replace("立案数 | 起 | |", "立案数 | 起 | 500 |").replace("接警数 | 起 | |", "接警数 | 起 | 7 |")
    files = handed_out(tmp_path, indicators=indicators)
    sent = back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": None, "刑事破案": 480})
    back(tmp_path, "b.xlsx", files, "治安支队", {"治安案件": 95})
    [crime, _] = collected(tmp_path).standings
    assert {"刑事立案", "接警"} <= set(crime.blanks)
    sent.unlink()
    [still, _] = collected(tmp_path).standings
    assert (still.state, still.figures, still.texts, set(still.blanks)) == (crime.state, crime.figures, crime.texts, set(crime.blanks))


def test_a_whole_form_without_a_name_is_asked_for_the_name(tmp_path: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文"
    indicators = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门\n刑事立案 | 立案数 | 起 | | 540 | 刑侦支队"
    files = handed_out(tmp_path, indicators=indicators, entries=entries)
    sent = back(tmp_path, "a.xlsx", files, "刑侦支队", {"刑事立案": 593})
    done = collected(tmp_path)
    assert states(done) == [("刑侦支队", "已交", ("封面没有写填报人",))]
    assert list(reminders(done.standings)) == ["刑侦支队：\n填报表已收到，封面上没有写填报人；请尽快把填报人和联系电话告诉我们。谢谢支持！"]
    signed(sent, "张某")
    assert list(reminders(collected(tmp_path).standings)) == []


@pytest.mark.office
def test_a_form_that_libreoffice_saved_without_a_change_is_still_as_it_was_handed_out(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    resaved(files["治安支队"], tmp_path / "office").rename(tmp_path / "收回" / "b.xlsx")
    assert [each.state for each in collected(tmp_path).standings] == ["有空缺", "原样交回"]


def test_late_departments_are_reminded_of_what_is_missing_and_when_it_is_due(tmp_path: Path) -> None:
    [crimes, _] = split(master(tmp_path), tmp_path / "分发", due=date(2026, 1, 10)).paths
    filled_in(crimes, tmp_path / "收回" / "a.xlsx", {**CRIMES, "接警": 1, "最高": 2, "受理": 3, "办结": 3}, {"打击犯罪": "打击有力。"})
    done = collected(tmp_path)
    crime, order = reminders(done.standings)
    assert crime == (
        "刑侦支队：\n填报表已收到，还有几处空着：办结率、安排。请于2026年1月10日前补填，并在封面写上填报人和联系电话，再发回；"
        "确实为零填 0，不涉及填“不适用”。谢谢支持！"
    )
    assert order == "治安支队：\n法治政府建设年度报告的填报表还没有收到（指标 6 项、正文 1 行），请于2026年1月10日前填好发回。谢谢支持！"


def test_a_department_is_asked_again_for_what_it_typed_wrongly_until_the_drafter_settles_it(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    signed(
        back(tmp_path, "a.xlsx", files, "治安支队", {"治安案件": "九十多", "接警": 1, "最高": 1, "受理": 1, "办结": 1, "办结率": 100}),
        "李四",
    )
    done = collected(tmp_path)
    text = list(reminders(done.standings, done.conflicts))[1]
    wrong = "治安案件.本年 填的是“九十多”，应填数字"
    assert text.startswith(f"治安支队：\n填报表已收到，有几处填得不对：{wrong}；还有几处空着：治安管理。请尽快改好发回；")
    noted(done, "已处理", "治安案件.本年")
    done = collected(tmp_path)
    assert "填得不对" not in list(reminders(done.standings, done.conflicts))[1]


def test_a_department_is_asked_again_for_a_figure_in_another_unit(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    path = back(tmp_path, "a.xlsx", files, "治安支队", {"治安案件": 95})
    book = load_workbook(path)
    sheet = book["指标"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "治安案件"]
    sheet.cell(row, column(sheet, "单位")).value = "万起"
    book.save(path)
    done = collected(tmp_path)
    assert "填得不对：治安案件.本年 按“万起”填，单位应是“起”；" in list(reminders(done.standings, done.conflicts))[1]


def test_the_values_of_a_report_name_the_files_that_they_came_from(tmp_path: Path) -> None:
    text = "立案{{ 刑事立案 }}，接警{{ 接警 }}，破案{{ 刑事破案 }}。"
    entries = f"部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n工作 | 执法 | | {text} | 是 | 刑侦支队\n安排 | | | 继续 | 是"
    indicators = INDICATORS.replace("治安案件 | 治安案件数 | 起 | |", "治安案件 | 治安案件数 | 起 | 3 |")
    files = handed_out(tmp_path, entries=entries, indicators=indicators)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {**CRIMES, "接警": 1})
    back(tmp_path, "b.xlsx", files, "治安支队", {"接警": 2})
    path = collected(tmp_path).path
    changed(path, "指标", "D3", 481)
    report = build(path, tmp_path / "报告.docx", draft=True).path
    found = {value.text: value.source.handed_in.told for value in trace(report).values}
    assert found["593起"] == "来自 a.xlsx 指标!D2"
    assert found["3起"] == "来自 a.xlsx 指标!D4、b.xlsx 指标!D3"
    assert found["481起"] == "汇总后手工改定，a.xlsx 指标!D3 填的是 480"


def test_a_figure_that_the_drafter_decided_or_typed_says_so(tmp_path: Path) -> None:
    text = "编制{{ 编制 }}，接警{{ 接警 }}，破案{{ 刑事破案 }}，立案{{ 刑事立案.上年 }}。"
    entries = f"部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n工作 | 执法 | | {text} | 是\n安排 | | | 继续 | 是"
    more = INDICATORS + "编制 | 编制数 | 人 | 110 | | | | 是 | 刑侦支队、治安支队\n"
    files = handed_out(tmp_path, entries=entries, indicators=more)
    back(tmp_path, "a.xlsx", files, "刑侦支队", {"编制": 100})
    back(tmp_path, "b.xlsx", files, "治安支队", {"编制": 120})
    done = collected(tmp_path)
    changed(done.path, "指标", "D3", 481)  # nobody has answered for it
    changed(done.path, "指标", "D5", 7)

    def origins(name: str) -> dict[str, str]:
        report = build(done.path, tmp_path / name, draft=True).path
        return {value.text: value.source.handed_in.told for value in trace(report).values}

    a, b = "a.xlsx 指标!D9", "b.xlsx 指标!D8"
    typed = "手工填的，没有部门的文件填这一格"
    before = origins("一.docx")
    assert before["110人"] == f"还没有定下来，{a} 填的是 100、{b} 填的是 120"
    assert (before["481起"], before["7起"], before["540起"]) == (typed, typed, "")
    noted(done, "保留现值")
    collected(tmp_path)
    assert origins("留.docx")["110人"] == f"汇总时定为保留原来的，{a} 填的是 100、{b} 填的是 120"
    noted(done, None)
    noted(done, "采用这个值", department="治安支队")
    collected(tmp_path)
    after = origins("二.docx")
    assert after["120人"] == f"来自 {b}；汇总时选定，{a} 填的是 100"
    assert (after["481起"], after["7起"], after["540起"]) == (typed, typed, "")
    changed(done.path, "指标", "D10", 115)
    assert origins("三.docx")["115人"] == f"汇总后手工改定，{a} 填的是 100、{b} 填的是 120"


def test_a_text_that_the_drafter_rewrote_says_so(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES, {"打击犯罪": "破案480起。", "安排": "办案20起。"})
    path = collected(tmp_path).path
    changed(path, "报告内容", "D2", "共破案481起。")
    report = build(path, tmp_path / "报告.docx", draft=True).path
    found = {value.text: value.source.handed_in.told for value in trace(report).values}
    assert found["481"] == "汇总后手工改定，a.xlsx 报告内容!D2 填的是 破案480起。"
    assert found["20"].startswith("来自 a.xlsx 报告内容!D")


def test_a_figure_that_another_department_has_is_asked_of_nobody_and_still_not_lost(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    own = [{"引用名": "刑事立案", "指标名称": "立案", "单位": "件", "本年": 7}, {"指标名称": "没有名字", "单位": "件", "本年": 8}]
    back(tmp_path, "b.xlsx", files, "治安支队", own=own)
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.单位 单位不同", "（没有引用名） 引用名不能用"]
    said = [answer.text for matter in done.conflicts for answer in matter.answers]
    assert said == ["引用名 刑事立案，指标名称 立案，单位 件，本年 7", "指标名称 没有名字，单位 件，本年 8"]
    assert figures(done.path) == CRIMES


def test_a_row_of_one_department_may_be_answered_by_another_one_and_then_both_must_agree(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back(tmp_path, "a.xlsx", files, "刑侦支队", CRIMES)
    back(tmp_path, "b.xlsx", files, "治安支队", own=[{"引用名": "刑事立案", "单位": "起", "本年": 7}])
    assert conflicts(collected(tmp_path)) == ["刑事立案.本年 两个部门填得不一样"]
