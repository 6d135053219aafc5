from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Findings
from generator.errors import WrongUse
from generator.pipeline.rehearsing import check_template
from generator.templating.loading import installed_templates
from tests.support.layouts import slot, with_body
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
    return [str(found) for found in check_template("小", folder).findings if found.code != "indicator-unused"]


def test_a_sound_template_has_nothing_said_of_it(tmp_path: Path) -> None:
    assert complaints(tmp_path) == []


def test_an_unknown_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="没有“某”这个模板"):
        check_template("某", tmp_path)


def test_mistakes_in_the_settings_are_listed(tmp_path: Path) -> None:
    [line] = complaints(tmp_path, settings=SETTINGS.replace('unit = "起"', "unit = 1", 1))
    assert line.startswith("小/template.toml 第")
    assert line.endswith("“unit”填的是 1，应是文字（加引号）")


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            '[[checks]]\nname = "甲"\nrule = "抓获数 <= 刑事立案"',
            "[[checks]] 甲：单位不同，不能相加减或比较：“人”与“起”；请只比较同一单位的指标；确要比较的，写成 参训人次.数 这样只取数",
        ),
        (
            '[[indicators]]\nname = "率"\nlabel = "率"\nunit = "%"\nnumerator = "抓获数"\ndenominator = "刑事立案"',
            "[[indicators]] 率：分子、分母的单位不同：“人”、“起”；请改用同一单位的指标",
        ),
        (
            '[[indicators]]\nname = "率"\nlabel = "率"\nunit = "件"\nnumerator = "刑事破案"\ndenominator = "刑事立案"',
            "[[indicators]] 率：单位是“件”，只有比率（单位 %）有分子、分母；请改单位，或删去分子、分母",
        ),
        ('[[checks]]\nname = "甲"\nrule = "抓获数.数 <= 刑事立案.数"', ""),
    ],
)
def test_checks_and_rates_of_units_that_do_not_go_together_are_mistakes(tmp_path: Path, more: str, line: str) -> None:
    found = complaints(tmp_path, settings=SETTINGS + MORE + more)
    assert [re.sub(r"^小/template.toml 第[0-9]+行：", "", each) for each in found] == [line] * bool(line)


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


def test_macros_and_imported_names_are_known_in_blocks(tmp_path: Path) -> None:
    macros = "{% macro 句(甲) %}{{ 甲 }}{{ caller() if caller else '' }}{% endmacro %}{% macro 另一句() %}好{% endmacro %}"
    lead = (
        "{% extends '基础.md.j2' %}{% from '宏.md.j2' import 句, 另一句 as 别名 %}{% import '宏.md.j2' as 宏 %}"
        "{% macro 自己的() %}好{% endmacro %}"
        "{% block 内容 %}{% call 句(年度) %}好{% endcall %}{{ 别名() }}{{ 宏.另一句() }}{{ 自己的() }}{{ self.内容2() }}{% endblock %}"
    )
    base = "{% block 内容 %}{% endblock %}{% block 内容2 %}{% endblock %}"
    assert complaints(tmp_path, lead, **{"宏": macros, "基础": base}) == []


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
    [found] = check_template("小", tmp_path).findings.errors
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
    [found] = [found for found in check_template("小", tmp_path).findings if found.code == "clause-unguarded"]
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


def test_a_text_that_is_not_there_is_told_with_the_line_that_asks_for_it(tmp_path: Path) -> None:
    text = (SETTINGS + MORE).replace('section = "part"', 'section = "没有"', 1)
    line = text.splitlines().index('section = "没有"') + 1
    [found] = complaints(tmp_path, settings=text)
    assert found.startswith(f"小/template.toml 第{line}行：没有文件 sections/没有.md.j2；")


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
    [found] = [found for found in check_template("小", tmp_path).findings if found.code == "figure-bare"]
    assert found.severity == severity
    assert str(found).startswith(f"小/sections/lead.md.j2 第2行：这里把{what}，报告里查不到它的来源")


@pytest.mark.parametrize("text", ["{{ (刑事立案 | string) | list | select('in', '0123456789') | join }}", "{{ (刑事立案 | string)[3:] }}"])
def test_a_figure_turned_into_bare_text_is_found_in_word_too(tmp_path: Path, text: str) -> None:
    word(tmp_path, adding(f"共{text}起"))
    [found] = [found for found in check_template("小", tmp_path).findings if found.code == "figure-bare"]
    assert found.place.file == "小/report.docx"
    assert f"【{text}】" in (found.place.text or "")


def test_a_template_that_never_ends_is_stopped(tmp_path: Path) -> None:
    endless = "{% for 甲 in range(9999) %}{% for 乙 in range(9999) %}{% endfor %}{% endfor %}"
    [line] = complaints(tmp_path, f"好\n{endless}")
    assert line.startswith("小/sections/lead.md.j2 第2行：循环和调用超过")


def test_a_loop_that_never_runs_is_said(tmp_path: Path) -> None:
    assert complaints(tmp_path, "{% for 行 in [] %}{{ 行.什么 }}{% endfor %}") == [
        "小/sections/lead.md.j2 第1行：这个循环一次也没有走到，里面的写法没有检查；请检查循环的条件，或在试填的工作簿上看一看"
    ]


def test_a_text_that_nothing_uses_is_said(tmp_path: Path) -> None:
    [line] = complaints(tmp_path, spare="没有用的文字")
    assert line.startswith("小/sections/spare.md.j2：没有哪个部分用到这个文件；请在 [[parts]] 的 section 里写上它的名称")


def test_indicators_that_no_text_prints_are_advice(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS + MORE, sections={"lead.md.j2": "{{ 刑事立案 }}"})
    [found] = check_template("小", tmp_path).findings
    assert (found.severity, found.code) == ("advice", "indicator-unused")
    assert str(found.place) == "小/template.toml"
    assert found.message == "模板的文字没有用到 2 个指标：刑事破案、抓获数"
    assert found.hint == "填表人可以在正文里用它们，不必删；确实用不着的，写 drop = true 去掉"


def test_with_the_appendix_every_indicator_is_printed(tmp_path: Path) -> None:
    make_template(tmp_path, SETTINGS + "[options]\nappendix = true")
    assert list(check_template("小", tmp_path).findings) == []


@pytest.mark.parametrize("name", sorted(path.parent.name for path in installed_templates().glob("*/template.toml")))
def test_the_installed_templates_have_no_errors(name: str) -> None:
    assert [str(found) for found in check_template(name).findings.errors] == []


# ── report.docx ──


def word(folder: Path, change: Callable[[Document], object], *, settings: str = SETTINGS + MORE, **sections: str) -> list[str]:
    """What is said of the small template after a change in its Word file."""
    files = {f"{name}.md.j2": content for name, content in sections.items()}
    path = make_template(folder, settings, sections=files) / "report.docx"
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))
    return [str(found) for found in check_template("小", folder).findings if found.code != "indicator-unused"]


def adding(*paragraphs: str) -> Callable[[Document], object]:
    """Put paragraphs before the slot of the body."""

    def add(document: Document) -> None:
        slot = next(p for p in document.paragraphs if "正文" in p.text)
        for text in paragraphs:
            slot.insert_paragraph_before(text)

    return add


def test_a_tag_in_word_is_tried_like_a_text(tmp_path: Path) -> None:
    [line] = word(tmp_path, adding("共{{ 刑事案 }}。"))
    assert re.fullmatch(
        r"小/report\.docx 第\d+段“共【\{\{ 刑事案 \}\}】。”：没有“刑事案”这个名称；是不是想写“刑事立案”或“刑事破案”？", line
    )


@pytest.mark.parametrize(
    "text",
    [
        "{% if 年度 > 3000 %}{{ 没有 }}{% endif %}",
        "{% if 年度 > 1000 %}好{% else %}{{ 没有 }}{% endif %}",
        "{{ 没有 if 年度 > 3000 else 年度 }}",
        "{% for 行 in 条目 %}行{% else %}{{ 没有 }}{% endfor %}",
    ],
)
def test_a_mistake_in_word_is_found_on_a_way_that_data_do_not_take(tmp_path: Path, text: str) -> None:
    [line] = word(tmp_path, adding(text))
    assert line.startswith("小/report.docx 第")
    assert line.endswith("没有“没有”这个名称；请检查引用名，或在“指标”表里加上")


def test_a_paragraph_condition_in_word_is_gone_through(tmp_path: Path) -> None:
    [line] = word(tmp_path, adding("{%p if 年度 > 3000 %}", "{{ 没有 }}", "{%p endif %}"))
    assert "“【{{ 没有 }}】”" in line


def test_an_unguarded_clause_in_word_is_a_warning_with_what_to_write(tmp_path: Path) -> None:
    unguarded, change = word(tmp_path, adding("抓获{{ 抓获数 }}。", "立案{{ 刑事立案.同比 }}。"))
    assert unguarded.endswith("“抓获数”填“不适用”时，这里印不出来，生成报告会报错；请用 {% if 抓获数 %}……{% endif %} 包住依赖它的整句")
    assert change.endswith("请用 {% if 刑事立案.同比 %}……{% endif %} 包住依赖它的整句")


def test_a_guarded_clause_in_word_is_fine(tmp_path: Path) -> None:
    assert word(tmp_path, adding("{% if 抓获数 %}抓获{{ 抓获数 }}。{% endif %}", "立案{{ 刑事立案 }}。")) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% set 句 %}立案{{ 刑事立案 }}{% endset %}{{ 句 }}",
        "{% macro 句() %}立案{{ 刑事立案 }}{% endmacro %}{{ 句() }}",
        "{{ 刑事立案 | string }}",
    ],
)
def test_a_figure_that_keeps_its_source_on_the_way_is_no_bare_text(tmp_path: Path, text: str) -> None:
    assert word(tmp_path, adding(text), lead=text) == []


def test_what_stands_behind_a_tag_that_fails_is_looked_at_too(tmp_path: Path) -> None:
    first, second = word(tmp_path, adding("{{ 刑事立案 // 2 }}", "{{ 没有 }}"))
    assert "这里算不出来：这里的值不能这样用" in first
    assert "没有“没有”这个名称" in second


def test_slips_in_tags_are_told_with_what_is_wrong_in_the_texts(tmp_path: Path) -> None:
    lead, slip = word(tmp_path, adding("{{ 刑事立案"), lead="{{ 没有 }}")
    assert "有 {{ 而没有结尾的 }}" in lead + slip
    assert "小/sections/lead.md.j2 第1行：没有“没有”这个名称" in lead + slip


def test_indicators_in_word_are_used(tmp_path: Path) -> None:
    word(tmp_path, adding("{{ 刑事立案 }}"), lead="{% if 抓获数 %}{{ 抓获数 }}{% endif %}")
    [found] = check_template("小", tmp_path).findings
    assert found.message == "模板的文字没有用到 1 个指标：刑事破案"


def test_styles_that_are_missing_are_all_named(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        for name in ("署名", "公文正文"):
            document.styles[name].delete()  # type: ignore[no-untyped-call]

    [line] = word(tmp_path, change)
    assert line == "小/report.docx：缺少样式 “公文正文”、“署名”；请在 Word 的“样式”里补上，或从标准模板复制"


def test_a_file_that_is_no_word_file_is_said(tmp_path: Path) -> None:
    (make_template(tmp_path) / "report.docx").write_bytes(b"mine")
    [found] = check_template("小", tmp_path).findings
    assert str(found).startswith("小/report.docx：不是能用的 Word 文件（.docx）")


def test_a_template_without_a_word_file_is_said(tmp_path: Path) -> None:
    (make_template(tmp_path) / "report.docx").unlink()
    [found] = check_template("小", tmp_path).findings
    assert str(found) == "小：模板和它的上级模板都没有 report.docx；请继承一个有 report.docx 的模板，例如 standard，或放一个进来"


def test_rows_that_the_word_file_prints_nowhere_are_a_warning(tmp_path: Path) -> None:
    def change(document: Document) -> None:
        next(p for p in document.paragraphs if "正文" in p.text).text = "{{p 部分.工作 }}"

    rows, lead = word(tmp_path, change)
    assert lead.startswith("小/sections/lead.md.j2：没有哪个部分用到这个文件")
    assert rows == "小/report.docx：没有印“安排”的地方，填了这一部分的工作簿生成不了报告；请放上 {{p 部分.… }}，或 {{p 正文 }}"


# ── every way, whatever the template ──

TESTS = st.sampled_from(["年度 > 3000", "年度 > 1000", "not 条目", "刑事立案", "版本 == '公开'", "刑事立案 == 5 or 刑事破案 == 7"])


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Conditions and loops around texts."""
    return st.one_of(
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, TESTS, inner, inner),
        st.builds("{{% if {} %}}{}{{% elif {} %}}{}{{% endif %}}".format, TESTS, inner, TESTS, inner),
        st.builds("{{% for 行 in 条目 if {} %}}{}{{% else %}}{}{{% endfor %}}".format, TESTS, inner, inner),
        st.builds("{{% for 行 in 条目 %}}{}{{% endfor %}}{}".format, inner, inner),
    )


@settings(max_examples=25)
@given(st.recursive(st.just("{{ 刑事立案.LEAF }}"), nested, max_leaves=8))
def test_every_leaf_of_any_text_is_come_to(text: str) -> None:
    wanted = text.count("LEAF")
    for number in range(wanted):
        text = text.replace("LEAF", f"错{number}处", 1)
    with tempfile.TemporaryDirectory() as folder:
        found = {found.message for found in _checked(Path(folder), text)}
    assert {f"没有“.错{number}处”这种写法" for number in range(wanted)} <= found


def _checked(folder: Path, text: str) -> Findings:
    make_template(folder, SETTINGS, sections={"lead.md.j2": text})
    return check_template("小", folder).findings


def test_a_tag_that_is_wrong_does_not_hide_a_name_that_is_unknown(tmp_path: Path) -> None:
    home = make_template(tmp_path)
    with_body(home / "report.docx", "<w:p><w:r><w:t>{{ 刑事立按 }}，{{ 刑事破案 | 千 }}</w:t></w:r></w:p>" + slot("正文"))
    said = [str(found) for found in check_template("小", tmp_path).findings.errors]
    assert len(said) == 2
    assert any("没有“千”这个过滤器" in line for line in said)
    assert any("没有“刑事立按”这个名称；是不是想写“刑事立案”" in line for line in said)


def test_a_picture_that_an_item_will_name_is_no_mistake_of_the_template(tmp_path: Path) -> None:
    home = make_template(tmp_path, SETTINGS + '\n[[items]]\nname = "徽标"\ndefault = "徽标.png"\n')
    with_body(home / "report.docx", "<w:p><w:r><w:t>{{ 徽标 | 宽(40) }}</w:t></w:r></w:p>" + slot("正文"))
    assert [str(found) for found in check_template("小", tmp_path).findings.errors] == []
    with_body(home / "report.docx", "<w:p><w:r><w:t>{{ 徽标 | 宽(0) }}</w:t></w:r></w:p>" + slot("正文"))
    assert "“宽”后面写毫米数" in str(check_template("小", tmp_path).findings.errors[0])
