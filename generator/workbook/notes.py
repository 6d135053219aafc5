"""The notes on the headings of 指标 and 报告内容, with examples in the template's own words and decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.model.amounts import print_number, ratio_half_up
from generator.model.template import Options


def indicator_notes(options: Options) -> Mapping[str, str]:
    """The notes of 指标 by column heading."""
    small = f"\n上年数小于 {options.small_base} 的，写{options.small_rise}、{options.small_fall}的数量。" if options.small_base else ""
    from_zero = "" if options.zero_base_difference else "\n上年为 0 的算不出百分比。"
    return {
        "引用名": "正文里用这个名字引用指标，例如 {{ 刑事立案 }}。\n"
        "只用汉字、字母、数字和下划线，不以数字开头。\n可以在表的末尾自己加指标。",
        "单位": "一个指标一个单位。比率填 %，本年填 95.5 表示 95.5%。文字结果（如 全国第一）填 文本。",
        "本年": "填数字。确实为零填 0；不涉及填“不适用”；还没有数据留空。\n"
        "概数照要印的样子填：近2亿、1000余、约300、15%～30%。\n大数可以填 3.57万。",
        "上年": "上一年度同期的数，填法同“本年”。",
        "同比": f"自动计算，不用填；报告里照这样印。{small}{from_zero}",
        "同比（手填）": "只在没有上年数时填，下降填负数，例如 9.81 或 -5。",
        "统计时段": "与报告的统计时段相同就留空；不同的写明，例如 1至11月。",
        "为零时写作": "数值为 0 时不印“0件”，印这几个字，例如 无行政诉讼案件。\n要能与正文里前后的字连成一句；空着就印“0件”。",
        "公开": "公开版能不能出现这个数：是、否。还没有定就留空。",
        "核对说明": "核对提出警告、而数没有错的，在这里说明：先写本年的数，再写冒号和原因，例如 593：专项行动。\n"
        "本年改了，说明就失效。错误不能这样说明，要改数。",
        "引用": "复制这一格，粘贴到“报告内容”的正文里。",
    }


def entry_notes(options: Options) -> Mapping[str, str]:
    """The notes of 报告内容 by column heading."""
    return {
        "部分": "从下拉列表里选；空着表示与上一行相同。\n“导语”“结语”会代替模板里的句子。",
        "栏目": "部分下面的二级标题，从下拉列表里选，也可以自己写；空着表示与上一行相同。",
        "小标题": "栏目下面的标题，可以不填。",
        "正文": "照平常写文章填写；要分段按 Alt+Enter。\n"
        "数字最好写成 {{ 引用名 }}，以后改数只改“指标”表。\n"
        f"{{{{ 刑事立案 }}}} 印 593起，{{{{ 刑事立案.同比 }}}} 印 {example_change(options)}。\n"
        "单位和“同比”由工具印，外面不要再写。\n"
        "有些部分（见“填写说明”）的各行由工具加上 一是、二是；以冒号结尾的第一行是引出的话，不编号。",
        "公开": "公开版印不印这一行：是、否。还没有定就留空。",
        "备注": "不印进报告。正文里的数被警告、而没有错的，在这里说明：\n先写那个数，再写冒号和原因，一行一个，例如 10208人：口径不同。",
    }


def example_change(options: Options) -> str:
    """同比上升9.81%: a rise from 540 to 593."""
    per_cent = ratio_half_up(Decimal(5300), Decimal(540), options.precision)
    return f"{options.change}{options.rise}{print_number(per_cent, options.precision)}%"
