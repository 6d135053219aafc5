"""Templates that extend another one: what they state shows in the report, and nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.archive import unzipped
from generator.diagnostics import Findings
from generator.document.blocks import SLOTS
from generator.pipeline.building import build, compose
from generator.templating.session import Edition
from tests.support.marked import lines
from tests.support.standard import standard_workbook
from tests.support.templates import make_template
from tests.support.workbooks import make_workbook

ROWS = """
部分 | 栏目 | 小标题 | 正文 | 公开
工作 | | | 破案{{ 刑事破案 }} | 是
工作 | | | 加强培训 | 是
工作 | | | 加强监督 | 是
安排 | | | 抓好普法\\n抓好培训 | 是
安排 | | | 抓好监督 | 是
"""


def child(folder: Path, settings: str, parent: str = "standard", **sections: str) -> str:
    """Write a template beside the workbook; its name."""
    home = folder / "templates" / "甲市"
    (home / "sections").mkdir(parents=True)
    (home / "template.toml").write_text(f'extends = "{parent}"\n{settings}', encoding="utf-8")
    for file, text in sections.items():
        (home / "sections" / f"{file}.md.j2").write_text(text, encoding="utf-8")
    return str(home)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete workbook of the standard template."""
    return standard_workbook(tmp_path_factory.mktemp("standard") / "甲市.xlsx")


def report(workbook: Path, template: str, edition: Edition = "上报") -> list[str]:
    document, _ = compose(workbook, Findings(), template=template, edition=edition)
    return lines(block for slot in SLOTS for block in document.slots.get(slot, ()))


def differing(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The lines that are not the same, one by one; there must be as many."""
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


def body(folder: Path, settings: str, rows: str = ROWS, **sections: str) -> list[str]:
    """The text of a report by a child of the small template, without its lead-in."""
    make_template(folder)
    workbook = make_workbook(folder / "甲.xlsx", entries=rows)
    document, _ = compose(workbook, Findings(), template=child(folder, settings, "小", **sections))
    return lines(document.slots["正文"])[1:]


def part(settings: str) -> str:
    """The settings for both parts of the small template."""
    return "".join(f'[[parts]]\nname = "{name}"\n{settings}\n' for name in ("工作", "安排"))


# ── Nothing else moves ──────────────────────────────────────────────────────────────────────────────────────


def test_a_child_that_states_nothing_gives_the_same_report(workbook, tmp_path: Path) -> None:
    assert report(workbook, child(tmp_path, "")) == report(workbook, "standard")


def test_a_changed_wording_shows_and_nothing_else_moves(tmp_path: Path, workbook: Path) -> None:
    problems = "{% extends 上级 %}\n{% block 引言 %}\n对照先进，差距在于以下几点。\n{% endblock %}"
    changed = differing(report(workbook, "standard"), report(workbook, child(tmp_path, "", problems=problems)))
    assert [new for _, new in changed] == ["公文正文: 对照先进，差距在于以下几点。"]
    assert changed[0][0].startswith("公文正文: 对照法治政府建设的目标任务")


def test_a_changed_heading_shows_and_nothing_else_moves(tmp_path: Path, workbook: Path) -> None:
    settings = '[[parts]]\nname = "下一年度主要安排"\nheading = "下一步打算"'
    assert differing(report(workbook, "standard"), report(workbook, child(tmp_path, settings))) == [
        ("heading 1: 四、2023年推进法治政府建设的主要安排", "heading 1: 四、下一步打算")
    ]


def test_a_changed_word_for_a_rise_changes_the_rises_only(tmp_path: Path, workbook: Path) -> None:
    changed = differing(report(workbook, "standard"), report(workbook, child(tmp_path, '[options]\nrise = "上涨"')))
    assert changed
    assert all(old.replace("上升", "上涨") == new for old, new in changed)


def test_a_dropped_part_goes_and_the_numbers_close_up(tmp_path: Path, workbook: Path) -> None:
    settings = '[[parts]]\nname = "其他需要报告的情况"\ndrop = true'
    before, after = report(workbook, "standard"), report(workbook, child(tmp_path, settings))
    assert [line for line in before if line not in after] == [
        "heading 1: 五、其他需要报告的情况",
        *before[before.index("heading 1: 五、其他需要报告的情况") + 1 :][:1],
    ]


@pytest.mark.parametrize("settings", ['[options]\npage = "gbt33476"', '[fonts]\n"仿宋_GB2312" = "仿宋"'])
def test_the_page_and_the_fonts_change_the_layout_and_no_word(tmp_path: Path, workbook: Path, settings: str) -> None:
    template = child(tmp_path, settings)
    assert report(workbook, template) == report(workbook, "standard")
    before = unzipped(build(workbook, tmp_path / "a.docx", template="standard").path.read_bytes())
    after = unzipped(build(workbook, tmp_path / "b.docx", template=template).path.read_bytes())
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    if "page" in settings:
        assert changed == {"word/document.xml", "word/styles.xml", "docProps/custom.xml", "customXml/item1.xml"}
        assert b'w:top="1960"' in after["word/document.xml"]
        assert b'w:line="589"' in after["word/styles.xml"]
    else:
        assert changed == {"word/styles.xml", "word/fontTable.xml", "docProps/custom.xml", "customXml/item1.xml"}
        assert "仿宋_GB2312".encode() not in after["word/styles.xml"]
        assert after["word/styles.xml"] == before["word/styles.xml"].replace("仿宋_GB2312".encode(), "仿宋".encode())


# ── Layouts of real reports ─────────────────────────────────────────────────────────────────────────────────


def test_every_part_may_be_one_paragraph(tmp_path: Path) -> None:
    assert body(tmp_path, part('headings = "run-in"\nlists = "inline"')) == [
        "接排标题 1: 一、2022年工作。一是破案480起；二是加强培训；三是加强监督。",
        "接排标题 1: 二、2023年安排。一是抓好普法。抓好培训。二是抓好监督。",
    ]


def test_a_lead_in_may_stand_in_the_same_paragraph(tmp_path: Path) -> None:
    text = "{% extends 上级 %}\n{% block 引言 %}\n做了三件事：{%- endblock %}"
    assert body(tmp_path, part('headings = "run-in"\nlists = "inline"'), part=text) == [
        "接排标题 1: 一、2022年工作。做了三件事：一是破案480起；二是加强培训；三是加强监督。",
        "接排标题 1: 二、2023年安排。做了三件事：一是抓好普法。抓好培训。二是抓好监督。",
    ]


def test_a_part_may_hold_paragraphs_that_begin_with_a_mark_without_any_栏目(tmp_path: Path) -> None:
    assert body(tmp_path, part('lists = "items"')) == [
        "heading 1: 一、2022年工作",
        "公文正文: 一是破案480起。",
        "公文正文: 二是加强培训。",
        "公文正文: 三是加强监督。",
        "heading 1: 二、2023年安排",
        "公文正文: 一是抓好普法。",
        "公文正文: 抓好培训",
        "公文正文: 二是抓好监督。",
    ]


LEVELS = """
部分 | 栏目 | 小标题 | 正文 | 公开
工作 | | | 甲 | 是
工作 | | | 乙 | 是
工作 | 执法 | | 丙 | 是
工作 | 执法 | | 丁 | 是
工作 | 执法 | 打击 | 戊 | 是
工作 | 执法 | 打击 | 己 | 是
安排 | | | 庚 | 是
"""


def test_lists_are_set_by_the_level_of_the_heading_over_them(tmp_path: Path) -> None:
    settings = (
        '[[parts]]\nname = "工作"\nlists = ["items", "inline", "paragraphs"]\nheadings = ["own-line", "run-in", "own-line", "own-line"]'
    )
    assert body(tmp_path, settings, LEVELS)[:8] == [
        "heading 1: 一、2022年工作",
        "公文正文: 一是甲。",
        "公文正文: 二是乙。",
        "接排标题 2: （一）执法。一是丙；二是丁。",
        "heading 3: 1.打击",
        "公文正文: 戊",
        "公文正文: 己",
        "heading 1: 二、2023年安排",
    ]


def test_a_part_may_have_its_own_mark_and_numbers(tmp_path: Path) -> None:
    settings = '[[parts]]\nname = "工作"\nlists = "inline"\nlist_mark = "（一）"\nnumbering = ["第一部分　", "一、", "（一）", "1."]'
    rows = f"{LEVELS}安排 | | | 辛 | 是\n"
    assert body(tmp_path, settings, rows) == [
        "heading 1: 第一部分　2022年工作",
        "公文正文: （一）甲；（二）乙。",
        "heading 2: 一、执法",
        "公文正文: （一）丙；（二）丁。",
        "heading 3: （一）打击",
        "公文正文: （一）戊；（二）己。",
        "heading 1: 二、2023年安排",
        "公文正文: 一是庚；二是辛。",
    ]


def test_a_text_may_say_for_which_level_rows_are_listed(tmp_path: Path) -> None:
    settings = '[[parts]]\nname = "工作"\nlists = ["items", "inline", "paragraphs", "inline"]'
    rows = "{% for 级 in [1, 2, 4] %}\n{{ 部分.条目 | 排列(部分.列举, 级=级) }}\n{% endfor %}"
    own = f"{{% extends 上级 %}}\n{{% block 内容 %}}\n{rows}\n{{% endblock %}}"
    together = "公文正文: 一是破案480起；二是加强培训；三是加强监督。"
    assert body(tmp_path, settings, part=own)[1:6] == [
        "公文正文: 一是破案480起。",
        "公文正文: 二是加强培训。",
        "公文正文: 三是加强监督。",
        together,
        together,
    ]


# ── Editions ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_template_says_what_an_edition_has(tmp_path: Path, workbook: Path) -> None:
    settings = '[editions."公开"]\naddressee = true\nsignature = "none"\n[editions."上报"]\nimprint = false'
    template = child(tmp_path, settings)
    assert [line for line in report(workbook, template) if line not in report(workbook, "standard")] == ["文末: "] * 0
    assert [line.split(":")[0] for line in report(workbook, "standard") if line not in report(workbook, template)] == [
        "版记外线", "版记抄送", "版记内线", "版记印发", "版记外线", "文末",
    ]  # fmt: skip
    public = report(workbook, template, edition="公开")
    assert any(line.startswith("主送机关: ") for line in public)
    assert not any(line.startswith(("署名: ", "成文日期: ")) for line in public)


def test_a_content_that_no_part_holds_is_said_with_the_report(workbook, tmp_path: Path) -> None:
    findings = build(workbook, tmp_path / "a.docx", template=child(tmp_path, 'outline = ["主要举措和成效", "下一年度主要安排"]')).findings
    assert [str(found) for found in findings if found.code == "content-unheld"] == [
        "甲市/template.toml 第2行：法定五项内容中的第2项“存在的不足和原因”、第3项“第一责任人履职情况”、"
        "第5项“其他需要报告的情况”没有放进任何部分；"
        "请在写这项内容的部分的 contents 里加上它的序号"
    ]
