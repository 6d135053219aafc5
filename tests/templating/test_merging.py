from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import FindingsStop
from generator.model.template import EDITIONS, EditionSpec, TemplateSpec
from generator.templating.cache import Cache
from generator.templating.loading import Template, load_template

PARENT = """
[[items]]
name = "单位全称"
[[items]]
name = "局长"
[[items]]
name = "网站标题"
[[parts]]
name = "工作"
heading = "工作情况"
section = "part"
contents = [1, 2, 3]
[[parts]]
name = "安排"
heading = "安排"
section = "part"
contents = [4, 5]
lists = "inline"
[[parts]]
name = "附录"
heading = "附录"
section = "part"
[[indicators]]
name = "立案"
label = "立案数"
unit = "起"
[fonts]
"仿宋_GB2312" = "仿宋"
"黑体" = "SimHei"
[editions."公开"]
signature = "none"
"""


def write(folder: Path, name: str, settings: str) -> None:
    home = folder / "templates" / name
    home.mkdir(parents=True)
    (home / "template.toml").write_text(settings, encoding="utf-8")


def template(folder: Path, child: str, parent: str = PARENT) -> Template:
    write(folder, "上级", parent)
    write(folder, "甲市", f'extends = "上级"\n{child}')
    return load_template("甲市", folder)


def spec(folder: Path, child: str) -> TemplateSpec:
    return template(folder, child).spec


def mistakes(folder: Path, child: str, parent: str = PARENT) -> list[str]:
    with pytest.raises(FindingsStop) as stop:
        template(folder, child, parent)
    return [str(found).removeprefix("甲市/template.toml ") for found in stop.value.findings]


# ── drop and outline ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "left"),
    [("items", ["单位全称", "网站标题"]), ("parts", ["工作", "附录"]), ("indicators", [])],
)
def test_drop_takes_an_inherited_row_out(tmp_path: Path, rows: str, left: list[str]) -> None:
    name = {"items": "局长", "parts": "安排", "indicators": "立案"}[rows]
    merged = spec(tmp_path, f'[[{rows}]]\nname = "{name}"\ndrop = true')
    assert [row.name for row in getattr(merged, rows)] == left


def test_what_is_dropped_may_come_back_in_a_child_of_the_child(tmp_path: Path) -> None:
    template(tmp_path, '[[indicators]]\nname = "立案"\ndrop = true')
    write(tmp_path, "乙市", 'extends = "甲市"\n[[indicators]]\nname = "立案"\nlabel = "立案"\nunit = "件"')
    assert [(row.name, row.unit) for row in load_template("乙市", tmp_path).spec.indicators] == [("立案", "件")]


def test_drop_false_changes_nothing(tmp_path: Path) -> None:
    assert len(spec(tmp_path, '[[parts]]\nname = "安排"\ndrop = false').parts) == 3


def test_without_an_outline_new_parts_come_last(tmp_path: Path) -> None:
    merged = spec(tmp_path, '[[parts]]\nname = "新增"\nheading = "新增"\nsection = "part"\n[[parts]]\nname = "安排"\nheading = "下年安排"')
    assert [(part.name, part.heading) for part in merged.parts] == [
        ("工作", "工作情况"), ("安排", "下年安排"), ("附录", "附录"), ("新增", "新增"),
    ]  # fmt: skip


def test_an_outline_says_which_parts_there_are_and_in_what_order(tmp_path: Path) -> None:
    merged = spec(tmp_path, 'outline = ["安排", "新增", "工作"]\n[[parts]]\nname = "新增"\nheading = "新增"\nsection = "part"')
    assert [part.name for part in merged.parts] == ["安排", "新增", "工作"]
    assert merged.parts[0].lists == ("inline",) * 4


def test_an_outline_is_inherited(tmp_path: Path) -> None:
    template(tmp_path, 'outline = ["安排", "工作"]')
    write(tmp_path, "乙市", 'extends = "甲市"\n[[parts]]\nname = "新增"\nheading = "新增"\nsection = "part"')
    assert [part.name for part in load_template("乙市", tmp_path).spec.parts] == ["安排", "工作", "新增"]


# ── Settings of a part ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("settings", "lists"),
    [
        ('lists = "items"', ("items",) * 4),
        ('lists = ["items"]', ("items",) * 4),
        ('lists = ["items", "inline"]', ("items", "inline", "inline", "inline")),
        ('lists = ["items", "inline", "paragraphs", "items"]', ("items", "inline", "paragraphs", "items")),
    ],
)
def test_lists_are_said_for_all_levels_or_level_by_level(tmp_path: Path, settings: str, lists: tuple[str, ...]) -> None:
    assert spec(tmp_path, f'[[parts]]\nname = "工作"\n{settings}').parts[0].lists == lists


def test_headings_are_said_for_all_levels_or_level_by_level(tmp_path: Path) -> None:
    child = '[[parts]]\nname = "工作"\nheadings = "run-in"\n[[parts]]\nname = "安排"\nheadings = ["own-line", "run-in", "run-in", "run-in"]'
    work, plans, rest = spec(tmp_path, child).parts
    assert work.headings == ("run-in",) * 4
    assert plans.headings == ("own-line", "run-in", "run-in", "run-in")
    assert rest.headings == ("own-line",) * 4


def test_a_part_may_have_its_own_numbers_and_list_mark(tmp_path: Path) -> None:
    work, plans, _ = spec(tmp_path, '[[parts]]\nname = "工作"\nlist_mark = "（一）"\nnumbering = ["", "一、", "（一）", "1."]').parts
    assert (work.list_mark, work.numbering) == ("（一）", ("", "一、", "（一）", "1."))
    assert (plans.list_mark, plans.numbering) == (None, None)


# ── Fonts, editions, page ───────────────────────────────────────────────────────────────────────────────────


def test_fonts_are_merged_by_name(tmp_path: Path) -> None:
    assert spec(tmp_path, '[fonts]\n"仿宋_GB2312" = "方正仿宋_GBK"\n"宋体" = "SimSun"').fonts == {
        "仿宋_GB2312": "方正仿宋_GBK", "黑体": "SimHei", "宋体": "SimSun",
    }  # fmt: skip


def test_editions_are_merged_setting_by_setting(tmp_path: Path) -> None:
    merged = spec(tmp_path, '[editions."公开"]\ntitle = "网站标题"\naddressee = true')
    assert merged.editions == {"上报": EDITIONS["上报"], "公开": EditionSpec("网站标题", False, True, "none", False, "4月1日")}


def test_the_page_is_an_option(tmp_path: Path) -> None:
    assert spec(tmp_path, '[options]\npage = "gbt33476"').options.page == "gbt33476"


# ── Statutory contents ──────────────────────────────────────────────────────────────────────────────────────


def test_a_statutory_content_that_no_part_holds_is_a_warning(tmp_path: Path) -> None:
    found = template(tmp_path, 'title = "甲市"\noutline = ["工作", "附录"]').findings
    assert [(one.code, one.severity) for one in found] == [("content-unheld", "warning")]
    assert str(found[0]) == (
        "甲市/template.toml 第3行：法定五项内容中的第4项“下一年度主要安排”、第5项“其他需要报告的情况”没有放进任何部分；"
        "请在写这项内容的部分的 contents 里加上它的序号"
    )


def test_the_standard_template_holds_all_contents() -> None:
    assert load_template("standard").findings == ()


def test_a_content_that_another_part_takes_over_is_held(tmp_path: Path) -> None:
    child = '[[parts]]\nname = "安排"\ndrop = true\n[[parts]]\nname = "工作"\ncontents = [1, 2, 3, 4, 5]'
    assert template(tmp_path, child).findings == ()


# ── Mistakes ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("child", "mistake"),
    [
        ('[[parts]]\nname = "没有"\ndrop = true', "第2行：[[parts]] 没有：上级模板里没有，去不掉；请删去这几行"),
        ('[[indicators]]\nname = "立案数"\ndrop = true', "第2行：[[indicators]] 立案数：上级模板里没有，去不掉；是不是想写“立案”？"),
        ("[[items]]\ndrop = true", "第2行：[[items]]：缺少设置 name；请写明要去掉哪一个"),
        ('[[items]]\nname = "局长"\ndrop = "是"', "第4行：[[items]] 局长：“drop”填的是 “是”，应是 true 或 false"),
        (
            '[[items]]\nname = "局长"\ndrop = true\nhelp = "x"',
            "第5行：[[items]] 局长：写了 drop = true，又写了 help；要去掉就只写 name 和 drop；要修改就删去 drop",
        ),
        ('[[parts]]\nname = "工作"\n[[parts]]\nname = "工作"\ndrop = true', "第4行：[[parts]] 工作：写了两次；请只留一个"),
        ('outline = ["工作", "安徘"]', "第2行：outline 里的“安徘”没有这个部分；是不是想写“安排”？"),
        (
            'outline = [\n"工作",\n"经费",\n]',
            "第4行：outline 里的“经费”没有这个部分；现有的部分：工作、安排、附录；新的部分请另写 [[parts]]",
        ),
        ('outline = ["工作",\n"工作"]', "第3行：outline 里的“工作”写了两次；请只留一个"),
        (
            'outline = ["工作"]\n[[parts]]\nname = "附录"\nheading = "附"',
            "第3行：[[parts]] 附录：outline 里没有它，报告里不会有这个部分；请写进 outline，或删去这几行",
        ),
        (
            'outline = "工作"',
            '第2行：“outline”填的是 “工作”，应是一组部分的名称；例如 outline = ["主要举措和成效", "下一年度主要安排"]',
        ),
        ('[[parts]]\nname = "工作"\nlists = []', "第4行：[[parts]] 工作：“lists”填的是 []，应写 1 到 4 个值，第几个管第几级"),
        ('[[parts]]\nname = "工作"\nheadings = "inline"', "“headings”填的是 “inline”，应是 own-line、run-in 之一"),
        ('[[parts]]\nname = "工作"\nlist_mark = 1', "“list_mark”填的是 1，应是文字（加引号）"),
        ('[[parts]]\nname = "工作"\nnumbering = ["一、"]', "“numbering”填的是 ['一、']，应有 4 个值"),
        ('[options]\npage = "A4"', "第3行：[options]：“page”填的是 “A4”，应是 gbt9704、gbt33476 之一"),
        ("fonts = 1", "第2行：“fonts”应写成 [fonts] 的样子"),
        ('[fonts]\n"宋体" = 1', "第3行：[fonts]：“宋体”填的是 1，应是字体的名称（加引号）"),
        ('[fonts]\n"宋体" = " "', "第3行：[fonts]：“宋体”填的是 “ ”，应是字体的名称（加引号）"),
        ("editions = 1", '第2行：“editions”应写成 [editions."上报"] 的样子'),
        ('editions = {"上报" = 1}', '第2行：“上报”应写成 [editions."上报"] 的样子'),
        ('[editions."内部"]\ntitle = "x"', "第2行：没有“内部”这个版本；版本有 上报、公开"),
        ('[editions."上报"]\nseal = true', '第3行：[editions."上报"]：不认识的设置“seal”'),
        ('[editions."上报"]\nsignature = true', "“signature”填的是 true，应是 seal、plain、none 之一"),
        ('[editions."上报"]\nletterhead = "有"', '[editions."上报"]：“letterhead”填的是 “有”，应是 true 或 false'),
        (
            '[editions."公开"]\ntitle = "网页标题"',
            '第3行：[editions."公开"]：“title”填的是“网页标题”，基本信息里没有这个项目；是不是想写“网站标题”？',
        ),
        (
            '[[indicators]]\nname = "局长"\nlabel = "局长"\nunit = "人"',
            "第2行：“局长”既是基本信息的项目，又是指标的引用名；请改掉一个",
        ),
    ],
)
def test_a_mistake_is_said_with_its_line(tmp_path: Path, child: str, mistake: str) -> None:
    (found,) = mistakes(tmp_path, child)
    assert mistake in found
    assert found.startswith("第")


def test_the_item_of_a_title_can_not_be_dropped(tmp_path: Path) -> None:
    parent = '[[items]]\nname = "标题（上报版）"\n[[items]]\nname = "标题（公开版）"\n'
    child = '[[items]]\nname = "标题（上报版）"\ndrop = true'
    assert mistakes(tmp_path, child, parent) == [
        '第2行：[[items]] 标题（上报版）：上报版的标题要用它，不能去掉；请在 [editions."上报"] 的 title 里写另一个项目'
    ]


def test_mistakes_of_every_layer_are_said_at_once(tmp_path: Path) -> None:
    parent = PARENT.replace("contents = [4, 5]", "contents = [6]")
    assert mistakes(tmp_path, 'foo = 1\n[[parts]]\nname = "没有"\ndrop = true', parent) == [
        "第2行：不认识的设置“foo”",
        "第3行：[[parts]] 没有：上级模板里没有，去不掉；请删去这几行",
        "上级/template.toml 第17行：[[parts]] 安排：“contents”填的是 [6]，应是 1 到 5（法定五项内容）",
    ]


def test_lines_are_counted_in_files_of_windows_too(tmp_path: Path) -> None:
    write(tmp_path, "甲市", "")
    (tmp_path / "templates" / "甲市" / "template.toml").write_bytes('title = """\r\n一\r\n"""\r\nfoo = 1\r\n'.encode())
    with pytest.raises(FindingsStop) as stop:
        load_template("甲市", tmp_path)
    assert [str(found) for found in stop.value.findings] == ["甲市/template.toml 第4行：不认识的设置“foo”"]


def test_lines_are_told_for_kept_settings_too(tmp_path: Path) -> None:
    write(tmp_path, "甲市", "\nfoo = 1")
    for _ in range(2):
        with pytest.raises(FindingsStop) as stop:
            load_template("甲市", tmp_path, Cache(tmp_path / "kept"))
        assert [str(found) for found in stop.value.findings] == ["甲市/template.toml 第2行：不认识的设置“foo”"]


# ── Cross-checks and rates ──────────────────────────────────────────────────────────────────────────────────

CHECKED = (
    PARENT
    + """
[[indicators]]
name = "破案"
label = "破案数"
unit = "起"
[[indicators]]
name = "破案率"
label = "破案率"
unit = "%"
numerator = "破案"
denominator = ["立案"]
[[checks]]
name = "破案"
rule = "破案 <= 立案"
message = "破案是立案的一部分"
[[checks]]
name = "比率"
rule = "破案率 >= 10"
"""
)


def checks(folder: Path, child: str) -> dict[str, tuple[str, str, str]]:
    found = template(folder, child, CHECKED).spec.checks
    return {check.name: (check.rule, check.message, check.severity) for check in found}


def test_checks_are_inherited_and_changed_by_name(tmp_path: Path) -> None:
    assert checks(tmp_path, '[[checks]]\nname = "破案"\nseverity = "warning"\n[[checks]]\nname = "新"\nrule = "立案 > 0"') == {
        "破案": ("破案 <= 立案", "破案是立案的一部分", "warning"),
        "比率": ("破案率 >= 10", "", "error"),
        "新": ("立案 > 0", "", "error"),
    }


def test_a_check_is_dropped_like_any_row(tmp_path: Path) -> None:
    assert list(checks(tmp_path, '[[checks]]\nname = "破案"\ndrop = true')) == ["比率"]


def test_what_names_a_dropped_indicator_is_left_out_without_a_word(tmp_path: Path) -> None:
    loaded = template(tmp_path, '[[indicators]]\nname = "破案"\ndrop = true', CHECKED)
    assert [check.name for check in loaded.spec.checks] == ["比率"]
    [rate] = [row for row in loaded.spec.indicators if row.name == "破案率"]
    assert (rate.numerator, rate.denominator) == ((), ())
    assert loaded.findings == ()


def test_one_name_or_several_make_a_rate(tmp_path: Path) -> None:
    [rate] = [row for row in template(tmp_path, "", CHECKED).spec.indicators if row.name == "破案率"]
    assert (rate.numerator, rate.denominator) == (("破案",), ("立案",))


@pytest.mark.parametrize(
    ("child", "mistake"),
    [
        ('[[checks]]\nname = "甲"\nrule = "破安 <= 立案"', "第4行：[[checks]] 甲：“rule”里的“破安”没有这个指标；是不是想写“破案”"),
        ('[[checks]]\nname = "甲"\nrule = "破案 = 立案"', "第4行：[[checks]] 甲：“rule”填的是“破案 = 立案”，“等于”要写两个等号"),
        ('[[checks]]\nname = "甲"', "第2行：[[checks]] 甲：缺少设置 rule"),
        ('[[checks]]\nname = "甲"\nrule = "立案 > 0"\nseverity = "advice"', "“severity”填的是“advice”，应是 error、warning 之一"),
        ('[[checks]]\nname = "没有"\ndrop = true', "第2行：[[checks]] 没有：上级模板里没有，去不掉"),
        ("checks = 1", "第2行：“checks”应写成 [[checks]] 的样子"),
        ('[[indicators]]\nname = "破案率"\nnumerator = "破安"', "第4行：[[indicators]] 破案率：“numerator”里的“破安”没有这个指标"),
        ('[[indicators]]\nname = "破案率"\nnumerator = []', "numerator（分子）和 denominator（分母）要一起写"),
        ('[[indicators]]\nname = "破案率"\nnumerator = 1', "“numerator”填的是 1，应是一组值"),
        ('[[indicators]]\nname = "破案"\ndrop = true\n[[checks]]\nname = "甲"\nrule = "破案 > 0"', "“rule”里的“破案”没有这个指标"),
        ('[editions."上报"]\ndeadline = "2月30日"', "“deadline”填的是“2月30日”，应是 3月1日 这样的日期"),
        ("basis = 1", "第2行：“basis”填的是 1，应是文字（加引号）"),
    ],
)
def test_a_mistake_in_a_check_or_a_rate_is_said_with_its_line(tmp_path: Path, child: str, mistake: str) -> None:
    found = mistakes(tmp_path, child, CHECKED)
    assert any(mistake in line.replace("是 “", "是“") for line in found), found


def test_the_nearest_template_says_what_asks_for_the_contents(tmp_path: Path) -> None:
    assert "厅字〔2019〕28号" in spec(tmp_path, "").basis
    assert template(tmp_path / "二", 'basis = "本省办法"').spec.basis == "本省办法"
