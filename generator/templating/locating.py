"""Where a setting stands in the text of a ``template.toml``: tomllib reads values and tells no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

SettingPath = tuple[str | int, ...]
_TOKEN = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*|\n|[\[\]{}=.,]|[^\s\[\]{}=.,#"']+''',
    re.DOTALL,
)


def line_of(lines: Mapping[SettingPath, int], path: SettingPath) -> int | None:
    """The line of a setting, else that of the table around it; None where neither stands in the text."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), None)


def setting_lines(text: str) -> Mapping[SettingPath, int]:
    """The line of every table, setting and element of a list, in a text that tomllib can read.

    A path names tables and keys from the top; a table of ``[[parts]]`` and an element of a list are numbers from 0.
    """
    lines: dict[SettingPath, int] = {}
    counts: dict[SettingPath, int] = {}
    table: SettingPath = ()
    for statement in _statements(text):
        (first, line), second = statement[0], statement[1][0] if len(statement) > 1 else ""
        if first == "[":
            names = _names(token for token, _ in statement)
            table = _path(names[:-1], counts, ())
            if second == "[":
                counts[(*table, names[-1])] = counts.get((*table, names[-1]), 0) + 1
                lines.setdefault((*table, names[-1]), line)
            table = _path(names[-1:], counts, table)
            lines.setdefault(table, line)
            continue
        at = next(n for n, (token, _) in enumerate(statement) if token == "=")
        path = (*table, *_names(token for token, _ in statement[:at]))
        for end in range(len(table) + 1, len(path) + 1):
            lines.setdefault(path[:end], line)
        lines.update({(*path, n): at_line for n, at_line in enumerate(_elements(statement[at + 1 :]))})
    return lines


def _statements(text: str) -> Iterator[list[tuple[str, int]]]:
    """The tokens of each header or setting with their lines; line ends inside of brackets end nothing."""
    statement: list[tuple[str, int]] = []
    depth, line = 0, 1
    for found in _TOKEN.finditer(text + "\n"):
        token = found[0]
        if token == "\n" and depth == 0 and statement:
            yield statement
            statement = []
        elif token != "\n" and not token.startswith("#"):
            statement.append((token, line))
            depth += (token in "[{") - (token in "]}")
        line += token.count("\n")


def _names(tokens: Iterator[str]) -> list[str]:
    """The names of a dotted key, unquoted."""
    return [_unquoted(token) for token in tokens if token not in "[].{}"]


def _unquoted(token: str) -> str:
    if token.startswith("'"):
        return token[1:-1]
    if not token.startswith('"'):
        return token
    import tomllib

    return str(tomllib.loads(f"name = {token}")["name"])


def _path(names: Sequence[str], counts: Mapping[SettingPath, int], start: SettingPath) -> SettingPath:
    """The path that names lead to; through ``[[parts]]`` it leads to the last of them."""
    path = start
    for name in names:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _elements(value: Sequence[tuple[str, int]]) -> Iterator[int]:
    """The lines on which the elements of a list begin; nothing for a value that is no list."""
    if not value or value[0][0] != "[":
        return
    depth, fresh = 0, False
    for token, line in value:
        if fresh and token != "]":
            yield line
            fresh = False
        depth += (token in "[{") - (token in "]}")
        fresh = fresh or (depth == 1 and token in "[,")
        if depth == 0:
            return
