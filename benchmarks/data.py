"""What is printed: a file for each work, a line of JSON for each report, so that every engine reads the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.templates import COLUMNS, SENTENCES, VALUES

ROWS = 80  # of the report of usual size


def report_values(number: int) -> dict[str, Any]:
    """The values of one report of a batch."""
    return {**{f"v{n}": str((number + 1) * 37 + n * 11) for n in range(VALUES)}, **many_rows(ROWS, number)}


def many_rows(rows: int, number: int = 0) -> dict[str, Any]:
    """So many rows of six short texts."""
    return {"rows": [{f"c{column}": f"第{n + number}行{column}列" for column in range(COLUMNS)} for n in range(rows)]}


def many_paragraphs(paragraphs: int) -> dict[str, Any]:
    """So many paragraphs of some 30 letters."""
    return {"paragraphs": [{"text": f"{n + 1}．{SENTENCES[n % 4]}，共{n}件。"} for n in range(paragraphs)]}


LOOPS = {"rows": many_rows, "paragraphs": many_paragraphs}


def written(path: Path, reports: Iterable[dict[str, Any]]) -> Path:
    """The file of these reports."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)
    return path
