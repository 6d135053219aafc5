from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose.quoted import VEIL, veiled


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("印发《2021年要点》并落实", "印发《" + VEIL * 7 + "》并落实"),
        ("“今年不忘去年”主题", "“" + VEIL * 6 + "”主题"),
        ('"8.10"案', '"' + VEIL * 4 + '"案'),
        ("《“甲”方案》和“乙”", "《" + VEIL * 5 + "》和“" + VEIL + "”"),
        ("没有引号的今年", "没有引号的今年"),
        ("只有一半“的今年", "只有一半“的今年"),
        ("隔了一段“的\n引号”今年", "隔了一段“的\n引号”今年"),
    ],
)
def test_words_of_others_are_blotted_out(text: str, seen: str) -> None:
    assert veiled(text) == seen


@given(st.text(alphabet='今年《》“”"，\n甲', max_size=40))
def test_nothing_moves(text: str) -> None:
    seen = veiled(text)
    assert len(seen) == len(text)
    assert all(new in (old, VEIL) for old, new in zip(text, seen, strict=True))
