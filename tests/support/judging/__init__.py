"""The judge of updates: from what people did, what was corrected and what came out, whether each correction is right.

    verdict = judged(case)

It shares nothing with what it judges but the store, the paragraphs as the file counts them and the types of the outcome. ``wrong``
is strict: any letter of a person's that is gone, any place that changed though nothing in it was corrected, a correction that
is neither done nor told, or told to be done where it is not.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.archive import unzipped
from generator.refresh.plans import Correction
from generator.word.store import Store, Value
from tests.support.judging.expecting import Piece, first, pieces, reading
from tests.support.judging.pairing import Gap, paired
from tests.support.judging.telling import Told
from tests.support.judging.tracked import Passage, passages
from tests.support.people import Handled


class Case(NamedTuple):
    """An update: the report's store when it was built, what people did, the later store, the rows that moved, and what came out."""

    base: Store
    handled: Handled
    fresh: Store
    rows: Mapping[int, int | None]
    result: bytes
    corrections: Sequence[Correction]


class Verdict(NamedTuple):
    """``counts`` by what became of a value in people's hands and what was done with its correction; ``wrong`` says what is.

    ``apart`` counts what can't be judged: values of which it can't be told what became of them, and places of rows; ``at_large``
    the paragraphs in which words of a cell changed places, judged as a merge.
    """

    counts: Counter[tuple[str, str]]
    wrong: tuple[str, ...]
    apart: int
    at_large: int


def judged(case: Case) -> Verdict:
    """The verdict on an update whose changes are tracked."""
    return _Judge(case).verdict()


class _Judge:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.pairing = paired(case.base, case.fresh, case.rows)
        self.pieces = pieces(case.base, case.handled, self.pairing)
        self.wrong: list[str] = []
        self.apart, self.at_large = self.pairing.unpaired, 0
        self.readings: dict[int, tuple[Piece, str]] = {}
        self.moved: dict[tuple[str, int], tuple[str, int]] = {}
        self.replaced: set[str] = set()
        self.gaps_done: set[Gap] = set()
        self.gaps_open: set[Gap] = set()
        self.told = Told(case.base, case.fresh, case.corrections, self.pairing)

    def verdict(self) -> Verdict:
        parts = unzipped(self.case.result)
        for part in self.case.base.lines:
            self._part(part, passages(parts[part]))
        counts = Counter(self._values())
        self._words()
        self.wrong += self.told.untrue()
        return Verdict(counts, tuple(self.wrong), self.apart, self.at_large)

    # The text

    def _part(self, part: str, found: list[Passage]) -> None:
        coming = [passage for passage in found if passage.comes and not passage.before]
        there = [passage for passage in found if not (passage.comes and not passage.before)]
        lines = self.case.handled.lines[part]
        if [p.before for p in there] != ["".join(letter.text for letter in line) for line in lines]:
            was = next((n for n, (p, line) in enumerate(zip(there, lines, strict=False)) if p.before != "".join(x.text for x in line)), -1)
            self.wrong.append(f"rejected: not the edited text, from paragraph {was + 1} on")
            return
        for number, passage in enumerate(there, 1):
            if passage.before and not passage.after:
                self._goes(part, number, passage)
            else:
                self._paragraph(part, number, passage)
        self._rows(part, found, coming, there)

    def _paragraph(self, part: str, number: int, passage: Passage) -> None:
        several = self.pieces.get((part, number)) or list(self._gone_in(part, number))
        read = reading(passage.before, passage.after, several)
        if read is None and self._replaced(part, number, passage):
            return
        if read is None:
            several, read = self._at_large(part, number, passage, several)
        at = [n for n, sign in enumerate(passage.signs) if not sign.inserted]
        for piece, text in zip(several, read, strict=True):
            old = passage.before[piece.start : piece.end]
            if piece.value is not None:
                self.readings[piece.value] = piece, ("new" if text == piece.new else "old")
            elif piece.gap is not None:
                done = text != old if piece.new is None else text == piece.new
                (self.gaps_done if done else self.gaps_open).add(piece.gap)
                if piece.new is None and done:
                    self._merged(part, number, passage, piece, at)

    def _replaced(self, part: str, number: int, passage: Passage) -> bool:
        """Whether a line that went has given its place to one that came; both may be too unlike to be a pair."""
        whole = {o[:2] if (o := first(letter)) else None for letter in self.case.handled.lines[part][number - 1]}
        later = {line for p, line in self.pairing.lines.values() if p == part}
        new = {text for n, text in enumerate(self.case.fresh.lines.get(part, ()), 1) if n not in later}
        if len(whole) == 1 and not whole & {None, *self.pairing.lines} and passage.after in new:
            self.replaced.add(passage.after)
            return True
        return False

    def _at_large(self, part: str, number: int, passage: Passage, several: list[Piece]) -> tuple[list[Piece], list[str]]:
        """Where words of a cell have changed places: the paragraph as one loose piece, what goes with it judged as a merge."""
        lines = {(piece.gap.part, piece.gap.line) for piece in several if piece.gap is not None and piece.gap.new}
        if len(lines) != 1:
            self.wrong.append(f"text: {passage.before!r} became {passage.after!r}")
            return [], []
        (line,) = lines
        old, later = self.case.base.lines[line[0]][line[1] - 1], self.pairing.lines[line]
        new = self.case.fresh.lines[later[0]][later[1] - 1]
        self.at_large += 1
        self.gaps_done |= {piece.gap for piece in several if piece.gap is not None}
        for piece in several:
            if piece.value is not None and piece.new is not None and piece.new in passage.after:
                self.readings[piece.value] = piece, "new"
        return [Piece(0, len(passage.before), None, gap=Gap(*line, 0, len(old), new))], [passage.after]

    def _merged(self, part: str, number: int, passage: Passage, piece: Piece, at: list[int]) -> None:
        """Of words that both changed, only the cell's own are taken out, and only the cell's new ones put in."""
        assert piece.gap is not None
        line = self.case.handled.lines[part][number - 1]
        begin = at[piece.start - 1] + 1 if piece.start else 0
        end = at[piece.end] if piece.end < len(at) else len(passage.signs)
        place, put = piece.start, ""
        for sign in (*passage.signs[begin:end], None):
            if sign is not None and sign.inserted:
                put += "" if sign.deleted else sign.text
                continue
            if put:
                self._put(put, piece.gap, passage)
            put = ""
            if sign is not None:
                origin = first(line[place])
                within = origin and origin[:2] == (piece.gap.part, piece.gap.line) and piece.gap.start <= origin[2] < piece.gap.end
                if sign.deleted and not within:
                    self.wrong.append(f"merge: {sign.text!r} of a person's is gone, in {passage.after!r}")
                place += 1

    def _put(self, put: str, gap: Gap, passage: Passage) -> None:
        """What is put into words must be of the cell; what stood elsewhere in it must be gone from there."""
        later = self.pairing.lines[gap.part, gap.line]
        if put not in self.case.fresh.lines[later[0]][later[1] - 1]:
            self.wrong.append(f"merge: {put!r} is not of the cell, in {passage.after!r}")
        old = self.case.base.lines[gap.part][gap.line - 1]
        same = difflib.SequenceMatcher(None, put, old, autojunk=False).find_longest_match()
        ends = (put[same.a : same.a + 10], put[same.a + same.size - 10 : same.a + same.size])
        if same.size >= 10 and any(passage.after.count(end) > max(passage.before.count(end), 1) for end in ends):
            self.wrong.append(f"doubled: {put!r} in {passage.after!r}")

    # Rows that go and come

    def _gone_in(self, part: str, number: int) -> Iterator[Piece]:
        """A line that went, where it stands whole beside others in a paragraph."""
        line = self.case.handled.lines[part][number - 1]
        for origin in dict.fromkeys(letter.origin[:2] for letter in line if letter.origin and not letter.copied):
            text = self.case.base.lines[origin[0]][origin[1] - 1]
            stands = [n for n, x in enumerate(line) if x.origin and not x.copied and x.origin[:2] == origin]
            if origin not in self.pairing.lines and len(stands) == len(text) == stands[-1] - stands[0] + 1 and len(text) < len(line):
                yield Piece(stands[0], stands[-1] + 1, "", gap=Gap(*origin, 0, len(text), ""))

    def _goes(self, part: str, number: int, passage: Passage) -> None:
        """A paragraph that goes must hold a line that went and nothing else; one that moved comes in elsewhere.

        What a person typed again is as good as what was printed.
        """
        origins = [first(letter) for letter in self.case.handled.lines[part][number - 1]]
        lines = {origin[:2] if origin else None for origin in origins}
        line = lines.pop() if len(lines) == 1 else None
        if line is None or origins != [(*line, n) for n in range(len(self.case.base.lines[line[0]][line[1] - 1]))]:
            self.wrong.append(f"removed: {passage.before}")
        elif line in self.pairing.lines:
            self.moved[line] = self.pairing.lines[line]

    def _rows(self, part: str, found: list[Passage], coming: list[Passage], there: list[Passage]) -> None:
        later = {line for place, (p, line) in self.pairing.lines.items() if p == part and place not in self.moved}
        moved = {line for _, line in self.moved.values()}
        new = [n for n in range(1, len(self.case.fresh.lines.get(part, ())) + 1) if n not in later]
        texts = {n: self.case.fresh.lines[part][n - 1] for n in new}
        numbers: dict[int, int] = {}
        for passage in coming:
            number = next((n for n in new if texts[n] == passage.after and n not in numbers.values()), None)
            if number is None:
                self.wrong.append(f"came in: {passage.after}")
            else:
                numbers[id(passage)] = number
                self.told.came(texts[number])
        for n in new:
            if (
                n not in numbers.values()
                and texts[n]
                and texts[n] not in self.replaced
                and (n in moved or not self.told.new_line(texts[n]))
            ):
                self.wrong.append(f"silent: new passage {texts[n]}")
        places = {id(passage): n for n, passage in enumerate(there, 1)}
        for at, passage in enumerate(found):
            if id(passage) in numbers and not self._beside(part, found, at, numbers, places):
                self.wrong.append(f"place: {passage.after}")

    def _beside(self, part: str, found: list[Passage], at: int, numbers: Mapping[int, int], places: Mapping[int, int]) -> bool:
        """Whether a passage that came in stands behind the one that is before it in the later report, or before the next."""
        number = numbers[id(found[at])]
        shown = {o[:2] for several in self.case.handled.lines[part] for x in several if (o := first(x) or x.origin)}
        back = {later for line, later in self.pairing.lines.items() if line in shown and line not in self.moved}
        for step in (-1, 1):
            wanted = number + step
            while (part, wanted) not in back and wanted not in numbers.values() and 0 < wanted <= len(self.case.fresh.lines[part]):
                wanted += step
            beside = self._neighbour(part, found, at, step, numbers, places)
            if wanted in beside or (beside == {0} and not 0 < wanted <= len(self.case.fresh.lines[part])):
                return True
        if not {(part, number - 1), (part, number + 1)} & back:
            self.apart += 1
            return True
        return False

    def _neighbour(
        self, part: str, found: list[Passage], at: int, step: int, numbers: Mapping[int, int], places: Mapping[int, int]
    ) -> set[int]:
        """The lines of the later report that the next paragraph with any of them holds; 0 for the end of the text."""
        at += step
        while 0 <= at < len(found):
            if id(found[at]) in numbers:
                return {numbers[id(found[at])]}
            line = self.case.handled.lines[part][places[id(found[at])] - 1] if id(found[at]) in places else []
            later = {self.pairing.lines.get(o[:2]) for x in line if (o := first(x) or x.origin) and o[:2] not in self.moved}
            if later - {None}:
                return {place[1] for place in later if place is not None}
            at += step
        return {0}

    # What was corrected

    def _values(self) -> Iterator[tuple[str, str]]:
        for value in self.case.base.values:
            later = self.pairing.values.get(value.number)
            if later is None or self.case.fresh.text(later) == self.case.base.text(value):
                continue
            yield self.case.handled.truths[value.number].fate, self._outcome(value, later)

    def _outcome(self, value: Value, later: Value) -> str:
        truth = self.case.handled.truths[value.number]
        what = f"{self.case.base.text(value)} → {self.case.fresh.text(later)} ({value.number}, {truth.fate}) of line {value.line}"
        if (value.part, value.line) in self.moved or self.readings.get(value.number, (None, "old"))[1] == "new":
            if not self.told.done(value, later):
                self.wrong.append(f"untold: {what} is written")
                return "wrong"
            return "updated"
        fate = self.told.open(value, later)
        if fate is None:
            self.wrong.append(f"silent: {what}")
            return "wrong"
        if truth.fate == "intact" and fate in ("right", "deleted"):
            self.wrong.append(f"told to be {fate}: {what}")
            return "wrong"
        return f"reported {fate}"

    def _words(self) -> None:
        for gap in self.gaps_open - self.gaps_done:
            old = self.case.base.lines[gap.part][gap.line - 1]
            if not self.told.words(gap):
                self.wrong.append(f"silent: words {old[gap.start : gap.end]!r} → {gap.new!r}")
