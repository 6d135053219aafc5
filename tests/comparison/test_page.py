from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from generator.comparison.page import page
from generator.model.changes import Change, ChangedSentence, Comparison
from tests.comparison.test_lines import CHANGE, FIGURE

_EMPTY = ("meta", "col", "br")
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


class Reader(HTMLParser):
    """What a browser makes of a page: its elements, its words, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def workbooks(*changes: Change, remarks: tuple[str, ...] = ()) -> Comparison:
    return Comparison("旧.xlsx", "新.xlsx", "workbooks", changes, remarks)


def test_old_and_new_stand_side_by_side_with_what_changed_marked() -> None:
    html = page(workbooks(FIGURE, CHANGE))
    assert "<tr><th>本年 D2</th><td><del>593</del></td><td><ins>600</ins></td></tr>" in html
    said = "<td>全年立案<del>593起</del>，同比上升<del>9.81%</del>。</td><td>全年立案<ins>600起</ins>，同比上升<ins>11.11%</ins>。</td>"
    assert html.count(said) == 1
    assert "2 处不同：改 1 格，算出来的数变了 1 个" in html


def test_the_page_needs_nothing_from_elsewhere() -> None:
    reader = Reader(page(workbooks(FIGURE, CHANGE)))
    assert reader.open == []
    tags = {tag for tag, _ in reader.tags}
    assert tags.isdisjoint(("script", "link", "img", "iframe", "object"))
    assert all(value and value.startswith("#") for _, at in reader.tags for name, value in at.items() if name in ("href", "src"))
    assert not re.search(r"url\(|@import", page(workbooks(FIGURE)))


def test_every_link_leads_to_a_place_of_the_page() -> None:
    other = Change("cell", "a", "b", "基本信息", "B3", "签发人", heading="内容", row=1)
    paragraph = Change("sentence", "案件减少。", "案件增多。", paragraph=13, sentences=(ChangedSentence("案件减少。", "案件增多。"),))
    reader = Reader(page(workbooks(other, FIGURE, CHANGE, paragraph)))
    places = {at["id"] for _, at in reader.tags if "id" in at}
    links = {(at["href"] or "")[1:] for tag, at in reader.tags if tag == "a"}
    assert links == places
    assert len(links) == 4


def test_without_a_difference_the_page_says_so() -> None:
    html = page(workbooks(remarks=("旧.xlsx：有 1 处错误",)))
    assert "没有不同" in html
    assert "旧.xlsx：有 1 处错误" in html


@given(texts, texts, texts)
def test_text_is_never_markup(old: str, new: str, name: str) -> None:
    change = Change("cell", old, new, "指标", "D2", name, sentences=(ChangedSentence(new, old),), heading="本年", row=1)
    reader = Reader(page(Comparison(f"{name}.xlsx", "新.xlsx", "workbooks", (change,))))
    assert reader.open == []
    assert "".join(reader.words).count(new) >= 2
    assert {tag for tag, _ in reader.tags} <= {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "h1",
            "dl",
            "dt",
            "dd",
            "p",
            "del",
            "ins",
            "main",
            "section",
            "h2",
            "h3",
        ),
        *("a", "article", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    }


def test_the_same_comparison_gives_the_same_page() -> None:
    assert page(workbooks(FIGURE, CHANGE)) == page(workbooks(FIGURE, CHANGE))
