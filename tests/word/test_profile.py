from __future__ import annotations

import re

import pytest

from generator.archive import unzipped
from generator.word.profile import DOCUMENT, FONTS, STYLES, with_profile
from tests.support.layouts import W
from tests.support.templates import STANDARD

PARTS = unzipped((STANDARD / "report.docx").read_bytes())
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" '
    'w:footer="1420" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)


def document(inner: str) -> dict[str, bytes]:
    return {DOCUMENT: f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'.encode()}


def changed(inner: str, **fonts: str) -> str:
    """The inside of a body in the profile of GB/T 33476, or with other fonts."""
    page = "gbt9704" if fonts else "gbt33476"
    text = with_profile(document(inner), page, fonts)[DOCUMENT].decode()  # type: ignore[arg-type]
    return text.partition("<w:body>")[2].removesuffix("</w:body></w:document>")


def style(parts: dict[str, bytes], name: str) -> str:
    return next(s for s in re.findall("<w:style .*?</w:style>", parts[STYLES].decode(), re.DOTALL) if f'w:name w:val="{name}"' in s)


def spacing(parts: dict[str, bytes], name: str) -> dict[str, int]:
    """The spacing of a style in twips."""
    tag = next(tag for tag in re.findall("<w:spacing [^>]*>", style(parts, name)) if "w:line=" in tag)
    return {key: int(value) for key, value in re.findall(r'w:(\w+)="(\d+)"', tag)}


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_usual_profile_changes_nothing() -> None:
    assert with_profile(PARTS, "gbt9704", {}) == PARTS


def test_the_parts_that_are_given_stay_as_they_are() -> None:
    before = dict(PARTS)
    with_profile(PARTS, "gbt33476", {"仿宋_GB2312": "仿宋"})
    assert before == PARTS


def test_margins_and_pitch_are_those_of_the_profile_and_the_footer_keeps_its_distance() -> None:
    assert changed(SECTION) == SECTION.replace("2098", "1960").replace("1984", "1847").replace("1420", "1283").replace("579", "589")


def test_every_section_upright_is_changed_and_what_lies_across_keeps_its_margins() -> None:
    across = SECTION.replace('w:h="16838"', 'w:h="11906" w:orient="landscape"')
    found = changed(f"<w:p><w:pPr>{SECTION}</w:pPr></w:p><w:p><w:pPr>{across}</w:pPr></w:p>{SECTION}")
    assert found.count('w:top="1960"') == 2
    assert found.count('w:top="2098" w:right="1474" w:bottom="1984"') == 1
    assert found.count('w:linePitch="589"') == 3


def test_a_layout_that_has_the_profile_already_is_left_as_it_is() -> None:
    once = with_profile(PARTS, "gbt33476", {})
    assert once != PARTS
    assert with_profile(once, "gbt33476", {}) == once


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<w:spacing w:line="579" w:lineRule="exact"/>', '<w:spacing w:line="589" w:lineRule="exact"/>'),
        ("<w:spacing w:lineRule='exact' w:line='579'/>", "<w:spacing w:lineRule='exact' w:line=\"589\"/>"),
        ('<w:spacing w:line="579" w:lineRule="auto"/>', '<w:spacing w:line="579" w:lineRule="auto"/>'),
        ('<w:spacing w:line="579"/>', '<w:spacing w:line="579"/>'),
        ('<w:spacing w:line="480" w:lineRule="exact"/>', '<w:spacing w:line="480" w:lineRule="exact"/>'),
        ('<w:spacing w:val="579"/>', '<w:spacing w:val="579"/>'),
    ],
)
def test_only_lines_of_exactly_the_usual_pitch_grow(before: str, after: str) -> None:
    assert changed(before) == after


def test_footers_and_headers_are_changed_too() -> None:
    line = b'<w:spacing w:line="579" w:lineRule="exact"/>'
    parts = with_profile({"word/footer1.xml": line, "word/header1.xml": line, "docProps/core.xml": line}, "gbt33476", {})
    assert [parts[name].count(b"589") for name in sorted(parts)] == [0, 1, 1]


def test_the_letterhead_is_eleven_lines_high_in_both_profiles() -> None:
    def height(parts: dict[str, bytes], pitch: int) -> int:
        mark, number, rule = (spacing(parts, name) for name in ("发文机关标志", "发文字号", "版头分隔线"))
        assert rule["line"] == pitch
        border = 40  # twips: a rule of 2 points
        blank = 3 + 2 + 1  # lines above the mark, below it, and below the rule
        return (
            blank * pitch + sum(sum(style[k] for k in ("before", "after", "line") if k in style) for style in (mark, number, rule)) + border
        )

    after = with_profile(PARTS, "gbt33476", {})
    assert height(PARTS, 579) == 11 * 579
    assert height(after, 589) == 11 * 589
    assert spacing(PARTS, "发文机关标志")["before"] + 3 * 579 == spacing(after, "发文机关标志")["before"] + 3 * 589
    assert spacing(after, "发文字号")["before"] + spacing(after, "发文字号")["line"] == 589
    assert spacing(after, "版头分隔线")["before"] == spacing(PARTS, "版头分隔线")["before"]


def test_spacing_never_becomes_negative() -> None:
    parts = {STYLES: PARTS[STYLES].replace(b'w:before="60" w:after="232"', b'w:before="10"')}
    found = spacing(with_profile(parts, "gbt33476", {}), "发文机关标志")
    assert (found["before"], found["after"]) == (0, 60)


def test_a_number_that_stands_on_a_line_of_the_text_grows_with_it_only() -> None:
    parts = {STYLES: PARTS[STYLES].replace(b'w:before="195" w:line="384"', b'w:line="579"')}
    assert spacing(with_profile(parts, "gbt33476", {}), "发文字号") == {"line": 589}


# ── Fonts ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_fonts_are_replaced_wherever_they_are_named() -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:hAnsi=\'仿宋_GB2312\' w:eastAsia="黑体" w:hint="eastAsia"/></w:rPr></w:r>'
    assert changed(run, 仿宋_GB2312="仿宋") == run.replace('"仿宋_GB2312"', '"仿宋"').replace("'仿宋_GB2312'", '"仿宋"')


def test_fonts_of_the_theme_are_replaced_too() -> None:
    parts = {"word/theme/theme1.xml": '<a:ea typeface="宋体"/><a:font script="Hans" typeface="宋体"/><a:b typeface="宋体"/>'.encode()}
    assert with_profile(parts, "gbt9704", {"宋体": "仿宋"})["word/theme/theme1.xml"].decode() == (
        '<a:ea typeface="仿宋"/><a:font script="Hans" typeface="仿宋"/><a:b typeface="宋体"/>'
    )


def test_words_of_the_text_are_no_fonts() -> None:
    inner = "<w:p><w:r><w:t>仿宋_GB2312</w:t></w:r></w:p>"
    assert changed(inner, 仿宋_GB2312="仿宋") == inner


def test_fonts_may_change_places() -> None:
    found = changed('<w:rFonts w:ascii="黑体" w:hAnsi="宋体"/>', 黑体="宋体", 宋体="黑体")
    assert found == '<w:rFonts w:ascii="宋体" w:hAnsi="黑体"/>'


def test_a_name_is_escaped() -> None:
    assert changed('<w:rFonts w:ascii="A&amp;B"/>', **{"A&B": '"<C>"'}) == '<w:rFonts w:ascii="&quot;&lt;C>&quot;"/>'


def test_the_font_table_names_each_font_once() -> None:
    table = with_profile(PARTS, "gbt9704", {"仿宋_GB2312": "楷体_GB2312", "宋体": "思源宋体"})[FONTS].decode()
    assert re.findall('<w:font w:name="(.*?)">', table) == ["方正小标宋简体", "楷体_GB2312", "黑体", "思源宋体"]
    assert re.findall('<w:altName w:val="(.*?)"/>', table) == ["方正小标宋_GBK", "SimHei"]


def test_a_font_that_nothing_names_changes_nothing() -> None:
    assert with_profile(PARTS, "gbt9704", {"没有的字体": "仿宋"}) == PARTS
