"""Steps of one matter in the order in which they thin out: no more are resolved than were found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generator.checks.registry import Subject, text_rule
from generator.diagnostics import Diagnostic
from generator.prose.nouns import nouns_of

# The first is at least the second: of what was found, part is resolved; of those detained, part is arrested.
_STEPS = (("排查", "化解"), ("刑拘", "逮捕"), ("调解", "成功"), ("抽查", "整改"))


@text_rule
def steps_thin_out(subject: Subject) -> Iterator[Diagnostic]:
    """Two figures side by side, of the same unit and matter, the later step greater than the earlier one."""
    for passage in subject.passages:
        if len(passage.quantities) < 2 or not any(later in passage.text for _, later in _STEPS):
            continue
        nouns = nouns_of(passage.quantities, passage.even)
        for (left, first), (right, second) in pairwise(zip(passage.quantities, nouns, strict=True)):
            between = passage.even[left.end : right.start]
            if (
                left.unit != right.unit
                or left.rounded
                or right.rounded
                or any(mark in between for mark in "。；！？")
                or between.count("，") > 1
            ):
                continue
            for earlier, later in _STEPS:
                if earlier in first.stages and later in second.stages - first.stages and right.value > left.value:
                    said = passage.text[right.start : right.end]
                    one, other = left.noun[-12:] + passage.text[left.start : left.end], right.noun[-12:] + said
                    message = f"“{other}”比“{one}”还多：{right.value:f} > {left.value:f}"
                    yield Diagnostic(
                        "steps-reversed", "warning", message, "请核对两个数；口径不同的请在正文里写明", subject.at(passage, said)
                    )
