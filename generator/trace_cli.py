"""``fazhi trace``: where the values of a report come from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.shell import ChineseCommand, cache_folder, takes_chinese

if TYPE_CHECKING:
    from generator.pipeline.tracing import Trace, Traced

_FILE = click.Path(path_type=Path)
_PASSAGE = 40  # letters of a paragraph that are shown
_WIDEST = 32  # columns of the terminal; what is wider pushes its neighbours away alone
_MOST_GONE = 20


@click.command(cls=ChineseCommand, short_help="查报告里的数来自哪一格")
@click.argument("report", metavar="报告.docx", type=_FILE)
@click.argument("text", metavar="[文字]", required=False)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供其他程序使用。")
@click.option("--table", metavar="溯源表.docx|.xlsx", type=_FILE, help="写成一张溯源表，供审核存档；已有的文件不会被覆盖。")
def trace(report: Path, text: str | None, as_json: bool, table: Path | None) -> None:
    """列出上报版里每一处由工作簿印出的数和文字：来自哪张表哪一格、引用名、填报部门、统计时段。

    写明一段文字，就只列含有这段文字的段落里的数。稿子在 Word 或 WPS 里改过也能查，后来改动的数会注明。
    """
    from generator.pipeline.tracing import trace as trace_one

    if table is not None:
        from generator.pipeline.source_table import check_target

        check_target(table)
    traced = trace_one(report, text)
    if as_json:
        click.echo(console.values_as_json((value.as_json() for value in traced.values), ascii_only=not takes_chinese(sys.stdout)))
    elif table is None:
        for line in _lines(traced):
            click.echo(line)
    if table is not None:
        _write(traced, report, table, quiet=as_json)
    for line in _remarks(traced, text):
        click.echo(line, err=True)


def _write(traced: Trace, report: Path, table: Path, *, quiet: bool) -> None:
    from generator.pipeline.reading import Templates
    from generator.pipeline.source_table import write_table

    if not traced.values:
        click.echo(f"没有可列的数，没有写 {table}。", err=True)
        return
    write_table(traced, report.name, table, Templates(cache_folder()))
    click.echo(table, err=quiet)


def _lines(traced: Trace) -> list[str]:
    """The values in columns, those of a paragraph below its first words."""
    rows = console.aligned([_columns(value) for value in traced.values], _WIDEST)
    out: list[str] = []
    for (place, passage), several in groupby(zip(traced.values, rows, strict=True), lambda pair: (pair[0].place, pair[0].passage)):
        out.append(console.printable(f"{place}“{passage[:_PASSAGE]}{'…' if len(passage) > _PASSAGE else ''}”"))
        out += (f"  {row}" for _, row in several)
    return out


def _columns(value: Traced) -> list[str]:
    source = value.source
    period = f"统计时段 {source.period}" if source.period else ""
    return [value.said, source.place, value.what, source.department, period, source.handed_in.told]


def _remarks(traced: Trace, text: str | None) -> Iterator[str]:
    """How many there are, what people have changed, and what is not there any more."""
    if text is not None and not traced.values:
        here = f"含有“{text}”的 {traced.passages} 段里没有由工作簿印出的数" if traced.passages else f"报告里没有“{text}”这段文字"
        yield f"{here}。"
    else:
        changed = sum(value.is_changed for value in traced.values)
        also = f"；其中 {changed} 处后来改过，已注明生成时的数" if changed else ""
        yield console.printable(f"共 {len(traced.values)} 处，来自 {traced.making.workbook}{also}。")
    if traced.gone:
        told = "、".join(f"{printed}（{source.place or source.name}）" for printed, source in traced.gone[:_MOST_GONE])
        more = "……" if len(traced.gone) > _MOST_GONE else ""
        yield console.printable(f"另有 {len(traced.gone)} 处在稿中找不到了，可能已删去或重写：{told}{more}。")
