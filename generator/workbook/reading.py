"""Tables → the data of a report, with every problem of every sheet in one round."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from generator.diagnostics import Diagnostic, Findings, Place, Severity
from generator.model.amounts import MISSING, Amount
from generator.model.provenance import Cell
from generator.model.report import Entry, Indicator, Item, ReportData
from generator.model.template import ItemKind, TemplateSpec
from generator.workbook.columns import CLOSING, ENTRIES, GUIDE, INDICATORS, ITEMS, LEAD
from generator.workbook.sheets import MAX_TEXT, Content, Sheets, Table
from generator.workbook.typed import (
    TEXT_UNIT,
    Misread,
    as_found,
    read_amount,
    read_change,
    read_date,
    read_public,
    read_year,
    squeeze,
)

T = TypeVar("T")
# Words that mean something else inside {{ }}: Jinja's, and the names that templates always see.
_TAKEN = frozenset(
    "and or not in is if else elif for true false none True False None recursive ignore missing with without context "
    "self super caller loop varargs kwargs range dict block endblock extends include import from as set macro call filter "
    "条目 部分 栏目 大纲 全部条目 指标 版本 版头 文首 正文 文尾 附表 版记 上级 没有内容也印".split()
)
TEMPLATE_LABEL = "模板"


def template_named(sheets: Sheets) -> str:
    """The template that 填写说明 names (``模板 | standard``), empty when it names none."""
    for row in sheets.guide:
        for label, value in pairwise(row):
            if squeeze(label).rstrip(":") == TEMPLATE_LABEL:
                return value.split()[0] if value.split() else ""
    return ""


def read_report(sheets: Sheets, template: TemplateSpec, findings: Findings) -> ReportData:
    """All that the workbook says. What can't be taken is reported with its cell and left out."""
    reader = _Reader(findings)
    items = reader.items(sheets.tables.get(ITEMS), template)
    indicators = reader.indicators(sheets.tables.get(INDICATORS), {*items, *(i.name for i in template.items)})
    entries = reader.entries(sheets.tables.get(ENTRIES), template)
    return ReportData(sheets.file, template.name, items, indicators, entries)


class _Reader:
    """Reads cell by cell and notes what is wrong with each."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def complain(self, code: str, cell: Cell, message: str, hint: str, severity: Severity = "error", text: str | None = None) -> None:
        place = Place(file=cell.workbook, sheet=cell.sheet, cell=cell.address, text=text)
        self.findings.add(Diagnostic(code, severity, message, hint, place))

    def sound(self, content: Content) -> bool:
        """Whether the cell can be read at all."""
        if content.fault == "error":
            self.complain(
                "cell-error",
                content.at,
                f"单元格是错误值 {content.value}，应填数字或文字",
                "请改正公式，或直接填写结果",
                text=str(content.value),
            )
        elif content.fault == "uncalculated":
            self.complain(
                "formula-not-calculated",
                content.at,
                "这是公式，但文件里没有它的计算结果",
                "请在 Excel 或 WPS 里打开工作簿并保存一次，再运行",
            )
        elif content.fault == "too-long":
            self.complain("text-too-long", content.at, f"文字超过 {MAX_TEXT} 字", "请分成几行填写", text=str(content.value))
        return not content.fault

    def taken(self, content: Content, read: T | Misread, instead: T) -> T:
        """The value read; when it can't be taken, a complaint and what to use instead."""
        if not isinstance(read, Misread):
            return read
        found = as_found(content.value)
        self.complain(read.code, content.at, f"填的是“{found}”，{read.expected}", read.hint, text=found)
        return instead

    def items(self, table: Table | None, template: TemplateSpec) -> dict[str, Item]:
        if table is None:
            return {}
        known = {squeeze(spec.name): spec for spec in template.items}
        items: dict[str, Item] = {}
        for row in table.rows:
            label = self.text(row, "项目")
            if not label:
                continue
            spec = known.get(squeeze(label))
            name = spec.name if spec else unicodedata.normalize("NFKC", label)
            content = row["内容"]
            if name in items:
                twice = f"项目“{as_found(name)}”写了两行（另一行在 {items[name].cell.address}）"
                self.complain("item-twice", row["项目"].at, twice, "请只留一行")
                continue
            value = self.item_value(content, spec.kind if spec else "text")
            if spec and spec.choices and value is not None and squeeze(str(value)) not in {squeeze(c) for c in spec.choices}:
                self.complain(
                    "not-a-choice",
                    content.at,
                    f"填的是“{as_found(value)}”，“{name}”一般是 {'、'.join(spec.choices)}",
                    "请从下拉列表里选；确需如此可以不管",
                    "warning",
                )
            items[name] = Item(name, value, content.at)
        return items

    def item_value(self, content: Content, kind: ItemKind) -> str | int | date | None:
        if not self.sound(content):
            return None
        if kind == "year":
            return self.taken(content, read_year(content.value), None)
        if kind == "date":
            return self.taken(content, read_date(content.value), None)
        return content.text or None

    def indicators(self, table: Table | None, item_names: set[str]) -> dict[str, Indicator]:
        indicators: dict[str, Indicator] = {}
        if table is None:
            return indicators
        for row in table.rows:
            indicator = self.indicator(row, item_names)
            if indicator is None:
                continue
            if indicator.name in indicators:
                other = indicators[indicator.name].cells["引用名"]
                self.complain(
                    "name-twice",
                    row["引用名"].at,
                    f"引用名“{as_found(indicator.name)}”与 {other} 重复",
                    "请改成不同的引用名，或删去其中一行",
                )
                continue
            indicators[indicator.name] = indicator
        return indicators

    def indicator(self, row: Mapping[str, Content], item_names: set[str]) -> Indicator | None:
        raw = self.text(row, "引用名")
        if row["引用名"].fault:
            return None
        unit = squeeze(self.text(row, "单位"))
        filled = [h for h in ("单位", "本年", "上年") if row[h].value is not None]
        if not raw:
            if filled:
                self.complain("name-missing", row["引用名"].at, "这一行填了数据，却没有引用名", "请填引用名，例如 刑事立案")
            return None
        name = squeeze(raw)
        if not self.usable_name(row["引用名"], raw, name, item_names):
            return None
        if not unit and not row["单位"].fault and any(row[h].value is not None for h in ("本年", "上年")):
            self.complain(
                "unit-missing", row["单位"].at, f"“{as_found(name)}”没有单位", "请填单位，例如 起、件、人；比率填 %，文字结果填 文本"
            )
        return Indicator(
            name=name,
            label=self.text(row, "指标名称") or name,
            unit=unit,
            this=self.amount(row["本年"], unit),
            last=self.amount(row["上年"], unit),
            cells={heading: content.at for heading, content in row.items()},
            change_typed=self.change(row.get("同比（手填）")),
            period=self.text(row, "统计时段"),
            zero=self.text(row, "为零时写作"),
            public=self.public(row),
            department=self.text(row, "填报部门"),
            filler=self.text(row, "填报人"),
            note=self.text(row, "核对说明"),
            remark=self.text(row, "备注"),
        )

    def usable_name(self, content: Content, raw: str, name: str, item_names: set[str]) -> bool:
        if name in _TAKEN or keyword.iskeyword(name):
            self.complain("name-taken", content.at, f"引用名“{name}”是模板语言的保留词", "请换一个名称", text=raw)
            return False
        if not name.isidentifier() or name.startswith("_"):
            fit = "".join(c for c in name if c == "_" or c.isalnum()).lstrip("0123456789_")
            hint = f"只用汉字、字母、数字和下划线，不以数字开头，不带括号、% 和标点{'，例如 ' + fit[:20] if fit.isidentifier() else ''}"
            self.complain("name-unusable", content.at, f"引用名“{as_found(raw)}”不能用", hint, text=raw)
            return False
        if name in item_names:
            self.complain("name-taken", content.at, f"引用名“{name}”与“基本信息”里的项目同名", "请换一个名称", text=raw)
            return False
        return True

    def amount(self, content: Content, unit: str) -> Amount:
        if not self.sound(content):
            return MISSING
        return self.taken(content, read_amount(content.value, unit or TEXT_UNIT, percent_format=content.percent_format), MISSING)

    def change(self, content: Content | None) -> Decimal | None:
        if content is None or not self.sound(content):
            return None
        return self.taken(content, read_change(content.value, percent_format=content.percent_format), None)

    def text(self, row: Mapping[str, Content], heading: str) -> str:
        content = row.get(heading)
        return content.text if content is not None and self.sound(content) else ""

    def public(self, row: Mapping[str, Content]) -> bool | None:
        content = row.get("公开")
        if content is None or not self.sound(content):
            return None
        return self.taken(content, read_public(content.value), None)

    def entries(self, table: Table | None, template: TemplateSpec) -> tuple[Entry, ...]:
        if table is None:
            return ()
        parts = {squeeze(name): name for name in (LEAD, CLOSING, *(p.name for p in template.parts))}
        entries = []
        part = section = ""
        for row in table.rows:
            named = self.text(row, "部分")
            named = parts.get(squeeze(named), " ".join(named.split()))
            if named and named != part:
                part, section = named, ""
            section = " ".join(self.text(row, "栏目").split()) or section
            heading = " ".join(self.text(row, "小标题").split())
            text = self.text(row, "正文")
            public = self.public(row)
            if not text:
                if heading and not row["正文"].fault:
                    self.complain("text-missing", row["正文"].at, f"有小标题“{heading}”，正文却是空的", "请填正文，或删去这一行", "warning")
                continue
            if not part:
                self.complain("part-missing", row["部分"].at, "这一行没有写属于哪个部分，上面也没有", "请从下拉列表里选“部分”")
                continue
            cells = {h: content.at for h, content in row.items()}
            department, remark = self.text(row, "填报部门"), self.text(row, "备注")
            entries.append(Entry(part, section, heading, text, cells, public, department, remark))
        return tuple(entries)


__all__ = ["GUIDE", "read_report", "template_named"]
