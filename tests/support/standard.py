"""A complete workbook of the standard template, for tests of templates that extend it: every part, figures that rise and fall."""

from __future__ import annotations

from pathlib import Path

from generator.templating.loading import load_template
from generator.workbook.filling import Filling, IndicatorRow
from generator.workbook.writing import write_workbook

ITEMS = {
    "单位全称": "甲市公安局",
    "年度": "2022",
    "主送机关": "市委、市人民政府，省公安厅",
    "抄送机关": "市委依法治市办",
    "成文日期": "2023年2月20日",
    "印发机关": "甲市公安局办公室",
}
LAST_YEAR = {"刑事立案": "80", "刑事破案": "50", "电诈破案": "125"}
ENTRIES = [
    (
        "主要举措和成效",
        "健全行政执法工作体系",
        "打击犯罪",
        "立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}；破案{{ 刑事破案 }}，{{ 刑事破案.同比 }}。",
    ),
    ("主要举措和成效", "健全行政执法工作体系", "反诈", "侦破电信网络诈骗案件{{ 电诈破案 }}，{{ 电诈破案.同比 }}。"),
    ("主要举措和成效", "健全依法行政制度体系", "", "审核文件{{ 合法性审核 }}。"),
    ("存在的不足和原因", "存在的不足", "", "执法监督力量不足"),
    ("存在的不足和原因", "存在的不足", "", "普法形式单一"),
    ("存在的不足和原因", "产生的原因", "", "人员编制紧张"),
    ("第一责任人履职情况", "", "带头学法", "组织学习{{ 第一议题学习 }}。"),
    ("下一年度主要安排", "", "", "加强执法监督"),
    ("下一年度主要安排", "", "", "深化普法宣传"),
]


def standard_workbook(path: Path) -> Path:
    """Write it: every required indicator is 100."""
    spec = load_template("standard").spec
    rows = tuple(
        IndicatorRow(indicator, {"本年": "100", "上年": LAST_YEAR.get(indicator.name, ""), "公开": "是"} if indicator.required else {})
        for indicator in spec.indicators
    )
    entries = tuple(
        {"部分": part, "栏目": section, "小标题": heading, "正文": text, "公开": "是"} for part, section, heading, text in ENTRIES
    )
    path.write_bytes(write_workbook(spec, Filling(ITEMS, rows, entries)))
    return path
