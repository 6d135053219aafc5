"""What people do to a report, each as one function that says whether there was something to do it to, and how often."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.people.carrying import (
    copies_paragraph,
    copies_sentence,
    deletes_paragraph,
    deletes_row,
    emboldens,
    joins_paragraphs,
    moves_paragraph,
    moves_row,
    moves_sentence,
    restyles,
    splits_paragraph,
)
from tests.support.people.desk import Desk
from tests.support.people.wording import (
    deletes_sentence,
    deletes_value,
    deletes_words,
    inserts_paragraph,
    inserts_sentence,
    inserts_words,
    overtypes_value,
    retypes_clause,
    rewords,
    types_at_edge,
)

Habit = Callable[[Desk], bool]
HABITS: dict[Habit, int] = {
    rewords: 5,
    inserts_words: 4,
    inserts_sentence: 3,
    inserts_paragraph: 2,
    deletes_words: 3,
    deletes_sentence: 2,
    retypes_clause: 2,
    overtypes_value: 4,
    deletes_value: 1,
    types_at_edge: 3,
    moves_sentence: 2,
    copies_sentence: 2,
    moves_paragraph: 2,
    copies_paragraph: 1,
    deletes_paragraph: 1,
    splits_paragraph: 2,
    joins_paragraphs: 2,
    deletes_row: 1,
    moves_row: 1,
    emboldens: 2,
    restyles: 1,
}
__all__ = ["HABITS", "Habit", *(habit.__name__ for habit in HABITS)]
