from __future__ import annotations

import pytest

from generator.prose.quantities import even, quantities
from generator.prose.totals import totals


def read(text: str) -> list[tuple[int, list[int]]]:
    level = even(text)
    return [(int(t.whole.value), [int(part.value) for part in t.parts]) for t in totals(level, quantities(level))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("管控10208人，其中甲区445人、乙区351人、丙区9508人。", [(10208, [445, 351, 9508])]),
        ("编制目录454项，其中行政许可103项，行政处罚351项。", [(454, [103, 351])]),
        ("议案18件，其中承办、主办7件，会办11件；提案56件，其中主办17件，会办39件。", [(18, [7, 11]), (56, [17, 39])]),
        ("移送119宗(其中刑事立案76宗)，全部办结。", [(119, [76])]),
        ("挽损1200万元，包括返还800万元、冻结500万元。", [(12000000, [8000000, 5000000])]),
        ("组织培训3场、座谈5场、宣讲8场，共计15场。", [(15, [3, 5, 8])]),
        ("城区设点12处、乡镇设点33处，共46处。", [(46, [12, 33])]),
    ],
)
def test_a_total_has_the_parts_that_are_listed_behind_it(text: str, found: list[tuple[int, list[int]]]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("侦办案件500起，其中涉黑10起，破获积案600起。", [10]),
        ("抓获11112人，其中刑事拘留3200人、行政拘留7912人，逮捕1800人。", [3200, 7912]),
        ("查处120起580人，其中刑事案件60人，行政案件108起。", [60]),
        ("收到来信300件，其中重复100件，受到表扬，办结400件。", [100]),
    ],
)
def test_a_statement_of_its_own_ends_the_parts(text: str, parts: list[int]) -> None:
    assert [found for _, found in read(text)] == [parts]


@pytest.mark.parametrize(
    "text", ["其中甲区3人。", "共3人。其中甲区3起。", "合格率95%，其中甲区96%。", "建成站12个、室30个，合计投入3万元。", "不包括甲区3人"]
)
def test_what_is_no_total_is_none(text: str) -> None:
    assert read(text) == []
