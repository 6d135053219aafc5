"""Template folders: found by name or path, read with their ancestors, every mistake reported at once.

A template states only what differs from the one that it ``extends``: options, items and indicators are merged
by name; parts make a new outline, in which a part says only what differs from the inherited one of its name; a
file in ``sections/`` or ``report.docx`` stands before the inherited one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import FindingsStop, UnusableFile, WrongUse
from generator.model.template import IndicatorSpec, ItemSpec, Options, PartSpec, TemplateSpec
from generator.templating.cache import NO_CACHE, Cache
from generator.templating.session import did_you_mean

T = TypeVar("T")
Row = TypeVar("Row", ItemSpec, PartSpec, IndicatorSpec)
SETTINGS, LAYOUT, SECTIONS = "template.toml", "report.docx", "sections"
MAX_SETTINGS, MAX_SECTION_FILE, MAX_NAME, MAX_PRECISION = 1_000_000, 200_000, 100, 6
_TOP = {"title", "version", "extends", "options", "items", "parts", "indicators"}
_TOML = (
    ("Cannot overwrite a value", "同一个设置写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Cannot mutate immutable", "同一个表写了两次"),
    ("Expected '='", "设置名后面应是 ="),
    ("Invalid value", "等号后面的值不对，文字要加引号"),
    ("Expected newline", '一行只能写一个设置，文字里的引号要写成 \\"'),
    ("Illegal character", "有不能用的字符，文字要写在一行里"),
    ("Unclosed array", "方括号没有结束"),
    ("Unterminated string", "引号没有结束"),
    ("Expected ']", "表名的方括号没有结束"),
    ("Unescaped '\\\\'", "反斜杠要写成 \\\\"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be used: its settings, and its folders with the nearest first."""

    spec: TemplateSpec
    folders: tuple[Path, ...]

    def find(self, relative: str) -> Path | None:
        """The nearest file of that name, None when neither the template nor an ancestor has it."""
        return next((f / relative for f in self.folders if _inside(f, relative)), None)


def _inside(folder: Path, relative: str) -> bool:
    """Whether the file is there and in the folder itself; only what comes with the package may be a link."""
    path = folder / relative
    try:
        return path.is_file() and (path.resolve().is_relative_to(folder) or folder.parent == installed_templates().resolve())
    except (OSError, ValueError):  # a name that the file system can't hold
        return False


@functools.cache
def installed_templates() -> Path:
    """The folder of the templates that come with the package."""
    from importlib import resources

    return Path(str(resources.files("generator.templates")))


def load_template(name: str, near: Path | None = None, cache: Cache = NO_CACHE) -> Template:
    """The template of that name or path.

    A path to a folder is taken as it is; a name is looked up in ``templates/`` in the folder ``near`` and in
    ``near``, then among the installed ones. A parent is a name, looked up beside the child first; a template may
    extend another one of its own name that it hides. Raises :class:`WrongUse` for an unknown template,
    :class:`UnusableFile` for one that can't be read, and :class:`FindingsStop` with every mistake in its settings.
    """
    findings = Findings()
    folders = [_asked_for(name, near)]
    layers = [_settings(folders[0], findings, cache)]
    while parent := layers[-1].get("extends"):
        folder = _parent(parent, folders, near, findings)
        if folder is None:
            break
        folders.append(folder)
        layers.append(_settings(folder, findings, cache))
    spec = _merged(folders, layers, findings)
    if findings.errors:
        raise FindingsStop(f"模板“{name}”的设置有错", findings)
    return Template(spec, tuple(folders))


def _asked_for(name: str, near: Path | None) -> Path:
    if "/" in name or "\\" in name:
        if folder := _template_in(Path(name)):
            return folder
        raise WrongUse(f"{name}：这个文件夹里没有 {SETTINGS}，不是模板")
    if folder := next(_found(name, [near / "templates", near] if near else []), None):
        return folder
    raise WrongUse(f"没有“{name}”这个模板；{_installed_or_near(name)}")


def _parent(name: object, folders: list[Path], near: Path | None, findings: Findings) -> Path | None:
    """The folder of the parent, None and a complaint when there is none that can be taken."""
    child = folders[-1]
    if not isinstance(name, str):
        return None  # _settings has complained
    if "/" in name or "\\" in name:
        _complain(findings, child, f"extends 填的是“{name}”，应是模板名，不能是路径", "请把上级模板放在同一个文件夹里，只写它的名称")
        return None
    candidates = list(_found(name, [child.parent, *([near / "templates"] if near else [])]))
    if fresh := [folder for folder in candidates if folder not in folders]:
        return fresh[0]
    if candidates:
        chain = " → ".join(f.name for f in [*folders, candidates[0]])
        _complain(findings, child, f"模板互相继承，成了一圈：{chain}", "请改 extends")
    else:
        _complain(findings, child, f"extends 填的是“{name}”，没有这个模板", _installed_or_near(name))
    return None


def _found(name: str, places: list[Path]) -> Iterator[Path]:
    """Templates of that name, in these folders and among the installed ones."""
    if name in (".", "..") or any(c in name for c in ':"\0') or len(name) > MAX_NAME:
        return
    for place in (*places, installed_templates()):
        if folder := _template_in(place / name):
            yield folder


def _template_in(folder: Path) -> Path | None:
    try:
        return folder.resolve() if (folder / SETTINGS).is_file() else None
    except (OSError, ValueError):  # a name that the file system can't hold
        return None


def _installed_or_near(name: str) -> str:
    known = sorted(p.name for p in installed_templates().iterdir() if (p / SETTINGS).is_file())
    return did_you_mean(name, known) or f"现有的模板：{'、'.join(known)}"


def _settings(folder: Path, findings: Findings, cache: Cache) -> Mapping[str, Any]:
    file = f"{folder.name}/{SETTINGS}"
    try:
        if not _inside(folder, SETTINGS):
            raise UnusableFile(f"{file}：这是指向别处的链接，不能用；请把文件复制到模板的文件夹里")
        with (folder / SETTINGS).open("rb") as stream:
            data = stream.read(MAX_SETTINGS + 1)
    except OSError as error:
        raise UnusableFile(f"{file}：读不了这个文件；请检查它的权限，或换一份模板") from error
    if len(data) > MAX_SETTINGS:
        raise UnusableFile(f"{file}：超过 {MAX_SETTINGS // 1000} KB，不像是模板的设置")
    try:
        settings = _parsed(data, cache)
    except UnicodeDecodeError:
        findings.add(Diagnostic("template-syntax", "error", "文件不是 UTF-8 编码", "请另存为 UTF-8", Place(file=file)))
        return {}
    except (ValueError, RecursionError) as error:  # tomllib.TOMLDecodeError is a ValueError
        line = re.search(r"at line (\d+)", str(error))
        last = len(data.rstrip().splitlines())
        place = Place(file=file, paragraph=int(line[1]) if line else last)
        findings.add(Diagnostic("template-syntax", "error", f"设置的写法有错：{_toml_in_chinese(str(error))}", "请改正后再试", place))
        return {}
    for key in settings:
        if key not in _TOP:
            _complain(findings, folder, f"不认识的设置“{key}”", did_you_mean(key, sorted(_TOP)))
    for key in ("title", "version", "extends"):
        if not isinstance(settings.get(key, ""), str):
            _complain(findings, folder, f"“{key}”填的是 {_shown(settings[key])}，应是文字（加引号）")
    return settings


def _parsed(data: bytes, cache: Cache) -> Mapping[str, Any]:
    settings = cache.get("toml", data)
    if not isinstance(settings, dict):
        import tomllib

        settings = tomllib.loads(data.decode("utf-8-sig"))
        cache.put("toml", data, settings)
    return settings


def _toml_in_chinese(message: str) -> str:
    """A message of the TOML reader in Chinese."""
    for part, chinese in _TOML:
        if part in message:
            return chinese
    return "这里的写法不对"


def _shown(value: object) -> str:
    """A value as it stands in the settings, short."""
    text = f"“{value}”" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _complain(findings: Findings, folder: Path, message: str, hint: str = "") -> None:
    findings.add(Diagnostic("template-setting", "error", message, hint, Place(file=f"{folder.name}/{SETTINGS}")))


def _merged(folders: list[Path], layers: list[Mapping[str, Any]], findings: Findings) -> TemplateSpec:
    options, items, indicators = Options(), dict[str, ItemSpec](), dict[str, IndicatorSpec]()
    parts: dict[str, PartSpec] = {}
    title = version = ""
    for folder, layer in zip(reversed(folders), reversed(layers), strict=True):
        title, version = str(layer.get("title", title)), str(layer.get("version", version))
        options = _table(Options, layer.get("options", {}), folder, findings, "options", options) or options
        items |= _rows(ItemSpec, layer, "items", folder, findings, items)
        indicators |= _rows(IndicatorSpec, layer, "indicators", folder, findings, indicators)
        parts = _rows(PartSpec, layer, "parts", folder, findings, parts) or parts
    for name in sorted(items.keys() & indicators.keys()):
        _complain(findings, folders[0], f"“{name}”既是基本信息的项目，又是指标的引用名", "请改掉一个")
    return TemplateSpec(
        folders[0].name,
        title or folders[0].name,
        version,
        tuple(f.name for f in folders),
        tuple(items.values()),
        tuple(parts.values()),
        tuple(indicators.values()),
        options,
    )


def _rows(
    kind: type[Row], layer: Mapping[str, Any], key: str, folder: Path, findings: Findings, inherited: Mapping[str, Row]
) -> dict[str, Row]:
    """The rows of ``[[key]]`` by name, each on top of the inherited one of its name."""
    rows = layer.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _complain(findings, folder, f"“{key}”应写成 [[{key}]] 的样子")
        return {}
    read: dict[str, Row] = {}
    for row in rows:
        spec = _table(kind, row, folder, findings, key, inherited.get(str(row.get("name"))))
        if spec is None:
            continue
        if spec.name in read:
            _complain(findings, folder, f"[[{key}]] {spec.name}：写了两次", "请只留一个")
        read[spec.name] = spec
    return read


def _table(kind: type[T], given: Any, folder: Path, findings: Findings, where: str, base: T | None) -> T | None:
    """The settings of one table as ``kind``, on top of ``base``; None when they can't be taken."""
    hints = _hints(kind)
    if not isinstance(given, dict):
        _complain(findings, folder, f"“{where}”应写成 [{where}] 的样子")
        return None
    label = f"[{where}]" if kind is Options else f"[[{where}]] {given.get('name', '')}".strip()
    values, sound = {}, True
    for key, value in given.items():
        if key not in hints:
            _complain(findings, folder, f"{label}：不认识的设置“{key}”", did_you_mean(key, list(hints)))
            sound = False
            continue
        fit, expected = _fit(hints[key], value)
        expected = expected or _unsuitable(kind, key, value)
        if expected:
            _complain(findings, folder, f"{label}：“{key}”填的是 {_shown(value)}，{expected}")
            sound = False
        values[key] = fit
    required = [f.name for f in fields(kind) if f.default is f.default_factory and f.name not in values]  # type: ignore[arg-type]
    if base is None and required:
        _complain(findings, folder, f"{label}：缺少设置 {'、'.join(required)}")
        return None
    if not sound:
        return None
    return kind(**values) if base is None else replace(base, **values)  # type: ignore[type-var]


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _fit(hint: Any, value: Any) -> tuple[Any, str]:
    """The value as the setting holds it, and what was expected if it does not fit (else empty)."""
    if hint in (str, int, bool):
        kinds = {str: "应是文字（加引号）", int: "应是整数", bool: "应是 true 或 false"}
        return value, "" if type(value) is hint else kinds[hint]
    inner = get_args(hint)
    if getattr(hint, "__origin__", None) is tuple:
        kind = inner[0]
        if not isinstance(value, list):
            return value, "应是一组值，例如 [...]"
        if inner[-1] is not Ellipsis and len(value) != len(inner):
            return value, f"应有 {len(inner)} 个值"
        problems = [problem for _, problem in (_fit(kind, v) for v in value) if problem]
        return tuple(value), problems[0] if problems else ""
    return value, "" if value in inner else f"应是 {'、'.join(map(str, inner))} 之一"


def _unsuitable(kind: type, key: str, value: Any) -> str:
    """What was expected of a value that has the right type and can't be used all the same, else empty."""
    if key == "precision" and not 0 <= value <= MAX_PRECISION:
        return f"应是 0 到 {MAX_PRECISION}"
    if key == "contents" and not all(1 <= number <= 5 for number in value):
        return "应是 1 到 5（法定五项内容）"
    if key == "name" and not value.strip():
        return "不能是空的"
    if kind is IndicatorSpec and key == "name" and not (value.isidentifier() and unicodedata.is_normalized("NFKC", value)):
        return "引用名只用汉字、字母、数字和下划线，不以数字开头"
    return ""
