from __future__ import annotations

import io
import os
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.bundle.__main__ import write_bundles
from tools.bundle.archiving import sums, tar_gz, zip_of
from tools.bundle.entries import Entry

FILES = {"安装说明.txt": Entry("说明\n".encode()), "install.sh": Entry(b"#!/bin/sh\n", executable=True), "a/b": Entry(b"")}
names = st.text("abc汉字 .-_", min_size=1, max_size=8).filter(lambda name: name.strip(". "))


@given(st.dictionaries(names, st.binary(max_size=40), max_size=6), st.randoms())
def test_the_same_files_in_any_order_are_the_same_archive_and_come_out_again(files: dict[str, bytes], chance: object) -> None:
    entries = {name: Entry(content) for name, content in files.items()}
    shuffled = dict(sorted(entries.items(), key=lambda _: chance.random()))  # type: ignore[attr-defined]
    assert tar_gz(shuffled, "顶") == tar_gz(entries, "顶")
    assert zip_of(shuffled, "顶") == zip_of(entries, "顶")
    with tarfile.open(fileobj=io.BytesIO(tar_gz(entries, "顶"))) as archive:
        assert {name: archive.extractfile(name).read() for name in archive.getnames()} == {f"顶/{n}": c for n, c in files.items()}  # type: ignore[union-attr]
    with zipfile.ZipFile(io.BytesIO(zip_of(entries, "顶"))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {f"顶/{n}": c for n, c in files.items()}


def test_a_tar_tells_neither_times_nor_owners_and_scripts_can_be_run() -> None:
    packed = tar_gz(FILES, "fazhi")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        told = {(info.mtime, info.uid, info.gid, info.uname, info.gname) for info in archive}
        assert told == {(315532800, 0, 0, "", "")}
        assert {info.name: info.mode for info in archive} == {
            "fazhi/a/b": 0o644,
            "fazhi/install.sh": 0o755,
            "fazhi/安装说明.txt": 0o644,
        }
    assert packed[3:8] == bytes(5)  # no name and no time in the head of the compressed stream


def test_sha256sum_reads_the_sums_and_finds_what_was_changed(tmp_path: Path) -> None:
    files = {"乙.zip": b"2", "a.tar.gz": b"1"}
    write_bundles({**files, "SHA256SUMS": sums(files)}, tmp_path)
    check = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    (tmp_path / "乙.zip").write_bytes(b"3")
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    assert (done.returncode, done.stdout) == (1, "乙.zip: FAILED\n")


@pytest.mark.parametrize(
    ("name", "goes"), [("fazhi-0.0.9-linux-x86_64.tar.gz", True), ("fazhi-0.0.9-windows-x86_64.zip", True), ("我的.zip", False)]
)
def test_bundles_of_an_earlier_run_go_and_other_files_stay(tmp_path: Path, name: str, goes: bool) -> None:
    (tmp_path / name).write_bytes(b"old")
    write_bundles({"fazhi-0.1.0-linux-x86_64.tar.gz": b"new"}, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"fazhi-0.1.0-linux-x86_64.tar.gz"} | (set() if goes else {name})
