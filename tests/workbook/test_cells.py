from __future__ import annotations

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import generator.workbook.cells
from generator.workbook.cells import RawCell, TooMany, column_letters, column_number, read_book, read_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rows(
    cells: str, *, strings: str = "", formats: str = "", styles: tuple[int, ...] = (), workbook: str = ""
) -> list[tuple[int, list[RawCell]]]:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    shared = f'<sst xmlns="{MAIN}">{strings}</sst>' if strings else ""
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in styles)
    style = f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
    book = read_book(f'<workbook xmlns="{MAIN}">{workbook}</workbook>'.encode(), shared.encode(), style.encode())
    return list(read_rows(sheet.encode(), book, 100, 10))


def one(cell: str, **more: object) -> RawCell:
    [(_, [found])] = rows(f'<row r="1">{cell}</row>', **more)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>593</v></c>", 593),
        ("<c><v>95.5</v></c>", 95.5),
        ("<c><v>1E3</v></c>", 1000.0),
        ("<c><v>-0.1</v></c>", -0.1),
        ('<c t="str"><f>A1</f><v>近2亿</v></c>', "近2亿"),
        ('<c t="inlineStr"><is><t>甲</t></is></c>', "甲"),
        ('<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></is></c>', "甲乙"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="d"><v>2023-02-20T00:00:00</v></c>', datetime(2023, 2, 20)),
        ("<c><f>1+1</f><v>2</v></c>", 2),
    ],
)
def test_a_cell_holds_what_the_spreadsheet_shows(cell: str, value: object) -> None:
    assert one(cell) == RawCell(1, 1, value)  # type: ignore[arg-type]


def test_shared_texts_are_joined_from_their_runs_without_phonetic_hints() -> None:
    strings = "<si><t>甲</t></si><si><r><t>刑事</t></r><r><t xml:space='preserve'> 立案</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
    assert one('<c t="s"><v>1</v></c>', strings=strings).value == "刑事 立案"


@pytest.mark.parametrize("number", ["2", "-1", "x"])
def test_a_shared_text_that_is_not_there_makes_no_sense(number: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        one(f'<c t="s"><v>{number}</v></c>', strings="<si><t>甲</t></si>")


@pytest.mark.parametrize(
    ("cell", "waiting"),
    [
        ("<c><f>1+1</f></c>", True),
        ("<c><f>1+1</f><v/></c>", True),
        ("<c><f>1+1</f><v></v></c>", True),
        ('<c t="b"><f>1=1</f><v>0</v></c>', False),
        ('<c t="shared"><f t="shared" ref="A1:A2" si="0">1+1</f></c>', True),
        ('<c><f t="shared" si="0"/></c>', True),
    ],
)
def test_a_formula_without_a_stored_result_is_told(cell: str, waiting: bool) -> None:
    assert one(cell).fault == ("uncalculated" if waiting else "")


@pytest.mark.parametrize("cell", ['<c t="str"><f>A9&amp;""</f><v></v></c>', '<c t="str"><f>A9</f></c>', '<c s="0"/>', "<c><v></v></c>"])
def test_what_holds_nothing_is_left_out(cell: str) -> None:
    assert rows(f'<row r="1">{cell}</row>') == []


def test_an_error_value_is_told() -> None:
    assert one('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>') == RawCell(1, 1, "#DIV/0!", fault="error")


def test_cells_behind_a_namespace_prefix_are_read() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="3"><x:c r="B3"><x:f>1+1</x:f><x:v/></x:c>'
        '<x:c r="C3" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>'
    )
    book = read_book(b"<workbook/>", b"", b"")
    assert list(read_rows(sheet.encode(), book, 100, 10)) == [(3, [RawCell(2, 3, None, fault="uncalculated"), RawCell(3, 3, "甲")])]


def test_rows_and_cells_without_addresses_follow_each_other() -> None:
    found = rows('<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>')
    assert found == [(1, [RawCell(1, 1, 1), RawCell(4, 1, 2), RawCell(5, 1, 3)]), (3, [RawCell(1, 3, 4)])]


@pytest.mark.parametrize("address", ["A0", "1A", "A1048577", "XFE1", "AAAA1", "a1"])
def test_an_address_that_no_sheet_has_makes_no_sense(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        rows(f'<row r="1"><c r="{address}"><v>1</v></c></row>')


def test_reading_ends_with_the_first_row_beyond_the_last_one_wanted() -> None:
    far = "".join(f'<row r="{n}"><c><v>1</v></c></row>' for n in (1, 101, 102, 1048576))
    assert [number for number, _ in rows(far)] == [1, 101]


def test_of_the_columns_beyond_the_last_one_wanted_there_is_the_first_cell_that_holds_something() -> None:
    blank = '<c r="K1" t="inlineStr"><is><t> </t></is></c>'
    far = (
        f'<row r="1"><c r="J1"><v>1</v></c>{blank}<c r="L1"><v>2</v></c><c r="M1"><v>2</v></c></row><row r="2"><c r="K2"><v>3</v></c></row>'
    )
    assert rows(far) == [(1, [RawCell(10, 1, 1), RawCell(12, 1, 2)])]


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        ("44977", datetime(2023, 2, 20)),
        ("44977.5", datetime(2023, 2, 20, 12)),
        ("1", datetime(1900, 1, 1)),
        ("59", datetime(1900, 2, 28)),
        ("61", datetime(1900, 3, 1)),
        ("0.75", time(18)),
    ],
)
def test_a_number_in_a_date_format_is_the_date(number: str, moment: object) -> None:
    assert one(f'<c s="0"><v>{number}</v></c>', styles=(14,)).value == moment


def test_days_may_count_from_1904() -> None:
    assert one('<c s="0"><v>43515</v></c>', styles=(14,), workbook='<workbookPr date1904="1"/>').value == datetime(2023, 2, 20)


@pytest.mark.parametrize("number", ["-1", "99999999"])
def test_a_day_that_no_calendar_has_is_an_error(number: str) -> None:
    assert one(f'<c s="0"><v>{number}</v></c>', styles=(14,)) == RawCell(1, 1, "#VALUE!", fault="error")


@pytest.mark.parametrize(
    ("code", "percent", "is_date"),
    [
        ("0.00%", True, False),
        ('0.0"%"', False, False),
        (r"0.0\%", False, False),
        ('yyyy"年"m"月"d"日"', False, True),
        ("[$-804]yyyy/m/d;@", False, True),
        ("[h]:mm", False, True),
        ("General", False, False),
        ('0"day"', False, False),
        ("#,##0.00;[Red]-#,##0.00", False, False),
        ('General"年"', False, False),
    ],
)
def test_a_format_of_the_users_own_is_understood(code: str, percent: bool, is_date: bool) -> None:
    quoted = code.replace('"', "&quot;")
    found = one('<c s="0"><v>0.955</v></c>', formats=f'<numFmt numFmtId="164" formatCode="{quoted}"/>', styles=(164,))
    assert found.percent_format is percent
    assert isinstance(found.value, time) is is_date


@pytest.mark.parametrize("number", [9, 10])
def test_the_built_in_percentages_are_known(number: int) -> None:
    assert one('<c s="0"><v>0.955</v></c>', styles=(number,)) == RawCell(1, 1, 0.955, percent_format=True)


@pytest.mark.parametrize("number", [14, 22, 27, 31, 45, 57])
def test_the_built_in_dates_are_known(number: int) -> None:
    assert one('<c s="0"><v>44977</v></c>', styles=(number,)).value == datetime(2023, 2, 20)


@given(st.integers(1, 16_384))
def test_column_letters_and_numbers_belong_together(column: int) -> None:
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize("number", ["NaN", "5.9.3", "1e999", "9" * 5000])
def test_a_number_that_makes_no_sense_is_an_error_value_of_its_cell(number: str) -> None:
    assert one(f"<c><v>{number}</v></c>") == RawCell(1, 1, number[:40], fault="error")


@pytest.mark.parametrize("cell", ["<c/>", "<c><v>1</v></c>"])
def test_a_sheet_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch, cell: str) -> None:
    monkeypatch.setattr(generator.workbook.cells, "MAX_CELLS", 10)
    with pytest.raises(TooMany, match="单元格"):
        rows(f"<row r='1'>{cell * 11}</row>")


def test_a_workbook_with_too_many_texts_or_styles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generator.workbook.cells, "MAX_STRINGS", 3)
    monkeypatch.setattr(generator.workbook.cells, "MAX_STYLES", 3)
    with pytest.raises(TooMany, match="文字超过"):
        rows("", strings="<si/>" * 4)
    with pytest.raises(TooMany, match="样式超过"):
        rows("", styles=(0,) * 4)
