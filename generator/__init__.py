"""fazhi: an Excel workbook of a year's indicators becomes the Word 法治政府建设年度报告.

The verbs of the command line are functions of the same names: ``new``, ``check``, ``build``, ``update``, ``publish``, ``trace``,
``diff``. ``render_docx`` is the Word template engine alone, and :class:`Picture` a value for it. All are imported when they
are first used, so that ``import generator`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.version import __version__

if TYPE_CHECKING:
    from generator.pipeline.building import Built as Built
    from generator.pipeline.building import build as build
    from generator.pipeline.checking import check as check
    from generator.pipeline.diffing import diff as diff
    from generator.pipeline.making import new as new
    from generator.pipeline.merging import render_docx as render_docx
    from generator.pipeline.publishing import publish as publish
    from generator.pipeline.tracing import trace as trace
    from generator.pipeline.updating import update as update
    from generator.word.pictures import Picture as Picture

__all__ = ["Picture", "__version__", "build", "check", "diff", "new", "publish", "render_docx", "trace", "update"]

_HOMES = {
    "Picture": "word.pictures",
    "build": "pipeline.building",
    "check": "pipeline.checking",
    "diff": "pipeline.diffing",
    "new": "pipeline.making",
    "publish": "pipeline.publishing",
    "render_docx": "pipeline.merging",
    "trace": "pipeline.tracing",
    "update": "pipeline.updating",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"generator.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'generator' has no attribute {name!r}")
