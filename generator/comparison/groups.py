"""The changes of a comparison as people read them: by sheet and row, by paragraph, each group with its sentences once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from generator.model.changes import Change, ChangedSentence, Comparison

WORKED_OUT, CARRIED_ALONG, BODY = "算出来的数", "其他随之变动的句子", "正文"


class Group(NamedTuple):
    """Changes of one row or paragraph. ``chapter`` is its sheet or part; ``title`` what the group is called."""

    chapter: str
    title: str
    changes: tuple[Change, ...]
    sentences: tuple[ChangedSentence, ...]


def groups(comparison: Comparison) -> Iterator[Group]:
    """The groups in the order of the changes."""
    for (chapter, row), several in groupby(comparison.changes, key=_belonging):
        if row >= 0:
            yield _group(chapter, tuple(several))
        else:
            yield from (_group(chapter, (change,)) for change in several)


def _belonging(change: Change) -> tuple[str, int]:
    if change.kind == "paragraph":
        return change.name or BODY, -1
    if change.row >= 0:
        return change.sheet or "", change.row
    return {"derived": WORKED_OUT, "sentence": CARRIED_ALONG}.get(change.kind, change.sheet or ""), -1


def _group(chapter: str, changes: tuple[Change, ...]) -> Group:
    sentences = dict.fromkeys(sentence for change in changes for sentence in change.sentences)
    return Group(chapter, _title(changes[0]), changes, tuple(sentences))


def _title(change: Change) -> str:
    if change.kind in ("paragraph", "sentence"):
        return _paragraph(change)
    status = ("（新增）" if change.old is None else "（删去）") if change.lone else ""
    return f"{change.name or ''}{status}"


def _paragraph(change: Change) -> str:
    """``第5段 改``, ``第5段（原第9段） 移动``."""
    number = f"第{change.paragraph}段" if change.paragraph else ""
    if change.kind == "sentence":
        return number and f"报告{number}"
    if change.new is None:
        return f"{'原' if number else ''}{number} 删去".strip()
    if change.old is None:
        return f"{number} 新增".strip()
    done = ["移动"] if change.moved_from is not None else []
    before, after = change.old.count("\n"), change.new.count("\n")
    if after > before:
        done.append("拆成几段")
    elif before > after:
        done.append("几段合成一段")
    if change.sentences or not done:
        done.append("改")
    was = f"（原第{change.moved_from}段）" if change.moved_from is not None and number else ""
    return f"{number}{was} {'、'.join(done)}".strip()


def column(change: Change) -> str:
    """The column of a cell with its address: ``本年 D3``."""
    return " ".join(filter(None, (change.heading, change.cell)))


def place(sentence: ChangedSentence) -> str:
    """Where a sentence stands: ``报告内容!D2（报告第17段）``, the template's own by its paragraph alone."""
    paragraph = f"报告第{sentence.paragraph}段" if sentence.paragraph else ""
    if sentence.cell:
        return f"{sentence.sheet}!{sentence.cell}" + (f"（{paragraph}）" if paragraph else "")
    return paragraph


def summary(comparison: Comparison) -> str:
    """``3 处不同：改 2 格，新增 1 格``, or that there is none."""
    changes = comparison.changes
    if not changes:
        return "没有不同"
    unit = "段" if comparison.kind == "reports" else "格"
    told = [change for change in changes if change.kind in ("cell", "paragraph")]
    counts = {
        f"新增 {{}} {unit}": sum(change.old is None for change in told),
        f"删去 {{}} {unit}": sum(change.new is None for change in told),
        f"移动 {{}} {unit}": sum(change.moved_from is not None for change in told),
    }
    changed = len(told) - sum(counts.values())
    counts = {
        f"改 {{}} {unit}": changed,
        **counts,
        "算出来的数变了 {} 个": sum(change.kind == "derived" for change in changes),
        "另有 {} 句随之变动": sum(change.kind == "sentence" for change in changes),
    }
    return f"{len(changes)} 处不同：{'，'.join(text.format(count) for text, count in counts.items() if count)}"
