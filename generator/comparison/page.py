"""A comparison as one page that needs nothing else: old and new side by side, what changed in colour, and good on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.comparison.groups import Group, column, groups, place, summary
from generator.comparison.markup import Markup, element, style, together
from generator.model.changes import Comparison
from generator.refresh.tokens import pieces

_STYLE = """
:root { --line: #c9ced6; --quiet: #5b6472; --gone: #ffe0dc; --come: #d8f3dc; --ground: #f5f6f8; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 74rem; padding: 1.5rem; color: #1b1f24; background: #fff;
  font: 16px/1.75 "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #1b1f24; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
a { color: #0b57a4; }
.files { display: grid; grid-template-columns: auto 1fr; gap: 0 .8rem; margin: 0; }
.files dt { color: var(--quiet); }
.files dd { margin: 0; overflow-wrap: anywhere; }
.summary { font-size: 1.1rem; font-weight: bold; margin: .8rem 0; }
.key, .remark, .top { color: var(--quiet); font-size: .9rem; font-weight: normal; }
.remark { border-left: 4px solid #c77700; padding-left: .6rem; }
nav { background: var(--ground); padding: .6rem 1rem; }
nav ul { margin: 0; padding-left: 1.2rem; columns: 18rem; column-gap: 2.5rem; }
nav li { break-inside: avoid; overflow-wrap: anywhere; }
nav p { margin: .3rem 0 0; font-weight: bold; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
col.place { width: 15%; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; vertical-align: top; text-align: left; overflow-wrap: anywhere; }
th { font-weight: normal; color: var(--quiet); font-size: .9rem; }
thead th { background: var(--ground); }
td { white-space: pre-line; }
tr.sentence th { padding-left: 1.2rem; }
del, ins { border-radius: 2px; padding: 0 1px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
del { background: var(--gone); text-decoration: line-through; text-decoration-color: #b3261e; }
ins { background: var(--come); text-decoration: underline; text-decoration-color: #14722b; }
.none { color: var(--quiet); }
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  body { padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.5; }
  nav, .top { display: none; }
  h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""
_BACK = element("a", "回到开头", href="#top", class_="top")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(comparison: Comparison) -> str:
    """The page as HTML."""
    found = list(enumerate(groups(comparison), start=1))
    title = f"{comparison.old} 与 {comparison.new} 的不同"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        style(_STYLE),
    )
    body = element("body", _heading(comparison), _contents(found) if len(found) > 1 else "", _chapters(found))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='zh-CN')}\n"


def _heading(comparison: Comparison) -> Markup:
    kind = "两份报告" if comparison.kind == "reports" else "两份工作簿"
    key = element("p", "图例：", element("del", "旧稿有、新稿没有"), "　", element("ins", "新稿才有"), class_="key")
    return element(
        "header",
        element("h1", f"{kind}的不同", id="top"),
        element("dl", *(element(tag, text) for tag, text in _files(comparison)), class_="files"),
        element("p", summary(comparison), class_="summary"),
        (element("p", remark, class_="remark") for remark in comparison.remarks),
        key if comparison.changes else "",
    )


def _files(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for label, name in (("旧", comparison.old), ("新", comparison.new)):
        yield "dt", label
        yield "dd", name


def _contents(found: list[tuple[int, Group]]) -> Markup:
    """Links to all groups."""
    parts = []
    for chapter, several in groupby(found, key=lambda numbered: numbered[1].chapter):
        links = (element("li", element("a", group.title or chapter, href=f"#d{number}")) for number, group in several)
        parts.append(together([element("p", chapter), element("ul", links)]))
    return element("nav", *parts)


def _chapters(found: list[tuple[int, Group]]) -> Markup:
    parts = []
    for chapter, several in groupby(found, key=lambda numbered: numbered[1].chapter):
        numbered = list(several)
        in_rows = numbered[0][1].changes[0].kind in ("paragraph", "sentence")
        inner = (
            [_table(row for number, group in numbered for row in _rows(group, number))] if in_rows else [_group(*one) for one in numbered]
        )
        parts.append(element("section", element("h2", chapter, "　", _BACK), *inner))
    return element("main", *parts)


def _group(number: int, group: Group) -> Markup:
    """The cells of a row in a table of their own."""
    return element("article", element("h3", group.title) if group.title else "", _table(_rows(group)), id=f"d{number}")


def _table(rows: Iterable[Markup]) -> Markup:
    head = element("thead", element("tr", element("th", ""), element("th", "旧"), element("th", "新")))
    columns = element("colgroup", element("col", class_="place"), element("col"), element("col"))
    return element("table", columns, head, element("tbody", rows))


def _rows(group: Group, number: int | None = None) -> Iterator[Markup]:
    """A row for each cell or paragraph, and for the sentences that they touch; ``number`` is what links lead to."""
    if number is not None:
        change = group.changes[0]
        yield _row(group.title, change.old, change.new, id=f"d{number}")
        return
    for change in group.changes:
        yield _row(column(change), change.old, change.new)
    for sentence in group.sentences:
        yield _row(place(sentence), sentence.old, sentence.new, class_="sentence")


def _row(label: str, old: str | None, new: str | None, **attributes: str) -> Markup:
    return element("tr", element("th", label), *sides(old, new), **attributes)


def sides(old: str | None, new: str | None) -> tuple[Markup, Markup]:
    """Two cells of a table: the old text with what is gone marked, the new one with what has come."""
    if old is None or new is None:
        nothing = element("td", "（无）", class_="none")
        return element("td", element("del", old)) if old else nothing, element("td", element("ins", new)) if new else nothing
    found = pieces(old, new)
    before = (element("del", piece.old) if piece.changed and piece.old else piece.old for piece in found)
    after = (element("ins", piece.new) if piece.changed and piece.new else piece.new for piece in found)
    return element("td", before), element("td", after)
