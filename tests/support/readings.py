"""A workbook read with a small template that is given as data, so that no template file is involved."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Findings
from generator.model.report import ReportData
from generator.model.template import IndicatorSpec, ItemSpec, Options, PartSpec, TemplateSpec
from generator.workbook.reading import read_report
from generator.workbook.sheets import read_sheets

SPEC = TemplateSpec(
    name="小",
    title="小模板",
    version="1.2",
    ancestry=("小",),
    items=(
        ItemSpec("单位全称", required=True, help="规范全称"),
        ItemSpec("年度", "year", required=True),
        ItemSpec("标题（上报版）", "lines", default="报告"),
        ItemSpec("主送机关", required=True),
        ItemSpec("紧急程度", "choice", choices=("特急", "加急")),
        ItemSpec("成文日期", "date", at_signing=True),
    ),
    parts=(
        PartSpec("工作", "工作", "part", (1,), ("执法", "监督")),
        PartSpec("安排", "安排", "part", (4,)),
        PartSpec("其他", "其他", "part", (5,), required=False),
    ),
    indicators=(
        IndicatorSpec("刑事立案", "刑事案件立案数", "起", group="打击", required=True, department="刑侦支队", help="按立案决定书统计。"),
        IndicatorSpec("破案率", "刑事案件破案率", "%", group="打击", department="刑侦支队"),
        IndicatorSpec("行政诉讼", "行政诉讼案件数", "件", group="监督", required=True, zero="无行政诉讼案件", department="法制支队"),
        IndicatorSpec("考评", "法治考评名次", "文本", group="监督"),
    ),
    options=Options(),
)


def read(path: Path, spec: TemplateSpec = SPEC) -> tuple[ReportData, list[str]]:
    """What the workbook says, and every complaint as the clerk sees it."""
    data, findings = read_all(path, spec)
    return data, [str(found) for found in findings]


def read_all(path: Path, spec: TemplateSpec = SPEC) -> tuple[ReportData, Findings]:
    """What the workbook says, and the findings themselves."""
    findings = Findings()
    return read_report(read_sheets(path, findings), spec, findings), findings
