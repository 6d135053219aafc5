from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from generator.archive import unzipped, zipped
from generator.document import styles
from generator.document.blocks import Document, paragraph
from generator.word.package import APP, CORE, CUSTOM, is_untouched
from generator.word.prepared import Prepared
from tests.support.layouts import make_layout, prepared, report_of
from tests.support.templates import STANDARD

LAYOUT = prepared(STANDARD / "report.docx")


def report(text: str = "甲", dated: date | None = date(2023, 2, 20), title: str = "报告", layout: Prepared = LAYOUT) -> bytes:
    return report_of(Document({"正文": (paragraph(styles.BODY, text),)}, title, dated), layout)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.docx"
    path.write_bytes(data)
    return path


def rezipped(data: bytes, name: str, part: bytes) -> bytes:
    return zipped({**unzipped(data), name: part})


def test_the_same_document_gives_the_same_bytes() -> None:
    assert report() == report()
    assert report() != report("乙")


def test_nothing_in_the_zip_tells_of_time_or_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {0}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_DEFLATED}
    assert [info.filename for info in infos][:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert all(not info.extra and not info.comment for info in infos)


@pytest.mark.parametrize(("dated", "said"), [(date(2023, 2, 20), "2023-02-20"), (None, "1980-01-01")])
def test_the_file_is_dated_by_the_document(tmp_path: Path, dated: date | None, said: str) -> None:
    properties = docx.Document(str(written(tmp_path, report(dated=dated)))).core_properties
    assert str(properties.created)[:10] == said
    assert str(properties.modified)[:10] == said
    assert properties.title == "报告"


def test_title_with_markup_is_escaped(tmp_path: Path) -> None:
    path = written(tmp_path, report(title="a<b>&\tc\u2028"))
    assert docx.Document(str(path)).core_properties.title == "a<b>&\tc\u2028"


def test_author_and_company_of_the_layout_stay_out(tmp_path: Path) -> None:
    named = b"<cp:coreProperties xmlns:cp='x' xmlns:dc='y'><dc:creator>ZHANG</dc:creator></cp:coreProperties>"
    company = b"<Properties xmlns='z'><Company>ZHANG</Company><Manager>ZHANG</Manager></Properties>"
    custom = b"<Properties xmlns='z'><property name='ZHANG'/></Properties>"
    layout = prepared(make_layout(tmp_path / "l.docx", {CORE: named, APP: company, CUSTOM: custom}))
    data = report(layout=layout)
    assert not any(b"ZHANG" in part for part in unzipped(data).values())
    properties = docx.Document(str(written(tmp_path, data))).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_a_layout_without_property_parts_gets_them(tmp_path: Path) -> None:
    def without(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for child in list(root):
            if "docProps" in (child.get("PartName") or child.get("Target") or ""):
                root.remove(child)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    changes = {CORE: None, APP: None, "[Content_Types].xml": without, "_rels/.rels": without}
    path = written(tmp_path, report(layout=prepared(make_layout(tmp_path / "l.docx", changes))))
    assert docx.Document(str(path)).core_properties.title == "报告"
    assert is_untouched(path) is True


def test_other_parts_of_the_layout_are_taken_over_as_they_are() -> None:
    ours = unzipped(report())
    for part in LAYOUT.members:
        if part.name not in ("word/document.xml", CORE, APP, "[Content_Types].xml", "_rels/.rels"):
            assert ours[part.name] == part.content()


def test_a_fresh_report_is_untouched(tmp_path: Path) -> None:
    assert is_untouched(written(tmp_path, report())) is True


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/footer1.xml", CORE, "[Content_Types].xml"])
def test_a_change_in_any_part_shows(tmp_path: Path, name: str) -> None:
    data = report()
    assert is_untouched(written(tmp_path, rezipped(data, name, unzipped(data)[name] + b" "))) is False


def test_a_part_that_came_or_went_shows(tmp_path: Path) -> None:
    parts = unzipped(report())
    assert is_untouched(written(tmp_path, zipped({**parts, "word/comments.xml": b"<x/>"}))) is False
    del parts["word/fontTable.xml"]
    assert is_untouched(written(tmp_path, zipped(parts))) is False


def test_words_moved_from_one_part_to_its_neighbour_show(tmp_path: Path) -> None:
    parts = unzipped(report())
    moved = parts["word/footer2.xml"][:1] + parts["word/footer1.xml"], parts["word/footer2.xml"][1:]
    changed = zipped({**parts, "word/footer1.xml": moved[0], "word/footer2.xml": moved[1]})
    assert is_untouched(written(tmp_path, changed)) is False


def test_a_report_saved_again_by_another_program_counts_as_touched(tmp_path: Path) -> None:
    path = written(tmp_path, report())
    docx.Document(str(path)).save(str(path))
    assert is_untouched(path) is False


def test_a_fingerprint_that_another_program_rewrote_counts_as_touched(tmp_path: Path) -> None:
    data = report()
    part = unzipped(data)[CUSTOM].replace(b"<vt:lpwstr>", b"<vt:lpwstr >")
    assert is_untouched(written(tmp_path, rezipped(data, CUSTOM, part))) is False


@pytest.mark.parametrize("data", [b"", b"mine", (STANDARD / "report.docx").read_bytes(), report()[:4000]])
def test_a_foreign_or_broken_file_is_not_ours(tmp_path: Path, data: bytes) -> None:
    assert is_untouched(written(tmp_path, data)) is None


def test_a_file_that_is_not_there_is_not_ours(tmp_path: Path) -> None:
    assert is_untouched(tmp_path / "none.docx") is None


def test_a_foreign_file_is_never_unpacked_to_find_out(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CUSTOM, b"x")
        with archive.open("big", "w", force_zip64=True) as big:
            for _ in range(201):
                big.write(bytes(2**20))
    assert is_untouched(path) is None
