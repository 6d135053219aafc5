"""Figures that somebody typed in running text: 593, 9.81%, 3.2个百分点, 3.57万, 50余万, 1000余.

Digits that count nothing are left alone: years and dates, times of day, document numbers, articles, standards,
numbering, hotlines, telephone numbers, names such as “1+N” and words of Latin letters. Where that can't be told,
the digits are a figure: one too many is only traced, one too few is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.patterns import pattern

_AND = "[至到—～~、和-]"
_YEAR = r"(?:19|20)\d\d"
_COUNTED = "件个起次宗人万亿余多家户项条名份场辆元%％"
_LINES = "热线|平台|专线|报警|警情|接处?警|举报|投诉|服务|指挥|工单|系统|电话|短信"
_NOT_FIGURES = (
    # GB/T 9704—2012, GA 1330-2016; words of Latin letters with their digits: APP2.0, 5G, 4A (but not 5km)
    rf"(?:GB|GA|GJB|DB\d*|ISO)(?:/[A-Z])?\s?\d[\d.]*(?:[—-]{_YEAR})?",
    r"[A-Za-z][A-Za-z0-9]*(?:\.\d+)*(?:[/+—-][A-Za-z0-9]+)*",
    r"\d+(?:\.\d+)?(?!(?:km|kg|cm|mm|kW|MW|GB|TB|MB)(?![A-Za-z]))[A-Za-z][A-Za-z0-9]*",
    # ×公〔2023〕5号, 2023年第5号, 第3条, 第1至5项, 1号文件; a rank (第2名, 第2位) is a figure
    rf"[〔\[（(]{_YEAR}[〕\]）)]\s*(?:第\s*)?(?:\d+\s*号)?",
    rf"第\s*\d+(?:\s*{_AND}\s*\d+){{0,8}}(?!\d|[名位])",
    r"\d+\s*号",
    # 2022年, 2021—2022年, 2018、2019年3月, 2022年1至11月, 2023-02-20, 2月20日, 1至11月, 8时30分, 8:30
    rf"(?:{_YEAR}\s*年?\s*{_AND}\s*){{0,8}}{_YEAR}\s*年(?:\s*\d{{1,2}}(?:\s*{_AND}\s*\d{{1,2}}){{0,8}}\s*月)?(?:\s*\d{{1,2}}\s*日)?",
    rf"{_YEAR}([-./])\d{{1,2}}\1\d{{1,2}}(?!\d)",
    rf"\d{{1,2}}(?:月?\s*{_AND}\s*\d{{1,2}}){{0,8}}\s*月(?:\s*\d{{1,2}}(?:\s*{_AND}\s*\d{{1,2}}){{0,8}}\s*日)?",
    rf"\d{{1,2}}(?:日?\s*{_AND}\s*\d{{1,2}}){{0,8}}\s*日(?![内均])",
    r"\d{1,2}时(?:\d{1,2}分)?(?:\d{1,2}秒)?",
    r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?!\d)",
    # “110”, “12·4”国家宪法日, 1+N, 7×24, 2.0版
    r"[“‘\"]\d+(?:[.·•．]\d+)?[”’\"]",
    r"\d{1,2}[·•]\d{1,2}(?!\d)",
    r"\d+(?:\+(?:\d+|[A-Za-z]+)){1,8}",
    r"\d+[×✕]\d+",
    r"\d+\.\d+版",
    # 12345热线, 110报警, 96110专线; 0772-1234567, 13812345678
    rf"(?:110|119|120|122|12\d{{3}}|9[56]\d{{3,4}})(?![{_COUNTED}])(?=[^，。；、\d]{{0,4}}(?:{_LINES}))",
    r"\d{3,4}-\d{7,8}(?!\d)",
    r"1[3-9]\d{9}(?!\d)",
    # （1）, and 1. or 1、 at the beginning of a paragraph
    r"[（(]\d{1,2}[）)]",
    r"(?:(?<=\n)|\A)[^\S\n]*\d{1,2}(?:[.．](?!\d)|、)",
)
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?[余多]?[十百千万亿]{0,3}[余多]?(?:%|％|‰|个百分点)?"
_DIGITS = pattern(rf"{'|'.join(f'(?:{p})' for p in _NOT_FIGURES)}|(?P<figure>{_FIGURE})")


def replace_figures(text: str, said: Callable[[str], str]) -> str:
    """The text with each figure in it replaced by what ``said`` makes of it."""
    return _DIGITS.sub(lambda found: said(found[0]) if found["figure"] else found[0], text)


def figures_in(text: str) -> Iterator[re.Match[str]]:
    """The figures of a text in their order: digits with 余 or 多, 万 or 亿, %, 个百分点."""
    return (found for found in digits_in(text) if found["figure"])


def digits_in(text: str) -> Iterator[re.Match[str]]:
    """What is written with digits, in its order: figures, and the dates, numbers and names that count nothing."""
    return _DIGITS.finditer(text)
