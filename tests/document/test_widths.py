from __future__ import annotations

import pytest

from generator.document.widths import width


@pytest.mark.parametrize(
    ("text", "characters"),
    [("", 0), ("甲市公安局", 5), ("2023年2月20日", 6.5), ("〔2023〕5号", 5.5), ("“甲”……——", 7), ("机密★1年", 4.5), ("A、b", 2)],
)
def test_a_digit_or_latin_letter_is_half_as_wide_as_a_chinese_character(text: str, characters: float) -> None:
    assert width(text) == characters
