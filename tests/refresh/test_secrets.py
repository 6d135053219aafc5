from __future__ import annotations

from decimal import Decimal

import pytest

from generator.refresh.secrets import Secrets

SECRETS = Secrets(
    ["组织秘密专项行动，摸排线索2917条。", "加强研判。", "坚持以人民为中心推进工作"],
    ["内部督察", "反诈"],
    [(Decimal(48670000), "元")],
    ["坚持以人民为中心推进工作，查获线索12条。"],
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("去年组织“秘密”专项，行动顺利", "组织秘密专项行动"),
        ("切实加强研判工作", "加强研判"),
        ("开展内部督察", "内部督察"),
        ("投入4867万元", "4867万元"),
        ("得到线索2917条", "2917条"),
    ],
)
def test_words_names_and_figures_of_what_is_withheld_are_found(text: str, words: str) -> None:
    assert SECRETS.found(text) == words


@pytest.mark.parametrize("text", ["", "坚持以人民为中心推进工作", "专项行动取得成效", "反诈宣传", "线索12条", "4867起"])
def test_what_public_texts_say_too_and_what_is_short_is_no_secret(text: str) -> None:
    assert SECRETS.found(text) is None


def test_a_copied_part_is_covered_and_one_with_words_of_its_own_is_not() -> None:
    assert SECRETS.covers("组织秘密专项行动")
    assert not SECRETS.covers("组织秘密专项行动，另外还有许多别的工作也做了")


def test_public_words_in_another_passage_are_foreign_there() -> None:
    secrets = Secrets(["甲乙丙丁戊己庚辛壬癸"], [], [], ["主动向人大报告工作，办理代表建议和政协提案"])
    assert secrets.foreign("甲乙丙丁，主动向人大报告工作，办理代表建议", "甲乙丙丁") == "主动向人大报告工"
    assert secrets.foreign("甲乙丙丁，主动向人大报告", "甲乙丙丁") is None
    assert secrets.foreign("主动向人大报告工作，办理代表建议", "主动向人大报告工作，办理代表建议") is None
