"""The figures as a picture: a bar for each engine, and a line for each on how the cost grows with the rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.measuring import Figure
from benchmarks.tables import number

COLOURS = {"fazhi": "#1559b3", "docxtpl": "#c2483d", "python-docx": "#d08a1d", "docxtemplater": "#5d8a3a", "carbone": "#7d63a8"}
WIDTH, HEIGHT = 960, 400
_BARS, _LINES = (130, 400), (560, 840)  # from left to right
_TOP, _BOTTOM = 70, 340
_STEP = 50  # from bar to bar


def picture(bars: Sequence[Figure], bars_title: str, lines: Mapping[str, Sequence[tuple[int, float]]], lines_title: str) -> str:
    """An SVG: ``bars`` on the left; on the right, by engine, the costs by number of rows, both axes logarithmic."""
    inner = "\n".join((*_bars(bars, bars_title), *_lines(lines, lines_title)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Helvetica, Arial, sans-serif">\n<rect width="100%" height="100%" fill="#fff"/>\n{inner}\n</svg>\n'
    )


def _bars(figures: Sequence[Figure], title: str) -> Iterator[str]:
    left, right = _BARS
    yield _text(20, 34, title, size=16, weight="bold")
    most = max(figure.value or 0.0 for figure in figures)
    for n, figure in enumerate(figures):
        value, y = figure.value or 0.0, _TOP + n * _STEP
        length = max(2.0, (right - left) * value / most)
        yield _text(left - 10, y + 20, figure.engine, anchor="end")
        yield f'<rect x="{left}" y="{y}" width="{length:.1f}" height="28" fill="{COLOURS[figure.engine]}"/>'
        yield _text(left + length + 8, y + 20, number(value))


def _lines(lines: Mapping[str, Sequence[tuple[int, float]]], title: str) -> Iterator[str]:
    points = [point for line in lines.values() for point in line]
    sizes, costs = sorted({size for size, _ in points}), [cost for _, cost in points]
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))
    left, right = _LINES

    def x(size: float) -> float:
        return left + (right - left) * math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])

    def y(cost: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (math.log10(cost) - low) / (high - low)

    yield _text(left - 60, 34, title, size=16, weight="bold")
    for power in range(low, high + 1):
        at = y(10.0**power)
        yield f'<line x1="{left}" y1="{at:.1f}" x2="{right}" y2="{at:.1f}" stroke="#ddd"/>'
        yield _text(left - 10, at + 5, f"{10.0**power:g} s", anchor="end")
    for size in sizes:
        yield f'<line x1="{x(size):.1f}" y1="{_TOP}" x2="{x(size):.1f}" y2="{_BOTTOM}" stroke="#eee"/>'
        yield _text(x(size), _BOTTOM + 22, f"{size:,}", anchor="middle")
    for engine, line in lines.items():
        path = " ".join(f"{x(size):.1f},{y(cost):.1f}" for size, cost in line)
        yield f'<polyline points="{path}" fill="none" stroke="{COLOURS[engine]}" stroke-width="{3 if engine == "fazhi" else 2}"/>'
        yield from (f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="3.5" fill="{COLOURS[engine]}"/>' for size, cost in line)
    yield from _names({engine: (x(line[-1][0]), y(line[-1][1])) for engine, line in lines.items()})


def _names(ends: dict[str, tuple[float, float]]) -> Iterator[str]:
    """The names of the engines at the ends of their lines, none on top of another; above the end of one that stops early."""
    last = -math.inf
    for engine, (x, y) in sorted(ends.items(), key=lambda end: end[1][1]):
        if x < _LINES[1]:
            yield _text(x + 4, y - 10, engine, anchor="end", fill=COLOURS[engine])
            continue
        last = max(y, last + 16)
        yield _text(x + 9, last + 5, engine, fill=COLOURS[engine])


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = 14, weight: str = "normal", fill: str = "#222") -> str:
    shape = f'text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{fill}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {shape}>{escape(text)}</text>'
