"""What ``fazhi build`` does with its workbooks: who builds them, what is said of each, and of all at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import click

from generator import console
from generator.diagnostics import Severity
from generator.errors import FazhiError, FindingsStop, WrongUse
from generator.pipeline.batch import Builder, Line, Order, Outcome, chains
from generator.pipeline.building import Built
from generator.progress import Progress
from generator.shell import fail, talk_lines
from generator.update_cli import said

_KINDS = {"built": "生成", "updated": "更新", "failed": "没有生成"}
_WIDEST = 40  # columns of a cell of the summary
Results = Generator[tuple[int, Outcome], None, None]


def told(what: Built | FazhiError) -> tuple[Line, ...]:
    """All that is to be said of a report or of a failure."""
    if isinstance(what, FindingsStop):
        return (*console.lines(what.findings), ("error", str(what)))
    if isinstance(what, FazhiError):
        return (("error", str(what)),)
    return tuple(said(what.updated) if what.updated is not None else console.lines(what.findings))


def brief(what: Built | FazhiError) -> tuple[Line, ...]:
    """Nothing: of many workbooks the summary says enough."""
    return ()


def build_all(workbooks: Sequence[Path], order: Order, *, jobs: int | None, scheduler: str | None, pdf: bool) -> int:
    """Build the reports, with ``jobs`` processes or on the cluster of ``scheduler``; the worst exit status.

    Paths go to stdout in the order of the workbooks. Raises :class:`WrongUse`.
    """
    if jobs is not None and jobs < 1:
        raise WrongUse(f"-j {jobs}：应是 1 以上的整数，例如 -j 4")
    if scheduler is not None and jobs is not None:
        raise WrongUse("-j 和 --scheduler 不能同时用：集群自己有多少处理器就用多少")
    if len(workbooks) == 1 and scheduler is None:
        return _said_of(Builder(order).built(workbooks[0]), pdf)
    progress, outcomes = Progress(len(workbooks), shown=len(workbooks) > console.FEW), list[Outcome]()
    try:
        with ExitStack() as held:
            results = held.enter_context(closing(_results(workbooks, order, jobs, scheduler, held)))
            status = _follow(results, progress, outcomes, pdf)
    except BaseException:
        progress.clear()
        raise
    progress.clear()
    if len(workbooks) > 1:
        _summarise(outcomes, listed=len(workbooks) > console.FEW)
    else:
        talk_lines(("error", f"{outcome.workbook}：{outcome.fault}") for outcome in outcomes if _is_unsaid(outcome))
    return status


def _results(workbooks: Sequence[Path], order: Order, jobs: int | None, scheduler: str | None, held: ExitStack) -> Results:
    """Who does the work. What it needs meanwhile is ``held``."""
    if scheduler is not None:
        from generator.pipeline.cluster import on_cluster

        return on_cluster(order, workbooks, scheduler)
    these = chains(workbooks, order)
    number = min(jobs or (_cores() if len(workbooks) > console.FEW else 1), len(these))
    if number == 1:
        return Builder(order).each(these)
    from generator.pipeline.workers import in_processes
    from generator.templating.cache import Cache

    if not Cache(order.cache).is_usable:
        import tempfile

        # The first process leaves the prepared template here for the others; where nothing may be kept, for this time only.
        order = replace(order, cache=Path(held.enter_context(tempfile.TemporaryDirectory(prefix="fazhi-"))))
    return in_processes(order, these, number)


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _follow(results: Results, progress: Progress, outcomes: list[Outcome], pdf: bool) -> int:
    """Say what became of the workbooks, in their order; the worst status. ``outcomes`` gets them, of their lines the first."""
    early, status = dict[int, Outcome](), 0
    progress.draw()
    for number, outcome in results:
        progress.step(failed=outcome.kind == "failed")
        early[number] = outcome
        while (following := early.pop(len(outcomes), None)) is not None:
            if following.lines or following.path is not None:
                progress.clear()
            status = max(status, _said_of(following, pdf))
            outcomes.append(replace(following, lines=following.lines[:1]))
            progress.draw()
    return status


def _said_of(outcome: Outcome, pdf: bool) -> int:
    """Say what there is to say of one workbook; its status."""
    talk_lines(outcome.lines)
    status = outcome.status
    if outcome.path is not None:
        click.echo(outcome.path)
        if pdf:
            status = max(status, _pdf(outcome.path))
    return status


def _pdf(report: Path) -> int:
    from generator.pipeline.printing import make_pdf

    try:
        made = make_pdf(report)
    except FazhiError as error:
        return fail(error)
    if made.path is not None:
        click.echo(made.path)
    for remark in made.remarks:
        click.echo(remark, err=True)
    return 0 if made.path is not None else 2


def _summarise(outcomes: Sequence[Outcome], *, listed: bool) -> None:
    """How many went which way; with ``listed`` which have failed and why, and which are left to people, else what nobody said yet."""
    by_kind = {kind: [outcome for outcome in outcomes if outcome.kind == kind] for kind in _KINDS}
    also = {kind: _remarks(these) for kind, these in by_kind.items()}
    rows = [(_KINDS[kind], f"{len(these):>5} 份", also[kind]) for kind, these in by_kind.items() if these]
    lines: list[Line] = [(None, row) for row in console.aligned(rows, _WIDEST)]
    failed = [outcome for outcome in by_kind["failed"] if listed or _is_unsaid(outcome)]
    lines += _listed("没有生成的：", "error", [f"{o.workbook}：{o.fault}{f' 等 {o.faults} 处' if o.faults > 1 else ''}" for o in failed])
    if listed:
        lines += _listed("要请人决定的，见报告里的批注：", "warning", [f"{o.path}：{o.undecided} 处" for o in outcomes if o.undecided])
        if failed or any(outcome.warnings for outcome in outcomes):
            lines.append((None, "每份的详细情况请用 fazhi check 看。"))
    talk_lines(lines)


def _is_unsaid(outcome: Outcome) -> bool:
    """Whether it has failed for a reason that is not among its lines."""
    return outcome.kind == "failed" and all(severity != "error" for severity, _ in outcome.lines)


def _remarks(outcomes: Sequence[Outcome]) -> str:
    """``其中有警告的 3 份，要请人决定的 1 份``; empty when there are none."""
    numbers = (("有警告的", sum(o.warnings > 0 for o in outcomes)), ("要请人决定的", sum(o.undecided > 0 for o in outcomes)))
    said = "，".join(f"{what} {number} 份" for what, number in numbers if number)
    return f"其中{said}" if said else ""


def _listed(heading: str, severity: Severity, rows: Sequence[str]) -> list[Line]:
    """The rows under their heading, nothing where there are none."""
    return [(None, heading), *((severity, f"  {console.printable(row)}") for row in rows)] if rows else []
