"""The same call for both engines: a template, a mapping, and a stream to write to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

Engine = Callable[[Path, Mapping[str, Any], IO[bytes]], object]


def fazhi(template: Path, data: Mapping[str, Any], out: IO[bytes]) -> None:
    from generator import render_docx

    render_docx(template, data, out)


def docxtpl(template: Path, data: Mapping[str, Any], out: IO[bytes]) -> None:
    from docxtpl import DocxTemplate

    document = DocxTemplate(str(template))
    document.render(dict(data), autoescape=True)
    document.save(out)


ENGINES: dict[str, Engine] = {"fazhi": fazhi, "docxtpl": docxtpl}
