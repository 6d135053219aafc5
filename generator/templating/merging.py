"""The settings of a template and its ancestors as one: each layer on top of the ones that it extends.

Options, fonts and editions are merged setting by setting, items, parts, indicators and cross-checks by name. ``drop`` takes an
inherited row out, ``outline`` all parts that it does not name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from generator.diagnostics import Diagnostic, Findings
from generator.model.template import (
    BASIS,
    CONTENTS,
    EDITIONS,
    CheckSpec,
    EditionName,
    EditionSpec,
    IndicatorSpec,
    ItemSpec,
    Options,
    PartSpec,
    TemplateSpec,
)
from generator.templating.fitting import fitted, hints, shown
from generator.templating.locating import SettingPath
from generator.templating.references import complete_checks, complete_rates, unknown_references
from generator.templating.session import did_you_mean
from generator.templating.settings import TOP_SETTINGS, Layer

NOT_INHERITED = "template-not-inherited"  # something that an ancestor should have; said only when all ancestors are known
T = TypeVar("T")
Row = TypeVar("Row", ItemSpec, PartSpec, IndicatorSpec, CheckSpec)


@dataclass
class _Merged:
    """What the layers up to now say."""

    title: str = ""
    version: str = ""
    options: Options = field(default_factory=Options)
    items: dict[str, ItemSpec] = field(default_factory=dict)
    parts: dict[str, PartSpec] = field(default_factory=dict)
    indicators: dict[str, IndicatorSpec] = field(default_factory=dict)
    checks: dict[str, CheckSpec] = field(default_factory=dict)
    basis: str = BASIS
    editions: dict[EditionName, EditionSpec] = field(default_factory=lambda: dict(EDITIONS))
    fonts: dict[str, str] = field(default_factory=dict)


def merged(layers: Sequence[Layer], findings: Findings) -> TemplateSpec:
    """The template of these layers, the nearest first; every mistake in them goes to ``findings``."""
    so_far = _Merged()
    for layer in reversed(layers):
        _add(so_far, layer, findings)
    _check_names(so_far, layers, findings)
    _check_titles(so_far, layers, findings)
    if not findings.errors:
        _check_contents(so_far, layers, findings)
    return TemplateSpec(
        layers[0].folder.name,
        so_far.title or layers[0].folder.name,
        so_far.version,
        tuple(layer.folder.name for layer in layers),
        tuple(so_far.items.values()),
        tuple(so_far.parts.values()),
        complete_rates(so_far.indicators),
        so_far.options,
        so_far.editions,
        so_far.fonts,
        complete_checks(so_far.checks.values(), so_far.indicators),
        so_far.basis,
    )


def _add(so_far: _Merged, layer: Layer, findings: Findings) -> None:
    settings = layer.settings
    so_far.title, so_far.version = str(settings.get("title", so_far.title)), str(settings.get("version", so_far.version))
    so_far.basis = str(settings.get("basis", so_far.basis))
    so_far.options = _table(Options, settings.get("options", {}), ("options",), layer, findings, so_far.options) or so_far.options
    so_far.items = _rows(ItemSpec, "items", layer, findings, so_far.items)
    so_far.indicators = _rows(IndicatorSpec, "indicators", layer, findings, so_far.indicators)
    so_far.checks = _rows(CheckSpec, "checks", layer, findings, so_far.checks)
    findings.extend(unknown_references(layer, so_far.indicators, NOT_INHERITED))
    so_far.parts = _outline(layer, findings, _rows(PartSpec, "parts", layer, findings, so_far.parts))
    so_far.fonts |= _fonts(layer, findings)
    so_far.editions |= _editions(layer, findings, so_far.editions)


def _rows(kind: type[Row], key: str, layer: Layer, findings: Findings, inherited: Mapping[str, Row]) -> dict[str, Row]:
    """The rows of ``[[key]]`` by name: inherited ones in their order, changed or taken out, then new ones."""
    result, seen = dict(inherited), set[str]()
    rows = layer.settings.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        findings.add(layer.complaint((key,), f"“{key}”应写成 [[{key}]] 的样子"))
        return result
    for n, row in enumerate(rows):
        name, path = row.get("name"), (key, n)
        if isinstance(name, str) and name in seen:
            findings.add(layer.complaint(path, f"[[{key}]] {name}：写了两次", "请只留一个"))
            continue
        if isinstance(name, str):
            seen.add(name)
        if "drop" in row and row["drop"] is not False:
            if _droppable(row, path, layer, findings, inherited):
                del result[row["name"]]
            continue
        given = {setting: value for setting, value in row.items() if setting != "drop"}
        spec = _table(kind, given, path, layer, findings, inherited.get(name) if isinstance(name, str) else None)
        if spec is not None:
            result[spec.name] = spec
    return result


def _droppable(row: Mapping[str, Any], path: SettingPath, layer: Layer, findings: Findings, inherited: Mapping[str, object]) -> bool:
    """Whether a row takes an inherited one out; what is wrong with it goes to ``findings``."""
    name, label = row.get("name"), _label(path, row)
    if row["drop"] is not True:
        findings.add(layer.complaint((*path, "drop"), f"{label}：“drop”填的是 {shown(row['drop'])}，应是 true 或 false"))
    elif not isinstance(name, str):
        findings.add(layer.complaint(path, f"{label}：缺少设置 name", "请写明要去掉哪一个"))
    elif more := [setting for setting in row if setting not in ("name", "drop")]:
        message = f"{label}：写了 drop = true，又写了 {'、'.join(more)}"
        findings.add(layer.complaint((*path, more[0]), message, "要去掉就只写 name 和 drop；要修改就删去 drop"))
    elif name not in inherited:
        hint = did_you_mean(name, list(inherited)) or "请删去这几行"
        findings.add(layer.complaint(path, f"{label}：上级模板里没有，去不掉", hint, code=NOT_INHERITED))
    else:
        return True
    return False


def _outline(layer: Layer, findings: Findings, parts: dict[str, PartSpec]) -> dict[str, PartSpec]:
    """The parts that the layer's ``outline`` names, in its order; all of them without one."""
    names = layer.settings.get("outline")
    if names is None:
        return parts
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        message = f"“outline”填的是 {shown(names)}，应是一组部分的名称"
        findings.add(layer.complaint(("outline",), message, '例如 outline = ["主要举措和成效", "下一年度主要安排"]'))
        return parts
    for n, name in enumerate(names):
        if name not in parts:
            hint = did_you_mean(name, list(parts)) or f"现有的部分：{'、'.join(parts) or '没有'}；新的部分请另写 [[parts]]"
            findings.add(layer.complaint(("outline", n), f"outline 里的“{name}”没有这个部分", hint, code=NOT_INHERITED))
        elif name in names[:n]:
            findings.add(layer.complaint(("outline", n), f"outline 里的“{name}”写了两次", "请只留一个"))
    rows = layer.settings.get("parts", [])
    for n, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict) and row.get("name") in parts and row["name"] not in names:
            message = f"[[parts]] {row['name']}：outline 里没有它，报告里不会有这个部分"
            findings.add(layer.complaint(("parts", n), message, "请写进 outline，或删去这几行"))
    return {name: parts[name] for name in names if name in parts}


def _fonts(layer: Layer, findings: Findings) -> dict[str, str]:
    given = layer.settings.get("fonts", {})
    if not isinstance(given, dict):
        findings.add(layer.complaint(("fonts",), "“fonts”应写成 [fonts] 的样子"))
        return {}
    for name, font in given.items():
        if not isinstance(font, str) or not font.strip() or not font.isprintable():
            message = f"[fonts]：“{name}”填的是 {shown(font)}，应是字体的名称（加引号）"
            hint = f"“{name}”要写在文件最前面，所有 [ ] 之前" if name in TOP_SETTINGS else ""
            findings.add(layer.complaint(("fonts", name), message, hint))
    return {name: font for name, font in given.items() if isinstance(font, str)}


def _editions(layer: Layer, findings: Findings, inherited: Mapping[EditionName, EditionSpec]) -> dict[EditionName, EditionSpec]:
    given = layer.settings.get("editions", {})
    if not isinstance(given, dict):
        findings.add(layer.complaint(("editions",), '“editions”应写成 [editions."上报"] 的样子'))
        return {}
    for name in given:
        if name not in inherited:
            findings.add(layer.complaint(("editions", name), f"没有“{name}”这个版本", f"版本有 {'、'.join(inherited)}"))
    read = {
        name: _table(EditionSpec, given[name], ("editions", name), layer, findings, spec)
        for name, spec in inherited.items()
        if name in given
    }
    return {name: spec for name, spec in read.items() if spec is not None}


def _label(path: SettingPath, given: Mapping[str, Any]) -> str:
    """What messages call a table."""
    if path[0] == "editions":
        return f'[editions."{path[1]}"]'
    return f"[{path[0]}]" if len(path) == 1 else f"[[{path[0]}]] {given.get('name', '')}".strip()


def _table(kind: type[T], given: Any, path: SettingPath, layer: Layer, findings: Findings, base: T | None) -> T | None:
    """The settings of one table as ``kind``, on top of ``base``; None when they can't be taken."""
    if not isinstance(given, dict):
        written = _label(path, {})
        findings.add(layer.complaint(path, f"“{path[-1]}”应写成 {written} 的样子"))
        return None
    known, label = hints(kind), _label(path, given)
    values, sound = {}, True
    for key, value in given.items():
        if key not in known:
            hint = f"“{key}”要写在文件最前面，所有 [ ] 之前" if key in TOP_SETTINGS else did_you_mean(key, list(known))
            findings.add(layer.complaint((*path, key), f"{label}：不认识的设置“{key}”", hint))
            sound = False
            continue
        values[key], expected = fitted(kind, key, value)
        if expected:
            findings.add(layer.complaint((*path, key), f"{label}：“{key}”填的是 {shown(value)}，{expected}"))
            sound = False
    required = [f.name for f in fields(kind) if f.default is f.default_factory and f.name not in values]  # type: ignore[arg-type]
    if base is None and required:
        findings.add(layer.complaint(path, f"{label}：缺少设置 {'、'.join(required)}", code=NOT_INHERITED))
        return None
    if not sound:
        return None
    return kind(**values) if base is None else replace(base, **values)  # type: ignore[type-var]


_CALLED = {"items": "基本信息的项目", "indicators": "指标的引用名"}
# What the language itself names, in texts and in a report.docx.
RESERVED = frozenset("版本 条目 部分 版头 文首 正文 文尾 附表 版记 上级 没有内容也印 loop range self super caller".split())


def _check_names(so_far: _Merged, layers: Sequence[Layer], findings: Findings) -> None:
    """No indicator may be called like an item, none of both like what texts have of themselves: they could not be told apart."""
    for key, names in (("items", so_far.items), ("indicators", so_far.indicators)):
        for name in sorted(RESERVED & names.keys()):
            layer, path = _stated(layers, (key,), name)
            findings.add(layer.complaint(path, f"“{name}”是模板里已有的名称，不能作{_CALLED[key]}", "请换一个名称"))
    for name in sorted(so_far.items.keys() & so_far.indicators.keys()):
        layer, path = _stated(layers, ("items", "indicators"), name)
        findings.add(layer.complaint(path, f"“{name}”既是基本信息的项目，又是指标的引用名", "请改掉一个"))


def _check_titles(so_far: _Merged, layers: Sequence[Layer], findings: Findings) -> None:
    """The title of an edition is an item, unless the template has no such items at all."""
    for name, edition in so_far.editions.items():
        if edition.title in so_far.items:
            continue
        for layer in layers:
            stated = layer.settings.get("editions")
            if isinstance(stated, dict) and isinstance(stated.get(name), dict) and "title" in stated[name]:
                message = f'[editions."{name}"]：“title”填的是“{edition.title}”，基本信息里没有这个项目'
                hint = did_you_mean(edition.title, list(so_far.items)) or "请写项目名，或用 [[items]] 加上这个项目"
                findings.add(layer.complaint(("editions", name, "title"), message, hint, code=NOT_INHERITED))
                break
            if row := _row(layer, ("items",), edition.title):
                message = f"[[items]] {edition.title}：{name}版的标题要用它，不能去掉"
                findings.add(layer.complaint(row, message, f'请在 [editions."{name}"] 的 title 里写另一个项目'))
                break


def _check_contents(so_far: _Merged, layers: Sequence[Layer], findings: Findings) -> None:
    """A statutory content that no part holds is only said: the report may be worded so, but it should be meant."""
    held = {number for part in so_far.parts.values() for number in part.contents}
    unheld = [f"第{n}项“{content}”" for n, content in enumerate(CONTENTS, 1) if n not in held]
    if unheld:
        layer = next((layer for layer in layers if {"outline", "parts"} & layer.settings.keys()), layers[0])
        place = layer.place("outline" if "outline" in layer.settings else "parts")
        message = f"法定五项内容中的{'、'.join(unheld)}没有放进任何部分"
        findings.add(Diagnostic("content-unheld", "warning", message, "请在写这项内容的部分的 contents 里加上它的序号", place))


def _stated(layers: Iterable[Layer], keys: tuple[str, ...], name: str) -> tuple[Layer, SettingPath]:
    """Where a row of that name is stated in the nearest layer, in the last of the tables ``keys``."""
    return next((layer, path) for layer in layers if (path := _row(layer, keys[::-1], name)))


def _row(layer: Layer, keys: tuple[str, ...], name: str) -> SettingPath | None:
    for key in keys:
        rows = layer.settings.get(key, [])
        for n, row in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(row, dict) and row.get("name") == name:
                return (key, n)
    return None
