"""Templates written for docxtpl 0.20 give the same text, wherever names are defined, not None, and values hold no markup.

docxtpl renders each template beside this engine, and the texts are compared paragraph by paragraph. Each case of
``INLINE`` stands in the body, in a table, in the header, in the footer and in a footnote at once.
"""

from __future__ import annotations

import datetime
from collections import namedtuple
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate

from generator import render_docx
from tests.support.validity import faults_of
from tests.support.word import (
    LINE_BREAK,
    PAGE_BREAK,
    Block,
    bold,
    cell,
    control,
    footnote,
    inline_control,
    link,
    make_docx,
    p,
    table,
    text_of,
)

Person = namedtuple("Person", "name age city")
DATA: dict[str, Any] = {
    "名称": "甲市公安局",
    "name": "Li Lei",
    "空": "",
    "数": 593,
    "上年": 540,
    "零": 0,
    "小数": 9.8148,
    "整": 100.0,
    "精确": Decimal("9.80"),
    "大": 12345678901234567890,
    "负": -7,
    "真": True,
    "假": False,
    "日期": datetime.date(2023, 2, 20),
    "时刻": datetime.datetime(2023, 2, 20, 9, 30),
    "列": ["丙", "甲", "乙"],
    "数列": [3, 1, 2, 3],
    "词": ["b", "A", "c", "a"],
    "无": [],
    "嵌": [[1, 2], [3, 4]],
    "字典": {"甲": 1, "乙": 2, "丙": 3},
    "人": [Person("张", 30, "柳州"), Person("李", 25, "梧州"), Person("王", 41, "柳州")],
    "案": [
        {"类": "盗窃", "数": 12, "破": True, "项": ["一", "二"]},
        {"类": "诈骗", "数": 7, "破": False, "项": []},
        {"类": "抢劫", "数": 12, "破": True, "项": ["三"]},
    ],
    "深": {"层": {"值": "底", "列": [{"名": "尾"}]}},
    "行文": "第一行\n第二行\t缩进",
    "空格": "  两边有空格  ",
    "树": [{"名": "根", "子": [{"名": "枝", "子": [{"名": "叶", "子": []}]}, {"名": "杈", "子": []}]}],
    "键": "乙",
    "货": ["a", "b", "c", "d", "e"],
}

INLINE = """
没有标记的段落
{{ 名称 }}
{{名称}}
前{{ 名称 }}后{{ 数 }}
{{ 数 }}{{ 上年 }}
{{ 数 }} {{ 上年 }}
{{ 空 }}
前{{ 空 }}后
{{ 零 }} {{ 小数 }} {{ 整 }} {{ 精确 }} {{ 大 }} {{ 负 }}
{{ 真 }} {{ 假 }}
{{ 日期 }} {{ 时刻 }} {{ 日期.year }}年{{ 日期.month }}月{{ 日期.day }}日
{{ 日期.isoformat() }}
{{ 数列 }} {{ 嵌 }}
{{ 数 - 上年 }} {{ 数 + 1 }} {{ 数 * 2 }} {{ 数 / 2 }} {{ 数 // 2 }} {{ 数 % 7 }} {{ -数 }} {{ 小数 + 1 }}
{{ (数 - 上年) / 上年 * 100 }}
{{ '%.2f' % 小数 }}
{{ '%s共%d起' % (名称, 数) }}
{{ '%.2f'|format(小数) }} {{ '%s-%s'|format(名称, 数) }}
{{ 名称 ~ '：' ~ 数 }}
{{ 名称 + '局' }}
{{ "双引号" }}{{ '单引号' }}
{{ “弯引号” }}{{ ‘单弯引号’ }}
{{ '}' }}{{ "%" }}{{ '{' }}
{{ 列[0] }} {{ 列[-1] }} {{ 列[1:] }} {{ 数列[:2] }}
{{ 字典['甲'] }} {{ 字典.乙 }} {{ 字典[键] }} {{ 字典.get('丙') }} {{ 字典.get('丁', '没有') }}
{{ 深.层.值 }} {{ 深['层']['值'] }} {{ 深.层.列[0].名 }}
{{ 人[0].name }} {{ 人[1]['age'] }} {{ 人[2][2] }}
{{ '有' if 数 else '没有' }} {{ '有' if 零 else '没有' }} {{ 名称 if 真 }}
{{ 数 > 上年 }} {{ 数 == 593 and not 假 }} {{ 1 < 数 < 1000 }} {{ '甲' in 列 }} {{ '丁' not in 列 }}
{% if 数 > 上年 %}上升{% elif 数 == 上年 %}持平{% else %}下降{% endif %}
{% if 上年 > 数 %}上升{% elif 数 == 上年 %}持平{% else %}下降{% endif %}
前{% if 假 %}不印{% endif %}后
{% if 真 %}{% if 假 %}一{% else %}二{% endif %}{% endif %}
{% for 项 in 列 %}{{ 项 }}、{% endfor %}
{% for 项 in 列 %}{{ loop.index }}.{{ 项 }}{% if not loop.last %}；{% endif %}{% endfor %}。
{% for 项 in 列 %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{% endfor %}
{% for 项 in 列 %}{{ loop.cycle('奇', '偶') }}{% endfor %}
{% for 项 in 数列 %}{{ loop.previtem|default('首') }}<{{ 项 }}<{{ loop.nextitem|default('尾') }} {% endfor %}
{% for 项 in 案 %}{% if loop.changed(项.数) %}新{% endif %}{{ 项.数 }}{% endfor %}
{% for 项 in 无 %}{{ 项 }}{% else %}没有条目{% endfor %}
{% for 行 in 嵌 %}{% for 格 in 行 %}{{ loop.depth }}{{ 格 }}{% endfor %};{% endfor %}
{% for 键, 值 in 字典.items() %}{{ 键 }}={{ 值 }} {% endfor %}
{% for 键 in 字典 %}{{ 键 }}{{ 字典[键] }}{% endfor %}{{ 字典.keys()|list|length }}{{ 字典.values()|sum }}
{% for 案件 in 案 if 案件.破 %}{{ 案件.类 }}{{ loop.length }}{% endfor %}
{% for 案件 in 案 %}{{ 案件.类 }}：{% for 项 in 案件.项 %}{{ 项 }}{% else %}无{% endfor %}；{% endfor %}
{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(1, 9, 3) %}{{ i }}{% endfor %}
{% for 节 in 树 recursive %}{{ 节.名 }}{{ loop.depth0 }}({{ loop(节.子) }}){% endfor %}
{% set 合计 = 数 + 上年 %}{{ 合计 }}
{% set 句 %}共{{ 数 }}起{% endset %}{{ 句 }}；{{ 句 }}
{% set 甲, 乙 = 1, 2 %}{{ 乙 }}{{ 甲 }}
{% set ns = namespace(和=0) %}{% for n in 数列 %}{% set ns.和 = ns.和 + n %}{% endfor %}{{ ns.和 }}
{% with 甲 = 数 %}{{ 甲 }}{% endwith %}
{% macro 起(n, 量='起') %}{{ n }}{{ 量 }}{% endmacro %}{{ 起(数) }}{{ 起(2, '件') }}{{ 起(n=3) }}
{% macro 括() %}（{{ caller() }}）{% endmacro %}{% call 括() %}{{ 数 }}{% endcall %}
{% macro 带() %}（{{ caller(数) }}）{% endmacro %}{% call(甲) 带() %}{{ 甲 }}起{% endcall %}
{% if(真) %}甲{% endif %}{% if not(真) %}乙{% endif %}
{% filter upper %}abc{{ name }}{% endfilter %}
{% raw %}原样 x y{% endraw %}
{# 注释 #}正文
前{# 注释 {{ 名称 }} #}后
{_{ 名称 }_} {_% if %_}
{{ name|upper }} {{ name|lower }} {{ name|title }} {{ 'abc def'|capitalize }}
{{ 空格|trim }}。{{ 空格 }}。
{{ 列|join('、') }} {{ 列|join }} {{ 人|join('、', attribute='name') }}
{{ 列|first }} {{ 列|last }} {{ 列|length }} {{ 列|count }} {{ 名称|length }}
{{ 空|default('默认', true) }} {{ 数|default('默认') }} {{ 空|d('甲', boolean=True) }}
{{ 小数|round }} {{ 小数|round(2) }} {{ 小数|round(1, 'floor') }} {{ 小数|round(1, 'ceil') }}
{{ 2.5|round }} {{ 小数|round|int }}
{{ '12'|int }} {{ 'x'|int(3) }} {{ 9.99|int }} {{ '1.5'|float }} {{ 数|float }} {{ 数|string }} {{ 负|abs }}
{{ 名称|replace('公安局', '司法局') }}
{{ 列|sort|join }} {{ 数列|sort(reverse=true)|join(',') }} {{ 词|sort|join }} {{ 词|sort(case_sensitive=true)|join }}
{{ 人|sort(attribute='age')|map(attribute='name')|join }} {{ 案|sort(attribute='数,类')|map(attribute='类')|join }}
{% for 组 in 人|groupby('city') %}{{ 组.grouper }}:{{ 组.list|map(attribute='name')|join }};{% endfor %}
{% for 城, 们 in 人|groupby('city') %}{{ 城 }}{{ 们|length }}{% endfor %}
{{ 案|selectattr('破')|map(attribute='类')|join('、') }} {{ 案|rejectattr('破')|map(attribute='类')|join }}
{{ 案|selectattr('数', 'equalto', 12)|list|length }} {{ 案|selectattr('数', 'gt', 10)|map(attribute='类')|join }}
{{ 数列|select('odd')|join }} {{ 数列|reject('odd')|join }} {{ 数列|select('ge', 2)|list }}
{{ 词|map('upper')|join }} {{ 列|map('length')|sum }} {{ 案|map(attribute='无此', default='缺')|join }}
{{ 数列|sum }} {{ 案|sum(attribute='数') }} {{ 数列|sum(start=10) }} {{ 数列|min }} {{ 数列|max }}
{{ 人|max(attribute='age') == 人[2] }}
{{ 数列|unique|list }} {{ 词|unique|join }} {{ 数列|reverse|list }} {{ 名称|reverse }}
{% for 批 in 货|batch(2) %}{{ 批|join }};{% endfor %} {% for 批 in 货|batch(3, '-') %}{{ 批|join }};{% endfor %}
{% for 片 in 货|slice(2) %}{{ 片|join }};{% endfor %} {% for 片 in 货|slice(3, '-') %}{{ 片|join }};{% endfor %}
{% for 键, 值 in 字典|dictsort %}{{ 键 }}{{ 值 }}{% endfor %}
{% for 键, 值 in 字典|dictsort(by='value', reverse=true) %}{{ 键 }}{% endfor %}
{% for 键, 值 in 字典|items %}{{ 键 }}{{ 值 }}{% endfor %} {{ 案[0]|attr('类')|default('无') }}
{{ 名称|list|join('-') }} {{ 字典|list|join }} {{ 'a b c'|wordcount }} {{ name|e }}
{{ name|escape }} {{ name|safe }} {{ name|e|upper }}
{{ 'ab'|center(6) }}。 {{ '一二三四五'|truncate(3, true, '…', 0) }} {{ '%05d'|format(42) }} {{ '{:.1f}'.format(小数) }}
{{ 数 is defined }} {{ 没有 is defined }} {{ 没有 is undefined }} {{ 名称 is string }}
{{ 数 is number }} {{ 小数 is float }} {{ 数 is integer }}
{{ 数 is odd }} {{ 数 is even }} {{ 数 is divisibleby 3 }} {{ 列 is sequence }}
{{ 字典 is mapping }} {{ 列 is iterable }} {{ 真 is true }} {{ 假 is false }}
{{ 数 is eq 593 }} {{ 数 is gt(5) }} {{ 数 is in [593] }} {{ 'abc' is lower }}
{{ 'ABC' is upper }} {{ 真 is sameas true }} {{ 数 is boolean }} {{ 无 is none }}
{{ name.upper() }} {{ name.startswith('Li') }} {{ name.split(' ')[1] }}
{{ name.replace('Li', 'Han') }} {{ ' x '.strip() }} {{ '、'.join(列) }} {{ 'a'.zfill(3) }}
{{ 列.index('甲') }} {{ 数列.count(3) }} {{ name.find('L') }} {{ 名称.endswith('局') }}
{{ 'a-b'.title() }} {{ '12'.isdigit() }}
{{ 日期.strftime('%Y-%m-%d') }}
{{ 行文 }}
{{ 空格 }}
{{ cycler('a', 'b').next() }}
{% set 逗 = joiner('，') %}{% for 项 in 列 %}{{ 逗() }}{{ 项 }}{% endfor %}
{{ {'甲': 1}['甲'] }} {{ [1, 2][1] }} {{ (1, 2)[0] }} {{ dict(甲=1).甲 }}
{{ '甲' '乙' }} {{ 1_000 }} {{ 1e3 }} {{ 0.1 + 0.2 }}
甲  {{ 名称 }}  乙 {{ 数 }}
{{ 数 -}} 起 {{- 上年 }}
甲 }} 乙 } 丙 { 丁 % 戊 %} 己
单个｛全角｝括号，（括号）：“引号”
{% if 数 > 1 and 名称 %}是{% endif %}{% if not 假 or 真 %}是{% endif %}
{% for a in 列 %}{% for b in 列 %}{% if a == b %}{{ loop.index }}{% endif %}{% endfor %}{% endfor %}
{{ 数 if 数 is defined else '无' }}{{ 没有|default('无') }}
{{ 列|join('、')|replace('、', '与', 1) }} {{ (列|sort)[0] }} {{ 列|sort|first|upper }}
""".strip().split("\n")

BLOCKS: dict[str, tuple[Block, ...]] = {
    "tags over runs": ("甲{¦{ 名¦称¦ }¦}乙{¦% ¦if 真 ¦%}¦丙{% en¦dif %}",),
    "paragraphs by a condition": ("前", "{%p if 真 %}", "印", "{%p endif %}", "{%p if 假 %}", "不印", "{%p endif %}", "后"),
    "paragraphs by else": ("{%p if 假 %}", "一", "{%p elif 零 %}", "二", "{%p else %}", "三", "{%p endif %}"),
    "paragraphs by a loop": ("{%p for 项 in 列 %}", "{{ loop.index }} {{ 项 }}", "", "{%p endfor %}", "后"),
    "an empty loop over paragraphs": ("前", "{%p for 项 in 无 %}", "{{ 项 }}", "{%p else %}", "没有", "{%p endfor %}"),
    "loops over paragraphs in one another": (
        "{%p for 案件 in 案 %}",
        "{{ 案件.类 }}",
        "{%p for 项 in 案件.项 %}",
        "{{ loop.index }}、{{ 项 }}",
        "{%p endfor %}",
        "{%p if 案件.破 %}",
        "已破",
        "{%p endif %}",
        "{%p endfor %}",
    ),
    "paragraphs set and reported": ("{%p set 合计 = 数 + 上年 %}", "{{ 合计 }}"),
    "a comment paragraph": ("前", "{#p 注释 #}", "后"),
    "tables by a condition": ("{%p if 真 %}", [["甲", "乙"]], "{%p endif %}", "{%p if 假 %}", [["丙"]], "{%p endif %}", "后"),
    "rows by a loop": (
        [["类", "数"], ["{%tr for 案件 in 案 %}", ""], ["{{ 案件.类 }}", "{{ 案件.数 }}"], ["{%tr endfor %}", ""], ["计", ""]],
    ),
    "rows by a condition": ([["{%tr if 假 %}"], ["不印"], ["{%tr else %}"], ["印"], ["{%tr endif %}"]],),
    "rows by loops in one another": (
        [
            ["{%tr for 案件 in 案 %}"],
            ["{{ 案件.类 }}"],
            ["{%tr for 项 in 案件.项 %}"],
            ["{{ 项 }}{% if loop.last %}。{% endif %}"],
            ["{%tr endfor %}"],
            ["{%tr endfor %}"],
        ],
    ),
    "a comment row": ([["甲"], ["{#tr 注释 #}"], ["乙"]],),
    "columns by a loop": (
        [["{%tc for 案件 in 案 %}", "{{ 案件.类 }}", "{%tc endfor %}"], ["{%tc for c in 案 %}", "{{ c.数 }}", "{%tc endfor %}"]],
    ),
    "rows and columns": (
        [
            ["头", "{%tc for c in 列 %}", "{{ c }}", "{%tc endfor %}"],
            ["{%tr for r in 数列 %}", "", "", ""],
            ["{{ r }}", "{%tc for c in 列 %}", "{{ r }}{{ c }}", "{%tc endfor %}"],
            ["{%tr endfor %}", "", "", ""],
        ],
    ),
    "columns by a condition": ([["甲", "{%tc if 真 %}", "乙", "{%tc endif %}", "{%tc if 假 %}", "丙", "{%tc endif %}", "丁"]],),
    "vertical merge": ([["{%tr for r in 列 %}", ""], ["{% vm %}类", "{{ r }}"], ["{%tr endfor %}", ""]],),
    "vertical merge of a value": ([["{%tr for r in 列 %}", ""], ["{% vm %}{{ 名称 }}", "{{ r }}"], ["{%tr endfor %}", ""]],),
    "horizontal merge": ([["{%tc for r in 列 %}", "{% hm %}总", "{%tc endfor %}"], ["{%tc for r in 列 %}", "{{ r }}", "{%tc endfor %}"]],),
    "colspan": ([["{% colspan 2 %}宽"], ["甲", "乙"]],),
    "colspan of a value": ([["{% colspan 列|length %}{{ 名称 }}"], ["甲", "乙", "丙"]],),
    "cell background": ([["{% cellbg 'FF0000' %}{{ 名称 }}", "乙"]],),
    "a nested table": (
        [
            ["{%tr for 案件 in 案 %}"],
            [("{{ 案件.类 }}", [["{%tr for 项 in 案件.项 %}"], ["{{ 项 }}"], ["{%tr endfor %}"], ["计"]])],
            ["{%tr endfor %}"],
        ],
    ),
    "paragraphs in a cell": ([["甲", ("{%p for 项 in 列 %}", "{{ 项 }}", "{%p endfor %}", "尾")]],),
    "a run by a condition": (p("甲", bold("{%r if 真 %}"), "乙", "{%r endif %}", "丙", "{%r if 假 %}", bold("丁"), "{%r endif %}", "戊"),),
    "a run by a loop": (p("{%r for 项 in 列 %}", bold("{{ 项 }}"), "、", "{%r endfor %}"),),
    "a condition over runs of other format": (p("甲{% if 真 %}", bold("乙{{ 数 }}"), "{% else %}丙{% endif %}丁"),),
    "a loop over runs of other format": (p("{% for 项 in 列 %}", bold("{{ 项 }}"), "、{% endfor %}"),),
    "a condition over paragraphs": ("甲{% if 真 %}乙", "丙{% endif %}丁"),
    "a condition that joins paragraphs": ("甲{% if 假 %}乙", "丙{% endif %}丁"),
    "a condition over cells": ([["甲{% if 真 %}乙", "丙{% endif %}丁", "戊"]],),
    "a condition over rows": ([["甲{% if 真 %}乙"], ["丙{% endif %}丁"]],),
    "a loop over cells": ([["{% for 项 in 列 %}{{ 项 }}", "乙{% endfor %}"]],),
    "a loop over paragraphs": ("甲{% for 项 in 列 %}{{ 项 }}", "乙{% endfor %}丙"),
    "joining with the paragraph before": ("甲", "{%- if 真 %}", "乙", "{%- endif %}", "丙"),
    "joining with the paragraph after": ("甲{% if 真 -%}", "乙", "{%- endif -%}", "丙"),
    "a loop that joins paragraphs": ("名单：", "{%- for 项 in 列 %}", "{{ 项 }}、", "{%- endfor %}", "完"),
    "a macro over paragraphs": ("{%p macro 写(x) %}", "写{{ x }}", "{%p endmacro %}", "前", "{%p if 真 %}", "后", "{%p endif %}"),
    "a macro of paragraphs": (
        "{%p macro 写(x) %}",
        "写{{ x }}",
        p(bold("又"), "{{ x }}"),
        "{%p endmacro %}",
        "{{p 写('甲') }}",
        "中",
        "{%p for 项 in 列 %}",
        "{{p 写(项) }}",
        "{%p endfor %}",
    ),
    "a macro over runs": (p("{% macro 写(x) %}写", bold("{{ x }}"), "！{% endmacro %}"), "前{{ 写('甲') }}中{{ 写('乙') }}后"),
    "a call over runs": (p("{% macro 写() %}写{{ caller() }}。{% endmacro %}{% call 写() %}甲", bold("乙"), "丙{% endcall %}丁"),),
    "paragraphs caught": ("{%p set 段 %}", "甲{{ 数 }}", "乙", "{%p endset %}", "中", "{{p 段 }}"),
    "words caught over runs": (p("{% set 句 %}甲", bold("乙"), "丙{% endset %}前{{ 句 }}后{{ 句 }}"),),
    "a set for all that follows": ("{% set 甲 = 数 %}", "{{ 甲 }}", [["{{ 甲 }}"]]),
    "a list numbered by Word": ("{%p for 项 in 列 %}", p("{{ 项 }}", numbered=1), "{%p endfor %}"),
    "a content control": (control("{%p for 项 in 列 %}", "{{ 项 }}", "{%p endfor %}"),),
    "an inline content control": (p("甲", inline_control("{{ 名称 }}"), "乙"),),
    "a link": (p("甲", link("{{ 名称 }}"), "乙"),),
    "merged cells": (
        table([cell("{{ 名称 }}", span=2)], [cell("{{ 数 }}", merge="restart"), cell("a")], [cell(merge="continue"), cell("b")]),
    ),
    "blank paragraphs": ("", "{{ 空 }}", "", "{{ 名称 }}", ""),
    "a paragraph of spaces": ("  ", " {{ 名称 }} ", "　{{ 名称 }}"),
    "tables in a loop": (
        "{%p for 案件 in 案 %}",
        "{{ 案件.类 }}",
        [["{%tr for 项 in 案件.项 %}"], ["{{ 项 }}"], ["{%tr endfor %}"], ["计"]],
        "{%p endfor %}",
    ),
    "page breaks in a loop": ("{%p for 项 in 列 %}", p("{{ 项 }}", PAGE_BREAK, "续"), "{%p endfor %}"),
    "a break within a tag": (p("{% if 真 ", LINE_BREAK, "%}乙{% endif %}"),),
    "paragraph tags in runs and spaces": ("  {¦%p¦ if 真¦ %}  ", "印", p(bold("{%p "), "endif %}")),
    "a wide cell merged over a loop": ([["{%tc for r in 列 %}", cell("{% hm %}总", span=2), "{%tc endfor %}"]],),
    "rows and paragraphs by the same list": (
        [["{%tr for 项 in 列 %}"], [("{%p if loop.first %}", "首", "{%p endif %}", "{{ 项 }}")], ["{%tr endfor %}"]],
    ),
    "tags in the middle of words": ("共{{数}}起,比上年{%if 数>上年%}上升{%else%}下降{%endif%}{{((数-上年)/上年*100)|round(2)}}%。",),
}


def beside(folder: Path, template: Path) -> tuple[list[str], list[str]]:
    """The text by docxtpl, and by this engine."""
    oracle = DocxTemplate(str(template))
    oracle.render(dict(DATA))
    oracle.save(str(folder / "docxtpl.docx"))
    render_docx(template, DATA, folder / "结果.docx")
    assert faults_of(folder / "结果.docx") == []
    return text_of(folder / "docxtpl.docx").split("\n"), text_of(folder / "结果.docx").split("\n")


@pytest.mark.parametrize("text", INLINE)
def test_what_stands_in_a_paragraph_gives_the_same_text_everywhere(tmp_path: Path, text: str) -> None:
    template = make_docx(
        tmp_path / "模板.docx",
        text,
        [["左", text]],
        p("注", footnote()),
        headers={"default": text, "first": (text, "首")},
        footers={"default": [[text]]},
        footnotes=[text],
    )
    theirs, ours = beside(tmp_path, template)
    assert ours == theirs


@pytest.mark.parametrize("body", BLOCKS.values(), ids=BLOCKS)
def test_paragraphs_and_tables_give_the_same_text(tmp_path: Path, body: tuple[Block, ...]) -> None:
    theirs, ours = beside(tmp_path, make_docx(tmp_path / "模板.docx", *body, "末"))
    assert ours == theirs


@pytest.mark.parametrize(
    "body", [body for name, body in BLOCKS.items() if name != "a link"], ids=[name for name in BLOCKS if name != "a link"]
)
def test_paragraphs_and_tables_give_the_same_text_in_margins(tmp_path: Path, body: tuple[Block, ...]) -> None:
    template = make_docx(tmp_path / "模板.docx", "正文", headers={"default": (*body, "末")}, footers={"default": (*body, "末")})
    theirs, ours = beside(tmp_path, template)
    assert ours == theirs


@pytest.mark.parametrize("filtered", ["name|e", "name|safe", "name|escape", "name|e|safe"])
def test_escaping_filters_change_nothing(tmp_path: Path, filtered: str) -> None:
    template = make_docx(tmp_path / "模板.docx", f"{{{{ {filtered} }}}}")
    render_docx(template, {"name": "R&D <5%"}, tmp_path / "结果.docx")
    assert text_of(tmp_path / "结果.docx") == "R&D <5%"
