"""Data and a template → the report: its document and the parts of its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator.archive import Member
from generator.diagnostics import Diagnostic, Findings, Place
from generator.document.appendix import Row
from generator.document.assembly import Texts, assemble
from generator.document.blocks import SLOTS, Block, Blocks, Document
from generator.document.numbering import Counters
from generator.document.outline import PartText, outline
from generator.errors import FindingsStop, TemplateStop, UnusableFile
from generator.model.provenance import Cell, HandedIn, Source
from generator.model.report import ReportData
from generator.pipeline.reading import Templates, note_mistakes, program_environment, read_workbook, render_checked
from generator.templating.entries import PartView
from generator.templating.rendering import RenderedPart, RenderedReport, Renderer
from generator.templating.session import Edition
from generator.templating.tabulated import tabulate
from generator.word.ledger import Ledger
from generator.word.pictures import PICTURE_NAME, Picture
from generator.word.prepared import Prepared
from generator.word.remembering import remembering
from generator.word.rendering import render
from generator.word.speaking import ReportSpeaker
from generator.word.store import Making
from generator.word.writing import Writer


class Composed(NamedTuple):
    """A report: the blocks of its slots, and the parts of its file, packed, by name, its store among them."""

    document: Document
    parts: Mapping[str, Member]


def compose(
    workbook: Path,
    findings: Findings,
    *,
    template: str | None = None,
    edition: Edition = "上报",
    draft: bool = False,
    letterhead: bool = True,
    templates: Templates | None = None,
) -> Composed:
    """The report of a workbook; nothing is written.

    Raises :class:`FindingsStop` when there is an error, besides what reading raises.
    """
    templates = templates or Templates()
    data, sections = read_workbook(workbook, template, templates, findings)
    try:
        layout = templates.layout(sections)
    except TemplateStop as stop:
        session = render_checked(data, sections, edition, findings, draft=draft).renderer.session
        note_mistakes(stop, session)
        raise FindingsStop(f"{workbook.name}：有 {len(findings.errors)} 处错误，没有生成报告", findings) from None
    rendered = render_checked(data, sections, edition, findings, draft=draft, body="正文" in layout.names)
    # What is published tells nothing of its making.
    ledger = Ledger() if edition == "上报" else None
    composed = put_together(data, rendered, layout, workbook.parent, letterhead=letterhead, ledger=ledger)
    if findings.errors:
        raise FindingsStop(f"{workbook.name}：有 {len(findings.errors)} 处错误，没有生成报告", findings)
    if ledger is None:
        return composed
    if data.handed_in:
        ledger.sources[:] = [_with_origin(source, data.handed_in) for source in ledger.sources]
    making = Making(workbook.name, sections.template.spec.name, edition, draft, letterhead)
    return composed._replace(parts=remembering(composed.parts, layout.file.document, layout.parts, making, ledger))


def _with_origin(source: Source, handed_in: Mapping[Cell, HandedIn]) -> Source:
    """The source with what departments said of its cells."""
    found = [handed_in[cell] for cell in source.cells if cell in handed_in]
    if not found:
        return source
    cells = tuple(dict.fromkeys(cell for each in found for cell in each.cells))
    others = tuple(dict.fromkeys(other for each in found for other in each.others))
    decided = "、".join(dict.fromkeys(each.decided for each in found if each.decided))
    return replace(source, handed_in=HandedIn(cells, decided, others))


def put_together(
    data: ReportData, rendered: RenderedReport, layout: Prepared, folder: Path, *, letterhead: bool = True, ledger: Ledger | None = None
) -> Composed:
    """The rendered report in its layout, with pictures from ``folder``; ``ledger`` collects where its values came from.

    Where there are errors among the renderer's findings, it is not to be used.
    """
    spec, edition = rendered.renderer.spec, rendered.renderer.session.edition
    document = assemble(
        Texts(rendered.items, rendered.lead, tuple(map(_text, rendered.parts)), rendered.closing, rendered.marks),
        spec.options,
        edition=spec.editions[edition],
        letterhead_printed=letterhead,
        dated=data.date("成文日期"),
        year=data.year,
        indicators=(Row(*row) for row in tabulate(data, spec.options, edition, rendered.marks)) if spec.options.appendix else (),
    )
    return Composed(document, _merged(rendered, document, layout, folder, ledger))


def _text(part: RenderedPart) -> PartText:
    return PartText(part.text, part.spec.headings, part.spec.numbering)


def _merged(rendered: RenderedReport, document: Document, layout: Prepared, folder: Path, ledger: Ledger | None) -> dict[str, Member]:
    """The parts of the layout with the report in them. A row that no place prints is an error: nothing vanishes."""
    renderer, findings = rendered.renderer, rendered.renderer.findings
    names: dict[str, object] = {**renderer.names, "条目": renderer.entries}
    names |= {slot: Blocks(document.slots.get(slot, ())) for slot in SLOTS}
    names |= _pictures(rendered, layout, folder)
    if "部分" in layout.names:
        names["部分"] = renderer.parts()
    assert layout.layout is not None
    speaker = ReportSpeaker(renderer.session, Writer(layout.layout, ledger), _BlocksOf(renderer))
    sound = not findings.errors
    parts = render(layout, names, renderer.session, speaker, program_environment)
    if sound and not findings.errors:
        findings.extend(_unprinted(renderer, speaker.printed))
    return parts


class _BlocksOf:
    """Turns what only a report has into blocks. Headings are numbered on from part to part."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._counters = Counters()
        self._put_in: list[Blocks] = []

    def __call__(self, value: object) -> Sequence[Block] | None:
        if isinstance(value, Blocks):
            if value.blocks and any(value is each for each in self._put_in):
                message, hint = "同一个位置的内容印了两遍", "{{p 正文 }} 这样的标记在一份报告里只写一处，请删去多余的"
                self._renderer.session.report("slot-twice", message, hint)
            self._put_in.append(value)
            return value.blocks
        if isinstance(value, PartView):
            renderer = self._renderer
            part = renderer.part(value.名称)
            return outline([_text(part)], renderer.session.marks, renderer.spec.options.numbering, self._counters)
        return None


def _unprinted(renderer: Renderer, printed: set[Cell]) -> Iterator[Diagnostic]:
    """Rows of 报告内容 that the template put in nowhere."""
    for view in renderer.entries:
        cell = view.entry.cells["正文"]
        if cell not in printed and view.entry.text.strip():
            where = f"“{view.entry.part}”" + (f"的“{view.entry.section}”" if view.entry.section else "")
            place = Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address)
            message = f"这一行没有印进报告：模板“{renderer.spec.name}”没有印{where}的地方"
            yield Diagnostic("entry-not-printed", "error", message, "请改“部分”和“栏目”，或在模板里放上这个部分", place)


def _pictures(rendered: RenderedReport, layout: Prepared, folder: Path) -> dict[str, Picture]:
    """Items of 基本信息 that name a picture beside the workbook and are wanted by a tag; one that is not there is an error."""
    found = {}
    for name, item in rendered.renderer.data.items.items():
        if name not in layout.names or not isinstance(item.value, str) or not PICTURE_NAME.fullmatch(item.value.strip()):
            continue
        path = folder / item.value.strip()
        try:
            if path.is_symlink():
                raise UnusableFile(f"{path.name}：这是指向别处的链接，不能用；请把图片复制到工作簿旁边")
            found[name] = Picture.read(path)
        except UnusableFile as error:
            place = Place(file=item.cell.workbook, sheet=item.cell.sheet, cell=item.cell.address)
            hint = "图片要放在工作簿所在的文件夹里，这里只填文件名"
            rendered.renderer.findings.add(Diagnostic("picture-unusable", "error", str(error), hint, place))
    return found
