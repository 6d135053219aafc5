"""What a section text may use up, so that one from elsewhere can neither run forever nor fill the memory.

Loops, calls and filters are counted by step, text by letter. Section texts are rewritten before they are
compiled: a loop asks for its steps first, ``~`` and ``join`` for the length of what they make.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sized
from itertools import islice
from typing import Any

from jinja2 import Undefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.model.marks import without_marks

MAX_STEPS = 500_000
MAX_LETTERS = 20_000_000
MAX_INSIDE = 1_000_000  # values in lists that hold each other: to print or compare them takes as long
STEPS, JOINED, GROUPED, READ = "_步数", "_连写", "_成组", "_读过"
SMALL = 1_000  # what is no longer than that costs nothing to search or compare


class TooMuch(Exception):
    """The template asks for too much; the message says of what."""


class Budget:
    """What is left for one rendering."""

    __slots__ = ("_letters", "_most_letters", "_most_steps", "_steps")

    def __init__(self, steps: int = MAX_STEPS, letters: int = MAX_LETTERS) -> None:
        self._steps = self._most_steps = steps
        self._letters = self._most_letters = letters

    def step(self, number: int = 1) -> None:
        """Use up steps. Raises TooMuch."""
        self._steps -= number
        if self._steps < 0:
            raise TooMuch(f"循环和调用超过 {self._most_steps // 10_000} 万步")

    def letters(self, number: int) -> None:
        """Use up letters. Raises TooMuch."""
        self._letters -= number
        if self._letters < 0:
            raise TooMuch(f"印出的文字超过 {self._most_letters // 10_000} 万字")

    def read(self, value: Any) -> Any:
        """A value that is about to be searched or compared; one that is large uses up what that takes."""
        if isinstance(value, str):
            if len(value) > SMALL:
                self.letters(len(value))
        elif isinstance(value, list | tuple | dict | range) and len(value) > SMALL:
            self.step(len(value))
        return value

    def said(self, value: Any) -> None:
        """Use up the letters that a collection would print, before it does."""
        waiting, letters = [value], 0
        while waiting:
            each = waiting.pop()
            if isinstance(each, dict):
                waiting += [*each.keys(), *each.values()]
            elif isinstance(each, list | tuple | set):
                waiting += each
            else:
                letters += len(each) if isinstance(each, str) else 1
            if letters + len(waiting) > self._letters:
                self.letters(letters + len(waiting))

    def several(self, values: Any) -> Any:
        """What a loop runs over, its steps used up."""
        if isinstance(values, Undefined) or not isinstance(values, Iterable):
            return values
        if not isinstance(values, Sized):
            values = list(islice(values, self._steps + 1))
        self.step(len(values))
        return values

    def joined(self, values: Iterable[object], between: str = "") -> str:
        """The texts as one, its letters used up before it is made."""
        several = list(self.several(values))
        texts = [str(value) for value in several]
        between = str(between)
        self.letters(sum(map(len, texts)) + len(between) * len(texts))
        if any(isinstance(value, Markup) for value in several):
            return Markup(escape(between).join(several))
        return between.join(texts)

    def grouped(self, values: Any) -> Any:
        """A list, tuple or mapping that the template makes, when what it holds is bounded, lists in it counted through."""
        waiting, number = [values], 0
        while waiting:
            value = waiting.pop()
            inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
            number += len(inside)
            if number > MAX_INSIDE:
                raise TooMuch(f"列表互相套着，超过 {MAX_INSIDE // 10_000} 万项")
            waiting += [each for each in inside if isinstance(each, list | tuple | dict)]
        self.step(number // 100)
        return values

    def watched(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The filter, using up a step for each value that it is given and the letters of what it makes."""

        @functools.wraps(call)
        def watched(*args: Any, **kwargs: Any) -> Any:
            for value in args[:2]:
                if isinstance(value, list | tuple | range | dict):
                    self.step(len(value))
                else:
                    self.read(value)
            self.step()
            result = call(*args, **kwargs)
            if isinstance(result, str):
                self.letters(len(result))
            else:
                self.read(result)
            return result

        return watched


class Watched(dict[str, Callable[..., Any]]):
    """Filters by name, each put under a watch when it is first asked for: most are never used."""

    def __init__(self, calls: Mapping[str, Callable[..., Any]], watch: Callable[[str, Callable[..., Any]], Callable[..., Any]]) -> None:
        super().__init__(calls)
        self._watch = watch
        self._waiting = set(calls)

    def __getitem__(self, name: str) -> Callable[..., Any]:
        call = super().__getitem__(name)
        if name in self._waiting:
            self._waiting.discard(name)
            call = self[name] = self._watch(name, call)
        return call

    def get(self, name: str, default: Any = None) -> Any:
        """The filter, ``default`` where there is none."""
        return self[name] if name in self else default  # noqa: SIM401  (this is what get does)


def bounded(tree: nodes.Template) -> nodes.Template:
    """The text with its loops and joins under the budget, and without letters that could pass for marks."""
    bounded: nodes.Template = _Bounding().visit(tree)
    return bounded


class _Bounding(NodeTransformer):
    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, STEPS, [], [], None, None, lineno=node.lineno)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        self.generic_visit(node)
        node.expr = self._read(node.expr)
        for operand in node.ops:
            operand.expr = self._read(operand.expr)
        return node

    def _read(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.Const):
            return node
        return nodes.Filter(node, READ, [], [], None, None, lineno=node.lineno)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes, lineno=node.lineno), JOINED, [], [], None, None, lineno=node.lineno)

    def visit_List(self, node: nodes.List) -> nodes.Filter:
        return self._grouped(node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Filter:
        return self._grouped(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:
        return self._grouped(node) if node.ctx == "load" else node

    def _grouped(self, node: nodes.Expr) -> nodes.Filter:
        self.generic_visit(node)
        return nodes.Filter(node, GROUPED, [], [], None, None, lineno=node.lineno)

    def visit_Const(self, node: nodes.Const) -> nodes.Const:
        if isinstance(node.value, str):
            node.value = without_marks(node.value)
        return node
