from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from generator.errors import FazhiError, FindingsStop, OverwriteRefused, UnusableFile, UnwritableFile, WrongUse
from generator.pipeline import updating
from generator.pipeline.building import build
from generator.pipeline.comparing_reports import compare_reports
from generator.pipeline.history import FOLDER
from generator.pipeline.tracing import trace
from generator.pipeline.updating import Updated, update
from generator.word.generation import CUSTOM, PROPERTY, generation_of, read_generation
from generator.word.manuscript import read_lines
from generator.word.store import NAMESPACE, read_payload
from tests.support.layouts import slot
from tests.support.office import resaved
from tests.support.publishing import markup
from tests.support.reports import DOCUMENT, ENTRIES, INDICATORS, built, edited, parts_of, replaced
from tests.support.templates import STANDARD
from tests.support.validity import faults_of
from tests.support.word import Xml, p
from tests.support.workbooks import make_workbook

WHEN = datetime(2023, 2, 20, 9, 30)
CORRECTED = INDICATORS.replace("593", "600")
HEADER, FOOTER = "word/header1.xml", "word/footer1.xml"
ITEM = "customXml/item1.xml"
FEW = "部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 加强执法 | 是\n安排 | | | 加强培训 | 是"
HUMAN = replaced("走访群众", "走访慰问群众")


def corrected(folder: Path, **more: Any) -> Path:
    """The workbook with 刑事立案 corrected from 593 to 600, 同比 from 9.81% to 11.11%."""
    return make_workbook(folder / "甲.xlsx", **{"indicators": CORRECTED, "entries": ENTRIES, **more})


def text(report: Path) -> str:
    """The words as they are when every change is accepted."""
    return "\n".join(line.text for line in read_lines(parts_of(report)[DOCUMENT].content()))


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def without_store(report: Path) -> Path:
    """The report as a program leaves it that throws custom parts away."""
    return edited(report, replaced(NAMESPACE, "urn:other"), ITEM)


def without_id(report: Path) -> Path:
    return edited(report, lambda part: part.replace(PROPERTY, "other").replace("fazhi.fingerprint", "another"), CUSTOM)


def told(updated: Updated) -> list[tuple[str, str, str]]:
    return [(each.fate, each.old, each.new) for each in updated.corrections]


# ── what nobody touched ──


def test_a_report_that_nobody_touched_is_built_anew_without_a_copy(folder: Path) -> None:
    report = built(folder)
    updated = update(report, corrected(folder), when=WHEN)
    assert (updated.outcome, updated.backup, updated.path, updated.is_settled) == ("replaced", None, report, True)
    assert report.read_bytes() == build(folder / "甲.xlsx", folder / "新.docx").path.read_bytes()
    assert ("updated", "593起", "600起") in told(updated)
    assert not (folder / "报告.docx.bak").exists()


def test_without_anything_new_nothing_is_written(folder: Path) -> None:
    report = built(folder)
    before, written = there(folder), report.stat().st_mtime_ns
    updated = update(str(report), str(folder / "甲.xlsx"), when=WHEN)
    assert (updated.outcome, updated.corrections, updated.kept) == ("unchanged", (), 0)
    assert (there(folder), report.stat().st_mtime_ns) == (before, written)


# ── what people edited ──


def test_an_edited_report_gets_the_corrections_and_keeps_the_edits(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    before = report.read_bytes()
    updated = update(report, corrected(folder), when=WHEN)
    assert (updated.outcome, updated.backup, updated.kept) == ("revised", folder / "改0.docx.bak", 1)
    assert "全年刑事立案600起，同比上升11.11%；走访慰问群众3200户。" in text(report)
    assert (folder / "改0.docx.bak").read_bytes() == before
    assert [fate for fate, _, _ in told(updated)] == ["updated"] * len(updated.corrections)
    assert faults_of(report) == []


def test_the_places_of_corrections_are_told_with_the_words_round_them(folder: Path) -> None:
    updated = update(edited(built(folder), HUMAN), corrected(folder), when=WHEN, dry_run=True)
    place = updated.corrections[0].place
    assert place is not None
    assert updated.where(place).startswith(f"第{place.line}段“全年刑事立案593起")
    assert updated.where(place).endswith("…”")


def test_a_header_is_told_as_such(folder: Path) -> None:
    report = edited(built(folder, Xml(slot("正文")), header=p("立案{{ 刑事立案 }}")), replaced("593起", "601起"), HEADER)
    updated = update(report, corrected(folder), when=WHEN)
    assert [updated.where(each.place) for each in updated.fated("conflict") if each.place] == ["页眉“立案601起”"]
    assert updated.kept == 1


@pytest.mark.parametrize(("change", "kept"), [(replaced(">— <", ">第<"), 1), (replaced("<w:t>1</w:t>", "<w:t>27</w:t>"), 0)])
def test_a_footer_is_an_edit_when_it_says_something_else_than_its_page(folder: Path, change: Callable[[str], str], kept: int) -> None:
    report = edited(built(folder), change, FOOTER)
    assert update(report, folder / "甲.xlsx", when=WHEN).kept == kept


def test_the_same_again_changes_nothing_and_keeps_no_second_copy(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    update(report, corrected(folder), when=WHEN)
    before = there(folder)
    assert update(report, folder / "甲.xlsx", when=datetime(2024, 1, 1)).outcome == "unchanged"
    assert there(folder) == before


def test_a_dry_run_says_the_same_and_writes_nothing(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    workbook = corrected(folder)
    (folder / "~$改0.docx").write_bytes(b"")
    before = there(folder)
    dry = update(report, workbook, when=WHEN, dry_run=True)
    assert there(folder) == before
    (folder / "~$改0.docx").unlink()
    real = update(report, workbook, when=WHEN)
    assert (dry.outcome, told(dry), dry.kept) == (real.outcome, told(real), real.kept)


def test_changes_are_tracked_unless_they_are_to_be_accepted(folder: Path) -> None:
    report = built(folder)
    tracked, plain = edited(report, HUMAN), edited(report, HUMAN)
    workbook = corrected(folder)
    update(tracked, workbook, when=WHEN)
    update(plain, workbook, when=WHEN, accept=True)
    assert text(tracked) == text(plain)
    marks = [part[DOCUMENT].content().count(b'w:date="2023-02-20T09:30:00') for part in (parts_of(tracked), parts_of(plain))]
    assert marks[0] > 0
    assert marks[1] == 0


def test_a_figure_that_a_person_changed_too_stays_and_is_left_to_people(folder: Path) -> None:
    report = edited(built(folder), replaced("593起", "601起"))
    updated = update(report, corrected(folder), when=WHEN)
    assert not updated.is_settled
    assert [(each.old, each.new, each.said) for each in updated.fated("conflict")] == [("593起", "600起", "601起")]
    assert "刑事立案601起" in text(report)
    assert faults_of(report) == []


def test_the_report_remembers_what_was_written_and_its_history_too(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    first = read_generation(parts_of(report))
    update(report, corrected(folder), when=WHEN)
    payload = read_payload(parts_of(report))
    assert payload is not None
    generation = read_generation(parts_of(report))
    assert generation == generation_of(payload) != first
    assert {path.stem for path in (folder / FOLDER).iterdir()} == {first, generation}


# ── how it was made ──


def test_a_draft_stays_one_and_loses_the_marks_of_what_was_filled_in(folder: Path) -> None:
    missing = INDICATORS.replace("593 | 540", " | ")
    report = edited(built(folder, indicators=missing, draft=True), HUMAN)
    assert "【待补：刑事立案】" in text(report)
    update(report, corrected(folder, indicators=CORRECTED.replace("480", "")), when=WHEN)
    assert "全年刑事立案600起，同比上升11.11%；走访慰问群众3200户。" in text(report)


@pytest.mark.parametrize("touched", [True, False])
def test_a_report_without_letterhead_stays_without(folder: Path, touched: bool) -> None:
    report = built(folder, letterhead=False)
    report = edited(report, HUMAN) if touched else report
    update(report, corrected(folder), when=WHEN)
    assert "甲市公安局文件" not in text(report)
    assert "刑事立案600起" in text(report)


def other_template(folder: Path) -> None:
    home = shutil.copytree(folder / "templates" / "小", folder / "templates" / "另")
    settings = home / "template.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("年工作", "年的工作"), encoding="utf-8")


def test_the_template_that_is_given_goes_before_the_one_of_the_workbook(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    other_template(folder)
    update(report, folder / "甲.xlsx", template="另", when=WHEN)
    assert "一、2022年的工作" in text(report)


def test_another_template_takes_over_only_when_it_is_given(folder: Path) -> None:
    built(folder)
    other_template(folder)
    build(folder / "甲.xlsx", folder / "报告.docx", template="另")
    report = edited(folder / "报告.docx", HUMAN)
    said = f"{report.name} 是用模板“另”生成的，甲.xlsx 写明的是“小”，没有更新；请加 -t 另，要改用新模板的加 -t 小"
    refused(report, folder / "甲.xlsx", WrongUse, said)
    assert update(report, folder / "甲.xlsx", template="另", when=WHEN).outcome == "unchanged"


# ── what is refused, with nothing written ──


def refused(report: Path, workbook: Path, error: type[FazhiError], said: str) -> None:
    before = there(report.parent)
    with pytest.raises(error) as stop:
        update(report, workbook, when=WHEN)
    assert said in str(stop.value)
    assert there(report.parent) == before


def test_errors_of_the_workbook_stop_it_with_all_of_them(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    workbook = corrected(folder, items={"主送机关": ""}, indicators=CORRECTED.replace("480", "x"))
    refused(report, workbook, FindingsStop, f"甲.xlsx：有 2 处错误，{report.name} 没有更新")


@pytest.mark.parametrize("touched", [True, False])
def test_a_published_edition_is_never_updated(folder: Path, touched: bool) -> None:
    built(folder)  # its history lies beside
    report = built(folder, edition="公开", indicators=INDICATORS)
    report = edited(report, HUMAN) if touched else report
    refused(report, corrected(folder), OverwriteRefused, f"{report.name}：公开版不能更新；请更正上报版后重新公开")


def test_a_file_of_somebody_else_is_refused_with_a_way_out(folder: Path) -> None:
    built(folder)
    foreign = shutil.copy(STANDARD / "report.docx", folder / "别人.docx")
    said = "不是本工具生成的报告，或者生成时的记录已经丢了，没有改动；请用 fazhi build 工作簿.xlsx -o 另一个文件名.docx"
    refused(Path(foreign), folder / "甲.xlsx", OverwriteRefused, said)


@pytest.mark.parametrize("lost", [without_store, lambda report: without_id(without_store(report))])
def test_a_report_that_lost_its_store_and_its_history_is_refused(folder: Path, lost: Callable[[Path], Path]) -> None:
    report = lost(built(folder))
    shutil.rmtree(folder / FOLDER)
    refused(report, corrected(folder), OverwriteRefused, f"{report.name}：生成时的记录已经丢了，.fazhi 文件夹里也没有")


def test_a_workbook_of_another_year_is_refused(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    said = f"{report.name} 是 2022 年的报告，甲.xlsx 是 2023 年的工作簿，没有更新；请换用同一年度的一对"
    refused(report, corrected(folder, items={"年度": 2023, "成文日期": "2024年2月20日"}), WrongUse, said)


def test_files_in_the_wrong_order_are_told_the_right_one(folder: Path) -> None:
    report = built(folder)
    before = there(folder)
    with pytest.raises(WrongUse, match=r"先写报告，后写工作簿：fazhi update .*报告\.docx .*甲\.xlsx"):
        update(folder / "甲.xlsx", report, when=WHEN)
    assert there(folder) == before


@pytest.mark.parametrize(("data", "said"), [(b"", "不是能用的 Word 文件"), (b"PK\x03\x04", "文件不完整或已损坏")])
def test_what_is_no_word_file_is_said_so(folder: Path, data: bytes, said: str) -> None:
    built(folder)
    (folder / "坏.docx").write_bytes(data)
    refused(folder / "坏.docx", folder / "甲.xlsx", UnusableFile, said)


def test_a_document_that_is_no_xml_is_said_so(folder: Path) -> None:
    report = edited(built(folder), replaced("</w:body>", ""))
    refused(report, folder / "甲.xlsx", UnusableFile, "文件已损坏，读不出文字")


def test_a_file_that_is_open_in_word_is_refused(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    (folder / "~$改0.docx").write_bytes(b"")
    refused(report, corrected(folder), UnwritableFile, "改0.docx：正被 Word、WPS 或 LibreOffice 打开（有 ~$改0.docx）")


def test_a_file_that_is_saved_while_it_is_updated_keeps_what_was_saved(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = edited(built(folder), HUMAN)
    plan = updating.plan

    def slow_plan(*arguments: Any) -> Any:
        report.write_bytes(b"saved meanwhile")
        return plan(*arguments)

    monkeypatch.setattr(updating, "plan", slow_plan)
    with pytest.raises(UnwritableFile, match="更新期间被别的程序改过，没有写"):
        update(report, corrected(folder), when=WHEN)
    assert report.read_bytes() == b"saved meanwhile"
    assert not (folder / "改0.docx.bak").exists()


def test_another_unit_is_a_warning_at_its_cell(folder: Path) -> None:
    report = edited(built(folder), HUMAN)
    updated = update(report, corrected(folder, items={"单位全称": "乙市公安局"}), when=WHEN)
    said = [str(found) for found in updated.findings if found.code == "unit-of-another"]
    assert said == ["基本信息!B2：填的是“乙市公安局”，报告是“甲市公安局”的；请核对是不是拿错了工作簿；确实改了名称的，不用管"]
    assert "关于" in text(report)


def comments_of(report: Path) -> str:
    return re.sub("<[^>]+>", "", parts_of(report)["word/comments.xml"].content().decode())


@pytest.mark.parametrize("now", ["595", "593"])
def test_a_conflict_that_the_workbook_settles_is_not_asked_any_more(folder: Path, now: str) -> None:
    report = edited(built(folder), replaced("593起", "595起"))
    assert len(update(report, corrected(folder), when=WHEN).fated("conflict")) == 1
    assert "请定" in comments_of(report)
    workbook = corrected(folder, indicators=INDICATORS.replace("593", now))
    assert update(report, workbook, when=WHEN).fated("conflict") == []
    assert "请定" not in comments_of(report)
    assert "可以删去这条批注" in comments_of(report)
    assert faults_of(report) == []
    before = there(folder)
    assert update(report, workbook, when=WHEN).outcome == "unchanged"
    assert there(folder) == before


# ── what was lost on the way ──


def test_strict_open_xml_is_refused_and_not_taken_for_a_report_without_words(folder: Path) -> None:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    report = edited(built(folder), lambda markup: markup.replace(main, "http://purl.oclc.org/ooxml/wordprocessingml/main"))
    refused(report, corrected(folder), UnusableFile, "这是“严格 Open XML”格式")
    for read in (lambda: trace(report), lambda: compare_reports(report, report)):
        with pytest.raises(UnusableFile, match="这是“严格 Open XML”格式"):
            read()


def test_a_lost_store_is_found_in_the_history_beside_the_report(folder: Path) -> None:
    report = edited(without_store(built(folder)), HUMAN)
    assert update(report, corrected(folder), when=WHEN).outcome == "revised"
    assert "刑事立案600起，同比上升11.11%；走访慰问群众3200户。" in text(report)
    assert update(report, folder / "甲.xlsx", when=WHEN).outcome == "unchanged"


def test_a_damaged_store_is_none(folder: Path) -> None:
    report = edited(edited(built(folder), replaced('checksum="', 'checksum="0'), ITEM), HUMAN)
    assert update(report, corrected(folder), when=WHEN).outcome == "revised"


@pytest.mark.parametrize("moved", ["report", "workbook"])
def test_the_history_beside_the_workbook_counts_too(folder: Path, moved: str) -> None:
    report = edited(without_store(built(folder)), HUMAN)
    (folder / "送审").mkdir()
    report = report.rename(folder / "送审" / report.name)
    workbook = corrected(folder)
    if moved == "workbook":
        shutil.move(folder / FOLDER, report.parent / FOLDER)
    assert update(report, workbook, when=WHEN).outcome == "revised"


def test_without_its_id_a_report_is_found_by_its_words(folder: Path) -> None:
    body = [p(f"这是没有改动的第{n}段") for n in range(10)]
    report = built(folder, *body, p("立案{{ 刑事立案 }}"), Xml(slot("正文")))
    lost = edited(without_id(without_store(report)), HUMAN)
    updated = update(lost, corrected(folder), when=WHEN)
    assert updated.outcome == "revised"
    assert "立案600起" in text(lost)


def test_the_store_of_another_generation_does_not_stand_in_for_one_that_is_lost(folder: Path) -> None:
    body = [p(f"这是没有改动的第{n}段") for n in range(10)]
    lost = edited(without_store(built(folder, *body, p("立案{{ 刑事立案 }}"), Xml(slot("正文")))), HUMAN)
    shutil.rmtree(folder / FOLDER)
    workbook = corrected(folder)
    build(workbook, folder / "更正后.docx")
    refused(lost, workbook, OverwriteRefused, "生成时的记录已经丢了")


def test_words_alone_do_not_make_a_report_ours(folder: Path) -> None:
    report = built(folder)
    foreign = edited(without_id(without_store(report)), lambda markup: markup.replace("_fz", "_other"))
    refused(foreign, corrected(folder), OverwriteRefused, "不是本工具生成的报告")


@pytest.mark.office
def test_a_report_that_libreoffice_saved_keeps_its_id_and_is_updated(folder: Path) -> None:
    saved = resaved(edited(built(folder), HUMAN), folder / "office", "docx")
    assert read_generation(parts_of(saved)) == next((folder / FOLDER).iterdir()).stem
    report = Path(shutil.copy(without_store(saved) if ITEM in parts_of(saved) else saved, folder / "送审稿.docx"))
    assert update(report, corrected(folder), when=WHEN).outcome == "revised"
    assert "全年刑事立案600起，同比上升11.11%；走访慰问群众3200户。" in text(report)
    assert generation_of(read_payload(parts_of(report)) or b"") == read_generation(parts_of(report))
    assert update(report, folder / "甲.xlsx", when=WHEN).outcome == "unchanged"


# ── what is counted ──


def by_a_clerk(report: Path, old: str, new: str) -> Path:
    """The report in which a clerk has put a figure in the place of another while changes were tracked, with a comment on it."""
    document = Document(str(report))
    run = next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == old)
    document.add_comment(run, "请核对", author="科员")
    came = deepcopy(run._r)
    came.text = new
    for element in run._r.iter(qn("w:t")):
        element.tag = qn("w:delText")
    run._r.addnext(came)
    for number, (tag, inside) in enumerate((("w:del", run._r), ("w:ins", came)), 71):
        change = OxmlElement(tag, {qn("w:id"): str(number), qn("w:author"): "科员", qn("w:date"): "2023-01-01T00:00:00Z"})
        inside.addprevious(change)
        change.append(inside)
    document.save(str(report))
    return report


def test_corrections_conflicts_and_edits_are_counted_beside_comments_and_changes_of_a_clerk(folder: Path) -> None:
    body = p("甲局讲话"), p("办理{{ 刑事立案 }}，破案{{ 刑事破案 }}。"), p("现立案{{ 刑事立案 }}，累计破案{{ 刑事破案 }}。"), p("旁人的话")
    report = edited(built(folder, *body, Xml(slot("正文")), entries=FEW), replaced("旁人的话", "旁人说的话"))
    by_a_clerk(report, "593起", "601起")
    before, faults = markup(report), faults_of(report)
    done = update(report, corrected(folder, indicators=CORRECTED.replace("480", "481"), entries=FEW), when=WHEN)
    assert {fate: len(done.fated(fate)) for fate in ("updated", "conflict", "right", "deleted", "uncertain")} == {
        "updated": 3, "conflict": 1, "right": 0, "deleted": 0, "uncertain": 0
    }  # fmt: skip
    assert done.kept == 2
    after = markup(report)
    assert text(report).splitlines()[1:4] == ["办理601起，破案481起。", "现立案600起，累计破案481起。", "旁人说的话"]
    assert re.findall(r'<w:(?:del|ins) [^>]*w:author="科员".*?</w:(?:del|ins)>', after) == re.findall(
        r'<w:(?:del|ins) [^>]*w:author="科员".*?</w:(?:del|ins)>', before
    )
    comments = parts_of(report)["word/comments.xml"].content().decode()
    assert [re.sub("<[^>]*>", "", each) for each in re.findall("<w:comment .*?</w:comment>", comments, re.S)] == [
        "请核对",
        "稿中已改为601起，工作簿更正为600起，请定：用稿中的，请把工作簿也改成一样；用工作簿的，请改稿中。（指标!D2）",
    ]
    assert set(faults_of(report)) == set(faults)
    again = update(report, folder / "甲.xlsx", when=WHEN)
    assert (len(again.fated("updated")), len(again.fated("conflict")), again.kept, again.outcome) == (0, 1, 2, "unchanged")
