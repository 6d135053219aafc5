"""A bar on stderr that says how far a batch has come, where somebody can see it."""

from __future__ import annotations

import os
import shutil
import sys

_WIDTH, _LEAST_COLUMNS = 30, 60


class Progress:
    """``[#####-----] 50/100，没有生成 2``; it makes way for what else is printed, and shows nothing where stderr is no terminal."""

    def __init__(self, total: int, *, shown: bool = True) -> None:
        self._total, self._done, self._failed = total, 0, 0
        self._shown = shown and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._drawn = ""

    def step(self, *, failed: bool) -> None:
        """One more workbook is done."""
        self._done += 1
        self._failed += failed
        self.draw()

    def draw(self) -> None:
        """Show the bar."""
        if not self._shown:
            return
        bar = ""
        if shutil.get_terminal_size().columns >= _LEAST_COLUMNS:
            full = _WIDTH * self._done // self._total
            bar = f"[{'#' * full}{'-' * (_WIDTH - full)}] "
        drawn = f"{bar}{self._done}/{self._total}{f'，没有生成 {self._failed}' if self._failed else ''}"
        if drawn != self._drawn:
            sys.stderr.write(f"\r{drawn}")
            sys.stderr.flush()
            self._drawn = drawn

    def clear(self) -> None:
        """Take the bar off the line."""
        if self._drawn:
            sys.stderr.write(f"\r{' ' * (len(self._drawn) + 8)}\r")  # some letters take two columns
            sys.stderr.flush()
            self._drawn = ""
