from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.batch_cli import brief
from generator.errors import WrongUse
from generator.pipeline import cluster as clusters
from generator.pipeline.batch import Order
from tests.pipeline.test_batch import silent
from tests.support.clusters import cluster
from tests.support.layouts import slot, with_blocks
from tests.support.pictures import png
from tests.support.templates import SETTINGS
from tests.support.word import Xml, p
from tests.support.workbooks import INDICATORS, make_workbook
from tests.test_cli import add_a_sentence

pytestmark = pytest.mark.cluster

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("cluster")) as at:
        yield at


def test_a_cluster_of_two_writes_what_this_machine_writes(run: Run, folder: Path, address: str) -> None:
    names = [f"{n}.xlsx" for n in range(8)]
    for n, name in enumerate(names):
        make_workbook(folder / name, items={"单位全称": f"{n}市公安局", "主送机关": "" if n == 5 else "市委"})
    (folder / "6.xlsx").write_text("not a workbook")
    alone = run("build", *names, "-o", "一/", "-j", "1")
    together = run("build", *names, "-o", "二/", "--scheduler", address)
    assert (together.returncode, together.stdout) == (2, alone.stdout.replace("一/", "二/"))
    assert together.stderr == alone.stderr
    written = sorted(path.relative_to(folder / "一") for path in (folder / "一").rglob("*") if path.is_file())
    assert len(written) == 12
    assert sorted(path.relative_to(folder / "二") for path in (folder / "二").rglob("*") if path.is_file()) == written
    assert all((folder / "二" / path).read_bytes() == (folder / "一" / path).read_bytes() for path in written)


def test_pictures_edited_reports_and_refusals_are_as_on_this_machine(run: Run, folder: Path, address: str) -> None:
    home = folder / "templates" / "小"
    (home / "template.toml").write_text(SETTINGS + '[[items]]\nname = "章"\n', encoding="utf-8")
    with_blocks(home / "report.docx", p("{{ 章 }}"), Xml(slot("正文")))
    for name in "甲乙":
        make_workbook(folder / f"{name}.xlsx", items={"单位全称": f"{name}市公安局", "章": "章.png"})
    (folder / "章.png").write_bytes(png(20, 20))
    (folder / "丙（上报版）.docx").write_bytes(b"mine")
    make_workbook(folder / "丙.xlsx", items={"单位全称": "丙市公安局", "章": "没有.png"})
    assert run("build", "甲.xlsx", "乙.xlsx").returncode == 0
    before = (folder / "甲（上报版）.docx").read_bytes()
    add_a_sentence(folder / "乙（上报版）.docx")
    make_workbook(folder / "乙.xlsx", items={"单位全称": "乙市公安局", "章": "章.png"}, indicators=INDICATORS.replace("593", "600"))
    done = run("build", "甲.xlsx", "乙.xlsx", "丙.xlsx", "--scheduler", address)
    assert (done.returncode, done.stdout) == (1, "甲（上报版）.docx\n乙（上报版）.docx\n")
    assert (folder / "甲（上报版）.docx").read_bytes() == before
    assert (folder / "乙（上报版）.docx.bak").exists()
    assert "没有.png：没有这个图片文件" in done.stderr
    make_workbook(folder / "丙.xlsx", items={"章": "章.png"})
    alone = run("build", "丙.xlsx", "--scheduler", address)
    assert (alone.returncode, alone.stdout) == (2, "")
    assert alone.stderr.startswith("丙（上报版）.docx：已经有这个文件，而且不是本工具生成的报告，没有覆盖")


def test_templates_that_can_not_be_sent_are_a_message(run: Run, folder: Path, address: str) -> None:
    layout = folder / "templates" / "小" / "report.docx"
    layout.rename(folder / "别的.docx")
    layout.symlink_to(folder / "别的.docx")
    make_workbook(folder / "甲.xlsx")
    done = run("build", "甲.xlsx", "--scheduler", address)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "不能发给集群；请把文件本身复制到模板的文件夹里" in done.stderr


def test_without_dask_it_is_said_what_to_install(folder: Path) -> None:
    make_workbook(folder / "甲.xlsx")
    code = "import sys\nsys.modules['distributed'] = None\nfrom generator.cli import main\nmain(['build', '甲.xlsx', '--scheduler', 'tcp://127.0.0.1:1'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    said = "没有装 Dask，用不了 --scheduler；请先安装：pip install 'fazhi-report[dask]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("where", ["tcp://127.0.0.1:1", "127.0.0.1:1", "没有端口", ""])
def test_an_address_where_no_cluster_is_is_a_message(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_CONNECT", 1)
    with pytest.raises(WrongUse, match=f"^--scheduler {where}：连不上这个 Dask 集群"):
        next(clusters.on_cluster(Order(silent), [Path("甲.xlsx")], where))


def test_a_cluster_without_workers_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_WORKERS", 1)
    with cluster(tmp_path, workers=0) as at, pytest.raises(WrongUse, match="集群里没有工作进程"):
        next(clusters.on_cluster(Order(silent), [Path("甲.xlsx")], at))


def test_a_cluster_whose_workers_have_all_died_fails_what_is_left_and_waits_no_ten_minutes(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("cluster")
    workbooks = [make_workbook(folder / f"{n}.xlsx", items={"单位全称": f"{n}市公安局"}) for n in range(40)]
    order = Order(brief, output=folder / "报告", into_folder=True)  # a function that the workers have, too
    with cluster(home) as at, contextlib.closing(clusters.on_cluster(order, workbooks, at)) as outcomes:
        next(outcomes)
        monkeypatch.setattr(clusters, "_WORKERS", 2)
        for worker in json.loads((home / "pids").read_text())[1:]:
            os.kill(worker, signal.SIGKILL)
        begun = time.monotonic()
        last = deque(outcomes, maxlen=1)[0][1]
    assert last.path is None
    assert "集群里没有工作进程了" in last.fault
    assert time.monotonic() - begun < 60


def test_a_cluster_that_goes_away_fails_what_it_has_not_built(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    names = [f"{n}.xlsx" for n in range(60)]
    for name in names:
        make_workbook(folder / name, items={"单位全称": f"{name}市公安局"})
    pipe = subprocess.PIPE
    with cluster(tmp_path_factory.mktemp("cluster")) as at:
        command = [sys.executable, "-m", "generator", "build", *names, "-o", "报告", "--scheduler", at]
        process = subprocess.Popen(command, cwd=folder, stdout=pipe, stderr=pipe, text=True, encoding="utf-8")
        assert process.stdout is not None
        too_long = threading.Timer(120, process.kill)
        too_long.start()
        written = [process.stdout.readline()]
    more, said = process.communicate(timeout=120)
    too_long.cancel()
    written += more.splitlines()
    assert process.returncode == 2
    assert len(list((folder / "报告").glob("*.docx"))) == len(written)
    assert said.count("：与集群的连接断了，或集群里没有工作进程了、太久没有回音，没有生成；请检查集群后再运行一次") == 60 - len(written)
