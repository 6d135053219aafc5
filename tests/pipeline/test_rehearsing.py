from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import WrongUse
from generator.pipeline.rehearsing import check_template
from tests.support.templates import SETTINGS, make_template

MORE = """
[[indicators]]
name = "抓获数"
label = "抓获人数"
unit = "人"
"""


def complaints(folder: Path, text: str = "", *, settings: str = SETTINGS + MORE, **sections: str) -> list[str]:
    """What is said of the small template whose lead-in is ``text``; that there are indicators to spare is left out."""
    files = {f"{name}.md.j2": content for name, content in sections.items()}
    make_template(folder, settings, sections={**({"lead.md.j2": text} if text else {}), **files})
    return [str(found) for found in check_template("小", folder) if found.code != "indicator-unused"]


def test_a_sound_template_has_nothing_said_of_it(tmp_path: Path) -> None:
    assert complaints(tmp_path) == []


def test_an_unknown_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="没有“某”这个模板"):
        check_template("某", tmp_path)


def test_mistakes_in_the_settings_are_listed(tmp_path: Path) -> None:
    [line] = complaints(tmp_path, settings=SETTINGS.replace('unit = "起"', "unit = 1", 1))
    assert line.startswith("小/template.toml 第")
    assert line.endswith("“unit”填的是 1，应是文字（加引号）")


# ── every way through ──


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% if 年度 > 3000 %}\n{{ 没有 }}\n{% endif %}", 2),
        ("{% if 年度 > 1000 %}\n好\n{% else %}\n{{ 没有 }}\n{% endif %}", 4),
        ("{% if 年度 > 3000 %}\n好\n{% elif 年度 > 4000 %}\n{{ 没有 }}\n{% endif %}", 4),
        ("{% if 年度 > 3000 %}\n{% if 年度 > 4000 %}\n{% else %}\n{% if 年度 > 5000 %}\n{{ 没有 }}\n{% endif %}{% endif %}{% endif %}", 5),
        ("好\n{{ 没有 if 年度 > 3000 else 年度 }}", 2),
        ("好\n{{ (年度 if 年度 > 3000 else 没有) if 年度 > 4000 else 年度 }}", 2),
        ("{% for 行 in 条目 %}\n行\n{% else %}\n{{ 没有 }}\n{% endfor %}", 4),
        ("{% for 行 in 条目 if 行.栏目 == '谁也不选' %}\n{{ 没有 }}\n{% endfor %}", 2),
        ("{% macro 句(甲) %}\n{% if 甲 > 3000 %}\n{{ 没有 }}\n{% endif %}{% endmacro %}\n{% if 年度 > 3000 %}{{ 句(年度) }}{% endif %}", 3),
        ("{% if 年度 > 3000 and 没有 %}{% endif %}", 1),
        ("{% if 版本 == '公开' %}\n{% if not 条目 %}{{ 没有 }}{% endif %}{% endif %}", 2),
    ],
)
def test_a_mistake_is_found_on_a_way_that_data_do_not_take(tmp_path: Path, text: str, line: int) -> None:
    found = complaints(tmp_path, text)
    assert found == [f"小/sections/lead.md.j2 第{line}行：没有“没有”这个名称；请检查引用名，或在“指标”表里加上"]


@pytest.mark.parametrize(
    "text",
    [
        "{% if 别处的指标 is defined %}{{ 别处的指标 }}{% endif %}",
        "{{ 别处的指标 | default('没有') }}",
        "{% set 词 = '上升' %}{% if 年度 > 3000 %}{% set 词 = '下降' %}{% endif %}{{ 词 }}",
        "{% for 行 in 条目 %}{% if not loop.first %}{{ loop.previtem.栏目 }}{% endif %}{% endfor %}",
        "{% for 行 in 条目 %}{% if loop.index > 2 and loop.previtem.栏目 != 行.栏目 %}{{ 行.栏目 }}{% endif %}{% endfor %}",
    ],
)
def test_a_guarded_way_is_no_mistake(tmp_path: Path, text: str) -> None:
    assert complaints(tmp_path, text) == []


def test_what_stands_behind_a_line_that_fails_is_looked_at_too(tmp_path: Path) -> None:
    assert complaints(tmp_path, "{{ 刑事立案 // 2 }}\n{% set 半 = 抓获数 // 2 %}\n{{ 没有 }}") == [
        "小/sections/lead.md.j2 第1行：这里算不出来：这里的值不能这样用；请检查这一处的写法",
        "小/sections/lead.md.j2 第2行：这里算不出来：这里的值不能这样用；请检查这一处的写法",
        "小/sections/lead.md.j2 第3行：没有“没有”这个名称；请检查引用名，或在“指标”表里加上",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 刑事立案 - 抓获数 }}", "“刑事立案”的单位是“起”，“抓获数”的单位是“人”，不能相加减、比较"),
        ("{{ 年度 | 万 }}", "这里算不出来：“万”只用于指标"),
        ("{{ 刑事立案 | 万万 }}", "没有“万万”这个过滤器"),
        ("{{ 刑事立案.同化 }}", "没有“.同化”这种写法；是不是想写“同比”"),
        ("{{ 条目 }}", "这里的结果不是文字或数字，不能直接印"),
        ("{% include 'nothing.md.j2' %}", "没有文件 sections/nothing.md.j2"),
        ("{{ 刑事立案", "写法有错"),
        ("{% while true %}", "不认识的标签“while”"),
    ],
)
def test_what_is_wrong_in_any_data_is_an_error_of_its_line(tmp_path: Path, text: str, said: str) -> None:
    complaints(tmp_path, f"好\n{text}")
    [found] = check_template("小", tmp_path).errors
    assert str(found).startswith("小/sections/lead.md.j2 第2行：")
    assert said in str(found)


# ── what the template does not guard ──


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 抓获数 }}", "“抓获数”填“不适用”时，这里印不出来，生成报告会报错；请用 {% if 抓获数 %}……{% endif %} 包住依赖它的整句"),
        (
            "{{ 刑事立案.同比 }}",
            "“刑事立案”的上年没有填时，这里印不出来，生成报告会报错；请用 {% if 刑事立案.同比 %}……{% endif %} 包住依赖它的整句",
        ),
        (
            "{{ 刑事立案.上年 }}",
            "“刑事立案”的上年没有填时，这里印不出来，生成报告会报错；请用 {% if 刑事立案.上年 %}……{% endif %} 包住依赖它的整句",
        ),
        (
            "{{ 刑事立案.倍数 }}",
            "“刑事立案”的上年没有填时，这里印不出来，生成报告会报错；请用 {% if 刑事立案.倍数 %}……{% endif %} 包住依赖它的整句",
        ),
        (
            "{{ 刑事立案 / 刑事立案 }}",
            "“刑事立案”是 0 时，这里印不出来，生成报告会报错；请用 {% if 刑事立案 > 0 %}……{% endif %} 包住依赖它的整句",
        ),
        ("{{ 统计时段 }}", "“统计时段”没有填时，这里印不出来，生成报告会报错；请用 {% if 统计时段 %}……{% endif %} 包住依赖它的整句"),
    ],
)
def test_an_unguarded_clause_is_a_warning_with_what_to_write(tmp_path: Path, text: str, said: str) -> None:
    assert complaints(tmp_path, f"好\n{text}") == [f"小/sections/lead.md.j2 第2行：{said}"]
    [found] = [found for found in check_template("小", tmp_path) if found.code == "clause-unguarded"]
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "{% if 抓获数 %}{{ 抓获数 }}{% endif %}",
        "{% if 刑事立案.同比 %}{{ 刑事立案.同比 }}{% endif %}",
        "{% if 刑事立案.上年 %}{{ 刑事立案.上年 }}{% endif %}",
        "{% if 刑事立案.倍数 %}{{ 刑事立案.倍数 }}{% endif %}",
        "{% if 刑事立案 > 0 %}{{ 刑事立案 / 刑事立案 }}{% endif %}",
        "{% if 统计时段 %}{{ 统计时段 }}{% endif %}",
        "{{ 刑事立案 }}",
        "{{ 单位简称 }}",
    ],
)
def test_a_guarded_clause_and_a_required_figure_are_fine(tmp_path: Path, text: str) -> None:
    assert complaints(tmp_path, text) == []


def test_a_clause_is_called_unguarded_once(tmp_path: Path) -> None:
    found = complaints(tmp_path, "{{ 抓获数 }}和{{ 抓获数.数 }}")
    assert len(found) == 1


def test_a_heading_that_needs_a_figure_is_told_with_its_line_in_the_settings(tmp_path: Path) -> None:
    settings = (SETTINGS + MORE).replace('heading = "{{ 年度 }}年工作"', 'heading = "抓获{{ 抓获数 }}"')
    line = settings.splitlines().index('heading = "抓获{{ 抓获数 }}"') + 1
    assert complaints(tmp_path, settings=settings) == [
        f"小/template.toml 第{line}行：“抓获数”填“不适用”时，这里印不出来，生成报告会报错；请改写，这里不要用它"
    ]


# ── sources, loops, what is not used ──


@pytest.mark.parametrize(
    ("text", "severity", "what"),
    [
        ("{{ (刑事立案 | string)[4:] }}", "error", "指标印出来的文字拆开了"),
        ("{{ (刑事立案 | string) | list | select('in', '0123456789') | join }}", "warning", "“刑事立案”的数变成了普通文字"),
    ],
)
def test_a_figure_turned_into_bare_text_is_found_where_it_is_printed(tmp_path: Path, text: str, severity: str, what: str) -> None:
    complaints(tmp_path, f"好\n{text}")
    [found] = [found for found in check_template("小", tmp_path) if found.code == "figure-bare"]
    assert found.severity == severity
    assert str(found).startswith(f"小/sections/lead.md.j2 第2行：这里把{what}，报告里查不到它的来源")


def test_a_loop_that_never_runs_is_said(tmp_path: Path) -> None:
    assert complaints(tmp_path, "{% for 行 in [] %}{{ 行.什么 }}{% endfor %}") == [
        "小/sections/lead.md.j2 第1行：这个循环一次也没有走到，里面的写法没有检查；请检查循环的条件，或在试填的工作簿上看一看"
    ]


def test_a_text_that_nothing_uses_is_said(tmp_path: Path) -> None:
    assert complaints(tmp_path, spare="没有用的文字") == [
        "小/sections/spare.md.j2：没有哪个部分用到这个文件；请在 [[parts]] 的 section 里写上它的名称，或删去"
    ]


def test_indicators_that_no_text_prints_are_advice(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS + MORE, sections={"lead.md.j2": "{{ 刑事立案 }}"})
    [found] = check_template("小", tmp_path)
    assert (found.severity, found.code) == ("advice", "indicator-unused")
    assert str(found.place) == "小/template.toml"
    assert found.message == "模板的文字没有用到 2 个指标：刑事破案、抓获数"
    assert found.hint == "填表人可以在正文里用它们，不必删；确实用不着的，写 drop = true 去掉"


def test_with_the_appendix_every_indicator_is_printed(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS + "[options]\nappendix = true")
    assert list(check_template("小", tmp_path)) == []


def test_the_installed_templates_are_sound() -> None:
    assert [str(found) for found in check_template("standard") if found.severity != "advice"] == []
