"""Split, fill in at random, shuffle, rename, add rows, plant conflicts, collect: nothing lost, nothing doubled, sums right."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.workbook.collected.rulings import TAKE
from tests.support.hands import collected, conflicts, figures, filled_in, handed_out, noted, shuffled, signed, texts

DEPARTMENTS = ("刑侦支队", "治安支队", "法制支队")
WORDS = ("打击", "宣传", "培训", "检查", "整治", "督办")
SHARED = ("接警", "最高", "口号")
COUNTS = st.integers(0, 10**6)


@dataclass
class Plan:
    """What each department is going to answer, and what must come of it."""

    figures: dict[str, dict[str, int]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    own: dict[str, list[int]] = field(default_factory=dict)
    own_texts: dict[str, list[str]] = field(default_factory=dict)
    twice: dict[str, int] = field(default_factory=dict)
    cleared: dict[str, list[str]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    order: int = 0

    def has_said(self, department: str) -> bool:
        """Whether its form says anything at all."""
        said = (self.figures, self.texts, self.own, self.own_texts, self.cleared)
        return department in self.signed or any(told.get(department) for told in said)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    plan = Plan(order=draw(st.integers(0, 999)))
    for number, department in enumerate(DEPARTMENTS):
        if draw(st.booleans()) and number:
            if draw(st.booleans()):
                plan.unchanged.append(department)
            continue  # a late one
        if draw(st.booleans()):
            plan.signed.append(department)
        asked = [f"数{number}{n}" for n in range(3)]
        plan.figures[department] = {name: draw(COUNTS) for name in asked if draw(st.booleans())}
        plan.figures[department] |= {name: draw(COUNTS) for name in SHARED if draw(st.booleans())}
        titles = [f"题{number}{n}" for n in range(3)]
        plan.texts[department] = {title: _words(draw, title) for title in titles if draw(st.booleans())}
        plan.own[department] = draw(st.lists(COUNTS, max_size=2))
        plan.own_texts[department] = [_words(draw, f"{department}自{n}") for n in range(draw(st.integers(0, 2)))]
        if plan.figures[department] and draw(st.booleans()):
            plan.twice[department] = draw(COUNTS)
        plan.cleared[department] = [name for name in asked if draw(st.integers(0, 3)) == 0]
    return plan


def _words(draw: st.DrawFn, title: str) -> str:
    """A text of its own: figures and the same words in another order are what real rows differ by."""
    said = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
    return f"{title}：{'，'.join(said)}{draw(st.integers(0, 99))}次。"


def _tables() -> tuple[str, str]:
    head = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 填报部门 | 填报人 | 统计时段 | 公开 | 备注 | 核对说明 | 同比（手填）\n"
    own = "".join(f"数{n}{m} | 数{n}{m} | 起 | | 1 | {name}\n" for n, name in enumerate(DEPARTMENTS) for m in range(3))
    shared = "".join(f"{name} | {name} | 起 | | | {'、'.join(DEPARTMENTS)}\n" for name in SHARED)
    entries = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门 | 备注\n"
    entries += "".join(f"工作 | 执法 | 题{n}{m} | | | {name}\n" for m in range(3) for n, name in enumerate(DEPARTMENTS))
    return head + own + shared, entries + "安排 | | | 安排已定。"


def _send_back(folder: Path, plan: Plan) -> None:
    indicators, entries = _tables()
    files = handed_out(folder, indicators=indicators, entries=entries)
    mixed = random.Random(plan.order)
    for number, department in enumerate(plan.figures):
        own = [
            {"引用名": f"新{department}{n}", "指标名称": f"新{n}", "单位": "件", "本年": value}
            for n, value in enumerate(plan.own[department])
        ]
        more = [{"部分": "安排", "正文": text} for text in plan.own_texts[department]]
        name = folder / "收回" / f"{mixed.randrange(10**6)}-{number}.xlsx"
        told = plan.figures[department], plan.texts[department]
        cells: dict[tuple[str, str], object] = {(each, "上年"): None for each in plan.cleared[department]}
        filled_in(files[department], name, *told, cells=cells, own=own, own_texts=more, edit=shuffled(mixed.shuffle))
        if department in plan.signed:
            signed(name, department)
        if department in plan.twice:
            first = next(iter(plan.figures[department]))
            other = {**plan.figures[department], first: plan.twice[department]}
            filled_in(files[department], name.with_name(f"副本{number}.xlsx"), other, plan.texts[department], cells=cells)
    for department in plan.unchanged:
        filled_in(files[department], folder / "收回" / f"原样{mixed.randrange(10**6)}.xlsx", edit=shuffled(mixed.shuffle))


def _states(plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """How each department must stand, and whether it is asked who filled in its form."""
    for number, department in enumerate(DEPARTMENTS):
        if department not in plan.figures:
            yield department, "原样交回" if department in plan.unchanged else "未交", department in plan.unchanged
        elif not plan.has_said(department):
            yield department, "原样交回", True
        else:
            named = {f"数{number}{n}" for n in range(3)} | set(SHARED)
            is_whole = named <= plan.figures[department].keys() and len(plan.texts[department]) == 3
            yield department, "已交" if is_whole else "有空缺", department not in plan.signed


def _expected(plan: Plan) -> tuple[dict[str, int], set[str]]:
    """The figures that must stand there, and the indicators that must be in conflict."""
    found: dict[str, int] = {}
    disputed = set[str]()
    for department, answers in plan.figures.items():
        first = next(iter(answers), "")
        if department in plan.twice and plan.twice[department] != answers[first]:
            disputed.add(first)
        found |= {name: value for name, value in answers.items() if name not in SHARED}
        found |= {f"新{department}{n}": value for n, value in enumerate(plan.own[department])}
    for name in SHARED:
        said = [answers[name] for answers in plan.figures.values() if name in answers]
        if name == "口号":
            if len(set(said)) > 1:
                disputed.add(name)
            found |= {name: said[0]} if said else {}
        elif len(said) == len(DEPARTMENTS):
            found[name] = sum(said) if name == "接警" else max(said)
    return {name: value for name, value in found.items() if name not in disputed}, disputed


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_what_comes_back_is_collected_whole(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "收回").mkdir()
        _send_back(folder, plan)
        done = collected(folder)
        wanted, disputed = _expected(plan)
        cleared = {f"{name}.上年" for names in plan.cleared.values() for name in names}
        assert figures(done.path) == wanted
        assert set(figures(done.path, "上年").values()) == {1}
        assert sorted(conflict.split()[0] for conflict in conflicts(done)) == sorted({f"{name}.本年" for name in disputed} | cleared)
        assert [(each.department, each.state, bool(each.remarks)) for each in done.standings] == list(_states(plan))
        said = [text for told in plan.texts.values() for text in told.values()] + [t for told in plan.own_texts.values() for t in told]
        assert Counter(text[2] for text in texts(done.path)) == Counter([*said, "安排已定。"])
        before = done.path.read_bytes()
        again = collected(folder)
        assert not again.written
        assert (done.path.read_bytes(), again.matters) == (before, done.matters)
        # What the drafter moves meanwhile is found again, and nothing comes twice.
        book = load_workbook(done.path)
        mixed = random.Random(plan.order)
        kept_last = set(figures(done.path, "上年"))
        shuffled(mixed.shuffle)(book["指标"])
        book.save(done.path)
        assert figures(collected(folder).path) == wanted
        # What the drafter decides is done, once, and nothing else.
        for each in done.conflicts:
            choice = mixed.choice(each.choices)
            answer = mixed.choice(each.answers)
            noted(done, None, each.name)
            noted(done, choice, each.name, answer.department if choice == TAKE and len({a.department for a in each.answers}) > 1 else "")
            if choice == TAKE:
                first = next(a for a in each.answers if a.department == answer.department)
                wanted |= {each.name.removesuffix(".本年"): int(first.text)} if each.heading == "本年" else {}
                kept_last -= {each.name.removesuffix(".上年")}
        done = collected(folder)
        assert conflicts(done) == []
        assert figures(done.path) == wanted
        assert figures(done.path, "上年").keys() == kept_last
        again = collected(folder)
        assert (again.written, again.settled) == (False, done.settled)


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(COUNTS, st.none() | COUNTS, st.none() | COUNTS), min_size=3, max_size=3), st.integers(0, 999))
def test_what_the_drafter_and_the_departments_change_meanwhile_is_merged_cell_by_cell(
    figures_of: list[tuple[int, int | None, int | None]], order: int
) -> None:
    """Of each figure: what came first, what the drafter made of it, and what the department sent later."""
    names = [f"数0{n}" for n in range(3)]
    mixed = random.Random(order)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        indicators, entries = _tables()
        sent = handed_out(folder, indicators=indicators, entries=entries)[DEPARTMENTS[0]]
        first = {each: told[0] for each, told in zip(names, figures_of, strict=True)}
        filled_in(sent, folder / "收回" / "一.xlsx", first, own_texts=[{"部分": "安排", "正文": "还要培训。"}])
        path = collected(folder).path
        book = load_workbook(path)
        for row in book["指标"].iter_rows(min_row=2):
            drafted = dict(zip(names, figures_of, strict=True)).get(str(row[0].value), (0, None, None))[1]
            if drafted is not None:
                row[3].value = drafted
        shuffled(mixed.shuffle)(book["指标"])
        book.save(path)
        later = {each: told[0] if told[2] is None else told[2] for each, told in zip(names, figures_of, strict=True)}
        (folder / "收回" / "一.xlsx").unlink()
        filled_in(
            sent, folder / "收回" / "改.xlsx", later, own_texts=[{"部分": "安排", "正文": "还要培训。"}], edit=shuffled(mixed.shuffle)
        )
        done = collected(folder)
        wanted, disputed = {}, set()
        for each, (was, drafted, now) in zip(names, figures_of, strict=True):
            is_drafted, is_new = drafted not in (None, was), now not in (None, was)
            wanted[each] = drafted if is_drafted else now if is_new else was
            if is_drafted and is_new and drafted != now:
                disputed.add(f"{each}.本年 两边都改了")
        assert figures(done.path) == wanted
        assert set(conflicts(done)) == disputed
        assert [text[2] for text in texts(done.path)].count("还要培训。") == 1
        assert not collected(folder).written
