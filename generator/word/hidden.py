"""Hidden text taken out of a Word file: w:vanish of a run, of its styles, or of the defaults."""

from __future__ import annotations

from typing import Any

from generator.word.preparing.names import P_PROPERTIES, RUN, RUN_PROPERTIES, STYLE, STYLE_ELEMENT, VALUE, P, w

_VANISH = (w("vanish"), w("specVanish"))
_RUN_STYLE, _BASED_ON, _STYLE_ID, _DEFAULT, _TYPE = w("rStyle"), w("basedOn"), w("styleId"), w("default"), w("type")
_OFF = ("0", "false", "off")
_PROPERTIES = (RUN_PROPERTIES, P_PROPERTIES)


class HiddenStyles:
    """Which styles hide what is written in them."""

    def __init__(self, styles: Any | None) -> None:
        """``styles`` is the root of the styles part, None where the file has none."""
        self._hidden: dict[str, bool] = {}
        self.paragraph_default = ""
        self.everything = False
        if styles is None:
            return
        own: dict[str, bool | None] = {}
        bases: dict[str, str] = {}
        for style in styles.iter(STYLE_ELEMENT):
            name = style.get(_STYLE_ID, "")
            own[name] = _hides(style.find(RUN_PROPERTIES))
            based = style.find(_BASED_ON)
            bases[name] = "" if based is None else based.get(VALUE, "")
            if style.get(_TYPE) == "paragraph" and style.get(_DEFAULT) in ("1", "true", "on"):
                self.paragraph_default = name
        for name in own:
            self._hidden[name] = _inherited(name, own, bases)
        self.everything = _hides(styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RUN_PROPERTIES}")) is True

    def hides(self, style: str) -> bool:
        """Whether the style, or one that it is based on, hides."""
        return self._hidden.get(style, False)


def _hides(properties: Any | None) -> bool | None:
    """What these properties say of hiding; None where they say nothing."""
    if properties is None:
        return None
    said = [properties.find(name) for name in _VANISH]
    told = [each.get(VALUE, "1") not in _OFF for each in said if each is not None]
    return any(told) if told else None


def _inherited(name: str, own: dict[str, bool | None], bases: dict[str, str]) -> bool:
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        if (told := own.get(name)) is not None:
            return told
        name = bases.get(name, "")
    return False


def without_hidden(root: Any, styles: HiddenStyles) -> list[Any]:
    """Take hidden runs out of a part; returns the paragraphs that have nothing left because of it."""
    touched: dict[Any, None] = {}
    for run in list(root.iter(RUN)):
        paragraph = next(run.iterancestors(P), None)
        if not _is_hidden(run, paragraph, styles):
            continue
        run.getparent().remove(run)
        if paragraph is not None:
            touched[paragraph] = None
    for name in _VANISH:
        for mark in list(root.iter(name)):
            mark.getparent().remove(mark)
    return [paragraph for paragraph in touched if next(paragraph.iter(RUN), None) is None]


def _is_hidden(run: Any, paragraph: Any | None, styles: HiddenStyles) -> bool:
    properties = run.find(RUN_PROPERTIES)
    if (told := _hides(properties)) is not None:
        return told
    named = None if properties is None else properties.find(_RUN_STYLE)
    if named is not None and styles.hides(named.get(VALUE, "")):
        return True
    of_paragraph = None if paragraph is None else paragraph.find(f"{P_PROPERTIES}/{STYLE}")
    name = styles.paragraph_default if of_paragraph is None else of_paragraph.get(VALUE, "")
    return styles.everything or styles.hides(name)
