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
from typing import TYPE_CHECKING, Any

from generator.model.provenance import Source
from generator.templating.filters import FIGURE_FILTERS, FilterMisuse
from generator.templating.session import did_you_mean
from generator.templating.values import Figure, ItemDate, Quantity

if TYPE_CHECKING:
    from jinja2 import nodes

    from generator.templating.session import Session

MAX_TAG = 300
_OPEN = re.compile(r"\{\{|｛｛|\{%|\{#")
_CLOSE = re.compile(r"\}\}|｝｝")
_SIMPLE = re.compile(r"(\w+)(?:\s*\.\s*(\w+))?(?:\s*\|\s*(\w+))?")
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "，": ",", "（": "(", "）": ")", "：": ":", "｜": "|", "．": ".", "、": ","}
)
FIGURE_ATTRIBUTES = ("数", "上年", "单位", "名称", "时段", "同比", "倍数")
_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mul": operator.mul,
    "Div": operator.truediv,
}
# A figure in running text: 593, 9.81%, 3.2个百分点, 3.57万, 50余万. Not the digits of a date, a document
# number, an article or a word of Latin letters.
_TYPED = re.compile(
    r"(?<![A-Za-z0-9.〔\[第])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d〕\]])(?:[余多]?[万亿][余多]?)?(?:%|％|‰|个百分点)?"
    r"(?![年月日号时](?!均|内|度))(?![至—～-]\d+[年月日])(?![A-Za-z])"
)


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


def render_phrase(text: str, names: Mapping[str, object], session: Session) -> str:
    """A short wording of a template (a heading, the default of an item) as marked text."""
    return "".join(_render_pieces(text, names, session, None))


def _render_pieces(text: str, names: Mapping[str, object], session: Session, source: Source | None) -> Iterator[str]:
    for piece, is_tag in _split(text, session):
        if not is_tag:
            yield _mark_typed(piece, session, source) if source else piece
            continue
        try:
            yield str(_evaluate(_parse(piece), names, session))
        except (_Refused, FilterMisuse) as problem:
            hint = problem.hint if isinstance(problem, _Refused) else "请照例改写"
            code = problem.code if isinstance(problem, _Refused) else "tag-wrong"
            session.report(code, f"“{{{{ {_short(piece)} }}}}”：{problem}", hint)


def _split(text: str, session: Session) -> Iterator[tuple[str, bool]]:
    """Pieces of text and of tags (without their braces), in order; what is wrong with braces is noted."""
    at = 0
    while found := _OPEN.search(text, at):
        words = text[at : found.start()]
        _note_stray_close(words, session)
        yield words, False
        if found[0] in ("{%", "{#"):
            session.report("code-in-text", f"正文里有“{found[0]}”，正文不能写代码", "正文只能用 {{ 引用名 }}；请删去")
            at = found.end()
            continue
        close = _CLOSE.search(text, found.end())
        following = _OPEN.search(text, found.end())
        if close is None or (following and following.start() < close.start()):
            shown = _short(text[found.start() :])
            session.report("tag-not-closed", f"“{shown}”缺少结尾的 }}}}", "请补上两个右花括号，例如 {{ 刑事立案 }}")
            at = found.end()
            continue
        yield text[found.end() : close.start()], True
        at = close.end()
    rest = text[at:]
    _note_stray_close(rest, session)
    yield rest, False


def _note_stray_close(words: str, session: Session) -> None:
    if "}}" in words or "｝｝" in words:
        session.report("tag-not-opened", f"“{_short(words[-30:])}”有 }}}} 而没有开头的 {{{{", "请补上两个左花括号，或删去 }}")


def _mark_typed(words: str, session: Session, source: Source) -> str:
    return _TYPED.sub(lambda found: session.marks.value(found[0], source), words)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"


def normalise_tag(inner: str) -> str:
    """The tag as it was meant: typographic quotes and full-width marks outside string literals made plain."""
    pieces, quote, out = inner.translate({0x201C: 0x22, 0x201D: 0x22, 0x2018: 0x27, 0x2019: 0x27}), "", []
    for char in pieces:
        if quote:
            quote = "" if char == quote else quote
            out.append(char)
        elif char in "\"'":
            quote = char
            out.append(char)
        else:
            out.append(unicodedata.normalize("NFKC", char.translate(_QUOTES)))
    return "".join(out)


def _parse(inner: str) -> nodes.Node:
    """The tag as Jinja's tree; a plain name, attribute or filter takes a short cut to the same tree."""
    from jinja2 import Environment, TemplateSyntaxError, nodes

    if not inner.strip():
        raise _Refused("花括号里没有内容", "请填引用名，例如 {{ 刑事立案 }}")
    if len(inner) > MAX_TAG:
        raise _Refused(f"花括号里超过 {MAX_TAG} 个字", "请只写引用名")
    text = normalise_tag(inner).strip()
    simple = _SIMPLE.fullmatch(text)
    if simple and not simple[1][0].isdigit():
        node: nodes.Expr = nodes.Name(simple[1], "load")
        if simple[2]:
            node = nodes.Getattr(node, simple[2], "load")
        if simple[3]:
            node = nodes.Filter(node, simple[3], [], [], None, None)
        return node
    try:
        body = Environment().parse("{{ " + text + " }}").body
    except (TemplateSyntaxError, RecursionError):
        raise _Refused("写法不对", "只能写 {{ 引用名 }}、{{ 引用名.同比 }}、{{ 引用名 | 万 }} 这样的式子") from None
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise _Refused("写法不对", "一对花括号里只写一个引用名或算式")
    return body[0].nodes[0]


def _evaluate(node: nodes.Node, names: Mapping[str, object], session: Session, depth: int = 0) -> Any:
    kind = type(node).__name__
    fields = {name: getattr(node, name) for name in node.fields}
    if depth > 20:
        raise _Refused("算式太长", "请在“指标”表里另设一个指标")
    if kind == "Name":
        return _look_up(fields["name"], names, session)
    if kind == "Const" and isinstance(fields["value"], int | float | str) and not isinstance(fields["value"], bool):
        value = fields["value"]
        return Decimal(repr(value)) if isinstance(value, float) else value
    if kind == "Getattr":
        return _attribute(_evaluate(fields["node"], names, session, depth + 1), fields["attr"])
    if kind == "Filter" and fields["node"] is not None:
        return _filtered(node, fields, names, session, depth)
    if kind in ("List", "Tuple"):
        return [_evaluate(item, names, session, depth + 1) for item in fields["items"]]
    if kind in _ARITHMETIC:
        left, right = (_evaluate(fields[side], names, session, depth + 1) for side in ("left", "right"))
        if not all(isinstance(v, Quantity | int | Decimal) for v in (left, right)):
            raise _Refused("只有数字和指标能计算", "请检查算式")
        if kind == "Div" and not isinstance(right, Quantity) and right == 0:
            raise _Refused("不能除以 0", "请检查算式")
        return _ARITHMETIC[kind](left, right)
    raise _Refused("正文不能写代码", "只能写 {{ 引用名 }}、{{ 引用名.同比 }}、{{ 引用名 | 万 }} 这样的式子", "code-in-text")


def _look_up(name: str, names: Mapping[str, object], session: Session) -> object:
    key = unicodedata.normalize("NFKC", name)
    if key in names:
        return names[key]
    raise _Refused(f"没有“{name}”这个引用名", did_you_mean(key, list(names)) or "请在“指标”表里加上，或改正名称", "unknown-name")


def _attribute(value: object, name: str) -> object:
    allowed = FIGURE_ATTRIBUTES if isinstance(value, Figure) else (("年", "月", "日") if isinstance(value, ItemDate) else ())
    if name not in allowed:
        if name.startswith("_") or not allowed:
            raise _Refused(f"不能取“.{name}”", "点号只能用在指标后面，例如 {{ 刑事立案.同比 }}", "code-in-text")
        hint = did_you_mean(name, list(allowed)) or f"指标可以写 {'、'.join('.' + a for a in allowed)}"
        raise _Refused(f"没有“.{name}”这种写法", hint, "unknown-name")
    return getattr(value, name)


def _filtered(node: nodes.Node, fields: dict[str, Any], names: Mapping[str, object], session: Session, depth: int) -> object:
    name = unicodedata.normalize("NFKC", fields["name"])
    if name not in FIGURE_FILTERS or fields["kwargs"] or fields["dyn_args"] or fields["dyn_kwargs"]:
        known = list(FIGURE_FILTERS)
        raise _Refused(f"没有“| {name}”这种写法", did_you_mean(name, known) or f"可以用 {'、'.join(known)}", "unknown-name")
    value = _evaluate(fields["node"], names, session, depth + 1)
    args = [_evaluate(arg, names, session, depth + 1) for arg in fields["args"]]
    try:
        return FIGURE_FILTERS[name](value, *args)
    except TypeError:
        raise _Refused(f"“{name}”的写法不对", "例如 {{ 参训人次 | 万 }}、{{ 刑拘数 | 占(抓获数) }}") from None
