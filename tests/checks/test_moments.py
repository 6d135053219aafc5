from __future__ import annotations

from pathlib import Path

from tests.support.checked_text import checked, told


def test_a_relative_time_is_told_with_the_year_to_write(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["今年以来，我局组织培训12期。"]) if each.code == "time-relative"]
    assert found.severity == "advice"
    assert str(found) == "报告内容!D2：“今年以来”过了年就看不出指什么时候；请改写为 2022年"
    assert found.place.text == "今年以来"


def test_each_word_is_told_once_a_passage(folder: Path) -> None:
    found = told(folder, "今年加强学习。今年加强考核，比去年同期多。今年加强监督。", "time-relative")
    assert found == ["“今年”（3处）过了年就看不出指什么时候", "“去年同期”过了年就看不出指什么时候"]


def test_a_state_of_things_needs_a_day(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["截至目前，141人全部取得资格。"]) if each.code == "time-relative"]
    assert found.hint == "请写明截至哪一天，例如 截至12月31日"


def test_quotations_titles_and_other_words_are_left_alone(folder: Path) -> None:
    assert told(folder, "推进项目前期工作，印发《关于做好今年工作的通知》，是上年的2倍。", "time-relative") == []


def test_until_is_advised_once_a_passage(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["截止11月，寄递969副；截止12月，寄递980副。"]) if each.code == "until-miswritten"]
    assert str(found) == "报告内容!D2：“截止11月，寄递96”应写“截至”；“截止”指到期停止，“截至”指到某时为止，请改为“截至”"
    assert told(folder, "报名截止日期为12月1日。", "until-miswritten") == []
