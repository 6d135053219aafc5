from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import FazhiError
from generator.pipeline.batch import Builder, Line, Order, chains
from generator.pipeline.building import Built
from tests.support.workbooks import make_workbook


def silent(what: Built | FazhiError) -> tuple[Line, ...]:
    return ()


def broken(what: Built | FazhiError) -> tuple[Line, ...]:
    if isinstance(what, Built) and what.path.name.startswith("乙"):
        raise ZeroDivisionError
    return ()


def greedy(what: Built | FazhiError) -> tuple[Line, ...]:
    if isinstance(what, Built) and what.path.name.startswith("乙"):
        raise MemoryError
    return ()


def numbers(workbooks: list[Path], order: Order) -> list[list[int]]:
    return [[number for number, _ in chain.workbooks] for chain in chains(workbooks, order)]


def test_workbooks_that_may_write_the_same_report_are_built_one_after_the_other(tmp_path: Path) -> None:
    workbooks = [tmp_path / name for name in ("一/甲.xlsx", "一/乙.xlsx", "二/甲.xlsx", "二/A.xlsx", "三/a.xlsx")]
    assert numbers(workbooks, Order(silent, tmp_path / "报告", True)) == [[0, 2], [1], [3, 4]]
    assert numbers(workbooks, Order(silent)) == [[0], [1], [2], [3], [4]]
    assert numbers(workbooks[:2], Order(silent, tmp_path / "报告.pdf")) == [[0], [1]]


def test_reports_that_are_links_to_one_file_are_one_chain(tmp_path: Path) -> None:
    (tmp_path / "甲（上报版）.docx").write_bytes(b"one")
    (tmp_path / "乙（上报版）.docx").symlink_to("甲（上报版）.docx")
    (tmp_path / "丙（上报版）.docx").hardlink_to(tmp_path / "甲（上报版）.docx")
    assert numbers([tmp_path / f"{name}.xlsx" for name in "甲丁乙丙"], Order(silent)) == [[0, 2, 3], [1]]


def test_only_a_report_that_was_written_stands_in_the_way_of_the_next(folder: Path) -> None:
    workbooks = []
    for name in "一二三":
        (folder / name).mkdir()
        workbooks.append(make_workbook(folder / name / "甲.xlsx", items={"年度": None} if name == "一" else {"单位全称": f"{name}市"}))
    order = Order(silent, folder / "报告", True, str(folder / "templates" / "小"))
    outcomes = dict(Builder(order).each(chains(workbooks, order)))
    assert [outcomes[n].kind for n in range(3)] == ["failed", "built", "failed"]
    assert outcomes[2].fault.endswith("这一次已经写过同名的报告，没有覆盖；请给工作簿取不同的文件名，或分开生成")


@pytest.mark.parametrize(
    ("tell", "fault", "told"),
    [
        (broken, "程序出错，没有生成；请把上面的英文内容发给维护者", "ZeroDivisionError"),
        (greedy, "内存不够，没有生成；请关闭别的程序，或减少 -j 的个数再试", ""),
    ],
)
def test_what_goes_wrong_in_the_tool_fails_one_workbook(folder: Path, tell: object, fault: str, told: str) -> None:
    workbooks = [make_workbook(folder / f"{name}.xlsx") for name in "甲乙丙"]
    order = Order(tell)  # type: ignore[arg-type]
    outcomes = dict(Builder(order).each(chains(workbooks, order)))
    assert [outcomes[n].status for n in range(3)] == [0, 2, 0]
    assert outcomes[1].fault == fault
    assert told in "".join(line for _, line in outcomes[1].lines)


def test_of_very_many_errors_the_first_and_their_number_are_kept(folder: Path) -> None:
    indicators = "引用名 | 指标名称 | 单位 | 本年 | 上年\n" + "\n".join(f"数{n} | 数 | 起 | {'很' * 400} | 1" for n in range(50))
    workbook = make_workbook(folder / "甲.xlsx", indicators=indicators)
    outcome = Builder(Order(silent)).built(workbook)
    assert outcome.faults >= 50
    assert len(outcome.fault) <= 301
