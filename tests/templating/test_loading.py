from __future__ import annotations

from pathlib import Path

import pytest

from generator import check
from generator.diagnostics import Findings
from generator.errors import FindingsStop, UnusableFile, WrongUse
from generator.model.template import Options
from generator.pipeline.building import compose
from generator.templating.loading import Template, installed_templates, load_template
from tests.support.templates import make_template
from tests.support.workbooks import make_workbook


def write(folder: Path, name: str, settings: str, **sections: str) -> Path:
    home = folder / "templates" / name
    (home / "sections").mkdir(parents=True)
    (home / "template.toml").write_text(settings, encoding="utf-8")
    for file, text in sections.items():
        (home / "sections" / f"{file}.md.j2").write_text(text, encoding="utf-8")
    return home


def load(folder: Path, settings: str) -> Template:
    write(folder, "甲", settings)
    return load_template("甲", folder)


def mistakes(folder: Path, settings: str) -> list[str]:
    with pytest.raises(FindingsStop, match="模板“甲”的设置有错") as stop:
        load(folder, settings)
    return [str(found) for found in stop.value.findings]


# ── Finding a template ──────────────────────────────────────────────────────────────────────────────────────


def test_the_standard_template_is_found_by_name() -> None:
    template = load_template("standard")
    assert template.spec.name == "standard"
    assert template.folders == (installed_templates() / "standard",)
    assert len(template.spec.parts) == 5
    assert 60 <= len(template.spec.indicators) <= 110
    assert sorted(number for part in template.spec.parts for number in part.contents) == [1, 2, 3, 4, 5]


def test_a_folder_is_taken_by_its_path(tmp_path: Path) -> None:
    home = make_template(tmp_path)
    assert load_template(str(home)).spec.title == "小模板"
    with pytest.raises(WrongUse, match=r"/没有：这个文件夹里没有 template\.toml，不是模板"):
        load_template(str(tmp_path / "没有"))


def test_a_template_beside_the_workbook_stands_before_the_installed_one(tmp_path: Path) -> None:
    write(tmp_path, "standard", 'title = "我们的"')
    assert load_template("standard", tmp_path).spec.title == "我们的"
    assert load_template("standard", tmp_path / "别处").spec.title != "我们的"


def test_a_template_may_extend_the_one_of_its_own_name_that_it_hides(tmp_path: Path) -> None:
    write(tmp_path, "standard", 'extends = "standard"\ntitle = "我们的"')
    template = load_template("standard", tmp_path)
    assert template.spec.title == "我们的"
    assert template.spec.ancestry == ("standard", "standard")
    assert len(template.spec.parts) == 5


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("standart", "没有“standart”这个模板；是不是想写“standard”？"),
        ("某市", "没有“某市”这个模板；现有的模板：liuzhou、shantou、standard、wuzhou"),
        (".", "没有“.”这个模板"),
        ("..", "没有“..”这个模板"),
        ("甲\0乙", "没有“甲\0乙”这个模板"),
        ("长" * 300, "这个模板"),
        ("c:x", "没有“c:x”这个模板"),
        ("./" + "长" * 300, "不是模板"),
    ],
)
def test_an_unknown_template_is_a_message(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(WrongUse) as refused:
        load_template(name, tmp_path)
    assert message in str(refused.value)


# ── Parents ─────────────────────────────────────────────────────────────────────────────────────────────────

PARENT = """
title = "上级"
version = "2"
[options]
precision = 1
rise = "增加"
[[items]]
name = "单位全称"
required = true
help = "规范全称"
[[items]]
name = "年度"
kind = "year"
[[parts]]
name = "工作"
heading = "工作情况"
section = "part"
contents = [1]
lists = "items"
[[parts]]
name = "安排"
heading = "安排"
section = "part"
[[indicators]]
name = "立案"
label = "立案数"
unit = "起"
required = true
department = "刑侦"
"""


def test_a_child_states_only_what_differs(tmp_path: Path) -> None:
    write(tmp_path, "上级", PARENT)
    spec = load(
        tmp_path,
        """
        extends = "上级"
        [options]
        precision = 0
        [[items]]
        name = "单位全称"
        help = "印在落款里"
        [[items]]
        name = "局长"
        [[parts]]
        name = "新增"
        heading = "新增"
        section = "part"
        [[parts]]
        name = "工作"
        heading = "主要工作"
        [[indicators]]
        name = "立案"
        department = "刑警"
        [[indicators]]
        name = "破案"
        label = "破案数"
        unit = "起"
        """,
    ).spec
    assert (spec.name, spec.title, spec.version, spec.ancestry) == ("甲", "上级", "2", ("甲", "上级"))
    assert spec.options == Options(precision=0, rise="增加")
    assert [(item.name, item.required, item.help) for item in spec.items] == [
        ("单位全称", True, "印在落款里"),
        ("年度", False, ""),
        ("局长", False, ""),
    ]
    assert [(i.name, i.label, i.required, i.department) for i in spec.indicators] == [
        ("立案", "立案数", True, "刑警"),
        ("破案", "破案数", False, ""),
    ]
    assert [(part.name, part.heading, part.contents, part.lists[0]) for part in spec.parts] == [
        ("工作", "主要工作", (1,), "items"),
        ("安排", "安排", (), "paragraphs"),
        ("新增", "新增", (), "paragraphs"),
    ]


def test_files_of_the_child_stand_before_inherited_ones(tmp_path: Path) -> None:
    write(tmp_path, "上级", PARENT, part="上级的", lead="上级的")
    write(tmp_path, "乙", 'extends = "上级"', part="自己的")
    template = load_template("乙", tmp_path)
    read = [path.read_text(encoding="utf-8") for name in ("part", "lead") if (path := template.find(f"sections/{name}.md.j2"))]
    assert read == ["自己的", "上级的"]
    assert template.find("sections/other.md.j2") is None


def test_a_parent_is_found_beside_the_child_and_beside_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "库").mkdir()
    child = write(tmp_path / "库", "甲", 'extends = "上级"')
    beside = write(tmp_path / "库", "上级", PARENT)
    assert load_template(str(child)).folders == (child, beside)
    (beside / "template.toml").unlink()
    near = write(tmp_path, "上级", PARENT)
    assert load_template(str(child), tmp_path).folders == (child, near)


# ── Mistakes ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("settings", "mistake"),
    [
        ('titel = "甲"', "甲/template.toml：不认识的设置“titel”；是不是想写“title”？"),
        ("title = 5", "甲/template.toml：“title”填的是 5，应是文字（加引号）"),
        ("version = 1.0", "“version”填的是 1.0，应是文字（加引号）"),
        ("extends = true", "“extends”填的是 true，应是文字（加引号）"),
        ('extends = "standart"', "extends 填的是“standart”，没有这个模板；是不是想写“standard”？"),
        ('extends = "../standard"', "extends 填的是“../standard”，应是模板名，不能是路径"),
        ('extends = "..\\\\standard"', "应是模板名，不能是路径"),
        ('extends = "甲"', "模板互相继承，成了一圈：甲 → 甲；请改 extends"),
        ("options = 5", "“options”应写成 [options] 的样子"),
        ("[[options]]", "“options”应写成 [options] 的样子"),
        ("[items]", "“items”应写成 [[items]] 的样子"),
        ("parts = [1]", "“parts”应写成 [[parts]] 的样子"),
        ("[options]\nprecison = 1", "[options]：不认识的设置“precison”；是不是想写“precision”？"),
        ('[options]\nprecision = "2"', "[options]：“precision”填的是 “2”，应是整数"),
        ("[options]\nprecision = true", "[options]：“precision”填的是 true，应是整数"),
        ("[options]\nprecision = -1", "[options]：“precision”填的是 -1，应是 0 到 6"),
        ("[options]\nprecision = 1000000000", "应是 0 到 6"),
        ("[options]\nsmall_base = -1", "[options]：“small_base”填的是 -1，应是 0 或大于 0 的整数"),
        ('[options]\nsmall_fall = ""', "[options]：“small_fall”填的是 “”，不能是空的"),
        ('[options]\njoining = " "', "“joining”填的是 “ ”，不能是空的"),
        ("[options]\ngrouping = 1", "[options]：“grouping”填的是 1，应是 true 或 false"),
        ('[options]\nnumbering = ["一、"]', "“numbering”填的是 ['一、']，应有 4 个值"),
        ('[options]\nnumbering = "一、"', "应是一组值，例如 [...]"),
        ('[[items]]\nname = "甲"\nkind = "数字"', "[[items]] 甲：“kind”填的是 “数字”，应是 text、lines、year、date、choice 之一"),
        ('[[items]]\nhelp = "甲"', "[[items]]：缺少设置 name"),
        ('[[items]]\nname = " "', "[[items]]：“name”填的是 “ ”，不能是空的"),
        ('[[items]]\nname = "甲"\n[[items]]\nname = "甲"', "[[items]] 甲：写了两次；请只留一个"),
        ('[[parts]]\nname = "甲"', "[[parts]] 甲：缺少设置 heading、section"),
        ('[[parts]]\nname = "甲"\nheading = "甲"\nsection = "part"\ncontents = [6]', "“contents”填的是 [6]，应是 1 到 5（法定五项内容）"),
        ('[[parts]]\nname = "甲"\nheading = "甲"\nsection = "part"\nlists = "一是"', "应是 paragraphs、inline、items 之一"),
        ('[[parts]]\nname = "甲"\nheading = "甲"\nsection = "part"\nheadings = ["run-in"]', "应有 4 个值"),
        ('[[indicators]]\nname = "甲"\nunit = "起"', "[[indicators]] 甲：缺少设置 label"),
        ('[[indicators]]\nname = "1甲"\nlabel = "甲"\nunit = "起"', "引用名只用汉字、字母、数字和下划线，不以数字开头"),
        ('[[indicators]]\nname = "Ａ甲"\nlabel = "甲"\nunit = "起"', "引用名只用汉字、字母、数字和下划线"),
        ('[[indicators]]\nname = "甲"\nlabel = "甲"\nunit = 5', "[[indicators]] 甲：“unit”填的是 5，应是文字（加引号）"),
        (
            '[[items]]\nname = "甲"\n[[indicators]]\nname = "甲"\nlabel = "甲"\nunit = "起"',
            "“甲”既是基本信息的项目，又是指标的引用名；请改掉一个",
        ),
        ('[[items]]\nname = "甲"\nhelp = 1979-05-27', "“help”填的是 1979-05-27，应是文字（加引号）"),
        (f'[[items]]\nname = "甲"\nkind = "{"长" * 99}"', "长长长…，应是 text"),
    ],
)
def test_a_mistake_in_the_settings_is_said_with_what_was_expected(tmp_path: Path, settings: str, mistake: str) -> None:
    (found,) = mistakes(tmp_path, settings)
    assert found.startswith("甲/template.toml 第")
    assert mistake.removeprefix("甲/template.toml：") in found


@pytest.mark.parametrize(
    ("settings", "mistake"),
    [
        ('title = "甲"\ntitle = "乙"', "第2行：设置的写法有错：同一个设置写了两次"),
        ("title 甲", "第1行：设置的写法有错：设置名后面应是 ="),
        ("\n\ntitle = 甲", "第3行：设置的写法有错：等号后面的值不对，文字要加引号"),
        ('title = "甲', "设置的写法有错：引号没有结束"),
        ('title = "甲"乙"', "第1行：设置的写法有错：一行只能写一个设置"),
        ("[options]\n[options]", "第2行：设置的写法有错：同一个表写了两次"),
        ("[options", "设置的写法有错：表名的方括号没有结束"),
        ("a = [1, 2", "设置的写法有错：方括号没有结束"),
        ('title = "甲"\n[editions.上报]', '第2行：设置的写法有错：表名、设置名是汉字的要加引号，例如 [editions."上报"]'),
        ('[fonts]\n仿宋 = "仿宋_GB2312"', "第2行：设置的写法有错：每一行应是“设置名 = 值”；设置名是汉字的要加引号"),
        ("a = " + "[" * 5000, "设置的写法有错"),
    ],
)
def test_settings_that_can_not_be_read_are_said_with_their_line(tmp_path: Path, settings: str, mistake: str) -> None:
    (found,) = mistakes(tmp_path, settings)
    assert found.startswith("甲/template.toml")
    assert mistake in found


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    write(tmp_path, "上级", "[options]\nprecision = 9")
    settings = 'extends = "上级"\ntitle = 5\nfoo = 1\nbar = 2\n[options]\nrise = 1\nfall = 2\n'
    settings += '[[items]]\nkind = "x"\n[[parts]]\n[[indicators]]\nname = "甲"'
    found = mistakes(tmp_path, settings)
    assert [line.split("；")[0] for line in found] == [
        "甲/template.toml 第2行：“title”填的是 5，应是文字（加引号）",
        "甲/template.toml 第3行：不认识的设置“foo”",
        "甲/template.toml 第4行：不认识的设置“bar”",
        "甲/template.toml 第6行：[options]：“rise”填的是 1，应是文字（加引号）",
        "甲/template.toml 第7行：[options]：“fall”填的是 2，应是文字（加引号）",
        "甲/template.toml 第8行：[[items]]：缺少设置 name",
        "甲/template.toml 第9行：[[items]]：“kind”填的是 “x”，应是 text、lines、year、date、choice 之一",
        "甲/template.toml 第10行：[[parts]]：缺少设置 name、heading、section",
        "甲/template.toml 第11行：[[indicators]] 甲：缺少设置 label、unit",
        "上级/template.toml 第2行：[options]：“precision”填的是 9，应是 0 到 6",
    ]


def test_templates_that_extend_each_other_are_named(tmp_path: Path) -> None:
    write(tmp_path, "乙", 'extends = "丙"')
    write(tmp_path, "丙", 'extends = "甲"')
    assert mistakes(tmp_path, 'extends = "乙"') == ["丙/template.toml 第1行：模板互相继承，成了一圈：甲 → 乙 → 丙 → 甲；请改 extends"]


@pytest.mark.parametrize("extends", ['extends = "没有"', 'extends = "坏"', 'extends = "甲"'])
def test_what_only_an_unread_parent_could_explain_is_not_held_against_the_child(tmp_path: Path, extends: str) -> None:
    write(tmp_path, "坏", "title")
    child = 'outline = ["工作"]\n[options]\nprecision = 9\n[[parts]]\nname = "工作"\nlists = "items"\n'
    child += '[[indicators]]\nname = "立案"\ndrop = true'
    found = mistakes(tmp_path, f"{extends}\n{child}")
    assert len(found) == 2
    assert "甲/template.toml 第4行：[options]：“precision”填的是 9，应是 0 到 6" in found


def test_settings_in_another_encoding_are_said_so(tmp_path: Path) -> None:
    home = write(tmp_path, "甲", "")
    (home / "template.toml").write_bytes('title = "模板"'.encode("gbk"))
    with pytest.raises(FindingsStop) as stop:
        load_template("甲", tmp_path)
    assert [str(found) for found in stop.value.findings] == ["甲/template.toml：文件不是 UTF-8 编码；请另存为 UTF-8"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    home = write(tmp_path, "甲", "")
    (home / "template.toml").write_bytes(b"\xef\xbb\xbf" + 'title = "模板"'.encode())
    assert load_template("甲", tmp_path).spec.title == "模板"


def test_a_huge_settings_file_is_refused(tmp_path: Path) -> None:
    home = write(tmp_path, "甲", "")
    (home / "template.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(UnusableFile, match=r"甲/template\.toml：超过 1000 KB，不像是模板的设置"):
        load_template("甲", tmp_path)


def test_settings_that_can_not_be_read_are_a_message(tmp_path: Path) -> None:
    home = write(tmp_path, "甲", "")
    (home / "template.toml").unlink()
    (home / "template.toml").symlink_to("/proc/self/mem")
    with pytest.raises(UnusableFile, match=r"甲/template\.toml：这是指向别处的链接"):
        load_template("甲", tmp_path)


def test_a_workbook_that_names_an_unknown_template_is_a_message(folder: Path) -> None:
    with pytest.raises(WrongUse, match="没有“大”这个模板"):
        check(make_workbook(folder / "甲.xlsx", template="大"))


def test_a_section_text_that_is_not_there_is_an_error(folder: Path) -> None:
    (folder / "templates" / "小" / "sections" / "part.md.j2").unlink()
    (error,) = check(make_workbook(folder / "甲.xlsx")).errors
    assert str(error) == "模板 part.md.j2：没有文件 sections/part.md.j2；请检查文件名；只能用模板和它上级模板的 sections/ 里的文件"


@pytest.mark.parametrize("section", ["../../x", "/etc/passwd", "c:x"])
def test_a_part_can_not_be_worded_by_a_file_from_elsewhere(tmp_path: Path, section: str) -> None:
    settings = f'[[parts]]\nname = "工作"\nheading = "工作"\nsection = "{section}"'
    make_template(tmp_path, settings)
    errors = [str(error) for error in check(make_workbook(tmp_path / "甲.xlsx")).errors]
    assert any(f"没有文件 sections/{section}.md.j2" in error for error in errors)


def test_a_link_to_a_file_elsewhere_is_no_part_of_a_template(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    lead = folder / "templates" / "小" / "sections" / "lead.md.j2"
    lead.unlink()
    lead.symlink_to(tmp_path / "secret")
    with pytest.raises(FindingsStop) as stopped:
        compose(make_workbook(folder / "甲.xlsx"), Findings())
    said = [str(found) for found in stopped.value.findings]
    assert said == ["小/sections/lead.md.j2：这是指向别处的链接，不能用；请把文件本身复制到模板的文件夹里"]
