"""A report with withheld rows and a withheld indicator, edited as people do, and its published edition."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.diagnostics import Diagnostic
from generator.errors import FindingsStop
from generator.pipeline.building import build
from generator.pipeline.publishing import Published, publish
from tests.support.reports import DOCUMENT, parts_of
from tests.support.templates import SETTINGS, make_template
from tests.support.word import text_of
from tests.support.workbooks import make_workbook

INDICATORS = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开
刑事立案 | 刑事案件立案数 | 起 | 593 | 540 | 是
刑事破案 | 刑事案件破案数 | 起 | 480 | 400 | 是
警力 | 专项行动投入警力 | 人次 | 4867 | 3900 | 否
"""
ENTRIES = """
部分 | 栏目 | 小标题 | 正文 | 公开
工作 | 执法 | 打击犯罪 | 全年刑事立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}；破案{{ 刑事破案 }}。 | 是
工作 | 执法 | 专项部署 | 组织“清源”秘密专项行动，投入警力{{ 警力 }}，摸排线索2917条，逐条落地核查。 | 否
工作 | 执法 | 规范办案 | 办案中心全部建成，执法全程留痕，群众满意率逐年提高。 | 是
工作 | 监督 | 内部督察 | 对重点岗位开展不打招呼的内部督察，发现问题37个，均已整改到位。 | 否
工作 | 监督 | 接受监督 | 主动向人大报告工作，办理代表建议和政协提案，满意率百分之百。 | 是
安排 | | | 加强执法培训 | 是
安排 | | | 建设秘密情报研判专班 | 否
安排 | | | 加强普法宣传 | 是
"""
LEAD = "现将{{ 单位简称 }}有关情况{{ '公布' if 版本 == '公开' else '报告' }}如下："


def home(folder: Path, *, entries: str = ENTRIES, indicators: str = INDICATORS, settings: str = SETTINGS, **items: object) -> Path:
    """A workbook and its upward report in ``folder``; the report."""
    if not (folder / "templates").exists():
        make_template(folder, settings, sections={"lead.md.j2": LEAD, "closing.md.j2": "{% if 版本 == '上报' %}特此报告。{% endif %}"})
    workbook = make_workbook(folder / "甲.xlsx", items=items or None, indicators=indicators, entries=entries)
    return build(workbook, folder / "报告.docx").path


def published(report: Path, **more: object) -> Published:
    """What ``publish`` writes, over what it has written before."""
    target = report.parent / "公开.docx"
    target.unlink(missing_ok=True)
    return publish(report, report.parent / "甲.xlsx", target, **more)  # type: ignore[arg-type]


def words(report: Path) -> list[str]:
    """The lines of the published edition that are not blank."""
    return [line for line in text_of(published(report).path).splitlines() if line.strip() and not line.startswith(("property", "footer"))]


def refusals(report: Path, **more: object) -> list[Diagnostic]:
    """The errors for which it is not published."""
    try:
        published(report, **more)
    except FindingsStop as stop:
        assert not (report.parent / "公开.docx").exists()
        return stop.findings.errors
    return []


def fresh(report: Path) -> list[str]:
    """The lines of a published edition that is built of the workbook."""
    made = build(report.parent / "甲.xlsx", report.parent / "新.docx", edition="公开").path
    return [line for line in text_of(made).splitlines() if line.strip() and not line.startswith(("property", "footer"))]


def markup(report: Path) -> str:
    """The document of a report."""
    return parts_of(report)[DOCUMENT].content().decode()


def paragraph(text: str) -> Callable[[str], str]:
    """The markup of the paragraph in which the text stands."""

    def find(document: str) -> str:
        return next(each for each in re.findall(r"<w:p>.*?</w:p>", document) if text in re.sub("<[^>]*>", "", each))

    return find
