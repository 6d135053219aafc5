"""The sample workbooks, made from sample_data/sources/*.toml.

    python tools/samples.py

Required indicators of the template that a published report does not give are filled with 不适用, and 备注 says so.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.model.template import IndicatorSpec, TemplateSpec
from generator.templating.loading import load_template
from generator.workbook.filling import Filling, IndicatorRow
from generator.workbook.writing import write_workbook

SAMPLES = Path(__file__).parent.parent / "sample_data"
_COLUMNS = {
    "this": "本年",
    "last": "上年",
    "change": "同比（手填）",
    "period": "统计时段",
    "zero": "为零时写作",
    "public": "公开",
    "department": "填报部门",
    "remark": "备注",
}
_ENTRY_COLUMNS = {
    "part": "部分",
    "section": "栏目",
    "heading": "小标题",
    "text": "正文",
    "public": "公开",
    "department": "填报部门",
    "remark": "备注",
}
_NOT_GIVEN = "公布的报告没有这一项，样例按“不适用”处理"


def filling_of(source: Mapping[str, Any], template: TemplateSpec) -> Filling:
    """What a source says, as rows of a workbook: the template's indicators in its order, then the source's own."""
    given = {row["name"]: row for row in source["indicators"]}
    rows = [IndicatorRow(spec, _typed(given.get(spec.name), spec)) for spec in template.indicators]
    offered = {spec.name for spec in template.indicators}
    rows += [
        IndicatorRow(IndicatorSpec(row["name"], row["label"], row["unit"]), _typed(row, None))
        for row in source["indicators"]
        if row["name"] not in offered
    ]
    entries = tuple({_ENTRY_COLUMNS[key]: value.strip() for key, value in row.items()} for row in source["entries"])
    return Filling(source["items"], tuple(rows), entries)


def _typed(row: Mapping[str, str] | None, spec: IndicatorSpec | None) -> dict[str, str]:
    if row is None:
        return {"本年": "不适用", "公开": "是", "备注": _NOT_GIVEN} if spec is not None and spec.required else {}
    typed = {_COLUMNS[key]: value for key, value in row.items() if key in _COLUMNS}
    if spec is not None and spec.required and not row.get("this"):
        typed |= {"本年": "不适用"}
    return typed


def sample_workbook(source: Path) -> bytes:
    """The workbook of one source file."""
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    spec = load_template(data["template"]).spec
    return write_workbook(spec, filling_of(data, spec))


def main() -> int:
    """Write every sample workbook."""
    for source in sorted((SAMPLES / "sources").glob("*.toml")):
        (SAMPLES / f"{source.stem}.xlsx").write_bytes(sample_workbook(source))
        print(SAMPLES / f"{source.stem}.xlsx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
