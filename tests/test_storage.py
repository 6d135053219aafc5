from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import storage
from generator.errors import OverwriteRefused, UnwritableFile
from generator.storage import check_replaceable, replace_kept, write_folder, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_the_usual_rights(tmp_path: Path) -> None:
    write_whole(tmp_path / "甲.docx", b"new", replace=False)
    (tmp_path / "plain").write_bytes(b"")
    assert (tmp_path / "甲.docx").read_bytes() == b"new"
    assert (tmp_path / "甲.docx").stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert names(tmp_path) == ["plain", "甲.docx"]


def test_a_file_is_replaced_when_that_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"old")
    write_whole(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["甲.docx"]


def test_a_name_that_is_taken_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"old")
    with pytest.raises(OverwriteRefused, match=r"甲\.docx：已经有这个文件，没有覆盖；请用 -o 换一个文件名"):
        write_whole(path, b"new", replace=False)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["甲.docx"]


def test_a_link_that_leads_nowhere_is_a_taken_name_too(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OverwriteRefused):
        write_whole(path, b"new", replace=False)
    assert names(tmp_path) == ["甲.docx"]


@pytest.mark.parametrize("taken", [True, False])
def test_a_file_system_without_hard_links_is_served_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    path = tmp_path / "甲.docx"
    if taken:
        path.write_bytes(b"old")
        with pytest.raises(OverwriteRefused):
            write_whole(path, b"new", replace=False)
    else:
        write_whole(path, b"new", replace=False)
    assert path.read_bytes() == (b"old" if taken else b"new")
    assert names(tmp_path) == ["甲.docx"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EDQUOT, "磁盘配额已满"),
        (errno.EIO, "磁盘读写出错"),
        (errno.EROFS, "这个位置是只读的"),
        (errno.ENOTTY, f"系统错误 {errno.ENOTTY}"),
    ],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(code, "in English")

    path = tmp_path / "甲.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UnwritableFile) as stop:
        write_whole(path, b"new" * 10_000, replace=True)
    assert str(stop.value) == f"{path}：写不进去（{reason}）；原有文件没有改动，请排除后再试，或换一个位置"
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["甲.docx"]


# ── what people work on ──


def test_what_is_replaced_stays_beside_under_the_first_free_name(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"1")
    (tmp_path / "甲.docx.bak2").symlink_to("nowhere")
    assert replace_kept(path, b"1", b"2", keep=True) == tmp_path / "甲.docx.bak"
    assert replace_kept(path, b"2", b"3", keep=True) == tmp_path / "甲.docx.bak3"
    assert replace_kept(path, b"3", b"4", keep=False) is None
    assert [(tmp_path / name).read_bytes() for name in ("甲.docx.bak", "甲.docx.bak3", "甲.docx")] == [b"1", b"2", b"4"]
    assert names(tmp_path) == ["甲.docx", "甲.docx.bak", "甲.docx.bak2", "甲.docx.bak3"]


def test_a_name_that_somebody_took_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"1")
    (tmp_path / "甲.docx.bak").write_bytes(b"mine")
    monkeypatch.setattr(os.path, "lexists", lambda name: os.fspath(name) == os.fspath(path))
    assert replace_kept(path, b"1", b"2", keep=True) == tmp_path / "甲.docx.bak2"
    assert (tmp_path / "甲.docx.bak").read_bytes() == b"mine"


def test_without_a_free_name_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_MOST_KEPT", 2)
    path = tmp_path / "甲.docx"
    for name in ("甲.docx", "甲.docx.bak", "甲.docx.bak2"):
        (tmp_path / name).write_bytes(b"1")
    with pytest.raises(UnwritableFile, match=r"甲\.docx：旁边已经有 2 份 \.bak，没有写；请移走用不着的，再更新"):
        replace_kept(path, b"1", b"2", keep=True)
    assert path.read_bytes() == b"1"


def test_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"1")
    path.chmod(0o640)
    backup = replace_kept(path, b"1", b"2", keep=True)
    assert backup is not None
    assert {path.stat().st_mode & 0o777, backup.stat().st_mode & 0o777} == {0o640}


def test_behind_a_link_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "里").mkdir()
    real, link = tmp_path / "里" / "甲.docx", tmp_path / "乙.docx"
    real.write_bytes(b"1")
    link.symlink_to(real)
    assert replace_kept(link, b"1", b"2", keep=True) == real.with_name("甲.docx.bak")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"2")
    real.with_name("~$甲.docx").write_bytes(b"")
    with pytest.raises(UnwritableFile, match="正被 Word"):
        check_replaceable(link)


@pytest.mark.parametrize("now", [b"3", None])
def test_a_file_that_others_changed_meanwhile_is_left_alone(tmp_path: Path, now: bytes | None) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"1")
    if now is None:
        path.unlink()
    else:
        path.write_bytes(now)
    with pytest.raises(UnwritableFile, match="更新期间被别的程序改过，没有写，改动都还在；请再更新一次" if now else "不见了"):
        replace_kept(path, b"1", b"2", keep=True)
    assert names(tmp_path) == ([] if now is None else ["甲.docx"])
    assert now is None or path.read_bytes() == now


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("报告.docx", "~$报告.docx"),
        ("一二三四五六.docx", "~$一二三四五六.docx"),
        ("一二三四五六七.docx", "~$二三四五六七.docx"),
        ("一二三四五六七八.docx", "~$三四五六七八.docx"),
        ("法治政府建设年度报告.docx", "~$政府建设年度报告.docx"),
        ("报告.docx", ".~报告.docx"),
        ("报告.docx", ".~lock.报告.docx#"),
    ],
)
def test_a_file_that_is_open_is_not_replaced(tmp_path: Path, name: str, lock: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"1")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(UnwritableFile) as stop:
        replace_kept(path, b"1", b"2", keep=True)
    assert str(stop.value) == (
        f"{path}：正被 Word、WPS 或 LibreOffice 打开（有 {lock}）；请先保存并关闭，再更新；如果没有打开，请删去那个锁文件"
    )
    assert path.read_bytes() == b"1"
    assert names(tmp_path) == sorted((name, lock))


def test_the_lock_of_another_file_is_none(tmp_path: Path) -> None:
    path = tmp_path / "报告一二.docx"
    path.write_bytes(b"1")
    for lock in ("~$告一二.docx", "~$报告.docx", ".~lock.报告.docx#"):
        (tmp_path / lock).write_bytes(b"")
    check_replaceable(path)


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(b"1")
    path.chmod(0o444)
    with pytest.raises(UnwritableFile, match=r"甲\.docx：文件设了只读，没有写；请去掉只读属性再更新，或复制一份改名后更新"):
        replace_kept(path, b"1", b"2", keep=True)
    assert names(tmp_path) == ["甲.docx"]


def test_where_writing_fails_nothing_stays_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "in English")

    path = tmp_path / "甲.docx"
    path.write_bytes(b"1")
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UnwritableFile, match="磁盘已满"):
        replace_kept(path, b"1", b"2", keep=True)
    assert path.read_bytes() == b"1"
    assert names(tmp_path) == ["甲.docx"]


WRITE = "import sys\nfrom pathlib import Path\nfrom generator.storage import write_folder, write_whole\n"


def run(code: str, path: Path, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WRITE + code, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_size_limit_of_the_system_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write_whole(Path(sys.argv[1]), b'x' * 100_000, replace=False)\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )
    done = run(code, tmp_path / "甲.docx", env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert done.stdout.startswith("UnwritableFile ")
    assert "文件太大" in done.stdout
    assert names(tmp_path) == []


@pytest.mark.parametrize("old", [None, b"old"])
def test_a_process_killed_half_way_leaves_no_half_file_under_the_name(tmp_path: Path, old: bytes | None) -> None:
    path = tmp_path / "甲.docx"
    if old is not None:
        path.write_bytes(old)
    code = (
        "import os, signal\nos.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_whole(Path(sys.argv[1]), b'x' * 100_000, replace=True)\n"
    )
    assert run(code, path).returncode == -signal.SIGKILL
    assert (path.read_bytes() if path.exists() else None) == old


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "甲.docx", b"new", replace=False)
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile) as stop:
        write_whole(tmp_path / "没有" / "甲.docx", b"new", replace=False)
    assert str(stop.value) == f"{tmp_path / '没有' / '甲.docx'}：没有“{tmp_path / '没有'}”这个文件夹；请先建好，或换一个位置"
    assert names(tmp_path) == []


@pytest.mark.parametrize("replace", [True, False])
def test_a_folder_in_the_way_is_said_so(tmp_path: Path, replace: bool) -> None:
    (tmp_path / "甲.docx").mkdir()
    with pytest.raises(UnwritableFile, match="这是一个文件夹；请写明文件名"):
        write_whole(tmp_path / "甲.docx", b"new", replace=replace)
    assert names(tmp_path) == ["甲.docx"]


def test_a_name_that_is_too_long_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="文件名太长"):
        write_whole(tmp_path / f"{'长' * 200}.docx", b"new", replace=True)
    assert names(tmp_path) == []


def test_a_folder_that_may_not_be_written_to_is_said_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    code = (
        "import os\n"
        "if os.getuid() == 0:\n    os.setuid(65534)\n"  # rights do not bind root
        "try:\n    write_whole(Path(sys.argv[1]), b'new', replace=False)\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )
    done = run(code, Path("甲.docx"), cwd=tmp_path, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    tmp_path.chmod(0o755)
    assert done.stdout.startswith("UnwritableFile ")
    assert "没有写入权限，或文件正被 Word、WPS 打开" in done.stdout
    assert names(tmp_path) == []


def test_a_folder_appears_whole_with_the_folders_above_it(tmp_path: Path) -> None:
    write_folder(tmp_path / "甲" / "乙", {"a.txt": b"1", "丙/b.txt": b"2"})
    assert (tmp_path / "甲" / "乙" / "a.txt").read_bytes() == b"1"
    assert (tmp_path / "甲" / "乙" / "丙" / "b.txt").read_bytes() == b"2"
    assert [path.name for path in (tmp_path / "甲").iterdir()] == ["乙"]


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_a_folder_never_takes_the_place_of_what_is_there(tmp_path: Path, there: str) -> None:
    path = tmp_path / "乙"
    if there == "file":
        path.write_bytes(b"mine")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OverwriteRefused, match="已经有这个文件夹，没有覆盖"):
        write_folder(path, {"a.txt": b"1"})
    assert [left.name for left in tmp_path.iterdir()] == ["乙"]


def test_a_folder_that_can_not_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="文件名太长"):
        write_folder(tmp_path / "乙", {"a.txt": b"1", "长" * 200: b"2"})
    assert list(tmp_path.iterdir()) == []
