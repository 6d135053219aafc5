"""Text that stands twice: a row that was pasted twice, a sentence that was not taken out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.passages import Passage
from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.patterns import pattern

SHORTEST = 20
_SENTENCE = pattern(r"[^。！？]{20,}[。！？]?")


@text_rule
def said_twice(subject: Subject) -> Iterator[Diagnostic]:
    """A paragraph of 20 letters or more that stands twice is a slip; a sentence that does should be looked at."""
    paragraphs: dict[str, Passage] = {}
    sentences: dict[str, Passage] = {}
    for passage in subject.passages:
        text = passage.text.strip()
        if len(text) < SHORTEST:
            continue
        if (first := paragraphs.setdefault(text, passage)) is not passage:
            message = f"这一段和 {first.cell} 的一段完全相同：“{text[:16]}……”"
            yield Diagnostic("text-repeated", "warning", message, "若是重复粘贴，请删去一处", subject.at(passage, text[:16]))
            continue
        for sentence in map(str.strip, _SENTENCE.findall(text)):
            before = sentences.setdefault(sentence.rstrip("。！？"), passage)
            if before is not passage or text.count(sentence) > 1:
                where = "这一段里" if before is passage else f"{before.cell} "
                message = f"“{sentence[:16]}……”这句话{where}已经写过"
                yield Diagnostic("sentence-repeated", "advice", message, "若是重复，请删去一处或改写", subject.at(passage, sentence[:16]))
