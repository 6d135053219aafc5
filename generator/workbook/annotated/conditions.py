"""Conditional colours: where a cell has one, it would hide ours, so ours gets one that goes before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.diagnostics import Severity
from generator.workbook.annotated.grid import SHEET_ORDER, Span, address, spans
from generator.workbook.annotated.grounds import COLOURS, Styles
from generator.workbook.annotated.parts import insert, local, m, made
from generator.workbook.annotated.texts import RESULT

MARK = f'"{RESULT}"<>""'  # always true, and known again


def strip_conditions(root: Any) -> bool:
    """Take away the conditional colours of an earlier check; whether there were any."""
    ours = [
        each for each in root.findall(m("conditionalFormatting")) if any((f.text or "").strip() == MARK for f in each.iter(m("formula")))
    ]
    for each in ours:
        root.remove(each)
    return bool(ours)


def colour_over_conditions(root: Any, cells: Mapping[tuple[int, int], Severity], styles: Styles) -> None:
    """Colour the cells that stand under a conditional format."""
    covered = _covered(root)
    under = sorted((cell, its) for cell, its in cells.items() if any(each.holds(*cell) for each in covered))
    wanted = {severity: [cell for cell, its in under if its == severity] for severity in COLOURS}
    wanted = {severity: found for severity, found in wanted.items() if found}
    for rule in root.iter("{*}cfRule"):
        if (priority := rule.get("priority", "")).isdecimal():
            rule.set("priority", str(int(priority) + len(wanted)))
    for priority, (severity, found) in enumerate(wanted.items(), start=1):
        rule = made("cfRule", {"type": "expression", "dxfId": str(styles.condition(severity)), "priority": str(priority)})
        rule.append(made("formula", text=MARK))
        sqref = " ".join(address(*cell) for cell in found)
        ours = made("conditionalFormatting", {"sqref": sqref}, rule)
        first = root.find(m("conditionalFormatting"))
        if first is not None:
            first.addprevious(ours)
        else:
            insert(root, ours, SHEET_ORDER)


def _covered(root: Any) -> list[Span]:
    """What conditional formats cover, those of Excel 2010 and WPS in the extensions too."""
    found = []
    for each in root.iter("{*}conditionalFormatting"):
        found += spans(each.get("sqref"))
        for child in each:
            found += spans(child.text) if local(child) == "sqref" else []
    return found
