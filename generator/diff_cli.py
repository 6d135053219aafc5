"""``fazhi diff``: what differs between two workbooks or two reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.errors import FindingsStop, OverwriteRefused, WrongUse
from generator.shell import ChineseCommand, cache_folder, fail, takes_chinese

if TYPE_CHECKING:
    from generator.model.changes import Comparison

_FILE = click.Path(path_type=Path)


@click.command("diff", cls=ChineseCommand, short_help="比较两份工作簿或两份报告")
@click.argument("old", metavar="旧", type=_FILE)
@click.argument("new", metavar="新", type=_FILE)
@click.option("-t", "--template", metavar="模板", help="两份工作簿都用哪个模板；默认各用自己写明的。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供其他程序使用。")
@click.option("--html", "page", metavar="比较.html", type=_FILE, help="写成一个网页：新旧并排，改动标色，可以打印。")
def diff(old: Path, new: Path, template: str | None, as_json: bool, page: Path | None) -> None:
    """比较两份工作簿（.xlsx）或两份报告（.docx），先写旧的，后写新的。

    工作簿：列出改、增、删的单元格，随之变动的同比和算出来的数，以及报告里涉及的句子；只是挪动了的行不算不同。
    报告：逐段列出改、增、删、移动的段落，段内标出改了哪里；只比文字，不比格式，修订按已接受算。

    没有不同时退出状态为 0，有不同为 1。已有的文件不会被覆盖。

    
    JSON：{"changes": [{"sheet", "cell", "name", "paragraph", "old", "new", "sentences"}]}
    sentences 的每一项是 {"old", "new", "sheet", "cell", "paragraph"}；没有的是 null。
    段落移动而没有改的，old 与 new 相同。
    """
    from generator.comparison.groups import summary
    from generator.comparison.lines import lines
    from generator.pipeline.diffing import diff as compare
    from generator.pipeline.reading import Templates

    if page is not None:
        _check_target(page)
    try:
        found = compare(old, new, template=template, templates=Templates(cache_folder()))
    except FindingsStop as stop:  # mistakes in the settings of a template: no difference, and nothing was compared
        fail(stop)
        sys.exit(2)
    for remark in found.remarks:
        click.echo(remark, err=True)
    if page is not None:
        _write_page(page, found)
    if as_json:
        import json

        click.echo(json.dumps(found.as_json(), ensure_ascii=not takes_chinese(sys.stdout), indent=2))
    elif page is None:
        for line in lines(found):
            click.echo(console.printable(line))
    if page is not None:
        click.echo(page, err=as_json)
    click.echo(summary(found), err=True)
    sys.exit(1 if found.changes else 0)


def _check_target(path: Path) -> None:
    if path.suffix.lower() not in (".html", ".htm"):
        raise WrongUse(f"--html {path}：写的是网页，文件名应以 .html 结尾，例如 {path.stem or '比较'}.html")
    if path.exists():
        raise OverwriteRefused(f"{path}：已经有这个文件，没有覆盖；请换一个文件名，或先把它移走")


def _write_page(path: Path, found: Comparison) -> None:
    from generator.comparison.page import page
    from generator.storage import write_whole

    write_whole(path, page(found).encode(), replace=False)
