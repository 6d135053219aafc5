from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose.leftovers import leftovers
from generator.prose.quantities import even


def found(text: str) -> list[tuple[str, bool]]:
    level = even(text)
    return [(level[each.start : each.end], each.certain) for each in leftovers(level)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全年破案**起", "**"),
        ("同比上升**%，居全市前列", "**"),
        ("**重点**工作", "**"),
        ("抓获××人", "××"),
        ("××市公安局", "××"),
        ("向XX县公安局移送", "XX"),
        ("全年查处xx起", "xx"),
        ("×月×日印发", "×月"),
        ("破案（待补），抓获20人", "（待补）"),
        ("破案【数据待核实】起", "【数据待核实】"),
        ("破案（请核对）20起", "（请核对）"),
        ("【此段待完善】加强监督", "【此段待完善】"),
        ("破案待补起", "待补"),
        ("抓获人数待填。", "待填"),
        ("共办理[ ]件", "[ ]"),
        ("按照〔　〕5号文件", "〔　〕"),
        ("甲公〔2022〕　号", "〔2022〕　号"),
        ("开展（  ）行动", "（  ）"),
        ("开展“”行动", "“”"),
        ("抓获____人", "____"),
        ("于2022年　月　日印发", "年　月"),
        ("于3月  日启动", "月  日"),
        ("同比上升%，居全市前列", "上升%"),
        ("合格率达 %", "达 %"),
        ("破案？？起", "？？起"),
        ("破案??起", "？？起"),
        ("某某市公安局", "某某市公安"),
        ("此处填写主要做法", "此处填"),
        ("单击或点击此处输入文字", "单击或点击"),
        ("加强培训TODO", "TODO"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("破案#REF!起", "#REF！"),
        ("同上。", "同上。"),
        ("（略）", "（略）"),
    ],
)
def test_what_no_finished_text_holds_is_certain(text: str, said: str) -> None:
    assert (said, True) in found(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("由××单位牵头", "××"),
        ("×公〔2023〕5号", "×公"),
        ("具体时间待定。", "待定"),
        ("经费缺口待补。", "待补"),
        ("数量待核实，正在统计", "待核实"),
        ("具体名单（略）附后", "（略）"),
        ("效果如何？？有待检验", "？？"),
        ("抓获20人（？）", "（？）"),
        ("某某局牵头", "某某"),
        ("请填写单位名称", "请填写"),
        ("做法同上，不再赘述", "同上"),
        ("全年破案N起", "N"),
        ("全年立案    起，破案20起", "    起"),
    ],
)
def test_what_only_looks_so_is_doubtful(text: str, said: str) -> None:
    assert (said, False) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "实行7×24小时值守，宣传栏尺寸3×4米",
        "韦某博、张某某等人被移送起诉",
        "嫌疑人韦××、李**归案",
        "联系号码138****1234",
        "号码为138****的用户，号牌为桂B***12，手机尾号**34",
        "核查线索120条（已核查117条、待核查3条），移送（待核准3件）",
        "有待补充完善，亟待补充力量，尚待核实，妥善对待定罪量刑",
        "依法退回补充侦查，按期完成（补充侦查）",
        "通过“请填写调查问卷”等方式听取意见",
        "发布《疫情期间这些行为怎么治？》等报道",
        "制定附件（略）中的清单",
        "“互联网+监管”和1+N机制",
        "变群众跑N次为跑一次",
        "防护用品N95口罩1000个",
        "使用XXL号反光背心，访问www.xx.com",
        "第N次修订",
        "喜迎二十大 忠诚保平安",
        "与上年同上一台阶",
        "和同上级部门保持一致",
        "行政许可103项，上升9.81%，占比95.5 %",
        "战略、策略和侵略等词不是省略",
        "2022年12月31日，9月 1日",
        "法制支队负责法制审核，法制部门把法治政府建设工作作为重要任务",
        "涉及（一）（二）两类，见《办法》（试行）",
        "无",
    ],
)
def test_finished_text_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_gaps_are_told_apart_because_a_tag_may_have_printed_nothing_there() -> None:
    assert [each.gap for each in leftovers("同比上升%。")] == [True]
    assert [each.gap for each in leftovers("破案**起。")] == [False]


@given(st.text(alphabet="破案抓获的，。：20年月日起人（）“”", max_size=40))
def test_a_leftover_is_a_stretch_of_the_text(text: str) -> None:
    for each in leftovers(text):
        assert 0 <= each.start < each.end <= len(text)
