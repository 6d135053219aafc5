"""The text of a 正文 cell: plain words in which only ``{{ … }}`` is special.

A cell is split into words and tags; a tag is parsed with Jinja's grammar, but evaluated here, node by node:
names, the listed attributes and filters, and arithmetic. Nothing else runs, so a cell can't hold code.
Figures typed by hand are marked with the cell, like printed ones.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.diagnostics import Place
from generator.model.marks import without_marks
from generator.model.provenance import Source
from generator.prose.figures import replace_figures
from generator.templating import wording
from generator.templating.figures import Figure, Reading
from generator.templating.filters import FIGURE_FILTERS
from generator.templating.items import BlankItem, ItemDate, MarkedText
from generator.templating.session import did_you_mean
from generator.templating.tags import normalise_tag
from generator.templating.values import Misuse, Quantity, plain_number

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

    from generator.templating.session import Session

MAX_TAG = 300
MAX_DEPTH = 20
_OPEN = re.compile(r"[{｛](?:[{｛]|[%％]|#)")
_CLOSE = re.compile(r"[}｝]{2}")
_SINGLE = re.compile(r"[{｛]\s*(\w+)(?:\s*[.．]\s*\w+)?\s*[}｝]")
_SIMPLE = re.compile(r"([^\W\d]\w*)(?:\s*\.\s*(\w+))?(?:\s*\|\s*(\w+))?")
_PATTERNS = "只能写 {{ 引用名 }}、{{ 引用名.同比 }}、{{ 引用名 | 万 }} 这样的式子"
FIGURE_ATTRIBUTES = ("数", "上年", "单位", "名称", "时段", "同比", "倍数")
_ATTRIBUTES: Mapping[type, tuple[str, ...]] = {
    Figure: FIGURE_ATTRIBUTES,
    Reading: ("数",),
    ItemDate: ("年", "月", "日", "月日"),
    BlankItem: ("年", "月", "日", "月日"),
}
_ARGUMENTS = {"万": (0, 1), "亿": (0, 1), "分别同比": (0, 0), "占": (1, 1)}
_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mul": operator.mul,
    "Div": operator.truediv,
}


class _Refused(Exception):
    """A tag that can't be taken; the message says why, ``hint`` what to write."""

    def __init__(self, message: str, hint: str, code: str = "tag-wrong") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


def render_passage(text: str, names: Mapping[str, object], session: Session, source: Source) -> list[str]:
    """The paragraphs of a cell as marked text; problems are noted with the cell."""
    with session.inside(source.cells[0]):
        rendered = "".join(_render_pieces(text, names, session, source))
    return [session.marks.passage(line.strip(), source) for line in rendered.split("\n") if line.strip()]


def render_phrase(text: str, names: Mapping[str, object], session: Session, place: Place) -> str:
    """A short wording of a template (a heading, the default of an item) as marked text; problems are noted there."""
    with session.inside(place):
        return "".join(_render_pieces(text, names, session, None))


def _render_pieces(text: str, names: Mapping[str, object], session: Session, source: Source | None) -> Iterator[str]:
    for piece, is_tag in _split(without_marks(text), session):
        if not is_tag:
            _note_stray_braces(piece, names, session)
            yield replace_figures(piece, lambda figure: session.marks.value(figure, source)) if source else piece
            continue
        try:
            yield _printed(_evaluate(_parse(piece), names, session), session)
        except (_Refused, Misuse) as problem:
            hint = problem.hint if isinstance(problem, _Refused) else "请照例改写"
            code = problem.code if isinstance(problem, _Refused) else "tag-wrong"
            session.report(code, f"“{{{{ {_short(piece)} }}}}”：{problem}", hint, text=f"{{{{{piece}}}}}")


def _split(text: str, session: Session) -> Iterator[tuple[str, bool]]:
    """Pieces of text and of tags (without their braces), in order; what is wrong with braces is noted."""
    at = 0
    while found := _OPEN.search(text, at):
        yield text[at : found.start()], False
        at = found.end()
        if found[0][1] not in "{｛":
            session.report("code-in-text", f"这里有“{found[0]}”，文字里不能写代码", "只能用 {{ 引用名 }}；请删去", text=found[0])
            continue
        close = _CLOSE.search(text, at)
        following = _OPEN.search(text, at)
        if close is None or (following and following.start() < close.start()):
            shown, hint = _short(text[found.start() :]), "请补上两个右花括号，例如 {{ 刑事立案 }}"
            session.report("tag-not-closed", f"“{shown}”缺少结尾的 }}}}", hint, text=text[found.start() :].partition("\n")[0])
            continue
        yield text[at : close.start()], True
        at = close.end()
    yield text[at:], False


def _note_stray_braces(words: str, names: Mapping[str, object], session: Session) -> None:
    if found := _CLOSE.search(words):
        before = words[max(0, found.start() - 28) : found.end()]
        hint = "请补上两个左花括号，或删去 }}"
        session.report("tag-not-opened", f"“{_short(before)}”有 }}}} 而没有开头的 {{{{", hint, text=before.split("\n")[-1])
    for found in _SINGLE.finditer(words):
        if unicodedata.normalize("NFKC", found[1]) in names:
            hint = f"要印“{found[1]}”的值请写两对花括号，例如 {{{{ {found[1]} }}}}"
            session.report("single-brace", f"“{found[0]}”只有一对花括号，会照原样印出来", hint, severity="warning", text=found[0])


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"


@cache
def _grammar() -> Environment:
    from jinja2 import Environment

    return Environment()


def _parse(inner: str) -> nodes.Node:
    """The tag as Jinja's tree; a plain name, attribute or filter takes a short cut to the same tree."""
    from jinja2 import TemplateSyntaxError, nodes

    if len(inner) > MAX_TAG:
        raise _Refused(f"花括号里超过 {MAX_TAG} 个字", "请只写引用名")
    text = normalise_tag(inner).strip()
    if not text:
        raise _Refused("花括号里没有内容", "请填引用名，例如 {{ 刑事立案 }}")
    if simple := _SIMPLE.fullmatch(text):
        node: nodes.Expr = nodes.Name(simple[1], "load")
        if simple[2]:
            node = nodes.Getattr(node, simple[2], "load")
        if simple[3]:
            node = nodes.Filter(node, simple[3], [], [], None, None)
        return node
    try:
        body = _grammar().parse("{{ " + text + " }}").body
    except (TemplateSyntaxError, RecursionError):
        raise _Refused("写法不对", _PATTERNS) from None
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise _Refused("写法不对", "一对花括号里只写一个引用名或算式")
    return body[0].nodes[0]


def _evaluate(node: nodes.Node, names: Mapping[str, object], session: Session, depth: int = 0) -> Any:
    kind = type(node).__name__
    fields = {name: getattr(node, name) for name in node.fields}
    if depth > MAX_DEPTH:
        raise _Refused("算式太长", "请在“指标”表里另设一个指标")
    if kind == "Name":
        return _look_up(fields["name"], names)
    if kind == "Const":
        return _constant(fields["value"])
    if kind == "Getattr":
        return _attribute(_evaluate(fields["node"], names, session, depth + 1), fields["attr"])
    if kind == "Filter" and fields["node"] is not None:
        return _filtered(fields, names, session, depth)
    if kind in ("List", "Tuple"):
        return [_evaluate(item, names, session, depth + 1) for item in fields["items"]]
    if kind in _ARITHMETIC:
        left, right = (_evaluate(fields[side], names, session, depth + 1) for side in ("left", "right"))
        return _calculated(kind, left, right)
    raise _Refused("文字里不能写代码", _PATTERNS, "code-in-text")


def _calculated(kind: str, left: object, right: object) -> object:
    if isinstance(left, BlankItem) or isinstance(right, BlankItem):
        return left if isinstance(left, BlankItem) else right
    numbers = [v if isinstance(v, Quantity) else plain_number(v) for v in (left, right)]
    if None in numbers:
        raise _Refused("只有数字和指标能计算", "请检查算式")
    if kind == "Div" and isinstance(numbers[1], Decimal) and numbers[1] == 0:
        raise _Refused("不能除以 0", "请检查算式")
    return _ARITHMETIC[kind](*numbers)


def _constant(value: object) -> Decimal | int:
    number = plain_number(value)
    if isinstance(value, str):
        raise _Refused("花括号里不用引号", "引用名不加引号；要印的文字请直接写在花括号外面")
    if number is None:
        raise _Refused("文字里不能写代码", _PATTERNS, "code-in-text")
    return value if isinstance(value, int) else number


def _printed(value: object, session: Session) -> str:
    """What a tag prints; a blank word is an error like a blank figure."""
    if isinstance(value, list):
        raise _Refused("一组指标不能直接印", "请写 {{ [刑事立案, 刑事破案] | 分别同比 }}，或一个一个印")
    if isinstance(value, MarkedText) and not value:
        raise _Refused("这一格是空的", "请在“指标”表里填上，或改写这句话", "item-blank")
    if isinstance(value, Decimal):
        return wording.printed(value, session.options)
    return str(value)


def _look_up(name: str, names: Mapping[str, object]) -> object:
    key = unicodedata.normalize("NFKC", name)
    if key in names:
        return names[key]
    raise _Refused(f"没有“{name}”这个引用名", did_you_mean(key, list(names)) or "请在“指标”表里加上，或改正名称", "unknown-name")


def _attribute(value: object, name: str) -> object:
    allowed = _ATTRIBUTES.get(type(value), ())
    if name in allowed:
        return getattr(value, name)
    if name.startswith("_") or not allowed:
        raise _Refused(f"不能取“.{name}”", "点号只能用在指标后面，例如 {{ 刑事立案.同比 }}", "code-in-text")
    hint = did_you_mean(name, list(allowed)) or f"可以写 {'、'.join('.' + a for a in allowed)}"
    raise _Refused(f"没有“.{name}”这种写法", hint, "unknown-name")


def _filtered(fields: dict[str, Any], names: Mapping[str, object], session: Session, depth: int) -> object:
    name = unicodedata.normalize("NFKC", fields["name"])
    if name not in FIGURE_FILTERS:
        known = list(FIGURE_FILTERS)
        raise _Refused(f"没有“| {name}”这种写法", did_you_mean(name, known) or f"可以用 {'、'.join(known)}", "unknown-name")
    value = _evaluate(fields["node"], names, session, depth + 1)
    args = [_evaluate(arg, names, session, depth + 1) for arg in fields["args"]]
    least, most = _ARGUMENTS[name]
    if fields["kwargs"] or fields["dyn_args"] or fields["dyn_kwargs"] or not least <= len(args) <= most:
        raise _Refused(f"“{name}”的写法不对", "例如 {{ 参训人次 | 万 }}、{{ 刑拘数 | 占(抓获数) }}")
    return FIGURE_FILTERS[name](value, *args)
