"""The environment of section texts: the sandbox with the language of figures, printing marked text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, TemplateNotFound, Undefined, pass_context
from jinja2.runtime import Context

from generator.model.amounts import round_half_up
from generator.templating import wording
from generator.templating.entries import EntryView, GroupView, PartView, SectionView
from generator.templating.filters import FIGURE_FILTERS, checked_places, list_filters
from generator.templating.items import BlankItem, ItemDate, Text
from generator.templating.limits import GROUPED, JOINED, READ, STEPS, Budget, Watched
from generator.templating.overriding import joined
from generator.templating.programs import ProgramEnvironment
from generator.templating.sandbox import Sandbox, same
from generator.templating.session import Session
from generator.templating.values import Misuse, Quantity, plain_number

_SAFE_FILTERS = frozenset(
    "abs default d first last length count list map select reject selectattr rejectattr groupby sort unique reverse "
    "sum min max trim upper lower dictsort string".split()
)
_SAFE_TESTS = frozenset(
    "defined undefined none number string even odd divisibleby in eq equalto ne lt le gt ge sameas iterable mapping sequence".split()
)
_PRINTED = (str, Quantity, Text, ItemDate, EntryView, Undefined)


def figure_filters(defaults: Mapping[str, Any], session: Session, budget: Budget) -> dict[str, Any]:
    """The filters of the language of figures, each counted."""
    filters = {name: call for name, call in defaults.items() if name in _SAFE_FILTERS}
    filters |= {**FIGURE_FILTERS, **list_filters(session.options.list_mark), "round": _rounded, "int": _rounded}
    filters |= dict.fromkeys(("e", "escape", "safe"), same)
    watched = Watched(filters, lambda _, call: budget.watched(call))
    watched.update({STEPS: budget.several, JOINED: budget.joined, GROUPED: budget.grouped, READ: budget.read, "join": budget.joined})
    if session.rehearsal is not None:
        watched.update(session.rehearsal.filters(session))
    return watched


def figure_tests(defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The tests of the language of figures."""
    return {name: call for name, call in defaults.items() if name in _SAFE_TESTS}


class SectionEnvironment(Sandbox):
    """One rendering's environment: problems go to its session, and its budget is that of the whole report."""

    def __init__(self, session: Session, loader: BaseLoader) -> None:
        super().__init__(session, loader, Budget(), finalize=_finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False)
        self.filters = figure_filters(self.filters, session, self.budget)
        self.tests = figure_tests(self.tests)

    def join_path(self, template: str, parent: str) -> str:
        """The full name of a text that another one names."""
        return joined(template, parent)


class ReportEnvironment(ProgramEnvironment):
    """The environment of the tags in a report.docx: the language of section texts, printed by the printers of Word."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Budget())
        self.filters = figure_filters(self.filters, session, self.budget)
        self.tests = figure_tests(self.tests)


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
        raise Misuse("“round”“int”只用于数字和指标")
    rounded = round_half_up(number, wanted)
    return rounded if wanted else int(rounded)


@pass_context
def _finalize(context: Context, value: object) -> str:
    """What an expression prints, counted."""
    environment: SectionEnvironment = context.environment  # type: ignore[assignment]
    text = said(value, environment.session)
    environment.budget.letters(len(text))
    return text


def said(value: object, session: Session) -> str:
    """What a value prints: text and values as they are, numbers exactly, nothing else."""
    number = plain_number(value)
    if isinstance(value, _PRINTED) or (number is not None and isinstance(value, int)):
        return str(value)
    if number is not None:
        return wording.printed(number, session.options)
    if value is None or isinstance(value, bool):
        what = "没有值" if value is None else "是或否，不是文字"
        session.report("not-printable", f"这里的结果{what}，不能印", "请检查这一处的写法，判断请用 {% if %}")
    elif isinstance(value, PartView | SectionView | GroupView):
        what = "整个部分" if isinstance(value, PartView) else "一组条目"
        hint = "请写 .标题 或 .条目" + ("；在 Word 里放入整个部分，要写成单独成段的 {{p … }}" if isinstance(value, PartView) else "")
        session.report("not-printable", f"这里是{what}，不能直接印", hint)
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
