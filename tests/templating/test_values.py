from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Findings
from generator.errors import FindingsStop
from generator.model.amounts import exact
from generator.model.marks import Marks, plain
from generator.model.provenance import Cell
from generator.model.report import Indicator
from generator.model.template import Options
from generator.pipeline.building import build
from generator.templating.figures import Figure
from generator.templating.session import Session
from generator.templating.values import plain_number
from tests.support.renderings import refused, render, said
from tests.support.workbooks import make_workbook

NUMBERS = st.decimals(min_value=0, max_value=10**12, places=4)
COLUMNS = {"引用名": "A", "单位": "C", "本年": "D", "上年": "E"}


def figure(number: object, unit: str = "起", last: object = 1) -> Figure:
    session = Session(Options(), 2022, "上报", False, Marks(), Findings())
    cells = {heading: Cell("甲.xlsx", "指标", f"{column}2") for heading, column in COLUMNS.items()}
    return Figure(session, Indicator("甲", "甲", unit, exact(str(number)), exact(str(last)), cells))


# ── What a value prints: the table of the product, row by row ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 刑事立案 }}", "593起"),
        ("{{ 刑事立案.数 }}", "593"),
        ("{{ 刑事立案.上年 }}", "540起"),
        ("{{ 刑事立案.单位 }}", "起"),
        ("{{ 刑事立案.时段 }}", "1至11月"),
        ("{{ 刑事立案.同比 }}", "同比上升9.81%"),
        ("{{ 治安案件.同比 }}", "同比下降5%"),
        ("{{ 满意率.同比 }}", "同比提高3.2个百分点"),
        ("{{ 追赃.同比 }}", "同比增长274%"),
        ("{{ 持平数.同比 }}", "同比持平"),
        ("{{ 追赃.倍数 }}", "是2021年的3.74倍"),
        ("{{ 参训人次 | 万 }}", "3.57万人次"),
        ("{{ 追赃 | 亿 }}", "7.48亿元"),
        ("{{ [刑事立案, 刑事破案] | 分别同比 }}", "同比分别上升9.81%、20%"),
        ("{{ [刑事立案, 治安案件] | 分别同比 }}", "同比分别上升9.81%、下降5%"),
        ("{{ 刑拘数 | 占(抓获数) }}", "占比62.35%"),
        ("{{ 行政诉讼 }}", "无行政诉讼案件"),
        ("{{ 行政复议 }}", "0件"),
        ("{{ 行政诉讼 }}，{{ 行政诉讼.同比 }}", "无行政诉讼案件，同比减少3件"),
        ("{{ 刑事立案.名称 }}", "刑事案件立案数"),
    ],
)
def test_a_value_prints_what_the_product_says(tmp_path: Path, tag: str, printed: str) -> None:
    assert said(tmp_path, f"全年{tag}。") == f"全年{printed}。"


def test_rows_of_a_list_are_run_together(tmp_path: Path) -> None:
    rows = "部分 | 栏目 | 小标题 | 正文\n工作 | | | 一\n安排 | | | 加强培训\n安排 | | | 加强监督。"
    assert render(tmp_path, entries=rows).paragraphs[-1] == "一是加强培训；二是加强监督。"


# ── The kinds of amounts ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 浏览量 }}", "近2亿次"),
        ("{{ 浏览量.上年 }}", "1000余次"),
        ("{{ 浏览量.数 }}", "近2亿"),
        ("{{ 走访 }}", "约300户"),
        ("{{ 大数 }}", "3.57万人次"),
        ("{{ 大数 | 万 }}", "3.57万人次"),
        ("{{ 大数.同比 }}", "同比上升19%"),
        ("{{ 区间 }}", "13万元～17万元"),
        ("{{ 区间.数 }}", "13万～17万"),
        ("{{ 区间.上年 }}", "约12万元"),
        ("{{ 评比 }}", "全国第一"),
        ("{{ 满意率 }}", "95.5%"),
        ("{{ 满意率.数 }}", "95.5"),
        ("{{ 手填.同比 }}", "同比下降12.5%"),
        ("{{ 走访.同比 }}", "同比上升5%"),
        ("{{ 行政诉讼.数 }}", "0"),
        ("{{ 行政诉讼.同比 }}", "同比减少3件"),
        ("{{ 行政诉讼 | 万 }}", "无行政诉讼案件"),
        ("{{ 抓获数 | 亿 }}", "170人"),
        ("{{ 参训人次.数 | 万 }}", "3.57万"),
    ],
)
def test_each_kind_of_amount_is_printed_in_its_way(tmp_path: Path, tag: str, printed: str) -> None:
    assert said(tmp_path, tag) == printed


@pytest.mark.parametrize("typed", ["95.5%", "95.5", "９５.５％"])
def test_a_rate_reads_the_same_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    rows = f"引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 1 | 1\n满意率 | 满意率 | % | {typed} | 92.3%"
    assert said(tmp_path, "{{ 满意率 }}，{{ 满意率.同比 }}", indicators=rows) == "95.5%，同比提高3.2个百分点"


def test_blank_zero_and_not_applicable_are_three_things(tmp_path: Path) -> None:
    rendering = render(tmp_path, "{{ 没填 }}", "{{ 行政复议 }}", "{{ 不涉及 }}")
    assert rendering.paragraphs[0] == "0件"
    assert rendering.errors == [
        "指标!D16：“没填”的本年是空的，报告内容!D2 要用到它；请填数字；确实为零填 0，不涉及填“不适用”",
        "报告内容!D4：“不涉及”填的是“不适用”（指标!D15），不能印出来；请删去或改写这句话",
    ]


@pytest.mark.parametrize(
    ("tag", "complaint"),
    [
        ("{{ 新增.同比 }}", "指标!E14：“新增”的上年是 0，报告内容!D2 要印同比，但没有基数"),
        ("{{ 抓获数.同比 }}", "指标!E6：“抓获数”的上年是空的，报告内容!D2 要用到它"),
        ("{{ 抓获数.上年 }}", "指标!E6：“抓获数”的上年是空的，报告内容!D2 要用到它"),
        ("{{ 浏览量.同比 }}", "指标!D17：“浏览量”的本年是“近2亿”，算不出同比"),
        ("{{ 没填.同比 }}", "指标!D16：“没填”的本年是空的，报告内容!D2 要用到它"),
        ("{{ 评比.同比 }}", "报告内容!D2：“评比”是文字（指标!D20），没有同比"),
        ("{{ 治安案件.倍数 }}", "指标!E4：“治安案件”不能写成倍数（上年为 0、有概数，或者没有超过上年）"),
        ("{{ 新增.倍数 }}", "指标!E14：“新增”不能写成倍数"),
        ("{{ 浏览量 | 亿 }}", "报告内容!D2：“浏览量”（指标!D17）填的是概数“近2亿”，不能换算成“亿”"),
        ("{{ 满意率 | 万 }}", "报告内容!D2：“{{ 满意率 | 万 }}”：“满意率”是比率，不能换算成“万”"),
        ("{{ 持平数.倍数 }}", "指标!E5：“持平数”不能写成倍数"),
        ("{{ 评比.倍数 }}", "指标!E20：“评比”不能写成倍数"),
        ("{{ 区间.同比 }}", "指标!D22：“区间”的本年是“13万～17万”，算不出同比"),
        ("{{ 区间 + 1 }}", "报告内容!D2：“区间”（指标!D22）填的是概数“13万～17万”，不能参加计算"),
        ("{{ 评比 | 万 }}", "报告内容!D2：“评比”（指标!D20）填的是文字“全国第一”，不能换算成“万”"),
    ],
)
def test_what_can_not_be_said_is_an_error_that_names_the_cell(tmp_path: Path, tag: str, complaint: str) -> None:
    assert refused(tmp_path, tag).startswith(complaint)


def test_a_template_may_say_what_stands_for_a_change_without_a_base(tmp_path: Path) -> None:
    options = 'no_base = "上年无此项"\nno_last = "上年没有统计"'
    rendering = render(tmp_path, "{{ 新增.同比 }}", "{{ 抓获数.同比 }}", "{{ [刑事立案, 新增] | 分别同比 }}", options=options)
    assert rendering.errors == []
    assert rendering.paragraphs[:3] == ["上年无此项", "上年没有统计", "同比上升9.81%、上年无此项"]


def test_what_stands_for_a_base_of_zero_does_not_hide_that_last_year_is_missing(tmp_path: Path) -> None:
    assert "“抓获数”的上年是空的" in refused(tmp_path, "{{ 抓获数.同比 }}", options='no_base = "上年无此项"')
    assert "“新增”的上年是 0" in refused(tmp_path, "{{ 新增.同比 }}", options='no_last = "上年没有统计"')


def test_a_template_may_say_a_change_from_zero_as_a_number(tmp_path: Path) -> None:
    tags = "{{ 新增.同比 }}", "{{ 行政复议.同比 }}", "{{ [刑事立案, 新增] | 分别同比 }}"
    rendering = render(tmp_path, *tags, options='zero_base_difference = true\nno_base = "上年无此项"')
    assert rendering.errors == []
    assert rendering.paragraphs[:3] == ["同比增加7件", "同比持平", "同比分别上升9.81%、增加7件"]


def test_a_missing_cell_that_was_complained_of_is_not_called_blank_too(tmp_path: Path) -> None:
    rows = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 大约三百 | 1"
    (error,) = render(tmp_path, "{{ 刑事立案 }}", "{{ 刑事立案.同比 }}", indicators=rows).errors
    assert error.startswith("指标!D2：填的是“大约三百”，应填数字")


def test_an_indicator_of_the_template_without_a_row_is_missing(tmp_path: Path) -> None:
    rows = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 1 | 1"
    error = refused(tmp_path, "{{ 刑事破案 }}", indicators=rows)
    assert error.startswith("报告内容!D2：用到“刑事破案”，但“指标”表里没有这个引用名的行")


# ── Drafts ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 没填 }}", "【待补：没填】"),
        ("{{ 没填.数 }}", "【待补：没填】"),
        ("{{ 抓获数.上年 }}", "【待补：抓获数.上年】"),
        ("{{ 抓获数.同比 }}", "【待补：抓获数.上年】"),
        ("{{ 没填 | 万 }}", "【待补：没填】"),
        ("{{ 没填 + 行政复议 }}", "【待补：没填】"),
        ("{{ (没填 + 行政复议) | 万 }}", "【待补：没填】"),
        ("{{ 没填 | 占(行政复议) }}", "【待补：没填】"),
        ("{{ [刑事立案, 抓获数] | 分别同比 }}", "同比上升9.81%、【待补：抓获数.上年】"),
        ("{{ 抄送机关 }}", "【待补：抄送机关】"),
    ],
)
def test_a_draft_marks_what_is_missing(tmp_path: Path, tag: str, printed: str) -> None:
    rendering = render(tmp_path, tag, draft=True)
    assert rendering.errors == []
    assert rendering.paragraphs[0] == printed
    assert [p.source.kind for p in rendering.pieces if "待补" in p.text and p.source] == ["missing"]


def test_a_draft_does_not_forgive_what_is_wrong(tmp_path: Path) -> None:
    assert len(render(tmp_path, "{{ 不涉及 }}", "{{ 浏览量.同比 }}", "{{ 刑事立按 }}", draft=True).errors) == 3


# ── Arithmetic ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tag", "printed", "cells"),
    [
        ("{{ 刑事立案 + 刑事破案 }}", "1073起", ["指标!D2", "指标!D3"]),
        ("{{ 刑事立案 - 刑事立案.上年 }}", "53起", ["指标!D2", "指标!E2"]),
        ("{{ 刑事立案 + 刑事破案 - 治安案件 }}", "978起", ["指标!D2", "指标!D3", "指标!D4"]),
        ("{{ 1000 - 刑事立案 }}", "407起", ["指标!D2"]),
        ("{{ 刑事立案 * 2 }}", "1186起", ["指标!D2"]),
        ("{{ 2 * 刑事立案 }}", "1186起", ["指标!D2"]),
        ("{{ 刑事立案 / 2 }}", "296.5起", ["指标!D2"]),
        ("{{ 刑事破案 / 刑事立案 }}", "0.81", ["指标!D3", "指标!D2"]),
        ("{{ 经费.数 / 参训人次.数 }}", "35.01", ["指标!D10", "指标!D8"]),
        ("{{ 刑事立案.数 + 1 }}", "594", ["指标!D2"]),
        ("{{ (刑事立案 + 刑事破案) | 占(刑事立案 * 2) }}", "占比90.47%", ["指标!D2", "指标!D3"]),
        ("{{ (参训人次 + 参训人次.上年) | 万 }}", "6.57万人次", ["指标!D8", "指标!E8"]),
        ("{{ 刑事立案 * 0.1 }}", "59.3起", ["指标!D2"]),
    ],
)
def test_arithmetic_is_exact_and_keeps_every_source_cell(tmp_path: Path, tag: str, printed: str, cells: list[str]) -> None:
    rendering = render(tmp_path, tag)
    assert rendering.errors == []
    assert rendering.paragraphs[0] == printed
    assert rendering.cells(printed) == cells


@pytest.mark.parametrize("sign", ["+", "-", "*", "/"])
def test_different_units_are_an_error(tmp_path: Path, sign: str) -> None:
    error = refused(tmp_path, f"{{{{ 刑事立案 {sign} 抓获数 }}}}")
    assert error.startswith("报告内容!D2：“刑事立案”的单位是“起”，“抓获数”的单位是“人”，不能")


@pytest.mark.parametrize(
    ("tag", "complaint"),
    [
        ("{{ 刑事立案 / 0 }}", "不能除以 0"),
        ("{{ 刑事立案 / 行政复议.数 }}", "不能相除"),
        ("{{ 行政诉讼 / 行政复议 }}", "作了除以 0 的计算"),
        ("{{ 浏览量 + 1 }}", "“浏览量”（指标!D17）填的是概数“近2亿”，不能参加计算"),
        ("{{ 评比 + 1 }}", "“评比”（指标!D20）填的是文字“全国第一”，不能参加计算"),
        ("{{ 浏览量.上年 + 1 }}", "“浏览量的上年”（指标!E17）填的是概数“1000余”，不能参加计算"),
        ("{{ 没填 + 行政复议 }}", "“没填”的本年是空的"),
        ("{{ 刑事立案 * 999999999999999999999999999999 }}", "算出来的数太大"),
        ("{{ 刑事立案 + 单位全称 }}", "只有数字和指标能计算"),
        ("{{ 2 / 刑事立案 }}", "不能相除"),
    ],
)
def test_what_can_not_be_calculated_is_an_error(tmp_path: Path, tag: str, complaint: str) -> None:
    assert complaint in refused(tmp_path, tag)


@given(NUMBERS, NUMBERS)
def test_a_sum_is_the_exact_sum(left: Decimal, right: Decimal) -> None:
    total = figure(left) + figure(right)
    assert total.amount.number == left + right
    assert total.unit == "起"


@given(NUMBERS)
def test_a_figure_reads_back_within_the_printed_precision(number: Decimal) -> None:
    printed = plain(str(figure(number).数))
    assert abs(Decimal(printed) - number) <= Decimal("0.005")
    assert "E" not in printed
    assert not ("." in printed and printed.endswith("0"))
    assert not printed.startswith(".")


@given(st.floats(0, 1e9), NUMBERS)
def test_no_output_holds_a_float_artefact(factor: float, number: Decimal) -> None:
    printed = plain(str((figure(number) * factor).rounded(2)))
    assert len(printed.partition(".")[2].rstrip("起")) <= 2
    assert "e" not in printed.lower()


@given(st.one_of(st.none(), st.text(), st.booleans(), st.just(float("nan")), st.just(float("inf"))))
def test_only_finite_numbers_are_numbers(value: object) -> None:
    assert plain_number(value) is None


def test_figures_compare_by_their_exact_number() -> None:
    assert figure("0.3") == figure("0.1") + figure("0.2")
    assert figure(3) > 2
    assert figure(3) >= figure(3)
    assert not figure(3) < figure(3)
    assert figure(2) <= 2.5
    assert figure(2) != figure(3)
    assert hash(figure(2)) == hash(figure("2.0"))
    assert figure(2) != "2"


def test_figures_of_different_units_are_not_compared() -> None:
    one = figure(3)
    assert not one > figure(2, "人")
    assert [d.code for d in one.session.findings] == ["unit-mismatch"]


def test_a_difference_may_be_taken_without_its_sign() -> None:
    assert plain(str(abs(figure(3) - figure(5)))) == "2起"
    assert plain(str(abs(figure(3)))) == "3起"


def test_times_are_said_of_the_year_before(tmp_path: Path) -> None:
    assert said(tmp_path, "{{ 追赃.倍数 }}", items={"年度": 2019}) == "是2018年的3.74倍"


# ── Provenance ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tag", "printed", "cells"),
    [
        ("{{ 刑事立案 }}", "593起", ["指标!D2"]),
        ("{{ 刑事立案.上年 }}", "540起", ["指标!E2"]),
        ("{{ 刑事立案.同比 }}", "同比上升9.81%", ["指标!D2", "指标!E2"]),
        ("{{ 刑事立案.时段 }}", "1至11月", ["指标!G2"]),
        ("{{ 刑事立案.单位 }}", "起", ["指标!C2"]),
        ("{{ 手填.同比 }}", "同比下降12.5%", ["指标!F21"]),
        ("{{ 行政诉讼 }}", "无行政诉讼案件", ["指标!D12", "指标!H12"]),
        ("{{ 追赃.倍数 }}", "是2021年的3.74倍", ["指标!D9", "指标!E9"]),
        ("{{ [刑事立案, 刑事破案] | 分别同比 }}", "同比分别上升9.81%、20%", ["指标!D2", "指标!E2", "指标!D3", "指标!E3"]),
        ("{{ 刑拘数 | 占(抓获数) }}", "占比62.35%", ["指标!D7", "指标!D6"]),
        ("{{ 单位全称 }}", "甲市公安局", ["基本信息!B2"]),
        ("{{ 成文日期 }}", "2023年2月20日", ["基本信息!B5"]),
    ],
)
def test_a_printed_value_keeps_its_cells(tmp_path: Path, tag: str, printed: str, cells: list[str]) -> None:
    rendering = render(tmp_path, f"其中{tag}。")
    assert rendering.cells(printed) == cells


def test_a_printed_figure_keeps_its_name_department_and_period(tmp_path: Path) -> None:
    (piece,) = (p for p in render(tmp_path, "{{ 刑事立案 }}").pieces if p.text == "593起")
    assert piece.source is not None
    assert (piece.source.kind, piece.source.name, piece.source.department, piece.source.period) == (
        "figure",
        "刑事立案",
        "刑侦支队",
        "1至11月",
    )
    assert str(piece.origin.cells[0] if piece.origin else "") == "报告内容!D2"


# ── Items ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 年度 }}", "2022"),
        ("{{ 年度 + 1 }}", "2023"),
        ("{{ 成文日期 }}", "2023年2月20日"),
        ("{{ 成文日期.年 }}/{{ 成文日期.月 }}/{{ 成文日期.日 }}", "2023/2/20"),
        ("{{ 成文日期.月日 }}", "2月20日"),
        ("{{ 单位简称 }}", "我局"),
        ("{{ 版本 }}", "上报"),
        ("{{ 0.1 + 0.2 }}", "0.3"),
        ("{{ 10 / 3 }}", "3.33"),
    ],
)
def test_items_and_plain_numbers_can_be_printed(tmp_path: Path, tag: str, printed: str) -> None:
    assert said(tmp_path, tag) == printed


def test_a_blank_item_is_an_error_where_it_is_printed(tmp_path: Path) -> None:
    error = refused(tmp_path, "{{ 抄送机关 }}", items={"抄送机关": " "})
    assert error == "基本信息!B6：“抄送机关”是空的，报告内容!D2 要用到它；请在“基本信息”里填写，或改写这句话"


def test_a_blank_required_item_is_complained_of_once(tmp_path: Path) -> None:
    text = "{{ 年度 + 1 }}年{{ 单位全称 }}"
    assert [error[:20] for error in render(tmp_path, text, items={"年度": "", "单位全称": ""}).errors] == [
        "基本信息!B2：“单位全称”是空的，应填",
        "基本信息!B3：“年度”是空的，应填写；",
    ]


def test_a_row_without_a_period_of_its_own_has_none_to_print(tmp_path: Path) -> None:
    assert "这一格是空的" in refused(tmp_path, "{{ 满意率.时段 }}")


@pytest.mark.parametrize("tag", ["{{ 秘密数.名称 }}", "{{ 秘密数.单位 }}", "{{ 秘密数.时段 }}", "{{ 秘密数 }}", "{{ 秘密数.同比 }}"])
def test_nothing_of_a_withheld_figure_is_told(folder: Path, tag: str) -> None:
    indicators = (
        "引用名 | 指标名称 | 单位 | 本年 | 上年 | 统计时段 | 公开\n"
        "秘密数 | 秘密名称 | 密 | 7 | 5 | 秘密时段 | 否\n刑事立案 | 立案 | 起 | 1 | 1 | | 是"
    )
    entries = f"部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 甲{tag}。 | 是\n安排 | | | 乙。 | 是"
    with pytest.raises(FindingsStop) as stop:
        build(make_workbook(folder / "甲.xlsx", indicators=indicators, entries=entries), edition="公开")
    [found] = stop.value.findings.errors
    assert found.code == "withheld-figure-used"
    assert "指标!G2" in str(found)
    assert "报告内容!D2" in str(found)
