from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import click
import pytest

from generator.cli import fazhi
from generator.menu.opening import open_menu
from generator.shell import ChineseGroup

_ALL = ("publish", "new", "split", "collect", "check", "build", "update", "trace", "diff", "template")
_CHINESE = {name: fazhi.alias(name) for name in _ALL}


def program(*names: str) -> ChineseGroup:
    return ChineseGroup(commands=[click.Command(name, short_help=f"做 {name}") for name in names], aliases=_CHINESE)


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


def offered(shown: str) -> list[str]:
    return [line.split()[1] for line in shown.partition("请输入编号")[0].splitlines() if line.startswith("  ")]


def test_commands_that_the_program_has_are_offered_in_the_order_of_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for names, wanted in (
        (_ALL, ["新建", "分发", "汇总", "核对", "生成", "更新", "公开版", "溯源", "比较", "退出"]),
        (("template", "diff", "new"), ["新建", "比较", "退出"]),
    ):
        typed(monkeypatch, "0")
        open_menu(program(*names), lambda arguments: 0, tmp_path, date(2026, 1, 1))
        assert offered(capsys.readouterr().out) == wanted


def test_an_error_of_the_program_is_told_and_the_menu_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(arguments: list[str]) -> int:
        raise ZeroDivisionError

    (tmp_path / "甲.xlsx").write_bytes(b"")
    typed(monkeypatch, "1", "", "", "", "退出")
    open_menu(program("check"), run, tmp_path, date(2026, 1, 1))
    told = capsys.readouterr()
    assert told.err.endswith("ZeroDivisionError\n")
    assert "请把上面的文字发给维护这个程序的人。\n没有做成，原因见上面。\n" in told.out
    assert told.out.endswith("再见。\n")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (0, "查完了，结果见上面。"),
        (None, "查完了，结果见上面。"),
        (1, "结果见上面。"),
        (2, "没有做成，原因见上面。"),
        (130, "没有做成，原因见上面。"),
    ],
)
def test_how_a_command_exits_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: int | None, said: str
) -> None:
    def run(arguments: list[str]) -> int:
        raise SystemExit(code)

    (tmp_path / "甲.docx").write_bytes(b"")
    typed(monkeypatch, "1", "", "", "", "0")
    open_menu(program("trace"), run, tmp_path, date(2026, 1, 1))
    assert f"\n{said}\n按回车键继续" in capsys.readouterr().out


def test_the_menu_ends_with_the_program_that_is_ended_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(arguments: list[str]) -> int:
        raise SystemExit(143)

    (tmp_path / "甲.xlsx").write_bytes(b"")
    typed(monkeypatch, "1", "", "", "", "0")
    with pytest.raises(SystemExit, match="143"):
        open_menu(program("check"), run, tmp_path, date(2026, 1, 1))
