from __future__ import annotations

from pathlib import Path

from tests.support.checked_text import checked

LONG = "依托警税协作机制侦破一批骗取出口退税的案件，经济秩序明显好转"


def said(folder: Path, *paragraphs: str) -> list[tuple[str, str]]:
    codes = ("text-repeated", "sentence-repeated")
    return [(found.severity, str(found)) for found in checked(folder, paragraphs) if found.code in codes]


def test_a_paragraph_that_stands_twice(folder: Path) -> None:
    assert said(folder, f"{LONG}。", "加强监督。", f"{LONG}。") == [
        ("warning", f"报告内容!D4：这一段和 报告内容!D2 的一段完全相同：“{LONG[:16]}……”；若是重复粘贴，请删去一处")
    ]


def test_a_sentence_that_stands_twice(folder: Path) -> None:
    assert said(folder, f"{LONG}。加强监督。", f"加强学习。{LONG}。") == [
        ("advice", f"报告内容!D3：“{LONG[:16]}……”这句话报告内容!D2 已经写过；若是重复，请删去一处或改写")
    ]
    assert said(folder, f"{LONG}。{LONG}。加强学习。") == [
        ("advice", f"报告内容!D2：“{LONG[:16]}……”这句话这一段里已经写过；若是重复，请删去一处或改写")
    ]


def test_short_and_like_sentences_are_left_alone(folder: Path) -> None:
    assert said(folder, "加强监督，落实责任。", "加强监督，落实责任。", f"{LONG}。", f"{LONG}，群众满意。") == []
