"""What a person should look at before a text is published: names, code-names of cases, staffing, weak spots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.patterns import pattern
from generator.prose.surnames import COMPOUND, NO_NAMES, SURNAMES

Stretch = tuple[int, int]

_TITLES = (
    "局长|市长|县长|区长|书记|主任|部长|厅长|主席|政委|支队长|大队长|中队长|所长|教导员|"
    "指导员|处长|科长|院长|检察长|秘书长|警长|民警|辅警|教授|理事|律师|专家|嫌疑人|被告人|死者|同志"
)
_GIVEN = r"[^\W\d_a-zA-Z的在和与等对同到被为有是不了多经某及因将以所局队部会人员长们已未均各组]"
_NAME = rf"(?:{'|'.join(COMPOUND)}|[{SURNAMES}]){_GIVEN}{{1,2}}"
# What may follow a name: a mark, a title, or a word that tells what the person does.
_BEHIND = (
    r"(?=同志|等|的|[，。；、：（）《“\s]|批示|任|担任|带[领队]|主持|率|出席|亲自|强调|指出|讲|作|进行|荣获|获|被|深入|参加"
    r"|到|在|对|与|和|同|$)"
)
_TITLED = pattern(rf"(?:{_TITLES})[：、]?(?P<name>{_NAME}){_BEHIND}")
_COMRADE = pattern(rf"(?P<name>{_NAME})同志")
_MONTH, _DATE = r"0?(?:1[0-2]|[1-9])\s{0,2}", r"\s{0,2}(?:[12]\d|3[01]|0?[1-9])"
_DAY, _MIDDLE = rf"{_MONTH}[.．·•・‧]{_DATE}", rf"{_MONTH}[·•・‧]{_DATE}"
_CASE = pattern(
    rf"[“\"]{_DAY}\s*[”\"](?=[^，。；“”\d日节周]{{0,24}}?案(?![卷例说释]))|(?<![\d.]){_DAY}(?=特大|重大|系列|专案|案)"
    r"|“[^“”]{1,8}”(?=专案|系列案|特大)"
)
_CODE = pattern(rf"[“\"]{_DAY}[”\"]|(?<![\d.]){_MIDDLE}(?!\d)|(?<![\d.]){_DAY}(?=特大|重大|系列|专案|案)")
_NUMBER = r"(?<![\d.])\d[\d.]{0,11}[余多]?万?[余多]?"
_STAFF = pattern(
    rf"(?:在职|在编|在岗|现有|实有|编制内?)[^，。；\d]{{0,6}}(?:民警|辅警|干警|警员|警力|民辅警)[^，。；、\d]{{0,3}}{_NUMBER}[人名]"
    rf"|警力(?:共|约|近)?{_NUMBER}[人名](?!次)|{_NUMBER}[人名个]?警力(?!次)"
    rf"|编制(?:数|总数|共|为|有)?{_NUMBER}[人名个]?|{_NUMBER}[人名个](?:政法专项)?编制"
)
_WEAK = pattern(
    rf"(?:高危|风险|安全|网站){{0,3}}漏洞(?:共|总数|约|近)?{_NUMBER}[个处项条]|{_NUMBER}[个处项条](?:网站|系统|安全|高危|风险){{0,3}}漏洞"
    rf"|高危(?:风险|端口|隐患|问题)[^，。；\d]{{0,4}}{_NUMBER}[个处项条]|隐患单位{_NUMBER}[家个]"
    rf"|{_NUMBER}[家个](?:重点|网站|信息|系统)*单位(?=[^，。；]{{0,12}}(?:隐患|漏洞|风险))"
)


def persons(text: str) -> Iterator[Stretch]:
    """Names that stand beside a title or before 同志, in an even text; anonymous ones (韦某, 韦××) are left out."""
    told: set[int] = set()
    for each in (_TITLED, _COMRADE):
        if each is _COMRADE and "同志" not in text:
            return
        for found in each.finditer(text):
            start, end = found.span("name")
            if start not in told and not found["name"].startswith(tuple(NO_NAMES)):
                told.add(start)
                yield start, end


def case_names(text: str) -> Iterator[Stretch]:
    """Code-names of cases: “8·10”特大骗税案, “跑分”专案; days of the year that people know (“12·4”国家宪法日) are none."""
    if "案" in text:
        for found in _CASE.finditer(text):
            yield found.start(), found.end()


def case_days(text: str) -> Iterator[str]:
    """The days that cases may be called after, wherever they stand in a text, all in one writing: 8·10 for “8.10” and 08·10."""
    for found in _CODE.finditer(text):
        yield "·".join(str(int(number)) for number in re.findall(r"\d+", found[0]))


def staffing(text: str) -> Iterator[Stretch]:
    """How many police there are or were sent: 在职民警2757人, 69名警力; those who were trained or examined do not count."""
    if "警" in text or "编制" in text:
        for found in _STAFF.finditer(text):
            yield found.start(), found.end()


def weak_spots(text: str) -> Iterator[Stretch]:
    """How many holes were found in whose systems: 高危漏洞4278167个, 107家单位存在隐患."""
    if "漏洞" in text or "隐患" in text or "高危" in text:
        for found in _WEAK.finditer(text):
            yield found.start(), found.end()
