"""The same call for the engines written in Python: a template, a mapping, and a stream to write to."""

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


def by_hand(template: Path, data: Mapping[str, Any], out: IO[bytes]) -> None:
    """What people write with python-docx who know their template: a run that is [v7] is a value, rows are added to the table."""
    from docx import Document

    document = Document(str(template))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.startswith("["):
                run.text = str(data[run.text[1:-1]])
    for row in data.get("rows", ()):
        for cell, text in zip(document.tables[0].add_row().cells, row.values(), strict=True):
            cell.text = text
    end = document.paragraphs[-1]
    for paragraph in data.get("paragraphs", ()):
        end.insert_paragraph_before(paragraph["text"])
    document.save(out)


PYTHON: dict[str, Engine] = {"fazhi": fazhi, "docxtpl": docxtpl, "python-docx": by_hand}
