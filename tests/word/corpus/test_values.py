"""Values print as they are, whatever is in them."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import Markup

from generator import render_docx
from tests.support.word import PAGE_BREAK, bold, make_docx, p, text_of
from tests.support.word_rendering import refusals, rendered, warned

PRINTED = {
    "R&D": "R&D",
    "<5%": "<5%",
    "<w:br/>&amp;&#10;]]>": "<w:br/>&amp;&#10;]]>",
    "{{ 名称 }} {% if %}": "{{ 名称 }} {% if %}",
    "{_{ 名称 }_}": "{_{ 名称 }_}",
    "“引”'单'\"双\"": "“引”'单'\"双\"",
    "一\n二\n\n三": "一↵二↵↵三",
    "一\r\n二": "一↵二",
    "左\t右": "左⇥右",
    " 两边 ": " 两边 ",
    "\n头尾\n": "↵头尾↵",
    "𠮷😀": "𠮷😀",
    "": "",
}


@pytest.mark.parametrize(("value", "expected"), PRINTED.items())
def test_a_text_prints_as_it_is(tmp_path: Path, value: str, expected: str) -> None:
    text = rendered(tmp_path, "前{{ 值 }}后", [["{{ 值 }}"]], data={"值": value}, headers={"default": "{{ 值 }}"})
    assert text == f"前{expected}后\n| {expected} |\nheader: {expected}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (-1.5, "-1.5"), (Decimal("1.10"), "1.10"), (date(2023, 2, 20), "2023-02-20"), (10**20, "1" + "0" * 20)],
)
def test_numbers_and_dates_print_as_python_says_them(tmp_path: Path, value: object, expected: str) -> None:
    assert rendered(tmp_path, "{{ 值 }}", data={"值": value}) == expected


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_xml_forbids_is_dropped_with_a_warning(tmp_path: Path, character: str) -> None:
    text, findings = warned(tmp_path, "{{ 值 }}", data={"值": f"甲{character}乙"})
    assert text.replace("↵", "") == "甲乙"
    (warning,) = findings
    assert warning.severity == "warning"


def test_none_never_prints(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "前{{ 值 }}后", data={"值": None})
    assert "值" in str(error)
    assert error.place.paragraph == 1


def test_a_text_made_by_a_filter_is_escaped_too(tmp_path: Path) -> None:
    data = {"列": ["<a>", "&"], "句": "<b>"}
    text = "{{ 列|join('<&>') }}{{ 句 ~ '&' }}{{ 句|upper }}{{ '<%s>'|format(句) }}{{ 句|e }}{{ 句|safe }}{{ 列|first }}"
    assert rendered(tmp_path, text, data=data) == "<a><&>&<b>&<B><<b>><b><b><a>"


def test_a_text_caught_by_a_set_or_macro_is_escaped_once(tmp_path: Path) -> None:
    data = {"句": "<&>\n"}
    caught = "{% set x %}甲{{ 句 }}<{% endset %}{{ x }}"
    macro = "{% macro m(y) %}{{ y }}&乙{% endmacro %}{{ m(句) }}{{ m('<') }}"
    assert rendered(tmp_path, caught, macro, data=data) == "甲<&>↵<\n<&>↵&乙<&乙"


def test_a_captured_text_is_compared_as_text(tmp_path: Path) -> None:
    text = "{% set x %}甲&{{ 数 }}{% endset %}{% if x == '甲&1' %}同{% endif %}{{ x|length }}"
    assert rendered(tmp_path, text, data={"数": 1}) == "同3"


def test_markup_of_the_caller_is_a_text_like_others(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ 值 }}{{ 值|upper }}", data={"值": Markup("<b>&amp;")}) == "<b>&amp;<B>&AMP;"


def test_a_filter_block_gives_a_text(tmp_path: Path) -> None:
    assert rendered(tmp_path, p("{% filter upper %}a", bold("b{{ 值 }}"), "c{% endfilter %}d"), data={"值": "x<"}) == "ABX<Cd"


def test_a_filter_over_paragraphs_is_told(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "{%p filter upper %}", "甲", "{%p endfilter %}")
    assert "filter" in str(error)


def test_paragraphs_caught_are_not_put_into_a_line(tmp_path: Path) -> None:
    caught = ("{%p set 段 %}", "甲", "{%p endset %}")
    (error,) = refusals(tmp_path, *caught, "乙{{ 段 }}")
    assert "{{p" in error.hint
    assert error.place.paragraph == 4
    assert rendered(tmp_path, *caught, "{% if 段 == '甲' %}是{% endif %}", "{{p 段 }}") == "是\n甲"


def test_words_caught_may_be_a_paragraph(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{% set 句 %}甲{% endset %}", "{{p 句 }}") == "\n甲"


@pytest.mark.parametrize("value", [object(), iter([1]), len, [].append, type])
def test_what_says_nothing_of_itself_is_told(tmp_path: Path, value: object) -> None:
    assert len(refusals(tmp_path, "{{ 值 }}", data={"值": value})) == 1


def test_lines_of_a_value_stay_in_their_run(tmp_path: Path) -> None:
    assert rendered(tmp_path, p("甲", bold("{{ 值 }}"), PAGE_BREAK), data={"值": "一\n二"}, formats=True) == "甲*一↵二*⇟"


def test_objects_are_read_by_attribute_and_by_key(tmp_path: Path) -> None:
    class Unit:
        name = "甲"

        def __init__(self) -> None:
            self.数 = 3

    assert rendered(tmp_path, "{{ 局.name }}{{ 局.数 }}{{ 局['数'] }}", data={"局": Unit()}) == "甲33"


def test_a_template_can_be_bytes_and_an_output_a_stream(tmp_path: Path) -> None:
    template, out = make_docx(tmp_path / "模板.docx", "{{ 值 }}"), io.BytesIO()
    assert list(render_docx(template.read_bytes(), {"值": "甲"}, out)) == []
    assert text_of(out.getvalue()) == "甲"


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    template = make_docx(tmp_path / "模板.docx", "{{ 值 }}", "{%p for x in 列 %}", "{{ x }}", "{%p endfor %}")
    made = []
    for name in ("一.docx", "二.docx"):
        render_docx(template, {"值": "甲", "列": [1, 2]}, tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith(b"PK")
    assert b"[Content_Types].xml" in made[0][:60]


def test_an_output_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "结果.docx").write_text("旧")
    text, _ = warned(tmp_path, "{{ 值 }}", data={"值": "新"})
    assert text == "新"


def test_the_data_are_not_changed(tmp_path: Path) -> None:
    data = {"列": [1, 2], "字典": {"甲": [3]}}
    rendered(tmp_path, "{% set 列 = 列 + [3] %}{{ 列|join }}{% for 列 in 字典.甲 %}{{ 列 }}{% endfor %}", data=data)
    assert data == {"列": [1, 2], "字典": {"甲": [3]}}


NONE = ["{{ [空] }}", "{{ {'甲': 空} }}", "{{ [1, 空]|join('、') }}", "{{ '甲' ~ 空 }}", "{{ '、'.join([空]) }}"]


@pytest.mark.parametrize("tag", NONE)
def test_none_inside_of_something_never_prints(tmp_path: Path, tag: str) -> None:
    (error,) = refusals(tmp_path, tag, data={"空": None})
    assert "这里没有值（None），不能印" in error.message
