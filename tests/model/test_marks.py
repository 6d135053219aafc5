from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.model.marks import BREAK, END, ORIGIN, SPLIT, VALUE, Marks, Piece, plain, without_marks
from generator.model.provenance import Cell, Source

RESERVED = "".join(chr(code) for code in range(0xFDD0, 0xFDF0))
TEXTS = st.text(st.characters(exclude_characters=RESERVED + "\r"), max_size=40)
SOURCES = st.sampled_from([Source("figure", name, (Cell("甲.xlsx", "指标", f"D{n}"),)) for n, name in enumerate("甲乙丙丁", start=2)])
WORDS = Source("text", None, (Cell("甲.xlsx", "报告内容", "D2"),))


@given(TEXTS, SOURCES)
def test_a_marked_value_reads_as_its_text(text: str, source: Source) -> None:
    assert plain(Marks().value(text, source)) == text


@given(st.text(max_size=60), SOURCES)
def test_no_text_can_forge_a_mark(text: str, source: Source) -> None:
    marks = Marks()
    line = marks.value(text + VALUE + "0" + SPLIT + "假" + END, source)
    assert [piece.source for piece in marks.pieces(line)] == [source]


@given(st.lists(st.tuples(TEXTS, st.none() | SOURCES)))
def test_the_pieces_cover_the_line(parts: list[tuple[str, Source | None]]) -> None:
    marks = Marks()
    line = "".join(text if source is None else marks.value(text, source) for text, source in parts)
    pieces = list(marks.pieces(line))
    assert "".join(piece.text for piece in pieces).replace(BREAK, "\n") == plain(line)
    assert [p.source for p in pieces if p.source] == [source for text, source in parts if source is not None and text]


def test_a_passage_gives_its_origin_to_all_that_it_holds_and_to_nothing_after() -> None:
    marks = Marks()
    figure = Source("figure", "刑事立案", (Cell("甲.xlsx", "指标", "D2"),))
    line = "全年：" + marks.passage(f"立案{marks.value('593起', figure)}。", WORDS) + "完"
    assert list(marks.pieces(line)) == [
        Piece("全年：", None, None),
        Piece("立案", None, WORDS),
        Piece("593起", figure, WORDS),
        Piece("。", None, WORDS),
        Piece("完", None, None),
    ]
    assert plain(line) == "全年：立案593起。完"


def test_line_breaks_inside_a_value_stay_inside_it() -> None:
    marks = Marks()
    line = marks.value("一\r\n二\n三", WORDS)
    assert "\n" not in line
    assert plain(line) == "一\n二\n三"


def test_equal_sources_share_a_number() -> None:
    marks = Marks()
    again = Source("text", None, (Cell("甲.xlsx", "报告内容", "D2"),))
    assert marks.value("一", WORDS) == marks.value("一", again)


@given(st.text())
def test_foreign_text_without_marks_holds_none_and_loses_nothing_else(text: str) -> None:
    clean = without_marks(text + ORIGIN + RESERVED)
    assert not set(clean) & set(RESERVED)
    assert clean == "".join(c for c in text if c not in RESERVED)
