"""The templates that are rendered, as Word would save them, and data for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.support.word import Xml, make_docx, table, tr

_FORMAT = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
)
_PARAGRAPH = '<w:pPr><w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLine="632"/><w:jc w:val="both"/></w:pPr>'
_SENTENCES = (
    "全市各级机关坚持把法治建设摆在重要位置来谋划",
    "多次研究部署年度重点任务并逐项抓好落实",
    "健全协调推进的工作机制，层层压实各级责任",
    "持续提升严格规范公正文明执法水平和群众满意度",
)
HEADINGS, PARAGRAPHS, ROWS, COLUMNS = 12, 70, 80, 6
_BLANK = [""] * (COLUMNS - 1)


def report_template(path: Path) -> Path:
    """W1: 12 headings, 70 paragraphs of some 120 characters with 3 values each, a table of 6 columns by a row loop."""
    body: list[Any] = []
    for n in range(PARAGRAPHS):
        if n * HEADINGS // PARAGRAPHS != (n - 1) * HEADINGS // PARAGRAPHS:
            body.append(_paragraph(f"（{n * HEADINGS // PARAGRAPHS + 1}）", "重点工作开展情况"))
        tag = f"{{{{ 值{n % 40} }}}}"
        last = f"{{{{ 值{(n + 7) % 40} }}}}"
        body.append(
            _paragraph(
                f"{n + 1}．{_SENTENCES[n % 4]}，{_SENTENCES[(n + 1) % 4]}，全年办理",
                tag,
                "件，比上年",
                "{{ ",
                f"值{(n + 3) % 40}",
                " }}",
                f"；{_SENTENCES[(n + 2) % 4]}，{_SENTENCES[(n + 3) % 4]}，累计完成",
                last,
                "项。",
            )
        )
    loop, end = (["{%tr for 行 in 表 %}", *_BLANK], ["{%tr endfor %}", *_BLANK])
    cells = tr(*(_paragraph(f"{{{{ 行.列{c} }}}}") for c in range(COLUMNS)))
    return make_docx(path, *body, table(loop, cells, end), "结束")


def table_template(path: Path) -> Path:
    """One table of 6 columns: a head, and a row loop."""
    loop, end = (["{%tr for 行 in 表 %}", *_BLANK], ["{%tr endfor %}", *_BLANK])
    return make_docx(path, table([f"列{c}" for c in range(COLUMNS)], loop, [f"{{{{ 行.列{c} }}}}" for c in range(COLUMNS)], end), "结束")


def report_data(number: int) -> dict[str, Any]:
    """The data of one report of a batch."""
    return {**{f"值{n}": f"{(number + 1) * 37 + n * 11}" for n in range(40)}, **table_data(ROWS, number)}


def table_data(rows: int, number: int = 0) -> dict[str, Any]:
    """So many rows of six short texts."""
    return {"表": [{f"列{c}": f"第{n + number}行{c}列" for c in range(COLUMNS)} for n in range(rows)]}


def _paragraph(*runs: str) -> Xml:
    inner = "".join(f'<w:r w:rsidR="00A12F3C">{_FORMAT}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' for text in runs)
    return Xml(f'<w:p w:rsidR="00A12F3C" w:rsidRDefault="00B45D6E">{_PARAGRAPH}{inner}</w:p>')
