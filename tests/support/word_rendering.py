"""Word templates rendered for tests: the text that comes out, or what the template keeper is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator import render_docx
from generator.diagnostics import Diagnostic, Findings
from generator.errors import FindingsStop
from tests.support.validity import faults_of
from tests.support.word import Block, make_docx, text_of


def render(folder: Path, *body: Block, data: Mapping[str, Any] | None = None, **more: Any) -> Path:
    """The .docx of a template, both checked; the engine may find nothing to say."""
    template = make_docx(folder / "模板.docx", *body, **more)
    assert faults_of(template) == []
    return render_file(template, data or {}, folder / "结果.docx")


def render_file(template: Path, data: Mapping[str, Any], output: Path) -> Path:
    """The same for a template that is there, which may have faults of its own."""
    assert [str(found) for found in render_docx(template, data, output)] == []
    own = faults_of(template)
    assert [fault for fault in faults_of(output) if fault not in own] == []
    return output


def rendered(folder: Path, *body: Block, data: Mapping[str, Any] | None = None, formats: bool = False, **more: Any) -> str:
    """The text of what a template gives."""
    return text_of(render(folder, *body, data=data, **more), formats=formats)


def warned(folder: Path, *body: Block, data: Mapping[str, Any] | None = None, **more: Any) -> tuple[str, Findings]:
    """The text, and what was found without stopping."""
    findings = render_docx(make_docx(folder / "模板.docx", *body, **more), data or {}, folder / "结果.docx")
    assert faults_of(folder / "结果.docx") == []
    return text_of(folder / "结果.docx"), findings


def refusals(folder: Path, *body: Block, data: Mapping[str, Any] | None = None, **more: Any) -> list[Diagnostic]:
    """The errors of a template that can't be used; nothing may have been written."""
    output = folder / "结果.docx"
    with pytest.raises(FindingsStop) as stopped:
        render_docx(make_docx(folder / "模板.docx", *body, **more), data or {}, output)
    assert not output.exists()
    return stopped.value.findings.errors
