"""Whatever rows are withheld and however a report was edited: what is published holds nothing withheld, and loses nothing public."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.archive import unzipped, zipped
from generator.errors import FindingsStop
from generator.pipeline.building import build
from generator.pipeline.publishing import publish
from generator.pipeline.reading import Templates
from tests.support.publishing import markup
from tests.support.reports import DOCUMENT
from tests.support.templates import SETTINGS, make_template
from tests.support.word import p
from tests.support.workbooks import make_workbook

TOPICS = "甲乙丙丁戊己庚辛壬癸"
DOINGS = ("巡查街区商铺", "调解邻里纠纷", "核验登记信息", "回访报案群众", "整治占道停车", "走访辖区企业")
TEMPLATES = Templates()
WHO, WHERE = "某科员", "C:\\Users\\clerk\\报告.dotx"

rows = st.lists(st.tuples(st.sampled_from(["执法", "监督"]), st.booleans(), st.booleans()), min_size=3, max_size=6)
kinds = ["rewrite", "insert", "delete", "move", "copy", "join", "split", "smuggle", "figure"]
edits = st.lists(st.tuples(st.sampled_from(kinds), st.integers(0, 30), st.integers(0, 30)), max_size=3)


def sentence(n: int) -> str:
    """Words of one row that no other row has."""
    return f"{TOPICS[n]}片区全年{DOINGS[n % 6]}{1301 + 17 * n}次，{TOPICS[n]}队逐一{DOINGS[(n + 1) % 6]}登记造册，{TOPICS[n]}组按月通报"


def made(folder: Path, given_rows: list[tuple[str, bool, bool]]) -> Path:
    lines = ["部分 | 栏目 | 小标题 | 正文 | 公开"]
    figures = ["引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开", "刑事立案 | 刑事案件立案数 | 起 | 593 | 540 | 是"]
    for n, (section, public, figure) in enumerate(given_rows):
        said = "是" if public else "否"
        figures.append(f"指标{TOPICS[n]} | {TOPICS[n]}类专项数据汇总 | 起 | {70001 + 13 * n} | 60000 | {said}")
        tag = f"，涉及{{{{ 指标{TOPICS[n]} }}}}" if figure else ""
        lines.append(f"工作 | {section} | {TOPICS[n]}片区整治行动 | {sentence(n)}{tag}。 | {said}")
    lines += ["安排 | | | 加强教育培训工作 | 是", "安排 | | | 深化作风建设举措 | 是"]
    make_template(folder, SETTINGS + "[options]\nappendix = true\n")
    workbook = make_workbook(folder / "甲.xlsx", indicators="\n".join(figures), entries="\n".join(lines))
    return build(workbook, folder / "报告.docx", templates=TEMPLATES).path


def text(paragraph: str) -> str:
    return "".join(re.findall(r"<w:t[ >][^<]*", paragraph)).replace('<w:t xml:space="preserve">', "").replace("<w:t>", "")


def edit(document: str, kind: str, one: int, other: int, mark: str) -> tuple[str, str]:
    """The document edited, and what a person wrote in it."""
    head, table, tail = document.partition("<w:tbl>")
    pieces = re.split(r"(<w:p>.*?</w:p>)", head)
    full = [n for n, piece in enumerate(pieces) if piece.startswith("<w:p>") and len(text(piece)) > 12 and "sectPr" not in piece]
    at, to = full[one % len(full)], full[other % len(full)]
    own, paragraph = "", pieces[at]
    if kind == "rewrite":
        own = f"人写{mark}的话"
        pieces[at] = paragraph.replace("</w:p>", f"<w:r><w:t>{own}</w:t></w:r></w:p>")
    elif kind == "insert":
        own = f"人写{mark}的一段新话，说的是别的事。"
        pieces[at] = paragraph + p(own)
    elif kind == "delete":
        pieces[at] = ""
    elif kind == "move" and at != to:
        pieces[at], pieces[to] = "", pieces[to] + paragraph
    elif kind == "copy":
        pieces[to] += paragraph.replace("_fz", "_old")
    elif kind == "join" and at != to:
        inner = pieces[to].partition("</w:pPr>")[2].removesuffix("</w:p>")
        pieces[at], pieces[to] = paragraph.replace("</w:p>", f"{inner}</w:p>"), ""
    elif kind == "split" and "</w:r><w:r>" in paragraph:
        pieces[at] = paragraph.replace("</w:r><w:r>", "</w:r></w:p><w:p><w:r>", 1)
    elif kind in ("smuggle", "figure"):
        part = text(pieces[to])[:10] if kind == "smuggle" else "".join(re.findall(r"7\d{4}起", text(pieces[to]))[:1])
        pieces[at] = paragraph.replace("</w:p>", f"<w:r><w:t>{part}</w:t></w:r></w:p>")
    return "".join(pieces) + table + tail, own


def searched(data: bytes) -> str:
    """Every part unpacked, as it stands and with the words of its runs put together."""
    out = []
    for name, content in unzipped(data).items():
        said = content.decode("utf-8", "replace")
        out += [name, said]
        if name.endswith((".xml", ".rels")):
            out.append("".join(ElementTree.fromstring(content).itertext()))
    return "\n".join(out)


def editions(folder: Path, given_rows: list[tuple[str, bool, bool]], changes: list[tuple[str, int, int]]) -> tuple[str, list[str]] | None:
    """All that the published file holds, and what people wrote; None where it was refused."""
    report = made(folder, given_rows)
    document, written = markup(report), []
    for n, (kind, one, other) in enumerate(changes):
        document, own = edit(document, kind, one, other, TOPICS[n] * 3)
        written.append(own)
    parts = unzipped(report.read_bytes())
    core = parts["docProps/core.xml"].replace(b"<dc:title>", f"<dc:creator>{WHO}</dc:creator><dc:title>".encode())
    app = parts["docProps/app.xml"].replace(b"</Properties>", f"<Template>{WHERE}</Template></Properties>".encode())
    report.write_bytes(zipped({**parts, DOCUMENT: document.encode(), "docProps/core.xml": core, "docProps/app.xml": app}))
    try:
        done = publish(report, folder / "甲.xlsx", folder / "公开.docx", templates=TEMPLATES)
    except FindingsStop:
        return None
    return searched(done.path.read_bytes()), written


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rows, edits)
def test_nothing_withheld_goes_out_and_nothing_public_is_lost(
    given_rows: list[tuple[str, bool, bool]], changes: list[tuple[str, int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = editions(Path(folder), given_rows, changes)
    if told is None:
        assert changes
        return
    everything, written = told
    for mark in ("_fz", "urn:fazhi", "fingerprint", "customXml", "rsid", WHO, WHERE, "签发人：", "甲市公安局文件"):
        assert mark not in everything
    untouched = {"rewrite", "insert", "copy"}.issuperset(kind for kind, _, _ in changes)
    for n, (_, public, figure) in enumerate(given_rows):
        clauses = sentence(n).split("，")
        if public:
            assert not untouched or all(clause in everything for clause in clauses)
            assert not untouched or not figure or f"{70001 + 13 * n}起" in everything
            continue
        for words in (*clauses, f"{TOPICS[n]}片区整治行动", f"{TOPICS[n]}类专项数据汇总", f"{70001 + 13 * n}起", f"{1301 + 17 * n}次"):
            assert words not in everything
    for (kind, _, _), own in zip(changes, written, strict=True):
        assert not untouched or kind != "insert" or own in everything
