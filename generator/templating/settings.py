"""``template.toml`` read: the settings of one folder, and the line of each for a complaint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import UnusableFile
from generator.model.template import Options
from generator.templating.cache import Cache
from generator.templating.fitting import hints, shown
from generator.templating.folders import SETTINGS, inside
from generator.templating.locating import SettingPath, line_of, setting_lines
from generator.templating.session import did_you_mean

MAX_SETTINGS = 1_000_000
MAX_DOTS = 100
TOP_SETTINGS = tuple("title version extends basis outline options fonts editions items parts indicators checks".split())
_TOML = (
    ("Cannot overwrite a value", "同一个设置写了两次"),
    ("Cannot declare", "同一个表写了两次，请把设置并到前一个里"),
    ("Cannot mutate immutable", "同一个表写了两次"),
    ("Expected '='", "设置名后面应是 ="),
    ("Invalid value", "等号后面的值不对，文字要加引号"),
    ("Expected newline", '一行只能写一个设置，文字里的引号要写成 \\"'),
    ("Illegal character", "有不能用的字符，文字要写在一行里"),
    ("Unclosed array", "方括号没有结束"),
    ("Unterminated string", "引号没有结束"),
    ("Expected ']", "表名的方括号没有结束"),
    ("Unescaped '\\\\'", "反斜杠要写成 \\\\"),
    ("Invalid initial character for a key part", '表名、设置名是汉字的要加引号，例如 [editions."上报"]'),
    ("Invalid statement", '每一行应是“设置名 = 值”；设置名是汉字的要加引号，例如 "仿宋_GB2312" = "仿宋"'),
)


@dataclass(frozen=True)
class Layer:
    """The settings that one folder states; a mapping without any where the file has none that can be read."""

    folder: Path
    settings: Mapping[str, Any]
    text: str

    @cached_property
    def _lines(self) -> Mapping[SettingPath, int]:
        return setting_lines(self.text)

    def place(self, *path: str | int) -> Place:
        """The line of a setting as the place of a finding; worked out only when there is something to complain of."""
        return Place(file=f"{self.folder.name}/{SETTINGS}", paragraph=line_of(self._lines, path))

    def complaint(self, path: SettingPath, message: str, hint: str = "", *, code: str = "template-setting") -> Diagnostic:
        """An error at a setting."""
        return Diagnostic(code, "error", message, hint, self.place(*path))


def read_settings(folder: Path, findings: Findings, cache: Cache) -> Layer:
    """The settings of a folder. What is wrong with their writing, and with those at the top, goes to ``findings``.

    Raises :class:`UnusableFile` when the file can't be read at all.
    """
    file = f"{folder.name}/{SETTINGS}"
    data = _bytes(folder, file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.add(Diagnostic("template-syntax", "error", "文件不是 UTF-8 编码", "请另存为 UTF-8", Place(file=file)))
        return Layer(folder, {}, "")
    try:
        layer = Layer(folder, _parsed(data, text, cache), text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:  # tomllib.TOMLDecodeError is a ValueError
        line = re.search(r"at line (\d+)", str(error))
        place = Place(file=file, paragraph=int(line[1]) if line else len(data.rstrip().splitlines()))
        message = f"设置的写法有错：{_toml_in_chinese(str(error))}"
        findings.add(Diagnostic("template-syntax", "error", message, "请改正后再试", place))
        return Layer(folder, {}, "")
    for key in layer.settings:
        if key not in TOP_SETTINGS:
            hint = f"“{key}”要写在 [options] 下面" if key in hints(Options) else did_you_mean(key, sorted(TOP_SETTINGS))
            findings.add(layer.complaint((key,), f"不认识的设置“{key}”", hint))
    for key in ("title", "version", "extends", "basis"):
        value = layer.settings.get(key, "")
        if not isinstance(value, str):
            findings.add(layer.complaint((key,), f"“{key}”填的是 {shown(value)}，应是文字（加引号）"))
    return layer


def _bytes(folder: Path, file: str) -> bytes:
    try:
        if not inside(folder, SETTINGS):
            raise UnusableFile(f"{file}：这是指向别处的链接，不能用；请把文件复制到模板的文件夹里")
        with (folder / SETTINGS).open("rb") as stream:
            data = stream.read(MAX_SETTINGS + 1)
    except OSError as error:
        raise UnusableFile(f"{file}：读不了这个文件；请检查它的权限，或换一份模板") from error
    if len(data) > MAX_SETTINGS:
        raise UnusableFile(f"{file}：超过 {MAX_SETTINGS // 1000} KB，不像是模板的设置")
    if any(line.count(b".") > MAX_DOTS for line in data.split(b"\n")):  # the reader of TOML takes the square of a key's parts
        raise UnusableFile(f"{file}：有一行里的点超过 {MAX_DOTS} 个，不像是模板的设置")
    return data


def _parsed(data: bytes, text: str, cache: Cache) -> Mapping[str, Any]:
    settings = cache.get("toml", data)
    if not isinstance(settings, dict):
        import tomllib

        settings = tomllib.loads(text)
        cache.put("toml", data, settings)
    return settings


def _toml_in_chinese(message: str) -> str:
    """A message of the TOML reader in Chinese."""
    for part, chinese in _TOML:
        if part in message:
            return chinese
    return "这里的写法不对"
