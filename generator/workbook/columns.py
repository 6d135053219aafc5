"""The sheets and column headings that a workbook has: the contract with everybody who fills one in."""

from __future__ import annotations

import re

from generator.workbook.typed import squeeze

GUIDE, ITEMS, INDICATORS, ENTRIES = "填写说明", "基本信息", "指标", "报告内容"
LISTS = "选项"  # what can be chosen in the others

ITEM_COLUMNS = ("项目", "内容", "说明")
INDICATOR_COLUMNS = (
    "引用名", "指标名称", "单位", "本年", "上年", "同比", "同比（手填）", "统计时段", "为零时写作",
    "公开", "填报部门", "填报人", "核对说明", "引用", "备注",
)  # fmt: skip
ENTRY_COLUMNS = ("部分", "栏目", "小标题", "正文", "公开", "填报部门", "备注")

NEEDED = {
    ITEMS: ("项目", "内容"),
    INDICATORS: ("引用名", "指标名称", "单位", "本年", "上年"),
    ENTRIES: ("部分", "栏目", "小标题", "正文"),
}
COLUMNS = {ITEMS: ITEM_COLUMNS, INDICATORS: INDICATOR_COLUMNS, ENTRIES: ENTRY_COLUMNS}

LEAD, CLOSING = "导语", "结语"

_REMARK = re.compile(r"[(\[【〔].*")


def column_of(heading: object, known: tuple[str, ...]) -> str | None:
    """The column that a heading cell names, whatever its blanks, brackets' width or the remark behind it.

    ``本年（2022年）`` is 本年; ``同比（手填）`` is a column of its own. None for a column of the user's.
    """
    text = squeeze(str(heading)) if heading is not None else ""
    by_key = {squeeze(name): name for name in known}
    return by_key.get(text) or by_key.get(_REMARK.sub("", text))
