"""Names and words of others: what stands inside “…” and 《…》 is not what the report itself says."""

from __future__ import annotations

from generator.patterns import pattern

VEIL = "□"
_QUOTED = pattern(r'《[^《》\n]+》|“[^“”\n]+”|「[^「」\n]+」|"[^"\n]+"')


def veiled(text: str) -> str:
    """The text, as long as it was, with the words inside “…” and 《…》 blotted out; marks that do not pair are left alone."""
    if "《" not in text and "“" not in text and '"' not in text and "「" not in text:
        return text
    return _QUOTED.sub(lambda found: found[0][0] + VEIL * (len(found[0]) - 2) + found[0][-1], text)
