"""What the commands share: click's own words in Chinese, talk on stderr, where -o leads, where the cache lies."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from generator import console
from generator.diagnostics import Findings, Severity
from generator.errors import FazhiError, FindingsStop, WrongUse

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
AT_MENU = "menu"  # the object of a command's context that the menu runs
_WIDEST_NAME = 12  # columns of the terminal
_TYPED = re.compile("'(.*?)'")


class _Chinese:
    """Click's own words, in Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这个帮助。"
        return option  # type: ignore[no-any-return]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        words = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        for english, chinese in (
            ("[OPTIONS]", "[选项]"),
            ("[COMMAND] [ARGS]...", "命令 [参数]..."),
            ("COMMAND [ARGS]...", "命令 [参数]..."),
        ):
            words = words.replace(english, chinese)
        formatter.write_usage(ctx.command_path, words, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]  # type: ignore[attr-defined]
        with formatter.section("选项"):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class ChineseCommand(_Chinese, click.Command):
    """A command with Chinese help."""


class ChineseGroup(_Chinese, click.Group):
    """The program with Chinese help; ``aliases`` are the Chinese names of its commands, of those too that it may get."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, aliases: Mapping[str, str] | None = None, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self._aliases = aliases or {}

    def alias(self, name: str) -> str:
        """The Chinese name of a command; its own where it has none."""
        return self._aliases.get(name, name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, English or Chinese."""
        named = {self.alias(name): command for name, command in self.commands.items()}
        return self.commands.get(cmd_name) or named.get(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, a line each: both names, and what it does."""
        rows = [(name, self.alias(name), self.commands[name].get_short_help_str(60)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            for line in console.aligned(rows, _WIDEST_NAME):
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name. Raises :class:`WrongUse` with the one that may be meant."""
        if self.get_command(ctx, args[0]) is None:
            raise WrongUse(f"没有命令 {args[0]}；{self._meant(args[0])}")
        return super().resolve_command(ctx, args)

    def _meant(self, typed: str) -> str:
        """The command that may be meant, else all there are, in the language of what was typed."""
        from difflib import get_close_matches

        chinese = [self.alias(name) for name in self.commands]
        # Of two Chinese letters one wrong makes half a name; the other one must stand where it was typed.
        near = get_close_matches(typed, self.commands, n=1) or [
            name for name in get_close_matches(typed, chinese, n=9, cutoff=0.5) if any(map(str.__eq__, name, typed))
        ]
        return f"是不是想写 {near[0]}？" if near else f"现有的命令：{'、'.join(self.commands if typed.isascii() else chinese)}"


def check_words(arguments: Iterable[str]) -> None:
    """Raise :class:`WrongUse` for a word in another encoding than the system's, such as the name of a file out of an old zip.

    Python keeps its bytes as halves of surrogates, which neither a Word file nor a workbook can hold.
    """
    for word in arguments:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            encoding = sys.getfilesystemencoding()
            said = f"“{_guessed(word)}”：这里面有系统的编码（{encoding}）读不出的字"
            raise WrongUse(f"{said}；请给文件改名，或在 UTF-8 的环境里运行（LANG=C.UTF-8）")


def _guessed(word: str) -> str:
    """The word as whoever typed it may have meant it."""
    data = os.fsencode(word)
    for encoding in ("utf-8", "gbk"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("ascii", "replace")


def is_folder(output: str | None, several: bool = False) -> bool:
    """Whether ``-o`` means a folder that may have to be made: it ends in a separator, or several files go there."""
    return output is not None and (several or output.endswith(("/", os.sep)))


def cache_folder() -> Path | None:
    """Where prepared templates are kept between commands; without a home there is none."""
    base = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    home = os.environ.get("HOME")
    folder = base or (f"{home}/.cache" if home else "")
    return Path(folder) / "fazhi" if folder and Path(folder).is_absolute() else None


def types_commands() -> bool:
    """Whether the person who is talked to types commands; whoever came by the menu doesn't."""
    context = click.get_current_context(silent=True)
    return context is None or context.find_root().obj != AT_MENU


def talk(findings: Findings) -> None:
    """Say the findings on stderr, the worst first."""
    talk_lines(console.lines(findings))


def talk_lines(lines: Iterable[tuple[Severity | None, str]]) -> None:
    """Say lines on stderr, each in the colour of its severity."""
    for severity, line in lines:
        click.secho(line, err=True, fg=console.COLOURS[severity] if severity and colour(sys.stderr) else None)


def fail(error: FazhiError) -> int:
    """Say why a command ended early; the exit status that it ends with."""
    if isinstance(error, FindingsStop):
        talk(error.findings)
    click.secho(console.printable(str(error)), err=True, fg="red" if colour(sys.stderr) else None)
    return error.exit_code


def colour(stream: Any) -> bool:
    """Whether the stream shows colours."""
    return "NO_COLOR" not in os.environ and stream.isatty()


def takes_chinese(stream: Any) -> bool:
    """Whether the stream can hold every character."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") in ("utf8", "utf8sig")


def in_chinese(error: click.UsageError) -> str:
    """What click complains of, in Chinese."""
    from click import exceptions

    if isinstance(error, exceptions.NoSuchOption):
        near = f"；是不是想写 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, exceptions.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"缺少参数 {name}"
    if isinstance(error, exceptions.BadParameter) and error.param is not None:
        expected = "整数" if error.param.type is click.INT else (error.param.metavar or "")
        typed = found[1] if (found := _TYPED.search(error.message)) else ""
        return f"选项 {'/'.join(error.param.opts)} 的值{f'“{typed}”' if typed else ''}不对，应是 {expected}"
    if isinstance(error, exceptions.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写一个值"
    return error.message
