"""A connection to a Dask cluster, in a thread of its own: whatever becomes of the cluster, nothing here waits for ever.

Dask's own blocking client waits without a limit for the first words of whatever listens at an address, and holds a lock
that it asks for again when a broken client is cleared away. So its asynchronous client is used, every answer has its time, and
what does not end then is left behind in threads that do not keep the program alive.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import Awaitable, Callable, Collection, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

_T = TypeVar("_T")
_GRACE = 5  # seconds for what was told to stop
_SLICE = 1  # seconds: some systems hear no Ctrl-C while they wait


class NoReply(Exception):
    """What was asked of the cluster has no answer, for a reason of the connection."""


class Refused(Exception):
    """The cluster has answered that the work went wrong; ``str(error)`` is the name of what was raised there."""


class Connection:
    """A client of a cluster. All its methods return within the seconds that they are given, some more at the most."""

    def __init__(self) -> None:
        self._client: Any = None
        self._loop, self._ended = asyncio.new_event_loop(), asyncio.Event()
        self._loop.set_default_executor(_Daemons())
        self._thread = threading.Thread(target=self._live, name="Dask", daemon=True)
        self._thread.start()

    def _live(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._ended.wait())

    def connect(self, make: Callable[[], Any], seconds: float) -> None:
        """Start the asynchronous client that ``make`` makes. Raises whatever it raises, or :class:`TimeoutError`."""

        async def connected() -> None:
            self._client = make()
            await self._client

        self._within(connected(), seconds)

    def ask(self, question: Callable[[Any], Awaitable[_T]], seconds: float) -> _T:
        """What the client, given to ``question``, answers. Raises whatever that raises, or :class:`TimeoutError`."""

        async def asked() -> _T:
            return await question(self._client)

        return self._within(asked(), seconds)

    def hold(self, function: Callable[..., Any], *arguments: Any, key: str, seconds: float) -> object:
        """What stands for the result of a task, to be given to others; the cluster keeps it while somebody here holds it."""

        async def held() -> object:
            return self._client.submit(function, *arguments, key=key)

        return self._within(held(), seconds)

    def start(self, function: Callable[..., _T], *arguments: object) -> Future[_T]:
        """The result to come of a task; instead of it the future raises :class:`NoReply` or :class:`Refused`."""

        async def done() -> _T:
            task = self._client.submit(function, *arguments, pure=False)
            try:
                result: _T = await task
            except Exception as error:
                raise (Refused(type(error).__name__) if task.status == "error" else NoReply()) from None
            except asyncio.CancelledError:  # by Dask, when it has lost the scheduler
                raise NoReply from None
            return result

        return asyncio.run_coroutine_threadsafe(done(), self._loop)

    def close(self) -> None:
        """Leave the cluster, whether it hears of that or not."""
        if self._client is not None:
            with contextlib.suppress(Exception):
                self.ask(lambda client: client.close(), _GRACE)
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(_GRACE)  # what still runs is cancelled there

    def _within(self, asked: Coroutine[Any, Any, _T], seconds: float) -> _T:
        future = asyncio.run_coroutine_threadsafe(asyncio.wait_for(asked, seconds), self._loop)
        try:
            if future not in first([future], seconds + _GRACE):
                raise TimeoutError
        finally:
            future.cancel()
        return future.result()


def first(futures: Collection[Future[_T]], seconds: float) -> set[Future[_T]]:
    """Those that are done as soon as one is; none when the seconds are over."""
    left = seconds
    while left > 0:
        done = concurrent.futures.wait(futures, timeout=min(left, _SLICE), return_when=concurrent.futures.FIRST_COMPLETED).done
        if done:
            return done
        left -= _SLICE
    return set()


class _Daemons(ThreadPoolExecutor):
    """Runs each call in a thread that does not keep the program alive: the system may look for the name of a machine for minutes."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                self._settle(future.set_exception, error)
            else:
                self._settle(future.set_result, result)

        threading.Thread(target=run, daemon=True).start()
        return future

    @staticmethod
    def _settle(settle: Callable[[Any], None], value: object) -> None:
        """Tell the outcome, unless nobody waits for it any more."""
        with contextlib.suppress(concurrent.futures.InvalidStateError, RuntimeError):
            settle(value)
