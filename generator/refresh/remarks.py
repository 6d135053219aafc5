"""What is said in the report itself of what could not be decided: a comment at its place, for whoever has to settle it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.refresh.differing import differences
from generator.refresh.plans import Correction
from generator.word.edits import Place, Remark

_WORDS = "用稿中的，请把工作簿也改成一样；用工作簿的，请改稿中"
_HEADING = "要留，请在工作簿里恢复；不留，请连同下面的段落从稿中删去"
_LONG = 60  # letters; what is longer is told by what differs
_ROW = "要留，请在工作簿里恢复这一行；不留，请从稿中删去"


def remarks(corrections: Iterable[Correction]) -> Iterator[Remark]:
    """A comment for each conflict, and for what is uncertain where its passage is known; one where several would say it of one cell."""
    told: dict[tuple[str, int, str], tuple[Place, list[str]]] = {}
    settled: dict[tuple[str, int, str], str] = {}
    for correction in corrections:
        if correction.fate in ("conflict", "uncertain") and correction.place is not None:
            subject = correction.source.place if correction.source else "工作簿"
            place, texts = told.setdefault((correction.place.part, correction.place.line, subject), (correction.place, []))
            if (text := _asked(correction)) not in texts:
                texts.append(text)
            settled[place.part, place.line, subject] = _how(correction)
    for key, (place, texts) in told.items():
        yield Remark(place, f"{'；'.join(texts)}，请定：{settled[key]}。（{key[2]}）", key[2])


def _how(correction: Correction) -> str:
    """What people can do to settle it."""
    if correction.heads:
        return _HEADING
    return _ROW if correction.whole and not correction.new else _WORDS


def _asked(correction: Correction) -> str:
    """What has to be settled."""
    if correction.heads:
        return "工作簿里这个标题已经删去，稿中在它下面还有改过或加上的段落"
    if correction.whole and not (correction.old and correction.new):
        return "工作簿里这一段已经删去，稿中改过" if correction.old else f"工作簿里新增了一段“{correction.new}”，稿中找不到放它的地方"
    if correction.whole and correction.old == correction.new:
        return "工作簿里这一段移到了别处，稿中改过"
    if correction.fate == "uncertain" and correction.said:  # what was printed is not quoted: values in it may be corrected since
        return f"稿中这一句改过，工作簿现为“{correction.new}”"
    if correction.fate == "uncertain":
        return f"工作簿把“{correction.old}”更正为“{correction.new}”，稿中对不上原处" if correction.old else f"工作簿加了“{correction.new}”"
    if correction.said and max(len(correction.said), len(correction.new)) > _LONG:
        return (
            f"稿中已改（{differences(correction.old, correction.said)}），工作簿又有更正（{differences(correction.old, correction.new)}）"
        )
    said = f"稿中已改为{correction.said}" if correction.said else "稿中已删去"
    return f"{said}，工作簿更正为{correction.new}" if correction.new else f"{said}，工作簿已删去“{correction.old}”"
