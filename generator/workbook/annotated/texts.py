"""What is said of a problem in a note and in a row, as a spreadsheet holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.diagnostics import NAMES, Diagnostic

RESULT = "核对结果"
_MOST_IN_A_NOTE, _LONGEST_IN_A_NOTE, _LONGEST = 8, 400, 4_000
LABEL = "核对·"
_MORE = f"【{LABEL}另有】"
_LINE = rf"【{LABEL}(?:{'|'.join(NAMES.values())}|另有)】[^\r\n]*"
# Lines of ours in a note, with the line end before them, or behind them where they come first.
OURS = re.compile(rf"\A(?:{_LINE}(?:\r?\n|\Z))+|\r?\n{_LINE}")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def held(text: str, most: int = _LONGEST) -> str:
    """A text as the XML of a workbook holds it: without what no XML holds, and what looks like an escape is escaped (ST_Xstring)."""
    text = _FORBIDDEN.sub("", text).strip()
    text = text if len(text) <= most else text[: most - 1] + "…"
    return _ESCAPE_LIKE.sub("_x005F_", text)


def note_lines(found: Sequence[Diagnostic]) -> str:
    """What a note says of these problems of one cell: a line each, with its label."""
    lines = []
    for each in found[:_MOST_IN_A_NOTE]:
        said = f"{each.message}；{each.hint}" if each.hint else each.message
        lines.append(f"【{LABEL}{NAMES[each.severity]}】{held(' '.join(said.split()), _LONGEST_IN_A_NOTE)}")
    if len(found) > _MOST_IN_A_NOTE:
        lines.append(f"{_MORE}{len(found) - _MOST_IN_A_NOTE} 个问题，见工作表“{RESULT}”")
    return "\n".join(lines)
