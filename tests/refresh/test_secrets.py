from __future__ import annotations

from decimal import Decimal

import pytest

from generator.refresh.secrets import Secrets

SECRETS = Secrets(
    ["组织秘密专项行动，摸排线索2917条，查处3人，逐条核查，全力推进。", "加强研判。", "坚持以人民为中心推进工作"],
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
        ("共查处3人", "查处3人"),
    ],
)
def test_words_names_and_figures_of_what_is_withheld_are_found(text: str, words: str) -> None:
    assert SECRETS.found(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("投入4，867万元", "4867万元"),
        ("投入4 867\u00a0万元", "4867万元"),
        ("投入48\u200b67万元", "4867万元"),
        ("线索2，917条", "2917条"),
        ("线索有2917起", "2917"),
        ("2917", "2917"),
    ],
)
def test_withheld_figures_are_found_however_they_are_typed(text: str, words: str) -> None:
    assert SECRETS.found(text) == words


OF_INDICATORS = Secrets(
    ["局长洪甲乙批示，“清源”专项行动查处多人。"],
    [],
    [(Decimal(35), "件"), (Decimal(30), "件"), (Decimal(365), "人次"), (Decimal(35712), "人次"), (Decimal("95.5"), "%")],
    ["走访12户，全年无事。"],
    people=["王甲", "高峰"],
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("办结三十五件", "35件"),
        ("办结叁拾伍件", "35件"),
        ("办结３５件", "３５件"),
        ("办结三十件", "30件"),
        ("投入三万五千七百一十二人次", "35712人次"),
        ("投入3.57万人次", "3.57万人次"),
        ("投入三点五七万人次", "3.57万人次"),
        ("约3.571万人次", "3.571万人次"),
        ("办结35宗", "35"),
        ("共有35余", "35余"),
        ("出动365人", "365"),
        ("出动365", "365"),
        ("满意率百分之九十五点五", "95.5%"),
        ("满意率95.50%", "95.50%"),
        ("王　甲同志", "王甲"),
        ("由洪甲乙牵头", "洪甲乙"),
        ("“清源”很有成效", "清源"),
    ],
)
def test_withheld_indicators_and_proper_names_are_found_in_any_writing(text: str, words: str) -> None:
    assert OF_INDICATORS.found(text) == words


@pytest.mark.parametrize(
    "text", ["35户", "35%", "35年", "12月35日前", "第35条", "3.6万人次", "35712元"[:2] + "亿元", "三件", "30户", "30", "3.57亿人次"]
)
def test_other_figures_that_happen_to_be_alike_are_none(text: str) -> None:
    assert OF_INDICATORS.found(text) is None


OF_CASES = Secrets(["侦破“8·10”特大骗取出口退税案、“7.27”卡片招嫖案和“飓风”特大走私案，纪念“12·4”国家宪法日。"], [], [], ["侦破“7·27”案"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“8·10”案经验在全区推广", "8·10"),
        ("“8.10”很有影响", "8·10"),
        ("推广８・１０案做法", "8·10"),
        ("8.10专案组", "8·10"),
        ("“飓风”很有成效", "飓风"),
    ],
)
def test_what_a_withheld_case_is_called_is_found_in_any_writing(text: str, words: str) -> None:
    assert OF_CASES.found(text) == words


@pytest.mark.parametrize("text", ["“7·27”案", "810起", "同比上升8.10%", "8月10日", "18·10", "“12·4”宣传", "增长8.1倍"])
def test_other_days_and_figures_are_no_cases(text: str) -> None:
    assert OF_CASES.found(text) is None


def test_names_and_figures_that_a_public_text_says_are_public() -> None:
    secrets = Secrets(
        ["办结35件"], [], [(Decimal(35), "件"), (Decimal(35712), "人次")], ["早晚高峰办结三十五件，3.57万人次"], people=["高峰"]
    )
    assert [secrets.found(text) for text in ("高峰", "35件", "35", "3.57万人次")] == [None, None, None, None]
    assert secrets.found("35712人次") == "35712人次"


def test_years_public_numbers_and_measures_of_pages_are_no_figures() -> None:
    secrets = Secrets(["投入2023人，走访4867户，摸排2917条。"], [], [], ["共有4867件"])
    assert [secrets.found(text) for text in ("2023", "4867", "2917")] == [None, None, "2917"]
    assert secrets.found("2917", in_words=False) is None
    assert secrets.found("摸排2917条", in_words=False) == "摸排2917条"


@pytest.mark.parametrize(
    "text", ["", "坚持以人民为中心推进工作", "专项行动取得成效", "逐条核查", "查处13人", "反诈宣传", "线索12条", "4867起"]
)
def test_what_public_texts_say_too_and_what_is_short_is_no_secret(text: str) -> None:
    assert SECRETS.found(text) is None


def test_a_clause_that_begins_with_a_figure_is_not_the_end_of_another_figure() -> None:
    secrets = Secrets(["3人受表彰，成绩突出。"], [], [], ["成绩突出"])
    assert secrets.found("另有3人受表彰") == "3人受表彰"
    assert secrets.found("共13人受表彰") is None


def test_a_copied_part_is_covered_and_one_with_words_of_its_own_is_not() -> None:
    assert SECRETS.covers("组织秘密专项行动")
    assert not SECRETS.covers("组织秘密专项行动，另外还有许多别的工作也做了")


def test_public_words_in_another_passage_are_foreign_there() -> None:
    secrets = Secrets(["甲乙丙丁戊己庚辛壬癸"], [], [], ["主动向人大报告工作，办理代表建议和政协提案"])
    assert secrets.foreign("甲乙丙丁，主动向人大报告工作，办理代表建议", "甲乙丙丁") == "主动向人大报告工"
    assert secrets.foreign("甲乙丙丁，主动向人大报告", "甲乙丙丁") is None
    assert secrets.foreign("主动向人大报告工作，办理代表建议", "主动向人大报告工作，办理代表建议") is None
