from __future__ import annotations

from generator.model.provenance import Cell
from generator.refresh.attribution import Edited, Verdict, attribute
from generator.refresh.editions import Base, Passage, Stretch, edited
from generator.refresh.secrets import Secrets


def row(text: str, n: int, *, withheld: bool = False) -> Base:
    cell = Cell("甲.xlsx", "报告内容", f"D{n}")
    passage = Passage(text, (Stretch(0, len(text), cell, withheld),), (cell,))
    return Base(passage, "withheld") if withheld else Base(passage, "stays", passage)


def heading(text: str, then: str | None, level: int = 2) -> Base:
    passage = Passage(text, cells=(Cell("甲.xlsx", "报告内容", "C2"),), level=level)
    return Base(passage, "stays", Passage(then, level=level)) if then else Base(passage, "withheld")


FIRST, HIDDEN, LAST = "全面推进执法规范化建设和制度建设。", "组织秘密专项行动摸排线索若干条。", "主动向人大报告工作并办理代表建议。"
BASE = [
    Base(Passage("某某市公安局文件"), "upward"),
    heading("1.规范", "1.规范"),
    row(FIRST, 2),
    heading("2.专项部署", None),
    row(HIDDEN, 3, withheld=True),
    heading("3.监督", "2.监督"),
    row(LAST, 4),
    Base(Passage("抄送：某某单位。"), "upward"),
]
TEXTS = [base.text for base in BASE]
SECRETS = Secrets([HIDDEN], ["专项部署"], [], [FIRST, LAST, "1.规范", "2.监督"])


def verdicts(*texts: str) -> list[Verdict]:
    return attribute(BASE, [Edited(text) for text in texts], SECRETS)


def kept(*texts: str) -> list[str]:
    """What stays, as it reads then; there must be no doubt."""
    found = verdicts(*texts)
    assert [verdict.doubt for verdict in found] == [None] * len(texts)
    return [edited(text, verdict.edits) for text, verdict in zip(texts, found, strict=True) if not verdict.goes]


def doubts(*texts: str) -> list[tuple[str, str]]:
    return [(text, verdict.doubt) for text, verdict in zip(texts, verdicts(*texts), strict=True) if verdict.doubt]


def put(at: int, *texts: str, gone: int = 0) -> list[str]:
    return [*TEXTS[:at], *texts, *TEXTS[at + gone :]]


def test_what_was_printed_is_told_by_its_source() -> None:
    assert kept(*TEXTS) == ["1.规范", FIRST, "2.监督", LAST]
    assert [verdict.withheld for verdict in verdicts(*TEXTS)] == [False, False, False, True, True, False, False, False]


def test_moved_passages_are_followed() -> None:
    moved = [*TEXTS[:3], *TEXTS[5:7], *TEXTS[3:5], TEXTS[7]]
    assert [verdict.goes for verdict in verdicts(*moved)] == [True, False, False, False, False, True, True, True]


def test_own_passages_stay_beside_public_ones_and_are_in_doubt_beside_withheld_ones() -> None:
    assert kept(*put(3, "另有一件新的事。")) == ["1.规范", FIRST, "另有一件新的事。", "2.监督", LAST]
    assert doubts(*put(5, "另有一件新的事。")) == [("另有一件新的事。", "behind")]
    assert doubts(*put(4, "另有一件新的事。", gone=1)) == [("另有一件新的事。", "behind")]
    assert doubts(*put(3, "另有一件新的事。", gone=2)) == [("另有一件新的事。", "rewritten")]
    assert doubts(*put(7, "（联系人：某某）")) == [("（联系人：某某）", "beside")]


def test_what_stands_among_lines_of_the_upward_edition_goes() -> None:
    assert kept(*put(0, "机密")) == ["1.规范", FIRST, "2.监督", LAST]
    assert kept(*put(8, "共印十份")) == ["1.规范", FIRST, "2.监督", LAST]
    assert kept(*put(3, "某某市公安局文件")) == ["1.规范", FIRST, "2.监督", LAST]


def test_withheld_words_elsewhere_and_public_words_there_are_in_doubt() -> None:
    assert doubts(*put(2, FIRST + HIDDEN, gone=1)) == [(FIRST + HIDDEN, "secret")]
    assert doubts(*put(4, HIDDEN + LAST, gone=1)) == [(HIDDEN + LAST, "moved")]
    own = f"新写的一段话里提到{HIDDEN}以及别的许多事情，都与此无关，说的是新的工作。"
    assert doubts(*put(3, own)) == [(own, "secret")]


def test_a_heading_left_with_withheld_passages_alone_goes_with_them() -> None:
    base = [
        heading("（一）监督", "（一）监督", 1),
        heading("1.内", None),
        row(HIDDEN, 3, withheld=True),
        heading("2.外", "1.外"),
        row(LAST, 4),
    ]
    found = attribute(base, [Edited(each.text) for each in base[:3]], SECRETS)
    assert [verdict.goes for verdict in found] == [True, True, True]
    assert not attribute(base, [Edited(each.text) for each in base], SECRETS)[0].goes


def test_a_picture_behind_a_withheld_passage_is_in_doubt() -> None:
    now = [Edited(text) for text in TEXTS]
    assert attribute(BASE, [*now[:5], Edited("", pictured=True), *now[5:]], SECRETS)[5].doubt == "behind"
    assert attribute(BASE, [*now[:3], Edited("", pictured=True), *now[3:]], SECRETS)[3].doubt is None
