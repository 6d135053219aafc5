"""``publish``: the published edition of an edited report, or a clean copy of it for handing in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive import Member
from generator.diagnostics import Diagnostic, Findings, Place
from generator.document.blocks import Document
from generator.errors import FindingsStop, OverwriteRefused, UnusableFile, WrongUse
from generator.model.report import Entry, ReportData
from generator.pipeline.editions import Composition, composition, withholding
from generator.pipeline.forewarning import changed_figures, classified, unsigned
from generator.pipeline.handing_over import Handed, LeftOut, handed_over
from generator.pipeline.headings import out_of_order
from generator.pipeline.outdated import outdated
from generator.pipeline.present import last_build, read_present
from generator.pipeline.reading import Templates, read_workbook
from generator.pipeline.unnamed import unnamed
from generator.pipeline.updating import folders_of
from generator.storage import write_whole
from generator.templating.rendering import Sections
from generator.word.handover import Copy
from generator.word.opening import WordFile, open_word, read_bytes
from generator.word.package import CORE, is_outgoing, is_untouched, outgoing_package, report_package, was_made_here
from generator.word.store import Store, read_store
from generator.word.unresolved import Unresolved, unresolved

_DRAFT_MARK = "【待补"
_MOST = 40  # letters of a passage that are shown


@dataclass(frozen=True, slots=True)
class Published:
    """A file that was written, the withheld passages that were left out, and what was found on the way (no errors among it)."""

    path: Path
    left_out: tuple[LeftOut, ...]
    findings: Findings


def publish(
    report: Path | str,
    workbook: Path | str,
    output: Path | str | None = None,
    *,
    clean: bool = False,
    template: str | None = None,
    templates: Templates | None = None,
) -> Published:
    """Write the published edition of an edited report, with ``clean`` the report itself without what tells of its making.

    ``output`` is a file, or a folder that is there. Raises :class:`FindingsStop` with everything that stands against it (then
    nothing is written), :class:`UnusableFile` for a report that remembers nothing of its making, and what ``build`` raises.
    """
    path, book = Path(report), Path(workbook)
    if path.suffix.lower() == ".xlsx" and book.suffix.lower() == ".docx":
        raise WrongUse(f"先写报告，后写工作簿：fazhi publish {book} {path}")
    file, store = _opened(path, book)
    edited = Copy(file)
    findings = Findings(_left_open(file, store, edited))
    templates = templates or Templates()
    reading = Findings()
    data, sections = read_workbook(book, template, templates, reading)
    built_with, name = store.making.template, sections.template.spec.name
    if built_with != name:
        advice = f"请核对是不是拿错了工作簿；没有拿错的，请用 -t {built_with} 指明同一个模板"
        raise WrongUse(f"{path.name} 是用模板“{built_with}”生成的，{book.name} 用的是“{name}”；{advice}")
    if reading.errors:
        raise FindingsStop(f"{book.name}：有 {len(reading.errors)} 处错误，没有写公开版", reading)
    upward = _composed(data, sections, templates, book.parent, store, findings, file, clean=clean)
    findings.extend(changed_figures(file, store, {part: edited.lines(part) for part in edited.texts}, upward))
    findings.extend(out_of_order(file, open_word(report_package(upward.parts, upward.document), book.name)))
    findings.extend(unsigned(data) if clean else classified(data))
    if clean:
        authors = (name for each in unresolved(file) for name in each.who)
        findings.extend(unnamed(edited, file, upward, data, unsettled=authors))
        target = _target(path, output, path.parent / f"{path.stem}（报送）.docx")
        _stop(findings, file.name)
        return _written(target, edited, upward.document, upward.parts, (), findings)
    public, handed = _handed(data, sections, templates, book.parent, store, edited, upward, findings, file)
    target = _target(path, output, book.parent / f"{book.stem}（公开版）.docx")
    _stop(findings, file.name)
    return _written(target, edited, public.document, public.parts, tuple(handed.left_out), findings)


def _opened(path: Path, workbook: Path) -> tuple[WordFile, Store]:
    """The report and what it remembers; what it has lost is looked for in the history beside it."""
    data = read_bytes(path, path.name)
    file = open_word(data, path.name)
    parts = {member.name: member for member in file.members}
    store = read_store(parts)
    if store is None and is_outgoing(data):
        raise UnusableFile(f"{path.name}：这是已经发布或报送用的文件，不能再发布；请改正上报版，再由它重新生成")
    if store is None:
        try:
            store = last_build(read_present(path), folders_of(path, workbook))
        except OverwriteRefused:
            store = None
    if store is None:
        if was_made_here(parts):
            lost = "公开版不带记录，另存成别的格式、用文档检查器清理过也会丢"
            raise UnusableFile(f"{path.name}：里面没有生成时的记录（{lost}），分不清哪些段落不公开；请用改好的上报版")
        hint = "请用 fazhi build 工作簿.xlsx 生成上报版，把改动合并过去，再发布"
        raise UnusableFile(f"{path.name}：不是本工具生成的报告，或者生成时的记录已经丢了，分不清哪些段落不公开；{hint}")
    return file, store


def _left_open(file: WordFile, store: Store, edited: Copy) -> Iterator[Diagnostic]:
    """Tracked changes, comments, embedded files, and what a draft still misses."""
    hint = "请把缺的数填进工作簿，用 fazhi update 更新后再发布"
    if _misses_something(store):
        yield Diagnostic("publish-draft", "error", "这是草稿（--draft），不能发布", hint, Place(file=file.name))
    for part in edited.texts:
        for line in edited.lines(part):
            if _DRAFT_MARK in line.text:
                place = Place(file=file.name, paragraph=line.number if part == file.document else None, text=_short(line.text))
                yield Diagnostic("publish-draft", "error", "还有“【待补】”没有补上", hint, place)
    for each in unresolved(file):
        yield _told(each, file)


def _misses_something(store: Store) -> bool:
    """Whether this is a draft with something still to be filled in; an update may have filled in everything."""
    return store.making.draft and any(value.source.kind == "missing" for value in store.values)


def _told(each: Unresolved, file: WordFile) -> Diagnostic:
    text = _short(each.text)
    within = each.within
    place = Place(file=file.name, paragraph=None if within else each.paragraph, text=text)
    where = f"{within}里的" if within else ""
    quoted = f"（“{text}”）" if within and text else ""
    who = "、".join(each.who)
    if each.kind == "revision":
        hint = "请在 Word 或 WPS 的“审阅”里接受或拒绝全部修订"
        of = f"（{who}）" if who else ""
        return Diagnostic("publish-revision", "error", f"{where}{each.changes} 处修订还没有处理{of}：{each.what}{quoted}", hint, place)
    if each.kind == "comment":
        of = f"{who}的" if who else ""
        return Diagnostic("publish-comment", "error", f"{where}{of}{each.what}还没有处理{quoted}", "请处理后删去批注", place)
    return Diagnostic("publish-object", "error", f"{where}有{each.what}，里面的数据查不了{quoted}", "请换成图片，或删去", place)


def _short(text: str) -> str:
    return text[:_MOST] + ("…" if len(text) > _MOST else "")


def _composed(
    data: ReportData,
    sections: Sections,
    templates: Templates,
    folder: Path,
    store: Store,
    findings: Findings,
    file: WordFile,
    *,
    clean: bool,
) -> Composition:
    """The upward edition as the workbook gives it now; it must say what the report was built with.

    Rows that go into the published edition are checked there.
    """
    told = Findings()
    letterhead = store.making.letterhead

    def checked(entry: Entry) -> bool:
        return clean or entry.public is False

    try:
        upward = composition(data, sections, templates, folder, "上报", told, letterhead=letterhead, checked=checked)
    except FindingsStop as stop:
        raise FindingsStop(str(stop), Findings((*findings, *stop.findings))) from None
    if not _misses_something(store):
        findings.extend(outdated(store, upward, file.name))
    return upward


def _handed(
    data: ReportData,
    sections: Sections,
    templates: Templates,
    folder: Path,
    store: Store,
    edited: Copy,
    upward: Composition,
    findings: Findings,
    file: WordFile,
) -> tuple[Composition, Handed]:
    """The published edition as the workbook gives it, and the edited report made like it."""
    kept, told = data, Findings()
    try:
        try:
            public = composition(data, sections, templates, folder, "公开", told, letterhead=True)
        except FindingsStop:
            kept, remarks = withholding(data, sections, templates)
            told = Findings(remarks)
            public = composition(kept, sections, templates, folder, "公开", told, letterhead=True)
        if kept is not data:  # the rows that the warnings are about are withheld in the upward edition too
            again = Findings()
            upward = composition(
                kept, sections, templates, folder, "上报", again, letterhead=store.making.letterhead, checked=lambda _: False
            )
    except FindingsStop as stop:
        raise FindingsStop(str(stop), Findings((*findings, *stop.findings))) from None
    handed = Handed()
    if not findings.errors:
        handed = handed_over(edited, store, upward, public, kept, file)
    findings.extend(told)
    findings.extend(handed.findings)
    return public, handed


def _stop(findings: Findings, name: str) -> None:
    if findings.errors:
        raise FindingsStop(f"{name}：有 {len(findings.errors)} 处要先处理，没有写文件", findings)


def _written(
    target: Path,
    edited: Copy,
    document: Document,
    composed: Mapping[str, Member],
    left_out: tuple[LeftOut, ...],
    findings: Findings,
) -> Published:
    parts = edited.finished()
    if CORE in composed:
        parts[CORE] = composed[CORE]  # what the layout says of the subject, not what people's programs have written there
    write_whole(target, outgoing_package(parts, document), replace=target.exists())
    return Published(target, left_out, findings)


def _target(report: Path, output: Path | str | None, named: Path) -> Path:
    """Where the file goes; nothing that people have touched is in the way."""
    path = named if output is None else Path(output)
    try:
        if path.is_dir():
            path = path / named.name
        if path.suffix.lower() != ".docx":
            raise WrongUse(f"{path}：写出的是 Word 文件，文件名应以 .docx 结尾，例如 {path.stem}.docx")
        there = path.exists()
        if there and path.samefile(report):
            raise OverwriteRefused(f"{path}：这就是要发布的报告，不能写到它上面；请用 -o 换一个文件名")
    except (OSError, ValueError):
        return path
    if there and not is_untouched(path) and not (path.is_file() and is_outgoing(read_bytes(path, path.name))):
        raise OverwriteRefused(f"{path}：已经有这个文件，不是本工具写的，或者写成以后有人改过，没有覆盖；请用 -o 换一个文件名")
    return path
