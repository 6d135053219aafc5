from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.refresh.sentences import bare, sentence_pairs, sentences


def split(text: str) -> list[str]:
    return [text[each.start : each.end] for each in sentences(text)]


@given(st.text(alphabet="甲乙。；！？”\n\u2029 1", max_size=40))
def test_the_sentences_put_together_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text


def test_a_sentence_ends_with_its_mark_and_the_quotation_mark_behind_it() -> None:
    assert split("他说：“很好。”一是学；二是干！完") == ["他说：“很好。”", "一是学；", "二是干！", "完"]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("一是加强培训；", "加强培训"),
        ("（三）加强培训。", "加强培训"),
        ("12.加强培训", "加强培训"),
        ("一、加强培训", "加强培训"),
        ("三会一课制度。", "三会一课制度"),
        ("2.5万人参加。", "2.5万人参加"),
        ("关于甲市\n工作的报告", "关于甲市工作的报告"),
    ],
)
def test_numbers_in_front_and_marks_behind_are_not_what_a_sentence_says(sentence: str, said: str) -> None:
    assert bare(sentence) == said


def test_sentences_are_paired_although_one_is_put_between() -> None:
    old, new = "立案593起。破案480起。", "立案600起。新增一句话。破案480起。"
    said = [(here and old[slice(*here)], there and new[slice(*there)]) for here, there in sentence_pairs(old, new)]
    assert said == [("立案593起。", "立案600起。"), (None, "新增一句话。"), ("破案480起。", "破案480起。")]
