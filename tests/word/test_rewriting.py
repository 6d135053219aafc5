"""Other words in an edited paragraph: their format, whose changes they stand beside, and where the bookmarks of values are."""

from __future__ import annotations

from datetime import datetime

import pytest
from lxml import etree

from generator.archive import unzipped
from generator.word.edits import Marked, Place, Replace
from generator.word.manuscript import read_lines
from generator.word.opening import open_word
from generator.word.revising import revise
from generator.word.tracking import Revision
from tests.support.reports import DOCUMENT
from tests.support.revisions import OURS, accepted, changes, rejected
from tests.support.word import TAB, Block, Xml, bookmark, deleted, docx_bytes, inserted, link, p, run, text_box
from tests.support.word_parts import NAMESPACES

MARCH, APRIL = datetime(2023, 3, 1, 8, 30, 5), datetime(2023, 4, 1)
MISSING = '<w:style w:type="character" w:styleId="afz"><w:name w:val="待补"/></w:style></w:styles>'
_PROPERTIES = ("rPr", "pPr")


def replaced(before: bytes, start: int, end: int, text: str, *values: Marked, line: int = 1, **more: object) -> bytes:
    """The file with one stretch of a paragraph replaced."""
    edit = Replace(Place(DOCUMENT, line, start, end), text, values, was_missing=bool(more.get("was_missing")))
    revision = Revision(APRIL if more.get("later") else MARCH, bool(more.get("tracked", True)))
    return revise(open_word(before, "报告.docx"), [edit], [], {}, b"", revision)


def shape(data: bytes) -> str:
    """The first paragraph in short: ``b[593]`` a bold run, ``+(…)`` and ``-(…)`` our changes, ``科+(…)`` another's, ``‹5 … 5›`` marks."""
    (paragraph, *_) = etree.fromstring(unzipped(data)[DOCUMENT]).iter(f"{{{NAMESPACES['w']}}}p")
    return _shape(paragraph, {})


def _shape(node: etree._Element, names: dict[str, str]) -> str:
    out = ""
    for child in node:
        name = etree.QName(child).localname
        at = {etree.QName(key).localname: value for key, value in child.attrib.items()}
        if name == "bookmarkStart":
            names[at["id"]] = at["name"].removeprefix("_fz")
            out += f"‹{names[at['id']]} "
        elif name == "bookmarkEnd":
            out += f" {names[at['id']]}›"
        elif name in ("ins", "del"):
            who = "" if at["author"] == OURS else at["author"][0]
            out += f"{who}{'+' if name == 'ins' else '-'}({_shape(child, names)})"
        elif name == "r":
            looks = "".join(etree.QName(e).localname for e in child.iterfind(f"{{{NAMESPACES['w']}}}rPr/*"))
            out += f"{looks}[{_shape(child, names)}]"
        elif name in ("t", "delText"):
            out += child.text or ""
        elif name == "hyperlink":
            out += f"~({_shape(child, names)})"
        elif name not in _PROPERTIES:
            out += f"<{name}>"
    return out


def doc(*inlines: str) -> bytes:
    return docx_bytes(p(*inlines))


def bold(text: str) -> Xml:
    return run(text, "<w:b/>")


def ours(markup: str) -> Xml:
    return Xml(markup.replace("科员", OURS))


def test_new_words_stand_behind_the_old_ones_in_their_format() -> None:
    assert shape(replaced(doc("立案", bold("593起"), "。"), 2, 5, "600")) == "[立案]-(b[593])+(b[600])b[起][。]"


def test_without_tracking_the_old_words_are_gone() -> None:
    after = replaced(doc("立案", bold("593起"), "。"), 2, 5, "600", tracked=False)
    assert shape(after) == "[立案]b[600]b[起][。]"


def test_a_change_tells_who_made_it_and_when() -> None:
    root = etree.fromstring(unzipped(replaced(doc("593"), 0, 3, "600"))[DOCUMENT])
    told = [dict(e.attrib) for e in root.iter(f"{{{NAMESPACES['w']}}}ins", f"{{{NAMESPACES['w']}}}del")]
    assert [(list(e.values())[1:]) for e in told] == [["工作簿更正", "2023-03-01T08:30:05Z"]] * 2


def test_words_put_in_take_the_format_of_the_letter_before() -> None:
    assert shape(replaced(doc(bold("甲"), "乙"), 1, 1, "新")) == "b[甲]+(b[新])[乙]"


def test_words_put_in_at_the_beginning_take_the_format_of_the_letter_behind() -> None:
    assert shape(replaced(doc(bold("甲"), "乙"), 0, 0, "新")) == "+(b[新])b[甲][乙]"


def test_words_in_an_empty_paragraph_take_the_format_of_its_end() -> None:
    empty = docx_bytes(p(properties="<w:rPr><w:ins w:id='7' w:author='科员'/><w:b/></w:rPr>"))
    assert shape(replaced(empty, 0, 0, "新")) == "+(b[新])"


def test_tabs_and_breaks_become_elements() -> None:
    assert shape(replaced(doc("甲"), 0, 1, "乙\t丙\n")) == "-([甲])+([乙<tab>丙<br>])"


def test_only_the_letters_of_a_run_are_taken_out() -> None:
    mixed = Xml('<w:r><w:t>甲</w:t><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>乙</w:t></w:r>')
    assert shape(replaced(doc(mixed), 0, 2, "丙")) == "-([甲])+([丙])[<sym>]-([乙])"


def test_a_stretch_over_a_link_and_its_surroundings_is_replaced_once() -> None:
    assert shape(replaced(doc("甲乙", link("丙丁"), TAB), 1, 5, "新")) == "[甲]-([乙])+([新])~(-([丙丁]))-([<tab>])"


def test_words_in_an_insertion_of_somebody_are_taken_out_inside_and_put_in_beside_it() -> None:
    assert shape(replaced(doc(inserted("甲593乙")), 1, 4, "600")) == "科+([甲]-([593]))+([600])科+([乙])"


def test_marks_of_ranges_stay_where_they_are() -> None:
    assert shape(replaced(doc("甲", bookmark("_Ref1", "593"), "乙"), 0, 5, "丙")) == "-([甲])+([丙])‹_Ref1 -([593]) _Ref1›-([乙])"


def test_a_deletion_of_somebody_is_left_alone() -> None:
    assert shape(replaced(doc("5", deleted("旧"), "93"), 0, 3, "600")) == "-([5])+([600])科-([旧])-([93])"


def test_a_pending_change_is_rewritten_and_not_nested() -> None:
    once = replaced(doc("立案593起"), 2, 5, "594")
    again = replaced(once, 2, 5, "600", later=True)
    assert shape(again) == "[立案]-([593])+([600])[起]"
    assert b"2023-04-01T00:00:00Z" in unzipped(again)[DOCUMENT]


def test_a_pending_change_that_is_taken_back_is_undone_with_its_format() -> None:
    before = doc("立案", bold("593"), "起")
    assert shape(replaced(replaced(before, 2, 5, "594"), 2, 5, "593")) == shape(before)


def test_a_pending_change_is_taken_back_without_tracking_too() -> None:
    once = replaced(doc("立案593起"), 2, 5, "594")
    assert shape(replaced(once, 2, 5, "593", tracked=False)) == "[立案][593][起]"
    assert shape(replaced(once, 2, 5, "600", tracked=False)) == "[立案][600][起]"


def test_marks_that_a_word_processor_puts_into_a_pending_deletion_are_kept() -> None:
    start, end = (Xml(f'<w:bookmark{side} w:id="5"{name}/>') for side, name in (("Start", ' w:name="_Ref1"'), ("End", "")))
    once = doc("甲", ours(deleted("593").replace("<w:r>", f"{start}<w:r>", 1)), ours(inserted("594")), end)
    assert shape(replaced(once, 1, 4, "600", tracked=False)) == "[甲]‹_Ref1 [600] _Ref1›"
    assert shape(replaced(once, 1, 4, "593")) == "[甲]‹_Ref1 [593] _Ref1›"


def test_part_of_a_pending_change_is_rewritten_with_somebodys_letters_beside_it() -> None:
    once = replaced(doc("甲593乙"), 1, 4, "600")
    assert shape(replaced(once, 2, 5, "新")) == "[甲]-([593])+([6])+([新])-([乙])"


def test_a_value_that_is_all_of_the_words_keeps_its_bookmark_both_ways() -> None:
    before = doc("立案", bookmark("_fz5", "593"), "起")
    after = replaced(before, 2, 5, "1600", Marked(5, 0, 4))
    assert shape(after) == "[立案]‹5 -([593])+([1600]) 5›[起]"
    spans = [read_lines(unzipped(each)[DOCUMENT])[0].spans for each in (accepted(after), rejected(after))]
    assert spans == [{5: (2, 6)}, {5: (2, 5)}]


def test_a_bookmark_that_was_torn_elsewhere_comes_round_the_new_words() -> None:
    before = docx_bytes(p("立案593起", bookmark("_fz5", "甲")), p(bookmark("_fz5_Copy_1", "593", number=52)))
    after = replaced(before, 2, 5, "600", Marked(5, 0, 3))
    assert shape(after) == "[立案]‹5 -([593])+([600]) 5›[起][甲]"
    assert b"_fz5_Copy_1" in unzipped(after)[DOCUMENT]


def test_several_values_stand_each_in_a_bookmark_of_its_own() -> None:
    after = replaced(doc("无"), 0, 1, "共593起、8起", Marked(5, 1, 5), Marked(6, 6, 8))
    assert shape(after) == "-([无])+([共])‹5 +([593起]) 5›+([、])‹6 +([8起]) 6›"


def test_words_that_stand_there_already_only_get_their_bookmarks() -> None:
    assert shape(replaced(doc("立案593起"), 0, 6, "立案593起", Marked(5, 2, 5))) == "[立案]‹5 [593] 5›[起]"


def test_words_of_a_pending_change_get_a_bookmark_that_holds_what_they_stand_for() -> None:
    once = replaced(doc("立案593起"), 2, 5, "600")
    assert shape(replaced(once, 2, 5, "600", Marked(5, 0, 3))) == "[立案]‹5 -([593])+([600]) 5›[起]"


def test_words_put_in_behind_a_value_stand_outside_of_its_bookmark() -> None:
    before = doc(bookmark("_fz5", "593"), bookmark("_fz6", "600", number=52))
    assert shape(replaced(before, 3, 3, "、")) == "‹5 [593] 5›+([、])‹6 [600] 6›"
    assert shape(replaced(before, 0, 0, "共")) == "+([共])‹5 [593] 5›‹6 [600] 6›"


def test_a_bookmark_of_a_value_that_is_not_there_any_more_does_not_hold_the_new_words() -> None:
    assert shape(replaced(doc("立案", bookmark("_fz5", "593"), "起"), 2, 5, "若干")) == "[立案]‹5 -([593]) 5›+([若干])[起]"


def with_missing(*body: Block) -> bytes:
    data = unzipped(docx_bytes(*body))
    return docx_bytes(*body, parts={"word/styles.xml": data["word/styles.xml"].replace(b"</w:styles>", MISSING.encode())})


def test_what_is_filled_in_loses_the_look_of_what_is_missing() -> None:
    mark = run("【待补】", '<w:rStyle w:val="afz"/><w:b/>')
    assert shape(replaced(with_missing(p("立案", mark)), 2, 6, "593", was_missing=True)) == "[立案]-(rStyleb[【待补】])+(b[593])"


def test_a_dissolved_look_of_what_is_missing_is_lost_too() -> None:
    mark = run("【待补】", '<w:b/><w:highlight w:val="yellow"/>')
    assert shape(replaced(doc("立案", mark), 2, 6, "593", was_missing=True)) == "[立案]-(bhighlight[【待补】])+(b[593])"
    assert shape(replaced(doc("立案", mark), 2, 6, "593")) == "[立案]-(bhighlight[【待补】])+(bhighlight[593])"


def test_what_is_missing_now_gets_its_look() -> None:
    after = replaced(with_missing(p("立案593起")), 2, 5, "【待补】", Marked(5, 0, 4, True))
    assert shape(after) == "[立案]‹5 -([593])+(rStyle[【待补】]) 5›[起]"
    assert b'<w:rStyle w:val="afz"/>' in unzipped(after)[DOCUMENT]


def test_without_such_a_style_what_is_missing_stands_as_it_is() -> None:
    assert shape(replaced(doc("593"), 0, 3, "【待补】", Marked(5, 0, 4, True))) == "‹5 -([593])+([【待补】]) 5›"


def test_the_copy_of_a_text_box_for_old_programs_says_the_same() -> None:
    after = replaced(docx_bytes(text_box("立案593起")), 2, 5, "600", line=2)
    assert changes(after) == [("-", "593"), ("+", "600")] * 2


def test_a_copy_of_a_text_box_that_said_something_else_is_left_alone() -> None:
    box = text_box("立案593起")
    other = Xml("593".join(box.split("593")[:2]) + "其他" + box.split("593")[2])
    assert changes(replaced(docx_bytes(other), 2, 5, "600", line=2)) == [("-", "593"), ("+", "600")]


def test_two_edits_of_the_same_letters_are_refused() -> None:
    edits = [Replace(Place(DOCUMENT, 1, start, 3), "乙") for start in (0, 2)]
    with pytest.raises(ValueError, match="two edits of the same letters"):
        revise(open_word(doc("甲甲甲"), "报告.docx"), edits, [], {}, b"", Revision(MARCH, True))


def test_edits_at_one_place_stand_in_their_order() -> None:
    for at in (0, 1):
        edits = [Replace(Place(DOCUMENT, 1, at, at), text) for text in "甲乙丙"]
        edits.append(Replace(Place(DOCUMENT, 1, at, at + 1), "丁"))
        after = revise(open_word(doc("一二"), "报告.docx"), edits, [], {}, b"", Revision(MARCH, True))
        assert read_lines(unzipped(after)[DOCUMENT])[0].text == ("甲乙丙丁二" if at == 0 else "一甲乙丙丁")


def test_a_pending_deletion_of_more_than_letters_is_not_restored_for_the_same_words() -> None:
    sign = ours(deleted("593").replace("</w:r>", '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'))
    assert shape(replaced(doc(sign, ours(inserted("594"))), 0, 3, "593")) == "-([593<sym>])+([593])"


def test_tabs_and_breaks_of_a_pending_deletion_are_restored() -> None:
    before = doc(run("甲"), TAB, run("乙"))
    assert shape(replaced(replaced(before, 0, 3, "丙"), 0, 1, "甲\t乙")) == "[甲][<tab>][乙]"


def test_letters_that_stand_in_no_run_are_replaced_too() -> None:
    assert shape(replaced(doc(Xml("<w:t>甲593</w:t>")), 1, 4, "600")) == "甲-([593])+([600])"


def test_a_value_has_one_bookmark_even_if_two_places_claim_it() -> None:
    after = replaced(doc("无"), 0, 1, "593和600", Marked(5, 0, 3), Marked(5, 4, 7))
    assert shape(after) == "-([无])‹5 +([593]) 5›+([和])+([600])"
