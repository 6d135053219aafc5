from __future__ import annotations

from lxml import etree

from generator.word.unread import unread, words_in_picture
from tests.support.pictures import png
from tests.support.word_parts import NAMESPACES

W = f'xmlns:w="{NAMESPACES["w"]}"'


def found(inner: str) -> set[str]:
    return set(unread(etree.fromstring(f"<w:body {W}>{inner}</w:body>")))


def test_words_of_paragraphs_are_read_by_others_and_those_beside_them_here() -> None:
    assert found("<w:p><w:r><w:t>甲</w:t></w:r></w:p>") == set()
    assert found("<w:r><w:t>甲</w:t></w:r><w:p><w:pPr><w:t>乙</w:t></w:pPr></w:p>丙") >= {"甲", "乙", "丙"}


def test_codes_of_fields_and_attributes_are_found_and_pieces_of_one_paragraph_together() -> None:
    code = "<w:r><w:instrText>REF 重</w:instrText></w:r><w:r><w:instrText>大案情</w:instrText></w:r>"
    said = found(f'<w:p>{code}</w:p><w:p><w:r w:rsidR="名"><w:instrText>丁</w:instrText></w:r></w:p>')
    assert said == {"REF 重", "大案情", "REF 重大案情", "名", "丁"}


def test_deep_markup_is_read_without_recursion() -> None:
    root = etree.fromstring(f"<w:body {W}/>")
    inner = root
    for _ in range(20_000):
        inner = etree.SubElement(inner, "x")
    inner.text = "底"
    assert list(unread(root)) == ["底"]


def test_vector_pictures_are_read_however_they_write_words_and_photographs_are_not() -> None:
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        assert any("重大案情" in said for said in words_in_picture(b"\x01" + "重大案情".encode(encoding)))
    assert list(words_in_picture(png(1, 1))) == []
