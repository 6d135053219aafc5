"""``fazhi collect``: what the departments sent back becomes one workbook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.errors import WrongUse
from generator.shell import ChineseCommand, cache_folder

if TYPE_CHECKING:
    from generator.pipeline.collecting import Collection

_FILE = click.Path(path_type=Path)
_WIDEST, _MOST_LISTED, _MOST_QUOTED = 40, 30, 20


@click.command(cls=ChineseCommand, short_help="把各部门填好的表汇总成一份")
@click.argument("folder", metavar="目录", type=_FILE)
@click.option("-o", "--output", metavar="汇总.xlsx", type=_FILE, help="汇总到哪个文件；已有上次的汇总，就接着做。")
@click.option("--from", "source", metavar="工作簿.xlsx", type=_FILE, help="分发时用的工作簿；不写就在目录里和旁边找。")
@click.option(
    "--remind",
    is_flag=True,
    help="在最后给没有交齐的部门各写一段催报的话：没有交、读不了、只交了文字、原样交回、有空缺、填得不对、没写填报人。",
)
@click.option("-t", "--template", metavar="模板", help="用哪个模板；默认用工作簿里写明的。")
def collect(folder: Path, output: Path | None, source: Path | None, remind: bool, template: str | None) -> None:
    """把目录里各部门交回的表（.xlsx）和文字稿（.docx）汇总到一份工作簿，文件改过名、行重新排过都可以。

    填得不一样的、两边都改了的、部门清空了的，不替您决定：汇总表里那一格不动，列在“汇总核对”里，附有链接，退出状态为 1。

    定下来的，在“汇总核对”的“处理”里选（采用这个值、保留现值、已处理），或直接改那一格，再运行一次；部门交来新的值才会再问。

    又收到文件时照样再运行一次：您在汇总表里改过的不会被盖掉，原来的文件留作 .bak。没有变化时不写文件，也不留备份。

    有文件读不了时，其余的照样汇总，退出状态为 2。
    """
    from generator.pipeline.collecting import collect as collect_all
    from generator.pipeline.reading import Templates
    from generator.pipeline.reminding import reminders

    if output is None:
        raise WrongUse("汇总到哪个文件？请用 -o 写明，例如 -o 汇总.xlsx")
    done = collect_all(folder, output, source=source, template=template, templates=Templates(cache_folder()))
    click.echo(done.path)
    for line in _told(done):
        click.echo(console.printable(line), err=True)
    if remind:
        for text in reminders(done.standings, done.conflicts):
            click.echo(f"\n{text}")
    sys.exit(2 if done.broken else 1 if done.conflicts else 0)


def _told(done: Collection) -> list[str]:
    """Who has answered, what has to be settled, what was done."""
    from generator.workbook.collected.matters import said

    rows = [["部门", "状态", "指标", "正文", "文件", "请部门补"]]
    for each in done.standings:
        figures, texts = (f"{there}/{asked}" if asked else "" for there, asked in (each.figures, each.texts))
        rows.append([each.department, each.state, figures, texts, "、".join(each.files), "；".join(each.remarks)])
    out = console.aligned(rows, _WIDEST)
    others = [matter for matter in done.matters if not matter.is_conflict and matter.ruling is None]
    for title, matters in (("要定下来的", done.conflicts), ("另请过目", others)):
        if matters:
            out.append(f"{title}（{len(matters)} 处，都在“汇总核对”里）：")
            for matter in matters[:_MOST_LISTED]:
                where = f"{matter.sheet}!{matter.cell} " if matter.cell else ""
                told = f"（{who}）" if (who := said(matter.answers)) else ""
                out.append(f"  {where}{matter.name} {matter.kind}{told}；{matter.todo}")
            if len(matters) > _MOST_LISTED:
                out.append("  ……")
    if done.added:
        out.append(f"部门新加的 {len(done.added)} 行，已经写进去，请过目：")
        out += [f"  {each.sheet} 第{each.row}行 {each.department}：{each.name[:_MOST_QUOTED]}" for each in done.added[:_MOST_LISTED]]
        out += ["  ……"] if len(done.added) > _MOST_LISTED else []
    if done.settled:
        out.append(f"已经定下来的 {len(done.settled)} 处，也列在“汇总核对”里。")
    if done.skipped:
        out.append(f"没有读的文件（不是 .xlsx、.docx；要用的，请先另存或解压）：{'、'.join(done.skipped)}")
    if done.inner:
        inner = "、".join(f"{name}/" for name in done.inner)
        out.append(f"没有读的文件夹：{inner}；里面有部门交回的文件的，请移出来，再汇总一次")
    if done.gone:
        out.append(f"上次收来、现在不在文件夹里的：{'、'.join(done.gone)}；仍按上次的算")
    if not done.written:
        out.append("无变化：没有新的内容，没有写文件，也没有留备份。")
    else:
        kept = f"，原来的留在 {done.backup.name}" if done.backup else ""
        out.append(f"写了 {done.changed} 格{kept}。" if done.changed or not done.backup else f"数没有变，更新了“汇总核对”{kept}。")
    return out
