from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checked_text import checked

CODES = {"parts-exceed-total", "parts-miss-total"}


def found(folder: Path, text: str) -> list[tuple[str, str]]:
    return [(f.code, f.severity) for f in checked(folder, [text]) if f.code in CODES]


def test_parts_that_exceed_their_total_are_told_with_the_sum(folder: Path) -> None:
    text = "管控来甲人员10208人，其中高风险地区445人、中风险地区351人、所在城区9508人。"
    [diagnostic] = [f for f in checked(folder, [text]) if f.code in CODES]
    assert diagnostic.severity == "warning"  # the parts may overlap
    assert diagnostic.message == "“10208人”和它的各部分不一致：445 + 351 + 9508 = 10304，正文为 10208"
    assert diagnostic.place.text == "10208人"


def test_a_total_that_a_tag_printed_is_told_with_its_cell(folder: Path) -> None:
    [diagnostic] = [f for f in checked(folder, ["全年立案{{ 刑事立案 }}，其中盗窃600起。"]) if f.code in CODES]
    assert diagnostic.message == "“593起”和它的各部分不一致：其中一项是 600，正文为 593（指标!D2）"


def test_scaled_parts_are_added_in_their_scale(folder: Path) -> None:
    [diagnostic] = [f for f in checked(folder, ["挽损1200万元，其中返还800万元、冻结500万元。"]) if f.code in CODES]
    assert "800 + 500 = 1300，正文为 1200" in diagnostic.message


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("组织培训3场、座谈5场、宣讲8场，共计15场。", ("parts-exceed-total", "warning")),
        ("组织培训3场、座谈5场、宣讲8场，共计17场。", ("parts-miss-total", "warning")),
        ("全年立案{{ 刑事立案 }}，其中盗窃600起。", ("parts-exceed-total", "error")),
        ("抓获100人，其中：刑拘50人、行拘60人。", ("parts-exceed-total", "warning")),
        ("编制目录454项，其中许可103项，处罚361项。", ("parts-exceed-total", "warning")),
        ("提案56件，其中主办17件、会办38件。", ("parts-miss-total", "warning")),
        ("管控10304人，其中甲区445人、乙区351人、丙区9507人。", ("parts-miss-total", "warning")),
    ],
)
def test_how_certain_a_sum_is_tells_how_bad_it_is(folder: Path, text: str, wanted: tuple[str, str]) -> None:
    assert found(folder, text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "承办议案18件，其中承办、主办7件，会办11件；承办提案56件，其中主办17件，会办39件。",
        "移送案件119宗，其中刑事立案76宗。",
        "追赃挽损1523.46万元，其中返还1012.34万元、冻结511.13万元。",
        "参训3.6万人次，其中线上2.1万人次、线下1.6万人次。",
        "培训民警120人，还包括辅警300人。",
        "出动民警120人次，吸引群众参与其中3000人次。",
        "民警2757人，其中35岁以下1200人。",
        "查处120起580人，其中刑事案件60人，行政案件108起。",
        "抓获11112人，其中刑事拘留3200人、行政拘留7912人，逮捕1800人。",
        "发稿1000余条，其中专题报道300条、短讯900条。",
        "盘查5.76万人次，其中夜间2万余人次、白天4万余人次。",
        "侦办案件500起，其中涉黑10起，破获积案600起。",
        "制定文件12件，其中执法指引5件、规范性文件3件。",
    ],
)
def test_sound_totals_and_other_statements_are_left_alone(folder: Path, text: str) -> None:
    assert found(folder, text) == []
