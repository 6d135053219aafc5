from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from generator.archive import unzipped, zipped
from generator.diagnostics import Findings
from generator.errors import UnusableFile
from generator.workbook.annotated.copying import annotated
from generator.workbook.annotated.grounds import COLOURS
from tests.support.annotations import BLUE, ORANGE, RED, WORDS, cell_of, copy_of, found, ground, links_of, note, rows_of
from tests.support.office import resaved
from tests.support.packages import change, parts_of, share_strings, sheet_part, write_parts
from tests.support.pictures import png
from tests.support.validity import faults_of
from tests.support.workbooks import make_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NOTE = "【核对·"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # openpyxl says what it would lose


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return make_workbook(tmp_path / "甲市.xlsx")


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A workbook with what people put into one, some of which openpyxl would lose."""
    path = make_workbook(tmp_path / "甲市.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["指标"]
    sheet["D2"].comment = Comment("去年口径不同", "张某某")
    sheet["D3"].font, sheet["D3"].fill, sheet["D3"].number_format = Font(bold=True), PatternFill("solid", start_color="FFEEDDCC"), "0.0"
    sheet.conditional_formatting.add("D2:E9", FormulaRule(formula=["LEN(D2)=0"], fill=PatternFill("solid", bgColor="FFF2CC")))
    validation = DataValidation(type="list", formula1='"是,否"')
    validation.add("F2:F9")
    sheet.add_data_validation(validation)
    sheet.freeze_panes, sheet.print_area, sheet.column_dimensions["B"].width = "B2", "A1:F9", 33
    (tmp_path / "章.png").write_bytes(png(40, 20))
    own = book.create_sheet("自己 '的' 表")
    own["A1"], own["B2"] = "合并", "=指标!D2*2"
    own.merge_cells("A1:C2")
    own.add_image(Image(str(tmp_path / "章.png")), "E5")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=3), titles_from_data=True)
    own.add_chart(chart, "E12")
    own.sheet_state = "hidden"
    book.active = 2
    book.save(path)
    parts = parts_of(path)
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
        b"<x14:formula1><xm:f>A1</xm:f></x14:formula1><xm:sqref>A2:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    parts[sheet_part("指标")] = parts[sheet_part("指标")].replace(b"</worksheet>", extension + b"</worksheet>")
    return write_parts(path, parts)


def cells(path: Path) -> Iterator[tuple[str, str, object, str]]:
    """Every cell of the workbook's own sheets: its value and its format but for the ground."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows() if sheet.title != "核对结果" else ():
            for cell in row:
                yield sheet.title, cell.coordinate, cell.value, f"{cell.number_format} {cell.font.b} {cell.border.left.style}"


def grounds_of(path: Path) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(path)
    return {(s.title, c.coordinate): ground(c) for s in book if s.title != "核对结果" for row in s.iter_rows() for c in row if ground(c)}


def notes_of(path: Path) -> dict[tuple[str, str], str]:
    return {(s.title, c.coordinate): note(c) for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row if note(c)}


def test_each_problem_has_a_colour_and_a_note_in_its_cell(plain: Path) -> None:
    copy = copy_of(plain, found("D2"), found("E2", "warning", "可疑"), found("D3", "advice", "说一声", hint=""))
    assert [ground(cell_of(copy, at)) for at in ("D2", "E2", "D3", "E3")] == [RED, ORANGE, BLUE, ""]
    assert [note(cell_of(copy, at)) for at in ("D2", "E2", "D3", "E3")] == [WORDS, "【核对·警告】可疑；请改", "【核对·提示】说一声", ""]
    assert faults_of(copy) == []


@pytest.mark.parametrize("gone", ["authors", "commentList"])
def test_notes_that_lack_a_list_get_one(rich: Path, tmp_path: Path, gone: str) -> None:
    parts = unzipped(rich.read_bytes())
    name = next(name for name in parts if re.search(r"comments?/?\w*\d*\.xml$", name) and b"<authors>" in parts[name])
    parts[name] = re.sub(rf"<{gone}>.*</{gone}>".encode(), b"", parts[name], flags=re.DOTALL)
    damaged = tmp_path / "缺.xlsx"
    damaged.write_bytes(zipped(parts))
    copy = copy_of(damaged, found("D2"))
    assert WORDS in note(cell_of(copy, "D2"))


def test_nothing_else_of_the_workbook_changes(rich: Path) -> None:
    copy = copy_of(rich, found("D2"), found("D3"), found("J5:J8"))
    before, after = parts_of(rich), parts_of(copy)
    kept = [
        part
        for part in before
        if re.search("drawing|chart|media|theme|docProps|sheet[1245].xml$|sheet5.xml.rels", part) and "vml" not in part
    ]
    assert len(kept) >= 10
    assert {part: after[part] for part in kept} == {part: before[part] for part in kept}
    assert b"x14:dataValidation" in after[sheet_part("指标")]
    assert [cell for cell in cells(copy) if cell[2] is not None] == [cell for cell in cells(rich) if cell[2] is not None]
    old, new = openpyxl.load_workbook(rich), openpyxl.load_workbook(copy)
    for title in old.sheetnames:
        for what in ("print_area", "freeze_panes", "sheet_state"):
            assert getattr(new[title], what) == getattr(old[title], what)
        assert new[title].merged_cells.ranges == old[title].merged_cells.ranges
        assert [v.sqref for v in new[title].data_validations.dataValidation] == [
            v.sqref for v in old[title].data_validations.dataValidation
        ]
        assert {k: d.width for k, d in new[title].column_dimensions.items()} == {
            k: d.width for k, d in old[title].column_dimensions.items()
        }
    assert faults_of(copy) == []


def test_a_note_that_is_there_is_kept_and_the_problem_stands_behind_it(rich: Path) -> None:
    copy = copy_of(rich, found("D2"))
    comment = cell_of(copy, "D2").comment
    assert comment is not None
    assert (comment.author, comment.text) == ("张某某", f"去年口径不同\n{WORDS}")


def test_a_coloured_cell_keeps_the_rest_of_its_format(rich: Path) -> None:
    cell = cell_of(copy_of(rich, found("D3")), "D3")
    assert (ground(cell), cell.font.b, cell.number_format) == (RED, True, "0.0")


def test_several_problems_of_a_cell_share_a_note_the_worst_first_and_give_its_colour(plain: Path) -> None:
    copy = copy_of(plain, found("D2", "advice", "三", hint=""), found("D2", "warning", "二", hint=""), found("D2", message="一", hint=""))
    assert note(cell_of(copy, "D2")) == "【核对·错误】一\n【核对·警告】二\n【核对·提示】三"
    assert ground(cell_of(copy, "D2")) == RED


def test_a_range_is_coloured_whole_and_noted_at_its_first_cell(plain: Path) -> None:
    copy = copy_of(plain, found("J2:J9", "advice", "“公开”还是空的", hint=""))
    assert [ground(cell_of(copy, f"J{row}")) for row in range(1, 11)] == ["", *[BLUE] * 8, ""]
    assert {at for (sheet, at) in notes_of(copy) if sheet == "指标"} == {"J2"}
    assert links_of(copy) == {"D4": "'指标'!J2:J9"}
    assert faults_of(copy) == []


def test_of_merged_cells_the_first_is_marked(plain: Path) -> None:
    book = openpyxl.load_workbook(plain)
    book["报告内容"].merge_cells("A3:B5")
    book.save(plain)
    copy = copy_of(plain, found("B4", sheet="报告内容"))
    cell = cell_of(copy, "A3", "报告内容")
    assert (ground(cell), note(cell)) == (RED, WORDS)


def test_blank_cells_get_the_format_of_their_row_or_column(plain: Path) -> None:
    book = openpyxl.load_workbook(plain)
    sheet = book["指标"]
    sheet.column_dimensions["H"].font = Font(bold=True)
    sheet.row_dimensions[30].font = Font(italic=True)
    sheet["C30"] = 1
    book.save(plain)
    copy = copy_of(plain, found("H20"), found("H30"), found("A30"), found("AB30"))
    assert cell_of(copy, "H20").font.b
    assert all(cell_of(copy, at).font.i for at in ("A30", "H30", "AB30"))
    row = re.search(rb'<row [^>]*r="30".*?</row>', parts_of(copy)[sheet_part("指标")], re.S)
    assert row
    assert re.findall(rb'r="([A-Z]+)30"', row[0]) == [b"A", b"C", b"H", b"AB"]
    assert faults_of(copy) == []


def test_a_conditional_colour_does_not_hide_ours(rich: Path) -> None:
    sheet = openpyxl.load_workbook(copy_of(rich, found("E3"), found("D2", "warning"), found("A2")))["指标"]
    rules = {
        str(span.sqref): (rule.priority, rule.dxf.fill.bgColor.rgb)
        for span, rs in sheet.conditional_formatting._cf_rules.items()
        for rule in rs
    }
    assert rules == {
        "E3": (1, f"FF{COLOURS['error']}"),
        "D2": (2, f"FF{COLOURS['warning']}"),
        "D2:E9": (3, "00FFF2CC"),
    }


def test_one_tab_is_selected_and_names_of_single_sheets_follow_their_sheets(rich: Path) -> None:
    copy = copy_of(rich, found("D2"))
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames == ["核对结果", "填写说明", "基本信息", "指标", "报告内容", "自己 '的' 表"]
    assert book.active is not None
    assert book.active.title == "核对结果"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["核对结果"]
    assert book["指标"].print_area == "'指标'!$A$1:$F$9"


def test_titles_with_blanks_and_quotes_are_linked(rich: Path) -> None:
    book = openpyxl.load_workbook(rich)
    book["指标"].title = " 指 标"
    book.save(rich)
    elsewhere = found(None, sheet="报告内容"), found(None, sheet=None), found("D2", sheet="没有")
    copy = copy_of(rich, found("D3"), found("A1", sheet="自己 '的' 表"), *elsewhere)
    assert links_of(copy) == {"D5": "' 指 标'!D3", "C6": "'报告内容'!A1", "D7": "'自己 ''的'' 表'!A1"}
    assert note(cell_of(copy, "D3", " 指 标")) == WORDS


@pytest.mark.parametrize("how", ["no styles", "shared strings", "no addresses", "prefixes"])
def test_workbooks_that_other_programs_write(plain: Path, how: str) -> None:
    parts = parts_of(plain)
    if how == "no styles":
        del parts["xl/styles.xml"]
        for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            parts[part] = re.sub(rb"<(Override|Relationship) [^>]*styles[^>]*/>", b"", parts[part])
        for title in ("填写说明", "基本信息", "指标", "报告内容"):
            parts[sheet_part(title)] = re.sub(rb' s="\d+"', b"", parts[sheet_part(title)])
    elif how == "no addresses":
        parts[sheet_part("指标")] = re.sub(rb' r="[A-Z]*\d+"', b"", parts[sheet_part("指标")])
    elif how == "prefixes":
        for part in ("xl/styles.xml", sheet_part("指标"), "xl/workbook.xml"):
            text = re.sub(rb"<(/?)(?=[a-zA-Z])(?![a-zA-Z0-9]+:)", rb"<\1x:", parts[part])
            parts[part] = text.replace(b'xmlns="http://schemas.openxmlformats.org/sp', b'xmlns:x="http://schemas.openxmlformats.org/sp')
    write_parts(plain, parts)
    if how == "shared strings":
        share_strings(plain)
    copy = copy_of(plain, found("D2"), found("F2"), found("A40"))
    assert [ground(cell_of(copy, at)) for at in ("D2", "F2", "A40", "E2")] == [RED, RED, RED, ""]
    assert cell_of(copy, "D2").value == 593
    assert note(cell_of(copy, "A40")) == WORDS
    assert faults_of(copy) == []


def test_the_same_findings_give_the_same_bytes(rich: Path) -> None:
    findings = Findings([found("D2"), found("J2:J9", "advice"), found(None)])
    assert annotated(rich, findings) == annotated(rich, findings)


def test_where_there_is_nothing_to_say_there_is_no_copy(plain: Path) -> None:
    assert annotated(plain, Findings()) is None


def test_an_annotated_copy_is_annotated_afresh(rich: Path) -> None:
    first = copy_of(rich, found("D2"), found("D3", "warning"), found("E3"), found("J5:J8", "advice"), name="一.xlsx")
    second = copy_of(first, found("E2"), name="二.xlsx")
    assert grounds_of(second) == {**grounds_of(rich), ("指标", "E2"): RED}
    assert notes_of(second) == {**notes_of(rich), ("指标", "E2"): WORDS}
    assert openpyxl.load_workbook(second).sheetnames == openpyxl.load_workbook(first).sheetnames
    assert len(rows_of(second)) == 1
    assert faults_of(second) == []


def test_once_all_is_well_the_marks_go_and_nothing_else(rich: Path) -> None:
    marked = copy_of(rich, found("D2"), found("D3"), found("E3", "warning"), name="一.xlsx")
    clean = copy_of(marked, name="二.xlsx")
    assert openpyxl.load_workbook(clean).sheetnames == openpyxl.load_workbook(rich).sheetnames
    assert (grounds_of(clean), notes_of(clean)) == (grounds_of(rich), notes_of(rich))
    assert b"cfRule" in parts_of(clean)[sheet_part("指标")]
    assert parts_of(clean)[sheet_part("指标")].count(b"<cfRule") == 1
    assert faults_of(clean) == []


def test_colours_and_notes_are_found_again_where_rows_have_moved(rich: Path) -> None:
    marked = copy_of(rich, found("D3"), name="一.xlsx")
    book = openpyxl.load_workbook(marked)
    sheet = book["指标"]
    moved = sheet["D3"]
    sheet["D30"]._style, sheet["D30"].comment = moved._style, Comment(note(moved) + "\n已核实", "李某某")
    book.save(marked)
    clean = copy_of(marked, name="二.xlsx")
    assert ground(cell_of(clean, "D30")) == ground(cell_of(rich, "D3")) == "FFEEDDC"
    assert note(cell_of(clean, "D30")) == "已核实"


def test_a_list_that_is_not_ours_is_kept(plain: Path) -> None:
    book = openpyxl.load_workbook(plain)
    book.create_sheet("核对结果").append(["我的", "笔记"])
    book.save(plain)
    copy = copy_of(plain, found("D2"))
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[0] == "核对结果2"
    assert book["核对结果"]["B1"].value == "笔记"


def test_the_order_of_calculation_does_not_name_a_sheet_that_is_gone(plain: Path) -> None:
    marked = copy_of(plain, found("D2"))
    parts = parts_of(marked)
    parts["xl/calcChain.xml"] = b'<calcChain xmlns="%s"><c r="H9" i="5"/></calcChain>' % MAIN[1:-1].encode()
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="%s"/></Types>' % kind
    )
    base = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = b'<Relationship Id="c" Type="%s/calcChain" Target="calcChain.xml"/>' % base
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation + b"</Relationships>")
    write_parts(marked, parts)
    again = copy_of(marked, found("D2"), name="二.xlsx")
    assert "xl/calcChain.xml" not in parts_of(again)
    assert faults_of(again) == []


def test_a_threaded_comment_is_left_as_it_is(rich: Path) -> None:
    parts = parts_of(rich)
    thread, person = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
    parts[thread] = b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    parts[person] = b'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    kinds = ((thread, "threadedcomments"), (person, "person"))
    more = "".join(f'<Override PartName="/{part}" ContentType="application/vnd.ms-excel.{kind}+xml"/>' for part, kind in kinds)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", f"{more}</Types>".encode())
    base = "http://schemas.microsoft.com/office/2017/10/relationships"
    for rels, kind, target in (
        ("xl/worksheets/_rels/sheet3.xml.rels", "threadedComment", thread),
        ("xl/_rels/workbook.xml.rels", "person", person),
    ):
        link = f'<Relationship Id="t1" Type="{base}/{kind}" Target="/{target}"/></Relationships>'
        parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    write_parts(rich, parts)
    after = parts_of(copy_of(rich, found("D2"), found("D3")))
    assert {part: after[part] for part in (thread, person)} == {part: parts[part] for part in (thread, person)}
    assert b"threadedComment1.xml" in after["xl/worksheets/_rels/sheet3.xml.rels"]


@pytest.mark.parametrize(("old", "noted"), [(b"</xml>", True), (b"", False)])
def test_a_drawing_of_excel_that_is_no_sound_xml(rich: Path, old: bytes, noted: bool) -> None:
    [drawing] = [part for part in parts_of(rich) if part.endswith(".vml")]
    if noted:
        change(rich, drawing, old, b"<y>a<br>b</y></xml>")
    else:
        write_parts(rich, {**parts_of(rich), drawing: b"<xml><v:shape></xml>"})
    copy = copy_of(rich, found("D3"))
    assert [ground(cell_of(copy, "D3")), len(rows_of(copy))] == [RED, 1]
    assert (NOTE.encode() in b"".join(data for part, data in parts_of(copy).items() if "comment" in part)) == noted


def test_a_workbook_with_macros_is_refused_and_one_of_templates_becomes_a_workbook(plain: Path) -> None:
    kind = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
    change(plain, "[Content_Types].xml", kind, b"openxmlformats-officedocument.spreadsheetml.template.main")
    assert faults_of(copy_of(plain, found("D2"))) == []
    change(plain, "[Content_Types].xml", kind.replace(b"sheet.main", b"template.main"), b"ms-excel.sheet.macroEnabled.main")
    with pytest.raises(UnusableFile, match="这是带宏的工作簿"):
        annotated(plain, Findings([found("D2")]))


def test_a_part_that_stands_twice_in_the_zip_is_refused(plain: Path) -> None:
    with zipfile.ZipFile(plain, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", archive.read("xl/workbook.xml"))
    with pytest.raises(UnusableFile, match="写不了批注"):
        annotated(plain, Findings([found("D2")]))


@pytest.mark.parametrize(
    ("old", "new"), [(b"<sheetData>", b'<sheetFormatPr defaultRowHeight="x"/><sheetData>'), (b"<sheetData>", b"<x:y/><sheetData>")]
)
def test_a_sheet_that_no_program_writes_so_is_refused_in_one_line(plain: Path, old: bytes, new: bytes) -> None:
    parts = parts_of(plain)
    parts[sheet_part("指标")] = re.sub(b"<sheetFormatPr[^>]*/>", b"", parts[sheet_part("指标")]).replace(old, new)
    write_parts(plain, parts)
    with pytest.raises(UnusableFile, match=r"内容已损坏.*写不了批注"):
        annotated(plain, Findings([found("D2")]))


def test_more_than_a_thousand_problems(plain: Path) -> None:
    copy = copy_of(plain, *(found(f"{'DEFG'[n % 4]}{2 + n // 4}", message=f"第 {n} 个") for n in range(1_200)))
    assert len(rows_of(copy)) == len(links_of(copy)) == 1_200
    assert len(notes_of(copy)) == 1_200
    [drawing] = [etree.fromstring(data) for part, data in parts_of(copy).items() if part.endswith(".vml")]
    ids = [shape.get("id") for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len(set(ids)) == 1_200
    assert next(drawing.iter("{*}idmap")).get("data") == "1,2"
    assert faults_of(copy) == []


spots = st.tuples(st.integers(1, 60), st.integers(1, 30), st.integers(0, 5))
texts = st.text(max_size=60)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(spots, st.sampled_from(["error", "warning", "advice"]), texts, texts), min_size=1, max_size=12))
def test_any_findings_give_a_sound_copy_that_reads_as_before_and_is_cleaned_again(
    rich: Path, drawn: list[tuple[tuple[int, int, int], str, str, str]]
) -> None:
    letters = [openpyxl.utils.get_column_letter(column) for column in range(31)[1:]]
    findings = [
        found(f"{letters[column - 1]}{row}:{letters[column - 1]}{row + more}", severity, message, hint=hint)  # type: ignore[arg-type]
        for (row, column, more), severity, message, hint in drawn
    ]
    copy = copy_of(rich, *findings)
    assert faults_of(copy) == []
    assert {cell for cell in cells(copy) if cell[2] is not None} == {cell for cell in cells(rich) if cell[2] is not None}
    assert len(rows_of(copy)) == len(Findings(findings))
    clean = copy_of(copy, name="净.xlsx")
    assert faults_of(clean) == []
    assert (grounds_of(clean), notes_of(clean)) == (grounds_of(rich), notes_of(rich))


@pytest.mark.office
def test_marks_survive_libreoffice_and_are_taken_away_again_after_it(rich: Path, tmp_path: Path) -> None:
    saved = resaved(copy_of(rich, found("D2"), found("D3", "warning"), found("J5:J6", "advice")), tmp_path / "存")
    assert [ground(cell_of(saved, at)) for at in ("D2", "D3", "J5", "J6")] == [RED, ORANGE, BLUE, BLUE]
    assert note(cell_of(saved, "D2")) == f"去年口径不同\n{WORDS}"
    assert [re.sub("['#$]", "", link).replace(".", "!") for link in links_of(saved).values()] == ["指标!D2", "指标!D3", "指标!J5:J6"]
    clean = copy_of(saved, name="净.xlsx")
    assert "核对结果" not in openpyxl.load_workbook(clean).sheetnames
    assert notes_of(clean) == notes_of(rich)
    assert [ground(cell_of(clean, at)) for at in ("D2", "J5", "J6")] == ["", "", ""]
    # Nothing that LibreOffice had not written so before: it puts xml:space where the schema has none.
    assert {_fault(each) for each in faults_of(copy_of(saved, found("D2"), name="又.xlsx"))} <= {_fault(each) for each in faults_of(saved)}


def _fault(told: str) -> str:
    """A fault without the part and the line where it stands."""
    return told.partition(": ")[2]
