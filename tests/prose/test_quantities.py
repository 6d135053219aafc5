from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.amounts import print_number
from generator.prose.quantities import COUNTED, even, quantities


def read(text: str) -> list[tuple[str, str]]:
    return [(f"{q.value:f}".rstrip("0").rstrip(".") if "." in f"{q.value:f}" else f"{q.value:f}", q.unit) for q in quantities(even(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年立案593起，破案480起。", [("593", "起"), ("480", "起")]),
        ("培训3.57万人次", [("35700", "人次")]),
        ("追赃7.48亿元", [("748000000", "元")]),
        ("覆盖率95.5%，提高3.2个百分点", [("95.5", "%"), ("3.2", "个百分点")]),
        ("办理1629 起业务", [("1629", "起")]),
        ("梳理事项30小项", [("30", "项")]),
        ("登记12,345件", [("12345", "件")]),
        ("为期3个月，历时58天", [("3", "个月"), ("58", "天")]),
    ],
)
def test_digits_with_a_measure_word_are_quantities(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2022年12月4日",
        "〔2023〕5号",
        "第3条",
        "“110”报警",
        "拨打12345热线",
        "“12·4”国家宪法日",
        "挽回损失621.631万。",
        "建党100周年",
        "1+N体系",
        "7×24小时",
    ],
)
def test_digits_that_count_nothing_are_none(text: str) -> None:
    assert [unit for _, unit in read(text)] in ([], ["小时"])


@pytest.mark.parametrize(
    "text", ["近2亿元", "约300起", "1000余条", "50余万元", "20万余份", "26多万人次", "300起左右", "不少于2次", "超过64万名"]
)
def test_rounded_figures_are_told_from_exact_ones(text: str) -> None:
    [quantity] = quantities(even(f"共有{text}。"))
    assert quantity.rounded
    assert not quantity.counted


@pytest.mark.parametrize("text", ["为企业节约118万元", "签约12家", "附近3个村", "多起案件，共12起"])
def test_words_that_only_end_like_a_rounding_word_are_not_one(text: str) -> None:
    assert not quantities(even(text))[-1].rounded


def test_a_quantity_knows_its_clause_and_what_follows() -> None:
    first, second = quantities(even("民警培训:举办培训班12期,其中骨干班3期次数达标"))
    assert (first.noun, second.noun) == ("举办培训班", "其中骨干班")
    assert second.after == "次数达标"


@given(
    number=st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False),
    unit=st.sampled_from(sorted(COUNTED)),
    scale=st.sampled_from(["", "万", "亿"]),
)
def test_what_is_printed_is_read_back_as_the_same_value(number: Decimal, unit: str, scale: str) -> None:
    text = f"共计有{print_number(number)}{scale}{unit}。"
    [quantity] = quantities(even(text))
    assert quantity.value == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert quantity.unit == unit
    assert text[quantity.start : quantity.end] == f"{print_number(number)}{scale}{unit}"


@given(st.text(alphabet="，。,.:;()（）0123456789万亿%起人其中同比上升下降、和近余 \n甲乙", max_size=60))
def test_any_text_is_read_and_keeps_its_length(text: str) -> None:
    level = even(text)
    assert len(level) == len(text)
    found = quantities(level)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.start < q.end <= len(text) for q in found)
