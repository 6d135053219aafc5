"""What whoever publishes a report should know, though nothing stands against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics import Diagnostic, Place
from generator.model.report import ReportData
from generator.pipeline.doubting import short
from generator.pipeline.editions import Composition
from generator.pipeline.outdated import own_cells, printed_of
from generator.word.manuscript import Line
from generator.word.opening import WordFile
from generator.word.store import Store
from generator.word.whereabouts import whereabouts

_SECRET = "密级和保密期限"
_SIGNED = ("发文字号", "签发人", "成文日期")
_DIGIT = re.compile(r"\d")


def changed_figures(file: WordFile, store: Store, now: Mapping[str, Sequence[Line]], upward: Composition) -> Iterator[Diagnostic]:
    """Figures that people have typed over: what depends on them has not followed, and the workbook, of ``upward``, says otherwise."""
    standing, _ = whereabouts(store, now, file.document)
    wanted = printed_of(upward)
    for each in standing:
        printed = store.text(each.value)
        if each.text != printed and _DIGIT.search(printed) and printed not in each.text:
            ours = wanted.get(own_cells(each.value.source), [])
            if each.text in ours:
                continue
            its = printed if printed in ours or not ours else ours[0]
            message = f"稿中是“{each.text}”，工作簿是“{its}”（{each.value.source.place}）；同比、合计没有跟着变"
            place = Place(file=file.name, paragraph=each.line.number if each.part == file.document else None, text=short(each.line.text))
            yield Diagnostic("publish-changed-figure", "warning", message, "用稿中的，请把工作簿也改过来再更新；是笔误，请改稿中", place)


def classified(data: ReportData) -> Iterator[Diagnostic]:
    """The upward report bears a classification, of which the published edition shows nothing."""
    item = data.items.get(_SECRET)
    if item is not None and (marked := data.text(_SECRET).strip()):
        place = Place(file=item.cell.workbook, sheet=item.cell.sheet, cell=item.cell.address)
        message = f"上报版标有密级“{marked}”，公开版不印密级"
        yield Diagnostic("publish-classified", "warning", message, "公开以前必须经过保密审查，确认公开的内容不涉密", place)


def unsigned(data: ReportData) -> Iterator[Diagnostic]:
    """What is given at signing and is not there yet."""
    for name in _SIGNED:
        item = data.items.get(name)
        if item is not None and not data.text(name).strip():
            place = Place(file=item.cell.workbook, sheet=item.cell.sheet, cell=item.cell.address)
            yield Diagnostic("publish-unsigned", "warning", f"还没有填“{name}”", "请填好后用 fazhi update 更新，再做报送的文件", place)
