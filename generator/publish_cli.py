"""``fazhi publish``: the published edition of the report that was signed, or a clean copy for handing in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import console
from generator.shell import ChineseCommand, cache_folder, talk, talk_lines

if TYPE_CHECKING:
    from generator.pipeline.handing_over import LeftOut

_FILE = click.Path(path_type=Path)
_MOST = 20  # letters of a passage that are shown


@click.command(cls=ChineseCommand, short_help="由签发的报告生成公开版")
@click.argument("report", metavar="报告.docx", type=_FILE)
@click.argument("workbook", metavar="工作簿.xlsx", type=_FILE)
@click.option("-t", "--template", metavar="模板", help="用哪个模板；默认用工作簿里写明的。")
@click.option("-o", "--output", metavar="文件或目录", type=_FILE, help="写到哪个文件或文件夹；默认是工作簿旁边的 工作簿名（公开版）.docx。")
@click.option("--clean", is_flag=True, help="不删内容，只去掉记录、批注、作者等，供报送；默认叫 报告名（报送）.docx。")
def publish(report: Path, workbook: Path, template: str | None, output: Path | None, clean: bool) -> None:
    """由改定签发的上报版生成公开版：去掉版头、版记和标为不公开的内容，文字以签发的稿子为准。

    修订和批注没有处理完、“公开”一列没有填完、有段落分不清能不能公开时，全部列出，不生成文件。
    """
    from generator.pipeline.publishing import publish as publish_one
    from generator.pipeline.reading import Templates

    done = publish_one(report, workbook, output, clean=clean, template=template, templates=Templates(cache_folder()))
    talk(done.findings)
    click.echo(done.path)
    if clean:
        click.echo("已写好报送用的文件：文字没有改动，不带记录、作者和修订。", err=True)
    elif done.left_out:
        talk_lines((None, line) for line in _left_out(done.left_out))
    else:
        click.echo("没有略去的内容。", err=True)


def _left_out(passages: Sequence[LeftOut]) -> Iterator[str]:
    """Which passages were left out: the cells that they come from, where they stood, how they begin; last how many."""
    for each in passages:
        source = "、".join(map(str, each.cells)) or "稿中复制的不公开内容"
        where = f"报告{each.within}第{each.paragraph}段" if each.within else f"报告第{each.paragraph}段"
        text = " ".join(each.text.split())
        yield console.printable(f"略去 {source}（{where}）：“{text[:_MOST]}{'…' if len(text) > _MOST else ''}”")
    yield f"略去 {len(passages)} 处（不公开）。"
