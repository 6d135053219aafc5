"""How findings and values look: as lines for people, or as the JSON that ``--json`` promises."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from generator.diagnostics import NAMES, Diagnostic, Findings, Severity

_TEMPLATE, _FILE = "模板", "文件"
FEW = 3  # workbooks of which each gets its findings listed
COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "advice": "cyan"}


def lines(findings: Findings) -> list[tuple[Severity, str]]:
    """One line a finding, the worst first."""
    return [(found.severity, _line(found)) for found in findings.worst_first()]


def by_sheet(findings: Findings, workbooks: Sequence[str]) -> list[tuple[Severity | None, str]]:
    """One line a finding under the headings of its sheet, so that a clerk walks down the sheet; headings have no severity.

    What belongs to the template comes first. Of several workbooks each has a heading, the sound ones too.
    """
    theirs = {name: Findings(found for found in findings if found.place.file == name) for name in workbooks}
    others = Findings(found for found in findings if found.place.file not in theirs)
    out = _sheets(others, _TEMPLATE)
    for name, found in theirs.items():
        if len(workbooks) > 1:
            out += [(None, ""), (None, f"{name}：{summary(found)}")]
        out += _sheets(found, _FILE)
    return out[1:]


def _sheets(findings: Findings, elsewhere: str) -> list[tuple[Severity | None, str]]:
    """The lines sheet by sheet, a blank line before each heading; ``elsewhere`` heads what stands in no sheet."""
    out: list[tuple[Severity | None, str]] = []
    for sheet, found in findings.by_sheet():
        out += [(None, ""), (None, f"{sheet or elsewhere}：{summary(Findings(found))}")]
        out += [(each.severity, _line(each)) for each in found]
    return out


def _line(found: Diagnostic) -> str:
    return printable(f"{NAMES[found.severity]} {found}")


def summary(findings: Findings) -> str:
    """``3 处错误，1 处警告``, or that nothing was found."""
    return findings.counted() or "没有发现问题"


def aligned(rows: Sequence[Sequence[str]], widest: int) -> list[str]:
    """The rows as lines, their columns one below the other; what is wider than ``widest`` stands out of line."""
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = [min(widest, max(map(_columns, column))) for column in zip(*shown, strict=True)]
    return ["  ".join(cell + " " * (w - _columns(cell)) for cell, w in zip(row, widths, strict=True)).rstrip() for row in shown]


def printable(text: str) -> str:
    """The text on one line, without what a terminal would take for a command."""
    return "".join(char if char.isprintable() or char == "\u3000" else " " for char in text)


def _columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def values_as_json(values: Iterable[Mapping[str, object]], *, ascii_only: bool = False) -> str:
    """The one object of ``trace --json``."""
    return _dumped({"values": list(values)}, ascii_only)


def as_json(findings: Findings, *, ascii_only: bool = False) -> str:
    """The one object of ``--json``; ``ascii_only`` for an output that can't hold every character."""
    told = {
        "findings": [found.as_json() for found in findings.worst_first()],
        "summary": {
            "errors": findings.count("error"),
            "warnings": findings.count("warning"),
            "advice": findings.count("advice"),
        },
    }
    return _dumped(told, ascii_only)


def _dumped(told: object, ascii_only: bool) -> str:
    import json

    return json.dumps(told, ensure_ascii=ascii_only, indent=2)
