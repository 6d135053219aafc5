"""What differs between two versions of a passage: whole values, whole figures, all of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.refresh.regions import Paired, paired, regions
from generator.refresh.units import Unit, printed_units
from tests.support.plans import DOCUMENT, Text


def unit(*cells: str) -> Unit:
    """A passage as ``tests.support.plans`` writes it."""
    return units("|".join(cells))[0]


def units(*lines: str) -> list[Unit]:
    return printed_units(Text(lines).store, [DOCUMENT])


def differences(old: str, new: str) -> list[tuple[str, str]]:
    before, after = unit(old), unit(new)
    return [(before.text[r.start : r.end], after.text[r.begin : r.stop]) for r in regions(before, after)]


def test_a_value_differs_as_a_whole() -> None:
    assert differences("立案{0:593起}，{1:同比上升9.81%}。", "立案{0:601起}，{1:同比下降9.81%}。") == [
        ("593起", "601起"),
        ("同比上升9.81%", "同比下降9.81%"),
    ]


def test_a_value_at_the_edge_of_reworded_text_has_a_region_of_its_own() -> None:
    assert differences("走访{0:3200}户。", "走访{0:3300}户，又做了别的事。") == [("3200", "3300"), ("", "，又做了别的事")]
    assert differences("又走访{0:3200}户。", "再三回访{0:3300}户。") == [("又走", "再三回"), ("3200", "3300")]


def test_figures_without_a_mark_are_whole_too() -> None:
    assert differences("挽回5亿元。", "挽回5.5亿元。") == [("5亿元", "5.5亿元")]
    assert differences("{0:3}件，15起", "{0:4}件，16起") == [("3", "4"), ("15起", "16起")]


def test_words_reworded_close_by_are_one_region() -> None:
    assert differences("开展宣传教育活动", "举办宣讲教学活动") == [("开展宣传教育", "举办宣讲教学")]


def test_rows_differ_cell_by_cell() -> None:
    before, after = unit("甲", "{0:5}", "起"), unit("乙", "{0:6}", "起")
    assert [before.place(r.start, r.end) is not None for r in regions(before, after)] == [True, True]


def test_passages_are_paired_by_the_names_of_their_values() -> None:
    olds, news = units("逮捕{0:【待补：逮捕】}。", "拘留{1:5人}。"), units("拘留{0:7人}。", "逮捕{1:449人}。")
    pairs = paired(olds, news, ({0: "逮捕", 1: "拘留"}, {0: "拘留", 1: "逮捕"}))
    assert {(pair.old, pair.new) for pair in pairs} == {(0, 1), (1, 0)}


def test_a_paragraph_is_never_a_row_nor_a_row_one_with_other_cells() -> None:
    assert {Paired(0, None), Paired(None, 0)} == set(paired(units("甲乙丙丁"), units("甲乙|丙丁")))
    assert {Paired(0, None), Paired(None, 0)} == set(paired(units("甲乙|丙丁"), units("甲乙|丙|丁")))


TEXTS = st.lists(
    st.one_of(
        st.text("甲乙丙，同比", min_size=1, max_size=4), st.integers(0, 400).map(lambda n: f"{{:{n}起}}"), st.integers(0, 40).map(str)
    ),
    min_size=1,
    max_size=7,
).map("".join)


def test_a_heading_whose_rows_are_gone_is_what_is_left_of_its_passage() -> None:
    head, text = "（一）坚持正确政治方向。", "组织民警学习，落实各项部署，逐级传导压力，推动整改见效，形成工作闭环。" * 4
    before, bare = units("概述。", head + text, "末段。"), units("概述。", head, "末段。")
    assert paired(before, bare) == [Paired(0, 0), Paired(1, 1), Paired(2, 2)]
    assert paired(bare, before) == [Paired(0, 0), Paired(1, 1), Paired(2, 2)]


@given(TEXTS, TEXTS)
def test_regions_make_the_one_of_the_other_and_cut_no_value(old: str, new: str) -> None:
    before, after = unit(old), unit(new)
    said, at = "", 0
    found = regions(before, after)
    for region in found:
        assert after.text[len(said) :][: region.start - at] == before.text[at : region.start]
        said += before.text[at : region.start]
        assert len(said) == region.begin
        said += after.text[region.begin : region.stop]
        at = region.end
    assert said + before.text[at:] == after.text
    for region in found:
        for spans, start, end in ((before.spans, region.start, region.end), (after.spans, region.begin, region.stop)):
            for span in spans:
                assert span.end <= start or end <= span.start or (start <= span.start and span.end <= end)


def test_short_passages_that_share_a_word_or_two_are_not_one_that_moved() -> None:
    between = ["办案中心全部建成，执法全程留痕。", "组织旁听庭审，效果良好。"]
    olds, news = units("2.推行机动车牌证寄递到家", *between), units(*between, "13.推行法制员制度")
    assert paired(olds, news) == [Paired(0, None), Paired(1, 0), Paired(2, 1), Paired(None, 2)]
    assert any(pair.moved for pair in paired(olds, units(*between, "13.推行机动车牌证寄递")))
