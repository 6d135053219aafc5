"""The archives for machines without network, made of the real wheels and tried out where there is no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.version import __version__
from tests.support.validity import faults_of

pytestmark = pytest.mark.bundle

ROOT = Path(__file__).parent.parent
WINDOWS = f"fazhi-{__version__}-windows-x86_64-without-python"
SAMPLE = "sample_data/standard-2022.xlsx"


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ``make bundle`` writes."""
    folder = tmp_path_factory.mktemp("bundle")
    done = subprocess.run([sys.executable, "-m", "tools.bundle", "-o", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == sorted(str(path) for path in folder.iterdir())
    return folder


@pytest.fixture(scope="module")
def offline() -> None:
    """A place without network can be made; before a change lands it must be."""
    if subprocess.run(["unshare", "--map-root-user", "--net", "true"], capture_output=True, check=False).returncode:
        said = "no network namespace can be made here (unshare --map-root-user --net), so nothing is known of machines without network"
        if "CI" in os.environ:
            pytest.fail(said)
        pytest.skip(said)


def run_offline(home: Path, command: Sequence[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody with this home, without network, with the Python of the tests and what every system has."""
    environment = {"HOME": str(home), "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    isolated = ["unshare", "--map-root-user", "--net", *map(str, command)]
    return subprocess.run(isolated, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def unpack_for(home: Path, bundles: Path, machine: str) -> Path:
    """The Linux archive unpacked in a home: its folder."""
    home.mkdir(parents=True)
    name = f"fazhi-{__version__}-linux-{machine}"
    with tarfile.open(bundles / f"{name}.tar.gz") as archive:
        archive.extractall(home / "下载", filter="data")
    return home / "下载" / name


@pytest.fixture(scope="module")
def home(bundles: Path, offline: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who has installed the program from the archive and deleted what was unpacked."""
    home = tmp_path_factory.mktemp("home") / "张 三"
    folder = unpack_for(home, bundles, os.uname().machine)
    done = run_offline(home, ["sh", "install.sh"], folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"fazhi {__version__}\n装好了。" in done.stdout
    assert f"'{home}/.local/bin/fazhi' --help" in done.stdout  # the folder is not on the PATH
    shutil.copytree(folder / "sample_data", home / "sample_data")
    shutil.rmtree(folder)
    return home


def test_the_sums_are_those_of_the_archives(bundles: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=bundles, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3 == len(list(bundles.iterdir())) - 1


def test_there_is_no_network_where_the_archive_is_tried(home: Path) -> None:
    devices = run_offline(home, ["cat", "/proc/net/dev"], home).stdout.splitlines()
    assert [line.split(":")[0].strip() for line in devices[2:]] == ["lo"]
    assert run_offline(home, ["cat", "/proc/net/route"], home).stdout.splitlines()[1:] == []


def test_the_sample_is_checked_and_built_without_network(home: Path) -> None:
    fazhi = home / ".local" / "bin" / "fazhi"
    checked = run_offline(home, [fazhi, "check", SAMPLE], home)
    assert checked.returncode == 0, checked.stderr
    built = run_offline(home, [fazhi, "build", SAMPLE, "-o", "报告 一.docx"], home)
    assert (built.returncode, built.stdout) == (0, "报告 一.docx\n"), built.stderr
    assert faults_of(home / "报告 一.docx") == []


def test_installing_again_replaces_failing_changes_nothing_and_uninstalling_leaves_nothing(
    bundles: Path, offline: None, tmp_path: Path
) -> None:
    home = tmp_path / "李 四"
    folder = unpack_for(home, bundles, os.uname().machine)
    target, link = home / "程序", home / ".local" / "bin" / "fazhi"
    command = ["sh", "install.sh", "--to", target]
    broken = tmp_path / "broken"
    broken.write_text(f'#!/bin/sh\n[ "$1" = -I ] && exec "{sys.executable}" "$@"\nexit 7\n', encoding="utf-8")
    broken.chmod(0o755)

    failed = run_offline(home, [*command, "--python", broken], folder)
    assert (failed.returncode, target.exists(), link.exists()) == (7, False, False)
    assert "没有装成" in failed.stderr
    assert run_offline(home, command, folder).returncode == 0
    first = link.resolve()
    assert run_offline(home, [*command, "--python", broken], folder).returncode == 7
    assert link.resolve() == first
    assert run_offline(home, [link, "--version"], home).stdout == f"fazhi {__version__}\n"
    assert run_offline(home, command, folder).returncode == 0
    assert link.resolve() != first
    assert not first.exists()
    (target / "我的.xlsx").write_bytes(b"mine")
    gone = run_offline(home, ["sh", target / "uninstall.sh"], home)
    assert (gone.returncode, gone.stdout) == (0, f"{target} 里还有不是 fazhi 的文件，留着没有动。\n卸载了。\n")
    assert [path.name for path in target.iterdir()] == ["我的.xlsx"]
    assert not link.is_symlink()


def test_all_that_stands_in_the_way_is_said_at_once_and_nothing_is_written(bundles: Path, offline: None, tmp_path: Path) -> None:
    home = tmp_path / "王 五"
    other = next(machine for machine in ("x86_64", "aarch64") if machine != os.uname().machine)
    folder = unpack_for(home, bundles, other)
    next(folder.glob("wheels/click-*.whl")).write_bytes(b"damaged")
    (home / "满").mkdir()
    (home / "满" / "我的.xlsx").write_bytes(b"mine")
    link = home / ".local" / "bin" / "fazhi"
    link.parent.mkdir(parents=True)
    link.write_bytes(b"mine")
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\necho 3.7\n", encoding="utf-8")
    old.chmod(0o755)
    before = {path: path.is_file() and path.read_bytes() for path in home.rglob("*")}
    done = run_offline(home, ["sh", "install.sh", "--to", home / "满", "--python", old], folder)
    assert (done.returncode, done.stdout) == (1, "")
    said = re.findall("^错误 (.+?)：", done.stderr, re.M)
    assert said == ["处理器", "安装包", "Python", str(home / "满"), str(link)]
    assert f"{old}：3.7\n" in done.stderr
    assert re.search(r"click-.+\.whl: FAILED", done.stderr)
    assert {path: path.is_file() and path.read_bytes() for path in home.rglob("*")} == before


@pytest.mark.parametrize("arguments", [["--here"], ["--to"], ["--python", ""]])
def test_wrong_use_of_the_script_is_said_and_exits_2(bundles: Path, offline: None, tmp_path: Path, arguments: list[str]) -> None:
    folder = unpack_for(tmp_path / "home", bundles, os.uname().machine)
    done = run_offline(tmp_path / "home", ["sh", "install.sh", *arguments], folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "用法：sh install.sh [--to 文件夹] [--python 路径]" in done.stderr


def test_the_windows_archive_holds_what_64_bit_windows_runs(bundles: Path) -> None:
    with zipfile.ZipFile(bundles / f"{WINDOWS}.zip") as archive:
        parts = {name.removeprefix(f"{WINDOWS}/"): archive.read(name) for name in archive.namelist()}
    site = "python/Lib/site-packages/"
    assert {"fazhi.cmd", "安装说明.txt", "清单.txt", "README.zh-CN.md", "python/python311._pth", f"{site}generator/cli.py", SAMPLE} <= set(
        parts
    )
    compiled = [content for name, content in parts.items() if name.endswith((".pyd", ".so"))]
    assert len(compiled) > 3
    assert {content[int.from_bytes(content[0x3C:0x40], "little") :][:6] for content in compiled} == {b"PE\0\0\x64\x86"}
    tags = {
        tag for name, content in parts.items() if name.endswith(".dist-info/WHEEL") for tag in re.findall(rb"^Tag: (\S+)", content, re.M)
    }
    assert tags == {b"py2-none-any", b"py3-none-any", b"cp311-cp311-win_amd64"}
    texts = [name for name in parts if name.endswith((".cmd", ".txt", ".md", "._pth")) and not name.startswith(site)]
    assert len(texts) > 6
    assert [name for name in texts if parts[name].count(b"\n") != parts[name].count(b"\r\n")] == []
    assert not re.search(rb"[^\r\n -~]", parts["fazhi.cmd"].partition(b"chcp")[0])


def test_the_modules_of_the_windows_archive_make_a_workbook_where_none_is_installed(bundles: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(bundles / f"{WINDOWS}.zip").extractall(tmp_path)
    # Isolated and without site, so that only the archive and the standard library are there. What is compiled for Windows
    # does not run here; a new workbook needs nothing of it.
    code = "import sys; sys.path.append(sys.argv.pop(1)); from generator.cli import main; main()"
    site = tmp_path / WINDOWS / "python" / "Lib" / "site-packages"
    command = [sys.executable, "-I", "-S", "-c", code, str(site), "new", "--unit", "甲市公安局", "--year", "2025", "-o", "甲.xlsx"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "甲.xlsx\n"), done.stderr
