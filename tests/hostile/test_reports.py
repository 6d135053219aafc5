"""A report from anyone: whatever it holds, every command that reads it ends soon, in one line, and writes nothing."""

from __future__ import annotations

import io
import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.archive import unzipped, zipped
from tests.support.confined import fazhi, is_chinese
from tests.support.reports import DOCUMENT, built, parts_of
from tests.support.word import text_of

COMMANDS = [["trace", "坏.docx"], ["diff", "报告.docx", "坏.docx", "--html", "比较.html"], ["update", "坏.docx", "甲.xlsx"]]
ENTITIES = b"".join(b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(97, 110))
Spoil = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    built(folder)
    return folder


def with_part(name: str, content: bytes) -> Spoil:
    return lambda data: zipped({**unzipped(data), name: content})


def declared(declaration: bytes) -> Spoil:
    def spoil(data: bytes) -> bytes:
        parts = unzipped(data)
        parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:document", b"<!DOCTYPE w [%s]><w:document" % declaration, 1)
        return zipped(parts)

    return spoil


def body(inner: bytes) -> Spoil:
    def spoil(data: bytes) -> bytes:
        parts = unzipped(data)
        assert b"<w:body>" in parts[DOCUMENT]
        parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + inner, 1)
        return zipped(parts)

    return spoil


def bomb(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(2**20))
    return out.getvalue()


def crowded(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(5_001):
            archive.writestr(f"word/media/{number}", b"")
    return out.getvalue()


def doubled(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(DOCUMENT, b"<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (bomb, "解压后超过 200 MB 的上限"),
        (crowded, "超过 5000 个的上限"),
        (doubled, "文件不完整或已损坏"),
        (lambda data: data[: len(data) // 2], "文件不完整或已损坏"),
        (declared(ENTITIES), "XML 实体声明"),
        (declared(b'<!ENTITY a SYSTEM "file:///etc/passwd">'), "XML 实体声明"),
        (with_part("customXml/item1.xml", b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a"><a/>'), "XML 实体声明"),
        (with_part("../../逃.xml", b"<a/>"), "不正常的部件"),
        (with_part("/tmp/逃.xml", b"<a/>"), "不正常的部件"),
        (with_part(DOCUMENT, b"<w:document>\0"), "损坏"),
        (with_part(DOCUMENT, b""), "损坏"),
    ],
    ids=[*"bomb crowd twice half entities outside DTD up absolute NUL nothing".split()],
)
def test_a_hostile_report_is_refused_in_one_line(folder: Path, tmp_path: Path, spoil: Spoil, said: str) -> None:
    work = shutil.copytree(folder, tmp_path / "work")
    (work / "坏.docx").write_bytes(spoil((work / "报告.docx").read_bytes()))
    before = set(tmp_path.rglob("*"))
    for command in COMMANDS:
        done = fazhi(work, *command)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), done.stderr
        assert done.stderr.startswith("坏.docx：")
        assert said in done.stderr
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "inner",
    [
        b"<w:p><w:r>" + b"<w:tab/>" * 300_000 + b"</w:r></w:p>",
        b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" * 200_000 + b"</w:p>",
        b"<w:p><w:r><w:t>" + "字1，".encode() * 500_000 + b"</w:t></w:r></w:p>",
        b"<w:p/>" * 300_000,
        b"".join(f"<w:p><w:r><w:t>第{n}段{n * 7}起</w:t></w:r></w:p>".encode() for n in range(20_000)),
        b"<w:p>" + b"".join(b'<w:bookmarkStart w:id="%d" w:name="_fz%d"/>' % (n, n) for n in range(100_000)) + b"</w:p>",
        b"<w:p " + b" ".join(b'a%d=""' % n for n in range(100_000)) + b"/>",
    ],
    ids=["tabs", "runs", "a long paragraph", "empty paragraphs", "paragraphs", "bookmarks", "attributes"],
)
def test_a_report_of_any_size_is_read_in_bounded_time(folder: Path, tmp_path: Path, inner: bytes) -> None:
    work = shutil.copytree(folder, tmp_path / "work")
    (work / "坏.docx").write_bytes(body(inner)((work / "报告.docx").read_bytes()))
    assert fazhi(work, "trace", "坏.docx").returncode == 0
    assert fazhi(work, "diff", "报告.docx", "坏.docx", "--html", "比较.html").returncode in (0, 1)
    assert fazhi(work, "update", "坏.docx", "甲.xlsx").returncode in (0, 1)


def test_deep_nesting_is_read_by_trace_and_refused_by_update_with_the_limit(folder: Path, tmp_path: Path) -> None:
    work = shutil.copytree(folder, tmp_path / "work")
    deep = b"<w:sdt><w:sdtContent>" * 50_000 + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * 50_000
    changed = unzipped(body(deep)((work / "报告.docx").read_bytes()))
    changed[DOCUMENT] = changed[DOCUMENT].replace("走访群众".encode(), "走访慰问群众".encode())
    data = zipped(changed)
    (work / "坏.docx").write_bytes(data)
    assert fazhi(work, "trace", "坏.docx").returncode == 0
    from tests.support.reports import ENTRIES, INDICATORS
    from tests.support.workbooks import make_workbook

    make_workbook(work / "甲.xlsx", indicators=INDICATORS.replace("593", "600"), entries=ENTRIES)
    done = fazhi(work, "update", "坏.docx", "甲.xlsx")
    assert done.returncode == 2
    assert "超过 2048 层的上限" in done.stderr
    assert (work / "坏.docx").read_bytes() == data


def test_a_control_character_in_a_report_reaches_no_terminal(folder: Path, tmp_path: Path) -> None:
    work = shutil.copytree(folder, tmp_path / "work")
    words = "<w:p><w:r><w:t>\u202e\u0085\u009b31m\ufdd0\u200b红</w:t></w:r></w:p>".encode()
    (work / "坏.docx").write_bytes(body(words)((work / "报告.docx").read_bytes()))
    done = fazhi(work, "diff", "报告.docx", "坏.docx")
    assert "红" in done.stdout
    assert all(letter.isprintable() or letter in "\n\u3000" for letter in done.stdout)


def test_what_a_stranger_wrote_into_the_history_is_not_believed(folder: Path, tmp_path: Path) -> None:
    work = shutil.copytree(folder, tmp_path / "work")
    report = work / "报告.docx"
    kept = next((work / ".fazhi").iterdir())
    (tmp_path / "secret").write_bytes(b"secret")
    kept.unlink()
    kept.symlink_to(tmp_path / "secret")
    parts = {name: part.content() for name, part in parts_of(report).items() if not name.startswith("customXml/item")}
    report.write_bytes(zipped(parts))
    done = fazhi(work, "update", "报告.docx", "甲.xlsx")
    assert done.returncode == 2
    assert "记录已经丢了" in done.stderr
    assert is_chinese(done.stderr)
    assert (tmp_path / "secret").read_bytes() == b"secret"
    assert "刑事立案593起" in text_of(report)
