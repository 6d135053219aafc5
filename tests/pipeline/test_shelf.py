from __future__ import annotations

from pathlib import Path

from generator.pipeline.shelf import Shelved, templates_near
from generator.templating.loading import installed_templates
from tests.support.templates import make_template


def write(folder: Path, name: str, settings: str) -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "template.toml").write_text(settings, encoding="utf-8")
    return folder / name


def own(near: Path) -> list[Shelved]:
    return [found for found in templates_near(near) if found.place != "自带"]


def test_the_installed_templates_are_listed_last(tmp_path: Path) -> None:
    make_template(tmp_path)
    first, *_, last = templates_near(tmp_path)
    assert first.name == "小"
    assert (last.place, last.folder.parent, last.problem) == ("自带", installed_templates(), "")
    standard = next(found for found in templates_near(tmp_path) if found.name == "standard")
    assert standard == Shelved("standard", standard.title, "", installed_templates() / "standard", "自带", False, "")


def test_each_says_its_title_its_parent_and_where_it_lies(tmp_path: Path) -> None:
    write(tmp_path / "templates", "柳州", 'extends = "standard"\ntitle = "柳州的"')
    write(tmp_path, "旁边", 'title = "旁边的"')
    (tmp_path / "别的文件夹").mkdir()
    first, second = own(tmp_path)
    assert (first.name, first.title, first.parent, first.place) == ("柳州", "柳州的", "standard", "当前文件夹的 templates")
    assert (second.name, second.title, second.parent, second.place) == ("旁边", "旁边的", "", "当前文件夹")


def test_one_that_another_of_its_name_hides_is_said(tmp_path: Path) -> None:
    write(tmp_path / "templates", "甲", 'title = "前面的"')
    write(tmp_path, "甲", 'title = "后面的"')
    write(tmp_path / "templates", "standard", 'title = "我们的"')
    assert {(found.title, found.hidden) for found in own(tmp_path)} == {("我们的", False), ("前面的", False), ("后面的", True)}
    assert next(found for found in templates_near(tmp_path) if found.place == "自带" and found.name == "standard").hidden


def test_a_broken_one_says_what_is_wrong(tmp_path: Path) -> None:
    write(tmp_path / "templates", "坏", "title = 1")
    [broken] = own(tmp_path)
    assert broken.problem == "坏/template.toml 第1行：“title”填的是 1，应是文字（加引号）"
