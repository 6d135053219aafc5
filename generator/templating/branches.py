"""The ways through a template's texts: which were taken, and how to take those that data never lead to.

Before a text is compiled, every test of an ``if`` and every value that a ``for`` runs over is passed through a filter
that notes which way was taken; what is printed goes through one too, for whoever wants to see it. When the data at
hand have shown all that they can, the ways that are left are taken by force, one rendering after another, until there
is nothing new. Short-circuits (``and``, ``or``) are left alone: they guard what stands behind them. So are tests for
``defined``, which ask what a forced way could not provide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from jinja2 import Undefined, nodes
from jinja2.visitor import NodeTransformer

N = TypeVar("N", bound=nodes.Node)
DECIDED, LOOPED, PRINTED = "_去向", "_遍历", "_所印"


class Fork(NamedTuple):
    """A place where a text goes one way or another: the text, and which of its forks it is."""

    text: str
    number: int


@dataclass(slots=True)
class _Ways:
    """What is known of a fork: its line, the forks inside of either way, the ways taken, whether it can be forced."""

    line: int
    loop: bool
    forceable: bool
    inside: dict[bool, frozenset[Fork]] = field(default_factory=dict)
    taken: set[bool] = field(default_factory=set)

    @property
    def left(self) -> frozenset[bool]:
        """The ways that were not taken and could be."""
        return frozenset((True, False)) - self.taken if self.forceable else frozenset()


class Branches:
    """The forks of all texts of a template, over many renderings. While ``forcing``, untaken ways are taken."""

    def __init__(self) -> None:
        self.forcing = False
        self.broken: set[tuple[str, int]] = set()
        self._ways: dict[Fork, _Ways] = {}

    def watched(self, tree: nodes.Template, text: str) -> nodes.Template:
        """The text with its forks watched; what stands in ``broken`` lines, which can't be worked out, is left out."""
        return _Watching(self, text).rewritten(tree)

    def register(self, fork: Fork, ways: _Ways) -> None:
        """Know a fork; what was known of it stays."""
        self._ways.setdefault(fork, ways)

    def decided(self, value: object, text: str, number: int) -> bool:
        """The way that a test leads, or the one that is still to be taken."""
        return self._taken(Fork(text, number), bool(value))

    def looped(self, values: Any, text: str, number: int) -> Any:
        """What a loop runs over; nothing at all where that way is still to be taken."""
        if isinstance(values, Undefined) or not isinstance(values, Iterable):
            return values
        values = list(values)
        return values if self._taken(Fork(text, number), bool(values)) else []

    def _taken(self, fork: Fork, natural: bool) -> bool:
        ways = self._ways[fork]
        way = self._wanted(ways, natural) if self.forcing else natural
        ways.taken.add(way)
        return way

    def _wanted(self, ways: _Ways, natural: bool) -> bool:
        other = not natural
        if ways.loop and other:
            return natural  # there are no rows to run over
        if other in ways.left:
            return other
        return other if ways.forceable and self._leads_on(ways, other) and not self._leads_on(ways, natural) else natural

    def _leads_on(self, ways: _Ways, way: bool) -> bool:
        return any(self._ways[fork].left for fork in ways.inside[way])

    def count(self) -> int:
        """How many ways were taken so far."""
        return sum(len(ways.taken) for ways in self._ways.values())

    def empty_loops(self) -> Iterator[tuple[str, int]]:
        """The text and line of each loop that was come to and never ran."""
        for fork, ways in self._ways.items():
            if ways.loop and ways.taken == {False}:
                yield fork.text, ways.line


class _Watching(NodeTransformer):
    """Rewrites one text. Forks are numbered as they stand, so that a second reading gives the same numbers."""

    def __init__(self, branches: Branches, text: str) -> None:
        self._branches = branches
        self._text = text
        self._count = 0
        self._macros: dict[str, frozenset[Fork]] = {}

    def rewritten(self, tree: nodes.Template) -> nodes.Template:
        rewritten: nodes.Template = self.visit(tree)
        return rewritten

    def _sound(self, node: nodes.Node) -> bool:
        return (self._text, node.lineno) not in self._branches.broken

    def _new(self) -> Fork:
        self._count += 1
        return Fork(self._text, self._count)

    def _inside(self, visited: Iterable[nodes.Node], first: int) -> frozenset[Fork]:
        """The forks met since ``first``, and those of the macros called among these nodes."""
        own = frozenset(Fork(self._text, n) for n in range(first + 1, self._count + 1))
        called = {call.node.name for node in visited for call in _all(node, nodes.Call) if isinstance(call.node, nodes.Name)}
        return own.union(*(self._macros.get(name, frozenset()) for name in called))

    def _visited(self, body: list[nodes.Node]) -> tuple[list[nodes.Node], frozenset[Fork]]:
        first = self._count
        visited = [self.visit(node) for node in body]
        return visited, self._inside(visited, first)

    def _watched(self, test: nodes.Expr, fork: Fork, name: str) -> nodes.Filter:
        arguments: list[nodes.Expr] = [nodes.Const(fork.text), nodes.Const(fork.number)]
        return nodes.Filter(test, name, arguments, [], None, None, lineno=test.lineno)

    def visit_If(self, node: nodes.If) -> nodes.If:
        if any(found.name.startswith("_") for found in _all(node.test, nodes.Filter)):
            self.generic_visit(node)  # no test of the template's keeper: it steers the markup
            return node
        fork = self._new()
        forceable = not _asks_whether_defined(node.test)
        test = self.visit(node.test)
        node.body, within = self._visited(node.body)
        first = self._count
        node.elif_ = [self.visit(branch) for branch in node.elif_]
        node.else_ = [self.visit(child) for child in node.else_]
        otherwise = self._inside([*node.elif_, *node.else_], first)
        ways = _Ways(node.lineno, False, forceable, {True: within, False: otherwise})
        self._branches.register(fork, ways)
        node.test = self._watched(test if self._sound(node) else nodes.Const(True, lineno=node.lineno), fork, DECIDED)
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.CondExpr:
        fork = self._new()
        forceable = not _asks_whether_defined(node.test)
        test = self.visit(node.test)
        first = self._count
        node.expr1 = self.visit(node.expr1)
        within, first = self._inside([node.expr1], first), self._count
        node.expr2 = self.visit(node.expr2) if node.expr2 is not None else None
        otherwise = self._inside([node.expr2] if node.expr2 is not None else [], first)
        self._branches.register(fork, _Ways(node.lineno, False, forceable, {True: within, False: otherwise}))
        node.test = self._watched(test, fork, DECIDED)
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:
        fork = self._new()
        values = self.visit(node.iter)
        if node.test is not None:
            chosen = self._new()
            test = self.visit(node.test)
        node.body, within = self._visited(node.body)
        node.else_, otherwise = self._visited(node.else_)
        if node.test is not None:
            self._branches.register(chosen, _Ways(node.lineno, False, True, {True: within, False: frozenset()}))
            node.test = self._watched(test, chosen, DECIDED)
        self._branches.register(fork, _Ways(node.lineno, True, bool(node.else_), {True: within, False: otherwise}))
        node.iter = self._watched(values if self._sound(node) else nodes.List([], lineno=node.lineno), fork, LOOPED)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:
        node.body, self._macros[node.name] = self._visited(node.body)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        node.nodes = [
            child if isinstance(child, nodes.TemplateData) else nodes.Filter(child, PRINTED, [], [], None, None, lineno=child.lineno)
            for child in node.nodes
            if isinstance(child, nodes.TemplateData) or self._sound(child)
        ]
        return node

    def visit_Assign(self, node: nodes.Assign) -> nodes.Assign:
        self.generic_visit(node)
        if not self._sound(node):
            node.node = nodes.Const("", lineno=node.lineno)
        return node


def _asks_whether_defined(test: nodes.Node) -> bool:
    return any(found.name in ("defined", "undefined") for found in _all(test, nodes.Test))


def _all(node: nodes.Node, kind: type[N]) -> Iterator[N]:
    """The nodes of that kind in a tree, its root included."""
    if isinstance(node, kind):
        yield node
    yield from node.find_all(kind)
