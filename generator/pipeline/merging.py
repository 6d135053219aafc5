"""``render_docx``: the Word template engine alone, on a plain mapping."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO

from generator.archive import archived
from generator.diagnostics import Findings
from generator.errors import FindingsStop, TemplateStop, UnwritableFile
from generator.model.marks import Marks
from generator.model.template import Options
from generator.storage import write_whole
from generator.templating.plain import PlainEnvironment
from generator.templating.session import Session
from generator.word.opening import read_bytes
from generator.word.prepared import Prepared
from generator.word.rendering import render
from generator.word.speaking import PlainSpeaker
from generator.word.templates import plain_template

_NAMELESS = "模板.docx"
_kept: dict[bytes, Prepared] = {}
_MOST_KEPT = 8


def render_docx(template: Path | str | bytes, context: Mapping[str, object], output: Path | str | IO[bytes]) -> Findings:
    """Fill a Word template with the values of a mapping and write the file.

    ``template`` is a .docx by path or as bytes, ``output`` a path (a file that is there is replaced: the caller named
    it) or a stream for bytes. Returns warnings, such as characters that had to be dropped. Raises
    :class:`FindingsStop` with every error, then nothing is written; :class:`UnusableFile` for a template that is no
    Word file, :class:`UnwritableFile` for an output that can't be written.
    """
    findings = Findings()
    session = Session(Options(), None, "上报", False, Marks(), findings, names=context, advice="请检查名称，或在数据里给出它")
    try:
        prepared = _prepared(template)
    except TemplateStop as stop:
        findings.extend(stop.findings)
        for name, place in stop.wanted:
            if name not in context:
                session.unknown(name, place)
        raise FindingsStop(str(stop), findings) from None
    parts = render(prepared, context, session, PlainSpeaker(session), PlainEnvironment)
    if findings.errors:
        raise FindingsStop(f"{prepared.name}：有 {len(findings.errors)} 处错误，没有生成文件", findings)
    data = archived(parts.values())
    if "\0" in str(output):
        raise UnwritableFile("输出的文件名里有不能用的字符；请换一个文件名")
    if isinstance(output, Path | str):
        write_whole(Path(output), data, replace=True)
    else:
        output.write(data)
    return findings


def _prepared(template: Path | str | bytes) -> Prepared:
    """The template, prepared; the last few are kept by content, for those who render many reports from one."""
    name = _NAMELESS if isinstance(template, bytes) else Path(template).name
    data = template if isinstance(template, bytes) else read_bytes(Path(template), name)
    kept = _kept.get(data)
    if kept is None or kept.name != name:
        kept = plain_template(data, name, PlainEnvironment)
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[data] = kept
    return kept
