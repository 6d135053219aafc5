"""Any template gives the words that Jinja gives for the same template as plain text, and a valid file.

Each strategy draws a piece of a Word template together with the same piece as plain text for Jinja, in which control
characters stand for the ends of paragraphs, cells, rows and tables.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random
from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import render_docx
from tests.support.validity import faults_of
from tests.support.word import PROOF, PROOF_END, Block, Xml, bookmark, make_docx, p, run, table, text_of, tr

PARAGRAPH, CELL, ROW, TABLE, TABLE_END = "\x01\x02\x03\x04\x05"
PLAIN = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
FORMATS = [
    "",
    "",
    "<w:b/>",
    "<w:i/>",
    '<w:color w:val="C00000"/>',
    '<w:sz w:val="28"/>',
    '<w:lang w:val="en-US"/>',
    '<w:rStyle w:val="Strong"/>',
]
# No brace that could begin a tag with what follows it, no underscore that could make an escape.
WORDS = st.text(alphabet="甲乙ab1 　，。“”（）&<>'\"\\|}%#-｝{｛", max_size=8).map(
    lambda text: text.translate({ord("{"): "{ ", ord("｛"): "｛ "})
)
VALUES = st.text(st.one_of(st.characters(exclude_categories=["C", "Zl", "Zp"]), st.sampled_from("\n\t<>&{}% \"'")), max_size=6)
DATA = st.fixed_dictionaries(
    {
        "文": VALUES,
        "数": st.integers(-9, 9),
        "真": st.booleans(),
        "列": st.lists(VALUES, max_size=3),
        "表": st.lists(st.lists(VALUES, max_size=3), max_size=3),
    }
)
# An expression as Word users write it, and as Jinja takes it.
EXPRESSIONS = [
    ("文", "文"),
    ("数", "数"),
    ("数 * 2 + 1", "数 * 2 + 1"),
    ("列|join（“、”）", "列|join('、')"),
    ("列｜length", "列|length"),
    ("文 ~ '%}}{'", "文 ~ '%}}{'"),
    ("{'甲'：文}['甲']", "{'甲': 文}['甲']"),
    ("'是' if 真 else '否'", "'是' if 真 else '否'"),
    ("表|sum(start=[])|join('，')", "表|sum(start=[])|join('，')"),
    ("文|upper|replace('甲'，'乙')", "文|upper|replace('甲', '乙')"),
]
CONDITIONS = [
    ("真", "真"),
    ("not 真", "not 真"),
    ("数 > 0", "数 > 0"),
    ("数 ＜＝ 3", "数 <= 3"),
    ("列", "列"),
    ("文 == “甲”", "文 == '甲'"),
    ("数 % 2", "数 % 2"),
]
Piece = tuple[Any, str]
Scope = tuple[str, ...]
NUMBERS = itertools.count(1)


def value(draw: st.DrawFn, scope: Scope) -> tuple[str, str]:
    """An expression; names of loops are there within them."""
    own = [(name, name) for name in scope] + [("loop.index", "loop.index")] * bool(scope)
    return draw(st.sampled_from(EXPRESSIONS + own * 3))


def loop(draw: st.DrawFn, scope: Scope) -> tuple[str, str, Scope]:
    """What a loop runs over, its name, and the scope within."""
    over = draw(st.sampled_from(["列", "列", "表|sum(start=[])", "range(2)", "列[1:]"]))
    name = f"项{len(scope)}"
    return name, over, (*scope, name)


def inlines(draw: st.DrawFn, scope: Scope, depth: int) -> tuple[str, str]:
    """What stands in a paragraph, with the same for Jinja."""
    words, plain = "", ""
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["words", "words", "value", "value", "if", "for", "comment"] if depth else ["words", "value"]))
        if kind == "words":
            text = draw(WORDS)
            words, plain = words + text, plain + text
        elif kind == "value":
            ours, theirs = value(draw, scope)
            words, plain = f"{words}{{{{ {ours} }}}}", f"{plain}{{{{ {theirs} }}}}"
        elif kind == "if":
            ours, theirs = draw(st.sampled_from(CONDITIONS))
            (a, b), (c, d) = inlines(draw, scope, depth - 1), inlines(draw, scope, depth - 1)
            words += f"{{% if {ours} %}}{a}{{% else %}}{c}{{% endif %}}"
            plain += f"{{% if {theirs} %}}{b}{{% else %}}{d}{{% endif %}}"
        elif kind == "for":
            name, over, within = loop(draw, scope)
            a, b = inlines(draw, within, depth - 1)
            words += f"{{% for {name} in {over} %}}{a}{{% endfor %}}"
            plain += f"{{% for {name} in {over} %}}{b}{{% endfor %}}"
        else:
            words += "{# 注释 {{ 没有 }} #}"
    return words, plain


def in_runs(text: str, random: Random) -> list[str]:
    """The text cut into runs of any format, with marks between that Word leaves."""
    out: list[str] = []
    while text:
        cut = random.choice([1, 2, 3, 8, len(text)])
        piece = run(text[:cut], random.choice(FORMATS))
        number = next(NUMBERS)
        out += random.choice([[piece], [piece], [piece, PROOF], [PROOF_END, piece], [bookmark(f"点{number}", piece, number=number)]])
        text = text[cut:]
    return out


def paragraph(draw: st.DrawFn, scope: Scope) -> Piece:
    words, plain = inlines(draw, scope, 2)
    return p(*in_runs(words, draw(st.randoms(use_true_random=False)))), plain + PARAGRAPH


def tagged(draw: st.DrawFn, tag: str) -> Xml:
    return p(*in_runs(tag, draw(st.randoms(use_true_random=False))))


def blocks(draw: st.DrawFn, scope: Scope, depth: int) -> Piece:
    """Paragraphs, tables, and those within conditions and loops."""
    out: list[Block] = []
    plain = ""
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["paragraph", "paragraph", "if", "for", "table"] if depth else ["paragraph"]))
        if kind == "paragraph":
            made, text = paragraph(draw, scope)
            out, plain = [*out, made], plain + text
        elif kind == "if":
            ours, theirs = draw(st.sampled_from(CONDITIONS))
            (a, b), (c, d) = blocks(draw, scope, depth - 1), blocks(draw, scope, depth - 1)
            out += [tagged(draw, f"{{%p if {ours} %}}"), a, tagged(draw, "{%p else %}"), c, tagged(draw, "{%p endif %}")]
            plain += f"{{% if {theirs} %}}{b}{{% else %}}{d}{{% endif %}}"
        elif kind == "for":
            name, over, within = loop(draw, scope)
            a, b = blocks(draw, within, depth - 1)
            out += [tagged(draw, f"{{%p for {name} in {over} %}}"), a, tagged(draw, "{%p endfor %}")]
            plain += f"{{% for {name} in {over} %}}{b}{{% endfor %}}"
        else:
            made, text = rows_of_a_table(draw, scope, depth - 1)
            after, more = paragraph(draw, scope)
            out, plain = [*out, made, after], plain + text + more
    return tuple(out), plain


def rows_of_a_table(draw: st.DrawFn, scope: Scope, depth: int) -> Piece:
    columns = draw(st.integers(1, 3))
    made, plain = rows(draw, scope, depth, columns)
    return table(*made), f"{TABLE}{plain}{TABLE_END}"


def rows(draw: st.DrawFn, scope: Scope, depth: int, columns: int) -> tuple[list[Xml], str]:
    out: list[Xml] = []
    plain = ""

    def tag(text: str) -> Xml:
        at = draw(st.integers(0, columns - 1))
        return tr(*(tagged(draw, text) if n == at else "" for n in range(columns)))

    for _ in range(draw(st.integers(1, 2))):
        kind = draw(st.sampled_from(["row", "if", "for"] if depth else ["row"]))
        if kind == "row":
            cells = [blocks(draw, scope, min(depth, 1)) for _ in range(columns)]
            out.append(tr(*(made for made, _ in cells)))
            plain += "".join(text + CELL for _, text in cells) + ROW
        elif kind == "if":
            ours, theirs = draw(st.sampled_from(CONDITIONS))
            a, b = rows(draw, scope, depth - 1, columns)
            out += [tag(f"{{%tr if {ours} %}}"), *a, tag("{%tr endif %}")]
            plain += f"{{% if {theirs} %}}{b}{{% endif %}}"
        else:
            name, over, within = loop(draw, scope)
            a, b = rows(draw, within, depth - 1, columns)
            out += [tag(f"{{%tr for {name} in {over} %}}"), *a, tag("{%tr endfor %}")]
            plain += f"{{% for {name} in {over} %}}{b}{{% endfor %}}"
    return out, plain


@st.composite
def templates(draw: st.DrawFn) -> Piece:
    return blocks(draw, (), 3)


def lines(rendered: str) -> list[str]:
    """What Jinja gave, printed as ``text_of`` prints a document."""
    out: list[str] = []
    at = 0
    while at < len(rendered):
        if rendered[at] == TABLE:
            found, at = _table(rendered, at + 1)
            out += [f"| {' | '.join(row)} |" for row in found]
        else:
            end = rendered.index(PARAGRAPH, at)
            out.append(rendered[at:end])
            at = end + 1
    return out


def _table(text: str, at: int) -> tuple[list[list[str]], int]:
    out: list[list[str]] = []
    row: list[str] = []
    while text[at] != TABLE_END:
        if text[at] == ROW:
            out, row, at = [*out, row], [], at + 1
        else:
            cell, at = _cell(text, at)
            row.append(cell)
    return out, at + 1


def _cell(text: str, at: int) -> tuple[str, int]:
    found: list[tuple[str, bool]] = []
    while text[at] != CELL:
        if text[at] == TABLE:
            inner, at = _table(text, at + 1)
            found += [(f"[{'; '.join(', '.join(row) for row in inner)}]", True)] if inner else []
        else:
            end = text.index(PARAGRAPH, at)
            found.append((text[at:end], False))
            at = end + 1
    if len(found) > 1 and found[-1] == ("", False) and found[-2][1]:
        found.pop()
    return "¶".join(words for words, _ in found), at + 1


def shown(value: object) -> object:
    """The data with what a reader of the .docx sees of their line breaks and tabs."""
    if isinstance(value, str):
        return value.replace("\n", "↵").replace("\t", "⇥")
    return [shown(each) for each in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@settings(max_examples=100)
@given(template=templates(), data=DATA)
def test_any_template_gives_the_words_that_plain_text_gives(folder: Path, template: Piece, data: dict[str, Any]) -> None:
    made, plain = template
    expected = lines(PLAIN.from_string(plain).render({name: shown(value) for name, value in data.items()}))
    path = make_docx(folder / "模板.docx", made, "末", headers={"default": (made, "末")})
    assert [str(found) for found in render_docx(path, data, folder / "结果.docx")] == []
    assert faults_of(folder / "结果.docx") == []
    assert text_of(folder / "结果.docx").split("\n") == [*expected, "末", *(f"header: {line}" for line in [*expected, "末"])]


@settings(max_examples=50)
@given(text=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=30), seed=st.integers())
def test_a_template_without_tags_comes_out_as_it_is(folder: Path, text: str, seed: int) -> None:
    words = text.translate({ord("{"): "{ ", ord("｛"): "｛ ", ord("_"): "＿"})
    path = make_docx(folder / "模板.docx", p(*in_runs(words, Random(seed))), [[p(run(words)), "{{ 数 }}"]])
    render_docx(path, {"数": 1}, folder / "结果.docx")
    assert text_of(folder / "结果.docx") == f"{words}\n| {words} | 1 |"
