"""Pages as LibreOffice prints them, measured against GB/T 9704—2012.

They need LibreOffice and the stand-in fonts: tests/rendering/install.sh installs both.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

from generator.pipeline.building import build
from tests.rendering.measure import MM, baseline, lines_of, measure, render
from tests.support.templates import SETTINGS, make_template
from tests.support.workbooks import INDICATORS, make_workbook

pytestmark = pytest.mark.office

ROOT = Path(__file__).parents[2]
FONTS = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "fandol"
SAMPLES = sorted(path.stem for path in (ROOT / "sample_data").glob("*-20??.xlsx"))
LAST_LINE = 259.8  # mm: the baseline of line 22
BOTTOM = 262.0  # mm: the type area's
LEFT, RIGHT = 28.0, 184.0
PHRASES = (
    "深入推进执法规范化建设，",
    "严格落实行政执法责任制，",
    "健全完善案件审核机制，",
    "不断提升民警法治素养，",
    "依法妥善化解各类矛盾纠纷，",
    "广泛开展“法律进社区”普法宣传，",
    "持续优化营商环境，",
    "强化对行政权力的制约和监督，",
)
ITEMS = {
    "发文字号": "甲公〔2023〕15号",
    "签发人": "李某某",
    "抄送机关": "市委依法治市办",
    "印发机关": "甲市公安局办公室",
}
LONG_NAME = "某某壮族自治区某某市高新技术产业开发区公安分局治安管理支队大队"
COPIES = "市委依法治市办，市人大常委会办公室，市政协办公室，市纪委监委，市中级人民法院，市人民检察院，市司法局，各县（区）公安局"


def sentence(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(PHRASES)
    return f"{text[:length].rstrip('，')}。"


def long_entries(*, figures: bool) -> str:
    chance = random.Random(7)
    rows = ["部分 | 栏目 | 小标题 | 正文 | 公开"]
    for n in range(26):
        text = sentence(chance, chance.randrange(120, 420))
        if figures:
            text = "".join(f"{chance.randrange(1, 10**7)}件、{chance.randrange(10**5) / 100}%，{part}" for part in text.split("，"))
        rows.append(f"工作 | {'执法' if n < 13 else '监督'} | {sentence(chance, 9)[:9]} | {text} | 是")
    rows += [f"安排 | | | {sentence(chance, 300)} | 是" for _ in range(3)]
    return "\n".join(rows)


def ending_entries(lines: int, last: str) -> str:
    """So many lines of text before a last paragraph."""
    text = "\\n".join(["一行正文。"] * lines + [last])
    return f"部分 | 栏目 | 小标题 | 正文 | 公开\n工作 | | | 甲。 | 是\n安排 | | | 乙。 | 是\n结语 | | | {text} | 是"


@dataclass
class Rendered:
    """A report and its pages."""

    path: Path

    pdf: Any

    @property
    def pages(self) -> list[Any]:
        return list(self.pdf.pages)

    @cached_property
    def measured(self) -> dict[str, Any]:
        return measure(self.path, self.path.with_suffix(".pdf"))

    @cached_property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph, without white space."""
        return [(p.style.name or "", re.sub(r"\s", "", p.text)) for p in docx.Document(str(self.path)).paragraphs if p.style]

    @cached_property
    def headings(self) -> list[str]:
        return [text for style, text in self.paragraphs if re.match("Heading|接排标题", style)]

    @cached_property
    def last(self) -> str:
        """The last paragraph of the text, which is kept with 署名 and 成文日期."""
        return [text for style, text in self.paragraphs if style == "公文正文"][-1]

    def body(self, page: Any) -> list[list[dict[str, Any]]]:
        """Lines of the text: above the 版记 and the page number."""
        foot = min([BOTTOM + 1.5, *(r["top"] * MM for r in imprint_rules(page))])
        return [line for line in lines_of(page) if baseline(page, line) * MM < foot]

    def text(self) -> str:
        return "".join(words(line) for page in self.pages for line in self.body(page))


def words(line: list[dict[str, Any]]) -> str:
    return "".join(c["text"] for c in line)


def imprint_rules(page: Any) -> list[dict[str, Any]]:
    """The black bars as wide as the type area."""
    black = [r for r in page.rects if r["height"] < 2 and set(r["non_stroking_color"] or (1,)) == {0}]
    return [r for r in black if abs(r["x0"] * MM - LEFT) < 0.5 and abs(r["x1"] * MM - RIGHT) < 0.5]


def colour_bounds(page: Any, wanted: str, box: tuple[float, float, float, float] | None = None) -> tuple[float, float]:
    """The top and bottom in mm of what has a colour on the page (in a box of points), as seen."""
    image = page.to_image(resolution=200).original.convert("RGB")
    scale = 200 / 72
    if box:
        image = image.crop(tuple(round(v * scale) for v in box))
    offset = box[1] if box else 0
    hits = {"red": lambda r, g, b: r > 180 and g < 90 and b < 90, "dark": lambda r, g, b: r + g + b < 300}[wanted]
    rows = [y for y in range(image.height) if any(hits(*image.getpixel((x, y))) for x in range(image.width))]
    return (rows[0] / scale + offset) * MM, (rows[-1] / scale + offset) * MM


def variants(folder: Path) -> Iterator[Path]:
    plain, figures = long_entries(figures=False), long_entries(figures=True)
    make_template(folder)
    make_template(folder, SETTINGS.replace("[[items]]", "[options]\nappendix = true\n[[items]]", 1), name="有附表")
    many = "引用名 | 指标名称 | 单位 | 本年 | 上年 | 公开\n" + "\n".join(
        f"指标{n} | 全市公安机关开展的第{n}项工作的数量 | 起 | {n * 7} | {n * 5} | 是" for n in range(1, 61)
    )
    many += "\n刑事立案 | 立案 | 起 | 593 | 540 | 是"

    def report(name: str, items: Mapping[str, object] | None = None, **options: Any) -> Path:
        texts = {key: options.pop(key) for key in ("entries", "indicators", "template") if key in options}
        workbook = make_workbook(folder / f"{name}.xlsx", items={**ITEMS, **(items or {})}, **texts)
        return build(workbook, folder / f"{name}.docx", **options).path

    yield report("long", entries=plain)
    yield report("long-public", entries=plain, edition="公开")
    yield report("figures", entries=figures)
    yield report("no-letterhead", entries=plain, letterhead=False)
    yield report(
        "many-signers", {"签发人": "张三、李某某、王五、赵六七、钱八", "密级和保密期限": "机密★1年", "紧急程度": "特急"}, entries=plain
    )
    yield report("many-signers-no-letterhead", {"签发人": "张三、李某某、王五、赵六七、钱八"}, entries=plain, letterhead=False)
    yield report("long-name", {"单位全称": LONG_NAME})
    yield report("long-name-public", {"单位全称": LONG_NAME}, edition="公开")
    yield report("attachments", {"附件": "甲表\n甲市公安局2022年法治政府建设主要指标完成情况统计表和有关重点工作推进情况说明\n丙表"})
    yield report("appendix", indicators=many, template="有附表")
    yield report("appendix-public", indicators=many, template="有附表", edition="公开")
    yield report(
        "draft", {"发文字号": None, "签发人": None, "成文日期": None}, indicators=INDICATORS.replace("593 | 540", " | "), draft=True
    )
    for count in range(1, 25):
        yield report(f"end-{count}", entries=ending_entries(count, "最后一行。"))
        if count % 3 == 0:
            yield report(f"end-long-{count}", {"抄送机关": COPIES}, entries=ending_entries(count, f"{'文' * 200}。"))
            yield report(f"end-public-{count}", entries=ending_entries(count, "最后一行。"), edition="公开")
    for stem in SAMPLES:
        yield build(ROOT / "sample_data" / f"{stem}.xlsx", folder / f"{stem}.docx").path
    yield build(ROOT / "sample_data" / "shantou-2020.xlsx", folder / "sample-public.docx", edition="公开").path


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Rendered]]:
    assert shutil.which("soffice"), "LibreOffice is missing: run tests/rendering/install.sh"
    assert list(FONTS.glob("FandolFang*.otf")), "the stand-in fonts are missing: run tests/rendering/install.sh"
    folder = tmp_path_factory.mktemp("pages")
    paths = list(variants(folder))
    render(paths, FONTS, folder)
    with ExitStack() as opened:
        yield {path.stem: Rendered(path, opened.enter_context(pdfplumber.open(path.with_suffix(".pdf")))) for path in paths}


@pytest.fixture
def pages(rendered: dict[str, Rendered], request: pytest.FixtureRequest) -> Rendered:
    return rendered[request.param]


def on(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("pages", names, indirect=True)


LONG = ("long", "long-public", "figures", "no-letterhead", "many-signers", *SAMPLES, "sample-public")
ENDINGS = (*(f"end-{n}" for n in range(1, 25)), *(f"end-long-{n}" for n in range(3, 25, 3)))
SIGNED = (*LONG, *ENDINGS, *(f"end-public-{n}" for n in range(3, 25, 3)), "long-name", "long-name-public", "attachments")
LETTERHEADS = ("long", "many-signers", "long-name", "draft", *SAMPLES)


@on(*LONG)
def test_every_full_page_has_22_lines_of_28_characters(pages: Rendered) -> None:
    full = 0
    for n, page in enumerate(pages.pages[:-1]):
        body = pages.body(page)
        following = words(pages.body(pages.pages[n + 1])[0])
        last = baseline(page, body[-1]) * MM
        assert last < LAST_LINE + 0.5
        if last > LAST_LINE - 0.5:
            full += 1
            assert n == 0 or len(body) == 22
        else:
            assert any(kept.startswith(following) for kept in (*pages.headings, pages.last)), (n + 2, following)
    assert full >= (len(pages.pages) - 1) / 2
    assert pages.measured["chars_per_line"] == 28
    assert abs(pages.measured["line_pitch_pt"] - 28.95) < 0.1


@on(*LONG)
def test_the_text_stands_28_from_the_left_and_26_from_the_right(pages: Rendered) -> None:
    assert abs(pages.measured["left_mm"] - 28) <= 1
    assert abs(pages.measured["right_mm"] - 26) <= 1
    assert all(c["x0"] * MM > LEFT - 0.5 and c["x1"] * MM < RIGHT + 0.8 for page in pages.pages for c in page.chars)


@on(*LONG, "appendix", "long-name", "attachments", "draft")
def test_no_character_is_lost(pages: Rendered) -> None:
    assert pages.measured["lost_chars"] == {}


@on(*LONG, "appendix")
def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(pages: Rendered) -> None:
    for n, page in enumerate(pages.pages, start=1):
        number = lines_of(page)[-1]
        assert words(number) == f"—{n}—"
        assert all(abs(c["size"] - 14) < 0.1 for c in number)
        edge = RIGHT - number[-1]["x1"] * MM if n % 2 else number[0]["x0"] * MM - LEFT
        assert abs(edge - 14 * MM) < 0.3  # one character of size 4


@on("long")
def test_the_dash_of_the_page_number_is_7_mm_below_the_type_area(pages: Rendered) -> None:
    page = pages.pages[1]
    dash = lines_of(page)[-1][0]
    top, bottom = colour_bounds(page, "dark", (dash["x0"], dash["top"] - 2, dash["x1"], dash["bottom"] + 2))
    assert abs((top + bottom) / 2 - BOTTOM - 7) < 0.5


@on("long", "figures", *SAMPLES, "sample-public")
def test_no_number_is_broken_over_two_lines(pages: Rendered) -> None:
    lines = [words(line) for page in pages.pages for line in pages.body(page)]
    broken = [(a, b) for a, b in itertools.pairwise(lines) if re.search(r"[0-9.]$", a) and re.match(r"[0-9.%]", b)]
    assert broken == []
    assert sum(len(re.findall(r"\d+", line)) for line in lines) > 5


@on(*LONG)
def test_title_and_headings_are_there_in_their_order(pages: Rendered) -> None:
    text, at = pages.text(), 0
    titles = [title for style, title in pages.paragraphs if style == "Title"]
    for wanted in (*titles, *pages.headings):
        found = text.find(wanted, at)
        assert found >= 0, wanted
        at = found + len(wanted)


@on("long")
def test_faces_of_title_headings_and_text(pages: Rendered) -> None:
    lines = {words(line): line for page in pages.pages for line in pages.body(page)}

    def faces(start: str) -> set[tuple[str, int]]:
        line = next(line for text, line in lines.items() if text.startswith(start))
        return {(c["fontname"].split("+")[-1].split("-")[0], round(c["size"])) for c in line}

    assert faces("甲市公安局关于") == {("FandolSong", 22)}
    assert faces("一、") == {("FandolHei", 16)}
    assert faces("（一）") == {("FandolKai", 16)}
    assert faces("1.") == {("FandolFang", 16)}
    assert faces("现将我局") == {("FandolFang", 16)}


@on("long", "many-signers", "draft", *SAMPLES)
def test_the_mark_is_35_mm_below_the_type_area_s_top(pages: Rendered) -> None:
    top, _ = colour_bounds(pages.pages[0], "red")
    assert abs(top - 37 - 35) <= 1


@on(*LETTERHEADS)
def test_the_red_rule_is_as_wide_as_the_type_area_and_4_mm_below_the_number(pages: Rendered) -> None:
    page = pages.pages[0]
    red = [line for line in page.lines if line["stroking_color"] == (1.0, 0.0, 0.0)]
    assert red
    for line in red:
        assert abs(line["x0"] * MM - LEFT) < 0.5
        assert abs(line["x1"] * MM - RIGHT) < 0.5
    number = next(line for line in lines_of(page) if "〔20" in words(line))
    bracket = next(c for c in number if c["text"] == "〔")
    _, bottom = colour_bounds(page, "dark", (bracket["x0"], bracket["top"] - 2, bracket["x1"], bracket["bottom"] + 4))
    assert abs(red[0]["top"] * MM - 0.35 - bottom - 4) < 1


@on("long", "many-signers")
def test_signers_end_one_character_from_the_right(pages: Rendered) -> None:
    row = next(line for line in lines_of(pages.pages[0]) if "签发人" in words(line))
    assert abs(RIGHT - row[-1]["x1"] * MM - 16 * MM) < 1
    assert {c["fontname"].split("+")[-1].split("-")[0] for c in row[-3:]} == {"FandolKai"}


@on("many-signers")
def test_the_number_stands_on_the_line_of_the_last_signer(pages: Rendered) -> None:
    lines = [words(line) for line in lines_of(pages.pages[0])]
    assert lines[:2] == ["机密★1年", "特急"]
    assert lines[3:6] == ["签发人：张三李某某", "王五赵六七", "甲公〔2023〕15号钱八"]


@pytest.mark.parametrize(("with_it", "without"), [("long", "no-letterhead"), ("many-signers", "many-signers-no-letterhead")])
def test_without_letterhead_the_title_stands_where_it_stood(rendered: dict[str, Rendered], with_it: str, without: str) -> None:
    def title(name: str) -> float:
        page = rendered[name].pages[0]
        return float(next(baseline(page, line) for line in lines_of(page) if words(line).startswith("甲市公安局关于"))) * MM

    assert abs(title(with_it) - title(without)) < 0.1
    assert not [line for line in rendered[without].pages[0].lines if line["stroking_color"] == (1.0, 0.0, 0.0)]


@on(*LETTERHEADS)
def test_the_title_is_two_lines_below_the_red_rule_and_text_shows_on_page_1(pages: Rendered) -> None:
    page = pages.pages[0]
    rule = next(line for line in page.lines if line["stroking_color"] == (1.0, 0.0, 0.0))["top"] * MM
    lines = pages.body(page)
    title = [line for line in lines if round(line[0]["size"]) == 22]
    first = baseline(page, title[0]) * MM
    assert abs(first - rule - 3 * 10.21 + 1.7) < 1  # line 3 below the rule, by its baseline
    assert len(lines) > lines.index(title[-1]) + 2


@on(*SIGNED)
def test_a_signature_never_stands_alone_on_a_page(pages: Rendered) -> None:
    body = next(lines for lines in map(pages.body, pages.pages) if any(map(is_date, lines)))
    at = next(n for n, line in enumerate(body) if is_date(line))
    assert any(words(line).endswith("。") for line in body[: at - 1])


def is_date(line: list[dict[str, Any]]) -> bool:
    return bool(re.fullmatch(r"\d{4}年\d+月\d+日", words(line)))


@on(*ENDINGS, "long", *SAMPLES, "appendix", "attachments", "long-name")
def test_the_imprint_stands_at_the_bottom_and_meets_no_text(pages: Rendered) -> None:
    page = pages.pages[-1]
    rules = sorted(imprint_rules(page), key=lambda r: float(r["top"]))
    assert [round(r["height"] * MM, 2) for r in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    assert abs(rules[-1]["bottom"] * MM - BOTTOM) < 0.5
    foot = [c for c in page.chars if c["text"].strip() and c["top"] > rules[0]["top"]]
    inside = "".join(c["text"] for c in foot if c["bottom"] < rules[-1]["bottom"])
    assert inside.startswith("抄送：")
    assert inside.endswith("印发")
    above = [c["bottom"] for line in pages.body(page) for c in line]
    assert above, "a page of nothing but 版记"
    assert max(above) <= rules[0]["top"] + 1


@on(*ENDINGS, "long", "attachments")
def test_the_imprint_is_on_the_page_of_the_date(pages: Rendered) -> None:
    assert any(is_date(line) for line in pages.body(pages.pages[-1]))
    assert not any(imprint_rules(page) for page in pages.pages[:-1])


@on("end-long-3")
def test_copies_that_wrap_align_behind_the_colon(pages: Rendered) -> None:
    page = pages.pages[-1]
    rules = sorted(imprint_rules(page), key=lambda r: float(r["top"]))
    rows = [line for line in lines_of(page) if rules[0]["top"] < line[0]["top"] < rules[1]["top"]]
    assert len(rows) > 1
    assert abs(rows[0][0]["x0"] * MM - LEFT - 14 * MM) < 0.5
    assert all(abs(row[0]["x0"] - rows[0][3]["x0"]) < 1 for row in rows[1:])


@on("long-name", "long-name-public")
def test_a_name_longer_than_a_line_ends_inside_the_type_area(pages: Rendered) -> None:
    body = pages.body(pages.pages[-1])
    at = next(n for n, line in enumerate(body) if is_date(line))
    assert [words(line) for line in body[at - 2 : at]] == ["某某壮族自治区某某市高新技术产业开发区", "公安分局治安管理支队大队"]


@on("long")
def test_with_a_seal_the_name_is_centred_over_a_date_four_characters_from_the_right(pages: Rendered) -> None:
    body = pages.body(pages.pages[-1])
    at = next(n for n, line in enumerate(body) if is_date(line))
    name, day = body[at - 1], body[at]
    assert abs(RIGHT - day[-1]["x1"] * MM - 4 * 16 * MM) < 1.5
    assert abs((name[0]["x0"] + name[-1]["x1"]) - (day[0]["x0"] + day[-1]["x1"])) / 2 * MM < 4  # LibreOffice spaces digits


@on("attachments")
def test_names_of_attachments_align(pages: Rendered) -> None:
    lines = pages.body(pages.pages[-1])
    at = next(n for n, line in enumerate(lines) if words(line).startswith("附件："))
    note = lines[at : at + 4]
    name = note[0][5]["x0"]
    assert abs(note[0][0]["x0"] * MM - LEFT - 2 * 15.75 * MM) < 0.5
    assert [words(line)[:2] for line in note[1::2]] == ["2.", "3."]
    assert abs(note[1][2]["x0"] - name) < 1
    assert abs(note[2][0]["x0"] - name) < 4  # the full stop of the stand-in font is narrower than half a character


@on("appendix", "appendix-public")
def test_the_appendix_begins_a_page_and_repeats_its_head(pages: Rendered) -> None:
    first = next(n for n, page in enumerate(pages.pages) if words(lines_of(page)[0]) == "附件")
    assert first > 0
    assert words(lines_of(pages.pages[first])[1]) == "主要指标一览表"
    top = baseline(pages.pages[first], lines_of(pages.pages[first])[1]) * MM
    assert abs(top - 45.3 - 2 * 10.21) < 1  # line 3
    heads = [sum(words(line) == "指标单位本年上年同比" for line in lines_of(page)) for page in pages.pages[first:]]
    assert len(heads) > 1
    assert heads == [1] * len(heads)


@on("draft")
def test_a_missing_figure_stands_on_yellow(pages: Rendered) -> None:
    yellow = [(page, r) for page in pages.pages for r in page.rects if r["non_stroking_color"] == (1.0, 1.0, 0.0)]
    covered = "".join(
        c["text"]
        for page, r in yellow
        for c in page.chars
        if r["x0"] - 1 < c["x0"] < r["x1"] and r["top"] < (c["top"] + c["bottom"]) / 2 < r["bottom"]
    )
    assert "【待补：刑事立案】" in covered
