"""The plan of an update: what is written, what is told, and what the report remembers afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.provenance import Cell, Source
from generator.refresh.planning import plan
from generator.refresh.plans import Stale
from generator.refresh.sides import Home
from generator.word.edits import Marked, Replace
from tests.support.plans import DOCUMENT, HEADER, Lines, Text, after, carried_out, fates, place, planned

CRIME = "全年共立刑事案件{0刑事立案:593起}，{1刑事立案:同比上升9.81%}，人民群众满意。"
RISEN = "全年共立刑事案件{刑事立案:601起}，{刑事立案:同比上升11.3%}，人民群众满意。"
VISITS = "走访{2:3200}户，开展活动。"
BASE = ["标题", CRIME, VISITS]
FRESH = ["标题", RISEN, "走访{:3200}户，开展活动。"]
PLAIN = "全年共立刑事案件593起，同比上升9.81%，人民群众满意。"


def said(now: Lines, fresh: Lines = FRESH, base: Lines = BASE) -> list[str]:
    return carried_out(planned(base, now, fresh), now, fresh)


def told(now: Lines, fresh: Lines = FRESH, base: Lines = BASE) -> list[str]:
    return [fate for fate, *_ in fates(planned(base, now, fresh))]


def test_each_corrected_value_is_written_where_its_bookmark_stands() -> None:
    now = ["标题", "今年{0:593起}，我市立了这些刑事案件，{1:同比上升9.81%}。", VISITS]
    made = planned(BASE, now, FRESH)
    assert fates(made) == [("updated", "593起", "601起", "593起"), ("updated", "同比上升9.81%", "同比上升11.3%", "同比上升9.81%")]
    assert carried_out(made, now, FRESH)[1] == "今年601起，我市立了这些刑事案件，同比上升11.3%。"
    assert made.edits[0] == Replace(place(2, 2, 6), "601起", (Marked(0, 0, 4),))


def test_nothing_is_written_without_a_correction_whatever_people_did() -> None:
    now = ["标题", "另一句。", "走访3200户。", "新的一段。"]
    made = planned(BASE, now, BASE)
    assert (made.edits, made.remarks, made.corrections, made.store) == ((), (), (), Text(BASE).store)
    assert made.kept == 4


def test_a_direction_goes_with_its_figure() -> None:
    fresh = ["标题", "全年共立刑事案件{刑事立案:540起}，{刑事立案:同比持平}，人民群众满意。", VISITS]
    assert said(BASE, fresh)[1] == "全年共立刑事案件540起，同比持平，人民群众满意。"


def test_a_figure_is_one_piece() -> None:
    base, fresh = ["挽回损失{0追赃:5亿元}。"], ["挽回损失{追赃:4.98亿元}。"]
    assert fates(planned(base, base, fresh)) == [("updated", "5亿元", "4.98亿元", "5亿元")]


def test_a_value_that_people_changed_is_a_conflict_with_a_remark_that_names_the_cell() -> None:
    made = planned(BASE, ["标题", "全年共立刑事案件{0:6}93起，{1:同比}下降2%，人民群众满意。", VISITS], FRESH)
    assert fates(made) == [("conflict", "593起", "601起", "693起"), ("conflict", "同比上升9.81%", "同比上升11.3%", "同比下降2%")]
    assert [remark.text for remark in made.remarks] == [
        "稿中已改为693起，工作簿更正为601起，请定：用稿中的，请把工作簿也改成一样；用工作簿的，请改稿中。（指标!D2）",
        "稿中已改为同比下降2%，工作簿更正为同比上升11.3%，请定：用稿中的，请把工作簿也改成一样；用工作簿的，请改稿中。（指标!D3）",
    ]
    assert not made.edits


def test_digits_typed_at_the_edge_of_a_bookmark_change_the_value() -> None:
    assert told(["标题", "全年共立刑事案件1{0:593起}，{1:同比上升9.81%}，人民群众满意。", VISITS])[0] == "conflict"
    base, fresh = ["追赃{0追赃:5}元。"], ["追赃{追赃:6}元。"]
    assert told(["追赃{0:5}万元。"], fresh, base) == ["conflict"]


def test_a_bookmark_that_shrank_round_the_same_figure_still_tells_its_place() -> None:
    assert told(["标题", "全年立刑事案件5{0:93}起，{1:同比上升}9.81%，群众满意。", VISITS]) == ["updated", "updated"]


def test_what_people_have_corrected_already_is_right_and_gets_its_bookmark() -> None:
    made = planned(BASE, ["标题", "全年共立刑事案件601起，{1:同比上升9.81%}，人民群众满意。", VISITS], FRESH)
    assert [fate for fate, *_ in fates(made)] == ["right", "updated"]
    assert made.edits[0] == Replace(place(2, 8, 12), "601起", (Marked(0, 0, 4),))
    assert made.store.values == Text(FRESH).store.values


def test_what_may_stand_in_a_passage_taken_for_another_is_not_told_to_be_taken_out() -> None:
    base = ["市局", "{0:2022年1月1日}", "抄送：市委。", "{1:市公安局办公室}\t{2:2022年1月1日}印发"]
    fresh = ["市局", "{:2022年1月9日}", "抄送：市委。", "{:市公安局办公室}\t{:2022年1月9日}印发"]
    now = ["市局", "2072年1月1日市局主要领导多次听取汇报。", "抄送：市委。", "另一段话说的是别的事。", "\t2022年1月1日印发"]
    assert told(now, fresh, base) == ["uncertain", "uncertain"]


def test_what_people_took_out_stays_out() -> None:
    now = ["标题", "全年{1:同比上升9.81%}，人民群众满意。", VISITS]
    made = planned(BASE, now, FRESH)
    assert [fate for fate, *_ in fates(made)] == ["deleted", "updated"]
    assert told(["标题", VISITS]) == ["deleted", "deleted"]


def test_a_moved_passage_is_followed_with_and_without_bookmarks() -> None:
    assert said(["标题", VISITS, CRIME])[2] == "全年共立刑事案件601起，同比上升11.3%，人民群众满意。"
    assert said(["标题", VISITS, PLAIN])[2] == "全年共立刑事案件601起，同比上升11.3%，人民群众满意。"


def test_split_and_joined_passages_are_followed() -> None:
    split = ["标题", "全年共立刑事案件593起，", "同比上升9.81%，人民群众满意。", VISITS]
    assert said(split)[1:3] == ["全年共立刑事案件601起，", "同比上升11.3%，人民群众满意。"]
    joined = ["标题", f"{PLAIN}走访3200户，开展活动。"]
    assert said(joined)[1].startswith("全年共立刑事案件601起，同比上升11.3%")


def test_without_bookmarks_a_passage_that_stands_twice_is_uncertain() -> None:
    made = planned(BASE, ["标题", PLAIN, PLAIN, VISITS], FRESH)
    assert [fate for fate, *_ in fates(made)] == ["uncertain", "uncertain"]
    assert not made.edits


def test_a_copy_elsewhere_does_not_keep_a_passage_in_its_place_from_being_corrected() -> None:
    now = ["标题", CRIME, VISITS, "另一句。", "又一句。", PLAIN]
    made = planned(BASE, now, FRESH)
    assert [fate for fate, *_ in fates(made)] == ["updated", "updated"]
    assert carried_out(made, now, FRESH)[1] == "全年共立刑事案件601起，同比上升11.3%，人民群众满意。"
    assert told(["标题", CRIME, PLAIN, VISITS]) == ["uncertain", "uncertain"]  # beside it, it may be a half of it


def test_a_copy_of_a_bookmark_chooses_no_place() -> None:
    now = ["标题", "我局立刑事案件{0:593起}。", "本市立了{0:593起}案件。", VISITS]
    assert told(now)[0] == "uncertain"


def test_a_common_figure_with_little_beside_it_is_not_guessed() -> None:
    base, fresh = ["开展检查{0检查:3次}，发现问题。", "召开会议{1会议:3次}。"], ["开展检查{检查:4次}，发现问题。", "召开会议{会议:3次}。"]
    now = ["我们检查了企业3次。", "召开会议3次。"]
    assert told(now, fresh, base) == ["uncertain"]


def test_two_corrections_never_land_on_one_place() -> None:
    base, fresh = ["甲乙{0a:12起}丙丁", "戊己{1b:34起}庚辛"], ["甲乙{a:56起}丙丁", "戊己{b:78起}庚辛"]
    now = Text(["甲乙{0:12起}丙丁", "戊己34起庚辛"])
    now.lines[DOCUMENT][0].spans[1] = (2, 5)
    made = plan(Text(base).store, now.lines, DOCUMENT, Text(fresh).store, DOCUMENT)
    places = [edit.place for edit in made.edits if isinstance(edit, Replace)]
    assert len(places) == len(set(places))
    assert [c.fate for c in made.corrections].count("updated") == len(places)


def test_words_of_a_text_are_merged_where_people_left_them() -> None:
    base = ["我局加强培训，举办讲座，提高能力。全年开展检查。"]
    fresh = ["我局加强培训和考核，举办讲座，提高能力。全年开展检查。"]
    now = ["我局大力加强培训，举办讲座，提高能力。全年认真开展检查。"]
    assert said(now, fresh, base) == ["我局大力加强培训和考核，举办讲座，提高能力。全年认真开展检查。"]


def test_words_that_both_changed_are_a_conflict() -> None:
    base, fresh = ["我局加强培训，提高能力。"], ["我局加强考核，提高能力。"]
    homes = {fresh[0]: [Home(0, 12, Source("text", None, (Cell("甲.xlsx", "报告内容", "D5"),)))]}
    made = planned(base, ["我局加强教育，提高能力。"], fresh, homes)
    assert [fate for fate, *_ in fates(made)] == ["conflict"]
    assert made.remarks[0].text.endswith("（报告内容!D5）")


def test_a_new_row_comes_in_behind_its_neighbour_wherever_people_moved_others() -> None:
    fresh = ["标题", RISEN, "新的一段{新:5件}。", "走访{:3200}户，开展活动。"]
    assert said(BASE, fresh)[2] == "新的一段5件。"
    moved = said(["标题", VISITS, CRIME, "后加。"], fresh)
    assert moved == ["标题", "新的一段5件。", "走访3200户，开展活动。", "全年共立刑事案件601起，同比上升11.3%，人民群众满意。", "后加。"]


def test_a_row_that_people_have_put_in_themselves_does_not_come_twice() -> None:
    fresh = ["标题", CRIME, "新的一段。", VISITS]
    made = planned(BASE, ["标题", CRIME, "新的一段。", VISITS], fresh)
    assert (fates(made), made.edits) == ([("right", "", "新的一段。", "新的一段。")], ())


def test_a_removed_row_goes_unless_people_have_edited_it() -> None:
    fresh = ["标题", CRIME]
    assert said(BASE, fresh) == ["标题", PLAIN]
    made = planned(BASE, ["标题", CRIME, "走访{2:3200}户，开展大活动。"], fresh)
    assert fates(made) == [("conflict", "走访3200户，开展活动。", "", "走访3200户，开展大活动。")]
    assert made.remarks[0].text == "工作簿里这一段已经删去，稿中改过，请定：要留，请在工作簿里恢复这一行；不留，请从稿中删去。（指标!D4）"
    assert made.store.lines[DOCUMENT][2] == "走访3200户，开展活动。"


def test_a_row_that_goes_elsewhere_is_taken_along() -> None:
    assert said(BASE, ["标题", VISITS, CRIME]) == ["标题", "走访3200户，开展活动。", PLAIN]


def test_rows_of_a_table_come_go_and_change() -> None:
    base = ["甲|{0a:5}|起", "乙|{1b:6}|起", "后记"]
    assert said(base, ["甲|{a:5}|起", "丙|{c:9}|件", "乙|{b:7}|起", "后记"], base) == ["甲|5|起", "丙|9|件", "乙|7|起", "后记"]
    assert said(base, ["乙|{b:7}|起", "后记"], base) == ["乙|7|起", "后记"]


def test_rows_that_people_sorted_are_found() -> None:
    base, fresh = ["甲|{0a:5}", "乙|{1b:6}", "丙|{2c:7}"], ["甲|{a:5}", "乙|{b:8}", "丙|{c:7}"]
    assert said(["丙|7", "乙|6", "甲|5"], fresh, base) == ["丙|7", "乙|8", "甲|5"]


def test_a_new_row_of_a_table_that_people_took_out_is_told() -> None:
    base = ["首", "甲|{0a:5}", "乙|{1b:6}", "后记"]
    made = planned(base, ["首", "后记"], ["首", "甲|{a:5}", "乙|{b:6}", "丙|{c:7}", "后记"])
    assert [fate for fate, *_ in fates(made)] == ["uncertain"]
    assert not made.edits


def test_a_mark_of_a_draft_is_filled_in_without_its_look() -> None:
    base, fresh = ["逮捕{0逮捕:【待补：逮捕】}。"], ["逮捕{逮捕:449人}。"]
    made = planned(base, base, fresh)
    assert made.edits == (Replace(place(1, 2, 9), "449人", (Marked(0, 0, 4),), was_missing=True),)
    back = planned(fresh, fresh, base)
    assert isinstance(back.edits[0], Replace)
    assert back.edits[0].values[0].missing


def test_a_header_that_is_lost_from_sight_is_uncertain_not_deleted() -> None:
    base: Lines = {DOCUMENT: ["文"], HEADER: ["{0单位:甲局}年度报告"]}
    fresh: Lines = {DOCUMENT: ["文"], HEADER: ["{单位:乙局}年度报告"]}
    assert told({DOCUMENT: ["文"]}, fresh, base) == ["uncertain"]


def test_the_same_header_on_other_pages_is_corrected_as_well() -> None:
    base: Lines = {DOCUMENT: ["文"], HEADER: ["{0单位:甲局}年度报告"]}
    fresh: Lines = {DOCUMENT: ["文"], HEADER: ["{单位:乙局}年度报告"]}
    made = planned(base, {DOCUMENT: ["文"], "word/header2.xml": ["{0:甲局}年度报告"], "word/header3.xml": ["甲局年度报告"]}, fresh)
    assert [(edit.place.part, edit.text) for edit in made.edits if isinstance(edit, Replace)] == [
        ("word/header2.xml", "乙局"),
        ("word/header3.xml", "乙局"),
    ]


def test_old_figures_that_stand_elsewhere_are_mentioned() -> None:
    made = planned(BASE, ["标题", CRIME, VISITS, "去年的593起案件和1593起、593起。"], FRESH)
    assert made.stale == (Stale(place(4, 3, 7), "593起", "601起"), Stale(place(4, 16, 20), "593起", "601起"))


def test_an_equal_figure_of_another_indicator_is_no_stale_mention() -> None:
    base = ["立案{0刑事立案:593起}。", "破案{1刑事破案:593起}。"]
    assert planned(base, base, ["立案{刑事立案:601起}。", "破案{刑事破案:593起}。"]).stale == ()


def test_what_was_written_is_remembered_and_what_was_not_stays_pending() -> None:
    now = ["标题", "全年共立刑事案件{0:693起}，{1:同比上升9.81%}，人民群众满意。", VISITS]
    made = planned(BASE, now, FRESH)
    assert made.store.lines[DOCUMENT][1] == "全年共立刑事案件593起，同比上升11.3%，人民群众满意。"
    assert [(value.number, made.store.text(value)) for value in made.store.values] == [(0, "593起"), (1, "同比上升11.3%"), (2, "3200")]
    written = ["标题", "全年共立刑事案件{0:693起}，{1:同比上升11.3%}，人民群众满意。", VISITS]
    again = plan(made.store, Text(written).lines, DOCUMENT, Text(FRESH).store, DOCUMENT)
    assert [c.fate for c in again.corrections] == ["conflict"]
    assert again.store == made.store


def test_a_title_of_its_own_over_one_that_people_changed_waits_whole_however_often() -> None:
    base, now = ["{0单位全称:甲市公安局}关于{1年度:2022}年工作的报告"], ["{0:甲市公安局}关累计于{1:2022}年工作的报告受到好评。"]
    fresh = ["{标题:关于上一年度工作的报告}"]
    made = planned(base, now, fresh)
    assert (made.edits, [fate for fate, *_ in fates(made)]) == ((), ["conflict"])
    again = plan(made.store, Text(now).lines, DOCUMENT, Text(fresh).store, DOCUMENT)
    assert (again.edits, [fate for fate, *_ in fates(again)], again.store) == ((), ["conflict"], made.store)


def test_a_rejected_change_is_not_proposed_again_until_the_cell_changes() -> None:
    remembered = planned(BASE, BASE, FRESH).store
    assert not plan(remembered, Text(BASE).lines, DOCUMENT, Text(FRESH).store, DOCUMENT).corrections
    other = [
        "标题",
        CRIME.replace("593", "610").replace("9.81", "12.96").replace("0刑", "刑").replace("1刑", "刑"),
        "走访{:3200}户，开展活动。",
    ]
    assert [c.fate for c in plan(remembered, Text(BASE).lines, DOCUMENT, Text(other).store, DOCUMENT).corrections] == [
        "conflict",
        "conflict",
    ]


WORDS = st.text("甲乙丙丁，。", max_size=6)
FIGURES = st.integers(1, 30)


@st.composite
def reports(draw: st.DrawFn, heads: str = "") -> tuple[list[str], list[str], list[str]]:
    """A printed report, the same untouched with its bookmarks, and a fresh one with other figures and lines; each begins with its head."""
    lines = draw(st.lists(st.tuples(WORDS, FIGURES, WORDS), min_size=1, max_size=8))
    base = [f"{heads[n : n + 1]}{a}{{{n}v{n}:{figure}起}}{b}" for n, (a, figure, b) in enumerate(lines)]
    fresh = [f"{heads[n : n + 1]}{a}{{v{n}:{draw(FIGURES)}起}}{b}" for n, (a, _, b) in enumerate(lines)]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(fresh)))
        if draw(st.booleans()):
            fresh.insert(at, f"{draw(WORDS)}{{w:{draw(FIGURES)}件}}")
        else:
            del fresh[at : at + 1]
    return base, base, fresh or ["结"]


@given(reports())
def test_an_unedited_report_becomes_the_fresh_one(texts: tuple[list[str], list[str], list[str]]) -> None:
    base, now, fresh = texts
    made = planned(base, now, fresh)
    assert carried_out(made, now, fresh) == [line.text for line in Text(fresh).lines[DOCUMENT]]
    assert {c.fate for c in made.corrections} <= {"updated"}
    assert made.store.lines == Text(fresh).store.lines
    assert [made.store.text(value) for value in made.store.values] == [Text(fresh).store.text(value) for value in Text(fresh).store.values]


@given(
    reports("子丑寅卯辰巳午未"),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["moved", "gone", "put in", "reworded"])), max_size=4),
)
def test_planning_again_with_nothing_new_plans_nothing(texts: tuple[list[str], list[str], list[str]], edits: list[tuple[int, str]]) -> None:
    base, now, fresh = texts
    now = list(now)
    for at, kind in edits:
        at %= len(now) + 1
        if kind == "put in" or at == len(now):
            now.insert(at, "人写的一句话。")
        elif kind == "gone":
            del now[at]
        elif kind == "moved":
            now.append(now.pop(at))
        else:
            now[at] = f"改{now[at]}"
    made = planned(base, now or ["空"], fresh)
    again = plan(made.store, {DOCUMENT: after(made, now or ["空"], fresh)}, DOCUMENT, Text(fresh).store, DOCUMENT)
    assert {correction.fate for correction in again.corrections} <= {"conflict", "uncertain"}
    assert (again.edits, again.store) == ((), made.store)


@pytest.mark.parametrize("now", [["标题", CRIME, VISITS], ["标题", VISITS], ["标题", PLAIN, PLAIN]])
def test_every_correction_has_exactly_one_fate(now: list[str]) -> None:
    assert len(fates(planned(BASE, now, FRESH))) == 2


def test_a_figure_typed_over_that_nobody_corrected_is_told() -> None:
    made = planned(BASE, ["标题", "全年共立刑事案件{0:693起}，{1:同比上升9.81%左右}，人民群众满意。", VISITS], FRESH[:1] + BASE[1:])
    assert (made.edits, made.corrections) == ((), ())
    assert [(figure.place, figure.printed, figure.said) for figure in made.overtyped] == [(place(2, 8, 12), "593起", "693起")]


def test_what_is_said_of_a_sentence_stays_the_same_when_a_value_in_it_has_been_corrected() -> None:
    base = ["轮训{0轮训:9982人次}，全警忠诚履职的思想根基更加牢固。"]
    now = ["轮训{0:9982人次}，全警思想根基更加牢固扎实。"]
    fresh = ["轮训{轮训:9990人次}，全警忠诚履职的思想基础更加稳固。"]
    made = planned(base, now, fresh)
    again = plan(made.store, {DOCUMENT: after(made, now, fresh)}, DOCUMENT, Text(fresh).store, DOCUMENT)
    assert made.corrections[0].fate == "updated"
    assert again.remarks == made.remarks != ()
    assert (again.edits, again.store) == ((), made.store)


def test_a_figure_that_another_correction_is_written_over_is_not_looked_for_any_more() -> None:
    base, fresh = ["破案率为{0甲:20%}。", "满意率{1乙:20%}，较高。"], ["破案率为{甲:30%}。", "满意率{乙:40%}，较高。"]
    now = ["今年办结的有{0:20%}。", "满意率60%，较高。"]
    made = planned(base, now, fresh)
    assert [(fate, new, said) for fate, _, new, said in fates(made)] == [("updated", "30%", "20%"), ("conflict", "40%", "60%")]


def test_a_row_that_people_took_out_stays_out_when_it_is_reworded_and_goes_elsewhere() -> None:
    training, appeals = "组织法治培训{0训:9982人次}，考试合格率{1:98.5%}，队伍素质提升。", "办理复议{2议:21件}，群众反映良好。"
    base = ["一、工作", "1.培训", training, "2.复议", appeals, "特此报告。"]
    reworded, less = "责任逐级压实，效果明显，考试合格率{:98.5%}，队伍素质提升。", "办理复议{议:22件}，群众反映良好。"
    fresh = ["一、工作", "1.复议", less, "2.培训", reworded, "特此报告。"]
    without = [line for line in base if line != training]
    assert said(without, fresh, base) == ["一、工作", "1.复议", "办理复议22件，群众反映良好。", "2.培训", "特此报告。"]
    assert told(without, fresh, base).count("deleted") == 1
    assert said(base, fresh, base)[4] == "责任逐级压实，效果明显，考试合格率98.5%，队伍素质提升。"
