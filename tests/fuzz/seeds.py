"""The real files that are harmed: workbooks, a template, Word templates and reports that people have edited."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from generator.pipeline.updating import update
from tests.support.packages import share_strings
from tests.support.reports import ENTRIES, INDICATORS, built, edited, replaced
from tests.support.word import bold, control, deleted, field, footnote, inserted, link, make_docx, p, table, text_box, tr
from tests.support.workbooks import make_workbook

SAMPLES = Path(__file__).parents[2] / "sample_data"
DATA = {"名称": "甲市", "数": 593, "真": True, "列": ["丙", "丁<&"], "表": [["甲", "1"], ["乙", "2"]]}
LAYOUT = (
    "{{p 版头 }}",
    "{{p 文首 }}",
    "{{p 正文 }}",
    table(tr("名称", "本年"), tr("{%tr for 指 in [刑事立案, 刑事破案] %}", ""), tr("{{ 指.名称 }}", "{{ 指 }}"), tr("{%tr endfor %}", "")),
    p(bold("共"), "{{ 刑事立案 }}"),
    "{{p 文尾 }}",
    "{{p 附表 }}",
    "{{p 版记 }}",
)


def make_seeds(folder: Path) -> None:
    """Write the files into an empty folder. The same files each time."""
    report = built(folder, *LAYOUT, header="{{ 单位全称 }}")
    report.rename(folder / "原.docx")
    hand = edited(folder / "原.docx", replaced("走访群众", "走访慰问群众"))
    hand.rename(folder / "手改.docx")
    make_workbook(folder / "改.xlsx", indicators=INDICATORS.replace("593", "600"), entries=ENTRIES.replace("加强监督", "加强法治监督"))
    shutil.copy(folder / "手改.docx", folder / "已更新.docx")
    update(folder / "已更新.docx", folder / "改.xlsx", when=datetime(2023, 2, 20))
    (folder / "已更新.docx.bak").unlink()
    make_workbook(folder / "再改.xlsx", indicators=INDICATORS.replace("593", "610").replace("480", "500"), entries=ENTRIES)
    share_strings(make_workbook(folder / "共享.xlsx", indicators=INDICATORS, entries=ENTRIES, items={"抄送机关": "市委依法治市办"}))
    shutil.copy(SAMPLES / "mistakes.xlsx", folder / "错.xlsx")
    shutil.copy(SAMPLES / "standard-2022.xlsx", folder / "标准.xlsx")
    make_docx(
        folder / "模板.docx",
        p("{{ 名称 }}", inserted("{{ 数 }}"), deleted("旧"), link("{{ 名称 }}"), footnote()),
        "{%p for 项 in 列 %}",
        p(field("PAGE", "{{ 项 }}"), properties="<w:keepNext/>", numbered=1),
        "{%p endfor %}",
        table(tr("{%tr for 行 in 表 %}", ""), tr("{{ 行[0] }}", table(tr("{{ 行[1] }}"))), tr("{%tr endfor %}", "")),
        table(tr("{%tc for 项 in 列 %}", "{{ 项 }}", "{%tc endfor %}")),
        control("{%p if 真 %}", "{{ 名称|upper }}", "{%p endif %}"),
        text_box("{{ 数 * 2 }}"),
        headers={"default": "{{ 名称 }}", "first": "首"},
        footers={"default": "{{ 数 }}"},
        footnotes=["{{ 名称 }}"],
    )
