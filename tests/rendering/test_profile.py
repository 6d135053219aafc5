"""The page profile of GB/T 33476.2—2016 and other fonts, as LibreOffice prints them.

The type area of this profile is that of its margins: 34.58 mm from the top, 32.58 mm from the bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pdfplumber
import pytest

from generator.pipeline.building import build
from tests.rendering.measure import MM, baseline, lines_of, render
from tests.rendering.test_pages import FONTS, ITEMS, LEFT, RIGHT, Rendered, colour_bounds, imprint_rules, long_entries, words
from tests.support.templates import make_template
from tests.support.workbooks import make_workbook

pytestmark = pytest.mark.office

TOP, BOTTOM, LINE = 34.58, 297 - 32.58, 10.39
SIGNERS = "张三、李某某、王五"


def child(folder: Path, name: str, settings: str) -> str:
    home = folder / "templates" / name
    home.mkdir()
    (home / "template.toml").write_text(f'extends = "小"\n{settings}', encoding="utf-8")
    return name


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Rendered]]:
    folder = tmp_path_factory.mktemp("profile")
    make_template(folder)
    page = child(folder, "显现", '[options]\npage = "gbt33476"')
    fonts = child(folder, "字体", '[fonts]\n"仿宋_GB2312" = "楷体"\n"方正小标宋简体" = "黑体"')
    entries = f"{long_entries(figures=False).partition('安排 |')[0]}安排 | | | 抓好落实。 | 是"
    paths = []
    for name, template, items, letterhead in (
        ("page", page, {}, True),
        ("signers", page, {"签发人": SIGNERS}, True),
        ("blank", page, {"签发人": SIGNERS}, False),
        ("fonts", fonts, {}, True),
        ("usual", "小", {}, True),
    ):
        book = make_workbook(folder / f"{name}.xlsx", items={**ITEMS, **items}, entries=entries)
        paths.append(build(book, folder / f"{name}.docx", template=template, letterhead=letterhead).path)
    render(paths, FONTS, folder)
    with ExitStack() as opened:
        yield {path.stem: Rendered(path, opened.enter_context(pdfplumber.open(path.with_suffix(".pdf")))) for path in paths}


def body(pages: Rendered, n: int) -> list[list[dict[str, object]]]:
    return [line for line in lines_of(pages.pages[n]) if baseline(pages.pages[n], line) * MM < BOTTOM]


def title_at(pages: Rendered) -> float:
    page = pages.pages[0]
    return float(next(baseline(page, line) for line in lines_of(page) if words(line).startswith("甲市公安局关于"))) * MM


def test_a_full_page_has_22_lines_of_28_characters_at_the_pitch_of_the_profile(rendered: dict[str, Rendered]) -> None:
    pages = rendered["page"]
    counts = [len(body(pages, n)) for n in range(1, len(pages.pages) - 1)]
    assert max(counts) == 22
    assert min(counts) >= 21  # a heading goes to the next page with its text
    assert pages.measured["chars_per_line"] == 28
    assert abs(pages.measured["line_pitch_pt"] - 29.45) < 0.1
    first = baseline(pages.pages[1], body(pages, 1)[0]) * MM
    assert TOP + LINE / 2 < first < TOP + LINE
    assert pages.measured["lost_chars"] == {}


def test_the_page_number_is_7_mm_below_the_type_area(rendered: dict[str, Rendered]) -> None:
    page = rendered["page"].pages[1]
    number = lines_of(page)[-1]
    assert words(number) == "—2—"
    dash = number[0]
    top, bottom = colour_bounds(page, "dark", (dash["x0"], dash["top"] - 2, dash["x1"], dash["bottom"] + 2))
    assert abs((top + bottom) / 2 - BOTTOM - 7) < 0.5


def test_the_mark_is_35_mm_below_the_type_area_s_top(rendered: dict[str, Rendered]) -> None:
    top, _ = colour_bounds(rendered["page"].pages[0], "red")
    assert abs(top - TOP - 35) <= 1


@pytest.mark.parametrize("name", ["page", "signers"])
def test_the_red_rule_is_4_mm_below_the_number(rendered: dict[str, Rendered], name: str) -> None:
    page = rendered[name].pages[0]
    rule = next(line for line in page.lines if line["stroking_color"] == (1.0, 0.0, 0.0))
    number = next(line for line in lines_of(page) if "〔20" in words(line))
    bracket = next(c for c in number if c["text"] == "〔")
    _, bottom = colour_bounds(page, "dark", (bracket["x0"], bracket["top"] - 2, bracket["x1"], bracket["bottom"] + 4))
    assert abs(rule["top"] * MM - 0.35 - bottom - 4) < 1
    assert abs(title_at(rendered[name]) - rule["top"] * MM - 3 * LINE + 1.7) < 1


def test_without_letterhead_the_title_stands_where_it_stood(rendered: dict[str, Rendered]) -> None:
    assert abs(title_at(rendered["signers"]) - title_at(rendered["blank"])) < 0.1


def test_the_imprint_stands_at_the_bottom_of_the_type_area(rendered: dict[str, Rendered]) -> None:
    rules = sorted(imprint_rules(rendered["page"].pages[-1]), key=lambda rule: float(rule["top"]))
    assert len(rules) == 3
    assert abs(rules[-1]["bottom"] * MM - BOTTOM) < 0.5


def test_other_fonts_change_the_faces_and_no_place(rendered: dict[str, Rendered]) -> None:
    usual, changed = rendered["usual"], rendered["fonts"]
    assert {"FandolFang", "FandolKai", "FandolHei", "FandolSong"} <= faces(usual)
    assert "FandolFang" not in faces(changed)
    assert [len(lines_of(page)) for page in usual.pages] == [len(lines_of(page)) for page in changed.pages]
    assert re.sub(r"\s", "", usual.text()) == re.sub(r"\s", "", changed.text())
    assert all(c["x0"] * MM > LEFT - 0.5 and c["x1"] * MM < RIGHT + 0.8 for page in changed.pages for c in page.chars)


def faces(pages: Rendered) -> set[str]:
    return {c["fontname"].split("+")[-1].split("-")[0] for page in pages.pages for c in page.chars}
