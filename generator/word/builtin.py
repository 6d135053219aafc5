"""The names of Word's built-in styles (ECMA-376 Part 1, 17.7.4.9): they tell nothing of whoever wrote a file."""

from __future__ import annotations

from generator.patterns import pattern

_ACCENT = r"(?: (?:- )?accent [1-6])?"
_BUILT_IN = pattern(
    r"normal|heading [1-9]|index [1-9]|toc [1-9]|normal indent|(?:footnote|endnote|annotation) (?:text|reference)|header|footer"
    r"|index heading|caption|table of figures|envelope (?:address|return)|line number|page number|table of authorities|macro|toa heading"
    r"|list(?: bullet| number| continue)?(?: [2-5])?|title|closing|signature|default paragraph font|body text(?: [23])?"
    r"|body text (?:first )?indent(?: [23])?|message header|subtitle|salutation|date|note heading|block text|(?:followed)?hyperlink"
    r"|strong|emphasis|document map|plain text|e-mail signature|html (?:top of form|bottom of form)|z-(?:top|bottom) of form|normal \(web\)"
    r"|html (?:acronym|address|cite|code|definition|keyboard|preformatted|sample|typewriter|variable)|normal table|annotation subject"
    r"|no list|outline list [1-3]|balloon text|placeholder text|no spacing|revision|list paragraph|(?:intense )?quote"
    r"|(?:subtle|intense) (?:emphasis|reference)|book title|bibliography|toc heading|(?:smart )?mention|smart hyperlink|hashtag"
    r"|unresolved mention|smart link(?: error)?|article / section|1 / [1a] / (?:1\.1|i|a)"
    r"|table (?:simple|classic|colorful|columns|grid|list|3d effects|web|subtle)(?: [1-8])?"
    r"|table (?:contemporary|elegant|professional|theme)"
    rf"|(?:light|medium|dark|colorful) (?:shading|list|grid)(?: [1-3])?{_ACCENT}|plain table [1-5]|(?:grid table|tablegrid) light"
    rf"|(?:grid|list) table [1-7](?: (?:light|dark|colorful))?{_ACCENT}"
)


def is_built_in(name: str) -> bool:
    """Whether a style of this name is one that Word has of its own; it doesn't tell capital letters from small ones."""
    return _BUILT_IN.fullmatch(name.casefold()) is not None
