"""What tells that a text holds something withheld: runs of its letters, its names, its figures with their unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.prose.figures import figures_in
from generator.prose.quantities import SCALES, even, quantities
from generator.refresh.sentences import bare, sentences

_RUN = 8  # letters in a row that no two texts share by chance
_FOREIGN = 8  # such runs of what is public; fewer are a common phrase
_NAME, _SENTENCE = 3, 4
_TELLING, _DIGITS = 100, 3  # a smaller number of fewer digits that somebody typed is equal to another by chance
_BARE_DIGITS = 4  # digits without zeros at the end by which a number is told though its unit is another one, or not there
_LONGEST = 24  # characters of a number
_YEARS = range(1900, 2100)
_NUMBER = re.compile(r"(\d[\d,]*(?:[.．]\d+)?)[余多]?([十百千万亿]*)")
_PARTED = re.compile(r"(?<=\d)(?:[\s,](?=\d{3}(?!\d))|\s+(?=[^\d\s]))")

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
        if self._phrases and said and (phrase := next((phrase for phrase in self._phrases if phrase in said), None)):
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
        there = [at for at in range(max(1, len(said) - _RUN + 1)) if said[at : at + _RUN] in self._all or said in self._phrases]
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


def letters(text: str) -> str:
    """The letters and digits of a text alone, in one width."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _runs(text: str) -> list[str]:
    return [text[at : at + _RUN] for at in range(len(text) - _RUN + 1)]


def _short_sentences(text: str) -> list[str]:
    """Sentences that are too short to be told by a run of letters."""
    said = (letters(bare(text[s.start : s.end])) for s in sentences(text))
    return [each for each in said if _SENTENCE <= len(each) < _RUN]
