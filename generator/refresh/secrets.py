"""What tells that a text holds something withheld: runs of its letters, its names, its figures with their unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from generator.prose.quantities import even, quantities
from generator.refresh.sentences import bare, sentences

_RUN = 8  # letters in a row that no two texts share by chance
_FOREIGN = 8  # such runs of what is public; fewer are a common phrase
_NAME, _SENTENCE = 3, 4
_TELLING = 100  # a smaller number that somebody typed is equal to another by chance

Figure = tuple[Decimal, str]


class Secrets:
    """The texts that are withheld, seen against those that are public."""

    def __init__(self, withheld: Iterable[str], names: Iterable[str], figures: Iterable[Figure], public: Iterable[str]) -> None:
        """``names`` are headings and the like, ``figures`` the values of withheld indicators without a scale, with their unit."""
        withheld, public = list(withheld), list(public)
        secret = [letters(text) for text in withheld]
        shown = [letters(text) for text in public]
        self._blob = "\n".join(shown)
        self._all = {run for text in secret for run in _runs(text)}
        open_runs = {run for text in shown for run in _runs(text)}
        self._runs = self._all - open_runs
        self._public = open_runs - self._all
        short = [s for text in withheld for s in _short_sentences(text)]
        self._phrases = sorted({p for p in (*map(letters, names), *short) if len(p) >= _NAME and p not in self._blob})
        typed = {(q.value, q.unit) for text in withheld for q in quantities(even(text)) if q.value >= _TELLING}
        self._figures = ({*figures} | typed) - {(q.value, q.unit) for text in public for q in quantities(even(text))}

    def found(self, text: str) -> str | None:
        """The first words of a text that stand only in what is withheld; None where there are none."""
        said = letters(text)
        for at in range(len(said) - _RUN + 1):
            if said[at : at + _RUN] in self._runs:
                end = at + 1
                while said[end : end + _RUN] in self._runs:
                    end += 1
                return said[at : end + _RUN - 1]
        if self._phrases and said and (phrase := next((phrase for phrase in self._phrases if phrase in said), None)):
            return phrase
        if self._figures:
            evened = even(text)
            return next((text[q.start : q.end] for q in quantities(evened) if (q.value, q.unit) in self._figures), None)
        return None

    def covers(self, text: str) -> bool:
        """Whether nearly every letter of a text stands in what is withheld: it was copied, or is a part that was split off."""
        said = letters(text)
        there = [at for at in range(max(1, len(said) - _RUN + 1)) if said[at : at + _RUN] in self._all or said in self._phrases]
        covered = {n for at in there for n in range(at, min(at + _RUN, len(said)))}
        return bool(said) and len(covered) >= 0.9 * len(said)

    def foreign(self, text: str, own: str) -> str | None:
        """Words of a passage that stay public and that its ``own`` text doesn't have: they were moved or copied there."""
        said, its = letters(text), set(_runs(letters(own)))
        runs = [run for run in _runs(said) if run in self._public and run not in its]
        return runs[0] if len(runs) >= _FOREIGN else None


def letters(text: str) -> str:
    """The letters and digits of a text alone, in one width."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _runs(text: str) -> list[str]:
    return [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]


def _short_sentences(text: str) -> list[str]:
    """Sentences that are too short to be told by a run of letters."""
    said = (letters(bare(text[s.start : s.end])) for s in sentences(text))
    return [each for each in said if _SENTENCE <= len(each) < _RUN]
