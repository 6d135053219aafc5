"""What the checks say of published annual reports: every slip that is really in them, and nothing of what is sound.

Each slip is also tested in a sentence written anew, of which only the figures are those of a report.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.prose.changes import Change, changes
from generator.prose.totals import totals
from tests.support import published
from tests.support.checked_text import checked

# Errors and warnings: code and the figure that each is about.
SLIPS = {
    "liuzhou-2022": {("change-impossible", "593起"), ("steps-reversed", "449人"), ("amount-without-unit", "621.631万")},
    "shantou-2020": set[tuple[str, str]](),
    "wuzhou-2021": {("parts-exceed-total", "10208人"), ("text-contradicts", "1447宗"), ("amount-without-unit", "35亿")},
}
# Advice on words, by text, and how many typed figures are indicators of the sample workbook.
ADVICE = {
    "liuzhou-2022": ({"去年同期", "今年以来", "截至目前", "去年", "截止"}, 37),
    "shantou-2020": ({"今年", "至今"}, 12),
    "wuzhou-2021": ({"目前", "今年以来", "至今"}, 27),
}
ANEW = [
    ("经侦部门立案593起、破案204起，与去年同期相比分别上升9.78%和20%。", "change-impossible", "593起"),
    ("全年刑事拘留164人，逮捕449人，起诉171人。", "steps-reversed", "449人"),
    ("打击养老诈骗，为老年人追回损失621.631万。", "amount-without-unit", "621.631万"),
    ("排查管控10208人，其中高风险地区445人、中风险地区351人、所在城区9508人。", "parts-exceed-total", "10208人"),
    ("侦破一起团伙诈骗案，涉案流水资金达35亿。", "amount-without-unit", "35亿"),
]


@pytest.mark.parametrize(("text", "code", "figure"), ANEW)
def test_each_slip_is_found_in_other_words(folder: Path, text: str, code: str, figure: str) -> None:
    found = {(each.code, each.place.text) for each in checked(folder, [text])}
    assert (code, figure) in found


def test_two_counts_of_the_same_decisions_are_found_in_other_words(folder: Path) -> None:
    one = "截至2022年12月21日，门户网站公开行政处罚决定1477份。"
    found = checked(
        folder,
        [one, "截至12月21日，完成公示的行政处罚为1447宗。"],
        indicators="引用名 | 单位 | 本年 | 上年\n刑事立案 | 起 | 9 | 8\n刑事破案 | 起 | 9 | 8",
    )
    assert [(each.code, each.place.text) for each in found if each.severity != "advice"] == [("text-contradicts", "1447宗")]


if published.TEXTS:

    @pytest.mark.parametrize("report", sorted(SLIPS))
    def test_published_slips_are_found_and_sound_figures_left_alone(
        report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        found = published.found_in(report, tmp_path)
        slips = {(each.code, each.place.text) for each in found if each.severity != "advice"}
        figures = sum(len(passage.quantities) for passage in published.passages(report))
        statements = sum(len(list(totals(p.even, p.quantities))) for p in published.passages(report))
        statements += sum(
            isinstance(change, Change) and change.quantity is not None
            for p in published.passages(report)
            for change in changes(p.even, p.quantities)
        )
        with capsys.disabled():
            wrong = len(slips - SLIPS[report])
            print(f"\n{report}: {figures} figures, {statements} sums and changes; {len(slips)} slips found, {wrong} false alarms")
        assert slips == SLIPS[report]
        words, typed = ADVICE[report]
        assert {each.place.text for each in found if each.severity == "advice" and each.code != "figure-typed"} == words
        assert sum(each.code == "figure-typed" for each in found) == typed
