"""Writing files and folders whole or not at all, and never over something that is in the way."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.errors import OverwriteRefused, UnwritableFile

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EACCES: "没有写入权限，或文件正被 Word、WPS 打开",
    errno.EPERM: "没有写入权限，或文件正被 Word、WPS 打开",
    errno.EROFS: "这个位置是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EISDIR: "这是一个文件夹",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "所在的文件夹不见了，或文件名里有不能用的字符",
    errno.EINVAL: "文件名里有不能用的字符",
    errno.EBUSY: "文件正被占用",
}
# A zero byte, or letters that the encoding of the system does not have.
_UNNAMABLE = "文件名里有系统的编码写不了的字；请用 -o 换一个文件名，或在 UTF-8 的环境里运行（LANG=C.UTF-8）"

_MOST_KEPT = 10_000


def write_whole(
    path: Path, data: bytes, *, replace: bool, make_folder: bool = False, before: bytes | None = None, mode: int | None = None
) -> None:
    """Write a file so that it appears whole or not at all, also when the process is killed or the disk is full.

    Raises :class:`OverwriteRefused` when the file is there and ``replace`` is false, :class:`UnwritableFile`
    when it can't be written, or when it does not hold what it held ``before``. The folder must exist, unless
    ``make_folder`` asks for it to be made. The file gets the rights ``mode``, else the usual ones.
    """
    if make_folder:
        _make(path.parent)
    temporary: Path | None = None
    try:
        if not path.parent.is_dir():
            raise UnwritableFile(f"{path}：没有“{path.parent}”这个文件夹；请先建好，或换一个位置")
        if path.is_dir():
            raise UnwritableFile(f"{path}：这是一个文件夹；请写明文件名")
        if replace and path.is_symlink():
            path = path.resolve()  # what the link leads to is replaced, not the link
        temporary = _written(path.parent, data, mode)
        if before is not None and path.read_bytes() != before:
            raise UnwritableFile(f"{path}：更新期间被别的程序改过，没有写，改动都还在；请再更新一次")
        if replace:
            temporary.replace(path)
        else:
            _named(temporary, path)
    except FileExistsError:
        raise OverwriteRefused(f"{path}：已经有这个文件，没有覆盖；请用 -o 换一个文件名，或先把它移走") from None
    except OSError as error:
        raise UnwritableFile(f"{path}：写不进去（{_reason(error)}）；原有文件没有改动，请排除后再试，或换一个位置") from None
    except ValueError:
        raise UnwritableFile(f"{path}：{_UNNAMABLE}") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def check_replaceable(path: Path) -> None:
    """Raise :class:`UnwritableFile` when Word, WPS or LibreOffice has the file open, or it is read-only."""
    real = _real(path)
    lock = next((lock for lock in _locks(real) if _is_there(lock)), None)
    if lock is not None:
        raise UnwritableFile(
            f"{path}：正被 Word、WPS 或 LibreOffice 打开（有 {lock.name}）；请先保存并关闭，再更新；如果没有打开，请删去那个锁文件"
        )
    if _is_there(real) and not real.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise UnwritableFile(f"{path}：文件设了只读，没有写；请去掉只读属性再更新，或复制一份改名后更新")


def _locks(path: Path) -> list[Path]:
    """The files that say who has the file open: Word's, WPS's, LibreOffice's."""
    cut = min(max(len(path.stem) - 6, 0), 2)  # Word puts ~$ before six letters, over the first of seven, over two of more
    return [path.with_name(name) for name in (f"~${path.name[cut:]}", f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")]


def replace_kept(path: Path, before: bytes, data: bytes, *, keep: bool) -> Path | None:
    """Put ``data`` in the place of ``before``; with ``keep`` the file stays beside under a name of its own, which comes back.

    Whatever happens, ``path`` holds one of them whole. Raises what :func:`check_replaceable` and :func:`write_whole` raise;
    then nothing is changed and nothing stays beside.
    """
    check_replaceable(path)
    real = _real(path)
    try:
        mode = stat.S_IMODE(real.stat().st_mode)
    except OSError as error:
        raise UnwritableFile(f"{path}：写不进去（{_reason(error)}）；请排除后再试") from None
    backup = _kept_beside(real, before, mode) if keep else None
    try:
        write_whole(real, data, replace=True, before=before, mode=mode)
    except (UnwritableFile, OverwriteRefused):
        if backup is not None:
            backup.unlink(missing_ok=True)
        raise
    return backup


def _kept_beside(path: Path, data: bytes, mode: int) -> Path:
    """A copy under the first name that is free: ``.bak``, ``.bak2``, ``.bak3`` …"""
    names = (f"{path.name}.bak{number}" for number in ("", *range(2, _MOST_KEPT + 1)))
    for copy in map(path.with_name, names):
        if not _is_there(copy):
            try:
                write_whole(copy, data, replace=False, mode=mode)
            except OverwriteRefused:  # somebody was faster
                continue
            return copy
    raise UnwritableFile(f"{path}：旁边已经有 {_MOST_KEPT} 份 .bak，没有写；请移走用不着的，再更新")


def _real(path: Path) -> Path:
    """What a link leads to, else the path as it was given."""
    return path.resolve() if path.is_symlink() else path


def _is_there(path: Path) -> bool:
    return os.path.lexists(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files, by their paths in it, so that it appears whole or not at all.

    The folders above it are made. Raises :class:`OverwriteRefused` when something of that name is there,
    :class:`UnwritableFile` when it can't be written.
    """
    _make(folder.parent)
    temporary: Path | None = None
    try:
        temporary = Path(tempfile.mkdtemp(prefix=".fazhi-", suffix=".tmp", dir=folder.parent))
        for name, data in files.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            (temporary / name).write_bytes(data)
        temporary.chmod(0o777 & ~_umask())
        if folder.exists() or folder.is_symlink():  # renaming would replace an empty folder
            raise FileExistsError
        temporary.rename(folder)
    except FileExistsError:
        raise OverwriteRefused(f"{folder}：已经有这个文件夹，没有覆盖；请换一个名称，或先把它移走") from None
    except OSError as error:
        raise UnwritableFile(f"{folder}：写不进去（{_reason(error)}）；请排除后再试，或换一个位置") from None
    except ValueError:
        raise UnwritableFile(f"{folder}：{_UNNAMABLE}") from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UnwritableFile(f"{folder}：这是一个文件，这里要写文件夹；请换一个名称") from None
    except OSError as error:
        raise UnwritableFile(f"{folder}：建不了这个文件夹（{_reason(error)}）") from None
    except ValueError:
        raise UnwritableFile(f"{folder}：{_UNNAMABLE}") from None


def _written(folder: Path, data: bytes, mode: int | None = None) -> Path:
    """A new file in the folder, complete and on the disk."""
    handle, name = tempfile.mkstemp(prefix=".fazhi-", suffix=".tmp", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        path.chmod(0o666 & ~_umask() if mode is None else mode)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _named(temporary: Path, path: Path) -> None:
    """Give the finished file its name, failing when the name is taken; file systems without links get a check."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
