"""The filters of the template language: ``{{ 参训人次 | 万 }}``, ``{{ [a, b] | 分别同比 }}``, ``{{ 条目 | 列举 }}``.

Every filter returns marked text, so that what it prints keeps its source cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from generator.model.amounts import print_number
from generator.model.provenance import Source
from generator.templating import wording
from generator.templating.entries import EntryView
from generator.templating.listing import closed, list_item, stop_between, without_own_mark
from generator.templating.session import Session
from generator.templating.values import Figure, Quantity


class FilterMisuse(Exception):
    """A filter was given something that it can't take; the message says what it takes."""


def in_wan(value: object, places: int | None = None) -> str:
    """3.57万人次."""
    return _scaled(value, "万", places)


def in_yi(value: object, places: int | None = None) -> str:
    """7.48亿元."""
    return _scaled(value, "亿", places)


def _scaled(value: object, scale: str, places: int | None) -> str:
    if not isinstance(value, Quantity):
        raise FilterMisuse(f"“{scale}”只用于指标，例如 {{{{ 参训人次 | {scale} }}}}")
    if isinstance(value, Figure):
        instead = value.usable(value.indicator.this, "本年")
        if instead is not None:
            return instead
        if value.indicator.this.number == 0:
            return str(value)
    number = value.number(f"换算成“{scale}”")
    if number is None:
        return ""
    wanted = value.session.options.precision if places is None else _places(places)
    return value.marked(wording.scaled(number, value.unit, scale, wanted))


def _places(places: object) -> int:
    if not isinstance(places, int) or not 0 <= places <= 6:
        raise FilterMisuse("小数位数应是 0 到 6 的整数")
    return int(places)


def respective_changes(values: object) -> str:
    """同比分别上升9.81%、20%."""
    if not isinstance(values, list | tuple) or not values or not all(isinstance(v, Figure) for v in values):
        raise FilterMisuse("“分别同比”前面要写一组指标，例如 {{ [刑事立案, 刑事破案] | 分别同比 }}")
    changes, stand_ins, cells = [], [], []
    for figure in values:
        change = figure.change()
        if isinstance(change, Decimal):
            changes.append((change, figure.unit))
            cells += figure.change_cells()
        elif change:
            stand_ins.append(change)
    if len(changes) < len(values):
        return "、".join(stand_ins)
    session: Session = values[0].session
    text = wording.respective_changes(changes, session.options)
    names = "、".join(figure.name for figure in values)
    return session.marks.value(text, Source("figure", names, tuple(dict.fromkeys(cells))))


def share_of(part: object, whole: object) -> str:
    """占比62.35%."""
    if not isinstance(part, Quantity) or not isinstance(whole, Quantity):
        raise FilterMisuse("“占”的写法是 {{ 刑拘数 | 占(抓获数) }}")
    session = part.session
    if part.unit != whole.unit:
        session.report(
            "unit-mismatch",
            f"“{part.name}”的单位是“{part.unit}”，“{whole.name}”的单位是“{whole.unit}”，不能算占比",
            "请改用同一单位的指标",
        )
        return ""
    of, total = part.number("算占比"), whole.number("算占比")
    if of is None or total is None:
        # In a draft the mark of what is missing stands where the share would.
        return "".join(str(q) for q in (part, whole) if isinstance(q, Figure) and not q.indicator.this and session.draft)
    if total == 0:
        session.report("divided-by-zero", f"“{whole.name}”是 0，算不出占比", "请改写这句话", at=whole.cells[0] if whole.cells else None)
        return ""
    text = f"{session.options.share}{print_number(of / total * 100, session.options.precision)}%"
    return part.marked(text, *whole.cells)


def _items(values: object, name: str) -> list[list[str]]:
    """The paragraphs of each item, without an 一是 that its author typed."""
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise FilterMisuse(f"“{name}”前面要写一组条目或文字")
    items = [value.lines() if isinstance(value, EntryView) else [str(value)] for value in values]
    return [[without_own_mark(lines[0]), *lines[1:]] for lines in items if lines and lines[0]]


def run_together(values: object, mark: str = "一是") -> str:
    """一是……；二是……。 in one paragraph; every item ends with 。 if one of them holds a 。."""
    texts = ["".join(lines) for lines in _items(values, "列举")]
    stops = [stop_between(texts)] * (len(texts) - 1) + ["。"]
    return "".join(list_item(n, closed(text, stop), mark) for n, (text, stop) in enumerate(zip(texts, stops, strict=True), 1))


def item_by_item(values: object, mark: str = "一是") -> str:
    """一是……。 with a paragraph for each item; further paragraphs of an item follow as they are."""
    items = _items(values, "分列")
    return "\n".join("\n".join([list_item(n, closed(first, "。"), mark), *more]) for n, (first, *more) in enumerate(items, 1))


def arranged(values: object, form: str = "paragraphs", mark: str = "一是") -> str:
    """Entries in the form that the outline asks for: paragraphs, run together, or item by item."""
    if form == "inline":
        return run_together(values, mark)
    if form == "items":
        return item_by_item(values, mark)
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise FilterMisuse("“排列”前面要写一组条目")
    return "\n".join(str(value) for value in values)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "万": in_wan,
    "亿": in_yi,
    "分别同比": respective_changes,
    "占": share_of,
    "列举": run_together,
    "分列": item_by_item,
    "排列": arranged,
}
# What a clerk may use in a 正文 cell; the others arrange rows, which only a template does.
FIGURE_FILTERS: Mapping[str, Callable[..., Any]] = {name: FILTERS[name] for name in ("万", "亿", "分别同比", "占")}
