from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator
from generator.diagnostics import Findings, Place
from generator.model.marks import Marks, plain, without_marks
from generator.model.template import Options
from generator.prose.figures import replace_figures
from generator.templating.passages import render_passage, render_phrase
from generator.templating.session import Session
from generator.templating.tags import normalise_tag, normalise_tags
from tests.support.marked import source
from tests.support.renderings import refused, render, said
from tests.support.templates import SETTINGS
from tests.support.workbooks import make_workbook

ODD = (
    "#*_`~<>&'\"{}%|\\ \t\r\n\x00\x01\x0b\x0c\x1f\x85\u2028\u3000\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdef\ufffe😀👨‍👩‍👧简体１２３,.．，。％〔〕"
)
WITHOUT_BRACES = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8"))).map(
    lambda text: "".join(c for c in text if c not in "{}｛｝")
)


def session(draft: bool = False) -> Session:
    return Session(Options(), 2022, "上报", draft, Marks(), Findings())


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in without_marks(text).split("\n") if line.strip()]


# ── Plain words ─────────────────────────────────────────────────────────────────────────────────────────────


@given(WITHOUT_BRACES)
def test_words_without_braces_come_out_unchanged(text: str) -> None:
    here = session()
    lines = render_passage(text, {}, here, source())
    assert [plain(line) for line in lines] == lines_of(text)
    assert list(here.findings) == []


@given(WITHOUT_BRACES)
def test_the_pieces_of_a_text_are_all_of_it(text: str) -> None:
    here = session()
    lines = render_passage(text, {}, here, source())
    assert ["".join(piece.text for piece in here.marks.pieces(line)) for line in lines] == lines_of(text)
    assert all(piece.origin == source() for line in lines for piece in here.marks.pieces(line))


@given(st.text(st.sampled_from("{}｛｝%#刑事立案 .|12\n\"'")))
def test_any_braces_end_in_words_or_in_a_complaint(text: str) -> None:
    here = session()
    printed = "\n".join(plain(line) for line in render_passage(text, {}, here, source()))
    assert "{{" not in printed or here.findings.errors
    assert all(found.place.cell == "D2" for found in here.findings)


@pytest.mark.parametrize(
    "text",
    ["# 不是标题", "* 不是列表", "1. 强化执法", "<b>&amp;</b>", "甲 & 乙 < 丙", "集合{甲}", "```", "😀", "\\n", "100%", "a{b}c", "----"],
)
def test_nothing_in_a_text_is_markup(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text) == text


def test_line_breaks_make_paragraphs_and_blank_lines_make_none(tmp_path: Path) -> None:
    assert render(tmp_path, "　　第一段\n\n  第二段  \n").paragraphs[:2] == ["第一段", "第二段"]


def test_the_same_text_twice_is_printed_twice(tmp_path: Path) -> None:
    assert render(tmp_path, "加强培训。", "加强培训。").paragraphs[:2] == ["加强培训。", "加强培训。"]


# ── Tags ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "tag",
    [
        "{{刑事立案.同比}}",
        "{{   刑事立案 . 同比   }}",
        "｛｛ 刑事立案.同比 ｝｝",
        "{｛ 刑事立案.同比 ｝}",
        "{{ 刑事立案．同比 }}",
        "{{ 刑事立案。同比 }}",
        "{{\u3000刑事立案.同比\u00a0}}",
        "{{ 刑事立案\u200b.同比 }}",
        "{{ (刑事立案.同比) }}",
        "{{ （刑事立案.同比） }}",
        "{{ [刑事立案]｜分别同比 }}",
        "{{ ［刑事立案］ | 分别同比 }}",
        "{{\n刑事立案.同比\n}}",
    ],
)
def test_a_tag_is_taken_as_it_was_meant(tmp_path: Path, tag: str) -> None:
    assert said(tmp_path, f"全年{tag}。") == "全年同比上升9.81%。"


@pytest.mark.parametrize("separator", [", ", "，", "、", ","])
def test_a_list_of_figures_is_divided_by_any_comma(tmp_path: Path, separator: str) -> None:
    assert said(tmp_path, f"{{{{ [刑事立案{separator}刑事破案] | 分别同比 }}}}") == "同比分别上升9.81%、20%"


@pytest.mark.parametrize(
    ("inner", "plain_tag"),
    [
        ("刑事立案．同比", "刑事立案.同比"),
        ("版本 ＝＝ “上报”", '版本 == "上报"'),
        ('x | 列举("一是：")', 'x | 列举("一是：")'),
        ("x ｜ 列举（“一是：”）", 'x | 列举("一是：")'),
        ("'他说：“好”' ～ x", "'他说：“好”' ~ x"),
        (r'"\"“" ， x', r'"\"“" , x'),
        ("‘甲’", "'甲'"),
        ("甲１２", "甲12"),
        ("abc == 'x'", "abc == 'x'"),
    ],
)
def test_full_width_marks_are_made_plain_outside_string_literals_only(inner: str, plain_tag: str) -> None:
    assert normalise_tag(inner) == plain_tag


def test_only_the_tags_of_a_section_text_are_made_plain() -> None:
    text = "（一）“好”：{% if 版本 ＝＝ ‘上报’ %}１、{# （注） #}{% raw %}{{ （ }}{% endraw %}{{ 甲｜万 }}"
    assert normalise_tags(text) == "（一）“好”：{% if 版本 == '上报' %}１、{# （注） #}{% raw %}{{ （ }}{% endraw %}{{ 甲|万 }}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{{ 刑事立按 }}", "报告内容!D2：“{{ 刑事立按 }}”：没有“刑事立按”这个引用名；是不是想写“刑事立案”或“刑事破案”？"),
        ("{{ 不相干的事物名称 }}", "没有“不相干的事物名称”这个引用名；请在“指标”表里加上，或改正名称"),
        ("{{ 刑事立案.同笔 }}", "没有“.同笔”这种写法；是不是想写“同比”？"),
        ("{{ 刑事立案.增幅 }}", "没有“.增幅”这种写法；可以写 .数、.上年、.单位、.名称、.时段、.同比、.倍数"),
        ("立案{{ 刑事立案", "报告内容!D2：“{{ 刑事立案”缺少结尾的 }}；请补上两个右花括号，例如 {{ 刑事立案 }}"),
        ("{{ 刑事立案 }", "缺少结尾的 }}"),
        ("立案刑事立案 }}起", "有 }} 而没有开头的 {{；请补上两个左花括号，或删去 }}"),
        ("{{ }}", "花括号里没有内容；请填引用名，例如 {{ 刑事立案 }}"),
        ("{{\u200b}}", "花括号里没有内容"),
        ("{{{ 刑事立案 }}}", "写法不对"),
        ("{{ 刑事立案 刑事破案 }}", "写法不对"),
        ("{{ 刑事立案 }} 和 {{ 刑事破案 ", "缺少结尾的 }}"),
        ("{{ 12起 }}", "写法不对"),
        ("{{ 刑事立案｝\u200b｝ 刑事破案 }}", "一对花括号里只写一个引用名或算式"),
        ("{{ “刑事立案” }}", "花括号里不用引号；引用名不加引号"),
        ("{{ [刑事立案, 刑事破案] }}", "一组指标不能直接印"),
        ("{{ " + "刑事立案 + " * 60 + "1 }}", "花括号里超过 300 个字"),
        ("{{ " + "1 + " * 40 + "1 }}", "算式太长"),
        ("{{ " + "(" * 140 + "1" + ")" * 140 + " }}", "写法不对"),
        ("{{ true }}", "没有“true”这个引用名"),
        ("{{ 刑事立案 }} }}", "没有开头的 {{"),
    ],
)
def test_what_is_wrong_with_a_tag_is_said_with_its_cell(tmp_path: Path, text: str, complaint: str) -> None:
    error = refused(tmp_path, text)
    assert error.startswith("报告内容!D2：")
    assert complaint in error


def test_nested_tags_are_an_error_for_each_half(tmp_path: Path) -> None:
    unclosed, unopened = render(tmp_path, "{{ {{ 刑事立案 }} }}").errors
    assert "缺少结尾的 }}" in unclosed
    assert "没有开头的 {{" in unopened


def test_every_tag_of_every_cell_is_complained_of_in_one_round(tmp_path: Path) -> None:
    rendering = render(tmp_path, "{{ 甲 }}{{ 乙 }}{{ 刑事立案.丙 }}", "{{ 丁")
    assert [error.split("：")[0] for error in rendering.errors] == ["报告内容!D2"] * 3 + ["报告内容!D3"]


@pytest.mark.parametrize("text", ["{刑事立案}", "｛刑事立案.同比｝", "{ 刑事立案 }起"])
def test_single_braces_around_a_known_name_are_doubted(tmp_path: Path, text: str) -> None:
    rendering = render(tmp_path, text)
    assert rendering.paragraphs[0] == text
    assert rendering.errors == []
    assert any("只有一对花括号，会照原样印出来" in said for said in rendering.complaints)


# ── Code ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ 刑事立案.__class__ }}",
        "{{ 刑事立案.__class__.__mro__ }}",
        "{{ 刑事立案.indicator }}",
        "{{ 刑事立案.session }}",
        "{{ 单位全称.upper }}",
        "{{ 刑事立案.数.__init__ }}",
        "{{ 7**99999999 }}",
        "{{ range(10) }}",
        "{{ [1]*10**9 }}",
        "{{ [刑事立案]*1000000000 }}",
        '{{ "a"*1000000000 }}',
        "{{ 1e999 }}",
        "{{ 1e308 * 1e999 }}",
        "{{ 刑事立案() }}",
        "{{ 刑事立案['数'] }}",
        "{{ [刑事立案][0] }}",
        "{{ 刑事立案 if 1 else 2 }}",
        "{{ 刑事立案 > 1 }}",
        "{{ not 刑事立案 }}",
        "{{ 刑事立案 ~ 刑事破案 }}",
        "{{ {'a': 1} }}",
        "{{ lipsum() }}",
        "{{ self }}",
        "{{ 刑事立案 | attr('session') }}",
        "{{ 刑事立案 | map('upper') }}",
        "{{ 刑事立案 // 2 }}",
        "{{ 刑事立案 % 2 }}",
        "{{ -刑事立案 }}",
        r"{{ '\ufdd00\ufdd1x\ufdd2' }}",
        "{% if 刑事立案 %}有{% endif %}",
        "{% for i in range(10) %}{% endfor %}",
        "{# 注释 #}",
        "｛％ if 1 ％｝",
        "{% include 'part.md.j2' %}",
        "{{ 刑事立案 }}{% raw %}",
    ],
)
def test_code_is_an_error_with_the_cell_and_does_no_harm(tmp_path: Path, text: str) -> None:
    errors = render(tmp_path, text).errors
    assert errors
    assert all(error.startswith("报告内容!D2：") for error in errors)


def test_code_is_called_what_it_is(tmp_path: Path) -> None:
    assert refused(tmp_path, "{{ range(10) }}") == (
        "报告内容!D2：“{{ range(10) }}”：文字里不能写代码；只能写 {{ 引用名 }}、{{ 引用名.同比 }}、{{ 引用名 | 万 }} 这样的式子"
    )
    assert refused(tmp_path, "{% set x = 1") == "报告内容!D2：这里有“{%”，文字里不能写代码；只能用 {{ 引用名 }}；请删去"


@given(st.text(st.sampled_from("刑事立案.数同比|万占()[],+-*/0123456789 '\"_abc"), max_size=40))
def test_no_tag_ends_in_anything_but_words_or_a_complaint(inner: str) -> None:
    here = session()
    lines = render_passage(f"甲{{{{{inner}}}}}乙", {"年度": 2022}, here, source())
    assert here.findings.errors or "甲" in plain(lines[0])


# ── Figures typed by hand ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2022年立案593起，同比上升9.81%", ["593", "9.81%"]),
        ("提高3.2个百分点，占95.5％", ["3.2个百分点", "95.5％"]),
        ("3.57万人次、7.48亿元、1,234,567元", ["3.57万", "7.48亿", "1,234,567"]),
        ("50余万元、20万余份、1000余起、300多人、4千余人", ["50余万", "20万余", "1000余", "300多", "4千余"]),
        ("15%～30%，13万元～17万元", ["15%", "30%", "13万", "17万"]),
        ("５９３起，３．５万人", ["５９３", "３．５万"]),
        ("2019起案件，2022件", ["2019", "2022"]),
        ("3个月，5日内办结，24小时，18周岁，近20年", ["3", "5", "24", "18", "20"]),
        ("全省第2名，排第3位", ["2", "3"]),
        ("办结12345件，服务群众110人", ["12345", "110"]),
        ("12345热线办结300件", ["300"]),
        ("110警情5.6万起", ["5.6万"]),
        ("2022.12万元", ["2022.12万"]),
        ("5G基站30个，APP注册3万人", ["30", "3万"]),
        ("巡逻5km", ["5"]),
        ("（1）化解3件", ["3"]),
        ("1.5倍", ["1.5"]),
        ("12‰", ["12‰"]),
    ],
)
def test_figures_typed_by_hand_are_found(text: str, figures: list[str]) -> None:
    found: list[str] = []
    assert replace_figures(text, lambda figure: found.append(figure) or figure) == text  # type: ignore[func-returns-value]
    assert found == figures


@pytest.mark.parametrize(
    "text",
    [
        "2022年、2022年度、2022年内、2022年底",
        "2021—2022年、2018年至2020年、2019、2020年",
        "2023年2月20日、2023-02-20、2023.2.20、2023/2/20",
        "1至11月、1-9月、3月5日至8日、9月底、2022年1至11月",
        "8时30分、8:30、20：15",
        "×公〔2023〕5号、国发〔2021〕33号、（2023）5号、2023年第5号",
        "第3条、第12条第3款、第1至3项、第 5 期、1号文件、3号令",
        "12345政务服务便民热线、12389举报电话、110报警服务台、96110专线、“12345”",
        "“12·4”国家宪法日、“3.15”、“1+N”、1+3+N、7×24",
        "GB/T 9704—2012、GA 1330-2016、5G、4A级、APP2.0、v3.11、智慧公安2.0版",
        "0772-1234567、13812345678",
        "（1）、(12)",
        "1.强化执法\n2、强化监督",
        "一是、十四五、百日行动、三个百分之百",
    ],
)
def test_digits_that_count_nothing_are_no_figures(text: str) -> None:
    found: list[str] = []
    replace_figures(text, lambda figure: found.append(figure) or figure)  # type: ignore[func-returns-value]
    assert found == []


@given(st.text(st.sampled_from("0123456789.,，年月日号时至—-+×·:：%万余第〔〕（）() GBT/件热线\n起")))
def test_looking_for_figures_changes_nothing(text: str) -> None:
    assert replace_figures(text, lambda figure: figure) == text


def test_a_figure_typed_by_hand_is_marked_with_its_cell(tmp_path: Path) -> None:
    rendering = render(tmp_path, "2022年抓获{{ 抓获数 }}，缴获毒品3.5千克。")
    marked = {piece.text: piece.source for piece in rendering.pieces if piece.source and piece.origin}
    assert set(marked) == {"170人", "3.5千"}
    typed = marked["3.5千"]
    assert typed is not None
    assert (typed.kind, typed.name, [str(cell) for cell in typed.cells]) == ("typed", None, ["报告内容!D2"])


# ── Wording in the settings of a template ───────────────────────────────────────────────────────────────────


def test_a_wording_of_the_settings_is_not_traced_by_hand(tmp_path: Path) -> None:
    assert render_phrase("3件{{ 甲 }}", {"甲": 5}, session(), Place(file="x")) == "3件5"


def test_what_is_wrong_in_a_wording_of_the_settings_is_said_with_its_place(tmp_path: Path) -> None:
    settings = SETTINGS.replace("{{ 年度 }}年工作", "{{ 年渡 }}年工作").replace('default = "我局"', 'default = "{% if %}"')
    assert render(tmp_path, "正文", settings=settings).errors == [
        "模板 template.toml [[items]] 单位简称：这里有“{%”，文字里不能写代码；只能用 {{ 引用名 }}；请删去",
        "模板 template.toml [[parts]] 工作：“{{ 年渡 }}”：没有“年渡”这个引用名；是不是想写“年度”？",
    ]


def test_a_cell_full_of_braces_does_not_bury_the_rest(folder: Path) -> None:
    entries = f"部分 | 栏目 | 小标题 | 正文\n工作 | | | {'{{ ' * 3000}\n安排 | | | {{{{ 没有 }}}}"
    findings = generator.check(make_workbook(folder / "甲.xlsx", entries=entries))
    assert len([found for found in findings if found.place.cell == "D2"]) <= 22
    assert [found.code for found in findings if found.place.cell == "D3"] == ["unknown-name"]


def test_the_same_problem_again_and_again_counts_once(folder: Path) -> None:
    entries = f"部分 | 栏目 | 小标题 | 正文\n工作 | | | {'{{ 没有 }}' * 50}{{{{ 也没有 }}}}\n安排 | | | 乙"
    findings = generator.check(make_workbook(folder / "甲.xlsx", entries=entries))
    assert [found.code for found in findings if found.place.cell == "D2"] == ["unknown-name", "unknown-name"]
