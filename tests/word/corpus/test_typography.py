"""What a Chinese keyboard and Word's autocorrection put inside a tag is taken as meant; outside of tags nothing changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word_rendering import rendered

DATA = {"名称": "甲市", "数": 593, "列": ["丙", "丁"], "字典": {"甲": 1}, "空": "", "率": 95.5}
CASES = {
    "full-width braces": ("前｛｛ 名称 ｝｝后", "前甲市后"),
    "full-width braces of a condition": ("前｛% if 数 %｝有｛% endif %｝后", "前有后"),
    "full-width braces over runs": ("前｛¦｛ 名称 ｝¦｝后", "前甲市后"),
    "braces of both kinds": ("前{｛ 名称 ｝}后", "前甲市后"),
    "full-width brackets and commas": ("{{ 空|default（'无'，true） }}", "无"),
    "full-width colons": ("{{ {'甲'：1}['甲'] }}", "1"),
    "a pause mark between values": ("{{ [名称、数]|join('-') }}", "甲市-593"),
    "full-width signs": ("{% if 数 ＞ 500 %}多{% endif %}{{ 列｜join（'、'） }}", "多丙、丁"),
    "full-width digits": ("{{ 数 ＋ １２ }}", "605"),
    "typographic quotes": ("{{ 列|join(“、”) }}{{ 字典[‘甲’] }}", "丙、丁1"),
    "quotes that open as they close": ("{{ 列|join(”、”) }}{{ 字典[’甲’] }}", "丙、丁1"),
    "typographic quotes in a comparison": ("{% if 名称 == “甲市” %}是{% endif %}", "是"),
    "quotes within typographic quotes": ("{{ “他说‘好’” }}", "他说‘好’"),
    "marks within a literal": ("{{ '（甲，乙：丙、丁）“引”｛｝' }}", "（甲，乙：丙、丁）“引”｛｝"),
    "a typographic quote within straight ones": ("""{{ "“" }}{{ '‘' }}""", "“‘"),
    "spaces of other widths": ("{{　名称\u00a0}}", "甲市"),
    "marks of no width": ("{{ 名\u200b称 }}", "甲市"),
    "a percent sign in a literal": ("{{ 率 ~ '%' }}{{ '%}' }}", "95.5%%}"),
    "braces in a literal": ("{{ '}}' }}{{ '{{' }}{{ '{%' }}", "}}{{{%"),
    "a mapping at the end": ("{{ {'甲': {'乙': 2}}['甲']['乙'] }}", "2"),
    "a mapping passed on": ("{{ {'甲': {'乙': 2}}.甲.乙 }}{{ {'a': 1}|length }}", "21"),
    "a percent sign as remainder": ("{% if 数 % 2 %}奇{% endif %}{{ 数 % 10 }}", "奇3"),
    "a closing brace in a condition": ("{% if '}' in '{}' and '%' in '5%' %}有{% endif %}", "有"),
    "a comment": ("前{# 注释：{{ 没有 }} “%}” #}后", "前后"),
    "a comment over runs": ("前{¦# 注¦释 #¦}后", "前后"),
    "escapes": ("{_{ 名称 }_}、{_% if %_}", "{{ 名称 }}、{% if %}"),
    "escapes over runs": ("{¦_{ 名称 }¦_}", "{{ 名称 }}"),
    "escapes beside a tag": ("{_{ {{ 名称 }} }_}", "{{ 甲市 }}"),
    "a raw stretch": ("{% raw %}{{ 名称 }}{% if %}{% endraw %}后", "{{ 名称 }}{% if %}后"),
    "white space control within a line": ("甲 {{- 名称 -}} 乙", "甲甲市乙"),
}
PLAIN = [
    "单个｛全角｝括号",
    "｛ ｛ 名称 ｝ ｝",
    "“引号”‘单’（括号），冒号：顿号、句号。",
    "{单个} 100% 5",
    "<w:t>&amp;</w:t> ]]> <!-- -->",
    "　　首行缩进　",
    "a\u200bb\u00a0c",
    "𠮷野家 😀",
]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_tag_is_taken_as_meant(tmp_path: Path, text: str, expected: str) -> None:
    assert rendered(tmp_path, text, data=DATA) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_words_outside_of_tags_do_not_change(tmp_path: Path, text: str) -> None:
    assert rendered(tmp_path, text, f"{text}{{{{ 数 }}}}{text}", data=DATA) == f"{text}\n{text}593{text}"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("{%p if 数 % 2 %}", "{%p endif %}"),
        ("{%p if '}' in '{}' %}", "{%p endif %}"),
        ("{%p if '%' in '5%' %}", "{%p endif %}"),
        ("{%p if 名称 == “甲市” %}", "{%p endif %}"),
        ("｛%p if 数 ＞ 5 %｝", "｛%p endif %｝"),
        ("{%p for 项 in {'甲': 1} %}", "{%p endfor %}"),
        ("{%p set 句 = '{%' %}", "{%p set 句 = '%}' %}"),
        ("{%p if 数%}", "{%p   endif %}"),
        ("  {%p  if 数 %}", "{%p endif%}　"),
    ],
)
def test_a_paragraph_tag_is_taken_as_meant(tmp_path: Path, opening: str, closing: str) -> None:
    assert rendered(tmp_path, "首", opening, "中", closing, "末", data=DATA) == "首\n中\n末"
