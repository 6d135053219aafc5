"""The filters of the template language: ``{{ 参训人次 | 万 }}``, ``{{ [a, b] | 分别同比 }}``, ``{{ 条目 | 列举 }}``.

Every filter returns marked text, so that what it prints keeps its source cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_args

from generator.model.marks import plain
from generator.model.numerals import chinese_numeral
from generator.model.provenance import Source
from generator.model.template import ListForm
from generator.templating import changes, wording
from generator.templating.changes import Change
from generator.templating.entries import EntryView, Listing
from generator.templating.figures import Figure, cells_of
from generator.templating.listing import closed, in_one_paragraph, list_item, stop_between, without_own_mark
from generator.templating.values import Misuse, Quantity

MAX_PLACES = 6


def in_wan(value: object, places: int | None = None) -> str:
    """3.57万人次."""
    return _scaled(value, "万", places)


def in_yi(value: object, places: int | None = None) -> str:
    """7.48亿元."""
    return _scaled(value, "亿", places)


def _scaled(value: object, scale: str, places: object) -> str:
    if not isinstance(value, Quantity):
        raise Misuse(f"“{scale}”只用于指标，例如 {{{{ 参训人次 | {scale} }}}}")
    options = value.session.options
    wanted = options.precision if places is None else checked_places(places)
    instead = value.usable()
    if instead is not None:
        return instead
    if value.unit == changes.PERCENT:
        raise Misuse(f"“{value.label}”是比率，不能换算成“{scale}”")
    number = value.number(f"换算成“{scale}”")
    if number is None:
        return ""
    text, unit = wording.scaled(number, value.unit, scale, wanted, options)
    if not number or not text:
        return str(value)
    return value.marked(text if value.bare else text + unit)


def checked_places(places: object) -> int:
    """The number of decimals. Raises Misuse for anything but a small whole number."""
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= MAX_PLACES:
        raise Misuse(f"小数位数应是 0 到 {MAX_PLACES} 的整数")
    return int(places)


def respective_changes(values: object) -> str:
    """同比分别上升9.81%、20%; each change by itself where one of them can't be said."""
    if not isinstance(values, list | tuple) or not values or not all(isinstance(v, Figure) for v in values):
        raise Misuse("“分别同比”前面要写一组指标，例如 {{ [刑事立案, 刑事破案] | 分别同比 }}")
    known = [change for figure in values if isinstance(change := figure.change(), Change)]
    if len(known) < len(values):
        return "、".join(filter(None, (str(figure.同比) for figure in values)))
    text = changes.respective_changes(known, values[0].session.options)
    names = "、".join(figure.indicator.name for figure in values)
    cells = dict.fromkeys(
        cell for figure, change in zip(values, known, strict=True) for cell in cells_of(figure.indicator, *change.columns)
    )
    departments = "、".join(dict.fromkeys(figure.department for figure in values if figure.department))
    source = Source("figure", names, tuple(cells), departments, values[0].period)
    return str(values[0].session.marks.value(text, source))


def share_of(part: object, whole: object = None) -> str:
    """占比62.35%."""
    if not isinstance(part, Quantity) or not isinstance(whole, Quantity):
        raise Misuse("“占”的写法是 {{ 刑拘数 | 占(抓获数) }}")
    session = part.session
    if part.unit != whole.unit:
        session.report(
            "unit-mismatch",
            f"“{part.label}”的单位是“{part.unit}”，“{whole.label}”的单位是“{whole.unit}”，不能算占比",
            "请改用同一单位的指标",
        )
        return ""
    of, total = part.number("算占比"), whole.number("算占比")
    if of is None or total is None:
        # In a draft the mark of what is missing stands where the share would.
        return "".join(q.usable() or "" for q in (part, whole))
    if total == 0:
        session.report("divided-by-zero", f"“{whole.label}”是 0，算不出占比", "请改写这句话", at=whole.cells[0] if whole.cells else None)
        return ""
    if of > total:
        message = f"“{part.label}”比“{whole.label}”大，占比超过 100%"
        session.report("share-over-100", message, "请核对两个数，或改写这句话", severity="warning")
    return part.marked(wording.share_text(of, total, session.options), *whole.cells)


class _List(NamedTuple):
    """The rows of a list: a lead-in that ends with ：, and the paragraphs of each item."""

    lead: list[str]
    items: list[list[str]]


def _list(values: object, name: str) -> _List:
    """The rows as items, without an 一是 or （一） that their author typed; a first row ending with ： leads in."""
    rows = [value.lines() if isinstance(value, EntryView) else [str(value)] for value in _several(values, name)]
    rows = [lines for lines in rows if lines and lines[0]]
    lead = rows.pop(0) if len(rows) > 1 and plain(rows[0][-1]).endswith(("：", ":")) else []
    return _List(lead, [[without_own_mark(lines[0]), *lines[1:]] for lines in rows])


def _several(values: object, name: str) -> Iterable[object]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise Misuse(f"“{name}”前面要写一组条目或文字")
    return values


def run_together(values: object, mark: str = "一是") -> str:
    """一是……；二是……。 in one paragraph; every item ends with 。 if one of them holds a 。. A single item has no mark."""
    lead, items = _list(values, "列举")
    texts = [in_one_paragraph(lines) for lines in items]
    between = stop_between(texts)
    stops = [between] * (len(texts) - 1) + ["。"]
    said = [closed(text, stop) for text, stop in zip(texts, stops, strict=False)]
    return "".join(lead) + "".join(said if len(said) < 2 else (list_item(n, text, mark) for n, text in enumerate(said, 1)))


def item_by_item(values: object, mark: str = "一是") -> str:
    """一是……。 with a paragraph for each item; further paragraphs of an item follow as they are."""
    lead, items = _list(values, "分列")
    if len(items) < 2:
        return "\n".join([*lead, *(line for lines in items for line in lines)])
    listed = ["\n".join([list_item(n, closed(first, "。"), mark), *more]) for n, (first, *more) in enumerate(items, 1)]
    return "\n".join([*lead, *listed])


def arranged(values: object, form: str = "paragraphs", mark: str = "一是", level: object = None) -> str:
    """Entries in the form that the outline asks for: paragraphs, run together, or item by item.

    ``部分.列举`` has a form for each level: ``level`` says which, else it is that of the headings over the first row.
    """
    rows = list(_several(values, "排列"))
    if level is not None and level not in (1, 2, 3, 4):
        raise Misuse("“排列”的级应是 1 到 4")
    if isinstance(form, Listing) and isinstance(level, int):
        form = form.forms[level - 1]
    elif isinstance(form, Listing) and rows and isinstance(rows[0], EntryView):
        form = form.under(rows[0].entry)
    if form not in get_args(ListForm):
        raise Misuse('“排列”后面写 部分.列举，或者 "paragraphs"、"inline"、"items"')
    if form == "inline":
        return run_together(rows, mark)
    if form == "items":
        return item_by_item(rows, mark)
    return "\n".join(str(value) for value in rows)


def in_chinese(value: object) -> str:
    """一, 十一, 二十: a whole number as headings count."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Misuse("“中文数字”前面要写整数，例如 {{ loop.index | 中文数字 }}")
    return chinese_numeral(value)


# What a clerk may use in a 正文 cell; the others arrange rows, which only a template does.
FIGURE_FILTERS: Mapping[str, Callable[..., Any]] = {"万": in_wan, "亿": in_yi, "分别同比": respective_changes, "占": share_of}


def list_filters(usual: str) -> Mapping[str, Callable[..., Any]]:
    """The filters that arrange and count rows, with the mark of the rows' part, else the usual one, unless told otherwise."""

    def mark_of(values: object, mark: str | None) -> str:
        if mark is not None:
            return mark
        first = values[0] if isinstance(values, list | tuple) and values else None
        return first.mark if isinstance(first, EntryView) and first.mark is not None else usual

    return {
        "列举": lambda values, mark=None: run_together(values, mark_of(values, mark)),
        "分列": lambda values, mark=None: item_by_item(values, mark_of(values, mark)),
        "排列": lambda values, form="paragraphs", mark=None, 级=None: arranged(values, form, mark_of(values, mark), 级),  # noqa: N803
        "中文数字": in_chinese,
    }
