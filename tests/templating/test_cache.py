from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.pipeline.building import build
from generator.pipeline.reading import Templates
from generator.templating.cache import Cache
from tests.support.documents import text_of
from tests.support.workbooks import make_workbook


def test_what_is_kept_is_read_back_by_its_content(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    cache.put("toml", b"a", {"title": "甲"})
    assert Cache(tmp_path / "kept").get("toml", b"a") == {"title": "甲"}
    assert cache.get("toml", b"b") is None
    assert cache.get("code", b"a") is None


def test_the_folder_belongs_to_the_user_alone(tmp_path: Path) -> None:
    Cache(tmp_path / "kept").put("toml", b"a", {})
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    Cache(folder).put("toml", b"a", {"title": "甲"})
    folder.chmod(0o777)
    assert Cache(folder).get("toml", b"a") is None


def test_a_folder_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    Cache(tmp_path / "kept").put("toml", b"a", {"title": "甲"})
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    assert Cache(tmp_path / "link").get("toml", b"a") is None


@pytest.mark.parametrize("content", [b"", b"\x00", b"not marshalled", b"\xe3\x01"])
def test_what_can_not_be_read_back_counts_as_nothing(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path / "kept")
    cache.put("toml", b"a", {"title": "甲"})
    for kept in (tmp_path / "kept").iterdir():
        kept.write_bytes(content)
    assert cache.get("toml", b"a") is None


def test_what_can_not_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    cache.put("toml", b"a", {"day": date(2023, 2, 20)})
    assert cache.get("toml", b"a") is None
    assert list((tmp_path / "kept").iterdir()) == []


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("toml", b"a", {"title": "甲"})
    assert cache.get("toml", b"a") is None


def test_a_path_that_can_not_be_a_folder_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "kept")
    cache.put("toml", b"a", {"title": "甲"})
    assert cache.get("toml", b"a") is None


def test_a_changed_template_is_seen_at_once(folder: Path) -> None:
    workbook = make_workbook(folder / "甲市.xlsx")
    kept = folder / "kept"
    build(workbook, folder / "一.docx", templates=Templates(kept))
    assert list(kept.iterdir())
    (folder / "templates" / "小" / "sections" / "lead.md.j2").write_text("换了一句导语。", encoding="utf-8")
    assert "换了一句导语。" in text_of(build(workbook, folder / "二.docx", templates=Templates(kept)).path)


def test_with_and_without_the_cache_the_bytes_are_the_same(folder: Path) -> None:
    workbook = make_workbook(folder / "甲市.xlsx")
    without = build(workbook, folder / "一.docx").path.read_bytes()
    for name in ("二.docx", "三.docx"):
        assert build(workbook, folder / name, templates=Templates(folder / "kept")).path.read_bytes() == without


def test_without_a_home_a_report_is_built_all_the_same(folder: Path) -> None:
    make_workbook(folder / "甲市.xlsx")
    environment = {key: value for key, value in os.environ.items() if key not in ("HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "generator", "build", "甲市.xlsx"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "甲市（上报版）.docx\n")
