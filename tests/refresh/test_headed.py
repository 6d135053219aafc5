"""A heading whose rows are gone from the workbook stays while people have something under it."""

from __future__ import annotations

from generator.refresh.plans import Plan
from tests.support.plans import DOCUMENT, Lines, carried_out, fates, planned

OVERSIGHT = ["（二）监督", "1.内部", "开展检查。", "2.外部", "接受监督。"]
BASE = ["一、工作", "（一）执法", "严格执法。", "规范办案流程。", *OVERSIGHT, "特此报告。"]
LEVELS = {"一、": 1, "（": 2, "1.": 3, "2.": 3}


def updated(now: Lines, fresh: Lines, base: Lines = BASE) -> tuple[Plan, list[str]]:
    levels = {n: level for n, text in enumerate(now, 1) for begin, level in LEVELS.items() if str(text).startswith(begin)}
    made = planned(base, now, fresh, levels=levels)
    return made, carried_out(made, now, fresh)


def without(*gone: str) -> list[str]:
    return [line for line in BASE if line not in gone]


def edited(old: str, *new: str) -> list[str]:
    at = BASE.index(old)
    return [*BASE[:at], *new, *BASE[at + 1 :]]


FRESH = without(*OVERSIGHT)


def test_headings_go_with_all_that_stands_under_them() -> None:
    made, text = updated(BASE, FRESH)
    assert text == FRESH
    assert {fate for fate, *_ in fates(made)} == {"updated"}


def test_headings_above_an_edited_paragraph_stay_and_are_conflicts_with_it() -> None:
    now = edited("开展检查。", "认真开展检查。")
    made, text = updated(now, FRESH)
    assert text == ["一、工作", "（一）执法", "严格执法。", "规范办案流程。", "（二）监督", "1.内部", "认真开展检查。", "特此报告。"]
    assert [(c.fate, c.old, c.heads) for c in made.corrections if c.fate != "updated"] == [
        ("conflict", "（二）监督", True),
        ("conflict", "1.内部", True),
        ("conflict", "开展检查。", False),
    ]
    said, settled = made.remarks[0].text.split("，请定：")
    assert said == "工作簿里这个标题已经删去，稿中在它下面还有改过或加上的段落"
    assert settled == "要留，请在工作簿里恢复；不留，请连同下面的段落从稿中删去。（工作簿）"
    assert [remark.place.line for remark in made.remarks] == [5, 6, 7]


def test_a_heading_stays_for_a_paragraph_that_people_put_under_it() -> None:
    made, text = updated(edited("接受监督。", "接受监督。", "另有人加的一段话。"), FRESH)
    assert text[4:] == ["（二）监督", "2.外部", "另有人加的一段话。", "特此报告。"]
    assert [old for fate, old, *_ in fates(made) if fate == "conflict"] == ["（二）监督", "2.外部"]


def test_a_heading_that_goes_alone_goes_whatever_people_made_of_its_rows() -> None:
    fresh = without("（一）执法")
    made, text = updated(edited("严格执法。", "严格文明执法。"), fresh)
    assert text == ["一、工作", "严格文明执法。", *BASE[3:]]
    assert [fate for fate, *_ in fates(made)] == ["updated"]


def test_what_stands_under_the_next_heading_keeps_none() -> None:
    fresh = without("（一）执法", "严格执法。", "规范办案流程。")
    now = edited("开展检查。", "认真开展检查。")
    assert updated(now, fresh)[1] == ["一、工作", *now[4:]]


def test_the_heading_is_asked_about_until_its_paragraph_is_gone() -> None:
    now = edited("开展检查。", "认真开展检查。")
    made, text = updated(now, FRESH)
    remembered = list(made.store.lines[DOCUMENT])
    again, same = updated(text, FRESH, remembered)
    assert (again.edits, again.remarks, same) == ((), made.remarks, text)
    settled, left = updated([line for line in text if line != "认真开展检查。"], FRESH, remembered)
    assert left == FRESH
    assert "conflict" not in [fate for fate, *_ in fates(settled)]
