from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose.figures import digits_in
from generator.refresh.tokens import pieces, tokens

WORDS = [
    "立案",
    "593起",
    "5亿元",
    "同比",
    "上升9.81%",
    "3.2个百分点",
    "，",
    "。",
    "2023年2月20日",
    "加强",
    "培训",
    "APP2.0",
    "1,234件",
    "\n",
    "<b>",
]
passages = st.lists(st.sampled_from(WORDS), max_size=30).map("".join) | st.text(max_size=40)


def changes(old: str, new: str) -> list[str]:
    return [f"{piece.old}→{piece.new}" for piece in pieces(old, new) if piece.changed]


@given(passages, passages)
def test_the_pieces_put_together_are_the_old_text_and_the_new_one(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.old for piece in found) == old
    assert "".join(piece.new for piece in found) == new


@given(passages)
def test_a_passage_differs_from_itself_in_nothing(text: str) -> None:
    assert changes(text, text) == []


@given(passages)
def test_tokens_put_together_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(passages, passages)
def test_no_piece_ends_within_digits(old: str, new: str) -> None:
    ends, at = set(), 0
    for piece in pieces(old, new):
        at += len(piece.old)
        ends.add(at)
    assert not any(found.start() < end < found.end() for found in digits_in(old) for end in ends)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("追赃5亿元。", "追赃5.2亿元。", ["5亿元→5.2亿元"]),
        ("立案593起、破案480起。", "立案600起、破案500起。", ["593起→600起", "480起→500起"]),
        ("立案593起、480起。", "立案600起、500起。", ["593起→600起", "480起→500起"]),
        ("参训35700人次", "参训3.57万人次", ["35700人次→3.57万人次"]),
        ("同比上升9.81%。", "同比下降1.2%。", ["上升9.81%→下降1.2%"]),
        ("提高3.2个百分点", "提高3.5个百分点", ["3.2个百分点→3.5个百分点"]),
        ("2023年2月20日印发", "2023年2月28日印发", ["2023年2月20日→2023年2月28日"]),
        ("加强培训，提高能力。", "加强业务培训，提高能力。", ["→业务"]),
        ("加强培训，提高能力。", "强化学习训练，提高能力。", ["加强培训→强化学习训练"]),
        ("查处案件，全部办结。", "全部办结。", ["查处案件，→"]),
    ],
)
def test_a_figure_with_its_unit_is_one_piece_and_words_are_told_as_they_changed(old: str, new: str, said: list[str]) -> None:
    assert changes(old, new) == said


def test_a_letter_that_stands_everywhere_is_compared_like_any_other() -> None:
    # A sequence of more than 200 items in which one is common: libraries drop it as noise.
    old = "的" * 150 + "案件" * 60
    assert changes(old, old.replace("件案", "件、案", 1)) == ["→、"]


def test_a_very_long_passage_is_compared_in_time() -> None:
    old = "".join(f"第{n}项工作已经完成，" for n in range(4_000))
    new = old.replace("第2000项工作已经完成", "第2000项工作基本完成")
    assert changes(old, new) == ["已经→基本"]
