from __future__ import annotations

from pathlib import Path

import pytest

from generator.templating.filters import arranged, checked_places, run_together
from generator.templating.values import Misuse
from tests.support.renderings import refused, render, said, section


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 参训人次 | 万(1) }}", "3.6万人次"),
        ("{{ 参训人次 | 万(0) }}", "4万人次"),
        ("{{ 追赃 | 万 }}", "74800万元"),
        ("{{ 经费 | 万(4) }}", "125.0001万元"),
        ("{{ 追赃.上年 | 亿 }}", "2亿元"),
    ],
)
def test_a_figure_is_scaled_to_wan_and_yi(tmp_path: Path, tag: str, printed: str) -> None:
    assert said(tmp_path, tag) == printed


@pytest.mark.parametrize(
    ("tag", "complaint"),
    [
        ("{{ 年度 | 万 }}", "“万”只用于指标，例如 {{ 参训人次 | 万 }}"),
        ("{{ (参训人次 | 万) | 亿 }}", "“亿”只用于指标"),
        ("{{ 参训人次 | 万(7) }}", "小数位数应是 0 到 6 的整数"),
        ("{{ 参训人次 | 万(-1) }}", "文字里不能写代码"),
        ("{{ 参训人次 | 万(1.5) }}", "小数位数应是 0 到 6 的整数"),
        ("{{ 参训人次 | 万(1, 2) }}", "“万”的写法不对"),
        ("{{ 参训人次 | 万(places=1) }}", "“万”的写法不对"),
        ("{{ 刑拘数 | 占 }}", "“占”的写法不对"),
        ("{{ 刑拘数 | 占(5) }}", "“占”的写法是 {{ 刑拘数 | 占(抓获数) }}"),
        ("{{ 刑拘数 | 占(刑事立案) }}", "“刑拘数”的单位是“人”，“刑事立案”的单位是“起”，不能算占比"),
        ("{{ 行政诉讼 | 占(行政复议) }}", "指标!D13：“行政复议”是 0，算不出占比"),
        ("{{ 刑拘数 | 占(没填) }}", "不能算占比"),
        ("{{ 刑事立案 | 分别同比 }}", "“分别同比”前面要写一组指标"),
        ("{{ [刑事立案, 3] | 分别同比 }}", "“分别同比”前面要写一组指标"),
        ("{{ [] | 分别同比 }}", "“分别同比”前面要写一组指标"),
        ("{{ [刑事立案, 新增] | 分别同比 }}", "指标!E14：“新增”的上年是 0"),
        ("{{ 刑事立案 | 列举 }}", "没有“| 列举”这种写法"),
        ("{{ 刑事立案 | 分别同笔 }}", "是不是想写“分别同比”？"),
    ],
)
def test_misuse_of_a_filter_is_an_error_with_an_example(tmp_path: Path, tag: str, complaint: str) -> None:
    assert complaint in refused(tmp_path, tag)


def test_a_share_of_more_than_the_whole_is_doubted(tmp_path: Path) -> None:
    rendering = render(tmp_path, "{{ 抓获数 | 占(刑拘数) }}")
    assert rendering.errors == []
    assert "报告内容!D2：“抓获数”比“刑拘数”大，占比超过 100%；请核对两个数，或改写这句话" in rendering.complaints


def test_one_figure_alone_has_its_change_without_the_word_for_several(tmp_path: Path) -> None:
    assert said(tmp_path, "{{ [刑事立案] | 分别同比 }}") == "同比上升9.81%"


def test_the_precision_of_the_template_holds_everywhere(tmp_path: Path) -> None:
    text = "{{ 刑事立案.同比 }} {{ 参训人次 | 万 }} {{ 刑拘数 | 占(抓获数) }} {{ 追赃.倍数 }}"
    assert said(tmp_path, text, options="precision = 0") == "同比上升10% 4万人次 占比62% 是2021年的4倍"


def test_the_mark_of_lists_is_the_template_s(tmp_path: Path) -> None:
    rows = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 一\n安排 | | | 加强培训\n安排 | | | 加强监督。"
    assert render(tmp_path, entries=rows, options='list_mark = "（一）"').paragraphs[-1] == "（一）加强培训；（二）加强监督。"


def test_a_section_text_may_name_another_mark(tmp_path: Path) -> None:
    rendering = section(tmp_path, "{{ ['甲', '乙'] | 列举('第一，') }}\n{{ ['甲', '乙'] | 分列 }}\n{{ ['甲', '乙'] | 排列('inline') }}")
    assert rendering.errors == []
    assert rendering.paragraphs[:4] == ["第一，甲；第二，乙。", "一是甲。", "二是乙。", "一是甲；二是乙。"]


@pytest.mark.parametrize("call", [run_together, arranged])
@pytest.mark.parametrize("value", ["文字", 5, None])
def test_only_several_rows_can_be_arranged(call: object, value: object) -> None:
    with pytest.raises(Misuse, match="前面要写一组条目"):
        call(value)  # type: ignore[operator]


@pytest.mark.parametrize("places", [True, "2", None, 1.0, 7, -1])
def test_places_are_a_small_whole_number(places: object) -> None:
    with pytest.raises(Misuse):
        checked_places(places)


def test_a_row_of_several_paragraphs_is_one_item(tmp_path: Path) -> None:
    rows = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 一\n安排 | | | 加强培训\\n注重实效\n安排 | | | 加强监督"
    assert render(tmp_path, entries=rows).paragraphs[-1] == "一是加强培训。注重实效。二是加强监督。"


def test_a_number_is_said_in_chinese_as_headings_count(tmp_path: Path) -> None:
    text = "{% for n in [1, 10, 11, 20, 105] %}（{{ n | 中文数字 }}）{% endfor %}{{ 年度 | 中文数字 }}"
    assert section(tmp_path, text).paragraphs[0] == "（一）（十）（十一）（二十）（一百零五）二千零二十二"


@pytest.mark.parametrize("value", ["'三'", "刑事立案", "1.5", "true"])
def test_only_a_whole_number_is_said_in_chinese(tmp_path: Path, value: str) -> None:
    [error] = section(tmp_path, f"{{{{ {value} | 中文数字 }}}}").errors
    assert "“中文数字”前面要写整数" in error
