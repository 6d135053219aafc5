"""``diff`` of real workbooks and reports: what differs, and which sentences that touches."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator
from generator.archive import unzipped, zipped
from generator.errors import UnusableFile, WrongUse
from generator.model.changes import Change, Comparison
from tests.support.layouts import slot, with_body
from tests.support.office import resaved
from tests.support.templates import SETTINGS, make_template
from tests.support.word_parts import package
from tests.support.workbooks import INDICATORS, make_workbook

SAMPLES = Path(__file__).parents[2] / "sample_data"
HEAD = "部分 | 栏目 | 小标题 | 正文 | 公开\n"
ROWS = [
    "工作 | 执法 | 打击犯罪 | 全年刑事立案{{ 刑事立案 }}，{{ 刑事立案.同比 }}。社会治安平稳。 | 是",
    "工作 | 执法 | 破案攻坚 | 刑事破案{{ 刑事破案 }}，两项合计{{ 刑事立案 + 刑事破案 }}。 | 是",
    "工作 | 监督 | 检查 | 开展执法检查12次；整改问题35个。 | 是",
    "安排 | | | 加强培训 | 是",
    "安排 | | | 加强监督 | 是",
]


def table(*rows: str) -> str:
    return HEAD + "\n".join(rows or ROWS)


def compared(folder: Path, *, old: dict[str, object] | None = None, **new: object) -> Comparison:
    """The small workbook against one that differs as the keywords say."""
    make_workbook(folder / "旧.xlsx", **{"entries": table(), **(old or {})})  # type: ignore[arg-type]
    make_workbook(folder / "新.xlsx", **{"entries": table(), **(old or {}), **new})  # type: ignore[arg-type]
    return generator.diff(folder / "旧.xlsx", folder / "新.xlsx")


def told(found: Comparison) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Address, name, old and new of each change."""
    return [(f"{c.sheet}!{c.cell}" if c.cell else c.sheet, c.name, c.old, c.new) for c in found.changes]


def sentences(change: Change) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.old, each.new, f"{each.sheet}!{each.cell}" if each.cell else None) for each in change.sentences]


def test_a_corrected_figure_is_told_with_its_derived_values_and_the_sentences_of_each(folder: Path) -> None:
    found = compared(folder, indicators=INDICATORS.replace("593", "500"))
    assert told(found) == [
        ("指标!D2", "刑事立案", "593", "500"),
        ("指标", "刑事立案.同比", "同比上升9.81%", "同比下降7.41%"),
        ("指标", "刑事立案、刑事破案", "1073起", "980起"),
    ]
    of_change = ("全年刑事立案593起，同比上升9.81%。", "全年刑事立案500起，同比下降7.41%。", "报告内容!D2")
    of_sum = ("刑事破案480起，两项合计1073起。", "刑事破案480起，两项合计980起。", "报告内容!D3")
    assert [sentences(change) for change in found.changes] == [[of_change, of_sum], [of_change], [of_sum]]


def test_each_of_two_changes_has_only_the_sentences_that_it_touches(folder: Path) -> None:
    found = compared(folder, indicators=INDICATORS.replace("540", "600").replace("480", "490"))
    by_cell = {change.cell: [new for _, new, _ in sentences(change)] for change in found.changes if change.kind == "cell"}
    assert by_cell == {
        "E2": ["全年刑事立案593起，同比下降1.17%。"],
        "D3": ["刑事破案490起，两项合计1083起。"],
    }


def test_the_column_of_changes_has_the_address_of_the_derived_value(folder: Path) -> None:
    columns = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 同比\n刑事立案 | 立案数 | 起 | {} | 540 | =D2/E2-1"
    found = compared(folder, old={"indicators": columns.format(593), "entries": table(ROWS[0])}, indicators=columns.format(600))
    assert told(found)[1] == ("指标!F2", "刑事立案.同比", "同比上升9.81%", "同比上升11.11%")


@pytest.mark.parametrize(
    ("tag", "old", "new", "name"),
    [
        ("{{ 刑事立案.倍数 }}", "是2021年的1.1倍", "是2021年的2.2倍", "刑事立案.倍数"),
        ("{{ [刑事立案, 刑事破案] ｜ 分别同比 }}", "同比分别上升9.81%、20%", "同比分别上升120%、20%", "刑事立案、刑事破案"),
        ("{{ 刑事破案 ｜ 占(刑事立案) }}", "占比80.94%", "占比40.4%", "刑事破案、刑事立案"),
        ("{{ 刑事立案 * 2 }}", "1186起", "2376起", "刑事立案"),
    ],
)
def test_values_worked_out_by_tags_are_told_when_they_move(folder: Path, tag: str, old: str, new: str, name: str) -> None:
    rows = table(f"工作 | 执法 | 打击 | 全年情况：{tag}。 | 是", *ROWS[1:])
    found = compared(folder, old={"entries": rows}, indicators=INDICATORS.replace("593", "1188"))
    assert ("指标", name, old, new) in told(found)


def test_rows_that_only_moved_are_no_change(folder: Path) -> None:
    indicators = "\n".join([*INDICATORS.strip().splitlines()[:1], *reversed(INDICATORS.strip().splitlines()[1:])])
    found = compared(folder, entries=table(*ROWS[3:], ROWS[2], *ROWS[:2]), indicators=indicators)
    assert found.changes == ()


def test_an_appendix_of_figures_in_another_order_touches_only_what_was_corrected(folder: Path) -> None:
    settings_file = folder / "templates" / "小" / "template.toml"
    settings_file.write_text(f"{SETTINGS}\n[options]\nappendix = true\n", encoding="utf-8")
    head, first, second = INDICATORS.strip().splitlines()
    found = compared(folder, old={"entries": table(ROWS[2])}, indicators="\n".join([head, second, first.replace("593", "600")]))
    assert told(found)[0] == ("指标!D3", "刑事立案", "593", "600")
    assert [sentences(change) for change in found.changes] == [
        [("593", "600", None), ("9.81%", "11.11%", None)],
        [("9.81%", "11.11%", None)],
    ]


@settings(max_examples=12)
@given(order=st.permutations(ROWS))
def test_rows_in_any_order_are_no_change(tmp_path_factory: pytest.TempPathFactory, order: list[str]) -> None:
    folder = tmp_path_factory.mktemp("order")
    make_template(folder)
    assert compared(folder, entries=table(*order)).changes == ()


def test_numbers_written_another_way_are_no_change(folder: Path) -> None:
    assert compared(folder, indicators=INDICATORS.replace("593", "５９３起").replace("是", "公开")).changes == ()


def test_a_changed_text_touches_its_sentence_alone(folder: Path) -> None:
    found = compared(folder, entries=table(*ROWS[:2], ROWS[2].replace("12次", "15次"), *ROWS[3:]))
    (change,) = found.changes
    assert (change.cell, change.name, change.new) == ("D4", "工作 / 监督 / 检查", "开展执法检查15次；整改问题35个。")
    assert sentences(change) == [("开展执法检查12次；", "开展执法检查15次；", "报告内容!D4")]
    assert [each.paragraph for each in change.sentences] == [22]


def test_a_text_and_a_figure_in_it_that_both_changed_have_the_sentences_that_are_theirs(folder: Path) -> None:
    rows = [ROWS[0].replace("社会治安平稳", "社会治安持续平稳"), *ROWS[1:]]
    found = compared(folder, entries=table(*rows), indicators=INDICATORS.replace("593", "600"))
    assert [(change.sheet, [new for _, new, _ in sentences(change)]) for change in found.changes if change.kind == "cell"] == [
        ("指标", ["全年刑事立案600起，同比上升11.11%。", "刑事破案480起，两项合计1080起。"]),
        ("报告内容", ["社会治安持续平稳。"]),
    ]


def test_an_added_row_is_told_cell_by_cell_with_its_sentences_and_moves_no_numbers(folder: Path) -> None:
    found = compared(folder, entries=table(*ROWS[:3], "安排 | | | 深化普法 | 是", *ROWS[3:]))
    assert told(found) == [("报告内容!D5", "安排", None, "深化普法"), ("报告内容!E5", "安排", None, "是")]
    assert sentences(found.changes[0]) == [(None, "一是深化普法；", "报告内容!D5")]


def test_a_removed_row_is_told_with_its_address_in_the_old_workbook(folder: Path) -> None:
    found = compared(folder, entries=table(*ROWS[:1], *ROWS[2:]))
    assert told(found)[:2] == [
        ("报告内容!C3", "工作 / 执法 / 破案攻坚", "破案攻坚", None),
        ("报告内容!D3", "工作 / 执法 / 破案攻坚", "刑事破案{{ 刑事破案 }}，两项合计{{ 刑事立案 + 刑事破案 }}。", None),
    ]
    assert sentences(found.changes[1]) == [("刑事破案480起，两项合计1073起。", None, "报告内容!D3")]


def test_an_added_indicator_and_a_removed_item_are_told(folder: Path) -> None:
    found = compared(
        folder,
        indicators=INDICATORS + "\n参训人次 | 参训人次 | 人次 | 35700 | | 是",
        old={"items": {"签发人": "某某"}},
        items={"签发人": None},
    )
    assert ("基本信息!B6", "签发人", "某某", None) in told(found)
    assert ("指标!D5", "参训人次", None, "35700") in told(found)
    assert {change.lone for change in found.changes} == {True}


def test_a_renamed_figure_is_known_by_its_label(folder: Path) -> None:
    renamed = INDICATORS.replace("刑事破案 |", "破案数 |")
    found = compared(folder, old={"entries": table(ROWS[0], *ROWS[2:])}, indicators=renamed)
    assert told(found) == [("指标!A3", "破案数", "刑事破案", "破案数")]


def test_wording_of_the_template_is_told_with_its_paragraph(folder: Path) -> None:
    found = compared(folder, items={"单位简称": "市局"})
    (_, content) = found.changes
    assert (content.cell, content.new) == ("B6", "市局")
    assert [(each.new, each.cell, each.paragraph) for each in content.sentences] == [("现将市局有关情况报告如下：", None, 13)]


def test_text_that_stands_in_the_word_template_is_compared_too(folder: Path) -> None:
    paragraph = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    with_body(folder / "templates" / "小" / "report.docx", paragraph.format("立案{{ 刑事立案 }}，治安平稳。") + slot("正文"))
    found = compared(folder, old={"entries": table(*ROWS[2:])}, indicators=INDICATORS.replace("593", "600"))
    assert [(each.new, each.paragraph) for each in found.changes[0].sentences] == [("立案600起，治安平稳。", 1)]


def test_a_sentence_that_hangs_on_a_condition_is_told_though_no_value_in_it_changed(folder: Path) -> None:
    lead = "{% if 刑事立案 > 600 %}案件增多{% else %}案件减少{% endif %}，请审议："
    (folder / "templates" / "小" / "sections" / "lead.md.j2").write_text(lead, encoding="utf-8")
    indicators = INDICATORS.replace("593", "700").replace("480", "490")
    found = compared(folder, old={"entries": table(*ROWS[2:])}, indicators=indicators)
    left = [change for change in found.changes if change.kind == "sentence"]
    assert [(change.old, change.new, change.paragraph) for change in left] == [("案件减少，请审议：", "案件增多，请审议：", 13)]


def test_a_unit_that_changed_touches_where_the_figure_is_printed(folder: Path) -> None:
    changed = INDICATORS.replace("刑事案件破案数 | 起", "刑事案件破案数 | 件").replace("593", "594")
    found = compared(
        folder, old={"entries": table(ROWS[0], "工作 | 执法 | 破案 | 破案{{ 刑事破案 }}。 | 是", *ROWS[2:])}, indicators=changed
    )
    (unit,) = [change for change in found.changes if change.cell == "C3"]
    assert sentences(unit) == [("破案480起。", "破案480件。", "报告内容!D3")]


def test_workbooks_with_errors_are_compared_as_far_as_they_can_be_read(folder: Path) -> None:
    found = compared(folder, indicators=INDICATORS.replace("593", "大约六百"))
    assert told(found)[0] == ("指标!D2", "刑事立案", "593", "大约六百")
    assert sentences(found.changes[0])[0][:2] == (
        "全年刑事立案593起，同比上升9.81%。",
        "全年刑事立案【待补：刑事立案】，【待补：刑事立案】。",
    )
    assert found.remarks == ("新.xlsx：有 1 处错误，能读的都比较了；请用 fazhi check 查看",)


def test_a_template_that_makes_no_report_leaves_the_cells(folder: Path) -> None:
    with_body(folder / "templates" / "小" / "report.docx", "<w:p><w:r><w:t>{{ 刑事立案</w:t></w:r></w:p>")
    found = compared(folder, indicators=INDICATORS.replace("593", "600"))
    assert told(found)[0] == ("指标!D2", "刑事立案", "593", "600")
    assert [change.sentences for change in found.changes] == [(), ()]
    assert found.remarks[0].startswith("旧.xlsx：模板“小”有错误，排不出报告，没有列出涉及的句子")


def test_another_template_is_a_change(folder: Path) -> None:
    make_template(folder, name="别的")
    found = compared(folder, template="别的")
    assert told(found) == [("填写说明", "模板", "小", "别的")]


def test_a_missing_sheet_takes_its_rows_away(folder: Path) -> None:
    found = compared(folder, indicators=None)
    assert {change.name for change in found.changes if change.kind == "cell"} == {"刑事立案", "刑事破案"}
    assert all(change.new is None for change in found.changes if change.kind == "cell")


def test_an_error_value_is_told_as_it_stands(folder: Path) -> None:
    make_workbook(folder / "旧.xlsx")
    make_workbook(folder / "新.xlsx")
    book = openpyxl.load_workbook(folder / "新.xlsx")
    book["指标"]["D2"] = "#DIV/0!"
    book.save(folder / "新.xlsx")
    assert told(generator.diff(folder / "旧.xlsx", folder / "新.xlsx"))[0] == ("指标!D2", "刑事立案", "593", "#DIV/0!")


def test_the_samples_differ_from_themselves_in_nothing() -> None:
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        assert generator.diff(sample, sample).changes == (), sample.name


def report(folder: Path, name: str, **more: object) -> Path:
    book = make_workbook(folder / f"{name}.xlsx", **{"entries": table(), **more})  # type: ignore[arg-type]
    return generator.build(book, folder / f"{name}.docx").path


def edited(source: Path, name: str, edit: object) -> Path:
    """A report that somebody changed in Word: ``edit`` gets its paragraphs."""
    document = docx.Document(str(source))
    edit([p for p in document.paragraphs if p.text.strip()])  # type: ignore[operator]
    path = source.with_name(name)
    document.save(str(path))
    return path


def paragraphs(found: Comparison) -> list[tuple[int | None, str | None, str | None]]:
    return [(change.paragraph, change.old, change.new) for change in found.changes]


def test_a_report_differs_from_itself_in_nothing(folder: Path) -> None:
    path = report(folder, "甲")
    assert generator.diff(path, path).changes == ()


def test_a_rebuilt_report_differs_in_the_paragraphs_of_the_corrected_figures(folder: Path) -> None:
    old = report(folder, "旧")
    new = report(folder, "新", indicators=INDICATORS.replace("593", "600"))
    found = generator.diff(old, new)
    assert found.kind == "reports"
    assert [(change.paragraph, [(each.old, each.new) for each in change.sentences]) for change in found.changes] == [
        (17, [("全年刑事立案593起，同比上升9.81%。", "全年刑事立案600起，同比上升11.11%。")]),
        (19, [("刑事破案480起，两项合计1073起。", "刑事破案480起，两项合计1080起。")]),
    ]


def test_paragraphs_that_people_moved_removed_and_added_are_told(folder: Path) -> None:
    old = report(folder, "旧")

    def edit(shown: list[docx.text.paragraph.Paragraph]) -> None:
        by_text = {p.text: p for p in shown}
        by_text["全年刑事立案593起，同比上升9.81%。社会治安平稳。"].insert_paragraph_before("这里补写一段情况。")
        gone = by_text["刑事破案480起，两项合计1073起。"]._p
        gone.getparent().remove(gone)
        by_text["一是加强培训；二是加强监督。"]._p.addnext(by_text["开展执法检查12次；整改问题35个。"]._p)

    new = edited(old, "改.docx", edit)
    moved = "开展执法检查12次；整改问题35个。"
    assert paragraphs(generator.diff(old, new)) == [
        (17, None, "这里补写一段情况。"),
        (19, "刑事破案480起，两项合计1073起。", None),
        (24, moved, moved),
    ]


def test_a_paragraph_that_was_split_is_told_once_with_both_halves(folder: Path) -> None:
    old = report(folder, "旧")

    def edit(shown: list[docx.text.paragraph.Paragraph]) -> None:
        (whole,) = [p for p in shown if p.text.startswith("全年刑事立案")]
        whole.insert_paragraph_before("全年刑事立案593起，同比上升9.81%。")
        for run in whole.runs[:]:
            run._r.getparent().remove(run._r)
        whole.add_run("社会治安平稳。")

    (change,) = generator.diff(old, edited(old, "改.docx", edit)).changes
    assert change.new == "全年刑事立案593起，同比上升9.81%。\n社会治安平稳。"
    assert (change.old, change.sentences) == ("全年刑事立案593起，同比上升9.81%。社会治安平稳。", ())


def test_headers_and_notes_are_compared_too(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>正文一段。</w:t></w:r></w:p>"
    for name, head in (("旧", "内部资料第1期"), ("新", "内部资料第2期")):
        parts = package_of(body, head)
        (tmp_path / f"{name}.docx").write_bytes(parts)
    (change,) = generator.diff(tmp_path / "旧.docx", tmp_path / "新.docx").changes
    assert (change.name, change.paragraph, change.old, change.new) == ("页眉", None, "内部资料第1期", "内部资料第2期")


def test_page_numbers_are_no_text(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>正文一段。</w:t></w:r></w:p>"
    for name, head in (("旧", "— 1 —"), ("新", "— 14 —")):
        (tmp_path / f"{name}.docx").write_bytes(package_of(body, head))
    assert generator.diff(tmp_path / "旧.docx", tmp_path / "新.docx").changes == ()


def package_of(body: str, head: str) -> bytes:
    header = {"default": f"<w:p><w:r><w:t>{head}</w:t></w:r></w:p>"}
    return zipped(package(body=body, headers=header, footers={}, footnotes=[], endnotes=[], properties={}))


@pytest.mark.office
@pytest.mark.parametrize("sample", ["standard-2022", "shantou-2020"])
def test_what_libreoffice_saves_anew_is_no_change(tmp_path: Path, sample: str) -> None:
    book = SAMPLES / f"{sample}.xlsx"
    assert generator.diff(book, resaved(book, tmp_path / "book")).changes == ()
    built = generator.build(book, tmp_path / "甲.docx").path
    assert generator.diff(built, resaved(built, tmp_path / "report", "docx")).changes == ()


@pytest.mark.parametrize("names", [("甲.xlsx", "甲.docx"), ("甲.docx", "甲.xlsx"), ("甲.pdf", "甲.pdf"), ("甲", "甲")])
def test_other_files_and_files_of_two_kinds_are_wrong_use(tmp_path: Path, names: tuple[str, str]) -> None:
    with pytest.raises(WrongUse, match="只能比较两份工作簿"):
        generator.diff(tmp_path / names[0], tmp_path / names[1])


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".doc", ".xls"])
def test_a_file_that_is_not_there_or_is_something_else_is_unusable(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UnusableFile, match="没有这个文件"):
        generator.diff(tmp_path / f"无{suffix}", tmp_path / f"无{suffix}")
    path = tmp_path / f"文字{suffix}"
    path.write_text("不是办公文件", encoding="utf-8")
    with pytest.raises(UnusableFile):
        generator.diff(path, path)


def test_a_report_whose_markup_is_broken_is_unusable(folder: Path) -> None:
    path = report(folder, "甲")
    parts = unzipped(path.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"][:-20]
    path.write_bytes(zipped(parts))
    with pytest.raises(UnusableFile, match="内容已损坏"):
        generator.diff(path, path)


def test_json_has_the_keys_that_are_promised(folder: Path) -> None:
    (change, *_) = compared(folder, indicators=INDICATORS.replace("593", "500")).as_json()["changes"]
    assert list(change) == ["sheet", "cell", "name", "paragraph", "old", "new", "sentences"]
    assert list(change["sentences"][0]) == ["old", "new", "sheet", "cell", "paragraph"]
