"""The environment of a Word template on a plain mapping: Jinja as its users know it, bounded.

The same filters, tests and globals as Jinja's, but for those that are random or make markup; what takes a width, a
number of copies or a precision may not take a giant one. Objects of the caller show their public attributes; of
calls only pure methods of plain data, macros and the like are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import wraps
from typing import Any

from jinja2 import Undefined, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedFormatter, is_internal_attribute
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from generator.templating.limits import GROUPED, JOINED, READ, STEPS, Budget, TooMuch, Watched
from generator.templating.programs import ProgramEnvironment
from generator.templating.sandbox import PURE_METHODS, same
from generator.templating.session import Session
from generator.templating.values import Misuse

MAX_STEPS, MAX_LETTERS, MAX_WIDTH, MAX_COPIES = 5_000_000, 100_000_000, 10_000, 1_000_000
_LEFT_OUT = frozenset("random urlize xmlattr pprint".split())
_BITS = 4_000
_MORE_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset(
        "upper lower title capitalize casefold swapcase join splitlines partition rpartition rsplit rfind rindex index center "
        "ljust rjust zfill isalpha isalnum isdecimal isnumeric islower isupper isspace istitle format".split()
    ),
    date: frozenset(["strftime", "timetuple", "toordinal", "replace"]),
    datetime: frozenset(["strftime", "timestamp", "replace"]),
    time: frozenset(["strftime", "replace"]),
    int: frozenset(["bit_length", "conjugate"]),
    float: frozenset(["is_integer"]),
    Namespace: frozenset(),
    Cycler: frozenset(["next", "reset"]),
    Joiner: frozenset(),
}
_WIDTH_METHODS = frozenset("center ljust rjust zfill".split())
_COMPARING = frozenset("sort unique groupby min max dictsort".split())
_SLOW_FILTERS = frozenset(("wordwrap", "striptags"))  # what they take grows with the square of the text
MAX_SLOW = 20_000
_WIDTH_FILTERS = frozenset("center indent wordwrap round batch slice tojson".split())
_SPEC_NUMBER = re.compile(r"\*|[0-9]{5,}")


class PlainEnvironment(ProgramEnvironment):
    """One rendering of a Word template on a plain mapping."""

    methods: Mapping[type, frozenset[str]] = {
        kind: PURE_METHODS.get(kind, frozenset()) | _MORE_METHODS.get(kind, frozenset()) for kind in {**PURE_METHODS, **_MORE_METHODS}
    }

    def __init__(self, session: Session) -> None:
        budget = Budget(MAX_STEPS, MAX_LETTERS)
        super().__init__(session, budget)
        filters = {name: call for name, call in self.filters.items() if name not in _LEFT_OUT}
        filters |= {**dict.fromkeys(("e", "escape", "safe", "forceescape"), same), "attr": _attribute, "format": _formatted}
        self.filters = Watched(filters, lambda name, call: budget.watched(self._bounded(name, call)))
        self.filters |= {STEPS: budget.several, JOINED: self._joined, GROUPED: budget.grouped, READ: budget.read}
        self.globals |= {"dict": dict, "namespace": Namespace, "cycler": Cycler, "joiner": Joiner}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute, or the item of that name; a plain dict without such a method is asked straight away."""
        if obj.__class__ is dict and attribute in obj and attribute not in PURE_METHODS[dict]:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whatever the caller's objects show, but nothing private or internal."""
        return not (attr.startswith("_") or is_internal_attribute(obj, attr))

    def is_safe_callable(self, obj: Any) -> bool:
        """What the sandbox calls, and Jinja's own little helpers."""
        if isinstance(obj, type):
            return obj in (dict, Namespace, Cycler, Joiner)
        return isinstance(obj, Joiner) or super().is_safe_callable(obj)

    def wrap_str_format(self, value: Any) -> Any:
        """``str.format``, bounded; ``format_map`` is not offered."""
        if getattr(value, "__name__", "") not in ("format", "format_map") or not isinstance(getattr(value, "__self__", None), str):
            return None
        if value.__name__ == "format_map":
            raise SecurityError("这里不能用 format_map")
        template = value.__self__
        return _Format(template, lambda *args, **kwargs: _Bounded(self).vformat(template, args, kwargs))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  (as in Jinja)
        """A call that is allowed; what takes a width gets no giant one."""
        if isinstance(__obj, _Format):
            __self.budget.step()
            __self._check_fillings(__obj.text, "{", (*args, *kwargs.values()))
            text: str = __obj.call(*args, **kwargs)
            __self.budget.letters(len(text))
            return text
        name = getattr(__obj, "__name__", "")
        if name in _WIDTH_METHODS:
            _check_widths(args)
        elif name == "join" and args:
            args = (__self._joinable(args[0], __obj.__self__), *args[1:])
        elif __obj is dict:
            __self.budget.grouped(kwargs)
        return super().call(__context, __obj, *args, **kwargs)

    def _check_fillings(self, text: str, mark: str, values: Any) -> None:
        """Use up what the longest of the values would take at every place that may show it."""
        values = values.values() if isinstance(values, dict) else values
        longest = max((len(value) for value in values if isinstance(value, str)), default=0)
        self.budget.letters(text.count(mark) * longest)

    def _joinable(self, values: Any, between: object) -> list[Any]:
        """The values of a join, the letters between them used up."""
        several = self._said(self.budget.several(values))
        self.budget.letters(len(str(between)) * len(several))
        return several

    def _said(self, values: Any) -> list[Any]:
        """The values that say something; None among them is told, as it is where it stands alone."""
        several = list(values)
        if any(value is None for value in several):
            report_none(self.session)
        return [value for value in several if value is not None]

    def _joined(self, values: Any) -> str:
        """What ``~`` makes of its two sides."""
        return self.budget.joined(self._said(values))

    def _bounded(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The filter with its widths and copies bounded. What it makes is a text like others, never markup."""
        told = getattr(call, "jinja_pass_arg", None) is not None

        @wraps(call)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            given = args[told:]
            if name in _SLOW_FILTERS and len(str(given[0])) > MAX_SLOW:
                raise TooMuch(f"“{name}”不能用于超过 {MAX_SLOW // 10_000} 万字的文字")
            if name in _WIDTH_FILTERS:
                _check_widths((*given[1:], *kwargs.values()))
                self._check_lines(name, given, kwargs)
            elif name == "replace" and len(given) > 2:
                self.budget.letters(str(given[0]).count(str(given[1])) * len(str(given[2])))
            elif name == "join":
                between = given[1] if len(given) > 1 else kwargs.get("d", "")
                args = (*args[:told], self._joinable(given[0], between), *given[1:])
            elif name in _COMPARING:
                self.budget.said(given[0])
            try:
                result = call(*args, **kwargs)
            except AssertionError:  # Jinja's own way of refusing an option
                raise Misuse(f"“{name}”后面的值不对") from None
            return str(result) if isinstance(result, Markup) and not isinstance(given[0], Markup) else result

        return bounded

    def _check_lines(self, name: str, given: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """Use up what an indent or a wrap puts at every line."""
        if name in ("indent", "wordwrap"):
            added = [*given[1:], *kwargs.values()]
            longest = max((a if isinstance(a, int) and name == "indent" else len(a) if isinstance(a, str) else 0 for a in added), default=0)
            text = str(given[0])
            self.budget.letters((text.count("\n") if name == "indent" else len(text)) * longest)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Python's arithmetic, bounded: copies, formats and powers are counted before they are made."""
        if isinstance(left, Undefined) or isinstance(right, Undefined):
            return self.binop_table[operator](left, right)
        if operator == "%" and isinstance(left, str):
            self._check_fillings(left, "%", right if isinstance(right, tuple | dict) else (right,))
            text = _percent(left, right)
            self.budget.letters(len(text))
            return text
        if operator == "*" and (copies := _copies(left, right)):
            if copies > MAX_COPIES:
                raise TooMuch(f"重复不能超过 {MAX_COPIES // 10_000} 万个")
            self.budget.letters(copies)
        elif operator == "**":
            _check_power(left, right)
        elif operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self.budget.letters(len(left) + len(right))
        result = self.binop_table[operator](left, right)
        if isinstance(result, list | tuple):
            self.budget.grouped(result)
        if isinstance(result, int) and result.bit_length() > _BITS:
            raise TooMuch("算出来的数太大")
        return result


def holds_none(value: object) -> bool:
    """Whether a collection holds None, which it would print."""
    return isinstance(value, list | tuple | set | dict) and None in (value.values() if isinstance(value, dict) else value)


def report_none(session: Session) -> None:
    """Note that there is no value where one is to be printed."""
    session.report("not-printable", "这里没有值（None），不能印", "请给出值，或用 {% if %} 包住这句话")


def is_unprintable(value: object) -> bool:
    """Whether a value, or one in it, says nothing of itself but where it lies in memory: methods, generators, bare objects."""
    if isinstance(value, list | tuple | set | dict):
        return any(map(is_unprintable, value.values() if isinstance(value, dict) else value))
    if isinstance(value, Undefined):
        return False
    kind = type(value)
    return callable(value) or isinstance(value, Iterator) or (kind.__str__ is object.__str__ and kind.__repr__ is object.__repr__)


class _Format:
    """A bounded ``str.format`` that waits to be called."""

    def __init__(self, text: str, call: Callable[..., str]) -> None:
        self.text = text
        self.call = call


class _Bounded(SandboxedFormatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        if _SPEC_NUMBER.search(format_spec):
            raise TooMuch(f"宽度、精度不能超过 {MAX_WIDTH}")
        return super().format_field(value, format_spec)


def _percent(text: str, values: Any) -> str:
    if _SPEC_NUMBER.search(text):
        raise TooMuch(f"宽度、精度不能超过 {MAX_WIDTH}")
    filled: str = str(text) % values
    return filled


def _formatted(value: object, *args: object, **kwargs: object) -> str:
    """Jinja's ``format``: the text with its %s filled."""
    return _percent(str(value), kwargs or args)


@pass_environment
def _attribute(environment: PlainEnvironment, value: object, name: object) -> object:
    name = str(name)
    try:
        found = getattr(value, name)
    except AttributeError:
        return environment.undefined(obj=value, name=name)
    return found if environment.is_safe_attribute(value, name, found) else environment.unsafe_undefined(value, name)


def _copies(left: Any, right: Any) -> int:
    """How many letters or items a repetition makes, 0 where it is none."""
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, str | bytes | list | tuple) and isinstance(times, int):
            return len(sequence) * max(0, times) + 1
    return 0


def _check_power(base: Any, power: Any) -> None:
    size = abs(power) if isinstance(power, int | float) else 0
    if isinstance(base, int) and base.bit_length() * size > _BITS:
        raise TooMuch("算出来的数太大")
    if size > _BITS:
        raise TooMuch("指数太大")


def _check_widths(args: tuple[object, ...]) -> None:
    if any(isinstance(arg, int | float) and abs(arg) > MAX_WIDTH for arg in args):
        raise TooMuch(f"宽度、位数、个数不能超过 {MAX_WIDTH}")
