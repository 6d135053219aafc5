"""Tags however Word has split them; what stands around them is never lost and keeps its format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.word import (
    LINE_BREAK,
    PROOF,
    PROOF_END,
    TAB,
    Xml,
    bold,
    bookmark,
    deleted,
    field,
    inline_control,
    inserted,
    link,
    p,
    run,
)
from tests.support.word_rendering import rendered

DATA = {"名称": "甲市", "数": 593, "真": True, "假": False, "列": ["丙", "丁"], "行文": "一\n二"}
RENDERED_BREAK = Xml("<w:r><w:lastRenderedPageBreak/></w:r>")
EMPTY_RUN = Xml("<w:r><w:rPr><w:b/></w:rPr></w:r>")
CASES = {
    "every letter a run": (p("¦".join("前{{ 名称 }}后{% if 真 %}真{% endif %}")), "前甲市后真"),
    "braces over runs": (p("前{¦{¦名称¦}¦}后"), "前甲市后"),
    "percent signs over runs": (p("{¦% if 假 %¦}甲{%¦ else %}乙{% endif¦ %}丙"), "乙丙"),
    "texts of one run": (Xml("<w:p><w:r><w:t>前{{ 名</w:t><w:t>称 }}后</w:t></w:r></w:p>"), "前甲市后"),
    "proofErr": (p("前{{ ", PROOF, "名", PROOF_END, "称 }}后"), "前甲市后"),
    "proofErr within the braces": (p("前{", PROOF, "{ 名称 }", PROOF_END, "}后"), "前甲市后"),
    "a rendered page break": (p("前{{ 名", RENDERED_BREAK, "称 }}后"), "前甲市后"),
    "empty runs": (p("前{{ ", EMPTY_RUN, "名称", EMPTY_RUN, " }}后"), "前甲市后"),
    "a tab as white space": (p("前{{ 名称", TAB, "}}后"), "前甲市后"),
    "a line break as white space": (p("前{{", LINE_BREAK, "名称 }}后"), "前甲市后"),
    "a bookmark": (p("前{{ ", bookmark("点", "名"), "称 }}后"), "前甲市后"),
    "a bookmark that begins in a tag": (p("前{{ 名", bookmark("点", "称 }}后"), "尾"), "前甲市后尾"),
    "a bookmark that ends in a tag": (p(bookmark("点", "前{{ 名"), "称 }}后"), "前甲市后"),
    "a tag inserted": (p("前", inserted("{{ 名称 }}"), "后"), "前甲市后"),
    "a piece of a tag inserted": (p("前{{ ", inserted("名"), "称 }}后"), "前甲市后"),
    "an insertion that begins in a tag": (p("前{{ 名", inserted("称 }}后"), "尾"), "前甲市后尾"),
    "an insertion that ends in a tag": (p(inserted("前{{ 名"), "称 }}后"), "前甲市后"),
    "a piece of a tag deleted": (p("前{{ 名", deleted("字"), "称 }}后"), "前甲市后"),
    "a piece exchanged": (p("前{{ ", deleted("旧名"), inserted("名称"), " }}后"), "前甲市后"),
    "a tag deleted": (p("前", deleted("{{ 没有 }}{% if %}"), "后"), "前后"),
    "a condition inserted": (p(inserted("{% if 真 %}"), "甲", inserted("{% else %}乙{% endif %}", number=903), "丙"), "甲丙"),
    "a tag in a content control": (p("前", inline_control("{{ 名称 }}"), "后"), "前甲市后"),
    "a piece of a tag in a content control": (p("前{{ ", inline_control("名"), "称 }}后"), "前甲市后"),
    "a content control that ends in a tag": (p(inline_control("前{{ 名"), "称 }}后"), "前甲市后"),
    "a content control that begins in a tag": (p("前{{ 名", inline_control("称 }}后")), "前甲市后"),
    "a tag in a link": (p("前", link("网址{{ 名称 }}"), "后"), "前网址甲市后"),
    "a link that ends in a tag": (p(link("前{{ 名"), "称 }}后"), "前甲市后"),
    "a tag in the result of a field": (p("前", field("REF x", "{{ 名称 }}"), "后"), "前甲市后"),
    "a field beside a tag": (p("第", field("PAGE", "1"), "页{{ 名称 }}"), "第1页甲市"),
    "a condition around a field": (
        p("前{% if 真 %}", field("PAGE", "1"), "{% endif %}{% if 假 %}", field("DATE", "2"), "{% endif %}后"),
        "前1后",
    ),
    "a condition around a link": (p("前{% if 假 %}", link("网"), "{% endif %}后"), "前后"),
    "a loop around a link": (p("{% for 项 in 列 %}", link("{{ 项 }}"), "、{% endfor %}"), "丙、丁、"),
    "two tags and words in one run": (p("甲{{ 数 }}乙{{ 名称 }}丙"), "甲593乙甲市丙"),
    "tags without words between": (p("{{ 数 }}¦{{ 数 }}{¦{ 数 }}"), "593593593"),
    "a closing brace after a tag": (p("{{ 数 }}}"), "593}"),
    "braces that are words": (p("{ {} }} %} { % 甲 #}{{ 数 }}"), "{ {} }} %} { % 甲 #}593"),
    "white space is kept": (p("  前 ¦ {{ 名称 }}  后¦   "), "  前  甲市  后   "),
    "white space between runs is kept": (p("甲", run(" "), "{{ 数 }}", run(" "), "乙"), "甲 593 乙"),
    "tabs and breaks between tags are kept": (p("{{ 数 }}", TAB, "{{ 数 }}", LINE_BREAK, "后"), "593⇥593↵后"),
}


@pytest.mark.parametrize(("paragraph", "expected"), CASES.values(), ids=CASES)
def test_a_tag_is_found_and_the_words_around_it_stay(tmp_path: Path, paragraph: Xml, expected: str) -> None:
    assert rendered(tmp_path, "首", paragraph, "末", data=DATA) == f"首\n{expected}\n末"


FORMATS = {
    "a value takes the format of its tag": (p("前", bold("{{ 名称 }}"), "后"), "前*甲市*后"),
    "words after a value keep their format": (p("前", bold("中{{ 名称 }}后"), "尾"), "前*中甲市后*尾"),
    "words in the run where a split tag ends keep theirs": (p(bold("{{ 名"), "称 }}后"), "*甲市*后"),
    "words in the run where a split tag begins keep theirs": (p("前{{ 名", bold("称 }}后")), "前甲市*后*"),
    "words in a bold middle are not there": (p("前{{ ", bold("名"), "称 }}后"), "前甲市后"),
    "lines of a value keep the format": (p(bold("前{{ 行文 }}后"), "尾"), "*前一↵二后*尾"),
    "branches keep their format": (p("{% if 真 %}", bold("甲"), "{% else %}乙{% endif %}丙"), "*甲*丙"),
    "turns of a loop keep their format": (p("{% for 项 in 列 %}", bold("{{ 项 }}"), "、{% endfor %}"), "*丙*、*丁*、"),
    "one run with a whole loop": (p(bold("{% for 项 in 列 %}{{ 项 }}、{% endfor %}尾"), "后"), "*丙、丁、尾*后"),
}


@pytest.mark.parametrize(("paragraph", "expected"), FORMATS.values(), ids=FORMATS)
def test_formats_stay_where_they_are(tmp_path: Path, paragraph: Xml, expected: str) -> None:
    assert rendered(tmp_path, paragraph, data=DATA, formats=True) == expected


def test_a_paragraph_tag_is_found_over_runs_and_marks(tmp_path: Path) -> None:
    opening = p(PROOF, "{%", PROOF_END, bookmark("点", "p if"), inserted(" 真 "), deleted("假"), "%}")
    assert rendered(tmp_path, "首", opening, "甲", p(inline_control("{%p endif %}")), "末", data=DATA) == "首\n甲\n末"


def test_a_row_tag_is_found_over_runs(tmp_path: Path) -> None:
    table = [["{¦%tr¦ for 项 in¦ 列 %}", ""], ["{{ 项 }}", p(bold("x"))], ["{%tr endf¦or %}", ""]]
    assert rendered(tmp_path, table, data=DATA) == "| 丙 | x |\n| 丁 | x |"
