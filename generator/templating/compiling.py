"""Section texts → code, with every mistake of a text at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import CodeType
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError

from generator.model.marks import without_marks
from generator.templating.explaining import syntax_in_chinese
from generator.templating.limits import bounded, unknown_names
from generator.templating.session import did_you_mean
from generator.templating.tags import TAG, normalise_tags

MAX_SECTION_FILE = 200_000
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_PAIRED = frozenset("if for macro call filter block with set autoescape".split())
_ALONE = frozenset("extends include import from".split())
_WITHIN = frozenset("else endif endfor endmacro endcall endfilter endblock endwith endset endautoescape".split())


class Mistake(NamedTuple):
    """What is wrong in a line of a section text."""

    line: int
    message: str
    hint: str


class SectionMistakes(Exception):
    """A section text that can't be used."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        super().__init__(file)
        self.file = file
        self.mistakes = mistakes


def compile_section(data: bytes, name: str, environment: Environment) -> CodeType:
    """The code of a section text. Raises SectionMistakes."""
    if len(data) > MAX_SECTION_FILE:
        raise SectionMistakes(name, [Mistake(1, f"文件超过 {MAX_SECTION_FILE // 1000} KB", "请删去用不着的内容")])
    try:
        source = normalise_tags(without_marks(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise SectionMistakes(name, [Mistake(1, "文件不是 UTF-8 编码", "请另存为 UTF-8")]) from None
    try:
        tree = environment.parse(source, name)
        if mistakes := list(_unknown(source, environment)):
            raise SectionMistakes(name, mistakes)
        code: CodeType = environment.compile(bounded(tree), name, name)
    except TemplateSyntaxError as error:
        found = {mistake.line: mistake for mistake in [*_in_tags(source, environment), *_unknown(source, environment)]}
        found.setdefault(error.lineno, _mistake(error.lineno, error.message))
        raise SectionMistakes(name, [found[line] for line in sorted(found)]) from None
    except (RecursionError, MemoryError, SyntaxError):
        # Python itself allows twenty blocks in one another, and so many brackets.
        raise SectionMistakes(name, [Mistake(1, "循环、判断或括号套得太深", "请拆成几个文件或宏")]) from None
    return code


def _mistake(line: int, message: str | None) -> Mistake:
    return Mistake(line, f"写法有错：{syntax_in_chinese(message)}", "请改正这一行")


def _trials(source: str) -> Iterator[tuple[int, str | None, str]]:
    """Each tag by itself as a text that can be parsed (None: not by itself), with its line and its first word."""
    for found in TAG.finditer(source):
        text, line = found[0], source.count("\n", 0, found.start()) + 1
        word = _WORD.match(text)
        if text.startswith("{{"):
            yield line, text, ""
        elif word is not None and "endraw" not in text:
            yield line, _completed(text, word[1]), word[1]


def _completed(text: str, word: str) -> str | None:
    if word == "elif":
        return f"{{% if 1 %}}{text}{{% endif %}}"
    if word in _ALONE or (word == "set" and "=" in text):
        return text
    return f"{text}{{% end{word} %}}" if word in _PAIRED else None


def _in_tags(source: str, environment: Environment) -> Iterator[Mistake]:
    """What is wrong inside of single tags."""
    for line, trial, word in _trials(source):
        if trial is None:
            if word not in _WITHIN:
                hint = did_you_mean(word, sorted(_PAIRED | _ALONE | _WITHIN | {"elif"})) or "请改正这一行"
                yield Mistake(line, f"写法有错：不认识的标签“{word}”", hint)
            continue
        try:
            environment.parse(trial)
        except TemplateSyntaxError as error:
            yield _mistake(line + error.lineno - 1, error.message)


def _unknown(source: str, environment: Environment) -> Iterator[Mistake]:
    """Filters and tests that are not there."""
    for line, trial, _ in _trials(source):
        try:
            found = unknown_names(environment.parse(trial or ""), environment)
        except TemplateSyntaxError:
            continue
        for _line, kind, name in found:
            known = environment.filters if kind == "过滤器" else environment.tests
            hint = did_you_mean(name, sorted(known)) or f"可以用 {'、'.join(sorted(n for n in known if not n.isascii()))}"
            yield Mistake(line + _line - 1, f"没有“{name}”这个{kind}", hint)
