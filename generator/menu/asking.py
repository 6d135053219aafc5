"""Questions at a terminal, answered by number, by words, or by Enter for the answer that is offered."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import click

from generator import console

T = TypeVar("T")
_YES, _NO = ("y", "yes", "是", "要"), ("n", "no", "否", "不", "不要")
_DAY = re.compile(r"([12][0-9]{3})\D([0-9]{1,2})\D([0-9]{1,2})\D?")
_UNSEEN = re.compile("\x1b\\[[0-9;]*[A-Za-z~]|[\x00-\x1f\x7f]")  # what arrow keys leave in a line that nobody edits


class GoBack(Exception):
    """The person goes back without an answer: 0, Ctrl-C or Ctrl-D."""


def say(text: str = "") -> None:
    """Print lines; what a terminal would take for a command is left out."""
    for line in text.split("\n"):
        click.echo(console.printable(line))


def ask(question: str, default: str = "", offered: str = "") -> str:
    """The line that is typed, without blanks around it; ``default`` when it is blank. ``offered`` says what that means.

    Raises :class:`GoBack` for 0, Ctrl-C and Ctrl-D.
    """
    shown = offered or default
    while True:
        typed = _line(f"{question}（直接回车：{shown}）：" if shown else f"{question}：")
        if typed is None:
            say("刚才的输入里有认不出的字，请重新输入。")
        elif choice(typed) == "0":
            raise GoBack
        else:
            return typed or default


def _line(prompt: str) -> str | None:
    """The line that is typed; None when its bytes are no text in any encoding that is known."""
    # input() would write the prompt to stderr, which may lead elsewhere.
    try:
        click.echo(console.printable(prompt), nl=False)
        typed = input()
    except (EOFError, KeyboardInterrupt):
        click.echo()
        raise GoBack from None
    try:
        return _UNSEEN.sub("", _text(typed)).strip()
    except UnicodeError:
        return None


def _text(typed: str) -> str:
    """What was typed; bytes that the console's own encoding does not know are taken for UTF-8."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return typed.encode(sys.stdin.encoding, "surrogateescape").decode()
    return typed


def choice(typed: str) -> str:
    """An answer by number or letter as it is compared: half width, small, without the mark behind it (``１、`` is ``1``)."""
    return unicodedata.normalize("NFKC", typed).strip().rstrip("、.。)").lower()


def read_day(typed: str) -> date | None:
    """The day that was typed, with the year in front (``2026-01-10``, ``２０２６年1月10日``); None for anything else."""
    found = _DAY.fullmatch(choice(typed))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def is_yes_or_no(typed: str) -> bool:
    """Whether an answer is one to :func:`agree`."""
    return choice(typed) in (*_YES, *_NO)


def ask_for(question: str, read: Callable[[str], T | None], complaint: str, default: str = "", offered: str = "") -> T:
    """What ``read`` makes of the line; as long as that is None, ``complaint`` is said and the question asked again."""
    while True:
        if (answer := read(ask(question, default, offered))) is not None:
            return answer
        say(complaint)


def choose(question: str, options: Sequence[Sequence[str]], default: int = 1) -> int:
    """Which of the options, from 0; each is a row of columns. ``default`` counts from 1, as people see it."""
    for line in numbered(options):
        say(line)
    say("  0  返回")
    numbers = {str(n): n - 1 for n in range(1, len(options) + 1)}
    by_name = {row[0]: n for n, row in enumerate(options)}
    known = by_name | numbers
    return ask_for(question, lambda typed: known.get(choice(typed), known.get(typed)), f"请输入 0—{len(options)} 的编号。", str(default))


def numbered(rows: Sequence[Sequence[str]], first: int = 1, widest: int = 60) -> list[str]:
    """The rows as lines with their numbers in front, columns one below the other."""
    lines = console.aligned(rows, widest) if rows else []
    width = len(str(first + len(lines) - 1))
    return [f"  {n:>{width}}  {line}" for n, line in enumerate(lines, first)]


def agree(question: str) -> bool:
    """Yes or no; Enter means no."""
    answers = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    return ask_for(f"{question} y 是，n 否", lambda typed: answers.get(choice(typed)), "请输入 y 或 n。", "n")


def pause() -> None:
    """Wait until the person has read what was said."""
    try:
        _line("按回车键继续")
    except GoBack:
        return
