"""A city's workbook, thirty departments, and what they send back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from openpyxl import load_workbook

from generator.pipeline.collecting import collect
from generator.pipeline.splitting import split
from tests.support.hands import column, figures, filled_in, texts

SAMPLE = Path(__file__).parents[2] / "sample_data" / "standard-2022.xlsx"


def city(path: Path) -> Path:
    """The sample workbook, its rows given to thirty departments in turn, its figures and texts taken out."""
    book = load_workbook(SAMPLE)
    names = cycle(f"第{number:02}支队" for number in range(1, 31))
    for title, keys in (("指标", ("引用名",)), ("报告内容", ("正文",))):
        sheet = book[title]
        for row in sheet.iter_rows(min_row=2):
            if any(row[column(sheet, key) - 1].value for key in keys):
                row[column(sheet, "填报部门") - 1].value = next(names)
                row[column(sheet, "正文" if title == "报告内容" else "本年") - 1].value = None
    book.save(path)
    return path


def answers(path: Path) -> tuple[dict[str, object], Iterator[str]]:
    """A figure for every indicator of a hand-out that takes one, and a text for each row."""
    sheet = load_workbook(path)["指标"]
    named = [(str(row[0].value), row[2].value) for row in sheet.iter_rows(min_row=2) if row[0].value]
    numbers = {name: len(name) * 7 + 1 for name, unit in named if unit != "文本"}
    return {name: min(number, 100) for name, number in numbers.items()}, (f"{path.stem}第{n}段。" for n in range(99))


def test_what_thirty_departments_send_back_becomes_one_workbook(tmp_path: Path) -> None:
    done = split(city(tmp_path / "全市.xlsx"), tmp_path / "分发")
    assert len(done.paths) == 30
    wanted: dict[str, object] = {}
    written = set[str]()
    for number, path in enumerate(done.paths[:28]):
        numbers, words = answers(path)
        wanted |= numbers

        def write(_indicators, entries, words=words) -> None:  # type: ignore[no-untyped-def]
            for row in entries.iter_rows(min_row=2):
                if row[column(entries, "行标") - 1].value:
                    row[3].value = next(words)
                    written.add(row[3].value)

        filled_in(path, tmp_path / "收回" / f"{number:02}回.xlsx", numbers, edit=write)
    result = collect(tmp_path / "收回", tmp_path / "汇总.xlsx", source=tmp_path / "全市.xlsx")
    assert result.conflicts == []
    assert {name: value for name, value in figures(result.path).items() if name in wanted} == wanted
    assert {text[2] for text in texts(result.path)} == written
    assert [each.state for each in result.standings[28:]] == ["未交", "未交"]
    assert not collect(tmp_path / "收回", tmp_path / "汇总.xlsx").written
