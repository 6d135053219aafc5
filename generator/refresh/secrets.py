"""What tells that a text holds something withheld: runs of its letters, its names, its figures with their unit."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.prose.figures import figures_in
from generator.prose.quantities import SCALES, even, quantities
from generator.refresh.sentences import bare, sentences

_RUN = 8  # letters in a row that no two texts share by chance
_FOREIGN = 8  # such runs of what is public; fewer are a common phrase
_TELLING, _DIGITS = 100, 3  # a smaller number of fewer digits that somebody typed is equal to another by chance
_BARE_DIGITS = 4  # digits without zeros at the end by which a number is told though its unit is another one, or not there
_LONGEST = 24  # characters of a number
_YEARS = range(1900, 2100)
_NUMBER = re.compile(r"(\d[\d,]*(?:[.．]\d+)?)[余多]?([十百千万亿]*)")
_PARTED = re.compile(r"(?<=\d)(?:[\s,](?=\d{3}(?!\d))|\s+(?=[^\d\s]))")
_NAME, _SENTENCE, _CLAUSE = 3, 4, 5  # letters that tell a name, a sentence or a clause with a figure, another clause
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
        typed = {
            (q.value, q.unit) for text in withheld for q in quantities(even(text)) if q.value >= _TELLING or _digits(q.value) >= _DIGITS
        }
        self._figures = ({*figures} | typed) - {(q.value, q.unit) for text in public for q in quantities(even(text))}
        numbers = {value for value, _ in self._figures if _digits(value) >= _BARE_DIGITS and value not in _YEARS}
        self._numbers = numbers - {value for text in public for _, value in _numbers(even(text))}

    def found(self, text: str, *, in_words: bool = True) -> str | None:
        """The first words of a text that stand only in what is withheld; None where there are none.

        Not ``in_words`` is what lays pages out, where a number without its unit tells nothing.
        """
        said = letters(text)
        for at in range(len(said) - _RUN + 1):
            if said[at : at + _RUN] in self._runs:
                end = at + 1
                while said[end : end + _RUN] in self._runs:
                    end += 1
                return said[at : end + _RUN - 1]
        if phrase := next(self._phrases.found(said), None):
            return phrase
        return next((figure for said in _readings(text) if (figure := self._figure(said, in_words))), None) if self._figures else None

    def _figure(self, text: str, in_words: bool) -> str | None:
        evened = even(text)
        known = (text[q.start : q.end] for q in quantities(evened) if (q.value, q.unit) in self._figures)
        bare = (figure for figure, value in _numbers(evened) if value in self._numbers) if in_words and self._numbers else ()
        return next(known, None) or next(iter(bare), None)

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


def _readings(text: str) -> Iterator[str]:
    """The text, and as it reads where people have parted the digits of a number: 4 867, 4，867."""
    yield text
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    if (joined := _PARTED.sub("", plain)) != text:
        yield joined


def _numbers(text: str) -> Iterator[tuple[str, Decimal]]:
    """The figures of an even text and their values, whatever their unit."""
    for found in figures_in(text):
        parts = _NUMBER.match(found[0])
        if parts is not None and len(parts[1]) <= _LONGEST:
            value = Decimal(parts[1].replace(",", "").replace("．", "."))
            for letter in parts[2]:
                value *= SCALES[letter]
            yield found[0], value


def _digits(value: Decimal) -> int:
    """How many digits a number has, zeros at its ends left out."""
    return len(value.normalize().as_tuple().digits)


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
