"""Amounts of money that name no 元: 挽回损失621.631万."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.patterns import pattern

_BETWEEN = (
    "(?:共计|总计|累计|合计|总额|总值|人民币|资金|金额|损失|经费|款项|价值|达到|高达|超过|将近|接近|不足"
    "|约|近|超|逾|达|为|是|共|有|的|了|分别|总|：){0,5}"
)
_MONEY = pattern(
    "(?:资金|金额|损失|赃款|赃物|价值|经费|投入|罚款|罚没|节约|节省|挽损|流水|款项|成本|案值|总值|涉案|估价|补助|奖励|奖金|税款|货值|止付|冻结)"
    rf"{_BETWEEN}"
    r"(?P<amount>\d+(?:[.．]\d+)?[余多]?[十百千]?[万亿][余多]?)(?=[，。；、！）\s]|$|的|以上|左右)"
)


def amounts_without_unit(text: str) -> Iterator[re.Match[str]]:
    """Amounts in 万 or 亿 behind a noun of money, in an even text, that no unit follows; the group is ``amount``."""
    if "万" in text or "亿" in text:
        yield from _MONEY.finditer(text)
