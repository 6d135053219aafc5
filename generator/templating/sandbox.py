"""The Jinja environment that templates run in: sandboxed, strict, and without anything that could do harm.

Templates from other cities are not trusted. Calls reach macros, loops, range and a list of pure methods; what
takes a width or repeats is bounded, and everything is counted (see ``limits``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from jinja2 import BaseLoader, Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.templating.entries import EntryView, GroupView, PartView, SectionView
from generator.templating.items import BlankItem, ItemDate, Text
from generator.templating.limits import Budget, TooMuch
from generator.templating.session import Session, did_you_mean
from generator.templating.values import MAX_NUMBER, Quantity, plain_number

PURE_METHODS: Mapping[type, frozenset[str]] = {
    str: frozenset("startswith endswith strip lstrip rstrip split removeprefix removesuffix find count replace isdigit".split()),
    list: frozenset(["index", "count"]),
    tuple: frozenset(["index", "count"]),
    dict: frozenset(["get", "items", "keys", "values"]),
    date: frozenset(["isoformat", "weekday", "isoweekday"]),
    datetime: frozenset(["isoformat", "weekday", "isoweekday", "date", "time"]),
    time: frozenset(["isoformat"]),
}
VIEWS = (Quantity, Text, ItemDate, BlankItem, EntryView, GroupView, SectionView, PartView)
_MAX_RANGE = 10_000


class Sandbox(ImmutableSandboxedEnvironment):
    """What all environments share: problems go to the session, and one budget serves the whole rendering."""

    intercepted_binops = frozenset(["**", "*", "%", "//", "+"])
    methods: Mapping[type, frozenset[str]] = PURE_METHODS

    def __init__(self, session: Session, loader: BaseLoader | None, budget: Budget, **more: Any) -> None:
        reported = type("Reported", (_Reported,), {"session": session, "__slots__": ()})
        super().__init__(
            loader=loader,
            undefined=reported,
            optimized=False,  # nothing is worked out before it is counted and its place known
            cache_size=-1,
            auto_reload=False,
            **more,
        )
        self.session = session
        self.budget = budget
        self.globals = {"range": _range}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the documented attributes of our views, and the pure methods of plain data."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, VIEWS) and not attr.isascii():
            return True
        if isinstance(obj, LoopContext | TemplateModule):
            return True
        return self._pure(obj, attr)

    def _pure(self, obj: Any, attr: str) -> bool:
        return any(isinstance(obj, kind) and attr in allowed for kind, allowed in self.methods.items())

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, loops, range and pure methods; nothing else is called."""
        if obj is _range or isinstance(obj, Macro | BlockReference | LoopContext):
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(owner, LoopContext) or (owner is not None and self._pure(owner, obj.__name__))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  (as in Jinja)
        """A call that is allowed, counted."""
        if isinstance(__obj, Undefined):
            return __obj()
        if not __self.is_safe_callable(__obj):
            raise SecurityError("这里不能调用；只能调用宏、loop、range 和几个文字方法")
        __self.budget.step()
        owner = getattr(__obj, "__self__", None)
        __self.budget.read(owner)
        if isinstance(owner, str) and __obj.__name__ == "replace" and len(args) > 1:
            __self.budget.letters(owner.count(str(args[0])) * len(str(args[1])))
        if isinstance(__obj, LoopContext) and args:
            args = (__self.budget.several(args[0]), *args[1:])
        result = super().call(__context, __obj, *args, **kwargs)
        if isinstance(result, str):
            __self.budget.letters(len(result))
        else:
            __self.budget.read(result)
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers and figures; sequences are added but not repeated, powers not taken."""
        if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self.budget.letters(len(left) + len(right))
        elif operator == "**" or not all(isinstance(v, int | float | Decimal | Quantity | BlankItem | Undefined) for v in (left, right)):
            instead = "；文字与别的值相连请用“~”" if operator == "+" else ""
            raise SecurityError(f"模板里不能用“{operator}”做这个运算{instead}")
        result = super().call_binop(context, operator, left, right)
        number = plain_number(result)
        if number is not None and abs(number) > MAX_NUMBER:
            raise TooMuch("算出来的数太大")
        return result

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:
        """The template of that name, counted: texts may include each other."""
        self.budget.step()
        return super().get_template(name, parent, globals)


class _Reported(Undefined):
    """A name that is not there: noted where it is used, then nothing, so that all such names are found at once."""

    __slots__ = ()
    session: Session

    def _note(self) -> None:
        if isinstance(self._undefined_obj, _Reported):  # a part of something that is not there
            return self._undefined_obj._note()
        name, owner = str(self._undefined_name), type(self._undefined_obj)
        attributes = sorted(a for a in dir(owner) if not a.isascii()) if issubclass(owner, VIEWS) else _keys(self._undefined_obj)
        if attributes:
            hint = did_you_mean(name, attributes) or f"可以写 {'、'.join('.' + a for a in attributes[:20])}"
            self.session.report("unknown-name", f"没有“.{name}”这种写法", hint)
        else:
            self.session.unknown(name)
        return None

    def __str__(self) -> str:
        self._note()
        return ""

    __repr__ = __str__  # within a list that is printed

    def __bool__(self) -> bool:
        self._note()
        return False

    def __iter__(self) -> Iterator[Any]:
        self._note()
        return iter(())

    def __len__(self) -> int:
        self._note()
        return 0

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._note()
        return self

    def _stay(self, *_: object, **__: object) -> Any:
        self._note()
        return self

    def _false(self, other: object) -> bool:
        self._note()
        return False

    __hash__ = Undefined.__hash__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _stay
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __getitem__ = __call__ = __neg__ = __pos__ = _stay
    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _false  # type: ignore[assignment]


def _keys(owner: object) -> list[str]:
    """What can be written behind the dot of a mapping."""
    return [str(key) for key in owner] if isinstance(owner, Mapping) else []


def same(value: object) -> object:
    """The value as it is: escaping is not the template's business."""
    return value


def _range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > _MAX_RANGE:
        raise SecurityError(f"range 不能超过 {_MAX_RANGE} 步")
    return steps
