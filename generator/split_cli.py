"""``fazhi split``: one workbook for each department."""

from __future__ import annotations

from pathlib import Path

import click

from generator import console
from generator.errors import WrongUse
from generator.shell import ChineseCommand, cache_folder, types_commands

_FILE = click.Path(path_type=Path)
_MOST_LISTED = 20


@click.command(cls=ChineseCommand, short_help="把工作簿分发给各部门填")
@click.argument("workbook", metavar="工作簿.xlsx", type=_FILE)
@click.option("-o", "--output", metavar="目录", type=_FILE, help="分发的文件写到哪个文件夹；没有就新建。")
@click.option("--due", metavar="日期", default="", help="交回的期限，例如 2026-01-10，印在封面上。")
@click.option(
    "--contact", metavar="联系人", default="", help="有问题问谁，例如 “法制支队 3821234”，印在封面上；不写用工作簿里的填报人和电话。"
)
@click.option("-t", "--template", metavar="模板", help="用哪个模板；默认用工作簿里写明的。")
def split(workbook: Path, output: Path | None, due: str, contact: str, template: str | None) -> None:
    """按“填报部门”把工作簿分成一个部门一份：只有它的指标和它写的内容，封面写明要填什么、何时交、交给谁、怎样填。

    一格里写了几个部门的（用顿号隔开），每个部门都有这一行。已有的文件不会被覆盖。
    """
    from generator.pipeline.reading import Templates
    from generator.pipeline.splitting import split as split_one
    from generator.workbook.typed import Misread, read_date

    if output is None:
        raise WrongUse("分发到哪个文件夹？请用 -o 写明，例如 -o 分发/")
    day = read_date(due)
    if isinstance(day, Misread):
        raise WrongUse(f"--due {due}：应是日期，例如 2026-01-10")
    done = split_one(workbook, output, due=day, contact=contact, template=template, templates=Templates(cache_folder()))
    for path in done.paths:
        click.echo(path)
    if done.nobody:
        click.echo("这些行没有填报部门，没有分给任何部门：", err=True)
        for line in done.nobody[:_MOST_LISTED]:
            click.echo(console.printable(f"  {line}"), err=True)
        if len(done.nobody) > _MOST_LISTED:
            click.echo(f"  …… 共 {len(done.nobody)} 处", err=True)
    click.echo(f"已分给 {len(done.paths)} 个部门，一个部门一个文件，都在 {output} 里。", err=True)
    if types_commands():
        source = f'"{workbook}"' if " " in str(workbook) else workbook
        click.echo(f"收回的文件放进另一个文件夹，再汇总：fazhi collect 收回/ --from {source} -o 汇总.xlsx", err=True)
