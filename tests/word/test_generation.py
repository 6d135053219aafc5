from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from generator.archive import packed
from generator.word.generation import CUSTOM, PROPERTY, generation_of, read_generation, with_generation
from generator.word.package import is_untouched
from generator.word.store import read_payload
from tests.support.reports import built, edited, parts_of, replaced
from tests.support.validity import faults_of

ID, OTHER = "0123456789abcdef" * 2, "f" * 32
OURS = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="fazhi.generation"><vt:lpwstr>%s</vt:lpwstr></property>'
SPACES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)


def custom(*properties: str) -> bytes:
    return f"<Properties {SPACES}>{''.join(properties)}</Properties>".encode()


def read(part: bytes) -> str | None:
    return read_generation({CUSTOM: packed(CUSTOM, [part])})


def test_the_upward_report_tells_the_generation_of_its_store(folder: Path) -> None:
    report = built(folder)
    payload = read_payload(parts_of(report))
    assert payload is not None
    assert read_generation(parts_of(report)) == generation_of(payload)
    assert is_untouched(report) is True
    assert faults_of(report) == []


def test_the_published_edition_tells_none(folder: Path) -> None:
    report = built(folder, edition="公开")
    assert PROPERTY.encode() not in parts_of(report)[CUSTOM].content()
    assert read_generation(parts_of(report)) is None


def test_it_is_found_whatever_prefixes_a_word_processor_writes() -> None:
    part = custom(OURS % ID).replace(b"vt:", b"q:").replace(b"xmlns:vt", b"xmlns:q").replace(b"property", b"p:property")
    assert read(part.replace(b"<Properties ", b'<Properties xmlns:p="http://purl.oclc.org/ooxml/officeDocument/customProperties" ')) == ID


@pytest.mark.parametrize(
    "part",
    [custom(), custom(OURS % "../../甲"), custom(OURS % ID[:-1]), b"<", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', b""],
)
def test_what_is_none_is_not_taken_for_one(part: bytes) -> None:
    assert read(part) is None


def test_it_is_replaced_and_other_properties_stay() -> None:
    other = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="别的"><vt:lpwstr>甲</vt:lpwstr></property>'
    before = custom(other, OURS % ID)
    assert with_generation(packed(CUSTOM, [before]), OTHER).content() == custom(other, OURS % OTHER)


def test_it_is_added_with_a_number_of_its_own() -> None:
    other = '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="别的"><vt:lpwstr>甲</vt:lpwstr></property>'
    after = with_generation(packed(CUSTOM, [custom(other)]), ID).content()
    assert read(after) == ID
    assert [each.get("pid") for each in etree.fromstring(after)] == ["7", "8"]


@pytest.mark.parametrize("part", [b"<Properties", b"<Properties/>"])
def test_a_part_that_can_not_take_it_stays_as_it_is(part: bytes) -> None:
    assert with_generation(packed(CUSTOM, [part]), ID).content() == part


def test_a_report_that_people_edited_keeps_it(folder: Path) -> None:
    report = built(folder)
    assert read_generation(parts_of(edited(report, replaced("走访群众", "走访")))) == read_generation(parts_of(report))
