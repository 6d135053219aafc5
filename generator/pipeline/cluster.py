"""``--scheduler``: the workbooks are built by a Dask cluster that is running; their reports are written here.

Reports that people have edited are updated here, where their history lies.
"""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.errors import FazhiError, UnusableFile, WrongUse
from generator.pipeline.batch import Builder, Order, Outcome, attempted, chains, failed, lost
from generator.pipeline.building import is_edited, put
from generator.pipeline.connection import Connection, NoReply, Refused, first
from generator.pipeline.elsewhere import made
from generator.pipeline.shipping import MOST_BYTES, Parcel, Reply, Shelf, pictures, shelf
from generator.version import __version__
from generator.workbook.package import read_bytes

_CONNECT, _WORKERS, _ANSWER, _PATIENCE = 10, 30, 30, 600  # seconds
_AHEAD = 4  # workbooks per processor that are under way
_SHELVES = 64  # folders whose templates are held on the cluster
_INSTALL = "没有装 Dask，用不了 --scheduler；请先安装：pip install 'fazhi-report[dask]'"
_LOST = "与集群的连接断了，或集群里没有工作进程了、太久没有回音，没有生成；请检查集群后再运行一次"
_DIED = "集群里生成它的进程几次中断（可能是内存不够），没有生成；请在本机单独再试一次"


def on_cluster(order: Order, workbooks: Sequence[Path], address: str) -> Generator[tuple[int, Outcome], None, None]:
    """What becomes of the workbooks, by their numbers and in their order.

    Raises :class:`WrongUse` where there is no such cluster, or it can't do the work. Close the iterator to leave it.
    """
    try:
        import distributed
    except ImportError:
        raise WrongUse(_INSTALL) from None
    _silence()
    with contextlib.closing(Connection()) as connection:
        _connect(connection, distributed, address)
        yield from _Dispatch(connection, order, workbooks, _check(connection, address)).outcomes()


def _silence() -> None:
    """Nothing but what is said here, once and in Chinese: Dask gives several of its loggers levels of their own."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module="distributed")


def _connect(connection: Connection, distributed: Any, address: str) -> None:
    """Raises :class:`WrongUse` when no cluster answers there within some seconds."""

    def client() -> Any:
        return distributed.Client(address, timeout=_CONNECT, asynchronous=True, set_as_default=False)

    try:
        connection.connect(client, _CONNECT + 1)
    except Exception as error:  # whatever may listen at that address
        reason = f"等了 {_CONNECT} 秒没有连上" if isinstance(error, OSError) else _reason(error)
        raise WrongUse(f"--scheduler {address}：连不上这个 Dask 集群（{reason}）；请检查地址（例如 tcp://10.0.0.1:8786）和网络") from None


def _check(connection: Connection, address: str) -> int:
    """How many workbooks the cluster builds at once. Raises :class:`WrongUse` when it has no workers, or other versions of this tool."""
    try:
        connection.ask(lambda client: client.wait_for_workers(1, timeout=_WORKERS), _WORKERS + _ANSWER)
    except TimeoutError:
        raise WrongUse(f"--scheduler {address}：集群里没有工作进程（等了 {_WORKERS} 秒）；请先启动 dask worker") from None
    except Exception as error:  # the connection has ended, in whatever way
        raise _left(address, _reason(error)) from None
    try:
        versions = set(connection.ask(lambda client: client.run(_version), _ANSWER).values())
        processors: int = sum(connection.ask(lambda client: client.nthreads(), _ANSWER).values())
    except (OSError, CancelledError) as error:
        raise _left(address, f"等了 {_ANSWER} 秒没有回音" if isinstance(error, TimeoutError) else _reason(error)) from None
    except Exception as error:  # whatever a machine without this tool answers
        raise WrongUse(
            f"--scheduler {address}：集群的机器用不了本工具（{_reason(error)}）；请在每台机器上安装 fazhi-report {__version__}"
        ) from None
    if not versions:  # the last worker has gone meanwhile
        raise WrongUse(f"--scheduler {address}：集群里没有工作进程；请先启动 dask worker")
    if versions != {__version__}:
        there = "、".join(sorted(versions))
        raise WrongUse(f"--scheduler {address}：集群上装的是 fazhi-report {there}，本机是 {__version__}；请装成同一个版本")
    return processors


def _left(address: str, reason: str) -> WrongUse:
    return WrongUse(f"--scheduler {address}：与集群的连接断了（{reason}）；请检查集群后再运行一次")


def _reason(error: Exception) -> str:
    """The first line of what an error says, else its kind."""
    return next(iter(str(error).splitlines()), "")[:200] or type(error).__name__


def _version() -> str:
    return __version__


def _same(templates: Shelf) -> Shelf:
    """What the cluster keeps as the result of a task, it can make again when a machine goes."""
    return templates


class _Dispatch:
    """Workbooks on their way to the cluster and back, so many at a time that neither side waits nor holds them all."""

    def __init__(self, connection: Connection, order: Order, workbooks: Sequence[Path], processors: int) -> None:
        self._connection, self._order, self._workbooks = connection, order, workbooks
        self._most = _AHEAD * max(processors, 1)
        self._here = Builder(order)
        self._under_way: dict[Future[Reply], tuple[int, Parcel]] = {}
        self._back: dict[int, Reply | None] = {}  # None: to be built here
        self._shelves: dict[Path, object] = {}
        self._is_gone = False

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        """What becomes of the workbooks, in their order."""
        left = deque(enumerate(self._workbooks))
        written = {number: list[Path]() for number in range(len(self._workbooks))}
        for chain in chains(self._workbooks, self._order):
            written.update(dict.fromkeys((number for number, _ in chain.workbooks), written[chain.workbooks[0][0]]))
        for number, workbook in enumerate(self._workbooks):
            while left and left[0][0] < number + self._most:
                self._send(*left.popleft())
            while number not in self._back:
                self._receive()
            outcome = self._settled(workbook, self._back.pop(number), written[number])
            if outcome.path is not None:
                written[number].append(outcome.path)
            yield number, outcome

    def _send(self, number: int, workbook: Path) -> None:
        """Send a workbook off. One that can't be read, or is too large to be sent, is left to be built here."""
        self._back[number] = None
        with contextlib.suppress(UnusableFile):
            data = read_bytes(workbook)
            if len(data) <= MOST_BYTES:
                self._submit(number, Parcel(self._order, workbook, data))

    def _submit(self, number: int, parcel: Parcel) -> None:
        if self._is_gone:
            self._back[number] = Reply(lost(parcel.workbook, _LOST))
            return
        try:
            near = self._shelf(parcel.workbook.resolve().parent)
            future = self._connection.start(made, parcel, near)
        except UnusableFile as error:
            self._back[number] = Reply(failed(parcel.workbook, error, self._order))
            return
        except Exception:  # the connection has ended, in whatever way
            self._is_gone, self._back[number] = True, Reply(lost(parcel.workbook, _LOST))
            return
        self._back.pop(number, None)
        self._under_way[future] = number, parcel

    def _shelf(self, near: Path) -> object:
        """The templates in the folder, on the cluster. Raises :class:`UnusableFile` when they can't be sent."""
        if near not in self._shelves:
            templates = shelf(near, self._order.template)
            while len(self._shelves) >= _SHELVES:
                del self._shelves[next(iter(self._shelves))]
            key = f"fazhi-templates-{templates.digest}"
            self._shelves[near] = self._connection.hold(_same, templates, key=key, seconds=_ANSWER)
        return self._shelves[near]

    def _receive(self) -> None:
        """Wait until something has come back; where the connection is lost or silent for too long, give up all that is there."""
        done = self._first()
        if not done or any(_is_unanswered(future) for future in done):
            done, self._is_gone = set(self._under_way), True
        for future in done:
            number, parcel = self._under_way.pop(future)
            reply = _reply(future, parcel)
            if not reply.pictures:
                self._back[number] = reply
            elif (found := pictures(parcel.workbook.parent, reply.pictures)) is not None:
                self._submit(number, replace(parcel, pictures=found))
            else:
                self._back[number] = None

    def _first(self) -> set[Future[Reply]]:
        """Those that come back first; none when it takes too long, or the cluster stays without a worker meanwhile."""
        for _ in range(max(_PATIENCE // _WORKERS, 1)):
            if (done := first(self._under_way, _WORKERS)) or not self._has_workers():
                return done
        return set()

    def _has_workers(self) -> bool:
        """Whether there is a worker, or comes one within some seconds."""
        try:
            self._connection.ask(lambda client: client.wait_for_workers(1, timeout=_WORKERS), _WORKERS + _ANSWER)
        except Exception:  # there is none, or the connection has ended
            return False
        return True

    def _settled(self, workbook: Path, reply: Reply | None, written: Sequence[Path]) -> Outcome:
        """The outcome, with the report written where nothing is in its way; else the workbook is built here, which says what is."""
        if reply is None:
            return self._here.attempted(workbook, written)
        if reply.report is None:
            return reply.outcome
        order, report = self._order, reply.report

        def place() -> Outcome:
            try:
                path = order.report_path(workbook)
                if is_edited(path, written):
                    return self._here.built(workbook, written)
                put(path, report, reply.store, make_folder=order.into_folder)
            except FazhiError as error:
                return failed(workbook, error, order)
            return replace(reply.outcome, path=path)

        return attempted(workbook, place)


def _is_unanswered(future: Future[Reply]) -> bool:
    return future.cancelled() or isinstance(future.exception(), NoReply)


def _reply(future: Future[Reply], parcel: Parcel) -> Reply:
    """What has come back, or that nothing has."""
    if not future.done():
        future.cancel()
        return Reply(lost(parcel.workbook, _LOST))
    try:
        return future.result()
    except Refused as error:
        what = str(error)
        return Reply(lost(parcel.workbook, _DIED if what == "KilledWorker" else f"集群没有能生成（{what}）；请在本机单独再试一次"))
    except (NoReply, CancelledError):
        return Reply(lost(parcel.workbook, _LOST))
