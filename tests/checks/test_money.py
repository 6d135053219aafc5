from __future__ import annotations

from pathlib import Path

from tests.support.checked_text import checked, told


def test_an_amount_without_its_unit_is_told(folder: Path) -> None:
    [found] = [each for each in checked(folder, ["起诉31人，为群众挽回损失621.631万。"]) if each.code == "amount-without-unit"]
    assert found.severity == "warning"
    assert str(found) == "报告内容!D2：“损失621.631万”没有写明“元”；若是金额请写 621.631万元"
    assert found.place.text == "621.631万"


def test_amounts_with_their_unit_and_other_figures_are_left_alone(folder: Path) -> None:
    assert told(folder, "挽回损失{{ 追赃挽损 }}，涉案金额近2亿元，观看人数达到50余万，点击量20万。", "amount-without-unit") == []
