"""What ends a command early, each with a message for the person who typed it.

    FazhiError
    ├── UnusableFile        a file that can't be read, or is not what it should be   (exit 2)
    ├── UnwritableFile      a file or folder that can't be written                   (exit 2)
    ├── OverwriteRefused    something is in the way that is not ours to replace      (exit 2)
    ├── WrongUse            options that don't go together, an unknown template      (exit 2)
    └── FindingsStop        errors were found; nothing was written                   (exit 1)
        └── TemplateStop    … among them mistakes in the tags of a Word template     (exit 1)

Anything else that is raised is a bug and keeps its traceback.
"""

from __future__ import annotations

from generator.diagnostics import Findings, Place


class FazhiError(Exception):
    """The root: ``str(error)`` is one line in Chinese, ``exit_code`` what the command ends with."""

    exit_code = 2


class UnusableFile(FazhiError):
    """A file that can't be read, or is not what it should be."""


class UnwritableFile(FazhiError):
    """A file or folder that can't be written: full, read-only, open elsewhere."""


class OverwriteRefused(FazhiError):
    """Something is in the way that this tool did not write, or that people have changed since."""


class WrongUse(FazhiError):
    """Options that don't go together, or a name that is not known."""


class FindingsStop(FazhiError):
    """Errors were found, so nothing was written; ``findings`` holds them all."""

    exit_code = 1

    def __init__(self, message: str, findings: Findings) -> None:
        super().__init__(message)
        self.findings = findings


class TemplateStop(FindingsStop):
    """A Word template can't be prepared; ``wanted`` are the names that its sound tags look up, with their places.

    Whoever knows the names can so tell of the unknown ones in the same round.
    """

    def __init__(self, message: str, findings: Findings, wanted: tuple[tuple[str, Place], ...]) -> None:
        super().__init__(message, findings)
        self.wanted = wanted
