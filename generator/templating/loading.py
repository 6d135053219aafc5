"""A template, loaded with its ancestors, every mistake in their settings reported at once.

A template states only what differs from the one that it ``extends``; a file in ``sections/`` or ``report.docx``
stands before the inherited one.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from generator.diagnostics import Diagnostic, Findings
from generator.errors import FindingsStop
from generator.model.template import TemplateSpec
from generator.records import record
from generator.templating.cache import NO_CACHE, Cache
from generator.templating.folders import SETTINGS, found, inside, installed_templates, near_or_installed, template_folder
from generator.templating.merging import NOT_INHERITED, merged
from generator.templating.settings import Layer, read_settings
from generator.templating.strays import foreign_files

__all__ = ["LAYOUT", "MAX_SECTION_FILE", "SECTIONS", "SETTINGS", "Template", "installed_templates", "load_template"]
LAYOUT, SECTIONS = "report.docx", "sections"
MAX_SECTION_FILE = 200_000


@record
class Template:
    """A template that can be used: its settings, its folders with the nearest first, what to say of it, what each states."""

    spec: TemplateSpec
    folders: tuple[Path, ...]
    findings: tuple[Diagnostic, ...] = ()
    layers: tuple[Layer, ...] = ()

    def find(self, relative: str, beyond: int = 0) -> Path | None:
        """The nearest file of that name, after skipping ``beyond`` of them; None when there is none."""
        files = (folder / relative for folder in self.folders if inside(folder, relative))
        return next(islice(files, beyond, None), None)


def load_template(name: str, near: Path | None = None, cache: Cache = NO_CACHE) -> Template:
    """The template of that name or path.

    A path to a folder is taken as it is; a name is looked up in ``templates/`` in the folder ``near`` and in
    ``near``, then among the installed ones. A parent is a name, looked up beside the child first; a template may
    extend another one of its own name that it hides. Raises :class:`WrongUse` for an unknown template,
    :class:`UnusableFile` for one that can't be read, and :class:`FindingsStop` with every mistake in its settings.
    """
    findings = Findings()
    layers = [read_settings(template_folder(name, near), findings, cache)]
    while folder := _parent(layers, near, findings):
        layers.append(read_settings(folder, findings, cache))
    spec = merged(layers, findings)
    for layer in layers:
        findings.extend(foreign_files(layer.folder, LAYOUT, SECTIONS))
    if findings.errors:
        raise FindingsStop(f"模板“{name}”的设置有错", _told(findings, layers))
    return Template(spec, tuple(layer.folder for layer in layers), tuple(findings), tuple(layers))


def _told(findings: Findings, layers: list[Layer]) -> Findings:
    """The complaints file by file and line by line, without those that come of an ancestor that can't be read."""
    broken = bool(layers[-1].settings.get("extends")) or any(found.code == "template-syntax" for found in findings)
    files = [layer.place().file for layer in layers]
    told = (found for found in findings if not (broken and found.code == NOT_INHERITED))
    order = {file: number for number, file in enumerate(files)}
    return Findings(sorted(told, key=lambda found: (order.get(found.place.file, len(order)), found.place.paragraph or 0)))


def _parent(layers: list[Layer], near: Path | None, findings: Findings) -> Path | None:
    """The folder of the parent; None when there is none, with a complaint when there should be one."""
    child = layers[-1]
    name = child.settings.get("extends")
    if not isinstance(name, str) or not name:
        return None  # read_settings has complained of what is no text
    if "/" in name or "\\" in name:
        message = f"extends 填的是“{name}”，应是模板名，不能是路径"
        findings.add(child.complaint(("extends",), message, "请把上级模板放在同一个文件夹里，只写它的名称"))
        return None
    candidates = list(found(name, [child.folder.parent, *([near / "templates"] if near else [])]))
    folders = [layer.folder for layer in layers]
    if fresh := [folder for folder in candidates if folder not in folders]:
        return fresh[0]
    if candidates:
        chain = " → ".join(f.name for f in [*folders, candidates[0]])
        findings.add(child.complaint(("extends",), f"模板互相继承，成了一圈：{chain}", "请改 extends"))
    else:
        findings.add(child.complaint(("extends",), f"extends 填的是“{name}”，没有这个模板", near_or_installed(name)))
    return None
