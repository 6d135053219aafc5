from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Findings
from generator.model.marks import plain
from generator.pipeline.reading import Templates, read_workbook, render_checked
from generator.templating.cache import Cache
from generator.templating.rendering import RenderedReport
from tests.support.templates import make_template
from tests.support.workbooks import make_workbook

PLANS = (
    '{% extends "part.md.j2" %}\n{% block 引言 %}\n安排如下。\n{% endblock %}\n'
    "{% block 收束 %}\n{% block 末句 %}\n完。\n{% endblock %}\n{% endblock %}"
)


def child(folder: Path, name: str, parent: str, **sections: str) -> None:
    """A template beside the workbook that only has section texts of its own."""
    home = folder / "templates" / name
    (home / "sections").mkdir(parents=True)
    (home / "template.toml").write_text(f'extends = "{parent}"', encoding="utf-8")
    for file, text in sections.items():
        (home / "sections" / f"{file}.md.j2").write_text(text, encoding="utf-8")


def rendered(folder: Path, template: str, templates: Templates | None = None) -> tuple[RenderedReport, list[str]]:
    findings = Findings()
    book = make_workbook(folder / f"{template}.xlsx", template=template)
    data, sections = read_workbook(book, None, templates or Templates(), findings)
    return render_checked(data, sections, "上报", findings, draft=False), [str(found) for found in findings.errors]


def printed(folder: Path, template: str, templates: Templates | None = None) -> list[list[str]]:
    """The lines of the lead-in and of each part; there must be no errors."""
    report, errors = rendered(folder, template, templates)
    assert errors == []
    return [plain(text).split() for text in (report.lead, *(part.text for part in report.parts))]


def errors(folder: Path, template: str) -> list[str]:
    return rendered(folder, template)[1]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    make_template(tmp_path, sections={"part.md.j2": PLANS.replace("part.md.j2", "base.md.j2"), "base.md.j2": BASE})
    return tmp_path


BASE = "# {{ 部分.标题 }}\n{% block 引言 %}\n{% endblock %}\n{{ 部分.条目 | 排列(部分.列举) }}\n{% block 收束 %}\n{% endblock %}\n"
OWN = ["#", "2023年安排", "安排如下。", "一是加强培训；二是加强监督。", "完。"]


# ── {% extends 上级 %} ──────────────────────────────────────────────────────────────────────────────────────


def test_a_text_extends_the_one_of_its_name_that_it_hides(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引言 %}\n甲市安排如下。\n{% endblock %}")
    assert printed(base, "小")[2] == OWN
    assert printed(base, "甲市")[2] == [*OWN[:2], "甲市安排如下。", *OWN[3:]]


def test_super_reaches_the_hidden_text_through_every_generation(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引言 %}\n{{ super() }}甲市。\n{% endblock %}")
    child(base, "乙区", "甲市", part="{% extends 上级 %}\n{% block 引言 %}\n{{ super() }}乙区。\n{% endblock %}")
    assert printed(base, "乙区")[2] == [*OWN[:3], "甲市。", "乙区。", *OWN[3:]]


def test_folders_without_the_text_are_passed_over(base: Path) -> None:
    child(base, "甲市", "小")
    child(base, "乙区", "甲市", part="{% extends 上级 %}\n{% block 末句 %}\n乙区完。\n{% endblock %}")
    child(base, "丙所", "乙区", lead="{% extends 上级 %}")
    assert printed(base, "乙区")[2] == [*OWN[:4], "乙区完。"]
    assert printed(base, "丙所")[0] == ["现将我局有关情况报告如下："]


def test_a_text_that_nobody_hides_stands_on_the_child_s_wording(base: Path) -> None:
    """A name in quotes means the nearest text, so a child that changes it changes all that extend it."""
    child(base, "甲市", "小", base="{% extends 上级 %}\n{% block 收束 %}\n（底稿）\n{% endblock %}")
    assert printed(base, "甲市")[2] == OWN  # part.md.j2 has the last word in 收束
    child(base, "乙区", "甲市", part='{% extends "base.md.j2" %}')
    assert printed(base, "乙区")[2] == [*OWN[:2], OWN[3], "（底稿）"]


@pytest.mark.parametrize("tag", ["{% extends 上级 %}", "{%- extends  上级 -%}", "{% extends “上级” %}"])
def test_the_tag_may_be_typed_in_any_way_that_tags_may(base: Path, tag: str) -> None:
    child(base, "甲市", "小", part=f"{tag}\n{{% block 引言 %}}\n甲市。\n{{% endblock %}}")
    assert "甲市。" in printed(base, "甲市")[2]


def test_kept_code_of_the_same_text_serves_every_folder_it_lies_in(base: Path) -> None:
    same = "{% extends 上级 %}\n{% block 引言 %}\n{{ super() }}补充。\n{% endblock %}"
    child(base, "甲市", "小", part=same)
    child(base, "乙区", "甲市", part=same)
    child(base, "丙县", "乙区")
    for _ in range(2):  # the second time everything comes from the cache
        cache = base / "kept"
        assert printed(base, "甲市", Templates(cache))[2] == [*OWN[:3], "补充。", *OWN[3:]]
        for name in ("乙区", "丙县"):
            assert printed(base, name, Templates(cache))[2] == [*OWN[:3], "补充。", "补充。", *OWN[3:]]
    assert Cache(base / "kept").get("code", b"part.md.j2\0" + same.encode()) is not None


def test_mistakes_are_found_with_kept_code_too(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引语 %}\n{% endblock %}")
    said = [rendered(base, "甲市", Templates(base / "kept"))[1] for _ in range(2)]
    assert said[0] == said[1]
    assert len(said[0]) == 1


def test_where_no_ancestor_has_the_text_it_is_said_with_its_line(base: Path) -> None:
    child(base, "甲市", "小", closing="\n{% extends 上级 %}")
    assert errors(base, "甲市") == [
        '模板 closing.md.j2 第2行：上级模板里没有 closing.md.j2，不能写 {% extends 上级 %}；请改成 {% extends "part.md.j2" %}，或删去这一行'
    ]


def test_an_ancestor_that_extends_nothing_above_is_said_with_its_name(base: Path) -> None:
    child(base, "甲市", "小", closing="{% extends 上级 %}")
    child(base, "乙区", "甲市", closing="{% extends 上级 %}")
    (error,) = errors(base, "乙区")
    assert error.startswith("模板 上级/closing.md.j2 第1行：上级模板里没有 closing.md.j2")


def test_an_error_in_a_hidden_text_names_it(base: Path) -> None:
    child(base, "甲市", "小", part='{% extends "base.md.j2" %}\n{% block 引言 %}\n{{ 没有的数 }}\n{% endblock %}')
    child(base, "乙区", "甲市", part="{% extends 上级 %}")
    assert [error.split("；")[0] for error in errors(base, "乙区")] == ["模板 上级/part.md.j2 第3行：没有“没有的数”这个名称"]


def test_mistakes_of_writing_in_a_hidden_text_are_said_once(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引言 %}\n{{ 年度 | 没有 }}\n{% endblock %}")
    child(base, "乙区", "甲市", part="{% extends 上级 %}")
    assert [error.split("；")[0] for error in errors(base, "乙区")] == ["模板 上级/part.md.j2 第3行：没有“没有”这个过滤器"]


# ── Blocks that override nothing ────────────────────────────────────────────────────────────────────────────


def test_a_block_that_overrides_nothing_is_said_with_its_line(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引语 %}\n甲\n{% endblock %}\n{% block 经费 %}\n乙\n{% endblock %}")
    assert errors(base, "甲市") == [
        "模板 part.md.j2 第2行：“引语”块没有改到任何内容：它继承的文字里没有这个块；是不是想写“引言”？",
        "模板 part.md.j2 第5行：“经费”块没有改到任何内容：它继承的文字里没有这个块；可以改的块有 引言、收束、末句",
    ]


def test_a_new_block_inside_of_one_that_overrides_is_fine(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引言 %}\n{% block 称呼 %}\n各位。\n{% endblock %}\n{% endblock %}")
    assert printed(base, "甲市")[2] == [*OWN[:2], "各位。", *OWN[3:]]


def test_a_block_of_a_far_ancestor_may_be_overridden(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}")
    child(base, "乙区", "甲市", part="{% extends 上级 %}\n{% block 末句 %}\n乙区完。\n{% endblock %}")
    assert printed(base, "乙区")[2] == [*OWN[:4], "乙区完。"]


def test_a_text_without_extends_may_have_any_blocks(base: Path) -> None:
    child(base, "甲市", "小", part="# {{ 部分.标题 }}\n{% block 全新 %}\n甲。\n{% endblock %}")
    assert printed(base, "甲市")[2] == [*OWN[:2], "甲。"]


def test_an_ancestor_s_block_that_overrides_nothing_is_said_once_for_all_parts(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 上级 %}\n{% block 引语 %}\n{% endblock %}")
    child(base, "乙区", "甲市", part="{% extends 上级 %}")
    (error,) = errors(base, "乙区")
    assert error.startswith("模板 上级/part.md.j2 第2行：“引语”块没有改到任何内容")


def test_what_only_running_tells_is_not_guessed(base: Path) -> None:
    child(base, "甲市", "小", part="{% extends 'base' ~ '.md.j2' %}\n{% block 引语 %}\n{% endblock %}")
    assert printed(base, "甲市")[2] == [*OWN[:2], OWN[3]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% extends 上级 %}\n\n多余的话。\n{% block 引言 %}\n{% endblock %}", 3),
        ("{% extends 上级 %}\n{{ 年度 }}", 2),
        ("{% extends 上级 %}\n{% if 年度 %}\n多余\n{% endif %}", 3),
        ("{% extends 上级 %}\n{% block 引言 %}\n{% endblock %}\n{% for 行 in 条目 %}{{ 行 }}{% endfor %}", 4),
    ],
)
def test_words_outside_of_blocks_do_not_vanish_unsaid(base: Path, text: str, line: int) -> None:
    child(base, "甲市", "小", part=text)
    assert errors(base, "甲市") == [f"模板 part.md.j2 第{line}行：写在块外面的话不会印；请放进 {{% block 内容 %}} 这样的块里，或删去"]


def test_what_is_set_outside_of_blocks_is_fine(base: Path) -> None:
    text = "{% extends 上级 %}\n{# 说明 #}\n{% set 甲 = 1 %}\n{% set 乙 %}乙{% endset %}\n{% macro 丙() %}丙{% endmacro %}\n"
    child(base, "甲市", "小", part=text)
    assert printed(base, "甲市")[2] == OWN
