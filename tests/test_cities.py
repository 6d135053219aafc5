"""The templates of cities: what a keeper or a clerk changes shows up, and nothing else moves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

import generator
from generator.archive import unzipped, zipped
from generator.templating.loading import load_template
from generator.workbook.writing import write_workbook
from tests.support.documents import outline_of
from tools.layout import pack
from tools.samples import SAMPLES, filling_of

TEMPLATES = Path(__file__).parent.parent / "templates"
CITIES = {"liuzhou": "liuzhou-2022", "wuzhou": "wuzhou-2021", "shantou": "shantou-2020"}


def sample(
    folder: Path,
    city: str,
    figures: Mapping[str, Mapping[str, str]] | None = None,
    entries: list[dict[str, str]] | None = None,
    items: Mapping[str, str] | None = None,
) -> Path:
    """The city's sample workbook with figures and items changed and rows added."""
    data = tomllib.loads((SAMPLES / "sources" / f"{CITIES[city]}.toml").read_text(encoding="utf-8"))
    data["indicators"] = [{**row, **(figures or {}).get(row["name"], {})} for row in data["indicators"]]
    data["entries"] += entries or []
    data["items"] |= items or {}
    spec = load_template(city).spec
    path = folder / "工作簿.xlsx"
    path.write_bytes(write_workbook(spec, filling_of(data, spec)))
    return path


def report(workbook: Path, folder: Path, template: str | None = None) -> list[str]:
    """The report's paragraphs."""
    return outline_of(generator.build(workbook, folder / f"{workbook.stem}-{template}.docx", template=template).path)


def changes(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The paragraphs that differ, where as many stand before as after."""
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


def child(folder: Path, city: str, files: Mapping[str, str], settings: str = "") -> str:
    """A template of the user's own that extends the city's."""
    home = folder / "templates" / "本局"
    (home / "sections").mkdir(parents=True)
    (home / "template.toml").write_text(f'extends = "{city}"\n{settings}', encoding="utf-8")
    for name, text in files.items():
        (home / "sections" / name).write_text(text, encoding="utf-8")
    return "本局"


@pytest.mark.parametrize("city", ["liuzhou", "wuzhou"])
def test_a_changed_wording_in_a_child_shows_up_and_nothing_else_moves(tmp_path: Path, city: str) -> None:
    workbook = sample(tmp_path, city)
    own = child(tmp_path, city, {"plans.md.j2": "{% extends 上级 %}\n{% block 引言 %}\n下一年要做的几件事如下。\n{% endblock %}\n"})
    [(old, new)] = changes(report(workbook, tmp_path), report(workbook, tmp_path, own))
    assert old.startswith("公文正文: 202")
    assert new == "公文正文: 下一年要做的几件事如下。"


def test_a_changed_heading_form_in_a_child_of_wuzhou_moves_only_that_part(tmp_path: Path) -> None:
    workbook = sample(tmp_path, "wuzhou")
    settings = '[[parts]]\nname = "行政决策"\nheadings = "own-line"\n'
    before, after = report(workbook, tmp_path), report(workbook, tmp_path, child(tmp_path, "wuzhou", {}, settings))
    assert [line for line in before if line not in after] == [
        line for line in before if "（一）健全法律顾问制度。" in line or "（二）落实重大决策程序。" in line
    ]
    assert [line for line in after if line.startswith("Heading 2")] == [
        "Heading 2: （一）健全法律顾问制度",
        "Heading 2: （二）落实重大决策程序",
    ]


@pytest.mark.parametrize(
    ("city", "name", "lost"),
    [
        (
            "liuzhou",
            "毒品破案",
            "毒品刑事案件破案388起，抓获涉毒嫌疑人682人，向检察机关移送起诉465人；依法查处吸毒人员1765人，对876人决定强制隔离戒毒。",
        ),
        ("liuzhou", "政治轮训", "全市分批举办政治轮训175场次，9982人次接受轮训。"),
        ("liuzhou", "网吧抽查", "网吧15家、"),
        ("liuzhou", "执法持证率", "，执法民警持证率为100%"),
        ("shantou", "执法记录仪", "全市配备执法记录仪5682台，"),
        ("shantou", "行刑衔接立案", "，其中刑事立案76件，占比63.87%"),
    ],
)
def test_a_clause_of_the_template_goes_with_a_figure_that_does_not_apply(tmp_path: Path, city: str, name: str, lost: str) -> None:
    [(old, new)] = changes(
        report(SAMPLES / f"{CITIES[city]}.xlsx", tmp_path), report(sample(tmp_path, city, {name: {"this": "不适用"}}), tmp_path)
    )
    assert lost in old
    assert new == old.replace(lost, "")


def test_a_paragraph_of_the_word_text_goes_with_a_figure_that_does_not_apply(tmp_path: Path) -> None:
    before = report(SAMPLES / "shantou-2020.xlsx", tmp_path)
    after = report(sample(tmp_path, "shantou", {"权责事项": {"this": "不适用"}}), tmp_path)
    [lost] = [line for line in before if line not in after]
    assert "638项" in lost
    assert after == [line for line in before if line != lost]


def test_what_the_lawsuits_of_liuzhou_come_to_is_worded_by_their_number(tmp_path: Path) -> None:
    figures = {"行政诉讼": {"this": "6"}, "出庭应诉率": {"this": "100"}}
    [(old, new)] = changes(report(SAMPLES / "liuzhou-2022.xlsx", tmp_path), report(sample(tmp_path, "liuzhou", figures), tmp_path))
    assert old.endswith("全年我局无行政诉讼案件，没有需要负责人出庭的案件。")
    assert new.endswith("全年我局作为被告的行政诉讼案件有6件，负责人出庭应诉率100%。")


ROW = {"text": "新写的一段。", "public": "是", "department": "法制支队"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"section": "开展法治宣传教育", "heading": "推进“法律六进”"}, None),
        ({"section": "开展法治宣传教育", "heading": "自己加的小标题"}, ["Heading 3: 4.自己加的小标题", "公文正文: 新写的一段。"]),
        ({"section": "开展法治宣传教育"}, None),
        (
            {"section": "自己加的栏目", "heading": "小标题"},
            ["Heading 2: （九）自己加的栏目", "Heading 3: 1.小标题", "公文正文: 新写的一段。"],
        ),
        ({"section": "自己加的栏目"}, ["Heading 2: （九）自己加的栏目", "公文正文: 新写的一段。"]),
    ],
)
def test_nothing_that_a_clerk_of_liuzhou_adds_vanishes(tmp_path: Path, row: dict[str, str], expected: list[str] | None) -> None:
    before = report(SAMPLES / "liuzhou-2022.xlsx", tmp_path)
    after = report(sample(tmp_path, "liuzhou", entries=[{"part": "年度工作情况", **row, **ROW}]), tmp_path)
    assert sum("新写的一段" in line for line in after) == 1
    if expected:
        assert [line for line in after if line not in before] == expected


def test_the_word_text_of_shantou_says_where_a_row_finds_no_place(tmp_path: Path) -> None:
    row = {"part": "工作情况和成效", "section": "自己加的栏目", **ROW}
    findings = generator.check(sample(tmp_path, "shantou", entries=[row]))
    assert any("自己加的栏目" in str(found) for found in findings.errors)


def test_a_sentence_changed_in_the_word_file_of_a_child_shows_up_and_nothing_else_moves(tmp_path: Path) -> None:
    workbook = sample(tmp_path, "shantou")
    own = child(tmp_path, "shantou", {})
    parts = unzipped((TEMPLATES / "shantou" / "report.docx").read_bytes())
    text = parts["word/document.xml"].decode()
    assert "着力做好以下工作。" in text
    parts["word/document.xml"] = text.replace("着力做好以下工作。", "抓好下面十件事。").encode()
    (tmp_path / "templates" / own / "report.docx").write_bytes(zipped(parts))
    [(old, new)] = changes(report(workbook, tmp_path), report(workbook, tmp_path, own))
    assert new == old.replace("着力做好以下工作。", "抓好下面十件事。")


def test_the_editions_of_shantou_differ_where_the_word_text_says_so(tmp_path: Path) -> None:
    workbook = sample(tmp_path, "shantou")
    public = outline_of(generator.build(workbook, tmp_path / "公开.docx", edition="公开").path)
    assert any(line.endswith("现将有关情况公布如下：") for line in public)
    assert not any("特此报告" in line for line in public)


def test_the_word_file_of_shantou_is_what_its_folder_says() -> None:
    assert (TEMPLATES / "shantou" / "report.docx").read_bytes() == pack(TEMPLATES / "shantou" / "layout"), (
        "run `tools/layout.py pack shantou`"
    )


def test_the_published_edition_of_liuzhou_is_not_signed(tmp_path: Path) -> None:
    lines = outline_of(generator.build(SAMPLES / "liuzhou-2022.xlsx", tmp_path / "公开.docx", edition="公开").path)
    assert not any(line.startswith(("署名", "成文日期", "主送机关")) for line in lines)
    assert lines[0] == "Title: 柳州市公安局2022年法治政府建设工作报告"
