"""The Jinja environment of section texts: sandboxed, strict, and without anything that could do harm.

Templates from other cities are not trusted. Calls reach macros, loops, range and a list of pure methods;
``**`` is refused, ``*`` and ``%`` work on numbers only, and everything is counted (see ``limits``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound, Undefined, pass_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.model.amounts import round_half_up
from generator.templating import wording
from generator.templating.entries import EntryView, GroupView, PartView, SectionView
from generator.templating.figures import Text
from generator.templating.filters import FIGURE_FILTERS, FilterMisuse, checked_places, list_filters
from generator.templating.items import BlankItem, ItemDate
from generator.templating.limits import JOINED, STEPS, Budget, TooMuch
from generator.templating.overriding import joined
from generator.templating.session import Session, did_you_mean
from generator.templating.values import MAX_NUMBER, Quantity, plain_number

_PURE_METHODS: dict[type, frozenset[str]] = {
    str: frozenset("startswith endswith strip lstrip rstrip split removeprefix removesuffix find count replace isdigit".split()),
    list: frozenset(["index", "count"]),
    tuple: frozenset(["index", "count"]),
    dict: frozenset(["get", "items", "keys", "values"]),
    date: frozenset(["isoformat", "weekday", "isoweekday"]),
}
_VIEWS = (Quantity, Text, ItemDate, BlankItem, EntryView, GroupView, SectionView, PartView)
_SAFE_FILTERS = frozenset(
    "abs default d first last length count list map select reject selectattr rejectattr groupby sort unique reverse "
    "sum min max trim upper lower dictsort string".split()
)
_SAFE_TESTS = frozenset(
    "defined undefined none number string even odd divisibleby in eq ne lt le gt ge sameas iterable mapping sequence".split()
)
_MAX_RANGE = 10_000
_PRINTED = (str, Quantity, Text, ItemDate, EntryView, Undefined)


class SectionEnvironment(ImmutableSandboxedEnvironment):
    """One rendering's environment: problems go to its session, and its budget is that of the whole report."""

    intercepted_binops = frozenset(["**", "*", "%", "//", "+"])

    def __init__(self, session: Session, loader: BaseLoader) -> None:
        reported = type("Reported", (_Reported,), {"session": session, "__slots__": ()})
        super().__init__(
            loader=loader,
            undefined=reported,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
            optimized=False,  # nothing is worked out before it is counted and its place known
            cache_size=-1,
            auto_reload=False,
        )
        self.session = session
        self.budget = budget = Budget()
        filters = {name: call for name, call in self.filters.items() if name in _SAFE_FILTERS}
        filters |= {**FIGURE_FILTERS, **list_filters(session.options.list_mark), "round": _rounded, "int": _rounded}
        filters |= dict.fromkeys(("e", "escape", "safe"), _same)
        self.filters = {name: budget.watched(call) for name, call in filters.items()}
        self.filters |= {STEPS: budget.several, JOINED: budget.joined, "join": budget.joined}
        if session.rehearsal is not None:
            self.filters |= session.rehearsal.filters
        self.tests = {name: call for name, call in self.tests.items() if name in _SAFE_TESTS}
        self.globals = {"range": _range}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the documented attributes of our views, and the pure methods of plain data."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, _VIEWS) and not attr.isascii():
            return True
        if isinstance(obj, LoopContext | TemplateModule):
            return True
        return any(isinstance(obj, kind) and attr in allowed for kind, allowed in _PURE_METHODS.items())

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, loops, range and pure methods; nothing else is called."""
        if obj is _range or isinstance(obj, Macro | BlockReference | LoopContext):
            return True
        owner = getattr(obj, "__self__", None)
        return isinstance(owner, LoopContext) or any(
            isinstance(owner, kind) and obj.__name__ in allowed for kind, allowed in _PURE_METHODS.items()
        )

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  (as in Jinja)
        """A call that is allowed, counted."""
        if isinstance(__obj, Undefined):
            return __obj()
        if not __self.is_safe_callable(__obj):
            raise SecurityError("这里不能调用；只能调用宏、loop、range 和几个文字方法")
        __self.budget.step()
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str) and __obj.__name__ == "replace" and len(args) > 1:
            __self.budget.letters(owner.count(str(args[0])) * len(str(args[1])))
        if isinstance(__obj, LoopContext) and args:
            args = (__self.budget.several(args[0]), *args[1:])
        result = super().call(__context, __obj, *args, **kwargs)
        if isinstance(result, str):
            __self.budget.letters(len(result))
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers and figures; sequences are added but not repeated, powers not taken."""
        if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            self.budget.letters(len(left) + len(right))
        elif operator == "**" or not all(isinstance(v, int | float | Decimal | Quantity | BlankItem | Undefined) for v in (left, right)):
            raise SecurityError(f"模板里不能用“{operator}”做这个运算")
        result = super().call_binop(context, operator, left, right)
        number = plain_number(result)
        if number is not None and abs(number) > MAX_NUMBER:
            raise TooMuch("算出来的数太大")
        return result

    def join_path(self, template: str, parent: str) -> str:
        """The full name of a text that another one names."""
        return joined(template, parent)

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
        attributes = sorted(a for a in dir(owner) if not a.isascii()) if issubclass(owner, _VIEWS) else []
        if attributes:
            hint = did_you_mean(name, attributes) or f"可以写 {'、'.join('.' + a for a in attributes)}"
            self.session.report("unknown-name", f"没有“.{name}”这种写法", hint)
        else:
            hint = did_you_mean(name, list(self.session.names)) or "请检查引用名，或在“指标”表里加上"
            self.session.report("unknown-name", f"没有“{name}”这个名称", hint)
        return None

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


def _same(value: object) -> object:
    return value


def _rounded(value: object, places: object = 0) -> object:
    """A number or a figure rounded half up."""
    wanted = checked_places(places)
    if isinstance(value, Quantity):
        return value.rounded(wanted)
    if isinstance(value, BlankItem):
        return value
    digits = value.strip() if isinstance(value, str) else ""
    number = Decimal(digits) if digits.isdecimal() else plain_number(value)
    if number is None:
        raise FilterMisuse("“round”“int”只用于数字和指标")
    rounded = round_half_up(number, wanted)
    return rounded if wanted else int(rounded)


def _range(*bounds: int) -> range:
    steps = range(*bounds)
    if len(steps) > _MAX_RANGE:
        raise SecurityError(f"range 不能超过 {_MAX_RANGE} 步")
    return steps


@pass_context
def _finalize(context: Context, value: object) -> str:
    """What an expression prints: text and values as they are, numbers exactly, nothing else."""
    environment: SectionEnvironment = context.environment  # type: ignore[assignment]
    text = _printed(value, environment.session)
    environment.budget.letters(len(text))
    if environment.session.rehearsal is not None:
        environment.session.rehearsal.printed(text, environment.session)
    return text


def _printed(value: object, session: Session) -> str:
    number = plain_number(value)
    if isinstance(value, _PRINTED) or (number is not None and isinstance(value, int)):
        return str(value)
    if number is not None:
        return wording.printed(number, session.options)
    if value is None or isinstance(value, bool):
        what = "没有值" if value is None else "是或否，不是文字"
        session.report("not-printable", f"这里的结果{what}，不能印", "请检查这一处的写法，判断请用 {% if %}")
    else:
        session.report("not-printable", "这里的结果不是文字或数字，不能直接印", "一组值请用 {% for %} 逐个印，或用 | 列举")
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
