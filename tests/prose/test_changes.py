from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.amounts import print_number, round_half_up
from generator.prose.changes import Change, Pairing, changes, impossible_falls, possible_bases
from generator.prose.quantities import even, quantities


def read(text: str) -> list[tuple[str | None, str]]:
    """Each change with the figure that it is said of."""
    level = even(text)
    found = changes(level, quantities(level))
    return [(c.quantity and text[c.quantity.start : c.quantity.end], f"{c.size:f}") for c in found if isinstance(c, Change)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("立案593起，同比上升9.78%。", [("593起", "9.78")]),
        ("立案593起,同比下降9.78%;", [("593起", "-9.78")]),
        ("立案593起，破案204起，与去年同期相比分别上升9.78%和20%。", [("593起", "9.78"), ("204起", "20")]),
        ("破案565起、刑拘1097人、逮捕303人，同比分别上升74%、72%和102%", [("565起", "74"), ("1097人", "72"), ("303人", "102")]),
        ("立案9起、破案8起，同比分别上升9%、下降5%", [("9起", "9"), ("8起", "-5")]),
        ("立案9起，同比持平", [("9起", "0")]),
        ("立案9起、破案8起，同比分别持平、下降5%", [("9起", "0"), ("8起", "-5")]),
        ("合格率98%，较2021年提高3.2个百分点", [("98%", "3.2")]),
        ("破案480起（其中命案3起），同比上升20%", [("480起", "20")]),
    ],
)
def test_a_change_is_said_of_the_figure_before_it(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "破案480起，其中命案3起，同比上升20%",  # of which of the two?
        "发案37起，历时3个月，同比下降5%",
        "立案593起。同比上升9.78%",
        "破获电信诈骗案件453起，电信诈骗案件发案同比下降12.47%",
        "全市9个县区刑事案件同比下降3.33%",
        "打掉涉黑团伙2个、涉恶团伙5个，同比上升16.67%",
        "立案593起，其中盗窃120起、诈骗53起，同比上升9.81%",
        "发放资料12万份，警情总量同比下降9.8%",
        "同比上升9.78%",
        "立案593起：一是打击有力，治安好转，同比上升9.78%",
    ],
)
def test_where_it_can_not_be_told_no_figure_is_taken(text: str) -> None:
    assert [figure for figure, _ in read(text)] == [None]


@pytest.mark.parametrize(
    "text",
    ["2023年立案46起，2022年立案54起，同比下降14.81%", "全年138件，上年同期169件，同比下降18.34%", "全年138件，较上年169件同比下降18.34%"],
)
def test_last_years_figure_is_the_base_where_both_are_said(text: str) -> None:
    level = even(text)
    [found] = changes(level, quantities(level), 2023)
    assert isinstance(found, Change)
    assert found.quantity is not None
    assert found.base is not None
    assert found.quantity.value < found.base.value


@pytest.mark.parametrize(
    "text",
    [
        "2022年立案54起，同比下降14.81%",
        "较上年的1460起减少242起，同比下降16.58%",
        "群众投诉减少31件，同比下降18.34%",
        "发案比上年少84起，同比下降11.38%",
    ],
)
def test_a_change_is_never_said_of_last_years_figure_or_of_a_difference(text: str) -> None:
    level = even(text)
    assert [c for c in changes(level, quantities(level), 2023) if isinstance(c, Change) and c.quantity is not None] == []


def test_a_list_of_changes_that_does_not_match_its_figures_is_a_pairing() -> None:
    level = even("立案9起、破案8起、抓获7人，同比分别上升9%、5%")
    [found] = changes(level, quantities(level))
    assert found == Pairing("同比分别上升9%、5%", 3, 2)


@pytest.mark.parametrize("text", ["减少2倍", "下降了1.5倍", "下降120%", "同比减少100.5%", "降低1000%"])
def test_falls_beyond_everything_are_found(text: str) -> None:
    assert len(list(impossible_falls(text))) == 1


@pytest.mark.parametrize("text", ["增长2倍", "下降100%", "下降99.9%", "减少12件", "上升120%"])
def test_falls_and_rises_that_can_be_are_not(text: str) -> None:
    assert not list(impossible_falls(text))


@given(value=st.integers(1, 10**6), base=st.integers(1, 10**6), places=st.integers(0, 3))
def test_the_true_base_is_always_among_the_possible_ones(value: int, base: int, places: int) -> None:
    change = round_half_up(Decimal(value - base) * 100 / base, places)
    least, greatest = possible_bases(Decimal(value), change, places)
    assume(change != 0 or value == base)
    assert least <= base <= greatest


@given(value=st.integers(1, 3000), thousandths=st.integers(-99_000, 300_000), places=st.integers(0, 2))
def test_a_base_is_possible_exactly_when_it_prints_so(value: int, thousandths: int, places: int) -> None:
    change = round_half_up(Decimal(thousandths) / 1000, places)
    assume(change != 0)
    least, greatest = possible_bases(Decimal(value), change, places)
    estimate = int(value * 100 / (100 + change)) if change > -100 else 0
    around = set(range(max(1, estimate - 4), estimate + 6)) | {max(1, least), max(1, greatest)}
    for base in around:
        prints = round_half_up(Decimal(value - base) * 100 / base, places) == change
        assert prints is (least <= base <= greatest), (base, print_number(change))
