"""How values are said in Word: those of a plain mapping as Python says them, those of a report with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from generator.document import styles
from generator.document.blocks import Block, Table
from generator.model.marks import BREAK
from generator.model.provenance import Cell, Source
from generator.templating.environment import said
from generator.templating.plain import holds_none, is_unprintable, report_none
from generator.templating.session import Session
from generator.word.pictures import Picture
from generator.word.writing import EMPTY, FORBIDDEN, LINE_BREAK, RETURNS, TEXT, Writer, in_text


def _paragraphs(runs: Iterable[str], paragraph: str) -> str:
    """Paragraphs of these runs, all in one format."""
    return "".join(f"<w:p>{paragraph}{line}</w:p>" for line in runs)


def _run(properties: str, markup: str) -> str:
    """A run of what can stand in a w:t."""
    return f"<w:r>{properties}{TEXT}{markup}</w:t></w:r>".replace(EMPTY, "")


def _misplaced(picture: Picture, session: Session) -> str:
    hint = "图片要写成单独的 {{ }}，不能放进 {{p }}、文档属性或域"
    session.report("picture-misplaced", f"图片“{picture.name}”不能放在这里", hint)
    return ""


class PlainSpeaker:
    """Says values of any kind. ``None`` is reported; a list puts in a paragraph for each of its values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def words(self, value: object) -> str:
        """The text of a value; nothing, and a note, for None."""
        if value is None or holds_none(value):
            report_none(self._session)
            return ""
        if isinstance(value, Picture):
            return _misplaced(value, self._session)
        if is_unprintable(value):
            self._session.report("not-printable", "这里的结果不是文字或数字，不能印", "一组值请用 {% for %} 逐个印，或用 | join 连起来")
            return ""
        return str(value)

    def runs(self, text: str, properties: str) -> str:
        """The text as a run; characters that XML has no place for are dropped, with a warning."""
        text = RETURNS.sub("\n", text)
        if FORBIDDEN.search(text):
            self._session.report("characters-dropped", "这里的值带有不能写进文件的控制字符，已删去", "请检查数据的来源", severity="warning")
        return _run(properties, in_text(text))

    def blocks(self, value: object, paragraph: str, run: str) -> str:
        """A paragraph for each line of a text, or of the texts of a list; none for an empty text."""
        if isinstance(value, str) and not value:
            return ""
        several = value if isinstance(value, list | tuple) else [value]
        lines = (line for one in several for line in RETURNS.sub("\n", self.words(one)).split("\n"))
        return _paragraphs((self.runs(line, run) for line in lines), paragraph)

    def again(self, markup: str) -> str:
        """The same markup."""
        return markup


class ReportSpeaker:
    """Says the values of a report: figures and words with their sources, what is missing in a style that shows it.

    ``blocks_of`` turns what only a report has, such as a part of it, into blocks; ``printed`` collects the cells whose
    words were put in.
    """

    def __init__(self, session: Session, writer: Writer, blocks_of: Callable[[object], Sequence[Block] | None]) -> None:
        self._session = session
        self._writer = writer
        self._blocks_of = blocks_of
        self.printed: set[Cell] = set()

    def words(self, value: object) -> str:
        """The marked text of a value; what can't be printed is noted, and nothing."""
        if isinstance(value, Picture):
            self._session.report(
                "picture-misplaced", f"图片“{value.name}”不能放在这里", "图片要写成单独的 {{ }}，不能放进 {{p }}、页面属性或域"
            )
            return ""
        return said(value, self._session)

    def runs(self, text: str, properties: str) -> str:
        """The text as runs with these properties: what is missing in its style, each value inside its bookmark."""
        said: list[tuple[bool, str]] = []
        for number, line in enumerate(RETURNS.sub("\n", text).split("\n")):
            if number:
                said.append((False, LINE_BREAK))
            for piece in self._session.marks.pieces(line):
                if piece.origin:
                    self.printed.update(piece.origin.cells)
                markup = in_text(piece.text.replace(BREAK, "\n"))
                own = self._own_run(markup, piece.source, properties) if piece.source else ""
                said.append((bool(own), own or markup))
        several = ((own, "".join(markup for _, markup in group)) for own, group in groupby(said, itemgetter(0)))
        return "".join(markup if own else _run(properties, markup) for own, markup in several)

    def _own_run(self, markup: str, source: Source, properties: str) -> str:
        """The run of a value that needs one of its own, empty where it needs none."""
        ledger = self._writer.ledger
        if source.kind == "missing":
            run = self._writer.run(styles.MISSING, markup)
        elif ledger is None:
            return ""
        else:
            run = _run(properties, markup)
        return ledger.wrapped(run, source) if ledger else run

    def blocks(self, value: object, paragraph: str, run: str) -> str:
        """The blocks of a report's value in their own styles; lines of text as paragraphs in the format of the tag's."""
        found = self._blocks_of(value)
        if found is not None:
            for block in found:
                self._note(block)
            return self._writer.blocks(found)
        several = value if isinstance(value, list | tuple) else [value]
        lines = (line for one in several for line in self.words(one).split("\n") if line.strip())
        return _paragraphs((self.runs(line.strip(), run) for line in lines), paragraph)

    def again(self, markup: str) -> str:
        """The markup, its values with bookmarks of their own."""
        ledger = self._writer.ledger
        return ledger.renewed(markup) if ledger else markup

    def _note(self, block: Block) -> None:
        rows = [block.head, *block.rows] if isinstance(block, Table) else [(block,)]
        for words in (words for row in rows for paragraph in row for words in paragraph.words):
            if words.origin:
                self.printed.update(words.origin.cells)
