"""Trials of an update: a report that was built, edited by people while its workbook was corrected, and what is made of both.

trial = tried(Ground.of(sample, folder), folder / "1", seed=1)
updated = trial.update()
verdict = trial.judged(updated)
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from generator.errors import FindingsStop
from generator.pipeline.building import build
from generator.pipeline.reading import Templates
from generator.pipeline.updating import Updated, update
from generator.word.store import Store
from tests.support.corrections import KINDS, Changes, corrected, emptied
from tests.support.judging import Case, Verdict, judged
from tests.support.layouts import slot, with_blocks
from tests.support.people import HABITS, Handled, edited, store_in
from tests.support.people.habits import Habit
from tests.support.templates import SETTINGS, make_template
from tests.support.word import Xml
from tests.support.workbooks import make_workbook

WHEN = datetime(2023, 2, 20, 9, 30)
SAMPLES = Path(__file__).parents[2] / "sample_data"
CITIES = ("standard-2022", "liuzhou-2022", "wuzhou-2021", "shantou-2020")


@dataclass(frozen=True, slots=True)
class Ground:
    """A workbook, the report that was built, and what that remembers.

    It was built from ``printed``: the workbook, or one without some figures for a draft.
    """

    workbook: Path
    printed: Path
    data: bytes
    store: Store
    templates: Templates
    draft: bool
    template: str | None = None

    @classmethod
    def of(cls, workbook: Path, folder: Path, *, draft: bool = False, template: str | None = None) -> Ground:
        templates = Templates()
        made = folder / f"{workbook.stem}{'稿' if draft else ''}"
        made.mkdir(parents=True)
        first, report = made / workbook.name, made / "报告.docx"
        shutil.copyfile(workbook, first)
        if draft:
            build(first, report, template=template, templates=templates)
            emptied(workbook, first, Random(1), 12, store_in(report.read_bytes()))
        build(first, report, draft=draft, template=template, templates=templates)
        data = report.read_bytes()
        return cls(workbook, first, data, store_in(data), templates, draft, template)


@dataclass(frozen=True, slots=True)
class Trial:
    """An edited report beside its corrected workbook, the report that would be built now, and the truth about both."""

    ground: Ground
    report: Path
    workbook: Path
    handled: Handled
    changes: Changes
    fresh: Store
    fresh_data: bytes

    def update(self, **options: Any) -> Updated:
        return update(self.report, self.workbook, template=self.ground.template, when=WHEN, templates=self.ground.templates, **options)

    def judged(self, updated: Updated) -> Verdict:
        """The verdict on the report as it lies there now."""
        result = self.report.read_bytes()
        return judged(Case(self.ground.store, self.handled, self.fresh, self.changes.rows, result, updated.corrections))


def tried(
    ground: Ground,
    folder: Path,
    seed: int,
    *,
    edits: int | None = None,
    corrections: int | None = None,
    habits: Mapping[Habit, int] = HABITS,
    kinds: Mapping[Any, int] = KINDS,
    **people: bool,
) -> Trial | None:
    """A trial; None where the corrections have left a workbook with errors, which is no update's matter."""
    random = Random(seed)
    folder.mkdir(parents=True)
    handled = edited(ground.data, random, random.randint(1, 80) if edits is None else edits, habits, **people)
    report, workbook, built = folder / "报告.docx", folder / ground.workbook.name, folder / "重建.docx"
    report.write_bytes(handled.data)
    amount = random.randint(1, 10) if corrections is None else corrections
    changes = corrected(ground.workbook, workbook, random, amount, ground.store, kinds)
    try:
        build(workbook, built, draft=ground.draft, template=ground.template, templates=ground.templates)
    except FindingsStop:
        return None
    data = built.read_bytes()
    built.unlink()
    return Trial(ground, report, workbook, handled, changes, store_in(data), data)


_SMALL_INDICATORS = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 同比（手填） | 统计时段 | 公开 | 填报部门
刑事立案 | 刑事案件立案数 | 起 | 593 | 540 | | 1至11月 | 是 | 刑侦支队
刑事破案 | 刑事案件破案数 | 起 | 480 | 400 | | | 是 | 刑侦支队
电诈破案 | 电信网络诈骗案件破案数 | 起 | 374 | | 50.2 | | 是 | 刑侦支队
挽回损失 | 挽回群众损失 | 万元 | 9800 | 12000 | | | 是 | 经侦支队
培训人次 | 法治培训人次 | 人次 | 9982 | 9982 | | | 是 | 法制支队
复议案件 | 行政复议案件 | 件 | 21 | 7 | | | 是 | 法制支队
抽查旅馆 | 抽查旅馆 | 家 | 220 | 200 | | | 是 | 治安支队
"""
_SMALL_ENTRIES = """
部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门
工作 | 执法 | 打击犯罪 | 全年刑事立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}；破案{{ 刑事破案 }}，{{ 刑事破案.同比 }}。走访3200户。 | 是
工作 | 执法 | 打击诈骗 | 侦破电信网络诈骗{{ 电诈破案 }}，为群众挽回损失{{ 挽回损失 }}，{{ 挽回损失.同比 }}，打防并举，形成合力。 | 是
工作 | 执法 | 治安管理 | 抽查旅馆{{ 抽查旅馆 }}，发现问题21个，收到意见48条，全部整改到位，行业秩序好转。 | 是 | 治安支队
工作 | 监督 | 教育培训 | 组织法治培训{{ 培训人次 }}，{{ 培训人次.同比 }}，考试合格率98.5%，队伍素质提升。 | 是 | 法制支队
工作 | 监督 | 复议应诉 | 办理行政复议{{ 复议案件 }}，{{ 复议案件.同比 }}，行政机关负责人出庭率100%，有关单位及时改进工作。 | 是 | 法制支队
安排 | | | 加强培训，培训不少于20场 | 是 | 法制支队
安排 | | | 加强监督，按季通报 | 是 | 法制支队
安排 | | | 加强宣传，深入社区 | 是 | 法制支队
"""
_HOMES = ("[options]\nappendix = true\n", "{{ 单位全称 }}{{ 年度 }}年报告，刑事立案{{ 刑事立案 }}")


def small_ground(folder: Path, *, draft: bool = False) -> Ground:
    """A report of a page with a header and a table of indicators."""
    folder.mkdir(parents=True)
    options, header = _HOMES
    home = make_template(folder, SETTINGS + options)
    body = [Xml(slot(name)) for name in ("版头", "文首", "正文", "文尾", "附表", "版记")]
    with_blocks(home / "report.docx", *body, header=header)
    items = {"抄送机关": "市司法局", "印发机关": "甲市公安局办公室", "标题（上报版）": None}
    workbook = make_workbook(folder / "甲.xlsx", indicators=_SMALL_INDICATORS, entries=_SMALL_ENTRIES, items=items)
    return Ground.of(workbook, folder / "甲", draft=draft, template=str(home))
