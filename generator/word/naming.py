"""Names that people give to what a reader never sees: styles, lists, bookmarks, themes. In a file that goes out they are neutral.

A style that somebody has made is often called after its maker, an office or a case, and so is its id.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from generator.word.builtin import is_built_in
from generator.word.fields import rename_in_codes
from generator.word.ledger import is_mark
from generator.word.preparing.names import STYLE_ELEMENT, VALUE, A, w

_STYLE_ID, _DEFAULT, _NAME, _ALIASES, _EXCEPTION = w("styleId"), w("default"), w("name"), w("aliases"), w("lsdException")
_FROM_STYLE = tuple(map(w, ("basedOn", "next", "link")))
_REFERENCES = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink", "defaultTableStyle")))
_PLAIN_ID = re.compile("[A-Za-z0-9]{1,40}")
_START, _HYPERLINK, _ANCHOR = w("bookmarkStart"), w("hyperlink"), w("anchor")
_OF_PROGRAMS = re.compile(r"_(?:Toc|Ref|Hlk)\d+|__RefHeading___Toc\d+(?:_\d+)?|__RefNumPara__\d+(?:_\d+)?")
_FONT, _FONTS, _SYMBOL = w("font"), w("rFonts"), w("sym")
_THEME = "Office"


def neutral_styles(styles: Any, trees: Collection[Any], known: Collection[str]) -> None:
    """Take out the styles that nothing uses, and name the others anew, in all the trees of a file.

    ``known`` names stay, as Word's own do.
    """
    for aliases in list(styles.iter(_ALIASES)):
        aliases.getparent().remove(aliases)
    for exception in list(styles.iter(_EXCEPTION)):
        if not is_built_in(exception.get(_NAME, "")):
            exception.getparent().remove(exception)
    theirs = {style: name for style in styles.iter(STYLE_ELEMENT) if not ((name := _name(style)) in known or is_built_in(name))}
    used = _used(styles, trees, theirs)
    for style in [style for style in theirs if style.get(_STYLE_ID, "") not in used and style.get(_DEFAULT) is None]:
        style.getparent().remove(style)
        del theirs[style]
    taken = {_name(style) for style in styles.iter(STYLE_ELEMENT)}
    ids = {style.get(_STYLE_ID, "") for style in styles.iter(STYLE_ELEMENT)}
    names, new_ids = _fresh("自定义样式", taken), _fresh("Custom", ids)
    renamed: dict[str, str] = {}
    moved: dict[str, str] = {}
    for style in styles.iter(STYLE_ELEMENT):
        own = style.get(_STYLE_ID, "")
        if style in theirs:
            name = next(names)
            renamed[theirs[style]] = name
            for element in style.findall(_NAME):
                element.set(VALUE, name)
        if style in theirs or not _PLAIN_ID.fullmatch(own):
            moved[own] = next(new_ids)
            style.set(_STYLE_ID, moved[own])
    _move(styles, (*_FROM_STYLE, *_REFERENCES), moved)
    for tree in trees:
        if tree is not styles:
            _move(tree, _REFERENCES, moved)
        rename_in_codes(tree, renamed)


def _name(style: Any) -> str:
    name = style.find(_NAME)
    return "" if name is None else name.get(VALUE, "")


def _used(styles: Any, trees: Iterable[Any], theirs: Collection[Any]) -> set[str]:
    """The ids of the styles that something in the file asks for, those that others are based on among them."""
    wanted = {element.get(VALUE, "") for tree in trees if tree is not styles for element in tree.iter(*_REFERENCES)}
    by_id = {style.get(_STYLE_ID, ""): style for style in styles.iter(STYLE_ELEMENT)}
    wanted |= {id_ for id_, style in by_id.items() if style not in theirs}
    waiting = list(wanted)
    while waiting:
        style = by_id.get(waiting.pop())
        for element in () if style is None else style.iter(*_FROM_STYLE, *_REFERENCES):
            if (other := element.get(VALUE, "")) not in wanted:
                wanted.add(other)
                waiting.append(other)
    return wanted


def _fresh(stem: str, taken: Collection[str]) -> Iterator[str]:
    return (f"{stem}{n}" for n in count(1) if f"{stem}{n}" not in taken)


def _move(tree: Any, tags: tuple[str, ...], moved: Mapping[str, str]) -> None:
    for element in tree.iter(*tags):
        if (there := element.get(VALUE, "")) in moved:
            element.set(VALUE, moved[there])


def neutral_lists(numbering: Any) -> None:
    """Lists need no name: nothing refers to it."""
    for name in list(numbering.iter(_NAME)):
        name.getparent().remove(name)


def neutral_theme(theme: Any) -> None:
    """A theme and its schemes are called as Word's own; what programs have put behind them goes."""
    for element in theme.iter(*(f"{{{A}}}{name}" for name in ("theme", "clrScheme", "fontScheme", "fmtScheme"))):
        element.set("name", _THEME)
    for element in list(theme.iter(f"{{{A}}}custClrLst", f"{{{A}}}extLst")):
        element.getparent().remove(element)


def neutral_bookmarks(trees: Collection[Any]) -> None:
    """Bookmarks of people are numbered; links and references follow. Those of values, and of programs, are known by their form."""
    starts = [start for tree in trees for start in tree.iter(_START)]
    theirs = [start for start in starts if not is_mark(name := start.get(_NAME, "")) and not _OF_PROGRAMS.fullmatch(name)]
    names = _fresh("书签", {start.get(_NAME, "") for start in starts})
    renamed: dict[str, str] = {}
    for start in theirs:
        old = start.get(_NAME, "")
        if old not in renamed:
            renamed[old] = next(names)
        start.set(_NAME, renamed[old])
    for tree in trees:
        for link in tree.iter(_HYPERLINK):
            if link.get(_ANCHOR) in renamed:
                link.set(_ANCHOR, renamed[link.get(_ANCHOR)])
        rename_in_codes(tree, renamed)


def used_fonts_only(fonts: Any, trees: Iterable[Any]) -> None:
    """A list of fonts tells which ones somebody's machine has; only those that the file asks for stay."""
    wanted = {value for tree in trees for element in tree.iter(_FONTS, _SYMBOL) for value in element.attrib.values()}
    wanted |= {
        element.get("typeface", "")
        for tree in trees
        for element in tree.iter(*(f"{{{A}}}{n}" for n in ("latin", "ea", "cs", "font", "sym")))
    }
    for font in list(fonts.iter(_FONT)):
        if font.get(_NAME, "") not in wanted:
            font.getparent().remove(font)
