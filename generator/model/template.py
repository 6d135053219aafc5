"""What a template asks for, as data: items, outline, indicators, options. Read from ``template.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from generator.records import record

ItemKind = Literal["text", "lines", "year", "date", "choice"]
HeadingForm = Literal["own-line", "run-in"]
ListForm = Literal["paragraphs", "inline", "items"]
SignatureForm = Literal["seal", "plain", "none"]
PageProfile = Literal["gbt9704", "gbt33476"]
EditionName = Literal["上报", "公开"]
CheckSeverity = Literal["error", "warning"]
Numbering = tuple[str, str, str, str]  # one pattern a level; 一 or 1 in it stands for the number

# What asks for the five contents of the report and sets its deadlines.
BASIS: Final = "《法治政府建设与责任落实督察工作规定》（厅字〔2019〕28号）"
CONTENTS: Final = ("主要举措和成效", "存在的不足和原因", "第一责任人履职情况", "下一年度主要安排", "其他需要报告的情况")


@record
class ItemSpec:
    """A row of 基本信息: its name, what it takes, and the explanation that the clerk reads.

    ``at_signing`` marks what is given only when the report is signed. ``default`` words a blank item.
    """

    name: str
    kind: ItemKind = "text"
    required: bool = False
    at_signing: bool = False
    default: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()


@record
class PartSpec:
    """A part of the outline.

    ``name`` is what the drop-down of 部分 offers, ``heading`` the printed heading (a template text).
    ``section`` is the file in ``sections/`` that words the part. ``contents`` are the statutory contents
    (1 to 5) that it holds. ``headings`` says for the levels 1 to 4 whether a heading stands on its own line
    or runs into the text; ``lists`` how the rows under a heading of that level are set: as paragraphs, run together
    as 一是…；二是…, or as paragraphs that begin with 一是. ``list_mark`` and ``numbering`` are those of the options
    where they are None.
    """

    name: str
    heading: str
    section: str
    contents: tuple[int, ...] = ()
    sections: tuple[str, ...] = ()
    required: bool = True
    headings: tuple[HeadingForm, HeadingForm, HeadingForm, HeadingForm] = ("own-line",) * 4
    lists: tuple[ListForm, ListForm, ListForm, ListForm] = ("paragraphs",) * 4
    list_mark: str | None = None
    numbering: Numbering | None = None


@record
class IndicatorSpec:
    """An indicator that the template offers: a row of 指标.

    A rate is what the indicators ``numerator`` together make of the indicators ``denominator``.
    """

    name: str
    label: str
    unit: str
    group: str = ""
    required: bool = False
    zero: str = ""
    department: str = ""
    adds: Literal["sum", "max", "own", "rate"] = "own"
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    help: str = ""


@record
class CheckSpec:
    """A cross-check: a comparison of indicators that has to hold, and what to say when it does not."""

    name: str
    rule: str
    message: str = ""
    severity: CheckSeverity = "error"


@record
class Options:
    """Wording and precision of figures, numbering of headings, the page, and what else a template may choose.

    Counts from a base under ``small_base`` change by a number (同比增加3起), not by per cent; 0 turns that off.
    ``no_base`` stands for a change from 0 and ``no_last`` for one from a year without a figure; where they are empty
    such a change is an error. With ``zero_base_difference`` a change from 0 is said as a number. ``times`` stands
    before 2021年的4.6倍, ``joining`` before the last of several changes.
    """

    precision: int = 2
    grouping: bool = False
    change: str = "同比"
    rise: str = "上升"
    fall: str = "下降"
    rate_rise: str = "提高"
    rate_fall: str = "降低"
    amount_rise: str = "增长"
    amount_fall: str = "减少"
    flat: str = "持平"
    small_base: int = 10
    small_rise: str = "增加"
    small_fall: str = "减少"
    zero_base_difference: bool = False
    no_base: str = ""
    no_last: str = ""
    times: str = "是"
    share: str = "占比"
    respectively: str = "分别"
    joining: str = "、"
    numbering: Numbering = ("一、", "（一）", "1.", "（1）")
    list_mark: str = "一是"
    appendix: bool = False
    appendix_title: str = "主要指标一览表"
    page: PageProfile = "gbt9704"


@record
class EditionSpec:
    """What an edition has.

    ``title`` is the item that holds its title; ``signature`` says how 署名 and 成文日期 stand: with room for a seal,
    without, or not at all. ``deadline`` is a day of the year after the one reported on (3月1日), empty for none.
    """

    title: str
    letterhead: bool
    addressee: bool
    signature: SignatureForm
    imprint: bool
    deadline: str = ""

    def due(self, year: int) -> date | None:
        """The last day for the report of that year, in the year after it; None when there is none."""
        return day_of_year(self.deadline, year + 1)


def day_of_year(day: str, year: int) -> date | None:
    """3月1日 in that year; None for what is no such day."""
    found = re.fullmatch(r"([0-9]{1,2})月([0-9]{1,2})日", day)
    try:
        return date(year, int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


EDITIONS: Final[Mapping[EditionName, EditionSpec]] = MappingProxyType(
    {
        "上报": EditionSpec("标题（上报版）", letterhead=True, addressee=True, signature="seal", imprint=True, deadline="3月1日"),
        "公开": EditionSpec("标题（公开版）", letterhead=False, addressee=False, signature="plain", imprint=False, deadline="4月1日"),
    }
)


@record
class TemplateSpec:
    """A template, read and merged with its ancestors.

    ``fonts`` says what to use for a font that the layout names, ``basis`` which rules ask for the five contents and
    set the deadlines. Cross-checks and rates name indicators of this template only.
    """

    name: str
    title: str
    version: str
    ancestry: tuple[str, ...]
    items: tuple[ItemSpec, ...]
    parts: tuple[PartSpec, ...]
    indicators: tuple[IndicatorSpec, ...]
    options: Options
    editions: Mapping[EditionName, EditionSpec] = field(default_factory=lambda: EDITIONS)
    fonts: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[CheckSpec, ...] = ()
    basis: str = BASIS

    def item(self, name: str) -> ItemSpec | None:
        """The item of that name, None when the template has none."""
        return next((i for i in self.items if i.name == name), None)

    def part(self, name: str) -> PartSpec | None:
        """The part of that name, None when the template has none."""
        return next((p for p in self.parts if p.name == name), None)
