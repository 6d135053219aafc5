from __future__ import annotations

import pytest

from generator.prose.names import case_names, persons, staffing, weak_spots
from generator.prose.quantities import even


def of(find: object, text: str) -> list[str]:
    level = even(text)
    assert callable(find)
    return [level[start:end] for start, end in find(level)]


# The names below are made of letters that nobody is called by.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市公安局局长王甲乙主持会议", "王甲乙"),
        ("副市长、局长李甲的部署", "李甲"),
        ("得到副部长张乙丙的批示肯定", "张乙丙"),
        ("民警覃甲乙荣获先进", "覃甲乙"),
        ("欧阳甲同志获得表彰", "欧阳甲"),
        ("由局长韦甲乙同志任组长", "韦甲乙"),
        ("邀请教授唐乙，进行授课", "唐乙"),
    ],
)
def test_names_beside_a_title_are_seen(text: str, name: str) -> None:
    assert of(persons, text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "局长高度重视，书记亲自部署",
        "成立以局长为组长的领导小组，由主任任组长",
        "民警常态化参加培训，民警严格执法的意识增强",
        "民警方可参与办案，民警武装到位",
        "全体党员同志和老同志参加，主任同志到场",
        "韦某博、韦某苗等人，民警张某某，嫌疑人李××",
        "所长、教导员和民警参加，局长会同法制支队部署",
        "局党政主要负责人带头学习，习近平总书记的重要讲话",
        "法制支队负责法制审核，法治政府建设工作作为重点",
        "民警周末在岗，民警许多时间用于调解",
    ],
)
def test_other_words_behind_a_title_are_no_names(text: str) -> None:
    assert of(persons, text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("侦破“8·10”特大骗取出口退税案", "“8·10”"),
        ('侦破"8.10"专案', '"8.10"'),
        ("侦破“7. 27”特大卡片招嫖案", "“7. 27”"),
        ("侦破9·23案件", "9·23"),
        ("侦破“跑分”专案", "“跑分”"),
    ],
)
def test_code_names_of_cases_are_seen(text: str, code: str) -> None:
    assert of(case_names, text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "在“12·4”国家宪法日以案说法，“6.26”国际禁毒日办案释法",
        "“110”宣传日、1月10日和“4·15”开展以案释法",
        "破案率98.5%，案件上升9.8个百分点",
        "盘查5.7万人次，破案20起，涉案8.10亿元",
        "“两电”刑事案件和“三非”外国人案件",
        "“昆仑2021”专项行动",
    ],
)
def test_days_and_figures_are_no_code_names(text: str) -> None:
    assert of(case_names, text) == []


@pytest.mark.parametrize("text", ["全市在职民警2757人", "选派警力69名驻村", "抽调69名警力驻村", "核定编制300名", "现有辅警500余人"])
def test_staffing_is_seen(text: str) -> None:
    assert len(of(staffing, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "旁听民警388人",
        "培训民警710余名",
        "3508名民警参加考试",
        "新入警民警141人参加考试",
        "出动警力2.3万人次",
        "编制清单30项",
        "配备5682台",
    ],
)
def test_training_and_work_are_no_staffing(text: str) -> None:
    assert of(staffing, text) == []


@pytest.mark.parametrize(
    "text", ["发现高危风险漏洞4278167个", "发现20个高危漏洞", "107家单位存在网络安全隐患", "列出隐患单位107家", "整改高危端口12个"]
)
def test_weak_spots_are_seen(text: str) -> None:
    assert len(of(weak_spots, text)) == 1


@pytest.mark.parametrize(
    "text",
    ["整改治安隐患410处", "255家政府网站和115个系统", "107家单位签订承诺书", "堵塞管理漏洞", "检查高风险纳税人2次", "高风险地区445人"],
)
def test_ordinary_figures_are_no_weak_spots(text: str) -> None:
    assert of(weak_spots, text) == []
