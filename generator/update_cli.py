"""``fazhi update``: an edited report is brought up to date with its workbook, and what is said of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.diagnostics import Severity
from generator.shell import ChineseCommand, cache_folder, talk_lines

if TYPE_CHECKING:
    from generator.pipeline.updating import Updated
    from generator.refresh.plans import Correction, Fate

_FILE = click.Path(path_type=Path)
_WORDS = 60  # letters of a passage that are shown
_COUNTED: dict[Fate, str] = {"updated": "更正", "right": "已经改好", "conflict": "冲突", "uncertain": "拿不准", "deleted": "被删"}
_SETTLE = "用稿中的，请把工作簿也改成一样，用工作簿的，请改稿中"
_TOLD: tuple[Fate, ...] = ("conflict", "uncertain", "deleted")


@click.command(cls=ChineseCommand, short_help="按更正后的工作簿更新改过的报告")
@click.argument("report", metavar="报告.docx", type=_FILE)
@click.argument("workbook", metavar="工作簿.xlsx", type=_FILE)
@click.option("-t", "--template", metavar="模板", help="用哪个模板；默认用工作簿里写明的，没有写明用 standard。")
@click.option("--dry-run", is_flag=True, help="只列出会改哪些地方，不写文件。")
@click.option("--accept", is_flag=True, help="直接改好，不留修订标记。")
@click.option(
    "--date", "when", metavar="年-月-日[T时:分:秒]", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), help="修订写哪一天；默认现在。"
)
def update(report: Path, workbook: Path, template: str | None, dry_run: bool, accept: bool, when: datetime | None) -> None:
    """按更正后的工作簿更新报告：只改工作簿更正了的地方，写成 Word 和 WPS 里看得到的修订；人工修改一律保留。

    稿中和工作簿都改了的是冲突：保留稿中的文字，在那里加批注，请人决定。稿中删去的不再恢复。改之前的文件留在旁边（.bak）。

    有冲突或拿不准的地方时退出状态为 1，没有则为 0；工作簿有错误时不写文件。公开版不能更新，请更正上报版后重新公开。
    """
    from generator.pipeline.reading import Templates
    from generator.pipeline.updating import update as update_one

    updated = update_one(
        report,
        workbook,
        template=template,
        dry_run=dry_run,
        accept=accept,
        when=when or now(),
        templates=Templates(cache_folder()),
    )
    if dry_run:
        for line in _corrected(updated):
            click.echo(line)
    elif updated.outcome != "unchanged":
        click.echo(updated.path)
    sys.exit(say(updated, dry_run=dry_run))


def now() -> datetime:
    """The time of tracked changes: local, to the second, as Word writes it."""
    return datetime.now().replace(microsecond=0)


def say(updated: Updated, *, dry_run: bool = False) -> int:
    """Say on stderr what :func:`said` has; the exit status."""
    talk_lines(said(updated, dry_run=dry_run))
    return 0 if updated.is_settled else 1


def said(updated: Updated, *, dry_run: bool = False) -> list[tuple[Severity | None, str]]:
    """Lines of what was found, what was corrected (in a dry run that is data, on stdout), what is left to people, and how much of each."""
    done: list[tuple[Severity | None, str]] = [] if dry_run else [(None, f"{_COUNTED['updated']} {line}") for line in _corrected(updated)]
    questions: list[tuple[Severity | None, str]] = [("warning", console.printable(line)) for line in _open_questions(updated)]
    return [*console.lines(updated.findings), *done, *questions, (None, _summary(updated, dry_run=dry_run))]


def _corrected(updated: Updated) -> list[str]:
    return [console.printable(_line(updated, correction)) for correction in updated.fated("updated")]


def _open_questions(updated: Updated) -> Iterator[str]:
    for fate in _TOLD:
        for correction in updated.fated(fate):
            yield f"{_COUNTED[fate]} {_line(updated, correction)}{_standing(correction)}"
    for mention in updated.stale:
        yield f"旧数 {updated.where(mention.place)}：这里的“{mention.text}”没有改，别处已更正为“{mention.new}”；请核对"
    for figure in updated.overtyped:
        told = f"稿中改成了“{figure.said}”，工作簿是“{figure.printed}”（{figure.source.place}），同比、合计没有跟着变"
        yield f"人工改数 {updated.where(figure.place)}：{told}；用稿中的，请把工作簿也改过来"


def _line(updated: Updated, correction: Correction) -> str:
    """Where, what was printed and what is wanted, and the cell."""
    where = f"{updated.where(correction.place)}：" if correction.place is not None else ""
    cell = correction.source.place if correction.source is not None else ""
    return f"{where}{_change(correction)}{f'（{cell}）' if cell else ''}"


def _change(correction: Correction) -> str:
    from generator.refresh.differing import differences, shortened
    from generator.refresh.numbers import leading_number

    old, new = (shortened(text, _WORDS) for text in (correction.old, correction.new))
    what = "整段" if correction.whole else ""
    if not old:
        return f"加上{what}“{new}”"
    if not new:
        return f"删去{what}“{old}”"
    if correction.whole:  # it stands at another place now
        bare = [text[number.end :] if (number := leading_number(text)) else text for text in (correction.old, correction.new)]
        also = f"，并改：{differences(correction.old, correction.new)}" if bare[0] != bare[1] else ""
        return f"移来{what}“{new}”{also}"
    return differences(correction.old, correction.new) if _is_long(correction) else f"“{old}” → “{new}”"


def _is_long(correction: Correction) -> bool:
    """Whether its versions are too long to be told side by side."""
    return bool(correction.old and correction.new) and max(len(correction.old), len(correction.new)) > _WORDS


def _standing(correction: Correction) -> str:
    """What stands there, and what is to be done."""
    if correction.heads:
        return "，下面还有稿中改过或加上的段落，标题没有删；要留，请在工作簿里恢复，不留，请连同下面的段落从稿中删去"
    if correction.fate == "conflict" and correction.whole and not correction.new and correction.said:
        return f"，稿中现为“{correction.said[:_WORDS]}”，没有删；要留，请在工作簿里恢复这一行，不留，请从稿中删去"
    if correction.fate == "deleted":
        return "，稿中已删去，没有恢复"
    if correction.said is None:
        return "，稿中找不到原处，没有改；请在稿中改好，或把工作簿改成与稿中一样"
    if _is_long(correction) and not correction.whole:
        from generator.refresh.differing import differences

        return f"，稿中已改（{differences(correction.old, correction.said)}），没有改；{_SETTLE}"
    return f"，稿中现为“{correction.said[:_WORDS]}”，没有改；{_SETTLE}"


def _summary(updated: Updated, *, dry_run: bool) -> str:
    """``更正 3 处，冲突 1 处；保留人工修改 5 处``, what is none left out but the first, and where the file before lies."""
    counts = [(word, len(updated.fated(fate))) for fate, word in _COUNTED.items()]
    said = "，".join(f"{word} {number} 处" for n, (word, number) in enumerate(counts) if number or not n)
    kept = f"；保留人工修改 {updated.kept} 处" if updated.kept else ""
    if updated.outcome == "unchanged":
        also = "。没有要写的，文件没有改动"
    elif dry_run:
        also = "。这是试运行，没有写文件"
    else:
        also = f"。改之前的文件留作 {updated.backup.name}" if updated.backup else ""
    return console.printable(f"{said}{kept}{also}。")
