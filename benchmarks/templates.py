"""The same templates in the language of each engine, as Word would save them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from tests.support.word import Xml, make_docx, table, tr

_FORMAT = (
    '<w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
)
_PARAGRAPH = '<w:pPr><w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLine="632"/><w:jc w:val="both"/></w:pPr>'
SENTENCES = (
    "全市各级机关坚持把法治建设摆在重要位置来谋划",
    "多次研究部署年度重点任务并逐项抓好落实",
    "健全协调推进的工作机制，层层压实各级责任",
    "持续提升严格规范公正文明执法水平和群众满意度",
)
HEADINGS, PARAGRAPHS, VALUES, COLUMNS = 12, 70, 40, 6
_COLUMNS = tuple(f"c{n}" for n in range(COLUMNS))
_HEAD = [f"列{n + 1}" for n in range(COLUMNS)]
_BLANK = [""] * (COLUMNS - 1)


class Language(NamedTuple):
    """How tags are written: a value, the rows of a loop by the texts of their cells, the paragraphs of one.

    ``split`` is for tags that Word has cut into several runs, which a script by hand can't find.
    """

    value: Callable[[str], str]
    rows: Sequence[Sequence[str]]
    paragraphs: Sequence[str]
    split: bool = True


def _jinja(name: str) -> str:
    return f"{{{{ {name} }}}}"


def jinja_rows(loop: str, cells: Sequence[str]) -> list[list[str]]:
    """The rows of a loop in the language of docxtpl."""
    return [[f"{{%tr for {loop} %}}", *_BLANK], [_jinja(cell) for cell in cells], ["{%tr endfor %}", *_BLANK]]


JINJA = Language(
    _jinja,
    jinja_rows("row in rows", [f"row.{name}" for name in _COLUMNS]),
    ("{%p for each in paragraphs %}", "{{ each.text }}", "{%p endfor %}"),
)
LANGUAGES = {
    "fazhi": JINJA,
    "docxtpl": JINJA,
    "python-docx": Language(lambda name: f"[{name}]", (), (), split=False),
    "docxtemplater": Language(
        lambda name: f"{{{name}}}",
        [["{#rows}{c0}", *(f"{{{name}}}" for name in _COLUMNS[1:-1]), f"{{{_COLUMNS[-1]}}}{{/rows}}"]],
        ("{#paragraphs}", "{text}", "{/paragraphs}"),
    ),
    "carbone": Language(
        lambda name: f"{{d.{name}}}",
        [[f"{{d.rows[{at}].{name}}}" for name in _COLUMNS] for at in ("i", "i+1")],
        ("{d.paragraphs[i].text}", "{d.paragraphs[i+1].text}"),
    ),
}


def report_body(language: Language) -> list[Any]:
    """W1: 12 headings, 70 paragraphs of some 120 characters with 3 values each, a table of 6 columns by a row loop."""
    body: list[Any] = []
    for n in range(PARAGRAPHS):
        if n * HEADINGS // PARAGRAPHS != (n - 1) * HEADINGS // PARAGRAPHS:
            body.append(_paragraph(f"（{n * HEADINGS // PARAGRAPHS + 1}）", "重点工作开展情况"))
        first, second, third = (language.value(f"v{(n + shift) % VALUES}") for shift in (0, 3, 7))
        middle = (second[:2], second[2:-2], second[-2:]) if language.split else (second,)
        one, two, three, four = (SENTENCES[(n + shift) % 4] for shift in range(4))
        begin = f"{n + 1}．{one}，{two}，全年办理"
        body.append(_paragraph(begin, first, "件，比上年", *middle, f"；{three}，{four}，累计完成", third, "项。"))
    rows = (tr(*(_paragraph(text) for text in row)) if len(language.rows) != 3 or n == 1 else row for n, row in enumerate(language.rows))
    return [*body, table(_HEAD, *rows), "结束"]


def report_template(path: Path, language: Language) -> Path:
    """The report of usual size."""
    return make_docx(path, *report_body(language))


def rows_template(path: Path, language: Language) -> Path:
    """One table of 6 columns: a head, and a row loop."""
    return make_docx(path, table(_HEAD, *language.rows), "结束")


def paragraphs_template(path: Path, language: Language) -> Path:
    """A loop of paragraphs."""
    return make_docx(path, *(_paragraph(text) for text in language.paragraphs), "结束")


TEMPLATES = {"report": report_template, "rows": rows_template, "paragraphs": paragraphs_template}


def _paragraph(*runs: str) -> Xml:
    inner = "".join(f'<w:r w:rsidR="00A12F3C">{_FORMAT}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' for text in runs)
    return Xml(f'<w:p w:rsidR="00A12F3C" w:rsidRDefault="00B45D6E">{_PARAGRAPH}{inner}</w:p>')
