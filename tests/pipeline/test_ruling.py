"""What the drafter notes in 处理, or does to the collected workbook itself, settles a matter until a department sends something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.pipeline.collecting import Collection
from tests.support.hands import INDICATORS, collected, conflicts, figures, filled_in, handed_out, noted, rows, texts

SHARED = INDICATORS + "编制 | 编制数 | 人 | 110 | | | | 是 | 刑侦支队、治安支队\n"


def changed(path: Path, sheet: str, cell: str, value: object) -> None:
    book = load_workbook(path)
    book[sheet][cell].value = value  # type: ignore[assignment]
    book.save(path)


def disputed(folder: Path, one: object = 100, other: object = 120) -> Collection:
    """Two departments that have filled in different values."""
    files = handed_out(folder, indicators=SHARED)
    filled_in(files["刑侦支队"], folder / "收回" / "a.xlsx", {"编制": one})
    filled_in(files["治安支队"], folder / "收回" / "b.xlsx", {"编制": other})
    return collected(folder)


def choices(path: Path) -> dict[str, list[str]]:
    """The cells of 汇总核对 with a drop-down, by what may be chosen."""
    sheet = load_workbook(path)["汇总核对"]
    return {str(each.formula1): str(each.sqref).split() for each in sheet.data_validations.dataValidation}


# ── two departments ──


def test_a_shared_row_says_who_shares_it_what_each_wrote_and_the_rule(tmp_path: Path) -> None:
    [matter] = disputed(tmp_path).conflicts
    assert (matter.name, matter.kind, matter.now) == ("编制.本年", "两个部门填得不一样", "110")
    assert [(answer.department, answer.text) for answer in matter.answers] == [("刑侦支队", "100"), ("治安支队", "120")]
    assert matter.advice.startswith("这一项由刑侦支队、治安支队合填，没有规定相加，各部门填的应当一样；")


def test_a_total_that_is_not_what_stands_there_is_no_change_of_the_drafter_and_names_the_rule(tmp_path: Path) -> None:
    files = handed_out(tmp_path, indicators=INDICATORS.replace("接警 | 接警数 | 起 | |", "接警 | 接警数 | 起 | 100 |"))
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"接警": 3})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", {"接警": 4})
    done = collected(tmp_path)
    [matter] = done.conflicts
    assert (matter.kind, matter.now, matter.made) == ("合成的值与表里的不同", "100", "7")
    assert matter.advice.startswith("这一项由刑侦支队、治安支队合填，按模板相加；合成的是 7，表里是 100，没有动；")
    assert list(choices(done.path)) == ['"采用合成的值,保留现值,已处理"']
    noted(done, "采用合成的值")
    done = collected(tmp_path)
    assert (conflicts(done), figures(done.path)["接警"]) == ([], 7)
    assert collected(tmp_path).written is False


def test_a_text_of_two_departments_with_different_words_is_no_change_of_the_drafter(tmp_path: Path) -> None:
    head = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n"
    files = handed_out(tmp_path, entries=f"{head}工作 | 执法 | 共同 | 旧的话。 | 是 | 刑侦支队、治安支队")
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", texts={"共同": "刑侦的话。"})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", texts={"共同": "治安的话。"})
    done = collected(tmp_path)
    [matter] = done.conflicts
    assert (matter.kind, matter.advice.split("；")[0]) == (
        "两个部门填得不一样",
        "这一行由刑侦支队、治安支队合填，只能用一种写法：选一个部门的，或合成一段",
    )
    noted(done, "采用这个值", department="治安支队")
    assert conflicts(collected(tmp_path)) == []
    assert [text[2] for text in texts(done.path)] == ["治安的话。"]


# ── what is noted ──


@pytest.mark.parametrize(("choice", "department", "left"), [("保留现值", "", 110), ("已处理", "", 110), ("采用这个值", "治安支队", 120)])
def test_a_noted_decision_settles_and_stays_settled(tmp_path: Path, choice: str, department: str, left: int) -> None:
    done = disputed(tmp_path)
    noted(done, choice, department=department)
    done = collected(tmp_path)
    assert (conflicts(done), [matter.ruling and matter.ruling.choice for matter in done.settled]) == ([], [choice])
    assert figures(done.path)["编制"] == left
    again = collected(tmp_path)
    assert (again.written, again.backup, len(again.settled)) == (False, None, 1)


def test_the_answer_that_was_chosen_is_taken_whatever_the_files_are_called_by_then(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "采用这个值", department="刑侦支队")
    (tmp_path / "收回" / "a.xlsx").rename(tmp_path / "收回" / "z.xlsx")
    assert figures(collected(tmp_path).path)["编制"] == 100


def test_a_new_value_of_a_department_opens_it_again_and_a_file_that_is_gone_does_not(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "采用这个值", department="刑侦支队")
    collected(tmp_path)
    (tmp_path / "收回" / "a.xlsx").unlink()
    assert conflicts(collected(tmp_path)) == []
    sent = tmp_path / "分发"
    [order] = [path for path in sent.iterdir() if "治安支队" in path.name]
    filled_in(order, tmp_path / "收回" / "b.xlsx", {"编制": 130})
    done = collected(tmp_path)
    assert conflicts(done) == ["编制.本年 两个部门填得不一样"]
    assert figures(done.path)["编制"] == 100
    filled_in(order, tmp_path / "收回" / "b.xlsx", {"编制": 100})
    done = collected(tmp_path)
    assert (done.conflicts, done.settled, figures(done.path)["编制"]) == ([], [], 100)


def test_a_value_that_came_back_after_another_one_is_asked_about_anew(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "保留现值")
    collected(tmp_path)
    [order] = [path for path in (tmp_path / "分发").iterdir() if "治安支队" in path.name]
    for value in (130, 120):
        filled_in(order, tmp_path / "收回" / "b.xlsx", {"编制": value})
        assert conflicts(collected(tmp_path)) == ["编制.本年 两个部门填得不一样"]


def test_what_was_noted_can_be_taken_back(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "保留现值")
    collected(tmp_path)
    noted(done, None)
    assert conflicts(collected(tmp_path)) == ["编制.本年 两个部门填得不一样"]
    noted(done, "采用这个值", department="治安支队")
    assert figures(collected(tmp_path).path)["编制"] == 120


def test_what_was_taken_and_then_typed_over_is_the_drafters(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "采用这个值", department="治安支队")
    collected(tmp_path)
    changed(done.path, "指标", "D10", 121)
    done = collected(tmp_path)
    assert (conflicts(done), figures(done.path)["编制"]) == ([], 121)
    assert [matter.ruling and matter.ruling.choice for matter in done.settled] == ["已在表里改"]


def test_a_note_that_can_not_be_meant_stays_and_is_told(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "按刑侦的")
    done = collected(tmp_path)
    [matter] = done.conflicts
    assert matter.todo.startswith("“处理”里写的“按刑侦的”认不出，请从下拉里选；")
    assert "按刑侦的" in [cell.value for row in load_workbook(done.path)["汇总核对"].iter_rows() for cell in row]
    assert collected(tmp_path).written is False


def test_two_answers_that_were_both_chosen_are_told_and_neither_is_taken(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    for department in ("刑侦支队", "治安支队"):
        noted(done, "采用这个值", department=department)
    done = collected(tmp_path)
    assert [matter.todo.split("；")[0] for matter in done.conflicts] == ["“处理”选了不止一种，请只选一种"]
    assert figures(done.path)["编制"] == 110


def test_an_answer_that_was_chosen_for_a_cell_that_was_typed_over_too_is_told_and_nothing_written(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "采用这个值", department="治安支队")
    changed(done.path, "指标", "D10", 115)
    done = collected(tmp_path)
    assert [matter.trouble for matter in done.conflicts] == ["“处理”选的是 120，这一格又改成了 115，不知道以哪个为准，都没有动"]
    assert figures(done.path)["编制"] == 115
    assert conflicts(collected(tmp_path)) == ["编制.本年 两个部门填得不一样"]
    noted(done, "保留现值")
    assert (conflicts(collected(tmp_path)), figures(done.path)["编制"]) == ([], 115)


def test_decisions_are_remembered_without_the_list(tmp_path: Path) -> None:
    done = disputed(tmp_path)
    noted(done, "保留现值")
    collected(tmp_path)
    book = load_workbook(done.path)
    del book["汇总核对"]
    book.save(done.path)
    assert conflicts(collected(tmp_path)) == []


def test_a_list_beside_a_sheet_of_that_name_of_the_drafters_is_read_all_the_same(tmp_path: Path) -> None:
    files = handed_out(tmp_path, indicators=SHARED)
    book = load_workbook(tmp_path / "主表.xlsx")
    book.create_sheet("汇总核对")["A1"] = "我自己的"
    book.save(tmp_path / "主表.xlsx")
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"编制": 100})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", {"编制": 120})
    done = collected(tmp_path)
    noted(done, "采用这个值", department="治安支队")
    assert (conflicts(collected(tmp_path)), figures(done.path)["编制"]) == ([], 120)


def test_drop_downs_offer_what_can_be_done(tmp_path: Path) -> None:
    files = handed_out(tmp_path, indicators=SHARED)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"编制": 100, "刑事立案": "五百多", "接警": "约300"})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", {"编制": 120, "接警": 5})
    (tmp_path / "收回" / "坏.xlsx").write_bytes(b"PK broken")
    found = {choice: len(cells) for choice, cells in choices(collected(tmp_path).path).items()}
    assert found == {'"采用这个值,保留现值,已处理"': 1, '"采用这个值"': 1, '"保留现值,已处理"': 2, '"已处理"': 1}


# ── what is done by hand ──


def test_what_can_not_be_read_is_settled_by_the_value_that_the_drafter_typed(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": "五百多"})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.本年 填法不对"]
    changed(done.path, "指标", "D2", 512)
    done = collected(tmp_path)
    assert (conflicts(done), [matter.now for matter in done.settled]) == ([], ["512"])
    assert collected(tmp_path).written is False
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": "六百多"})
    assert conflicts(collected(tmp_path)) == ["刑事立案.本年 填法不对"]
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": 601})
    assert conflicts(collected(tmp_path)) == ["刑事立案.本年 两边都改了"]
    assert figures(done.path)["刑事立案"] == 512


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_row_that_a_department_deleted_is_settled_by_deleting_it_or_by_keeping_it(tmp_path: Path, *, by_hand: bool) -> None:
    files = handed_out(tmp_path, indicators=INDICATORS.replace("立案数 | 起 | |", "立案数 | 起 | 500 |"))
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", edit=lambda indicators, _: indicators.delete_rows(2))
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案 删去一行"]
    if by_hand:
        book = load_workbook(done.path)
        book["指标"].delete_rows(2)
        book.save(done.path)
    else:
        noted(done, "保留现值")
    assert conflicts(collected(tmp_path)) == []
    assert figures(done.path) == ({} if by_hand else {"刑事立案": 500})
    assert collected(tmp_path).written is False


def test_a_unit_that_the_drafter_takes_over_settles_the_unit_and_its_figures(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": 3}, cells={("刑事立案", "单位"): "万起"})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.单位 改了不由部门填的格", "刑事立案.本年 单位不同"]
    changed(done.path, "指标", "C2", "万起")
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert (figures(done.path)["刑事立案"], rows(done.path, "指标")[0]["单位"]) == (3, "万起")


def test_a_file_that_can_not_be_read_is_settled_by_a_note(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": 3})
    (tmp_path / "收回" / "坏.xlsx").write_bytes(b"PK broken")
    done = collected(tmp_path)
    assert conflicts(done) == ["坏.xlsx 读不了"]
    noted(done, "已处理")
    assert conflicts(collected(tmp_path)) == []


def test_what_is_open_stays_so_when_its_file_is_put_away(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    sent = filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": "五百多"})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", {"治安案件": 95})
    before = collected(tmp_path).conflicts
    sent.unlink()
    done = collected(tmp_path)
    assert done.conflicts == before
    noted(done, "保留现值")
    assert conflicts(collected(tmp_path)) == []


# ── what was cleared ──


def test_a_figure_that_was_handed_out_filled_and_came_back_empty_is_told_and_stays(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事破案": 480}, cells={("刑事立案", "上年"): None})
    done = collected(tmp_path)
    assert conflicts(done) == ["刑事立案.上年 部门清空了这一格"]
    assert figures(done.path, "上年")["刑事立案"] == 540
    assert collected(tmp_path).written is False
    noted(done, "采用这个值")
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert "刑事立案" not in figures(done.path, "上年")
    assert collected(tmp_path).written is False


def test_a_text_that_was_cleared_is_told_and_stays(tmp_path: Path) -> None:
    head = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n"
    files = handed_out(tmp_path, entries=f"{head}工作 | 执法 | 打击 | 打击有力。 | 是 | 刑侦支队")
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事破案": 480}, {"打击": ""})
    done = collected(tmp_path)
    assert conflicts(done) == ["打击.正文 部门清空了这一格"]
    assert [text[2] for text in texts(done.path)] == ["打击有力。"]


# ── without a change of values ──


def test_what_the_drafter_changed_is_no_reason_to_write_the_workbook_again(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": 3}, {"打击犯罪": "打击有力。"})
    done = collected(tmp_path)
    changed(done.path, "指标", "D2", 4)
    changed(done.path, "报告内容", "D2", "打击十分有力。")
    changed(done.path, "指标", "O3", "备忘")
    before = done.path.read_bytes()
    again = collected(tmp_path)
    assert (again.written, again.backup, done.path.read_bytes()) == (False, None, before)
    assert sorted(path.name for path in tmp_path.glob("汇总*")) == ["汇总.xlsx"]
