from __future__ import annotations

from pathlib import Path

import pytest

from generator.pipeline.history import FOLDER, keep, likeliest, recall
from generator.word.generation import generation_of
from generator.word.manuscript import Line
from generator.word.store import Making, Store, payload

MAKING = Making("甲.xlsx", "小", "上报", draft=False, letterhead=True)


def store(*lines: str) -> Store:
    return Store(MAKING, {"word/document.xml": lines}, ())


def text(*lines: str) -> dict[str, list[Line]]:
    return {"word/document.xml": [Line(n, line) for n, line in enumerate(lines, 1)]}


def kept(folder: Path, *lines: str) -> str:
    """A store of these lines is kept there; its id."""
    data = payload(store(*lines))
    keep(folder / "报告.docx", data)
    return generation_of(data)


def path_of(folder: Path, generation: str) -> Path:
    return folder / FOLDER / f"{generation}.store"


def test_what_is_kept_is_found_again_by_its_id(tmp_path: Path) -> None:
    first, second = kept(tmp_path, "甲"), kept(tmp_path, "乙")
    assert recall(first, [tmp_path / "没有", tmp_path]) == store("甲")
    assert recall(second, [tmp_path]) == store("乙")
    assert sorted(path.stem for path in (tmp_path / FOLDER).iterdir()) == sorted((first, second))


@pytest.mark.parametrize("generation", ["", "../报告", "0" * 32, "F" * 32])
def test_an_id_that_is_none_or_unknown_finds_nothing(tmp_path: Path, generation: str) -> None:
    kept(tmp_path, "甲")
    assert recall(generation, [tmp_path]) is None


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"", lambda data: b"0" + data[1:]])
def test_a_damaged_one_is_none_and_is_kept_anew(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    generation = kept(tmp_path, "甲")
    path = path_of(tmp_path, generation)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert recall(generation, [tmp_path]) is None
    kept(tmp_path, "甲")
    assert path.read_bytes() == whole


def test_a_sound_file_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    first, second = kept(tmp_path, "甲"), kept(tmp_path, "乙")
    path_of(tmp_path, second).replace(path_of(tmp_path, first))
    assert recall(first, [tmp_path]) is None


def test_what_is_whole_but_no_store_is_none(tmp_path: Path) -> None:
    data = b"no store"
    keep(tmp_path / "报告.docx", data)
    assert path_of(tmp_path, generation_of(data)).is_file()
    assert recall(generation_of(data), [tmp_path]) is None
    assert likeliest(text(*TEN), [tmp_path]) is None


@pytest.mark.parametrize("there", ["file", "link", "link of a store"])
def test_where_it_can_not_be_kept_nothing_is_touched(tmp_path: Path, there: str) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (elsewhere / "甲").write_bytes(b"mine")
    home = tmp_path / "报告"
    home.mkdir()
    if there == "file":
        (home / FOLDER).write_bytes(b"mine")
    elif there == "link":
        (home / FOLDER).symlink_to(elsewhere)
    else:
        (home / FOLDER).mkdir()
        path_of(home, generation_of(payload(store("甲")))).symlink_to(elsewhere / "甲")
    kept(home, "甲")
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == {"甲": b"mine"}
    assert [path.name for path in home.iterdir()] == [FOLDER]


def test_the_same_store_is_written_once(tmp_path: Path) -> None:
    path = path_of(tmp_path, kept(tmp_path, "甲"))
    before = path.stat()
    kept(tmp_path, "甲")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


TEN = tuple(f"第{n}段" for n in range(10))


def test_without_an_id_the_store_whose_lines_are_there_is_taken(tmp_path: Path) -> None:
    kept(tmp_path, *TEN)
    kept(tmp_path, *TEN[:5], *"甲乙丙丁戊")
    assert likeliest(text("前言", *reversed(TEN)), [tmp_path, tmp_path]) == store(*TEN)


@pytest.mark.parametrize(("there", "found"), [(6, True), (5, False)])
def test_at_least_six_of_ten_lines_must_be_there(tmp_path: Path, there: int, found: bool) -> None:
    kept(tmp_path, *TEN)
    assert (likeliest(text(*TEN[:there]), [tmp_path]) is not None) is found


def test_two_that_are_nearly_as_likely_are_none(tmp_path: Path) -> None:
    kept(tmp_path, *TEN)
    kept(tmp_path, *TEN[:9], *"甲乙")
    assert likeliest(text(*TEN[:9]), [tmp_path]) is None
    assert likeliest(text(*TEN), [tmp_path]) == store(*TEN)


def test_a_line_counts_as_often_as_it_stands_there_and_blank_ones_never(tmp_path: Path) -> None:
    kept(tmp_path, *["同样的"] * 10)
    kept(tmp_path, "", " ")
    assert likeliest(text("同样的", "", " "), [tmp_path]) is None


def test_without_history_nothing_is_likely(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (path_of(tmp_path, "0" * 32)).mkdir()
    (tmp_path / FOLDER / "别的.store").write_bytes(b"x")
    assert likeliest(text(*TEN), [tmp_path, tmp_path / "没有"]) is None
