"""What a program prints: values as escaped markup, blocks as paragraphs and tables, numbers that may not repeat.

The printers are filters that ``templating`` calls without knowing what they make. A value is never markup, whatever
it says; line breaks and tabs are what they are in Word, and characters that XML has no place for are dropped, noted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from generator.model.marks import plain
from generator.patterns import pattern
from generator.templating.programs import CATCH, FILTERED, Caught, printer
from generator.templating.sandbox import Sandbox
from generator.word.pictures import Media, Picture, widened
from generator.word.writing import TEXT, escape

_SPECIAL = pattern("[&<>\x00-\x1f\u2028\u2029\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
_ROW, _CELL, _BLOCK = pattern(r"<w:tr[ >]"), pattern(r"<w:tc[ >]"), pattern(r"<w:(?:p|tbl)[ />]")
_COLOUR, _MOST_COLUMNS = pattern("[0-9A-Fa-f]{6}|auto"), 63  # Word's own bound
# A paragraph at the end, marks of ranges behind it; the last letters are enough to see it.
_LAST, _TAIL = pattern(r"(?:</w:p>|<w:p(?: [^>]*)?/>)(?:<w:\w+(?:Start|End)\b[^>]*/>)*\Z"), 4_000
_CALL = 200  # letters that what was caught counts beside its own: a tree of macros that print nothing takes its time too
_TAG = pattern(r"<w:(?:instrText|delText)\b[^>]*>[^<]*|<(/?w:(?:p|br|tab|cr))\b[^>]*>|<[^>]*>")
_WORDS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "/w:p": "\n"}


class Speaker(Protocol):
    """How one kind of rendering says values: what text they have, and which blocks they are."""

    def words(self, value: object) -> str:
        """The text of a value; what can't be printed is noted, and nothing."""

    def runs(self, text: str, properties: str) -> str:
        """The text as runs with these properties; one without words for an empty text."""

    def blocks(self, value: object, paragraph: str, run: str) -> str:
        """Paragraphs and tables of a value in the format of the paragraph that held the tag."""

    def again(self, markup: str) -> str:
        """Markup that was said before, for another place."""


class Numbers:
    """What must be counted while a document is made: ids, lists that began anew, groups of merged cells, first times."""

    def __init__(self, first_id: int, lists: Mapping[str, str]) -> None:
        """``lists`` maps the number of a list to that of its abstract list; ids count from ``first_id``."""
        self._next = first_id
        self._lists = lists
        self._current: dict[str, str] = {}
        self._seen: set[str] = set()
        self._keys: dict[int, str] = {}
        self._opened: set[int] = set()
        self._number = max([0, *(int(number) for number in lists if number.isdigit())])
        self.begun: list[tuple[str, str]] = []

    def new_id(self, _: object) -> str:
        """An id that no part of the template has."""
        self._next += 1
        return str(self._next)

    def first_time(self, key: str) -> bool:
        """Whether the key was never asked for."""
        before = len(self._seen)
        self._seen.add(key)
        return len(self._seen) > before

    def new_group(self, key: object, spot: int, anew: bool) -> bool:
        """Whether a merged cell begins a group: anew, or with another key than the row before."""
        said = plain(str(key))  # who typed it makes no difference
        begins = bool(anew) or self._keys.get(spot) != said
        self._keys[spot] = said
        return begins

    def end_groups(self, spots: Iterable[int]) -> None:
        """Let the merged cells of these tags begin anew."""
        for spot in spots:
            self._keys.pop(spot, None)

    def close_table(self, number: int) -> None:
        """The table is yet to begin."""
        self._opened.discard(number)

    def open_table(self, number: int) -> bool:
        """Let a table begin, unless it has."""
        before = len(self._opened)
        self._opened.add(number)
        return len(self._opened) > before

    def has_opened(self, number: int) -> bool:
        """Whether the table has begun."""
        return number in self._opened

    def begin_list(self, number: int) -> str:
        """Let a numbered list begin anew; nothing is printed. A list that has not begun needs nothing."""
        key = str(number)
        if key not in self._current:
            self._current[key] = key
        elif key in self._lists:
            self._number += 1
            self._current[key] = str(self._number)
            self.begun.append((str(self._number), self._lists[key]))
        return ""

    def list_number(self, number: int) -> str:
        """The number that the list has now."""
        return self._current.setdefault(str(number), str(number))


def printers(
    speaker: Speaker, formats: Iterable[str], numbers: Numbers, environment: Sandbox, media: Media | None = None, part: str = ""
) -> dict[str, Callable[..., Any]]:
    """The filters of a part's program."""
    pictures = media or Media(set())
    kept = tuple(formats)
    budget = environment.budget

    @printer
    def value(_: object, given: object, number: int) -> str:
        kind = type(given)
        if kind is str:
            text: str = given  # type: ignore[assignment]
        elif kind is Caught:
            return in_line(given)  # type: ignore[arg-type]
        elif kind is int:
            text = str(given)
        elif kind is Picture:
            shown = pictures.inline(given, part, int(kept[number + 1]), numbers.new_id(None))  # type: ignore[arg-type]
            return f"<w:r>{kept[number]}{shown}</w:r>"
        else:
            budget.said(given)
            text = speaker.words(given)
        budget.letters(len(text))
        return speaker.runs(text, kept[number]) if _SPECIAL.search(text) else f"<w:r>{kept[number]}{TEXT}{text}</w:t></w:r>"

    def in_line(caught: Caught) -> str:
        """Runs in the place of a value's."""
        budget.letters(len(caught.markup) + _CALL)
        if _BLOCK.search(caught.markup):
            environment.session.report("blocks-in-line", "这里放的是整段的内容，不能放在一句话里", "请改成 {{p … }}，并让它单独成段")
            return ""
        return speaker.again(caught.markup)

    def filtered(text: object) -> str:
        """Runs with what a filter block gave."""
        words = speaker.words(text)
        return speaker.runs(words, "") if words else ""

    @printer
    def inside(_: object, given: object, number: int) -> str:
        text = speaker.words(given) if given.__class__ is not str else str(given)
        return escape(text.replace("\n", " ").replace("\t", " "))

    @printer
    def attribute(_: object, given: object, number: int) -> str:
        text = str(given) if isinstance(given, int) else speaker.words(given)
        return escape(text).replace('"', "&quot;")

    @printer
    def columns(_: object, given: object, number: int) -> str:
        text = str(given)
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:3]) <= _MOST_COLUMNS):
            environment.session.report(
                "not-columns", f"合并列数是“{text[:20]}”，应是 1 到 {_MOST_COLUMNS} 的整数", "请改正 {% colspan %} 后面的值"
            )
            return "1"
        return text

    @printer
    def colour(_: object, given: object, number: int) -> str:
        text = str(given).removeprefix("#")
        if not _COLOUR.fullmatch(text):
            hint = "请写六位的颜色，如 FFF2CC，或 auto"
            environment.session.report("not-colour", f"底色是“{text[:20]}”，不是颜色", hint)
            return "auto"
        return text

    @printer
    def not_opened(_: object, head: str, number: int) -> str:
        numbers.close_table(number)
        return ""

    @printer
    def opened(_: object, head: str, number: int) -> str:
        return head if numbers.open_table(number) else ""

    @printer
    def end_groups(_: object, given: list[int], number: int) -> str:
        numbers.end_groups(given)
        return ""

    @printer
    def blocks(_: object, given: object, number: int) -> str:
        if isinstance(given, Caught) and _BLOCK.search(given.markup):
            budget.letters(len(given.markup))
            return speaker.again(given.markup)
        made = speaker.blocks(given, kept[number], kept[number + 1])
        budget.letters(len(made))
        return made

    def picture(given: object, placeholder: str) -> str:
        if isinstance(given, Picture):
            return pictures.relation(given, part)
        if environment.session.rehearsal is None and speaker.words(given):
            environment.session.report("no-picture", "这里要换成图片，值却不是图片", "请在“基本信息”里填图片的文件名，图片放在工作簿旁边")
        return placeholder

    def picture_height(given: object, across: int, placeholder: int) -> int:
        return given.height(across) if isinstance(given, Picture) else placeholder

    return {
        "_是图": lambda given: isinstance(given, Picture),
        "_图": picture,
        "_图高": picture_height,
        "宽": widened if environment.session.rehearsal is None else _any_width,
        "_值": value,
        "_原文": inside,
        "_属性": attribute,
        "_块": blocks,
        "_列数": columns,
        "_颜色": colour,
        "_断组": end_groups,
        "_未开表": not_opened,
        "_开表": opened,
        "_开过表": numbers.has_opened,
        "_新号": numbers.new_id,
        "_头一次": numbers.first_time,
        "_新组": numbers.new_group,
        "_重新编号": numbers.begin_list,
        "_编号": numbers.list_number,
        "_有段": _with_paragraph,
        "_有行": _with_row,
        "_有格": _with_cell,
        CATCH: _caught,
        FILTERED: filtered,
    }


def _any_width(given: object, millimetres: object) -> object:
    """What stands for a picture while a template is tried out: made-up items are words."""
    widened(Picture("", b"", "png", 1, 1), millimetres)
    return given


@printer
def _with_paragraph(_: object, markup: str, number: int) -> str:
    return markup if _LAST.search(markup, max(0, len(markup) - _TAIL)) else f"{markup}<w:p/>"


@printer
def _with_row(_: object, markup: str, number: int) -> str:
    return markup if _ROW.search(markup) else ""


@printer
def _with_cell(_: object, markup: str, number: int) -> str:
    return markup if _CELL.search(markup) else ""


def _caught(markup: str) -> Caught:
    """The markup with its words: what a reader sees, without deleted text and the inside of fields."""
    words = _TAG.sub(lambda found: _WORDS.get(found[1] or "", ""), markup.removesuffix("</w:p>"))
    return Caught(words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&"), markup)
