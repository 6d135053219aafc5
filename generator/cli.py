"""The command line: parse, call one function, print, exit. Below this module nobody knows the current folder.

Exit status: 0 done; 1 findings (``check``: any error or warning; ``build``, ``update``: errors, nothing written, or
something that people have to decide on; ``diff``: there is a difference); 2 wrong use, a refusal to overwrite, or a
file that can't be read or written.
"""

from __future__ import annotations

import _thread
import errno
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator import console
from generator.collect_cli import collect
from generator.diagnostics import Diagnostic, Findings, Place
from generator.diff_cli import diff
from generator.errors import FazhiError, FindingsStop, WrongUse
from generator.publish_cli import publish
from generator.shell import (
    AT_MENU,
    CONTEXT,
    ChineseGroup,
    cache_folder,
    check_words,
    colour,
    fail,
    in_chinese,
    is_folder,
    takes_chinese,
    talk,
)
from generator.split_cli import split
from generator.template_cli import template
from generator.trace_cli import trace
from generator.update_cli import now, update
from generator.version import __version__

WORKBOOK = click.Path(path_type=Path)
_ABOUT = """法治政府建设年度报告：填一份 Excel 工作簿，一条命令生成 Word 报告。

\b
先新建工作簿：fazhi new --unit ××市公安局 --year 2025
填好后核对：  fazhi check 工作簿.xlsx
生成报告：    fazhi build 工作簿.xlsx

\b
命令也可以写中文：fazhi 生成 工作簿.xlsx。只写 fazhi，就打开菜单，一步一步地问。
"""
_CHINESE = {
    "new": "新建",
    "split": "分发",
    "collect": "汇总",
    "check": "核对",
    "build": "生成",
    "update": "更新",
    "publish": "公开版",
    "trace": "溯源",
    "diff": "比较",
    "template": "模板",
}


@click.group(cls=ChineseGroup, aliases=_CHINESE, help=_ABOUT, context_settings=CONTEXT, invoke_without_command=True)
@click.version_option(__version__, "-V", "--version", message="fazhi %(version)s", help="显示版本。")
@click.pass_context
def fazhi(ctx: click.Context) -> None:
    """The program: without a command it opens its menu in a terminal, and shows its help elsewhere."""
    if ctx.invoked_subcommand is None and _at_a_terminal():
        from datetime import date

        from generator.menu.opening import open_menu

        open_menu(fazhi, lambda arguments: _run(arguments, AT_MENU), Path.cwd(), date.today())
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _at_a_terminal() -> bool:
    """Whether somebody is there who can be asked; a stream that the caller has closed is None."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stdout))


@fazhi.command(short_help="新建一份要填的工作簿")
@click.option("-t", "--template", metavar="模板", help="用哪个模板：模板名，或模板文件夹的路径。默认 standard。")
@click.option("--unit", metavar="单位", default="", help="单位全称，例如 ××市公安局。")
@click.option("--year", metavar="年度", type=int, help="报告的年度；有 --last 时默认为它的下一年。")
@click.option("--last", metavar="上年.xlsx", type=WORKBOOK, help="上年的工作簿：把它的本年数带到“上年”，保留自己加的指标。")
@click.option("-o", "--output", metavar="工作簿.xlsx", help="写到哪个文件或文件夹；默认在当前文件夹，按单位和年度取名。")
def new(template: str | None, unit: str, year: int | None, last: Path | None, output: str | None) -> None:
    """新建一份要填的工作簿。

    已有的文件不会被覆盖。
    """
    from generator.pipeline import making

    if year is not None and not 1900 <= year <= 2099:
        raise WrongUse(f"--year {year}：应是四位年份，例如 2025")
    folder = Path.cwd()
    target = None if output is None else Path(output)
    made = making.new(target, into_folder=is_folder(output), template=template, unit=unit.strip(), year=year, last=last, folder=folder)
    if len(made.findings):
        click.echo(f"上年的工作簿 {last.name if last else ''} 里有这些问题，有问题的格没有带过来：", err=True)
    talk(made.findings)
    click.echo(made.path)
    click.echo("工作簿已建好，请用 Excel 或 WPS 打开填写。", err=True)


fazhi.add_command(split)
fazhi.add_command(collect)


@fazhi.command(short_help="核对工作簿，列出全部问题")
@click.argument("workbooks", metavar="工作簿.xlsx...", nargs=-1, required=True, type=WORKBOOK)
@click.option("-t", "--template", metavar="模板", help="用哪个模板；默认用工作簿里写明的。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供其他程序使用。")
@click.option("--annotate", metavar="核对.xlsx", type=WORKBOOK, help="把问题写进工作簿的副本：格子着色、写批注，另加一张“核对结果”。")
def check(workbooks: tuple[Path, ...], template: str | None, as_json: bool, annotate: Path | None) -> None:
    """核对工作簿，一次列出全部问题和所在的单元格，按工作表从上到下排列。

    有错误或警告时退出状态为 1，没有则为 0；只有提示也是 0。
    """
    from generator.pipeline.checking import check as check_one
    from generator.pipeline.copies import check_free
    from generator.pipeline.reading import Templates

    if annotate is not None:
        if len(workbooks) > 1:
            raise WrongUse("--annotate 一次只写一份工作簿的副本；请一份一份核对")
        check_free(annotate, ".xlsx", "Excel")
    names = _told_apart(workbooks)
    templates, findings, unusable = Templates(cache_folder()), Findings(), 0
    for workbook, name in zip(workbooks, names, strict=True):
        try:
            found = check_one(workbook, template=template, templates=templates)
        except FindingsStop as stop:
            found = stop.findings
        except FazhiError as error:
            fail(error)
            found = Findings([Diagnostic("file-unusable", "error", str(error), place=Place(file=workbook.name))])
            unusable += 1
        findings.extend(each.in_file(name) if each.place.file == workbook.name else each for each in found)
    if as_json:
        click.echo(console.as_json(findings, ascii_only=not takes_chinese(sys.stdout)))
    else:
        _list(findings, names, unusable)
    if annotate is not None and not unusable:
        _annotate(workbooks[0], findings, annotate)
    sys.exit(2 if unusable else 1 if findings.count("error") + findings.count("warning") else 0)


def _told_apart(workbooks: tuple[Path, ...]) -> list[str]:
    """The workbooks' names, as they were typed where two have the same one."""
    names = [workbook.name for workbook in workbooks]
    return [name if names.count(name) == 1 else str(workbook) for name, workbook in zip(names, workbooks, strict=True)]


def _list(findings: Findings, names: list[str], unusable: int) -> None:
    """Print the findings by sheet; why a file can't be used was said already."""
    failed = {found.place.file for found in findings if found.code == "file-unusable"}
    findings = Findings(found for found in findings if found.code != "file-unusable")
    for severity, line in console.by_sheet(findings, [name for name in names if name not in failed]):
        coloured = colour(sys.stdout)
        click.secho(line, fg=console.COLOURS[severity] if coloured and severity else None, bold=(severity is None) if coloured else None)
    if unusable < len(names):
        click.echo(console.summary(findings), err=True)
    if unusable and len(names) > 1:
        click.echo(f"{unusable} 个文件没能核对", err=True)


def _annotate(workbook: Path, findings: Findings, path: Path) -> None:
    """Write the annotated copy, and say what was written."""
    from generator.pipeline.marking import mark

    said = {
        "marked": f"已写进 {path}：打开后先看“核对结果”。",
        "cleaned": f"没有问题；已写 {path}，去掉了以前核对时加的颜色、批注和“核对结果”。",
        "nothing": f"没有问题，没有写 {path}。",
    }
    click.echo(said[mark(workbook, findings, path)], err=True)


@fazhi.command(short_help="由工作簿生成 Word 报告")
@click.argument("workbooks", metavar="工作簿.xlsx...", nargs=-1, required=True, type=WORKBOOK)
@click.option("-t", "--template", metavar="模板", help="用哪个模板；默认用工作簿里写明的，没有写明用 standard。")
@click.option("-o", "--output", metavar="文件或目录", help="写到哪个文件或文件夹；默认在工作簿旁边。")
@click.option("--edition", metavar="上报|公开", type=click.Choice(["上报", "公开"]), default="上报", help="上报版（默认）或公开版。")
@click.option("--draft", is_flag=True, help="草稿：缺的数印成【待补：…】，照样生成。")
@click.option("--no-letterhead", is_flag=True, help="不印版头，留出位置，供自带版头的系统套印。")
@click.option("--pdf", is_flag=True, help="同时生成 PDF（要装有 LibreOffice）。")
@click.option("-j", "--jobs", metavar="个数", type=int, help="同时用几个进程；工作簿多时默认用全部处理器，-j 1 一份一份做。")
@click.option("--scheduler", metavar="地址", help="交给正在运行的 Dask 集群生成，例如 tcp://10.0.0.1:8786。")
def build(
    workbooks: tuple[Path, ...],
    template: str | None,
    output: str | None,
    edition: Any,
    draft: bool,
    no_letterhead: bool,
    pdf: bool,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """由工作簿生成 Word 报告，按 GB/T 9704 排版。

    有错误时列出全部错误，不生成文件。本工具生成而没有人改过的报告会被替换；改过的上报版按 fazhi update 的办法更新，改之前的
    文件留在旁边（.bak）；其他已有的文件不会被覆盖。

    一次给很多份工作簿时，有问题的一份不影响别的，最后列出没有生成的和原因；详细情况用 fazhi check 看。
    """
    from generator.batch_cli import brief, build_all, told
    from generator.pipeline.apart import check_apart
    from generator.pipeline.batch import Order

    if len(workbooks) > 1:
        check_apart(workbooks)
    order = Order(
        tell=told if len(workbooks) <= console.FEW else brief,
        output=None if output is None else Path(output),
        into_folder=is_folder(output, several=len(workbooks) > 1),
        template=template,
        edition=edition,
        draft=draft,
        letterhead=not no_letterhead,
        when=now(),
        cache=cache_folder(),
    )
    sys.exit(build_all(workbooks, order, jobs=jobs, scheduler=scheduler, pdf=pdf))


fazhi.add_command(update)
fazhi.add_command(publish)
fazhi.add_command(trace)
fazhi.add_command(diff)
fazhi.add_command(template)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what is half written is cleaned up
    sys.unraisablehook = _stopped_again
    # One command makes little garbage; the collector's passes over freshly imported modules cost 6 % of a build.
    gc.set_threshold(50_000, 20, 20)
    sys.stdout, sys.stderr = _open(sys.stdout), _open(sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A GBK or C console shows what it can; nothing ends in a UnicodeEncodeError.
            reconfigure(errors="backslashreplace")
    try:
        status = _run(arguments)
    finally:
        gc.freeze()  # all goes with the process: the collector's last passes over it would cost a tenth of a build
    sys.exit(status)


def _stopped_again(dropped: sys.UnraisableHookArgs) -> None:
    """A signal that comes while something is cleared away, as when modules are imported, is dropped by Python: it comes once more."""
    if issubclass(dropped.exc_type, SystemExit | KeyboardInterrupt):
        number = signal.SIGTERM if issubclass(dropped.exc_type, SystemExit) else signal.SIGINT
        # From another thread, since what is raised in here is dropped, too.
        threading.Timer(0.01, _thread.interrupt_main, [number]).start()
    else:
        sys.__unraisablehook__(dropped)


def _run(arguments: list[str] | None, from_where: str = "") -> int:
    """Run one command, from the menu or not, say why it failed if it did, and return its exit status; commands may exit themselves."""
    try:
        check_words(sys.argv[1:] if arguments is None else arguments)
        fazhi.main(arguments, prog_name="fazhi", standalone_mode=False, obj=from_where)
        return 0
    except click.UsageError as error:
        click.echo(f"{in_chinese(error)}\n用 {error.ctx.command_path if error.ctx else 'fazhi'} --help 看用法。", err=True)
        return 2
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中止。", err=True)
        return 130
    except FazhiError as error:
        return fail(error)
    except FileNotFoundError:
        if _has_folder():
            raise
        click.echo("当前文件夹已经不在了；请换到别的文件夹再运行。", err=True)
        return 2
    except BrokenPipeError:
        _give_up_stdout()
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EDQUOT):
            raise
        _give_up_stdout()
        click.echo(f"结果写不出去（系统错误 {error.errno}）；请检查输出重定向的位置。", err=True)
        return 2


def _has_folder() -> bool:
    """Whether the current folder is still there."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def _open(stream: Any) -> Any:
    """The stream, or a place to talk to nobody where the caller has closed it."""
    return stream if stream is not None else open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _give_up_stdout() -> None:
    """Nothing more goes there, not even what is waiting to be written when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
