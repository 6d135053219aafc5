"""``fazhi template``: what whoever keeps a template needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.shell import CONTEXT, ChineseGroup, colour, takes_chinese

if TYPE_CHECKING:
    from generator.pipeline.rehearsing import Checked

_ABOUT = """模板：看有哪些、写明了什么，新建一个，查出全部问题。

\b
有哪些模板：    fazhi template list
新建自己的模板：fazhi template new 柳州
改完后检查：    fazhi template check 柳州
"""
_CHINESE = {"list": "列出", "show": "查看", "new": "新建", "check": "检查"}


@click.group(
    "template",
    cls=ChineseGroup,
    aliases=_CHINESE,
    help=_ABOUT,
    short_help="查看、新建、检查模板",
    context_settings=CONTEXT,
    invoke_without_command=True,
)
@click.pass_context
def template(ctx: click.Context) -> None:
    """The group: without a command it shows its help."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@template.command("list", short_help="列出能用的模板")
def list_templates() -> None:
    """列出能用的模板，一行一个：名称、标题、继承的模板、在哪里。

    当前文件夹的 templates 里的排在前面，自带的排在后面；同名的用前面的。
    """
    from generator.pipeline.shelf import templates_near

    for found in templates_near(Path.cwd()):
        parent = f"继承 {found.parent}" if found.parent else "不继承"
        said = f"不能用：{found.problem}" if found.problem else f"{found.title}\t{parent}"
        click.echo(f"{found.name}\t{said}\t{found.place}{'（前面有同名的，用名称找不到它）' if found.hidden else ''}")


@template.command("show", short_help="看一个模板写明了什么、从哪里来")
@click.argument("name", metavar="模板名|路径")
def show_template(name: str) -> None:
    """列出模板要填的项目和指标、报告的部分和文字、版式，每项设置后面写明来自哪个模板。"""
    from generator.pipeline.describing import describe_template

    for line in describe_template(name, Path.cwd()):
        click.echo(console.printable(line))


@template.command("new", short_help="新建一个模板")
@click.argument("name", metavar="模板名")
@click.option("--extends", metavar="上级模板", default="standard", help="继承哪个模板；默认 standard。")
@click.option("-o", "--output", metavar="目录", type=click.Path(path_type=Path), help="放在哪个文件夹里；默认当前文件夹的 templates。")
@click.option("--word", is_flag=True, help="同时复制上级模板的 report.docx，供在 Word 或 WPS 里修改版式。")
def new_template(name: str, extends: str, output: Path | None, word: bool) -> None:
    """新建一个模板文件夹：里面的文件写满注释，马上能用，改哪里就有哪里不同。

    已有的文件夹不会被覆盖。
    """
    from generator.pipeline.starting import start_template

    started = start_template(name, extends=extends, output=output, word=word, near=Path.cwd())
    click.echo(started.folder)
    click.echo(f"模板已建好：{'、'.join(started.files)}。请按里面的注释修改，再运行 fazhi template check {name}。", err=True)
    if started.hides:
        click.echo(f"“{name}”与自带的模板同名，在这里会代替自带的。", err=True)
    if output is not None:
        click.echo(f"用的时候写明路径：fazhi new -t {started.folder}", err=True)


@template.command("check", short_help="试排一遍，列出模板的全部问题")
@click.argument("name", metavar="模板名|路径")
@click.option(
    "--annotate", metavar="批注.docx", type=click.Path(path_type=Path), help="把问题作为批注写进 report.docx 的副本，写在出错的地方。"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供其他程序使用。")
def check_one(name: str, annotate: Path | None, as_json: bool) -> None:
    """用编造的数据把模板的每一条路都走一遍，列出全部问题和所在的文件、行、段落。

    有错误或警告时退出状态为 1，没有则为 0；只有提示也是 0。
    """
    from generator.pipeline.annotating import check_target
    from generator.pipeline.rehearsing import check_template

    if annotate is not None:
        check_target(annotate)
    checked = check_template(name, Path.cwd())
    findings = checked.findings
    if as_json:
        click.echo(console.as_json(findings, ascii_only=not takes_chinese(sys.stdout)))
    else:
        for severity, line in console.lines(findings):
            click.secho(line, fg=console.COLOURS[severity] if colour(sys.stdout) else None)
        click.echo(console.summary(findings), err=True)
    if annotate is not None:
        _annotate(checked, annotate)
    sys.exit(1 if findings.count("error") + findings.count("warning") else 0)


def _annotate(checked: Checked, path: Path) -> None:
    """Write the comments, or say why there are none."""
    from generator.pipeline.annotating import annotate

    if checked.template is None:
        click.echo(f"模板的设置有错，没有写 {path}；请先改正 template.toml。", err=True)
    elif not len(checked.findings):
        click.echo(f"没有问题，没有写 {path}。", err=True)
    else:
        annotate(checked.template, checked.findings, path)
        click.echo(f"批注已写进 {path}。", err=True)
