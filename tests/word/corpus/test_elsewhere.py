"""Tags outside of the body: headers, footers, notes, text boxes, document properties."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from generator import render_docx
from generator.archive import unzipped, zipped
from generator.errors import UnusableFile
from tests.support.word import Xml, bold, docx_bytes, endnote, field, footnote, make_docx, p, text_box, text_of
from tests.support.word_parts import NAMESPACES
from tests.support.word_rendering import refusals, render, rendered

_PNG = b'<Default Extension="png" ContentType="image/png"/>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DATA = {"名称": "甲<&>市", "真": True, "假": False, "列": ["丙", "丁"]}
LOOP = ("{%p for x in 列 %}", "{{ loop.index }}{{ x }}", "{%p endfor %}")


def test_headers_and_footers_of_every_kind(tmp_path: Path) -> None:
    text = rendered(
        tmp_path,
        "正文",
        headers={
            "default": "眉{¦{ 名称 }}",
            "first": LOOP,
            "even": [["{%tr for x in 列 %}", ""], ["{{ x }}", p(bold("甲"))], ["{%tr endfor %}", ""]],
        },
        footers={"default": "{% if 真 %}脚{% endif %}", "even": ("{%p if 假 %}", "不印", "{%p endif %}", "双")},
        data=DATA,
    )
    assert text.split("\n") == [
        "正文",
        "header: 眉甲<&>市",
        "header-first: 1丙",
        "header-first: 2丁",
        "header-even: | 丙 | 甲 |",
        "header-even: | 丁 | 甲 |",
        "footer: 脚",
        "footer-even: 双",
    ]


def test_a_page_number_beside_a_tag_stays(tmp_path: Path) -> None:
    assert rendered(tmp_path, "正文", footers={"default": p("{{ 名称 }}第", field("PAGE", "1"), "页")}, data=DATA).endswith("甲<&>市第1页")
    assert b"PAGE" in unzipped((tmp_path / "结果.docx").read_bytes())["word/footerDefault.xml"]


def test_footnotes_and_endnotes(tmp_path: Path) -> None:
    text = rendered(
        tmp_path,
        p("甲", footnote(1), "乙", footnote(2), "丙", endnote(1)),
        footnotes=["注{{ 名称 }}", LOOP],
        endnotes=[("{%p if 真 %}", "尾{{ 列|join('、') }}", "{%p endif %}")],
        data=DATA,
    )
    assert text.split("\n") == ["甲[^1]乙[^2]丙[^1]", "footnote 1: 注甲<&>市", "footnote 2: 1丙", "footnote 2: 2丁", "endnote 1: 尾丙、丁"]


def test_a_note_goes_with_the_words_that_have_it(tmp_path: Path) -> None:
    text = rendered(tmp_path, p("甲{% if 假 %}乙", footnote(1), "{% endif %}丙"), footnotes=["注"], data=DATA)
    assert text.split("\n")[0] == "甲丙"


def test_both_branches_of_a_text_box_say_the_same(tmp_path: Path) -> None:
    box = text_box("框{¦{ 名称 }}", *LOOP, [["{%tr for x in 列 %}"], ["{{ x }}"], ["{%tr endfor %}"]], "末")
    assert rendered(tmp_path, "首", box, "末", data=DATA) == "首\n⟦框甲<&>市¶1丙¶2丁¶| 丙 |¶| 丁 |¶末⟧\n末"


def test_a_paragraph_tag_in_a_text_box_takes_its_own_paragraph_only(tmp_path: Path) -> None:
    box = text_box("{%p if 假 %}", "不印", "{%p endif %}", "框")
    assert rendered(tmp_path, box, "末", data=DATA) == "⟦框⟧\n末"


def test_a_text_box_by_condition_and_in_a_loop(tmp_path: Path) -> None:
    body = ("{%p if 假 %}", text_box("甲", number=1), "{%p endif %}", "{%p for x in 列 %}", text_box("{{ x }}", number=2), "{%p endfor %}")
    assert rendered(tmp_path, *body, data=DATA) == "⟦丙⟧\n⟦丁⟧"


def test_a_text_box_in_a_header(tmp_path: Path) -> None:
    assert rendered(tmp_path, "正文", headers={"default": text_box("{{ 名称 }}")}, data=DATA).split("\n") == ["正文", "header: ⟦甲<&>市⟧"]


def test_document_properties(tmp_path: Path) -> None:
    said = {
        "title": "{{ 名称 }}报告",
        "subject": "{% if 真 %}是{% endif %}",
        "creator": "{{ 列|join('、') }}",
        "keywords": "｛｛ 列[0] ｝｝",
    }
    assert rendered(tmp_path, "正文", properties=said, data=DATA).split("\n") == [
        "正文",
        "property title: 甲<&>市报告",
        "property subject: 是",
        "property creator: 丙、丁",
        "property keywords: 丙",
    ]


def test_a_set_of_the_body_does_not_reach_a_header(tmp_path: Path) -> None:
    (error,) = refusals(tmp_path, "{% set 句 = 1 %}{{ 句 }}", headers={"default": "眉{{ 句 }}"}, data=DATA)
    assert "句" in str(error)


def test_parts_without_tags_are_taken_over_as_they_are(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3
    plain = unzipped(make_docx(tmp_path / "x.docx", "x", headers={"default": "眉"}).read_bytes())
    relation = f'<Relationship Id="r1" Type="{NAMESPACES["r"]}/image" Target="media/image1.png"/>'
    parts = {
        "word/media/image1.png": picture,
        "[Content_Types].xml": plain["[Content_Types].xml"].replace(b"<Override ", _PNG + b"<Override ", 1),
        "word/_rels/headerDefault.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'.encode(),
    }
    made = unzipped(render(tmp_path, "{{ 名称 }}", headers={"default": "眉"}, parts=parts, data=DATA).read_bytes())
    assert made["word/media/image1.png"] == picture
    for name in ("word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/headerDefault.xml"):
        assert made[name] == plain[name]
    assert text_of(tmp_path / "结果.docx").split("\n") == ["甲<&>市", "header: 眉"]


def test_a_tag_in_an_equation_is_told(tmp_path: Path) -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = Xml(f'<w:p><m:oMath xmlns:m="{math}"><m:r><m:t>{{{{ 数 }}}}</m:t></m:r></m:oMath></w:p>')
    (error,) = refusals(tmp_path, formula, data={"数": 5})
    assert "公式里不能用标记" in error.message


def test_a_simple_field_takes_values(tmp_path: Path) -> None:
    link = Xml('<w:p><w:fldSimple w:instr="HYPERLINK &quot;{{ 址 }}&quot;"><w:r><w:t>见</w:t></w:r></w:fldSimple></w:p>')
    path = render(tmp_path, link, data={"址": 'https://例.cn/?a="1"&b'})
    assert (
        b'w:instr="HYPERLINK &quot;https://\xe4\xbe\x8b.cn/?a=&quot;1&quot;&amp;b&quot;"'
        in unzipped(path.read_bytes())["word/document.xml"]
    )


def test_a_word_template_makes_a_document_and_a_file_with_macros_is_refused(tmp_path: Path) -> None:
    parts, main = unzipped(docx_bytes("{{ 数 }}")), b"wordprocessingml.document.main+xml"
    types = parts["[Content_Types].xml"]
    made = io.BytesIO()
    render_docx(zipped({**parts, "[Content_Types].xml": types.replace(main, b"wordprocessingml.template.main+xml")}), {"数": 5}, made)
    assert main in unzipped(made.getvalue())["[Content_Types].xml"]
    macros = types.replace(b"vnd.openxmlformats-officedocument." + main, b"vnd.ms-word.document.macroEnabled.main+xml")
    with pytest.raises(UnusableFile, match="这是带宏的文件"):
        render_docx(zipped({**parts, "[Content_Types].xml": macros}), {"数": 5}, io.BytesIO())
