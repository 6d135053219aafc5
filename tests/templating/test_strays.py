from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.errors import FindingsStop
from generator.pipeline.rehearsing import check_template
from generator.templating.loading import load_template
from tests.support.templates import make_template


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sections/plans.md.j2.txt", "请改名为 plans.md.j2"),
        ("sections/PLANS.MD.J2", "请改名为 PLANS.md.j2"),
        ("plans.md.j2", "请移到 sections 文件夹里"),
        ("Report.docx", "请改名为 report.docx（小写）"),
        ("template.toml.txt", "请改名为 template.toml"),
    ],
)
def test_a_file_under_another_name_or_in_another_place_is_told(tmp_path: Path, name: str, hint: str) -> None:
    home = make_template(tmp_path)
    (home / name).write_text("文字", encoding="utf-8")
    said = [str(found) for found in check_template("小", tmp_path).findings]
    assert [line for line in said if line.startswith(f"小/{name}：这个文件不会用到；{hint}")]


def test_a_template_without_strays_has_no_such_finding(tmp_path: Path) -> None:
    make_template(tmp_path)
    codes = {found.code for found in check_template("小", tmp_path).findings}
    assert not codes & {"template-file-unused", "template-file-foreign"}


def test_a_folder_or_a_pipe_in_the_place_of_a_text_is_an_error(tmp_path: Path) -> None:
    home = make_template(tmp_path)
    (home / "sections" / "甲.md.j2").mkdir()
    os.mkfifo(home / "sections" / "乙.md.j2")
    with pytest.raises(FindingsStop) as stopped:
        load_template("小", tmp_path)
    assert [str(found) for found in stopped.value.findings] == [
        "小/sections/乙.md.j2：这不是普通文件，不能用；请把文件本身复制到模板的文件夹里",
        "小/sections/甲.md.j2：这不是普通文件，不能用；请把文件本身复制到模板的文件夹里",
    ]


@pytest.mark.parametrize("name", ["版本", "条目", "部分", "正文", "loop", "上级"])
def test_a_name_that_the_language_has_already_is_refused(tmp_path: Path, name: str) -> None:
    make_template(tmp_path, f'extends = "standard"\n[[indicators]]\nname = "{name}"\nlabel = "甲"\nunit = "件"\n')
    with pytest.raises(FindingsStop) as stopped:
        load_template("小", tmp_path)
    assert f"“{name}”是模板里已有的名称，不能作指标的引用名" in str(next(iter(stopped.value.findings)))
