"""What tells that a text holds something withheld: runs of its letters, its names, its figures with their unit."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.prose.quantities import even, quantities
from generator.refresh.sentences import bare, sentences

_RUN = 8  # letters in a row that no two texts share by chance
_FOREIGN = 8  # such runs of what is public; fewer are a common phrase
_NAME, _SENTENCE, _CLAUSE = 3, 4, 5  # letters that tell a name, a sentence or a clause with a figure, another clause
_TELLING = 100  # a smaller number that somebody typed is equal to another by chance
_MARKS = re.compile(r"[，。；：！？、,;:!?\n\t（）()]+")

Figure = tuple[Decimal, str]


class Secrets:
    """The texts that are withheld, seen against those that are public."""

    def __init__(self, withheld: Iterable[str], names: Iterable[str], figures: Iterable[Figure], public: Iterable[str]) -> None:
        """``names`` are headings and the like, ``figures`` the values of withheld indicators without a scale, with their unit."""
        withheld, public = list(withheld), list(public)
        secret = [letters(text) for text in withheld]
        shown = [letters(text) for text in public]
        self._all = {run for text in secret for run in _runs(text)}
        open_runs = {run for text in shown for run in _runs(text)}
        self._runs = self._all - open_runs
        self._public = open_runs - self._all
        phrases = _Phrases((*map(letters, names), *(short for text in withheld for short in _short(text))))
        self._phrases = phrases.without(phrase for text in shown for phrase in phrases.found(text))
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
        if phrase := next(self._phrases.found(said), None):
            return phrase
        if self._figures:
            evened = even(text)
            return next((text[q.start : q.end] for q in quantities(evened) if (q.value, q.unit) in self._figures), None)
        return None

    def covers(self, text: str) -> bool:
        """Whether nearly every letter of a text stands in what is withheld: it was copied, or is a part that was split off."""
        said = letters(text)
        there = [at for at in range(max(1, len(said) - _RUN + 1)) if said[at : at + _RUN] in self._all or said in self._phrases.all]
        covered = {n for at in there for n in range(at, min(at + _RUN, len(said)))}
        return bool(said) and len(covered) >= 0.9 * len(said)

    def foreign(self, text: str, own: str) -> str | None:
        """Words of a passage that stay public and that its ``own`` text doesn't have: they were moved or copied there."""
        said, its = letters(text), set(_runs(letters(own)))
        runs = [run for run in _runs(said) if run in self._public and run not in its]
        return runs[0] if len(runs) >= _FOREIGN else None


class _Phrases:
    """Short texts that are looked for in others, by their first letters and their lengths."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.all = frozenset(phrase for phrase in phrases if len(phrase) >= _NAME)
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self.all:
            lengths[phrase[:_NAME]].add(len(phrase))
        self._lengths = {first: sorted(several) for first, several in lengths.items()}

    def without(self, phrases: Iterable[str]) -> _Phrases:
        """The other phrases."""
        return _Phrases(self.all.difference(phrases))

    def found(self, said: str) -> Iterator[str]:
        """Those that stand in the letters of a text; a figure is never half of one."""
        for at in range(len(said) - _NAME + 1 if self.all else 0):
            for length in self._lengths.get(said[at : at + _NAME], ()):
                phrase = said[at : at + length]
                if phrase in self.all and not _halves(said[at - 1 : at + 1] if at else "") and not _halves(said[at + length - 1 :][:2]):
                    yield phrase


def _halves(both: str) -> bool:
    """Whether a figure goes on from one letter to the next."""
    return len(both) == 2 and both.isdecimal()


def letters(text: str) -> str:
    """The letters and digits of a text alone, in one width."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _runs(text: str) -> list[str]:
    return [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]


def _short(text: str) -> Iterator[str]:
    """Sentences and clauses that are too short to be told by a run of letters, and long enough to say something."""
    for stretch in sentences(text):
        sentence = bare(text[stretch.start : stretch.end])
        if _SENTENCE <= len(letters(sentence)) < _RUN:
            yield letters(sentence)
        for clause in map(letters, _MARKS.split(sentence)):
            if (_SENTENCE if any(map(str.isdecimal, clause)) else _CLAUSE) <= len(clause) < _RUN:
                yield clause
