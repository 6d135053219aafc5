from __future__ import annotations

import pytest

from generator.word.makers import makers, named, tells
from generator.word.opening import open_word
from tests.support.word import docx_bytes, p
from tests.support.word_parts import NAMESPACES


def test_names_of_properties_and_remarks_are_found() -> None:
    app = b"<Properties><Company>\xe7\x94\xb2\xe5\x85\xac\xe5\x8f\xb8</Company><Application>Word</Application></Properties>"
    comments = f'<w:comments xmlns:w="{NAMESPACES["w"]}"><w:comment w:id="3" w:author="某科长">{p("请核实")}</w:comment></w:comments>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    entry = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    plain = {member.name: member.content() for member in open_word(docx_bytes(p("甲")), "甲.docx").members}["[Content_Types].xml"]
    types = plain.replace(b"</Types>", entry.encode())
    more = {"docProps/app.xml": app, "word/comments.xml": comments.encode(), "[Content_Types].xml": types}
    file = open_word(docx_bytes(p("甲"), properties={"creator": "某科员"}, parts=more), "甲.docx")
    assert sorted(makers(file)) == sorted(["某科员", "甲公司", "某科长"])


@pytest.mark.parametrize("name", ["", "甲", "ab", "Administrator"[:5], "微软用户", "Windows 用户", "python-docx"])
def test_what_programs_write_is_nobodys_name(name: str) -> None:
    assert not tells(name)


def test_latin_names_are_whole_words() -> None:
    found = named(["jia", "某科员"])
    assert found is not None
    assert [bool(found.search(text)) for text in ("by JIA", "jiaxing", "某科员的表", "科员")] == [True, False, True, False]
    assert named([]) is None
