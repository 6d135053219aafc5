from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import FindingsStop
from generator.pipeline.building import build
from tests.support.checked import found, told
from tests.support.templates import make_template
from tests.support.workbooks import make_workbook

CODE = "crosscheck-broken"
HINT = "；请核对这几个数（模板的勾稽关系“核”）"


def offered(*names: str, unit: str = "起") -> str:
    return "".join(f'[[indicators]]\nname = "{name}"\nlabel = "{name}数"\nunit = "{unit}"\n' for name in names)


def rule(text: str, more: str = "") -> str:
    return f'[[checks]]\nname = "核"\nrule = "{text}"\n{more}\n'


DISPUTES = offered("排查", "化解") + rule("化解 <= 排查")
SUM = offered("合计", "甲", "乙") + rule("合计 == 甲 + 乙")


def test_a_broken_rule_is_an_error_with_the_cells_and_values_of_both_sides(tmp_path: Path) -> None:
    rows = ("排查 | 排查 | 起 | 1741 |", "化解 | 化解 | 起 | 1800 |")
    assert told(tmp_path, CODE, more=DISPUTES, rows=rows) == [
        ("error", f"指标!D4：化解 1800（指标!D4）应不大于 排查 1741（指标!D3）{HINT}")
    ]


def test_a_sum_is_told_whole(tmp_path: Path) -> None:
    rows = ("合计 | 合计 | 起 | 74 |", "甲 | 甲 | 起 | 18 |", "乙 | 乙 | 起 | 57 |")
    assert told(tmp_path, CODE, more=SUM, rows=rows) == [
        ("error", f"指标!D3：合计 74（指标!D3）应等于 甲 18（指标!D4）+ 乙 57（指标!D5）= 75{HINT}")
    ]


def test_last_year_is_checked_too_and_only_doubted(tmp_path: Path) -> None:
    rows = ("合计 | 合计 | 起 | 75 | 60", "甲 | 甲 | 起 | 18 | 20", "乙 | 乙 | 起 | 57 | 41")
    [(severity, line)] = told(tmp_path, CODE, more=SUM, rows=rows)
    assert severity == "warning"
    assert line.startswith("指标!E3：合计的上年 60（指标!E3）应等于 甲的上年 20（指标!E4）+ 乙的上年 41（指标!E5）= 61")


def test_the_template_says_how_bad_it_is_and_what_it_means(tmp_path: Path) -> None:
    more = offered("排查", "化解") + rule("化解 <= 排查", 'message = "化解的是排查的一部分"\nseverity = "warning"')
    [(severity, line)] = told(tmp_path, CODE, more=more, rows=("排查 | 排查 | 起 | 5 |", "化解 | 化解 | 起 | 6 |"))
    assert (severity, "：化解的是排查的一部分：化解 6（" in line) == ("warning", True)


def test_a_draft_may_be_built_with_figures_that_do_not_agree_yet(tmp_path: Path) -> None:
    rows = ("排查 | 排查 | 起 | 5 |", "化解 | 化解 | 起 | 6 |")
    assert [each.severity for each in found(tmp_path, CODE, more=DISPUTES, rows=rows, draft=True)] == ["warning"]


def test_no_report_is_written_that_breaks_a_rule(tmp_path: Path) -> None:
    home = make_template(tmp_path)
    settings = home / "template.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + rule("刑事破案 <= 刑事立案"), encoding="utf-8")
    rows = "引用名 | 指标名称 | 单位 | 本年 | 上年\n刑事立案 | 立案 | 起 | 5 | 4\n刑事破案 | 破案 | 起 | 6 | 4"
    with pytest.raises(FindingsStop):
        build(make_workbook(tmp_path / "甲.xlsx", indicators=rows), tmp_path / "甲.docx")
    assert not (tmp_path / "甲.docx").exists()


@pytest.mark.parametrize(
    "rows",
    [
        ("排查 | 排查 | 起 | 6 |", "化解 | 化解 | 起 | 6 |"),
        ("排查 | 排查 | 起 | |", "化解 | 化解 | 起 | 6 |"),
        ("排查 | 排查 | 起 | 不适用 |", "化解 | 化解 | 起 | 6 |"),
        ("化解 | 化解 | 起 | 6 |",),
        ("排查 | 排查 | 起 | 5 | | 1至6月", "化解 | 化解 | 起 | 6 |"),
        ("排查 | 排查 | 起 | 约5500 |", "化解 | 化解 | 起 | 6000 |"),
        ("排查 | 排查 | 起 | 5000余 |", "化解 | 化解 | 起 | 5999 |"),
        ("排查 | 排查 | 起 | 1.23万 |", "化解 | 化解 | 起 | 12340 |"),
        ("排查 | 排查 | 万起 | 5 |", "化解 | 化解 | 起 | 6 |"),
    ],
)
def test_what_holds_or_can_not_be_told_is_left_alone(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert told(tmp_path, CODE, more=DISPUTES, rows=rows) == []


def test_a_rounded_figure_that_no_reading_makes_right_is_told_as_it_was_typed(tmp_path: Path) -> None:
    rows = ("排查 | 排查 | 起 | 约300 |", "化解 | 化解 | 起 | 500余 |")
    [(_, line)] = told(tmp_path, CODE, more=DISPUTES, rows=rows)
    assert "化解 500余（指标!D4）应不大于 排查 约300（指标!D3）" in line


def test_an_inherited_rule_whose_indicator_was_dropped_checks_nothing(tmp_path: Path) -> None:
    home = tmp_path / "templates" / "市"
    make_template(tmp_path)
    home.mkdir()
    (home / "template.toml").write_text('extends = "小"\n[[indicators]]\nname = "排查"\ndrop = true\n', encoding="utf-8")
    rows = ("排查 | 排查 | 起 | 5 |", "化解 | 化解 | 起 | 6 |")
    found(tmp_path, CODE, more=DISPUTES, rows=rows)
    from generator import check

    assert [str(each) for each in check(tmp_path / "甲.xlsx", template="市") if each.severity != "advice"] == []
