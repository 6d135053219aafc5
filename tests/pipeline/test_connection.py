"""Clusters that answer nothing, or stop to: what is said of them, and that no command waits for them for ever."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from generator.errors import WrongUse
from generator.pipeline import cluster as clusters
from generator.pipeline import connection as connections
from generator.pipeline.batch import Order, Outcome
from generator.pipeline.connection import Connection, NoReply, Refused, first
from generator.pipeline.shipping import Parcel, Reply
from tests.pipeline.test_batch import silent
from tests.support.clusters import cluster
from tests.support.terminal import hear_interrupts
from tests.support.workbooks import make_workbook

pytestmark = pytest.mark.cluster
LIMIT = 90  # seconds after which a process has waited too long, on a busy machine too


@pytest.fixture
def mute() -> Iterator[str]:
    """Where connections are taken and nothing is ever said."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"tcp://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    """Nothing that a connection started goes on after it, and nothing of it ever keeps a program alive."""
    before = set(threading.enumerate())
    yield
    assert [thread for thread in set(threading.enumerate()) - before if not thread.daemon or thread.name == "Dask"] == []


def fazhi(folder: Path, *arguments: str, before: str = "") -> subprocess.Popen[str]:
    code = f"import sys\nfrom generator.pipeline import cluster\n{before}\nfrom generator.cli import main\nmain(sys.argv[1:])"
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", preexec_fn=hear_interrupts)


def test_an_address_that_takes_connections_and_says_nothing_is_a_message(mute: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_CONNECT", 1)
    with pytest.raises(WrongUse, match=f"^--scheduler {mute}：连不上这个 Dask 集群（等了 1 秒没有连上）；请检查地址"):
        next(clusters.on_cluster(Order(silent), [Path("甲.xlsx")], mute))


def test_the_command_ends_though_the_system_never_finds_the_name_of_the_machine(folder: Path) -> None:
    make_workbook(folder / "甲.xlsx")
    hangs = (
        "import socket, time\nreal = socket.getaddrinfo\n"
        "def slow(host, *rest, **more):\n    if host == 'far' and not more.get('flags', 0) & socket.AI_NUMERICHOST:\n"
        "        time.sleep(600)\n    return real(host, *rest, **more)\n"
        "socket.getaddrinfo, cluster._CONNECT = slow, 1"
    )
    out, said = fazhi(folder, "build", "甲.xlsx", "--scheduler", "tcp://far:8786", before=hangs).communicate(timeout=LIMIT)
    assert (out, said.count("\n")) == ("", 1)
    assert said.startswith("--scheduler tcp://far:8786：连不上这个 Dask 集群（等了 1 秒没有连上）")


def test_an_interrupt_ends_the_command_while_it_waits_for_the_cluster(folder: Path, mute: str) -> None:
    make_workbook(folder / "甲.xlsx")
    told = "import os, signal, threading\nthreading.Timer(3, os.kill, (os.getpid(), signal.SIGINT)).start()\ncluster._CONNECT = 600"
    process = fazhi(folder, "build", "甲.xlsx", "--scheduler", mute, before=told)
    out, said = process.communicate(timeout=LIMIT)
    assert (process.returncode, out, said) == (130, "", "\n已中止。\n")
    assert not list(folder.glob("*.docx"))


def test_a_client_that_is_cleared_away_while_another_one_starts_stops_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask's blocking clients share a lock: one that is cleared away, with others of its cycle, at a wrong moment waited for ever."""
    monkeypatch.setattr(clusters, "_CONNECT", 0.2)
    real = threading.Thread.__init__

    def clearing(thread: threading.Thread, *arguments: object, **more: object) -> None:
        gc.collect()
        real(thread, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(threading.Thread, "__init__", clearing)
    gc.disable()
    try:
        for _ in range(3):
            with pytest.raises(WrongUse, match="连不上这个 Dask 集群"):
                next(clusters.on_cluster(Order(silent), [Path("甲.xlsx")], "没有端口"))
    finally:
        gc.enable()


def test_a_cluster_that_falls_silent_at_work_fails_what_it_has_not_built(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "_PATIENCE", 2)
    monkeypatch.setattr(connections, "_GRACE", 1)
    workbooks = [make_workbook(folder / f"{n}.xlsx") for n in range(3)]
    home = tmp_path_factory.mktemp("cluster")
    with cluster(home) as at:
        check = clusters._check

        def frozen_then(connection: Connection, address: str) -> int:
            processors = check(connection, address)
            os.kill(scheduler, signal.SIGSTOP)
            return processors

        scheduler = int(json.loads((home / "pids").read_text())[0])
        monkeypatch.setattr(clusters, "_check", frozen_then)
        try:
            outcomes = [outcome for _, outcome in clusters.on_cluster(Order(silent), workbooks, at)]
        finally:
            os.kill(scheduler, signal.SIGCONT)
    assert [(outcome.kind, outcome.fault) for outcome in outcomes] == [("failed", clusters._LOST)] * 3
    assert not list(folder.glob("*.docx"))


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (Refused("KilledWorker"), "集群里生成它的进程几次中断（可能是内存不够），没有生成；请在本机单独再试一次"),
        (Refused("TypeError"), "集群没有能生成（TypeError）；请在本机单独再试一次"),
        (NoReply(), "与集群的连接断了，或集群里没有工作进程了、太久没有回音，没有生成；请检查集群后再运行一次"),
    ],
)
def test_what_the_cluster_could_not_do_is_said_of_its_workbook(raised: Exception, said: str) -> None:
    future: Future[Reply] = Future()
    future.set_exception(raised)
    parcel = Parcel(Order(silent), Path("甲.xlsx"), b"")
    assert clusters._reply(future, parcel) == Reply(Outcome(Path("甲.xlsx"), 2, "failed", fault=said, faults=1))


def test_waiting_ends_with_the_first_one_or_with_the_time() -> None:
    done: Future[int] = Future()
    never: Future[int] = Future()
    assert first([never], 0.2) == set()
    done.set_result(1)
    assert first([never, done], 60) == {done}


def fails() -> None:
    raise OSError("no such machine")


@pytest.mark.parametrize(("make", "raised"), [(fails, OSError), (lambda: time.sleep(3), TimeoutError)])
def test_a_connection_can_be_left_whatever_its_client_does(
    make: Callable[[], object], raised: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_GRACE", 1)
    connection = Connection()
    with pytest.raises(raised):
        connection.connect(make, 0.5)
    connection.close()
    connection._thread.join(LIMIT)
