"""What is watched while a template is tried out on made-up data: ways taken, names used, figures that lose their source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import meta, nodes

from generator.templating.branches import DECIDED, LOOPED, PRINTED, Branches
from generator.templating.session import did_you_mean

if TYPE_CHECKING:
    from generator.templating.session import Session

_RUN = re.compile(r"\d{5,}|\d+\.\d+")
_ASKING = frozenset(("defined", "undefined", "default", "d"))  # tests and filters that a name need not be there for
_GIVEN = frozenset(
    ("条目", "部分", "版本", "版头", "文首", "正文", "文尾", "附表", "版记")
)  # what texts can name besides items and indicators


class Rehearsal:
    """Watches many renderings of one template. ``figures`` maps the digits of every made-up number to its 引用名."""

    def __init__(self, figures: Mapping[str, str]) -> None:
        self.branches = Branches()
        self.used: set[str] = set()
        self.texts: set[str] = set()
        self._figures = figures
        self._loose: dict[tuple[str, int], set[str]] = {}
        self._assigned: set[str] = set()

    def filters(self, session: Session) -> Mapping[str, Callable[..., Any]]:
        """The filters that the watched texts ask for; what they see goes to the session's findings."""

        def printed(value: object) -> object:
            if type(value) in (str, int):  # what is more than that keeps its source, or has been said already
                self._printed(str(value), session)
            return value

        return {DECIDED: self.branches.decided, LOOPED: self.branches.looped, PRINTED: printed}

    def watched(self, tree: nodes.Template, text: str) -> nodes.Template:
        """The text as it is compiled for a rehearsal."""
        self._note_names(tree, text)
        return self.branches.watched(tree, text)

    def _note_names(self, tree: nodes.Template, text: str) -> None:
        loose = meta.find_undeclared_variables(tree)
        tested = [test.node for test in tree.find_all((nodes.Test, nodes.Filter)) if test.name in _ASKING]
        asked = {node.name for node in tested if isinstance(node, nodes.Name)}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load":
                self.used.add(name.name)
                if name.name in loose - asked:
                    self._loose.setdefault((text, name.lineno), set()).add(name.name)
            else:
                self._assigned.add(name.name)
        self._assigned.update(_made(tree))

    def unknown_names(self, known: Mapping[str, object]) -> Iterator[tuple[str, int, str, str]]:
        """The text, line, complaint and hint of each name that nothing gives, also where no rendering came by."""
        for (text, line), names in self._loose.items():
            for name in sorted(names - known.keys() - self._assigned - _GIVEN):
                hint = did_you_mean(name, list(known)) or "请检查引用名，或在“指标”表里加上"
                yield text, line, f"没有“{name}”这个名称", hint

    def _printed(self, text: str, session: Session) -> None:
        """Note a figure in what an expression prints that has lost its source."""
        pieces = session.marks.whole(text)
        name = self._bare_figure(piece.text for piece in pieces or () if piece.source is None)
        if pieces is None or name is not None:
            what = "指标印出来的文字拆开了" if pieces is None else f"“{name}”的数变成了普通文字"
            message, hint = f"这里把{what}，报告里查不到它的来源", "请直接印指标，或用 .数、| round、| 万 这些写法"
            session.report("figure-bare", message, hint, severity="error" if pieces is None else "warning")

    def _bare_figure(self, texts: Iterable[str]) -> str | None:
        """The 引用名 of a made-up number whose digits stand in the texts, or a part of them that is longer than a year."""
        runs = [run for text in texts for run in _RUN.findall(text)]
        return next((name for digits, name in self._figures.items() if any(run in digits or digits in run for run in runs)), None)


def _made(tree: nodes.Template) -> Iterator[str]:
    """The names of macros and of what is imported: blocks see them too."""
    yield from (macro.name for macro in tree.find_all(nodes.Macro))
    yield from (imported.target for imported in tree.find_all(nodes.Import))
    for several in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in several.names)
