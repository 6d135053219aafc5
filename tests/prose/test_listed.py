from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.numerals import chinese_numeral
from generator.prose.listed import announcement, begins_list, miscounted
from generator.prose.quantities import even


def wrong(text: str) -> list[tuple[str, int, int]]:
    level = even(text)
    return [(level[found.start : found.end], found.announced, found.told) for found in miscounted(level)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("印发《甲指引》《乙指引》《丙指引》等2份指引。", ("2份", 2, 3)),
        ("印发《甲办法》《乙方案》三个文件，规范执法。", ("三个", 3, 2)),
        ("印发《甲办法》、《乙方案》和《丙细则》两个文件。", ("两个", 2, 3)),
        ("制定6份执法指引《甲》《乙》《丙》《丁》《戊》。", ("6份", 6, 5)),
        ("出台三项制度：《甲制度》《乙制度（试行）》。", ("三项", 3, 2)),
        ("出台三项制度:《甲制度》(试行)《乙制度》。", ("三项", 3, 2)),
        ("出台两项制度，分别是《甲》《乙》《丙》。", ("两项", 2, 3)),
        ("四项指标分别优于“减时间75%”“跑动0.21次”“即办42.86%”。", ("四项", 4, 3)),
        ("采取四项措施：一是加强学习；二是加强考核；三是加强监督。", ("四项", 4, 3)),
        ("抓好以下两个方面:一是学习;二是考核;三是监督.", ("两个方面", 2, 3)),
        ("主要有三个方面，一是学习不够；二是考核不严。", ("三个方面", 3, 2)),
        ("重点抓三项工作：\n（一）学习。甲\n（二）考核。乙", ("三项", 3, 2)),
        ("重点抓两项工作：1.学习；2.考核；3.监督。", ("两项", 2, 3)),
        ("重点抓2项工作：（1）学习；（2）考核；（3）监督。", ("2项", 2, 3)),
        ("实现“一升三降”目标：群体事件下降、越级上访下降、民转刑下降、调解负担下降，效率提升。", ("一升三降", 4, 5)),
    ],
)
def test_a_list_with_another_count_is_told(text: str, found: tuple[str, int, int]) -> None:
    assert wrong(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "印发《甲指引》《乙指引》《丙指引》《丁指引》《戊指引》《己指引》等6份执法指引。",
        "印发《甲》《乙》等12份指引。",
        "制发《风险告知书》106份，限期整改通知书102份。",
        "发放《告知书》和《一封信》共计20万余份。",
        "公布《甲办法》和《乙办法》，两个小时内转发。",
        "6个部门联合印发《甲办法》《乙办法》。",
        "制定3项制度，修订《甲办法》《乙办法》，清理《丙办法》。",
        "出台三项制度：《甲》《乙》和值班制度。",
        "出台三项制度：《甲》《乙》等。",
        "落实“三项制度”：一是公示，二是记录。",
        "从五个参评单位中脱颖而出，获得第一名。",
        "召开2次会议，一是部署；二是推进；三是总结。",
        "全年整改2个问题。一是强化学习；二是强化考核；三是强化监督。",
        "采取三项措施：一是学习，一是考核，二是监督。",
        "采取三项措施：一是学习；二是考核（一是内部，二是外部）；三是监督。",
        "存在以下问题：一是学习不够；二是考核不严。",
        "采取3项措施：一是学习；二是考核；三是监督。\n一是再学习；二是再考核。",
        "实行“一升四降”：事件、上访、案件和负担下降，效率提升。",
        "抽查事项第二条：一是旅馆；二是网吧；三是保安。",
        "制定多项措施：一是学习；二是考核。",
        "三项制度由《甲办法》规定。",
        "全年制定9项措施。\n（一）加强学习。\n（二）加强考核。",
        "三项指标分别优于“减时间75%”“跑动0.21次”和“即办42.86%”的标准。",
    ],
)
def test_sound_lists_and_numbers_that_announce_none_are_left_alone(text: str) -> None:
    assert wrong(text) == []


@given(st.integers(2, 20), st.integers(2, 20), st.booleans())
def test_a_list_of_items_is_counted_whatever_its_length(announced: int, there: int, arabic: bool) -> None:
    count = str(announced) if arabic else chinese_numeral(announced)
    items = "；".join(f"{chinese_numeral(number)}是加强监督" for number in range(1, there + 1))
    told = [(announced, there)] if announced != there else []
    assert [(a, t) for _, a, t in wrong(f"采取{count}项措施：{items}。")] == told


def test_a_paragraph_that_ends_with_an_announcement() -> None:
    text = "接下来，全局将采取更加有力的做法，按照市委、市政府的部署，着力做好十方面工作："
    found = announcement(text)
    assert found is not None
    assert (text[found.start : found.end], found.announced) == ("十方面", 10)
    assert announcement("做好工作：") is None
    assert announcement("做好十方面工作。") is None


def test_the_number_of_a_first_item_begins_a_list() -> None:
    assert [begins_list(text) for text in ("一是学习", " （一）学习", "1. 学习", "二是考核", "一般情况")] == [
        True,
        True,
        True,
        False,
        False,
    ]
