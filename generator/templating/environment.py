"""The Jinja environment of section texts: sandboxed, strict, and without anything that could do harm.

Templates from other cities are not trusted. Calls reach macros, loops, range and a list of pure methods;
``**`` is refused, ``*`` and ``%`` work on numbers only, so that no giant constant can be folded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound, Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.templating.entries import EntryView, GroupView, PartView, SectionView
from generator.templating.filters import FILTERS
from generator.templating.session import Session, did_you_mean
from generator.templating.values import ItemDate, Quantity, Text

_PURE_METHODS: dict[type, frozenset[str]] = {
    str: frozenset("startswith endswith strip lstrip rstrip split removeprefix removesuffix find count replace isdigit".split()),
    list: frozenset(["index", "count"]),
    tuple: frozenset(["index", "count"]),
    dict: frozenset(["get", "items", "keys", "values"]),
    date: frozenset(["isoformat", "weekday", "isoweekday"]),
}
_VIEWS = (Quantity, Text, ItemDate, EntryView, GroupView, SectionView, PartView)
_SAFE_FILTERS = frozenset(
    "abs default d first last length count join list map select reject selectattr rejectattr groupby sort unique reverse "
    "round int sum min max batch slice trim upper lower dictsort e escape safe string".split()
)
_SAFE_TESTS = frozenset(
    "defined undefined none number string even odd divisibleby in eq ne lt le gt ge sameas iterable mapping sequence".split()
)
_MAX_RANGE = 10_000


class SectionEnvironment(ImmutableSandboxedEnvironment):
    """One rendering's environment. ``reported`` is the session that problems go to."""

    intercepted_binops = frozenset(["**", "*", "%", "//"])

    def __init__(self, session: Session, loader: BaseLoader) -> None:
        reported = type("Reported", (_Reported,), {"session": session, "__slots__": ()})
        super().__init__(
            loader=loader,
            undefined=reported,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            cache_size=-1,
            auto_reload=False,
        )
        self.session = session
        self.filters = {name: call for name, call in self.filters.items() if name in _SAFE_FILTERS}
        self.filters.update(FILTERS)
        self.filters["e"] = self.filters["escape"] = self.filters["safe"] = _same
        self.tests = {name: call for name, call in self.tests.items() if name in _SAFE_TESTS}
        self.globals = {"range": _range}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the documented attributes of our views, and the pure methods of plain data."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, _VIEWS):
            return not attr.isascii()
        if isinstance(obj, LoopContext):
            return True
        return any(isinstance(obj, kind) and attr in allowed for kind, allowed in _PURE_METHODS.items())

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, loops, range and pure methods; nothing else is called."""
        if obj is _range or isinstance(obj, Macro | BlockReference | LoopContext):
            return True
        owner = getattr(obj, "__self__", None)
        return any(isinstance(owner, kind) and obj.__name__ in allowed for kind, allowed in _PURE_METHODS.items()) or isinstance(
            owner, LoopContext
        )

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers and figures; sequences are not repeated, powers not taken."""
        numbers = all(isinstance(v, int | float | Decimal | Quantity) for v in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f"模板里不能用“{operator}”做这个运算")
        return super().call_binop(context, operator, left, right)


class _Reported(Undefined):
    """A name that is not there: noted where it is used, then nothing, so that all such names are found at once."""

    __slots__ = ()
    session: Session

    def _note(self) -> None:
        name = self._undefined_name or "?"
        known = list(self.session.names)
        self.session.report("unknown-name", f"没有“{name}”这个名称", did_you_mean(str(name), known) or "请检查引用名，或在“指标”表里加上")

    def __str__(self) -> str:
        self._note()
        return ""

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

    def _stay(self, *_: object) -> Any:
        self._note()
        return self

    def _false(self, other: object) -> bool:
        self._note()
        return False

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _stay
    __getitem__ = __call__ = __neg__ = _stay
    __lt__ = __le__ = __gt__ = __ge__ = _false  # type: ignore[assignment]


def _same(value: object) -> object:
    return value


def _range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > _MAX_RANGE:
        raise SecurityError(f"range 不能超过 {_MAX_RANGE} 步")
    return steps


@pass_context
def _finalize(context: Context, value: object) -> object:
    """What an expression prints: text and values as they are, numbers exactly, nothing else."""
    if isinstance(value, str | Quantity | Text | ItemDate | EntryView | Undefined):
        return value
    session = context.environment.session  # type: ignore[attr-defined]
    if isinstance(value, bool) or value is None:
        session.report("not-printable", f"这里的结果是 {value}，不能印", "请检查这一处的写法")
        return ""
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    session.report("not-printable", "这里的结果是一组值，不能直接印", "请用 {% for %} 逐个印，或用 | 列举")
    return ""


class CodeLoader(BaseLoader):
    """Hands out section texts; compiled code is kept by the caller and outlives the environment."""

    def __init__(self, compiled: Callable[[str, SectionEnvironment], CodeType | None]) -> None:
        self._compiled = compiled

    def load(self, environment: Any, name: str, globals: Any = None) -> Any:
        """The template of that name. Raises TemplateNotFound."""
        code = self._compiled(name, environment)
        if code is None:
            raise TemplateNotFound(name)
        return environment.template_class.from_code(environment, code, globals or {}, None)
