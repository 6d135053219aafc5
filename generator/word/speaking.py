"""How the values of a plain mapping are said in Word: as Python says them, but nothing for what is not there."""

from __future__ import annotations

from collections.abc import Iterable

from generator.templating.session import Session
from generator.word.writing import FORBIDDEN, RETURNS, in_text


def paragraphs(lines: Iterable[str], paragraph: str, run: str) -> str:
    """Paragraphs of escaped markup, all in one format."""
    begin = f'<w:p>{paragraph}<w:r>{run}<w:t xml:space="preserve">'
    return "".join(f"{begin}{line}</w:t></w:r></w:p>" for line in lines)


class PlainSpeaker:
    """Says values of any kind. ``None`` is reported; a list puts in a paragraph for each of its values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def words(self, value: object) -> str:
        """The text of a value; nothing, and a note, for None."""
        if value is None:
            self._session.report("not-printable", "这里没有值（None），不能印", "请给出值，或用 {% if %} 包住这句话")
            return ""
        return str(value)

    def markup(self, text: str, properties: str) -> str:
        """The text inside a w:t; characters that XML has no place for are dropped, with a warning."""
        text = RETURNS.sub("\n", text)
        if FORBIDDEN.search(text):
            self._session.report("characters-dropped", "这里的值带有不能写进文件的控制字符，已删去", "请检查数据的来源", severity="warning")
        return in_text(text)

    def blocks(self, value: object, paragraph: str, run: str) -> str:
        """A paragraph for each line of a text, or of the texts of a list."""
        several = value if isinstance(value, list | tuple) else [value]
        lines = (line for one in several for line in RETURNS.sub("\n", self.words(one)).split("\n"))
        return paragraphs((self.markup(line, run) for line in lines), paragraph, run)
