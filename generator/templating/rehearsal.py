"""What is watched while a template is tried out on made-up data: ways taken, names used, figures that lose their source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import meta, nodes

from generator.diagnostics import Diagnostic, Place
from generator.templating.branches import DECIDED, LOOPED, Branches
from generator.templating.session import did_you_mean

if TYPE_CHECKING:
    from generator.templating.session import Session

_RUN = re.compile(r"\d{5,}|\d+\.\d+")  # longer than a year
_GIVEN = frozenset(("条目", "部分", "版本"))  # what texts can name besides items and indicators


class Rehearsal:
    """Watches many renderings of one template. ``figures`` maps the digits of every made-up number to its 引用名."""

    def __init__(self, figures: Mapping[str, str]) -> None:
        self.branches = Branches()
        self.used: set[str] = set()
        self.texts: set[str] = set()
        self._figures = figures
        self._loose: dict[tuple[str, int], set[str]] = {}
        self._assigned: set[str] = set()

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """The filters that the watched texts ask for."""
        return {DECIDED: self.branches.decided, LOOPED: self.branches.looped}

    def watched(self, tree: nodes.Template, text: str) -> nodes.Template:
        """The text as it is compiled for a rehearsal."""
        self.texts.add(text)
        self._note_names(tree, text)
        return self.branches.watched(tree, text)

    def _note_names(self, tree: nodes.Template, text: str) -> None:
        loose = meta.find_undeclared_variables(tree)
        tested = [test.node for test in tree.find_all(nodes.Test) if test.name in ("defined", "undefined")]
        asked = {node.name for node in tested if isinstance(node, nodes.Name)}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load":
                self.used.add(name.name)
                if name.name in loose - asked:
                    self._loose.setdefault((text, name.lineno), set()).add(name.name)
            else:
                self._assigned.add(name.name)

    def unknown_names(self, known: Mapping[str, object]) -> Iterator[Diagnostic]:
        """Names that nothing gives, wherever they stand in a text, also where no rendering came by."""
        for (text, line), names in self._loose.items():
            for name in sorted(names - known.keys() - self._assigned - _GIVEN):
                hint = did_you_mean(name, list(known)) or "请检查引用名，或在“指标”表里加上"
                yield Diagnostic("unknown-name", "error", f"没有“{name}”这个名称", hint, Place(file=f"模板 {text}", paragraph=line))

    def printed(self, text: str, session: Session) -> None:
        """Note a figure in what an expression prints that has lost its source."""
        pieces = session.marks.whole(text)
        loose = [piece.text for piece in pieces or () if piece.source is None]
        name = next(
            (name for words in loose for run in _RUN.findall(words) for digits, name in self._figures.items() if run in digits), None
        )
        if pieces is None or name is not None:
            broken = pieces is None
            what = f"“{name}”的数" if name else "指标印出来的文字"
            message = f"这里把{what}{'拆开了' if broken else '变成了普通文字'}，报告里查不到它的来源"
            hint = "请直接印指标，或用 .数、| round、| 万 这些写法"
            session.report("figure-bare", message, hint, severity="error" if broken else "warning")
