from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from generator.errors import FazhiError
from generator.pipeline.batch import Builder, Line, Order, Outcome, chains
from generator.pipeline.building import Built
from generator.pipeline.workers import in_processes
from tests.support.workbooks import make_workbook


def telling(what: Built | FazhiError) -> tuple[Line, ...]:
    """Says what it got; dies over the second workbook of a folder that asks for it."""
    if isinstance(what, Built) and what.path.name.startswith("乙") and (what.path.parent / "die").exists():
        os.kill(os.getpid(), signal.SIGKILL)
    return ((None, str(what.path if isinstance(what, Built) else what)),)


def outcomes(order: Order, workbooks: Sequence[Path], number: int) -> list[Outcome]:
    with closing(in_processes(order, chains(workbooks, order), number, "spawn")) as results:
        done = dict(results)
    return [done[n] for n in range(len(workbooks))]


def test_spawned_processes_do_the_same_as_this_one(folder: Path) -> None:
    workbooks = [make_workbook(folder / f"{name}.xlsx", items={"主送机关": "" if name == "丁" else name}) for name in "甲乙丙丁"]
    here, there = Order(telling, folder / "一", True), Order(telling, folder / "二", True)
    alone = dict(Builder(here).each(chains(workbooks, here)))
    together = outcomes(there, workbooks, 2)
    assert [(o.status, o.kind, o.fault, o.faults) for o in together] == [(o.status, o.kind, o.fault, o.faults) for o in alone.values()]
    assert [o.path.name for o in together if o.path] == ["甲（上报版）.docx", "乙（上报版）.docx", "丙（上报版）.docx"]
    for report in (folder / "一").glob("*.docx"):
        assert (folder / "二" / report.name).read_bytes() == report.read_bytes()


@pytest.mark.parametrize("number", [1, 2])
def test_a_process_that_is_killed_fails_its_workbook_and_no_other(folder: Path, number: int) -> None:
    (folder / "die").touch()
    workbooks = [make_workbook(folder / f"{name}.xlsx") for name in "甲乙丙"]
    done = outcomes(Order(telling), workbooks, number)
    assert [o.kind for o in done] == ["built", "failed", "built"]
    assert done[1].fault == "生成它的进程意外中断（可能是内存不够），没有生成；请单独再试一次"


def test_workbooks_after_the_one_that_was_lost_are_built_when_they_write_the_same_report(folder: Path) -> None:
    (folder / "die").touch()
    for name in "一二":
        (folder / name).mkdir()
    workbooks = [make_workbook(folder / name / "乙.xlsx", template="小") for name in "一二"]
    done = outcomes(Order(telling, folder, True, str(folder / "templates" / "小")), workbooks, 2)
    assert [o.kind for o in done] == ["failed", "failed"]
