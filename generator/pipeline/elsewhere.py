"""The report of a workbook that has come from another machine."""

from __future__ import annotations

import functools
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

from generator.diagnostics import Findings
from generator.errors import FazhiError
from generator.pipeline.batch import Order, Outcome, attempted, failed, succeeded
from generator.pipeline.building import Built
from generator.pipeline.composing import compose
from generator.pipeline.reading import Templates
from generator.pipeline.shipping import Parcel, Reply, Shelf
from generator.word.package import report_package
from generator.word.pictures import PICTURE_NAME
from generator.word.store import read_payload
from generator.workbook.columns import ITEMS
from generator.workbook.sheets import read_sheets

_WORK = threading.Lock()  # a worker of a cluster may run tasks in several threads; one workbook is held at a time


def made(parcel: Parcel, templates: Shelf) -> Reply:
    """The report of a workbook, made where this runs; the outcome has no path yet. Nothing is raised."""
    replies: list[Reply] = []

    def work() -> Outcome:
        replies.append(_made(parcel, templates))
        return replies[0].outcome

    with _WORK:
        outcome = attempted(parcel.workbook, work)
    return replies[0] if replies else Reply(outcome)


def _made(parcel: Parcel, templates: Shelf) -> Reply:
    order, findings, desk = parcel.order, Findings(), _desk()
    home = desk.home(templates)
    given = str(home / templates.given) if templates.given else ""
    workbook = home / templates.near / parcel.workbook.name
    laid = {workbook: parcel.data, **{workbook.with_name(name): data for name, data in parcel.pictures.items()}}
    try:
        for path, data in laid.items():
            path.write_bytes(data)
        composed = compose(
            workbook,
            findings,
            template=given or order.template,
            edition=order.edition,
            draft=order.draft,
            letterhead=order.letterhead,
            templates=desk.templates,
        )
    except FazhiError as error:
        outcome = _as_asked(failed(parcel.workbook, error, order), given, order)
        return Reply(outcome, pictures=() if parcel.pictures else _missing(workbook, findings))
    finally:
        for path in laid:
            path.unlink(missing_ok=True)
    outcome = replace(succeeded(parcel.workbook, Built(parcel.workbook, findings), order), path=None)
    return Reply(outcome, report_package(composed.parts, composed.document), read_payload(composed.parts))


def _as_asked(outcome: Outcome, given: str, order: Order) -> Outcome:
    """The outcome with the template called as in the command, not as the folder where it lies here."""
    if not given or not order.template:
        return outcome
    lines = tuple((severity, line.replace(given, order.template)) for severity, line in outcome.lines)
    return replace(outcome, fault=outcome.fault.replace(given, order.template), lines=lines)


def _missing(workbook: Path, findings: Findings) -> tuple[str, ...]:
    """The pictures that the workbook names, when the lack of one is among the findings."""
    if all(found.code != "picture-unusable" for found in findings):
        return ()
    table = read_sheets(workbook, Findings()).tables.get(ITEMS)
    texts = [cell.text for row in table.rows for cell in row.values()] if table is not None else []
    return tuple(dict.fromkeys(text for text in texts if PICTURE_NAME.fullmatch(text)))


class _Desk:
    """Where a process of a cluster works, with the templates at hand; it is cleared when the process ends."""

    def __init__(self) -> None:
        self._held = tempfile.TemporaryDirectory(prefix="fazhi-")
        self.folder = Path(self._held.name)
        self.templates = Templates(self.folder / "cache")

    def home(self, shelf: Shelf) -> Path:
        """The folder that holds these templates, and nothing else."""
        home = self.folder / shelf.digest
        if not home.exists():
            (home / shelf.near).mkdir(parents=True)
            for name, data in shelf.files.items():
                path = home / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        return home


@functools.cache
def _desk() -> _Desk:
    return _Desk()
