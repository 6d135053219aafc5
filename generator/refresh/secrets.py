"""What tells that a text holds something withheld: runs of its letters, its names, its figures with their unit."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.prose.figures import figures_in
from generator.prose.names import case_days, case_names, persons
from generator.prose.nouns import same_kind_of_unit
from generator.prose.quantities import PERCENT, POINTS, SCALES, UNITS, Quantity, even, quantities
from generator.prose.spelled import with_digits
from generator.refresh.sentences import bare, sentences

_RUN = 8  # letters in a row that no two texts share by chance
_FOREIGN = 8  # such runs of what is public; fewer are a common phrase
_TELLING, _DIGITS = 100, 3  # a smaller number of fewer digits that somebody typed is equal to another by chance
_BARE_DIGITS = 4  # digits without zeros at the end by which a number is told though its unit is another one, or not there
_LONGEST = 24  # characters of a number
_YEARS = range(1900, 2100)
_NUMBER = re.compile(r"(\d[\d,]*(?:[.．]\d+)?)[余多]?([十百千万亿]*)")
_PARTED = re.compile(r"(?<=\d)(?:[\s,](?=\d{3}(?!\d))|\s+(?=[^\d\s]))")
_TEN, _TWO = 10, 2  # the least number of an indicator, and its digits, by which it is told with a unit of the same kind
_SCALED = 10_000  # 万 and 亿
_TIMES = frozenset("年月日时分秒")
_SHARES = ("%", "％", "‰", "点")
_PERSON = 2
_CALLED = re.compile(r"“([^“”\n]{2,8})”(?=[^，。；：“”\n]{0,6}?(?:专案|专项|行动|战役|系列案|案件))")
_CASE_WORD = 2  # letters behind a name by which it is that of a case: 8.10特大
_NAME, _SENTENCE, _CLAUSE = 3, 4, 5  # letters that tell a name, a sentence or a clause with a figure, another clause
_MARKS = re.compile(r"[，。；：！？、,;:!?\n\t（）()]+")

Figure = tuple[Decimal, str]


class Secrets:
    """The texts that are withheld, seen against those that are public."""

    def __init__(
        self, withheld: Iterable[str], names: Iterable[str], figures: Iterable[Figure], public: Iterable[str], people: Iterable[str] = ()
    ) -> None:
        """``names`` are headings and the like, ``figures`` the values of withheld indicators without a scale, with their unit.

        ``people`` are told by two letters; a name that a public text says is public.
        """
        withheld, public = list(withheld), list(public)
        secret = [letters(text) for text in withheld]
        shown = [letters(text) for text in public]
        self._all = {run for text in secret for run in _runs(text)}
        open_runs = {run for text in shown for run in _runs(text)}
        self._runs = self._all - open_runs
        self._public = open_runs - self._all
        phrases = _Phrases((*map(letters, names), *(short for text in withheld for short in _short(text))), _NAME)
        self._phrases = phrases.without(phrase for text in shown for phrase in phrases.found(text))
        called = _Phrases(
            (
                letters(name)
                for name in (*people, *(name for text in withheld for name in _proper_names(text)))
                if not letters(name).isdecimal()
            ),
            _PERSON,
        )
        self._called = called.without(phrase for text in shown for phrase in called.found(text))
        days = {day for text in withheld for day in _days(even(text))}
        self._days = days.difference(day for text in public for day in case_days(text)) if days else days
        figures = [*figures]
        typed = {(q.value, q.unit) for text in withheld for q in _quantities(text) if q.value >= _TELLING or _digits(q.value) >= _DIGITS}
        readings = [even(said) for text in public for said in _readings(text)]
        self._open = {(q.value, q.unit) for said in readings for q in quantities(said)}
        self._figures = ({*figures} | typed) - self._open
        self._rounded = [(value, unit) for value, unit in sorted(self._figures) if value >= _SCALED]
        numbers = {value for value, _ in self._figures if value not in _YEARS}
        shown_numbers = {value for said in readings for _, _, value in _numbers(said)}
        self._numbers = {value for value in numbers if _digits(value) >= _BARE_DIGITS} - shown_numbers
        self._counted: dict[Decimal, set[str]] = defaultdict(set)
        for value, unit in self._figures.intersection(figures):
            if value >= _TEN and _digits(value) >= _TWO and value not in _YEARS and value not in shown_numbers:
                self._counted[value].add(unit)

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
        readings = list(_readings(text))
        if day := next((day for said in readings for day in case_days(said) if day in self._days), None) if self._days else None:
            return day
        for reading in (said, *map(letters, readings[1:])):
            if phrase := next(self._phrases.found(reading), None) or next(self._called.found(reading), None):
                return phrase
        return next((figure for said in readings if (figure := self._figure(said, in_words))), None) if self._figures else None

    def _figure(self, text: str, in_words: bool) -> str | None:
        evened = even(text)
        counted = quantities(evened)
        known = next((text[q.start : q.end] for q in counted if (q.value, q.unit) in self._figures or self._is_rounded(q)), None)
        if known or not in_words or not (self._numbers or self._counted):
            return known
        units = {q.start: q.unit for q in counted}
        bare = ((said, value, units.get(at, "") or evened[at + len(said) :][:1]) for at, said, value in _numbers(evened))
        return next((said for said, value, unit in bare if self._is_bare(value, said, unit)), None)

    def _is_rounded(self, quantity: Quantity) -> bool:
        """Whether it is a withheld figure in 万 or 亿, of which the last digits were left off."""
        if quantity.scale < _SCALED or _digits(quantity.value) < _DIGITS or (quantity.value, quantity.unit) in self._open:
            return False
        off = ((value - quantity.value, unit) for value, unit in self._rounded)
        return any(unit == quantity.unit and -quantity.step / 2 <= by < quantity.step for by, unit in off)

    def _is_bare(self, value: Decimal, said: str, unit: str) -> bool:
        """Whether a number is a withheld one though its unit is another one, or not there; ``unit`` is at least the letter behind it.

        Of three digits it must be of an indicator, of two digits its unit must count the same things too.
        """
        if value in self._numbers:
            return True
        is_share = unit in (PERCENT, POINTS) or said.endswith(_SHARES)
        units = [its for its in self._counted.get(value, ()) if is_share == (its in (PERCENT, POINTS))]
        if not units or unit in _TIMES:
            return False
        return _digits(value) >= _DIGITS or unit not in UNITS or any(same_kind_of_unit(unit, its) for its in units)

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


def values_in(text: str) -> set[Decimal]:
    """The values of the figures in a text, whatever their unit."""
    return {value for said in _readings(text) for _, _, value in _numbers(even(said))}


def _readings(text: str) -> Iterator[str]:
    """The text, and as it reads where people have parted the digits of a number: 4 867, 4，867."""
    yield text
    plain = text
    if not text.isascii():
        plain = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    if (joined := _PARTED.sub("", plain)) != text:
        yield joined
    if (spelled := with_digits(joined)) != joined:
        yield spelled


def _quantities(text: str) -> Iterator[Quantity]:
    return (quantity for said in _readings(text) for quantity in quantities(even(said)))


def _proper_names(text: str) -> Iterator[str]:
    """Persons beside their titles, and what campaigns and cases are called: “清源”专项行动."""
    evened = even(text)
    yield from (evened[start:end] for start, end in persons(evened))
    yield from (found[1] for found in _CALLED.finditer(text))
    yield from (evened[start:end] for start, end in case_names(evened))


def _days(text: str) -> Iterator[str]:
    """The days that cases of an even text are called after."""
    for start, end in case_names(text):
        yield from case_days(text[start : end + _CASE_WORD])


def _numbers(text: str) -> Iterator[tuple[int, str, Decimal]]:
    """The figures of an even text: where they begin, how they are written, and their values, whatever their unit."""
    for found in figures_in(text):
        parts = _NUMBER.match(found[0])
        if parts is not None and len(parts[1]) <= _LONGEST:
            value = Decimal(parts[1].replace(",", "").replace("．", "."))
            for letter in parts[2]:
                value *= SCALES[letter]
            yield found.start(), found[0], value


def _digits(value: Decimal) -> int:
    """How many digits a number has, zeros at its ends left out."""
    return len(value.normalize().as_tuple().digits)


class _Phrases:
    """Short texts that are looked for in others, by their first letters and their lengths."""

    def __init__(self, phrases: Iterable[str], least: int) -> None:
        """``least`` is how many letters tell one."""
        self._least = least
        self.all = frozenset(phrase for phrase in phrases if len(phrase) >= least)
        lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in self.all:
            lengths[phrase[:least]].add(len(phrase))
        self._lengths = {first: sorted(several) for first, several in lengths.items()}

    def without(self, phrases: Iterable[str]) -> _Phrases:
        """The other phrases."""
        return _Phrases(self.all.difference(phrases), self._least)

    def found(self, said: str) -> Iterator[str]:
        """Those that stand in the letters of a text; a figure is never half of one."""
        for at in range(len(said) - self._least + 1 if self.all else 0):
            for length in self._lengths.get(said[at : at + self._least], ()):
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
