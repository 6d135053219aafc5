from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from generator.pipeline.checking import check
from tests.support.hands import INDICATORS, collected, filled_in, handed_out, noted

SHARED = INDICATORS + "编制 | 编制数 | 人 | 110 | | | | 是 | 刑侦支队、治安支队\n"


def warnings(path: Path) -> list[tuple[str, str]]:
    """Code, and place with the beginning of the message, of what is said of the collecting."""
    return [(found.code, str(found).partition("（")[0]) for found in check(path) if found.code.startswith("collect-")]


def disputed(folder: Path) -> Path:
    files = handed_out(folder, indicators=SHARED)
    filled_in(files["刑侦支队"], folder / "收回" / "a.xlsx", {"编制": 100, "刑事立案": "五百多"})
    filled_in(files["治安支队"], folder / "收回" / "b.xlsx", {"编制": 120})
    return collected(folder).path


LATE = ("collect-late", "汇总核对：有 2 个部门没有交齐")


def test_open_matters_are_told_each_at_its_cell_and_counted(tmp_path: Path) -> None:
    assert warnings(disputed(tmp_path)) == [
        ("collect-unsettled", "汇总核对：汇总时要定下来的还有 2 处"),
        ("collect-open", "指标!D2：刑事立案.本年 填法不对"),
        ("collect-open", "指标!D10：编制.本年 两个部门填得不一样"),
        LATE,
    ]


def test_a_cell_is_found_where_the_drafter_has_put_its_row(tmp_path: Path) -> None:
    path = disputed(tmp_path)
    book = load_workbook(path)
    book["指标"].insert_rows(2)
    book.save(path)
    assert ("collect-open", "指标!D11：编制.本年 两个部门填得不一样") in warnings(path)


def test_what_was_settled_by_a_note_or_by_hand_is_not_told_and_what_was_chosen_waits_for_being_written(tmp_path: Path) -> None:
    path = disputed(tmp_path)
    book = load_workbook(path)
    book["指标"]["D2"] = 512
    book.save(path)
    noted(collected(tmp_path), "采用这个值", "编制.本年", "治安支队")
    [waiting, _] = [found for found in check(path) if found.code.startswith("collect-")]
    assert "已选“采用这个值”，还没有写进来；请再运行一次 fazhi collect" in str(waiting)
    collected(tmp_path)
    assert warnings(path) == [LATE]


def test_a_workbook_that_was_not_collected_says_nothing(tmp_path: Path) -> None:
    disputed(tmp_path)
    assert warnings(tmp_path / "主表.xlsx") == []


def test_who_is_late_is_told_by_how_they_stand(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx")
    [late] = [str(found) for found in check(collected(tmp_path).path) if found.code == "collect-late"]
    assert late.startswith("汇总核对：有 2 个部门没有交齐（未交：治安支队；原样交回：刑侦支队）；")
