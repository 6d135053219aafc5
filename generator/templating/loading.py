"""Template folders: found by name or path, read with their ancestors, every mistake reported at once.

A template states only what differs from the one that it ``extends``: options, items and indicators are merged
by name, parts replace the inherited outline, and a file in ``sections/`` or ``report.docx`` stands before the
inherited one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from generator.diagnostics import Diagnostic, Findings, Place
from generator.errors import FindingsStop, WrongUse
from generator.model.template import HeadingForm, IndicatorSpec, ItemSpec, ListForm, Options, PartSpec, TemplateSpec
from generator.templating.session import did_you_mean

T = TypeVar("T")
SETTINGS, LAYOUT, SECTIONS = "template.toml", "report.docx", "sections"
MAX_SETTINGS = 1_000_000
_TOP = {"title", "version", "extends", "options", "items", "parts", "indicators"}


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be used: its settings, and its folders with the nearest first."""

    spec: TemplateSpec
    folders: tuple[Path, ...]

    def find(self, relative: str) -> Path | None:
        """The nearest file of that name, None when neither the template nor an ancestor has it."""
        return next((f / relative for f in self.folders if (f / relative).is_file()), None)


def installed_templates() -> Path:
    """The folder of the templates that come with the package."""
    from importlib import resources

    return Path(str(resources.files("generator.templates")))


def load_template(name: str, near: Path | None = None) -> Template:
    """The template of that name or path.

    A path to a folder is taken as it is; a name is looked up in ``templates/`` in the folder ``near``, then
    among the installed ones. Raises :class:`WrongUse` for an unknown template and :class:`FindingsStop` with
    every mistake in its settings.
    """
    findings = Findings()
    folders: list[Path] = []
    layers: list[Mapping[str, Any]] = []
    wanted = name
    while wanted:
        folder = _folder(wanted, near if not folders else folders[-1].parent.parent, by=folders[-1].name if folders else "")
        if folder in folders:
            chain = " → ".join(f.name for f in [*folders, folder])
            raise WrongUse(f"模板互相继承，成了一圈：{chain}；请改 template.toml 里的 extends")
        folders.append(folder)
        layers.append(_settings(folder, findings))
        wanted = str(layers[-1].get("extends", ""))
    spec = _merged(folders, layers, findings)
    if findings.errors:
        raise FindingsStop(f"模板“{name}”的设置有错", findings)
    return Template(spec, tuple(folders))


def _folder(name: str, near: Path | None, by: str) -> Path:
    if "/" in name or "\\" in name:
        path = Path(name)
        if by:
            raise WrongUse(f"模板“{by}”的 extends 只能写模板名，不能写路径：{name}")
        if (path / SETTINGS).is_file():
            return path.resolve()
        raise WrongUse(f"{name}：这个文件夹里没有 {SETTINGS}，不是模板")
    candidates = [near / "templates" / name, near / name] if near else []
    for path in (*candidates, installed_templates() / name):
        if name not in (".", "..") and (path / SETTINGS).is_file():
            return path.resolve()
    known = sorted(p.name for p in installed_templates().iterdir() if (p / SETTINGS).is_file())
    raise WrongUse(f"没有“{name}”这个模板；{did_you_mean(name, known) or '现有的模板：' + '、'.join(known)}")


def _settings(folder: Path, findings: Findings) -> Mapping[str, Any]:
    path = folder / SETTINGS
    place = Place(file=f"{folder.name}/{SETTINGS}")
    try:
        data = path.read_bytes()
        if len(data) > MAX_SETTINGS:
            raise WrongUse(f"{place.file}：超过 {MAX_SETTINGS // 1000} KB")
        settings = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        findings.add(Diagnostic("template-syntax", "error", f"设置文件写法有错：{error}", "请改正后再试；文件要存成 UTF-8", place))
        return {}
    for key in settings.keys() - _TOP:
        _complain(findings, folder, f"不认识的设置“{key}”", did_you_mean(key, sorted(_TOP)))
    return settings


def _complain(findings: Findings, folder: Path, message: str, hint: str = "") -> None:
    findings.add(Diagnostic("template-setting", "error", message, hint, Place(file=f"{folder.name}/{SETTINGS}")))


def _merged(folders: list[Path], layers: list[Mapping[str, Any]], findings: Findings) -> TemplateSpec:
    options, items, indicators = Options(), dict[str, ItemSpec](), dict[str, IndicatorSpec]()
    parts: tuple[PartSpec, ...] = ()
    title = version = ""
    for folder, layer in zip(reversed(folders), reversed(layers), strict=True):
        title, version = str(layer.get("title", title)), str(layer.get("version", version))
        options = _table(Options, layer.get("options", {}), folder, findings, "options", options) or options
        for row in _rows(layer, "items", folder, findings):
            if item := _table(ItemSpec, row, folder, findings, "items", items.get(str(row.get("name")))):
                items[item.name] = item
        for row in _rows(layer, "indicators", folder, findings):
            if spec := _table(IndicatorSpec, row, folder, findings, "indicators", indicators.get(str(row.get("name")))):
                indicators[spec.name] = spec
        own = [_table(PartSpec, row, folder, findings, "parts", None) for row in _rows(layer, "parts", folder, findings)]
        parts = tuple(p for p in own if p) or parts
    return TemplateSpec(
        folders[0].name,
        title or folders[0].name,
        version,
        tuple(f.name for f in folders),
        tuple(items.values()),
        parts,
        tuple(indicators.values()),
        options,
    )


def _rows(layer: Mapping[str, Any], key: str, folder: Path, findings: Findings) -> list[Mapping[str, Any]]:
    rows = layer.get(key, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    _complain(findings, folder, f"“{key}”应写成 [[{key}]] 的样子")
    return []


def _table(kind: type[T], given: Any, folder: Path, findings: Findings, where: str, base: T | None) -> T | None:
    """The settings of one table as ``kind``, on top of ``base``; None when they can't be taken."""
    hints = _hints(kind)
    if not isinstance(given, dict):
        _complain(findings, folder, f"“{where}”应写成 [{where}] 的样子")
        return None
    label = f"[{where}] {given.get('name', '')}".strip()
    values, sound = {}, True
    for key, value in given.items():
        if key not in hints:
            _complain(findings, folder, f"{label}：不认识的设置“{key}”", did_you_mean(key, list(hints)))
            sound = False
            continue
        fit, expected = _fit(hints[key], value)
        if expected:
            _complain(findings, folder, f"{label}：“{key}”填的是 {value!r}，{expected}")
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


__all__ = ["LAYOUT", "SECTIONS", "HeadingForm", "ListForm", "Template", "installed_templates", "load_template"]
