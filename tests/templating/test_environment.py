from __future__ import annotations

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from generator import check
from generator.templating.explaining import failure_in_chinese, syntax_in_chinese
from tests.support.renderings import section
from tests.support.templates import STANDARD, make_template
from tests.support.workbooks import make_workbook


def printed(folder: Path, text: str, **sections: str) -> str:
    rendering = section(folder, text, sections={f"{name}.md.j2": words for name, words in sections.items()})
    assert rendering.errors == []
    return "/".join(rendering.paragraphs[:-1])


# ── What a section text can do ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ 刑事立案 }}，{{ 刑事立案.同比 }}", "593起，同比上升9.81%"),
        ("{{ 年度 + 1 }}年", "2023年"),
        ("{{ 年度 % 4 }}{{ 年度 // 1000 }}", "22"),
        ("{{ 0.1 + 0.2 }}", "0.3"),
        ("{{ 10 / 4 }}", "2.5"),
        ("{{ 1 / 3 }}", "0.33"),
        ("{{ 刑事立案.数 * 1.1 }}", "652.3"),
        ("{{ [刑事立案, 刑事破案] | sum }}", "1073起"),
        ("{{ (刑事立案 / 7) | round }}起", "85起起"),
        ("{{ 经费.数 | round(1) }}", "1250000.5"),
        ("{{ 2.5 | round }}{{ '12' | int }}", "312"),
        ("{{ (刑事立案.上年 - 刑事立案) | abs }}", "53起"),
        ("{{ ['甲', '乙'] | join('、') }}", "甲、乙"),
        ("{{ '甲' ~ 刑事立案 ~ 年度 }}", "甲593起2022"),
        ("{% for x in ['甲', '乙'] %}{{ loop.index }}{{ x }}{{ '，' if not loop.last }}{% endfor %}", "1甲，2乙"),
        ("{% for x in range(3) %}{{ x }}{% endfor %}", "012"),
        ("{% for 名, 数 in {'甲': 1}.items() %}{{ 名 }}{{ 数 }}{% endfor %}", "甲1"),
        ("{% macro 说(x) %}有{{ x }}{% endmacro %}{{ 说(刑事立案) }}", "有593起"),
        ("{% macro 框() %}〔{{ caller() }}〕{% endmacro %}{% call 框() %}甲{% endcall %}", "〔甲〕"),
        ("{% set x = 刑事立案 %}{{ x }}", "593起"),
        ("{% set x %}甲{{ 刑事立案 }}{% endset %}{{ x }}", "甲593起"),
        ("{% block 甲 %}乙{% endblock %}{{ self.甲() }}", "乙乙"),
        ("{{ 单位全称.removesuffix('公安局') }}", "甲市"),
        ("{{ 单位全称.replace('市', '县') }}", "甲县公安局"),
        ("{{ '甲,乙'.split(',') | last }}", "乙"),
        ("{{ (抄送机关 or '无') | default('缺') }}", "无"),
        ("{{ 没有的 | default('缺') }}{% if 没有的 is defined %}有{% endif %}", "缺"),
        ("{{ 刑事立案 | e }}{{ '<&>' | safe }}", "593起<&>"),
        ("{% if 版本 ＝＝ “上报” %}正式{% endif %}", "正式"),
        ("{% if 评比 == '全国第一' %}第一{% endif %}{% if 评比 != '全国第一' %}不是{% endif %}", "第一"),
        ("{% if 持平数.同比 == '同比持平' %}没有变化{% endif %}", "没有变化"),
        ("{% if 没填 == '甲' or 不涉及 == '甲' %}甲{% else %}乙{% endif %}", "乙"),
        ("{{ 条目 | selectattr('部分', 'equalto', '安排') | map(attribute='正文') | join }}", "继续"),
        ("{{ [刑事立案、刑事破案]｜分别同比 }}", "同比分别上升9.81%、20%"),
        ("{% for x in [1, 2] recursive %}{{ x }}{% endfor %}", "12"),
        ("{{ 成文日期 }}{{ 成文日期.年 }}", "2023年2月20日2023"),
        ("{# 注释 #}甲{%- if 1 -%} 乙 {%- endif %}", "甲乙"),
        ("{% raw %}{{ 甲 }}{% endraw %}", "{{ 甲 }}"),
        ("{% filter upper %}abc{% endfilter %}", "ABC"),
        ("{% with x = 1 %}{{ x }}{% endwith %}", "1"),
    ],
)
def test_a_section_text_has_the_language_of_the_product(tmp_path: Path, text: str, words: str) -> None:
    assert printed(tmp_path, text) == words


def test_section_texts_share_blocks_and_macros(tmp_path: Path) -> None:
    tools = "{% macro 句(x) %}{{ x }}。{% endmacro %}"
    assert printed(tmp_path, '{% from "tools.md.j2" import 句 %}{{ 句(刑事立案) }}', tools=tools) == "593起。"
    assert printed(tmp_path, '{% import "tools.md.j2" as 工具 %}{{ 工具.句(刑事立案) }}', tools=tools) == "593起。"
    assert printed(tmp_path, '甲{% include "more.md.j2" %}', more="乙{{ 刑事立案 }}") == "甲乙593起"
    child = '{% extends "part.md.j2" %}{% block 引言 %}先说{{ super() }}\n{% endblock %}'
    assert printed(tmp_path, child) == "先说/正文"


def test_values_keep_their_cells_through_the_language(tmp_path: Path) -> None:
    text = "{% macro 说(x) %}{{ '有' ~ x }}{% endmacro %}{% set y %}{{ 说(刑事立案) }}{% endset %}{{ [y, 刑事破案] | join('、') }}"
    rendering = section(tmp_path, text)
    assert rendering.paragraphs[0] == "有593起、480起"
    assert rendering.cells("593起") == ["指标!D2"]
    assert rendering.cells("480起") == ["指标!D3"]


# ── What it can't do ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        # attributes
        ("{{ ''.__class__ }}", "没有“__class__”这个名称"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "没有“__class__”这个名称"),
        ("{{ 刑事立案.__class__ }}", "没有“.__class__”这种写法"),
        ("{{ 刑事立案.session.findings }}", "没有“.session”这种写法"),
        ("{{ 刑事立案['indicator'] }}", "没有“.indicator”这种写法"),
        ("{{ 条目[0].entry }}", "没有“.entry”这种写法"),
        ("{{ 条目[0]._render }}", "没有“._render”这种写法"),
        ("{{ 没有的.session.甲 }}", "没有“没有的”这个名称"),
        ("{{ self._TemplateReference__context }}", "没有“_TemplateReference__context”这个名称"),
        ("{% for i in [1] %}{{ loop._iterator }}{% endfor %}", "没有“_iterator”这个名称"),
        ("{% macro m() %}{% endmacro %}{{ m._func }}", "没有“_func”这个名称"),
        ("{{ [刑事立案] | map(attribute='session') | join }}", "没有“.session”这种写法"),
        ("{{ 刑事立案 | attr('session') }}", "没有“attr”这个过滤器"),
        ("{{ cycler.__init__.__globals__ }}", "没有“cycler”这个名称"),
        ("{{ lipsum() }}", "没有“lipsum”这个名称"),
        ("{{ namespace(a=1) }}", "没有“namespace”这个名称"),
        # format strings and methods that take a width
        ("{{ '{0.__class__}'.format(刑事立案) }}", "这里不能调用"),
        ("{{ '{x}'.format_map({}) }}", "这里不能调用"),
        ("{{ '%1000000000d' % 1 }}", "模板里不能用“%”做这个运算"),
        ("{{ '%s' | format(1) }}", "没有“format”这个过滤器"),
        ("{{ 'a'.center(1000000000) }}", "没有“center”这个名称"),
        ("{{ 'a'.zfill(1000000000) }}", "没有“zfill”这个名称"),
        ("{{ 'a' | center(1000000000) }}", "没有“center”这个过滤器"),
        ("{{ [1] | batch(1000000000, 0) | list }}", "没有“batch”这个过滤器"),
        ("{{ [1] | slice(1000000000) | list }}", "没有“slice”这个过滤器"),
        ("{{ 'a' | indent(1000000000) }}", "没有“indent”这个过滤器"),
        ("{{ 1.5 | round(999999999) }}", "小数位数应是 0 到 6 的整数"),
        ("{% filter center(10) %}x{% endfilter %}", "没有“center”这个过滤器"),
        # powers, repetition, endless numbers
        ("{{ 9 ** 9 ** 9 }}", "模板里不能用“**”做这个运算"),
        ("{{ 'a' * 1000000000 }}", "模板里不能用“*”做这个运算"),
        ("{{ [1] * 1000000000 }}", "模板里不能用“*”做这个运算"),
        ("{% set x = 99999 %}" + "{% set x = x * x %}" * 40 + "{{ x }}", "算出来的数太大"),
        ("{{ 1e999 }}", "这个数太大"),
        ("{{ 1e308 * 10 }}", "这里的结果不是文字或数字"),
        ("{{ " + "9" * 10_000 + " }}", "文件里有太长的数字"),
        ("{{ 1 / 0 }}", "除数是 0"),
        # loops, recursion, output
        ("{{ range(1000000000) | list }}", "range 不能超过 10000 步"),
        ("{% for i in range(99999999999999999999) %}x{% endfor %}", "算出来的数太大"),
        ("{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}", "循环和调用超过 50 万步"),
        ("{% for a in range(9999) %}{% set x = range(9999) | list | sort %}{% endfor %}", "循环和调用超过 50 万步"),
        ("{% for a in range(9999) %}{% for b in range(9999) | reverse %}{% endfor %}{% endfor %}", "循环和调用超过 50 万步"),
        ("{% for i in range(99) recursive %}{{ loop(range(99)) }}{% endfor %}", "停不下来"),
        ("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}", "停不下来"),
        ("{% include 'own.md.j2' %}", "停不下来"),
        ("{% extends 'own.md.j2' %}", "停不下来"),
        ("{% macro m(x, n) %}{% if n %}{{ m(x ~ x, n - 1) }}{% endif %}{% endmacro %}{{ m('aaaa', 60) }}", "印出的文字超过 2000 万字"),
        ("{% macro m(x, n) %}{% if n %}{{ m(x + x, n - 1) }}{% endif %}{% endmacro %}{{ m('aaaa', 60) }}", "印出的文字超过 2000 万字"),
        ("{% macro m(x, n) %}{% if n %}{{ m(x + x, n - 1) }}{% endif %}{% endmacro %}{{ m([1, 2], 60) }}", "印出的文字超过 2000 万字"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}", "循环和调用超过 50 万步"),
        ("{% set x = 'aa' %}" + "{% set x = x.replace('a', 'aaaaaaaaaaaaaaaaaaaa') %}" * 9 + "{{ x }}", "印出的文字超过 2000 万字"),
        ("{% set x %}" + "文" * 9000 + "{% endset %}{{ range(9999) | map(attribute='q', default=x) | join }}", "印出的文字超过 2000 万字"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "套得太深"),
        ("{% for i in [1] %}" * 30 + "{% endfor %}" * 30, "套得太深"),
        # files
        ("{% include '../template.toml' %}", "没有文件 sections/../template.toml"),
        ("{% include '/etc/passwd' %}", "没有文件 sections//etc/passwd"),
        ("{% include 'c:\\\\x.md.j2' %}", "没有文件 sections/c:\\x.md.j2"),
        ("{% include './part.md.j2' %}", "没有文件 sections/./part.md.j2"),
        ("{% extends 'nothing.md.j2' %}", "没有文件 sections/nothing.md.j2"),
        ("{% import 'os' as os %}", "没有文件 sections/os"),
        # what can't be printed
        ("{{ none }}", "这里的结果没有值，不能印"),
        ("{{ 1 == 1 }}", "这里的结果是或否，不是文字，不能印"),
        ("{{ [1, 2] }}", "这里的结果不是文字或数字，不能直接印"),
        ("{{ range }}", "这里的结果不是文字或数字，不能直接印"),
        ("{% autoescape true %}{{ '<' }}{% endautoescape %}", "不能用 autoescape"),
        ("{{ 单位全称 | int }}", "“round”“int”只用于数字和指标"),
        ("{{ 浏览量 | round }}", "“浏览量”（指标!D17）填的是概数“近2亿”，不能取整"),
        ("{{ 评比 * 2 }}", "填的是文字“全国第一”，不能参加计算"),
        ("{% if 刑事立案 > '五' %}{% endif %}", "“刑事立案”只能与数字或指标计算"),
        ("{{ 年度 | 万 }}", "“万”只用于指标"),
        ("{{ 'a' + 1 }}", "模板里不能用“+”做这个运算；文字与别的值相连请用“~”"),
        ("{{ '共' + 刑事立案 }}", "文字与别的值相连请用“~”"),
        ("{{ 部分 }}", "这里是整个部分，不能直接印；请写 .标题 或 .条目"),
        ("{{ 部分.栏目[0] }}", "这里是一组条目，不能直接印；请写 .标题 或 .条目"),
        ("{{ 部分.条目 | 排列('item') }}", "“排列”后面写 部分.列举，或者"),
        ("{% if 刑事立案.同比 > 0 %}{% endif %}", "“.同比”“.倍数”是文字，不能比较大小"),
        ("{% if 刑事立案 == '593起' %}{% endif %}", "“刑事立案”是数，不能与文字“593起”比较"),
        ("{{ 条目 | selectattr('部分', 'equal', '工作') | list | length }}", "没有“equal”这个判断"),
        ("{{ 抄送机关 }}", "“抄送机关”是空的，这里要用到它"),
        # marks that say where a value came from
        ("{% set s = 刑事立案 | string %}{{ s[:3] }}", "模板改动了数值的来源标记"),
        ("{% set s = 刑事立案 | string %}{{ s[0] ~ '99999' ~ s[2] ~ 'x' ~ s[-1] }}", "模板改动了数值的来源标记"),
    ],
)  # fmt: skip
def test_what_a_section_text_must_not_do_ends_in_one_message(tmp_path: Path, text: str, complaint: str) -> None:
    (error,) = section(tmp_path, text).errors
    assert error.startswith("模板 own.md.j2")
    assert complaint in error


def test_marks_can_not_be_forged_in_a_literal(tmp_path: Path) -> None:
    rendering = section(tmp_path, "{{ '\\ufdd09999\\ufdd1x\\ufdd2' }}\ufdd00\ufdd1y\ufdd2")
    assert rendering.errors == []
    assert rendering.paragraphs[0] == "9999x0y"


# ── Messages ────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_error_points_to_its_file_and_line(tmp_path: Path) -> None:
    base = "{% block 甲 %}\n{% endblock %}\n{{ 1 / 0 }}"
    (error,) = section(tmp_path, '{% extends "base.md.j2" %}\n{% block 甲 %}{% endblock %}', sections={"base.md.j2": base}).errors
    assert error.startswith("模板 base.md.j2 第3行：这里算不出来：除数是 0")
    (error,) = section(tmp_path, '甲\n\n{% include "more.md.j2" %}', sections={"more.md.j2": "\n{{ 无名 }}"}).errors
    assert error == "模板 more.md.j2 第2行：没有“无名”这个名称；请检查引用名，或在“指标”表里加上"


def test_unknown_names_are_all_said_at_once(tmp_path: Path) -> None:
    tags = ["{{ 刑事立按 }}", "{% if 无名 %}{% endif %}", "{% for x in 无物 %}{% endfor %}", "{{ 刑事立案.同笔 }}", "{{ 乙 + 1 }}"]
    text = "\n".join([*tags, "{% if 丙 == 1 %}{% endif %}"])
    assert [error.split("；")[0] for error in section(tmp_path, text).errors] == [
        "模板 own.md.j2 第1行：没有“刑事立按”这个名称",
        "模板 own.md.j2 第2行：没有“无名”这个名称",
        "模板 own.md.j2 第3行：没有“无物”这个名称",
        "模板 own.md.j2 第4行：没有“.同笔”这种写法",
        "模板 own.md.j2 第5行：没有“乙”这个名称",
        "模板 own.md.j2 第6行：没有“丙”这个名称",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ +无名 }}",
        "{{ 无名 | length }}",
        "{{ 无名 ~ '甲' }}",
        "{{ [无名] | join }}",
        "{{ 1 < 无名 }}",
        "{{ 无名 | int }}",
        "{{ 无名(1) }}",
        "{{ 无名 % 2 }}",
        "{{ 无名 in [1] }}",
        "{{ 1 if 无名 != 2 }}",
        "{{ 刑事立案 > 无名 }}",
    ],
)
def test_an_unknown_name_never_passes_in_silence(tmp_path: Path, text: str) -> None:
    assert section(tmp_path, text).errors


def test_mistakes_of_every_tag_are_said_at_once(tmp_path: Path) -> None:
    text = "{{ 刑事立案 刑事破案 }}\n{% iff 甲 %}\n{{ 甲 | 成 }}\n{% if %}\n{{ }}\n{% elif 乙 乙 %}\n{% set x = %}\n正文"
    assert section(tmp_path, text).errors == [
        "模板 own.md.j2 第1行：写法有错：多出了“刑事破案”，{{ }} 里只写一个值；请改正这一行",
        "模板 own.md.j2 第2行：写法有错：不认识的标签“iff”；是不是想写“if”？",
        "模板 own.md.j2 第3行：没有“成”这个过滤器；可以用 万、中文数字、亿、分列、分别同比、列举、占、排列",
        "模板 own.md.j2 第4行：写法有错：这里应是一个值，却是“%}”；请改正这一行",
        "模板 own.md.j2 第5行：写法有错：花括号里没有内容；请改正这一行",
        "模板 own.md.j2 第6行：写法有错：多出了“乙”；请改正这一行",
        "模板 own.md.j2 第7行：写法有错：这里应是一个值，却是“%}”；请改正这一行",
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{% if 1 %}\n甲", "文件到头了，{% if %} 还没有结束，缺少 {% endif %}"),
        ("{{ 刑事立案", "写到一半就结束了，还缺“}}”"),
        ("{# 注释", "注释没有结束，缺少 #}"),
        ("{{ 刑事立案 $ }}", "不能用的符号“$”"),
        ("{{ (1 }}", "多出了“}”，这里应是“)”"),
        ("{% endif %}", "不认识的标签“endif”"),
        ("{% block 甲 %}{% endblock %}{% block 甲 %}{% endblock %}", "块“甲”写了两次"),
        ("{% for x y in z %}{% endfor %}", "这里应是“in”，却是“y”"),
        ("{{ 1 is 没有 }}", "没有“没有”这个判断"),
    ],
)
def test_a_mistake_of_syntax_is_said_in_chinese(tmp_path: Path, text: str, complaint: str) -> None:
    errors = section(tmp_path, text).errors
    assert complaint in errors[0]


def test_a_mistake_in_a_shared_text_is_said_once(tmp_path: Path) -> None:
    rendering = section(tmp_path, '{% extends "part.md.j2" %}', sections={"part.md.j2": "{{ 甲 | 成 }}"})
    assert len(rendering.errors) == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("正文".encode("gbk"), "文件不是 UTF-8 编码；请另存为 UTF-8"), (b"a" * 200_001, "文件超过 200 KB")],
)
def test_a_file_that_is_no_section_text_is_said_so(tmp_path: Path, content: bytes, complaint: str) -> None:
    home = make_template(tmp_path)
    (home / "sections" / "part.md.j2").write_bytes(content)
    (error,) = check(make_workbook(tmp_path / "甲.xlsx")).errors
    assert str(error).startswith(f"模板 part.md.j2 第1行：{complaint}")


def test_the_standard_texts_are_sound(tmp_path: Path) -> None:
    for file in sorted((STANDARD / "sections").glob("*.md.j2")):
        assert section(tmp_path, file.read_text(encoding="utf-8")).errors == [], file.name


def test_a_blank_year_is_complained_of_once(tmp_path: Path) -> None:
    text = "{{ 年度 + 1 }}{{ (2 * 年度 - 1) | round }}{% if 年度 >= 2020 %}新{% endif %}{{ 成文日期.年 }}"
    errors = section(tmp_path, text, items={"年度": "", "成文日期": ""}).errors
    assert errors == [
        "基本信息!B3：“年度”是空的，应填写；请填写",
        "基本信息!B5：“成文日期”是空的，模板 own.md.j2 第1行 要用到它；请在“基本信息”里填写，或改写这句话",
    ]


def test_a_message_of_the_parser_that_is_not_known_stays_as_it_is() -> None:
    assert syntax_in_chinese("something new") == "something new"
    assert syntax_in_chinese(None) == "写法不对"
    assert failure_in_chinese(SecurityError("说明")) == "说明"
