"""Renders a template in a process with little memory and time, and prints what the engine said.

    python -m tests.word.corpus.hostile 模板.docx 结果.docx

A template that gets away with its attack is killed by the system, and the test that started it sees that.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from generator import render_docx
from generator.errors import FazhiError, FindingsStop

MEMORY, SECONDS = 1_500 * 2**20, 60


class Thing:
    """An object as an application may hand it over."""

    secret = "机密"
    数 = 1

    def method(self) -> str:
        return self.secret


def main(template: Path, output: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = {"名称": "甲市", "数": 593, "列": ["丙", "丁"], "字典": {"甲": 1}, "物": Thing(), "深": {}}
    try:
        render_docx(template, data, output)
        said = {"error": None, "findings": []}
    except FindingsStop as stop:
        found = [{**error.as_json(), "whole": str(error)} for error in stop.findings.errors]
        said = {"error": "FindingsStop", "findings": found}
    except FazhiError as error:
        said = {"error": type(error).__name__, "message": str(error), "findings": []}
    print(json.dumps(said, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
