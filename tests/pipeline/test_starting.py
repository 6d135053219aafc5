from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import OverwriteRefused, UnwritableFile, WrongUse
from generator.pipeline.rehearsing import check_template
from generator.pipeline.starting import start_template
from generator.templating.loading import load_template
from tests.support.templates import STANDARD, make_template

_SWITCHED_OFF = re.compile(r"^#(?=\S)", re.M)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_template_is_its_parent_until_it_is_edited(tmp_path: Path) -> None:
    started = start_template("柳州", near=tmp_path)
    assert started.folder == tmp_path / "templates" / "柳州"
    assert files(started.folder) == set(started.files) == {"template.toml", "sections/achievements.md.j2"}
    new, standard = load_template("柳州", tmp_path).spec, load_template("standard").spec
    assert (new.name, new.title, new.ancestry) == ("柳州", "法治政府建设年度报告（柳州）", ("柳州", "standard"))
    assert (new.items, new.parts, new.indicators, new.options) == (standard.items, standard.parts, standard.indicators, standard.options)
    assert (new.editions, new.fonts) == (standard.editions, standard.fonts)


def test_a_new_template_is_sound(tmp_path: Path) -> None:
    start_template("柳州", near=tmp_path)
    assert [str(found) for found in check_template("柳州", tmp_path).findings if found.severity != "advice"] == []


def test_every_example_in_the_settings_can_be_switched_on(tmp_path: Path) -> None:
    settings = start_template("柳州", near=tmp_path).folder / "template.toml"
    text = settings.read_text(encoding="utf-8")
    assert len(_SWITCHED_OFF.findall(text)) > 40
    settings.write_text(_SWITCHED_OFF.sub("", text.replace("#outline", "# outline")), encoding="utf-8")
    spec = load_template("柳州", tmp_path).spec
    assert spec.item("审核人") is not None
    assert spec.part("主要举措和成效").lists[0] == "inline"  # type: ignore[union-attr]
    assert "法治示范单位" in {indicator.name for indicator in spec.indicators}


def test_the_example_of_the_outline_names_the_parts_of_the_parent(tmp_path: Path) -> None:
    settings = start_template("柳州", near=tmp_path).folder / "template.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("#outline", "outline"), encoding="utf-8")
    assert load_template("柳州", tmp_path).spec.parts == load_template("standard").spec.parts


def test_the_example_of_a_changed_block_works_when_it_is_moved_out_of_the_comment(tmp_path: Path) -> None:
    path = start_template("柳州", near=tmp_path).folder / "sections" / "achievements.md.j2"
    text = path.read_text(encoding="utf-8")
    [block] = re.findall(r"\{% block .*?\{% endblock %\}", text, re.S)
    path.write_text(text + block, encoding="utf-8")
    assert [str(found) for found in check_template("柳州", tmp_path).findings if found.severity != "advice"] == []


def test_the_word_file_is_copied_only_when_asked_for(tmp_path: Path) -> None:
    started = start_template("柳州", near=tmp_path, word=True)
    assert (started.folder / "report.docx").read_bytes() == (STANDARD / "report.docx").read_bytes()


def test_a_template_may_extend_one_that_lies_beside_it(tmp_path: Path) -> None:
    make_template(tmp_path, name="广西")
    folder = start_template("柳州", extends="广西", near=tmp_path).folder
    assert load_template("柳州", tmp_path).spec.ancestry == ("柳州", "广西")
    assert '#outline = ["工作", "安排"]' in (folder / "template.toml").read_text(encoding="utf-8")


def test_it_is_made_in_the_folder_that_is_named(tmp_path: Path) -> None:
    assert start_template("柳州", output=tmp_path / "模板").folder == tmp_path / "模板" / "柳州"
    assert start_template("梧州", output=tmp_path / "别处" / "梧州").folder == tmp_path / "别处" / "梧州"


def test_a_parent_that_would_not_be_found_from_there_is_refused(tmp_path: Path) -> None:
    make_template(tmp_path, name="广西")
    with pytest.raises(WrongUse, match=r"上级模板“广西”在 .*，新模板放在别处会找不到它"):
        start_template("柳州", extends="广西", output=tmp_path / "别处", near=tmp_path)
    assert not (tmp_path / "别处").exists()


def test_a_name_of_an_installed_template_hides_it(tmp_path: Path) -> None:
    assert start_template("standard", near=tmp_path).hides == "standard"
    assert load_template("standard", tmp_path).spec.ancestry == ("standard", "standard")
    assert start_template("柳州", near=tmp_path).hides == ""


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "templates" / "柳州").mkdir(parents=True)
    with pytest.raises(OverwriteRefused, match="已经有这个文件夹，没有覆盖"):
        start_template("柳州", near=tmp_path)
    assert files(tmp_path) == set()


def test_a_place_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "templates").write_bytes(b"mine")
    with pytest.raises(UnwritableFile, match="这是一个文件，这里要写文件夹"):
        start_template("柳州", near=tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("甲/乙", "里有“/”，模板名不能是路径"),
        ("甲\\乙", "里有“\\\\”，模板名不能是路径"),
        ("甲:乙", "里有“:”，文件夹的名称里不能用"),
        ("甲?", "里有“\\?”，文件夹的名称里不能用"),
        ("甲\n乙", "里有“看不见的字符”"),
        ("甲\0", "里有“看不见的字符”"),
        ("", "不能用：不能是空的"),
        (" 甲", "首尾不能有空格和点"),
        ("甲.", "首尾不能有空格和点"),
        ("..", "首尾不能有空格和点"),
        ("CON", "是 Windows 留作他用的名称"),
        ("com1.甲", "是 Windows 留作他用的名称"),
        ("长" * 101, "太长；请缩短到 60 个汉字以内"),
        ("长" * 70, "太长；请缩短到 60 个汉字以内"),
    ],
)
def test_a_bad_name_is_refused(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        start_template(name, near=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("extends", "said"),
    [("某省", "没有“某省”这个模板"), ("./某省", "这里写上级模板的名称，不能写路径")],
)
def test_a_bad_parent_is_refused(tmp_path: Path, extends: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        start_template("柳州", extends=extends, near=tmp_path)


def test_the_word_file_of_a_parent_without_one_can_not_be_copied(tmp_path: Path) -> None:
    (make_template(tmp_path, name="广西") / "report.docx").unlink()
    with pytest.raises(WrongUse, match=r"都没有 report\.docx，没有可复制的"):
        start_template("柳州", extends="广西", near=tmp_path, word=True)
