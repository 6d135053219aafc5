"""What a workbook makes of a 正文 or a section text: the printed words, and every complaint, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from generator.diagnostics import Findings
from generator.model.marks import Piece, plain
from generator.pipeline.reading import Templates, read_workbook, render_checked
from generator.templating.rendering import RenderedReport
from generator.templating.session import Edition
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import make_workbook

FIGURES = """
引用名 | 指标名称 | 单位 | 本年 | 上年 | 同比（手填） | 统计时段 | 为零时写作 | 公开 | 填报部门
刑事立案 | 刑事案件立案数 | 起 | 593 | 540 | | 1至11月 | | 是 | 刑侦支队
刑事破案 | 刑事案件破案数 | 起 | 480 | 400 | | | | 是
治安案件 | 治安案件数 | 起 | 95 | 100 | | | | 是
持平数 | 持平数 | 起 | 100 | 100 | | | | 是
抓获数 | 抓获人数 | 人 | 170 | | | | | 是
刑拘数 | 刑事拘留人数 | 人 | 106 | 130 | | | | 是
参训人次 | 参训人次 | 人次 | 35700 | 30000 | | | | 是
追赃 | 追赃挽损 | 万元 | 74800 | 20000 | | | | 是
经费 | 经费 | 元 | 1250000.5 | | | | | 是
满意率 | 群众满意率 | % | 95.5 | 92.3 | | | | 是
行政诉讼 | 行政诉讼案件数 | 件 | 0 | 3 | | | 无行政诉讼案件 | 是
行政复议 | 行政复议案件数 | 件 | 0 | 0 | | | | 是
新增 | 新增案件 | 件 | 7 | 0 | | | | 是
不涉及 | 不涉及的事 | 件 | 不适用 | 不适用 | | | | 是
没填 | 没有填的数 | 件 | | | | | | 是
浏览量 | 浏览量 | 次 | 近2亿 | 1000余 | | | | 是
走访 | 走访 | 户 | 约300 | 280 | 5 | | | 是
大数 | 大数 | 人次 | 3.57万 | 3万 | | | | 是
评比 | 评比结果 | 文本 | 全国第一 | | | | | 是
手填 | 手填同比 | 起 | 30 | | -12.5 | | | 是
区间 | 人均补助 | 元 | 13万元～17万元 | 约12万 | | | | 是
"""


@dataclass(frozen=True)
class Rendering:
    """A rendered report and what was found on the way."""

    report: RenderedReport
    findings: Findings

    @property
    def paragraphs(self) -> list[str]:
        """Every line of the parts but their main headings, as a reader sees it."""
        lines = "\n".join(part.text for part in self.report.parts).split("\n")
        return [plain(line).strip() for line in lines if line.strip() and not line.startswith("# ")]

    @property
    def errors(self) -> list[str]:
        return [str(found) for found in self.findings.errors]

    @property
    def complaints(self) -> list[str]:
        return [str(found) for found in self.findings]

    @property
    def pieces(self) -> list[Piece]:
        """The printed values and the words between them, in all parts."""
        return [p for part in self.report.parts for line in part.text.split("\n") for p in self.report.marks.pieces(line)]

    def cells(self, text: str) -> list[str]:
        """The cells that a printed value came from."""
        return next([str(cell) for cell in p.source.cells] for p in self.pieces if p.source and p.text == text)


def render(
    folder: Path,
    *texts: str,
    items: Mapping[str, object] | None = None,
    indicators: str = FIGURES,
    entries: str | None = None,
    options: str = "",
    sections: dict[str, str] | None = None,
    settings: str = SETTINGS,
    edition: Edition = "上报",
    draft: bool = False,
) -> Rendering:
    """Render a workbook with the small template. ``texts`` are the 正文 of rows of the part 工作, from D2 on."""
    home = folder / f"r{len(list(folder.glob('r*')))}"
    home.mkdir()
    make_template(home, f"{settings}\n[options]\n{options}" if options else settings, sections=sections)
    rows = entries or "部分 | 栏目 | 小标题 | 正文 | 公开\n" + "\n".join(f"工作 | | | 第{n}行 | 是" for n, _ in enumerate(texts))
    path = make_workbook(home / "甲.xlsx", items=items, indicators=indicators, entries=rows + ("" if entries else "\n安排 | | | 继续 | 是"))
    book = load_workbook(path)
    for row, text in enumerate(texts, start=2):
        book["报告内容"].cell(row, 4).value = text
    book.save(path)
    findings = Findings()
    data, compiled = read_workbook(path, None, Templates(), findings)
    return Rendering(render_checked(data, compiled, edition, findings, draft=draft), findings)


def said(folder: Path, text: str, **more: object) -> str:
    """What a 正文 prints; it must be without errors."""
    rendering = render(folder, text, **more)  # type: ignore[arg-type]
    assert rendering.errors == []
    return rendering.paragraphs[0]


def refused(folder: Path, text: str, **more: object) -> str:
    """The one error that a 正文 gives."""
    (error,) = render(folder, text, **more).errors  # type: ignore[arg-type]
    return error


def section(folder: Path, text: str, **more: object) -> Rendering:
    """The part 工作 worded by a section text of its own; the other part says nothing."""
    settings = SETTINGS.replace('heading = "{{ 年度 }}年工作"\nsection = "part"', 'heading = "{{ 年度 }}年工作"\nsection = "own"')
    texts = () if "entries" in more else ("正文",)
    files = {"own.md.j2": text, **more.pop("sections", {})}  # type: ignore[dict-item]
    return render(folder, *texts, settings=settings, sections=files, **more)  # type: ignore[arg-type]


def values(rendering: Rendering) -> Iterator[str]:
    """The texts of all values that have a source."""
    return (piece.text for piece in rendering.pieces if piece.source)
