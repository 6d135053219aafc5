"""Every example of the template keeper's handbook is run, in both languages the same, and nothing that the code offers is left out.

The pages are read as Markdown. What a table is can be told from its head (``KINDS``): ``| Word 里写 | 印 |`` holds tags and what
they print in a report of the handbook's own data. Fenced blocks are settings (``toml``), section texts (``jinja`` with the
file's name) and paragraphs of a Word file (``word``); a ``text`` block shows lines of the report that the blocks before it
under the same heading give. The first chapter is followed step by step.
"""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import pairwise, zip_longest
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from openpyxl import load_workbook

from generator import render_docx
from generator.diagnostics import Findings
from generator.document.blocks import SLOTS
from generator.errors import FindingsStop
from generator.model.marks import Marks
from generator.model.template import CheckSpec, EditionSpec, IndicatorSpec, ItemSpec, Options, PartSpec
from generator.templating.entries import EntryView, GroupView, PartView, SectionView
from generator.templating.environment import ReportEnvironment
from generator.templating.loading import load_template
from generator.templating.passages import FIGURE_ATTRIBUTES
from generator.templating.sandbox import PURE_METHODS
from generator.templating.session import Session
from generator.templating.settings import TOP_SETTINGS
from generator.word.preparing.marking import CELL_TAGS
from tests.support.handbook import REST, Bench, Fence, Grid, page, printed, word_file, written
from tests.support.pictures import png
from tests.support.word import Block, control, endnote, footnote, link, p, text_box, text_of

ROOT = Path(__file__).parents[1]
CHINESE, ENGLISH = ROOT / "docs" / "templates.md", ROOT / "docs" / "templates.en.md"
PAGES = {path.name: page(path) for path in (CHINESE, ENGLISH)}
PAGE = PAGES[CHINESE.name]
TUTORIAL = ("一个下午做一个城市的模板", "A city's template in an afternoon")
KINDS = {
    ("正文、sections、Word 都能写", "印"): "anywhere",
    ("in 正文, sections and Word", "prints"): "anywhere",
    ("sections、Word 里写", "印"): "template",
    ("in sections and Word", "prints"): "template",
    ("sections 里写", "印"): "section",
    ("in sections", "prints"): "section",
    ("Word 里写", "印"): "word",
    ("in Word", "prints"): "word",
    ("写在", "写", "印"): "place",
    ("where", "write", "prints"): "place",
    ("Word 里写", "图片宽"): "picture",
    ("in Word", "the picture's width"): "picture",
    ("设置", "默认", "意思", "改成", "写", "印"): "option",
    ("setting", "default", "meaning", "changed to", "write", "prints"): "option",
    ("设置", "例子", "意思"): "setting",
    ("setting", "example", "meaning"): "setting",
    ("Word 里写错", "提示", "改法"): "wrong word",
    ("wrong in Word", "message", "what to do"): "wrong word",
    ("template.toml 里写错", "提示", "改法"): "wrong settings",
    ("wrong in template.toml", "message", "what to do"): "wrong settings",
    ("sections 里写错", "提示", "改法"): "wrong section",
    ("wrong in sections", "message", "what to do"): "wrong section",
    ("文件", "找到", "改成"): "edit",
    ("file", "find", "make it"): "edit",
    ("部分", "正文"): "fill",
    ("项目", "内容"): "items",
    ("引用名", "指标名称", "单位", "本年", "上年", "统计时段", "为零时写作"): "indicators",
    ("部分", "栏目", "小标题", "正文"): "entries",
}
# How many columns of these tables are examples, the same in both languages.
SAME = {"anywhere": 2, "template": 2, "section": 2, "word": 2, "place": 3, "edit": 3, "fill": 2}
SAME |= {"wrong word": 2, "wrong settings": 2, "wrong section": 2}
TEMPLATE_TABLE, PRINTED_TABLE = ("Word 里的表格：", "The table in Word:"), ("印成：", "It prints:")


def grids(kind: str) -> list[Grid]:
    return [e for e in PAGE if isinstance(e, Grid) and KINDS.get(e.head) == kind]


def rows(*kinds: str) -> list[tuple[str, ...]]:
    return [row for kind in kinds for grid in grids(kind) for row in grid.rows]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    [items], [indicators], [entries] = grids("items"), grids("indicators"), grids("entries")
    return Bench(tmp_path_factory.mktemp("handbook"), items, indicators, entries)


def compared(examples: Sequence[tuple[str, ...]], said: Sequence[list[str]]) -> None:
    """Each example prints what the page says; all that differ are shown."""
    assert [(row[0], lines) for row, lines in zip(examples, said, strict=True)] == [(row[0], printed(row[1])) for row in examples]


# ── What prints ─────────────────────────────────────────────────────────────────────────────────────────────


def test_examples_for_a_passage_print_what_the_page_says(bench: Bench) -> None:
    examples = rows("anywhere")
    assert len(examples) > 30
    compared(examples, bench.in_passage(*(written(row[0]) for row in examples)))


def test_examples_for_a_section_text_print_what_the_page_says(bench: Bench) -> None:
    examples = rows("anywhere", "template", "section")
    assert len(examples) > 30
    compared(examples, bench.in_section(*(written(row[0]) for row in examples)))


def test_examples_for_word_print_what_the_page_says(bench: Bench) -> None:
    examples = rows("anywhere", "template", "word")
    assert len(examples) > 30
    compared(examples, bench.in_word(*(written(row[0]) for row in examples)))


def word_tables() -> list[tuple[Grid, Grid]]:
    found = [e for e in PAGE if isinstance(e, Grid)]
    return [(a, b) for a, b in pairwise(found) if a.lead in TEMPLATE_TABLE and b.lead in PRINTED_TABLE]


def as_block(grid: Grid) -> Block:
    """The table as a Word file holds it; a cell that a span covers is not there."""
    table: list[list[Block]] = []
    for row in (grid.head, *grid.rows):
        cells = [written(cell)[0] for cell in row]
        table.append([*cells[:1], *(cell for cell in cells[1:] if cell or "{% colspan" not in cells[0])])  # type: ignore[list-item]
    return table  # type: ignore[return-value]


def as_lines(grid: Grid) -> list[str]:
    """The printed table in the words of ``text_of``: ↑ is a cell merged with the one above, （占2列） spans two."""
    out = []
    for row in (grid.head, *grid.rows):
        cells, covered = [], 0
        for cell in row:
            if covered:
                covered -= 1
                continue
            if found := re.fullmatch(r"(.*)（占(\d)列）", cell):
                covered = int(found[2]) - 1
                cell = f"<{found[2]}>{found[1]}"
            cells.append("^" if cell == "↑" else cell)
        out.append(f"| {' | '.join(cells)} |")
    return out


def test_tables_print_what_the_page_says(bench: Bench) -> None:
    pairs = word_tables()
    assert len(pairs) >= 5
    assert bench.in_word(*([as_block(template)] for template, _ in pairs)) == [as_lines(result) for _, result in pairs]


def test_tags_work_in_every_place_that_the_page_names(bench: Bench) -> None:
    tags = {row[0]: written(row[1])[0] for row in rows("place")}
    body: list[Block] = [
        p(tags["正文"], footnote(), endnote()),
        text_box(tags["文本框"]),
        control(tags["内容控件"]),
        p(link(tags["链接"])),
    ]
    file = word_file(
        *body,
        *REST,
        headers={"default": tags["页眉"]},
        footers={"default": tags["页脚"]},
        footnotes=[tags["脚注"]],
        endnotes=[tags["尾注"]],
    )
    said = text_of(bench.report(word=file)).split("\n")
    shown = {"正文": "{}[^1][^1]", "文本框": "⟦{}⟧", "页眉": "header: {}", "页脚": "footer: {}"}
    shown |= {"脚注": "footnote 1: {}", "尾注": "endnote 1: {}"}
    for place, _, text in rows("place"):
        assert shown.get(place, "{}").format(text) in said


def test_pictures_are_as_wide_as_the_page_says(bench: Bench) -> None:
    [settings] = [e.text for e in PAGE if isinstance(e, Fence) and e.kind == "toml" and "徽标" in e.text]
    examples = rows("picture")
    word = word_file(*(written(tag)[0] for tag, _ in examples), *REST)
    report = bench.report(settings=settings, word=word, items={"徽标": "徽标.png"}, files={"徽标.png": png(192, 96)})
    widths = [shape.width for shape in docx.Document(io.BytesIO(report)).inline_shapes]
    assert widths == [Mm(float(width.removesuffix("毫米"))) for _, width in examples]


# ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_options_have_the_defaults_and_the_effect_that_the_page_says(bench: Bench) -> None:
    for name, default, _, change, tag, text in rows("option"):
        assert default.strip("`") == as_toml(getattr(Options(), name.strip("`")))
        settings = f"[options]\n{change.strip('`')}\n"
        examples = [written(tag)] if tag else [["甲"]]
        assert bench.in_section(*examples, settings=settings) == [printed(text) if tag else ["甲"]], change


ROWS = {
    "[editions] 版本": '[editions."公开"]',
    "[[items]] 基本信息": "[[items]]",
    "[[parts]] 报告的部分": "[[parts]]",
    "[[indicators]] 指标": "[[indicators]]",
    "[[checks]] 勾稽关系": "[[checks]]",
}


def test_settings_of_the_tables_can_be_used_together(tmp_path: Path) -> None:
    found = grids("setting")
    assert [grid.heading for grid in found] == list(ROWS)
    settings = "\n".join(line for grid in found for line in (ROWS[grid.heading], *(row[1].strip("`") for row in grid.rows)))
    home = tmp_path / "甲市"
    home.mkdir()
    (home / "template.toml").write_text(f'extends = "standard"\n{settings}', encoding="utf-8")
    assert [str(found) for found in load_template(str(home)).findings] == []


# ── Recipes ─────────────────────────────────────────────────────────────────────────────────────────────────


def recipes() -> Iterator[tuple[str, list[Fence], list[str]]]:
    """Blocks that belong together: all under a heading up to the lines that they print, or the next heading."""
    blocks: list[Fence] = []
    for element in PAGE:
        if not isinstance(element, Fence) or element.kind not in ("toml", "jinja", "word", "text") or element.heading in TUTORIAL:
            continue
        if blocks and blocks[0].heading != element.heading:
            yield blocks[0].heading, blocks, []
            blocks = []
        if element.kind == "text":
            yield element.heading, blocks, element.text.splitlines()
            blocks = []
        else:
            blocks.append(element)
    if blocks:
        yield blocks[0].heading, blocks, []


RECIPES = list(recipes())


@pytest.mark.parametrize(("blocks", "lines"), [r[1:] for r in RECIPES], ids=[f"{n}-{r[0]}" for n, r in enumerate(RECIPES)])
def test_recipes_give_what_the_page_shows(bench: Bench, blocks: list[Fence], lines: list[str]) -> None:
    settings = "\n".join(block.text for block in blocks if block.kind == "toml")
    texts = {block.words[1].removeprefix("sections/"): block.text for block in blocks if block.kind == "jinja"}
    body = [line for block in blocks if block.kind == "word" for line in block.text.splitlines()]
    report = text_of(bench.report(settings=settings, texts=texts, word=word_file(*body) if body else None)).split("\n")
    at = -1
    for line in lines:
        assert line in report[at + 1 :], "\n".join(report)
        at = report.index(line, at + 1)


# ── Mistakes ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", [("word", *row) for row in rows("wrong word")], ids=lambda row: row[1])
def test_a_mistake_in_word_is_told_as_the_page_says(bench: Bench, row: tuple[str, ...]) -> None:
    with pytest.raises(FindingsStop) as stopped:
        bench.in_word(written(row[1]))
    assert any(row[2] in str(found) for found in stopped.value.findings), [str(found) for found in stopped.value.findings]


@pytest.mark.parametrize("row", rows("wrong settings"), ids=lambda row: row[0])
def test_a_mistake_in_the_settings_is_told_as_the_page_says(bench: Bench, row: tuple[str, ...]) -> None:
    with pytest.raises(FindingsStop) as stopped:
        bench.report(settings="\n".join(written(row[0])))
    assert any(row[1] in str(found) for found in stopped.value.findings), [str(found) for found in stopped.value.findings]


@pytest.mark.parametrize("row", rows("wrong section"), ids=lambda row: row[0])
def test_a_mistake_in_a_section_text_is_told_as_the_page_says(bench: Bench, row: tuple[str, ...]) -> None:
    with pytest.raises(FindingsStop) as stopped:
        bench.report(texts={"plans.md.j2": "\n".join(written(row[0]))})
    assert any(row[1] in str(found) for found in stopped.value.findings), [str(found) for found in stopped.value.findings]


# ── The first chapter, step by step ─────────────────────────────────────────────────────────────────────────


def edit(path: Path, find: str, lines: list[str]) -> None:
    """Put lines in the place of one; in a Word file paragraphs, in the format of the one that was there."""
    if path.suffix != ".docx":
        text = path.read_text(encoding="utf-8")
        assert text.count(f"{find}\n") == 1
        path.write_text(text.replace(f"{find}\n", "\n".join([*lines, ""])), encoding="utf-8")
        return
    document = docx.Document(str(path))
    [found] = [paragraph for paragraph in document.paragraphs if paragraph.text == find]
    for line in lines:
        found.insert_paragraph_before(line, found.style)
    found._element.getparent().remove(found._element)
    document.save(str(path))


def fill(folder: Path, grid: Grid) -> None:
    """Type texts into rows of 报告内容 that are there for their part."""
    [path] = folder.glob("*.xlsx")
    book = load_workbook(path)
    sheet = book["报告内容"]
    for part, text in grid.rows:
        row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == part and not sheet.cell(n, 4).value)
        sheet.cell(row, 4).value = text
    book.save(path)


def test_a_city_s_template_is_made_as_the_first_chapter_says(tmp_path: Path) -> None:
    steps = [e for e in PAGE if e.heading in TUTORIAL]
    assert sum(isinstance(step, Fence) for step in steps) >= 6
    for step in steps:
        if isinstance(step, Grid) and KINDS.get(step.head) == "fill":
            fill(tmp_path, step)
        elif isinstance(step, Grid):
            for file, find, lines in step.rows:
                edit(tmp_path / file.strip("`"), find.strip("`"), written(lines))
        elif step.kind == "sh":
            for line in step.text.splitlines():
                program, *arguments = shlex.split(line)
                assert program == "fazhi"
                done = subprocess.run(
                    [sys.executable, "-m", "generator", *arguments], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
                )
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        elif step.kind == "text":
            [report] = tmp_path.glob("*草稿*.docx")
            said = text_of(report).split("\n")
            assert [line for line in step.text.splitlines() if line not in said] == []
        else:
            file = tmp_path / step.words[1]
            before = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(f"{before}\n{step.text}" if before else step.text, encoding="utf-8")


# ── For programmers ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PAGES)
def test_the_python_of_the_page_runs(tmp_path: Path, name: str) -> None:
    [example] = [e.text for e in PAGES[name] if isinstance(e, Fence) and e.kind == "python"]
    (tmp_path / "模板.docx").write_bytes(word_file("{{ 单位 }}：{{ 各项 | join('、') }}"))
    done = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert text_of(tmp_path / "结果.docx").split("\n")[0] == "甲市公安局：甲、乙"


def test_properties_take_tags_when_the_engine_is_used_alone(tmp_path: Path) -> None:
    assert list(render_docx(word_file("x", properties={"title": "{{ 名 }}"}), {"名": "甲"}, tmp_path / "a.docx")) == list(Findings())
    assert "property title: 甲" in text_of(tmp_path / "a.docx")


# ── Nothing is left out ─────────────────────────────────────────────────────────────────────────────────────


def offered() -> Iterator[tuple[str, str]]:
    """What the code offers, as it must stand in code spans of the pages: a pattern, and what it is."""
    environment = ReportEnvironment(Session(Options(), None, "上报", False, Marks(), Findings()))
    for name in [*(name for name in environment.filters if not name.startswith("_")), "宽"]:
        yield rf"(\\\|\s*{name}\b|`{name}`)", f"the filter {name}"
    for name in environment.tests:
        yield rf"is {name}\b", f"the test {name}"
    for name in CELL_TAGS:
        yield rf"\{{% {name}\b", f"the tag {name}"
    for name in "if for set with macro call filter raw elif else".split():
        yield rf"\{{%-? {name}\b", f"the tag {name}"
    for slot in SLOTS:
        yield rf"`\{{\{{p {slot} \}}\}}`", f"the slot {slot}"
    for name in (*FIGURE_ATTRIBUTES, "适用", "年", "月", "日", "月日"):
        yield rf"\.{name}\b", f"the attribute {name}"
    for view in (EntryView, GroupView, SectionView, PartView):
        for name in (name for name in dir(view) if not name.isascii()):
            yield rf"\.{name}\b", f"the attribute {name} of {view.__name__}"
    for kind in (Options, PartSpec, ItemSpec, IndicatorSpec, CheckSpec, EditionSpec):
        for setting in fields(kind):
            yield f"`{setting.name}`", f"the setting {setting.name} of {kind.__name__}"
    for name in TOP_SETTINGS:
        yield rf"(`{name}`|\[{name}\])", f"the setting {name}"
    for kind in (str, list, dict):
        for name in PURE_METHODS[kind]:
            yield rf"(`{name}`|\.{name}\()", f"the method {name}"


@pytest.mark.parametrize("path", [CHINESE, ENGLISH], ids=lambda path: path.name)
def test_the_page_leaves_nothing_out_that_the_code_offers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [what for pattern, what in offered() if not re.search(pattern, text)] == []


def test_every_setting_of_a_row_is_in_the_examples() -> None:
    examples = " ".join(row[1] for row in rows("setting"))
    for kind in (PartSpec, ItemSpec, IndicatorSpec, CheckSpec, EditionSpec):
        assert [setting.name for setting in fields(kind) if f"`{setting.name} = " not in examples] == []


def examples_of(name: str) -> Iterator[object]:
    """What both languages have in common."""
    for element in PAGES[name]:
        if isinstance(element, Fence):
            yield element.kind, element.words[1:], re.sub(r"\s+# .*", "", element.text)
        elif (kind := KINDS.get(element.head)) in SAME:
            yield kind, [row[: SAME[kind]] for row in element.rows]
        elif kind in ("option", "setting"):
            yield kind, [row[:2] + row[3:] for row in element.rows]
        elif element.lead in (*TEMPLATE_TABLE, *PRINTED_TABLE):
            yield element.head, element.rows


def test_both_pages_have_the_same_examples() -> None:
    for ours, theirs in zip_longest(examples_of(CHINESE.name), examples_of(ENGLISH.name)):
        assert ours == theirs


def test_every_table_with_a_result_is_read() -> None:
    for name, elements in PAGES.items():
        results = ("印", "prints", "提示", "message")
        strange = [e.head for e in elements if isinstance(e, Grid) and e.head not in KINDS and set(results) & set(e.head)]
        assert strange == [], name


@pytest.mark.parametrize("path", [CHINESE, ENGLISH], ids=lambda path: path.name)
def test_links_within_the_page_lead_to_headings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    headings = {re.sub(r"[^\w -]", "", found).strip().lower().replace(" ", "-") for found in re.findall(r"^#+ (.+)$", text, re.M)}
    assert set(re.findall(r"\]\([\w.]*#([^)]+)\)", text)) <= headings
