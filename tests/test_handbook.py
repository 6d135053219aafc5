"""What docs/templates.md shows can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.diagnostics import Findings
from generator.document.blocks import SLOTS
from generator.pipeline.building import compose
from generator.templating.loading import load_template

ROOT = Path(__file__).parents[1]
HANDBOOK = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
SETTINGS = re.findall(r"```toml\n(.*?)```", HANDBOOK, re.DOTALL)
TEXTS = re.findall(r"```jinja\n(.*?)```", HANDBOOK, re.DOTALL)


def template(folder: Path, settings: str, text: str = "") -> str:
    home = folder / "甲市"
    (home / "sections").mkdir(parents=True)
    if not settings.startswith("extends"):
        settings = f'extends = "standard"\n{settings}'
    (home / "template.toml").write_text(settings, encoding="utf-8")
    if text:
        (home / "sections" / "plans.md.j2").write_text(text, encoding="utf-8")
    return str(home)


def test_the_handbook_has_examples() -> None:
    assert len(SETTINGS) >= 4
    assert len(TEXTS) >= 3


@pytest.mark.parametrize("settings", SETTINGS)
def test_settings_of_the_handbook_can_be_used(tmp_path: Path, settings: str) -> None:
    assert load_template(template(tmp_path, settings)).findings == ()


@pytest.mark.parametrize("text", TEXTS)
def test_section_texts_of_the_handbook_can_be_used(tmp_path: Path, text: str) -> None:
    document, _ = compose(ROOT / "sample_data" / "standard-2022.xlsx", Findings(), template=template(tmp_path, "", text))
    printed = [block.text for slot in SLOTS for block in document.slots.get(slot, ()) if hasattr(block, "text")]
    words = [piece.strip() for piece in re.sub(r"\{[%{].*?[%}]\}", "\n", text).split("\n") if piece.strip()]
    assert words
    assert [word for word in words if not any(word in line for line in printed)] == []
