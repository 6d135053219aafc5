from __future__ import annotations

import io

import pytest

from generator.menu.asking import GoBack, agree, ask, choice, choose


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


@pytest.mark.parametrize(("answer", "meant"), [("１", "1"), (" 2、", "2"), ("3.", "3"), ("N", "n"), ("（", "("), ("核对", "核对")])
def test_a_number_is_understood_however_it_is_typed(answer: str, meant: str) -> None:
    assert choice(answer) == meant


def test_what_arrow_keys_leave_is_no_part_of_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "甲\x1b[D\x1b[1;5C市\x7f\t")
    assert ask("单位") == "甲市"


def test_a_name_can_not_command_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, "2")
    assert choose("选", [("一\x1b[31m\n", "甲"), ("二十", "乙")]) == 1
    assert capsys.readouterr().out == "  1  一 [31m   甲\n  2  二十      乙\n  0  返回\n选（直接回车：1）："


@pytest.mark.parametrize("answer", ["0", "０", "0、"])
def test_0_goes_back_from_any_question(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    for question in (ask, agree):
        typed(monkeypatch, answer)
        with pytest.raises(GoBack):
            question("什么")


@pytest.mark.parametrize(("answer", "meant"), [("", False), ("Y", True), ("ｙ", True), ("是", True), ("不", False)])
def test_enter_never_agrees(monkeypatch: pytest.MonkeyPatch, answer: str, meant: bool) -> None:
    typed(monkeypatch, "嗯", answer)
    assert agree("要写入吗？") is meant
