from __future__ import annotations

import pytest

from generator.comparison.markup import element, style


def test_text_is_escaped_and_elements_are_not() -> None:
    inner = element("del", "<b>&")
    assert element("td", inner, "“a”>", ["x", element("br")]) == "<td><del>&lt;b&gt;&amp;</del>“a”&gt;x<br></td>"


def test_attributes_are_escaped() -> None:
    assert element("p", class_='a"><script>') == '<p class="a&quot;&gt;&lt;script&gt;"></p>'


def test_a_style_sheet_can_not_end_its_element() -> None:
    with pytest.raises(ValueError, match="without markup"):
        style("</style><script>")
