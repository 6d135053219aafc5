"""What must be there once only, bookmarks and numbers of all kinds, also where a loop repeats it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from lxml import etree

from generator.archive import unzipped
from tests.support.word import Block, W, Xml, bookmark, control, deleted, field, inline_control, inserted, p, text_box
from tests.support.word_parts import NAMESPACES
from tests.support.word_rendering import render

DATA = {"列": ["丙", "丁", "戊"]}
W14 = f"{{{NAMESPACES['w14']}}}"


def looped(folder: Path, *body: Block) -> etree._Element:
    """The document with the body in every turn of a loop of three; it is checked for what is used twice."""
    made = render(folder, "{%p for x in 列 %}", *body, "{%p endfor %}", data=DATA)
    return etree.fromstring(unzipped(made.read_bytes())["word/document.xml"])


def test_bookmarks_are_there_once_and_the_first_keeps_its_name(tmp_path: Path) -> None:
    root = looped(tmp_path, p(bookmark("点", "{{ x }}", number=3)), p(field("REF 点", "见")))
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert names[0] == "点"
    assert len(set(names)) == len(names)


def test_a_bookmark_over_paragraphs_stays_paired(tmp_path: Path) -> None:
    root = looped(tmp_path, p(Xml('<w:bookmarkStart w:id="8" w:name="点"/>'), "{{ x }}"), p("乙", Xml('<w:bookmarkEnd w:id="8"/>')))
    starts, ends = ([mark.get(f"{W}id") for mark in root.iter(f"{W}bookmark{side}")] for side in ("Start", "End"))
    assert starts == ends
    assert starts


def test_a_bookmark_around_a_loop_stays(tmp_path: Path) -> None:
    first, last = p(Xml('<w:bookmarkStart w:id="8" w:name="点"/>'), "首"), p("末", Xml('<w:bookmarkEnd w:id="8"/>'))
    made = render(tmp_path, first, "{%p for x in 列 %}", "{{ x }}", "{%p endfor %}", last, data=DATA)
    root = etree.fromstring(unzipped(made.read_bytes())["word/document.xml"])
    assert [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")] == ["点"]


def test_bookmarks_in_a_loop_within_a_line(tmp_path: Path) -> None:
    root = looped(tmp_path, p("{% for y in 列 %}", bookmark("点", "{{ y }}"), "{% endfor %}"))
    assert [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")] == ["点"]


def test_content_controls_have_numbers_of_their_own(tmp_path: Path) -> None:
    root = looped(tmp_path, control("{{ x }}", number=5), p(inline_control("{{ x }}", number=6)))
    assert len(list(root.iter(f"{W}sdt"))) == 6


def test_drawings_have_numbers_of_their_own(tmp_path: Path) -> None:
    root = looped(tmp_path, text_box("{{ x }}", number=5))
    assert len(list(root.iter(f"{{{NAMESPACES['wp']}}}docPr"))) == 3


def test_tracked_changes_have_numbers_of_their_own(tmp_path: Path) -> None:
    root = looped(tmp_path, p(inserted("{{ x }}", number=5), deleted("旧", number=6)))
    assert len(list(root.iter(f"{W}ins"))) == 3


def test_paragraphs_have_numbers_of_their_own(tmp_path: Path) -> None:
    root = looped(tmp_path, Xml('<w:p w14:paraId="0000000A" w14:textId="77777777"><w:r><w:t>{{ x }}</w:t></w:r></w:p>'))
    counted = Counter(paragraph.get(f"{W14}paraId") for paragraph in root.iter(f"{W}p") if paragraph.get(f"{W14}paraId"))
    assert [number for number, times in counted.items() if times > 1] == []


def numbers(path: Path) -> list[str]:
    """The numbered paragraphs with their numbers, as Word counts them."""
    parts = {name: etree.fromstring(data) for name, data in unzipped(path.read_bytes()).items() if name.endswith(".xml")}
    kinds = {n.get(f"{W}numId"): n for n in parts["word/numbering.xml"].iter(f"{W}num")}
    counted: Counter[str | None] = Counter()
    begun, out = set(), []
    for paragraph in parts["word/document.xml"].iter(f"{W}p"):
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is None:
            continue
        name = number.get(f"{W}val")
        kind = kinds[name].find(f"{W}abstractNumId").get(f"{W}val")
        if name not in begun and kinds[name].find(f"{W}lvlOverride/{W}startOverride") is not None:
            counted[kind] = 0
        begun.add(name)
        counted[kind] += 1
        out.append(f"{counted[kind]}{''.join(paragraph.itertext())}")
    return out


def test_a_list_in_a_loop_goes_on_within_a_turn_and_begins_anew_in_the_next(tmp_path: Path) -> None:
    body = ("{%p for x in 列 %}", "{{ x }}", "{%p for y in 列[:2] %}", p("{{ y }}", numbered=1), "{%p endfor %}", "{%p endfor %}")
    assert numbers(render(tmp_path, *body, data=DATA)) == ["1丙", "2丁", "1丙", "2丁", "1丙", "2丁"]


def test_a_list_of_one_loop_counts_through(tmp_path: Path) -> None:
    body = ("{%p for x in 列 %}", p("{{ x }}", numbered=1), "{%p endfor %}", "另", p("甲", numbered=2))
    assert numbers(render(tmp_path, *body, data=DATA)) == ["1丙", "2丁", "3戊", "1甲"]
