from __future__ import annotations

import pytest

from generator.prose.money import amounts_without_unit
from generator.prose.quantities import even


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("起诉31人，挽回损失621.631万。", "621.631万"),
        ("侦破流水资金达35亿的专案", "35亿"),
        ("涉案金额近2亿，抓获20人", "2亿"),
        ("为企业节约118.57万,受到好评", "118.57万"),
        ("投入经费50余万，更新装备", "50余万"),
        ("罚款共计3.2万；没收2台", "3.2万"),
        ("追赃挽损1000余万", "1000余万"),
    ],
)
def test_money_without_a_unit_is_found(text: str, amount: str) -> None:
    assert [found["amount"] for found in amounts_without_unit(even(text))] == [amount]


@pytest.mark.parametrize(
    "text",
    [
        "挽回损失621.63万元，涉案金额近2亿元，节约50余万元",
        "在线观看人次分别达到了20万和29.1万",
        "观看人数达到50余万，吸引粉丝1000余万",
        "惠及群众26多万人次，发放宣传单12万份",
        "投入警力2.3万人次，投入3万余人",
        "资金监管平台访问量20万",
        "奖励20人，补助50户",
        "节约群众时间20万小时",
        "清查场所9700家，盘查5.76万人次",
    ],
)
def test_what_is_no_money_or_has_its_unit_is_left_alone(text: str) -> None:
    assert list(amounts_without_unit(even(text))) == []
