"""A small template for tests: two parts, two required indicators, no deadlines, the standard layout."""

from __future__ import annotations

import shutil
from pathlib import Path

STANDARD = Path(__file__).parents[2] / "templates" / "standard"
SETTINGS = """
title = "小模板"
version = "1"
[editions."上报"]
deadline = ""
[editions."公开"]
deadline = ""
[[items]]
name = "单位全称"
required = true
[[items]]
name = "单位简称"
default = "我局"
[[items]]
name = "年度"
kind = "year"
required = true
[[items]]
name = "标题（上报版）"
kind = "lines"
default = "{{ 单位全称 }}关于{{ 年度 }}年法治政府建设情况的报告"
[[items]]
name = "标题（公开版）"
kind = "lines"
default = "{{ 单位全称 }}{{ 年度 }}年法治政府建设年度报告"
[[items]]
name = "发文机关标志"
default = "{{ 单位全称 }}文件"
[[items]]
name = "发文字号"
[[items]]
name = "签发人"
[[items]]
name = "主送机关"
required = true
[[items]]
name = "抄送机关"
[[items]]
name = "印发机关"
[[items]]
name = "成文日期"
kind = "date"
[[items]]
name = "统计时段"
[[items]]
name = "附件"
kind = "lines"
[[parts]]
name = "工作"
heading = "{{ 年度 }}年工作"
section = "part"
sections = ["执法", "监督"]
contents = [1, 2, 3]
[[parts]]
name = "安排"
heading = "{{ 年度 + 1 }}年安排"
section = "part"
lists = "inline"
contents = [4, 5]
[[indicators]]
name = "刑事立案"
label = "刑事案件立案数"
unit = "起"
required = true
[[indicators]]
name = "刑事破案"
label = "刑事案件破案数"
unit = "起"
"""


def make_template(folder: Path, settings: str = SETTINGS, *, name: str = "小", sections: dict[str, str] | None = None) -> Path:
    """Write the template into ``folder``/templates, where a workbook in ``folder`` finds it."""
    home = folder / "templates" / name
    (home / "sections").mkdir(parents=True)
    (home / "template.toml").write_text(settings, encoding="utf-8")
    shutil.copyfile(STANDARD / "report.docx", home / "report.docx")
    shutil.copyfile(STANDARD / "sections" / "part.md.j2", home / "sections" / "part.md.j2")
    for file, text in {"lead.md.j2": "现将{{ 单位简称 }}有关情况报告如下：", **(sections or {})}.items():
        (home / "sections" / file).write_text(text, encoding="utf-8")
    return home
