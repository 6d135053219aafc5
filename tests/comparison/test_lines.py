from __future__ import annotations

import pytest

from generator.comparison.groups import summary
from generator.comparison.lines import lines, marked
from generator.model.changes import Change, ChangedSentence, Comparison

SENTENCE = ChangedSentence("全年立案593起，同比上升9.81%。", "全年立案600起，同比上升11.11%。", "报告内容", "D2", 17)
FIGURE = Change("cell", "593", "600", "指标", "D2", "刑事立案", sentences=(SENTENCE,), heading="本年", row=3)
CHANGE = Change("derived", "同比上升9.81%", "同比上升11.11%", "指标", "F2", "刑事立案.同比", sentences=(SENTENCE,), heading="同比", row=3)


def workbooks(*changes: Change) -> Comparison:
    return Comparison("旧.xlsx", "新.xlsx", "workbooks", changes)


def reports(*changes: Change) -> Comparison:
    return Comparison("旧.docx", "新.docx", "reports", changes)


def test_cells_of_a_row_stand_together_and_their_sentences_once_below() -> None:
    assert list(lines(workbooks(FIGURE, CHANGE))) == [
        "【指标】",
        "刑事立案",
        "  本年 D2：593 → 600",
        "  同比 F2：同比上升9.81% → 同比上升11.11%",
        "    → 报告内容!D2（报告第17段）：全年立案【593起→600起】，同比上升【9.81%→11.11%】。",
    ]


def test_a_worked_out_value_that_was_rewritten_is_two_lines_below_one_another() -> None:
    change = Change("derived", "同比分别上升50.2%、189.83%", "同比分别下降3%、2%，其余持平", None, None, "电诈破案、电诈抓获", row=4)
    assert list(lines(workbooks(change)))[-2:] == ["  旧：同比分别上升50.2%、189.83%", "  新：同比分别下降3%、2%，其余持平"]


def test_new_and_removed_rows_say_so() -> None:
    added = Change("cell", None, "加强培训", "报告内容", "D5", "安排", heading="正文", row=1, lone=True)
    removed = Change("cell", "加强监督", None, "报告内容", "D6", "安排", heading="正文", row=2, lone=True)
    assert list(lines(workbooks(added, removed))) == [
        "【报告内容】",
        "安排（新增）",
        "  正文 D5：＋ 加强培训",
        "安排（删去）",
        "  正文 D6：－ 加强监督",
    ]


def test_values_worked_out_of_several_cells_and_sentences_alone_have_chapters_of_their_own() -> None:
    total = Change("derived", "1073起", "980起", "指标", name="刑事立案、刑事破案")
    alone = Change(
        "sentence", "案件减少。", "案件增多。", paragraph=13, sentences=(ChangedSentence("案件减少。", "案件增多。", paragraph=13),)
    )
    assert list(lines(workbooks(total, alone))) == [
        "【算出来的数】",
        "刑事立案、刑事破案",
        "  1073起 → 980起",
        "【其他随之变动的句子】",
        "    → 报告第13段：案件【减少→增多】。",
    ]


def test_paragraphs_say_what_was_done_to_them() -> None:
    found = reports(
        Change("paragraph", "立案593起。", "立案600起。", paragraph=3, sentences=(ChangedSentence("立案593起。", "立案600起。"),)),
        Change("paragraph", None, "补写一段。", paragraph=4),
        Change("paragraph", "删掉一段。", None, paragraph=9),
        Change("paragraph", "挪了一段。", "挪了一段。", paragraph=12, moved_from=7),
        Change("paragraph", "前一句。后一句。", "前一句。\n后一句。", paragraph=15),
        Change("paragraph", "内部资料第1期", "内部资料第2期", name="页眉", sentences=(ChangedSentence("内部资料第1期", "内部资料第2期"),)),
    )
    assert list(lines(found)) == [
        "【正文】",
        "第3段 改",
        "  立案【593起→600起】。",
        "第4段 新增",
        "  ＋ 补写一段。",
        "原第9段 删去",
        "  － 删掉一段。",
        "第12段（原第7段） 移动",
        "  挪了一段。",
        "第15段 拆成几段",
        "  前一句。 后一句。",
        "【页眉】",
        "改",
        "  内部资料【第1→第2】期",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("加强培训。", "加强业务培训。", ["加强【＋业务】培训。"]),
        ("加强业务培训。", "加强培训。", ["加强【－业务】培训。"]),
        (None, "加强培训。", ["【＋加强培训。】"]),
        ("加强培训。", None, ["【－加强培训。】"]),
        ("严格规范公正文明执法。", "深入社区开展法治宣传。", ["旧：严格规范公正文明执法。", "新：深入社区开展法治宣传。"]),
    ],
)
def test_a_change_stands_where_it_was_made_and_a_rewritten_text_on_two_lines(old: str | None, new: str | None, said: list[str]) -> None:
    assert list(marked(old, new)) == said


def test_a_long_cell_is_cut_where_nothing_changed() -> None:
    text = "一" * 100 + "检查12次。"
    (line,) = list(lines(workbooks(Change("cell", text, text.replace("12", "15"), "报告内容", "D2", "工作", heading="正文", row=1))))[2:]
    assert line == f"  正文 D2：{'一' * 24}……{'一' * 22}检查【12次→15次】。"


def test_the_summary_counts_by_what_was_done() -> None:
    assert summary(workbooks(FIGURE, CHANGE)) == "2 处不同：改 1 格，算出来的数变了 1 个"
    assert (
        summary(reports(Change("paragraph", "甲", None), Change("paragraph", "乙", "乙", moved_from=2))) == "2 处不同：删去 1 段，移动 1 段"
    )
    assert summary(workbooks()) == "没有不同"
    assert list(lines(workbooks())) == []
