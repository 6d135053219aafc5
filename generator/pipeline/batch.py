"""Many workbooks: what is asked for all of them, and what became of each, small enough to hold for thousands."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Collection, Generator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from generator.diagnostics import Severity
from generator.errors import FazhiError, FindingsStop
from generator.pipeline.building import Built, build, report_path
from generator.pipeline.reading import Templates
from generator.records import record
from generator.templating.session import Edition

Line = tuple[Severity | None, str]
_LONGEST = 300  # letters of why a workbook failed
_OUT_OF_MEMORY = "内存不够，没有生成；请关闭别的程序，或减少 -j 的个数再试"
_OUR_FAULT = "程序出错，没有生成；请把上面的英文内容发给维护者"


@record
class Order:
    """What is asked for every workbook; it can be sent to another process.

    ``tell`` says what is shown of a report or of a failure; it has to be a function of a module. The other names are
    those of :func:`build`, ``cache`` the folder where prepared templates are kept.
    """

    tell: Callable[[Built | FazhiError], tuple[Line, ...]]
    output: Path | None = None
    into_folder: bool = False
    template: str | None = None
    edition: Edition = "上报"
    draft: bool = False
    letterhead: bool = True
    when: datetime | None = None
    cache: Path | None = None

    def report_path(self, workbook: Path) -> Path:
        """Where the report of a workbook goes. Raises :class:`WrongUse`."""
        return report_path(workbook, self.output, into_folder=self.into_folder, edition=self.edition, draft=self.draft)


@record
class Outcome:
    """What became of a workbook, and the exit status that it asks for.

    ``path`` is its report, None when it failed; then ``fault`` is the first reason of ``faults``. ``undecided`` counts
    what an update has left to people.
    """

    workbook: Path
    status: int
    kind: Literal["built", "updated", "failed"]
    path: Path | None = None
    fault: str = ""
    faults: int = 0
    warnings: int = 0
    undecided: int = 0
    lines: tuple[Line, ...] = ()


class Chain(NamedTuple):
    """Workbooks whose reports go to the same place, by their numbers: built one after the other, where one may be refused."""

    workbooks: tuple[tuple[int, Path], ...]
    written: tuple[Path, ...] = ()

    def after(self, outcome: Outcome) -> Chain | None:
        """What is left when the first one is done, None when that was the last."""
        left = self.workbooks[1:]
        return Chain(left, (*self.written, outcome.path) if outcome.path is not None else self.written) if left else None


def chains(workbooks: Sequence[Path], order: Order) -> list[Chain]:
    """The workbooks in their order; those that would write the same report are one chain."""
    found: dict[object, list[tuple[int, Path]]] = {}
    for number, workbook in enumerate(workbooks):
        found.setdefault(_target(workbook, order) or number, []).append((number, workbook))
    return [Chain(tuple(each)) for each in found.values()]


def _target(workbook: Path, order: Order) -> object:
    """What two workbooks have in common whose reports may be one file; None where there is no place for a report.

    Names that differ by case, or in how their letters are composed, are one file on some disks.
    """
    try:
        path = order.report_path(workbook)
        if path.exists():
            status = path.stat()
            return status.st_dev, status.st_ino
        return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()
    except (FazhiError, OSError, ValueError):
        return None


class Builder:
    """Builds one workbook after the other in this process, with the templates at hand."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self._templates = Templates(order.cache)

    def built(self, workbook: Path, written: Collection[Path] = ()) -> Outcome:
        """What becomes of a workbook. What this tool got wrong is raised."""
        order = self.order
        try:
            built = build(
                workbook,
                order.output,
                into_folder=order.into_folder,
                template=order.template,
                edition=order.edition,
                draft=order.draft,
                letterhead=order.letterhead,
                templates=self._templates,
                written=written,
                when=order.when,
            )
        except FazhiError as error:
            return failed(workbook, error, order)
        return succeeded(workbook, built, order)

    def attempted(self, workbook: Path, written: Collection[Path] = ()) -> Outcome:
        """The same, whatever happens: in a batch nothing may stop the others."""
        return attempted(workbook, lambda: self.built(workbook, written))

    def each(self, these: Sequence[Chain]) -> Generator[tuple[int, Outcome], None, None]:
        """What becomes of all of them, one after the other, by their numbers."""
        for chain in these:
            left: Chain | None = chain
            while left is not None:
                number, workbook = left.workbooks[0]
                outcome = self.attempted(workbook, left.written)
                yield number, outcome
                left = left.after(outcome)


def succeeded(workbook: Path, built: Built, order: Order) -> Outcome:
    """The outcome of a report that was written."""
    updated = built.updated
    undecided = 0 if updated is None else len(updated.fated("conflict")) + len(updated.fated("uncertain"))
    return Outcome(
        workbook,
        1 if undecided else 0,
        "built" if updated is None else "updated",
        built.path,
        warnings=built.findings.count("warning"),
        undecided=undecided,
        lines=order.tell(built),
    )


def failed(workbook: Path, error: FazhiError, order: Order) -> Outcome:
    """The outcome of a workbook without a report."""
    fault, faults = str(error), 1
    if isinstance(error, FindingsStop) and error.findings.errors:
        fault, faults = str(error.findings.worst_first()[0]), len(error.findings.errors)
    return _failed(workbook, error.exit_code, fault, faults, order.tell(error))


def lost(workbook: Path, why: str, *lines: Line) -> Outcome:
    """The outcome of a workbook that something else than its contents has kept from being built."""
    return _failed(workbook, 2, why, 1, lines)


def _failed(workbook: Path, status: int, fault: str, faults: int, lines: tuple[Line, ...]) -> Outcome:
    fault = fault.removeprefix(f"{workbook.name}：")
    fault = fault if len(fault) <= _LONGEST else f"{fault[:_LONGEST]}…"
    return Outcome(workbook, status, "failed", fault=fault, faults=faults, lines=lines)


def attempted(workbook: Path, work: Callable[[], Outcome]) -> Outcome:
    """The outcome of the work, a failure where the memory is used up or this tool is wrong."""
    try:
        return work()
    except MemoryError:
        return lost(workbook, _OUT_OF_MEMORY)
    except Exception:
        import traceback  # what a maintainer needs, and no build that goes well

        return lost(workbook, _OUR_FAULT, (None, traceback.format_exc(limit=-12).rstrip()))
