"""What stands in the files of a new template: settings and an example text that change nothing until they are edited.

A line that begins with ``#`` and no space is a setting switched off; with a space it explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from generator.model.template import IndicatorSpec, Options, PartSpec, TemplateSpec

_RULE = "─" * 30
_EXPLAINED = {
    "precision": "小数最多保留几位",
    "grouping": "五位以上的数用千分位逗号",
    "change": "同比的说法",
    "rise": "数量上升",
    "fall": "数量下降",
    "rate_rise": "比率上升（百分点）",
    "rate_fall": "比率下降（百分点）",
    "amount_rise": "金额上升",
    "amount_fall": "金额下降",
    "flat": "没有变化",
    "share": "占比的说法",
    "respectively": "几个同比连写时的说法",
    "small_base": "上年数小于它的，写增减几起，不写百分比；0 表示都写百分比",
    "small_rise": "增减几起的说法：增加",
    "small_fall": "增减几起的说法：减少",
    "zero_base_difference": "上年为 0 时也写增加几起",
    "no_base": "上年为 0 时“.同比”印什么；空着表示报错",
    "no_last": "上年没有填或不适用时“.同比”印什么；空着表示报错",
    "times": "倍数前面的字",
    "joining": "几个同比连写时最后一个前面的字，例如 和",
    "numbering": "一至四级标题的序号，一 或 1 处换成数字",
    "list_mark": "列举用语",
    "appendix": "附“主要指标一览表”",
    "appendix_title": "一览表的标题",
    "page": "版面：gbt9704 或 gbt33476",
}


def settings_text(name: str, parent_name: str, parent: TemplateSpec) -> str:
    """The ``template.toml`` of a new template: the parent's name, a title, and an example of every setting switched off."""
    return "\n".join([*_head(name, parent_name, parent), *_options(parent.options), *_rest(parent), ""])


def _head(name: str, parent_name: str, parent: TemplateSpec) -> Iterator[str]:
    yield f"# 模板“{name}”：只写与上级模板“{parent_name}”不同的地方，没有写的都照上级模板。"
    yield "# 行首是 # 又紧跟着设置的，是例子，不起作用；要用就去掉这一个 #，再改成自己的。"
    yield f"# 改完后运行 fazhi template check {name}，会列出全部问题；fazhi template show {name} 看每项设置从哪里来。"
    yield ""
    yield f"extends = {_quoted(parent_name)}"
    yield f"title = {_quoted(f'法治政府建设年度报告（{name}）')}"
    yield 'version = "1.0"'
    if parent.parts:
        yield ""
        yield "# 报告依次有哪几部分；没有写到的部分就不要了。"
        yield f"#outline = [{', '.join(_quoted(part.name) for part in parent.parts)}]"


def _options(options: Options) -> Iterator[str]:
    yield from _heading("用词和精度（例子里是上级模板的写法）")
    yield "[options]"
    for setting in fields(options):
        explained = _EXPLAINED.get(setting.name, "")
        yield f"#{setting.name} = {_value(getattr(options, setting.name))}{f'   # {explained}' if explained else ''}"


def _rest(parent: TemplateSpec) -> Iterator[str]:
    yield from _heading("字体：report.docx 里的字体换成另一种")
    yield "[fonts]"
    yield '#"仿宋_GB2312" = "仿宋"'
    yield from _heading("上报版和公开版各有什么")
    yield "# signature：seal 加盖印章的署名，plain 不加盖印章的署名，none 不署名。"
    yield '#[editions."公开"]'
    yield "#letterhead = false      # 版头"
    yield "#addressee = false       # 主送机关"
    yield '#signature = "plain"'
    yield "#imprint = false         # 版记"
    yield '#deadline = "3月25日"      # 次年的期限，成文日期晚于它会提醒'
    yield from _heading("基本信息：加一项，或改上级模板的一项")
    yield "# kind：text 文字，lines 可分行，year 年份，date 日期，choice 下拉选择。"
    yield "#[[items]]"
    yield '#name = "审核人"'
    yield '#help = "核对全文的人，不印进报告"'
    yield from _heading("报告的部分：同名的只写不同的设置；新的名称加在最后；drop = true 去掉")
    yield "# headings：一至四级标题独占一行（own-line）还是接排（run-in）；"
    yield "# lists：同一标题下的几行 —— paragraphs 各自成段，inline 连写“一是……；二是……”，items 分段写“一是……”。"
    yield from (line for part in parent.parts[:1] for line in _part(part))
    yield "#[[parts]]"
    yield '#name = "特色工作"'
    yield '#heading = "{{ 年度 }}年的特色工作"'
    yield '#section = "part"'
    yield "#required = false"
    yield from _heading("指标：同名的只写不同的设置；新的引用名加在最后；drop = true 去掉")
    yield from (line for indicator in parent.indicators[:1] for line in _indicator(indicator))
    yield from (
        f"#{line}" for row in parent.indicators[1:][-1:] for line in ("[[indicators]]", f"name = {_quoted(row.name)}", "drop = true")
    )
    yield "#[[indicators]]"
    yield '#name = "法治示范单位"'
    yield '#label = "法治建设示范单位数"'
    yield '#unit = "个"'
    yield '#department = "法制支队"'
    yield '#help = "统计市级以上部门命名的示范单位，复核未通过的不计。"'
    yield from _checks(parent)


def _checks(parent: TemplateSpec) -> Iterator[str]:
    if not parent.checks:
        return
    yield from _heading("勾稽关系：几个指标之间应当成立的比较；severity：error 不改不能生成报告，warning 只提醒")
    yield "#[[checks]]"
    yield f"#name = {_quoted(parent.checks[0].name)}"
    yield '#severity = "warning"'
    yield "#[[checks]]"
    yield '#name = "我的核对"'
    yield f"#rule = {_quoted(parent.checks[-1].rule)}"
    yield '#message = "不成立时这样说"'


def _part(part: PartSpec) -> Iterator[str]:
    yield "#[[parts]]"
    yield f"#name = {_quoted(part.name)}"
    yield '#headings = ["own-line", "run-in", "run-in", "run-in"]'
    yield '#lists = "inline"'


def _indicator(indicator: IndicatorSpec) -> Iterator[str]:
    yield "#[[indicators]]"
    yield f"#name = {_quoted(indicator.name)}"
    yield f"#required = {_value(not indicator.required)}"


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield f"# ── {words} {_RULE}"


def _quoted(text: str) -> str:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 else f"\\{c}" if c in '"\\' else c for c in text)
    return f'"{escaped}"'


def _value(value: object) -> str:
    """A setting as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def section_text(parent: TemplateSpec, file: str) -> str:
    """A text in ``sections/`` that is as the inherited one of its name, with an example of a changed block in a comment."""
    named = "、".join(f"“{part.name}”" for part in parent.parts if part.section == file)
    return f"""{{#- {named}的文字。现在全部照上级模板；要改哪一块，把下面例子里的那一块移到注释外面，改成自己的话。
    一行一段；## 开头的行是二级标题，序号自动加。能写的名称、块和过滤器见 docs/templates.md。

    {{% block 引言 %}}
    {{{{ 年度 }}}}年，{{{{ 单位简称 }}}}主要做了以下工作。
    {{% endblock %}}
-#}}
{{% extends 上级 %}}
"""
