"""What differs between two long versions, in a few words."""

from __future__ import annotations

from generator.refresh.differing import differences, shortened

LONG = "我局的工作还有差距：一是自觉性不强；二是监督力度有待加大；三是知识更新跟不上"


def test_only_what_differs_is_told() -> None:
    assert differences(LONG, LONG.replace("跟不上", "滞后")) == "“跟不上” → “滞后”"
    assert differences(LONG, LONG.replace("；二是监督力度有待加大", "").replace("三是", "二是")) == "删去“监督力度有待加大；三是”"
    assert differences("甲乙，丙丁", "甲乙，丙丁，戊己") == "加上“，戊己”"
    assert differences(LONG, LONG) == ""


def test_many_changes_are_counted_and_long_ones_are_cut() -> None:
    olds = "，".join(f"第{n}项工作已经完成甲" for n in "一二三四五六")
    assert differences(olds, olds.replace("甲", "乙丙丁")).endswith("、“甲” → “乙丙丁”等 6 处")
    assert differences("工作", "工作" + "，" * 50) == f"加上“{'，' * 30}…”"
    assert (shortened("甲" * 3, 3), shortened("甲" * 4, 3)) == ("甲甲甲", "甲甲甲…")
