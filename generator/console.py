"""How findings look: as lines for people, or as the JSON that ``--json`` promises."""

from __future__ import annotations

from generator.diagnostics import NAMES, Findings, Severity

COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "advice": "cyan"}


def lines(findings: Findings, *, with_file: bool = False) -> list[tuple[Severity, str]]:
    """One line a finding, the worst first; the workbook's name in front where several are read."""
    out = []
    for found in findings.worst_first():
        file = f"{found.place.file} " if with_file and found.place.sheet and found.place.file else ""
        out.append((found.severity, f"{NAMES[found.severity]} {file}{found}"))
    return out


def summary(findings: Findings) -> str:
    """``3 处错误，1 处警告``, or that nothing was found."""
    counts: tuple[tuple[Severity, str], ...] = (("error", "处错误"), ("warning", "处警告"), ("advice", "处提示"))
    said = [f"{findings.count(severity)} {name}" for severity, name in counts if findings.count(severity)]
    return "，".join(said) or "没有发现问题"


def as_json(findings: Findings, *, ascii_only: bool = False) -> str:
    """The one object of ``--json``; ``ascii_only`` for an output that can't hold every character."""
    import json

    return json.dumps(
        {
            "findings": [found.as_json() for found in findings.worst_first()],
            "summary": {
                "errors": findings.count("error"),
                "warnings": findings.count("warning"),
                "advice": findings.count("advice"),
            },
        },
        ensure_ascii=ascii_only,
        indent=2,
    )
