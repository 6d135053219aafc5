"""What people write into a report, and where its sentences end."""

from __future__ import annotations

import re
from random import Random

WORDS = "切实 进一步 有力有序 扎实 全面 深入 其中 据统计 总体 依法 严格 稳步 及时 共 累计 较好 牵头单位 各级各部门 按要求 经核实".split()
SENTENCES = (
    "这项工作得到群众好评。",
    "市局主要领导多次听取汇报。",
    "其中{}由基层所队完成。",
    "有关数据为{}，已与责任单位核对。",
    "下一步将持续抓好落实。",
    "另有{}正在办理。",
)
BEFORE, AFTER = ("约", "共", "达", "近"), ("（含积案）", "左右", "以上", "，较好")
FIGURE_AFTER = ("0", "5", ".5", "万", "余")
_SENTENCE, _CLAUSE = re.compile(r"[^。；]*[。；]?"), re.compile(r"[^，。；]*[，。；]?")


def some_words(random: Random) -> str:
    return "".join(random.choices(WORDS, k=random.randint(1, 3)))


def new_sentence(random: Random, figure: str) -> str:
    return random.choice(SENTENCES).format(figure)


def another_figure(random: Random, text: str) -> str:
    """A text with other digits; other words where there are none."""
    digits = [n for n, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return some_words(random)
    at = random.choice(digits)
    digit = random.choice([d for d in "123456789" if d != text[at]])
    return text[:at] + digit + text[at + 1 :]


def sentences(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _SENTENCE.finditer(text) if found[0]]


def clauses(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _CLAUSE.finditer(text) if found[0]]
