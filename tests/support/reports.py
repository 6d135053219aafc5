"""Reports of the small template for tests of what they remember: built, read back, edited as people do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.archive import Member, members, unzipped, zipped
from generator.pipeline.building import build
from generator.word.store import Store, read_store
from tests.support.layouts import with_blocks
from tests.support.templates import SETTINGS, make_template
from tests.support.word import Block
from tests.support.workbooks import make_workbook

DOCUMENT = "word/document.xml"
INDICATORS = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 统计时段 | 公开 | 填报部门
刑事立案 | 刑事案件立案数 | 起 | 593 | 540 | 1至11月 | 是 | 刑侦支队
刑事破案 | 刑事案件破案数 | 起 | 480 | 400 | | 是 | 刑侦支队
"""
ENTRIES = """
部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门
工作 | 执法 | 打击犯罪 | 全年刑事立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}；走访群众3200户。 | 是 | 法制支队
安排 | | | 加强培训 | 是
安排 | | | 加强监督 | 是
"""


def built(folder: Path, *body: Block, settings: str = SETTINGS, header: Block | None = None, **more: Any) -> Path:
    """A report in ``folder``; with ``body`` in a layout of its own. What else there is goes to the workbook or to ``build``."""
    home = folder / "templates" / "小"
    if not home.exists():
        make_template(folder, settings)
    if body:
        with_blocks(home / "report.docx", *body, header=header)
    options = {key: more.pop(key) for key in ("edition", "draft", "letterhead") if key in more}
    workbook = make_workbook(folder / "甲.xlsx", **{"indicators": INDICATORS, "entries": ENTRIES, **more})
    return build(workbook, folder / "报告.docx", **options).path


def parts_of(report: Path) -> dict[str, Member]:
    """The parts of a file as the library reads them."""
    return {member.name: member for member in members(report.read_bytes(), 2**30)}


def store_of(report: Path) -> Store:
    """What the report remembers; there must be something."""
    store = read_store(parts_of(report))
    assert store is not None
    return store


def printed(report: Path) -> list[tuple[str, str]]:
    """Every value that the report remembers, with the place of its source."""
    store = store_of(report)
    return [(store.text(value), value.source.place) for value in store.values]


def edited(report: Path, change: Callable[[str], str], part: str = DOCUMENT) -> Path:
    """The report with a part changed, under another name."""
    parts = unzipped(report.read_bytes())
    before = parts[part].decode()
    after = change(before)
    assert after != before
    path = report.with_name(f"改{len(list(report.parent.glob('改*')))}.docx")
    path.write_bytes(zipped({**parts, part: after.encode()}))
    return path


def replaced(old: str, new: str) -> Callable[[str], str]:
    """A change: one text in the place of another that stands there once."""

    def change(markup: str) -> str:
        assert markup.count(old) == 1, markup.count(old)
        return markup.replace(old, new)

    return change
