"""The figures as tables: engines beside one another, and the goals beside what is reached."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from benchmarks.measuring import Figure, Line

Row = Sequence[str]


def beside(figures: Sequence[Figure]) -> list[Row]:
    """A row for each work, a column for each engine."""
    engines = list(dict.fromkeys(figure.engine for figure in figures))
    cells = {(figure.work, figure.engine): shown(figure) for figure in figures}
    works = dict.fromkeys(figure.work for figure in figures)
    return [["", *engines], *([work, *(cells.get((work, engine), "") for engine in engines)] for work in works)]


def goals(lines: Sequence[Line]) -> list[Row]:
    """A row for each measure of fazhi, with its goal and whether that is met."""
    verdicts = {None: "", True: "met", False: "NOT MET"}
    return [
        ["", "measured", "goal", ""],
        *([line.name, f"{number(line.value)} {line.unit}", line.aim, verdicts[line.met]] for line in lines),
    ]


def shown(figure: Figure) -> str:
    return figure.why if figure.value is None else number(figure.value)


def number(value: float) -> str:
    """Three digits tell all that is certain."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def plain(rows: Sequence[Row]) -> str:
    """A table for the terminal."""
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def markdown(rows: Sequence[Row]) -> str:
    """A table for Markdown."""
    head, *rest = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rest))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
