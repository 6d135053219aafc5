from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from generator.templating.locating import line_of, setting_lines
from tests.support.templates import STANDARD

TEXT = '''\
# title = "说明里的"
title = """
[options]
precision = 1
"""
version = '1' # [fonts]

[options]
numbering = [
  "一、",  # 一级
  "（一）", "1.",
  "（1）",
]
note = \'\'\'
[[parts]] # ]
\'\'\'
a.b."c.d" = 1
[[parts]]
name = "[[items]]"
sections = []
[[parts]]
heading = "\\"#"
name = "乙"
[editions."上报"]
title = "x"
[fonts]
"仿宋_GB2312" = "仿宋"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("version",), 6),
        (("options",), 8),
        (("options", "numbering"), 9),
        (("options", "numbering", 0), 10),
        (("options", "numbering", 1), 11),
        (("options", "numbering", 2), 11),
        (("options", "numbering", 3), 12),
        (("options", "note"), 14),
        (("options", "a"), 17),
        (("options", "a", "b", "c.d"), 17),
        (("parts",), 18),
        (("parts", 0), 18),
        (("parts", 0, "name"), 19),
        (("parts", 0, "sections"), 20),
        (("parts", 1), 21),
        (("parts", 1, "heading"), 22),
        (("editions", "上报"), 24),
        (("editions", "上报", "title"), 25),
        (("fonts", "仿宋_GB2312"), 27),
        (("parts", 1, "section"), 21),
        (("options", "precision"), 8),
        (("items",), None),
        ((), None),
    ],
)
def test_a_setting_is_found_on_its_line_or_on_that_of_its_table(path: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(setting_lines(TEXT), path) == line


def test_inline_tables_and_lists_of_tables_stand_on_the_lines_where_they_begin() -> None:
    lines = setting_lines(
        'options = {precision = 1,\n  rise = "增"}\nparts = [\n  {name = "甲", sections = ["一", "二"]},\n  {name = "乙"},\n]\n'.replace(
            ",\n  rise", ", rise"
        )
    )
    assert line_of(lines, ("options", "precision")) == 1
    assert line_of(lines, ("parts", 0, "name")) == 3
    assert line_of(lines, ("parts", 1)) == 4


def test_a_table_below_a_row_belongs_to_the_last_row() -> None:
    lines = setting_lines('[[parts]]\nname = "甲"\n[[parts]]\nname = "乙"\n[parts.more]\nx = 1\n')
    assert lines["parts", 1, "more", "x"] == 6


def stated(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all settings that are no tables."""
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from stated(inner, (*path, key))
    else:
        yield path


def test_every_setting_of_the_standard_template_is_found_where_it_is_written() -> None:
    text = (STANDARD / "template.toml").read_text(encoding="utf-8")
    written, lines = text.splitlines(), setting_lines(text)
    paths = list(stated(tomllib.loads(text)))
    assert len(paths) > 500
    assert all(written[lines[path] - 1].startswith(f"{path[-1]} = ") for path in paths)
    assert written[lines["parts", 1, "name"] - 1] == 'name = "存在的不足和原因"'
