"""What the workbook says otherwise than the report that was built of it: corrections that have not been brought in."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Place
from generator.model.provenance import Cell, Source
from generator.pipeline.editions import Composition
from generator.refresh.aligning import align
from generator.word.manuscript import Line
from generator.word.store import Store, Value
from generator.workbook.columns import ENTRIES

_MOST = 20
_SHOWN = 40
_HINT = "请先运行 fazhi update；已经更新过、稿中另有写法的：用稿中的，请把工作簿也改成一样，用工作簿的，请改稿中，再更新一次"


def outdated(store: Store, now: Composition, report: str) -> list[Diagnostic]:
    """An error for each value, else for each paragraph, that the report was built with and the workbook has otherwise now."""
    found = list(_outdated(store, now, report))
    if len(found) > _MOST:
        more = Diagnostic("publish-outdated", "error", f"另有 {len(found) - _MOST} 处也没有更新", _HINT, Place(file=report))
        return [*found[:_MOST], more]
    return found


def _outdated(store: Store, now: Composition, report: str) -> Iterator[Diagnostic]:
    values: dict[tuple[str, int], list[Value]] = {}
    for value in store.values:
        values.setdefault((value.part, value.line), []).append(value)
    sources = {
        (part, placed.lines[0]): placed.spans for part, several in now.placed.items() for placed in several if len(placed.lines) == 1
    }
    for part in dict.fromkeys([*store.lines, *now.lines]):
        before, after = store.lines.get(part, ()), now.lines.get(part, [])
        if list(before) == [line.text for line in after]:
            continue
        for match in align(before, [line.text for line in after]):
            olds, news = [before[n] for n in match.old], [after[n] for n in match.new]
            if "".join(olds) == "".join(line.text for line in news):
                continue
            told = list(_values(store, match.old, part, values, news, sources)) if len(olds) == len(news) == 1 else []
            cells = (cell for line in news for *_, source in sources.get((part, line.number), ()) for cell in source.cells)
            cell = next((cell for cell in cells if cell.sheet == ENTRIES), None)
            yield from told or [_paragraph(olds, news, cell, report)]


def _values(
    store: Store,
    old: tuple[int, ...],
    part: str,
    values: dict[tuple[str, int], list[Value]],
    news: list[Line],
    sources: dict[tuple[str, int], tuple[tuple[int, int, Source], ...]],
) -> Iterator[Diagnostic]:
    """The values of a paragraph that are printed otherwise."""
    printed: dict[tuple[str, ...], list[str]] = {}
    for start, end, source in sources.get((part, news[0].number), ()):
        printed.setdefault(own_cells(source), []).append(news[0].text[start:end])
    for value in values.get((part, old[0] + 1), []):
        was, cells = store.text(value), value.source.cells
        same = printed.get(own_cells(value.source), [])
        if same and was not in same:
            message = f"报告生成或上次更新时是“{was}”，工作簿现在是“{same[0]}”"
            place = Place(file=cells[0].workbook, sheet=cells[0].sheet, cell=cells[0].address)
            yield Diagnostic("publish-outdated", "error", message, _HINT, place)


def printed_of(now: Composition) -> dict[tuple[str, ...], list[str]]:
    """How the values of an edition are printed, by the cells that they were worked out of."""
    printed: dict[tuple[str, ...], list[str]] = {}
    for placed in (each for several in now.placed.values() for each in several):
        for start, end, source in placed.spans:
            printed.setdefault(own_cells(source), []).append(placed.passage.text[start:end])
    return printed


def own_cells(source: Source) -> tuple[str, ...]:
    """The cells that a value was worked out of, without that of the text around it."""
    figures = tuple(str(cell) for cell in source.cells if cell.sheet != ENTRIES)
    return figures or tuple(map(str, source.cells))


def _paragraph(olds: list[str], news: list[Line], cell: Cell | None, report: str) -> Diagnostic:
    was, now = _short("".join(olds)), _short("".join(line.text for line in news))
    if not was:
        message = f"工作簿里多出一段，报告里没有：“{now}”"
    elif not now:
        message = f"报告里的一段，工作簿里已经没有了：“{was}”"
    else:
        message = f"报告生成或上次更新时是“{was}”，按工作簿现在是“{now}”"
    place = Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address) if cell else Place(file=report)
    return Diagnostic("publish-outdated", "error", message, _HINT, place)


def _short(text: str) -> str:
    return text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
