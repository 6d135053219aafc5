"""A program in a real terminal: what it shows is waited for, and answers are typed."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60  # seconds until a program that says nothing is taken for stuck
_PLAIN = {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "", "PYTHONUTF8": "", "TERM": "xterm"}
INTERRUPT, END = "\x03", "\x04"


class Terminal:
    """What stands on the screen of one program, and its keyboard."""

    def __init__(self, process: subprocess.Popen[bytes], screen: int, encoding: str) -> None:
        self.process, self.encoding = process, encoding
        self._screen, self._unread, self.read = screen, b"", b""

    def until(self, text: str) -> str:
        """What is shown from the last answer on up to ``text``, which must come."""
        wanted = text.encode(self.encoding)
        while wanted not in self._unread:
            if not self._more():
                raise AssertionError(f"{text!r} never came: {self._unread.decode(self.encoding, 'replace')}")
        shown, _, self._unread = self._unread.partition(wanted)
        return self._plain(shown + wanted)

    def type(self, answer: str) -> None:
        """Type an answer and Enter."""
        self.press(f"{answer}\n")

    def press(self, keys: str | bytes) -> None:
        """Press keys."""
        os.write(self._screen, keys if isinstance(keys, bytes) else keys.encode(self.encoding))

    def answer(self, *pairs: tuple[str, str]) -> str:
        """Wait for each question and type its answer; all that was shown meanwhile."""
        shown = ""
        for question, typed in pairs:
            shown += self.until(question)
            self.type(typed)
        return shown

    def rest(self) -> tuple[str, int]:
        """What is still shown until the program ends, and its exit status."""
        while self._more():
            pass
        return self._plain(self._unread), self.process.wait(_PATIENCE)

    def _more(self) -> bool:
        if not select.select([self._screen], [], [], _PATIENCE)[0]:
            raise AssertionError(f"nothing more came after {self._unread.decode(self.encoding, 'replace')!r}")
        try:
            read = os.read(self._screen, 65536)
        except OSError:  # how Linux tells that the other end is closed
            read = b""
        self._unread += read
        self.read += read
        return bool(read)

    def _plain(self, shown: bytes) -> str:
        return re.sub("\x1b\\[[0-9;]*m", "", shown.decode(self.encoding, "replace").replace("\r\n", "\n"))


@contextmanager
def terminal(folder: Path, *arguments: str, encoding: str = "utf-8", **environment: str) -> Iterator[Terminal]:
    """``fazhi`` with these arguments in a terminal of its own, in this folder."""
    screen, keyboard = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder,
        env={**os.environ, **_PLAIN, "XDG_CACHE_HOME": str(folder.parent / "cache"), **environment},
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
        preexec_fn=_take_terminal,
    )
    os.close(keyboard)
    try:
        yield Terminal(process, screen, encoding)
    finally:
        process.kill()
        process.wait()
        os.close(screen)


def hear_interrupts() -> None:
    """Let a process hear Ctrl-C though the tests run in the background, where a shell has it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _take_terminal() -> None:
    """Make the terminal the one whose Ctrl-C this process hears."""
    hear_interrupts()
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
