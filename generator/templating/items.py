"""Words that keep their source: items of 基本信息, and the texts of a row of 指标 or 报告内容."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.model.marks import plain
from generator.model.provenance import Cell, Source
from generator.model.report import Item
from generator.templating.values import Misuse

if TYPE_CHECKING:
    from generator.templating.session import Session


class MarkedText(str):
    """Somebody's words: compares and slices as its text, prints with its source."""

    __slots__ = ("marked",)
    marked: str

    def __str__(self) -> str:
        return self.marked


class Text:
    """A text worked out when it is printed, so that asking for it costs nothing and complains of nothing."""

    __slots__ = ("_say", "_there")

    def __init__(self, say: Callable[[], str], there: Callable[[], bool]) -> None:
        self._say = say
        self._there = there

    def __str__(self) -> str:
        return self._say()

    def __bool__(self) -> bool:
        return self._there()

    def __eq__(self, other: object) -> bool:
        return plain(str(self)) == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(plain(str(self)))

    def __lt__(self, other: object) -> bool:
        raise Misuse("“.同比”“.倍数”是文字，不能比较大小；要比较请写 {% if 刑事立案 > 刑事立案.上年 %}")

    __le__ = __gt__ = __ge__ = __lt__


class ItemNumber(int):
    """年度: a number that prints with its source."""

    marked: str

    def __str__(self) -> str:
        return self.marked


class ItemDate:
    """A date of 基本信息: prints 2023年2月20日 (GB/T 15835, no leading zeros)."""

    __slots__ = ("_session", "_source", "value")

    def __init__(self, session: Session, value: date, source: Source) -> None:
        self._session = session
        self._source = source
        self.value = value

    def __str__(self) -> str:
        return self._session.marks.value(print_date(self.value), self._source)

    @property
    def 年(self) -> int:
        """The year."""
        return self.value.year

    @property
    def 月(self) -> int:
        """The month."""
        return self.value.month

    @property
    def 日(self) -> int:
        """The day."""
        return self.value.day

    @property
    def 月日(self) -> MarkedText:
        """2月20日."""
        return marked_text(self._session, f"{self.value.month}月{self.value.day}日", self._source)


class BlankItem(str):
    """An item that nobody filled in: false, and an error where it is printed (in a draft: a mark).

    A required item is reported as blank by the checks, so it is not reported again here. Arithmetic and the
    attributes of a date give the blank item itself, which has one complaint instead of several.
    """

    __slots__ = ("cell", "name", "required", "session")
    cell: Cell | None
    name: str
    required: bool
    session: Session

    def __str__(self) -> str:
        if self.session.draft:
            return self.session.marks.value(f"【待补：{self.name}】", Source("missing", self.name, (self.cell,) if self.cell else ()))
        if not self.required:
            wanted = f"，{self.session.where()} 要用到它" if self.cell else "，这里要用到它"
            self.session.report("item-blank", f"“{self.name}”是空的{wanted}", "请在“基本信息”里填写，或改写这句话", at=self.cell)
        return ""

    @property
    def 年(self) -> BlankItem:
        """Blank as well."""
        return self

    月 = 日 = 月日 = 年

    def _blank(self, _: object) -> Any:
        return self

    def _false(self, _: object) -> bool:
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _blank
    __lt__ = __le__ = __gt__ = __ge__ = _false


def marked_text(session: Session, text: str, source: Source) -> MarkedText:
    """The text with its source; an empty one prints nothing."""
    marked = MarkedText(text)
    marked.marked = session.marks.value(text, source) if text else ""
    return marked


def already_marked(marked: str) -> MarkedText:
    """Rendered text with the marks in it."""
    text = MarkedText(plain(marked))
    text.marked = marked
    return text


def item_value(session: Session, item: Item, *, required: bool = False) -> MarkedText | ItemNumber | ItemDate | BlankItem:
    """An item as templates see it."""
    source = Source("item", item.name, (item.cell,))
    if item.value is None:
        return blank_item(session, item.name, item.cell, required=required)
    if isinstance(item.value, date):
        return ItemDate(session, item.value, source)
    if isinstance(item.value, int):
        number = ItemNumber(item.value)
        number.marked = session.marks.value(str(int(item.value)), source)
        return number
    return marked_text(session, item.value, source)


def blank_item(session: Session, name: str, cell: Cell | None, *, required: bool) -> BlankItem:
    """An item without content, or without a row."""
    blank = BlankItem()
    blank.session, blank.name, blank.cell, blank.required = session, name, cell, required
    return blank


def print_date(value: date) -> str:
    """2023年2月20日."""
    return f"{value.year}年{value.month}月{value.day}日"
