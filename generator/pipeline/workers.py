"""Several processes, each with one workbook at a time; one that dies fails its workbook and no other.

``concurrent.futures`` gives up the whole pool when a process is killed, and ``multiprocessing.Pool`` waits for ever.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal

from generator.pipeline.batch import Builder, Chain, Order, Outcome, lost

Method = Literal["fork", "spawn"]
MOST = 60  # Windows waits for no more than 63 things at once
_PATIENCE = 3  # seconds for the workbook in hand when the batch is stopped
_DIED = "生成它的进程意外中断（可能是内存不够），没有生成；请单独再试一次"
_DEFERRED = {signal.SIGINT, signal.SIGTERM}


def in_processes(
    order: Order, these: Sequence[Chain], number: int, method: Method | None = None
) -> Generator[tuple[int, Outcome], None, None]:
    """What becomes of the workbooks, by their numbers, as each is done; ``number`` processes at the most.

    Close the iterator: then the processes finish the workbooks in hand, or give them up after a few seconds, and end.
    """
    method = method or ("fork" if sys.platform == "linux" else "spawn")
    team = _Team(multiprocessing.get_context(method), order)
    try:
        yield from team.results(deque(these), min(number, len(these), MOST))
    finally:
        team.dismiss()


@dataclass(eq=False, slots=True)
class _Worker:
    """A process, our end of the pipe to it, and the chain whose first workbook it builds."""

    process: BaseProcess
    pipe: Connection
    chain: Chain | None = None

    def give(self, chain: Chain) -> None:
        self.chain = chain
        with contextlib.suppress(OSError):  # it has died, which waiting for it tells
            self.pipe.send((chain.workbooks[0][1], chain.written))

    def result(self) -> Outcome | None:
        """What became of its workbook, None when the process has died."""
        try:
            outcome: Outcome = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return outcome


class _Team:
    def __init__(self, context: BaseContext, order: Order) -> None:
        self._context, self._order = context, order
        self._workers: list[_Worker] = []

    def results(self, left: deque[Chain], number: int) -> Iterator[tuple[int, Outcome]]:
        """What becomes of the workbooks, as each is done."""
        # The first worker prepares the template and leaves it in the cache, so the others start after its first workbook.
        wanted = 1
        while left or self._busy():
            while left and (worker := self._free(wanted)) is not None:
                worker.give(left.popleft())
            if not self._workers:  # the machine starts no process at all
                yield from Builder(self._order).each(left)
                return
            ready = wait([worker.pipe for worker in self._busy()])
            for worker in [worker for worker in self._busy() if worker.pipe in ready]:
                assert worker.chain is not None
                number_of, workbook = worker.chain.workbooks[0]
                outcome = worker.result()
                if outcome is None:
                    self._bury(worker)
                    outcome = lost(workbook, _DIED)
                if (rest := worker.chain.after(outcome)) is not None:
                    left.appendleft(rest)
                worker.chain = None
                wanted = number
                yield number_of, outcome

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.chain is not None]

    def _free(self, most: int) -> _Worker | None:
        """A worker without work, a new one where there may be more; None where all are busy."""
        for worker in self._workers:
            if worker.chain is None:
                return worker
        return self._hired() if len(self._workers) < most else None

    def _hired(self) -> _Worker | None:
        ours, theirs = self._context.Pipe()
        inherited = [*(worker.pipe for worker in self._workers), ours] if self._context.get_start_method() == "fork" else []
        process = self._context.Process(target=serve, args=(self._order, theirs, inherited), daemon=True)  # type: ignore[attr-defined]
        try:
            with _deferred():
                process.start()
                self._workers.append(_Worker(process, ours))
        except OSError:  # no more processes for this user, or no memory for one
            ours.close()
            return None
        finally:
            theirs.close()
        return self._workers[-1]

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()

    def dismiss(self) -> None:
        """End all processes: at first by telling them that nothing more comes."""
        for worker in self._workers:
            worker.pipe.close()
        if self._gone():
            return
        for end in (BaseProcess.terminate, BaseProcess.kill):
            for worker in self._workers:
                end(worker.process)
            if self._gone():
                return

    def _gone(self) -> bool:
        """Whether all have ended before there was nothing to see for some seconds."""
        while alive := [worker.process.sentinel for worker in self._workers if worker.process.is_alive()]:
            if not wait(alive, _PATIENCE):
                return False
        return True


@contextlib.contextmanager
def _deferred() -> Iterator[None]:
    """No signal comes through meanwhile: a process that starts has not yet said what it does with one."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _DEFERRED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(order: Order, pipe: Connection, inherited: Collection[Connection]) -> None:
    """The life of a worker: workbook after workbook until the pipe ends. Ctrl-C is for the one who has typed the command."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _DEFERRED)
    for other in inherited:  # else a worker would wait for ever for the end of a pipe that its siblings hold open
        other.close()
    gc.set_threshold(50_000, 20, 20)
    builder = Builder(order)
    with contextlib.suppress(EOFError, OSError):
        while True:
            workbook, written = _asked(pipe)
            pipe.send(builder.attempted(workbook, written))


def _asked(pipe: Connection) -> tuple[Path, tuple[Path, ...]]:
    asked: tuple[Path, tuple[Path, ...]] = pipe.recv()
    return asked
