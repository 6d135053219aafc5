from __future__ import annotations

import shutil
from pathlib import Path

from docx import Document

from generator.pipeline.glance import Glance, glance, is_collected
from generator.pipeline.reading import Templates
from tests.support.hands import collected, filled_in, handed_out


def test_tables_with_something_written_into_them_are_told_from_those_as_they_were_handed_out(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    back = tmp_path / "收回"
    filled_in(files["刑侦支队"], back / "甲.xlsx", {"刑事立案": 593})
    shutil.copy(files["治安支队"], back / "乙.xlsx")
    shutil.copy(tmp_path / "主表.xlsx", back / "主表.xlsx")  # none that was handed out
    (back / "坏.xlsx").write_bytes(b"PK broken")
    (back / "~$甲.xlsx").write_bytes(b"x")
    Document().save(str(back / "文字.docx"))
    found = glance(back, Templates())
    assert found == Glance(answered=1, untouched=1, texts=1)
    assert str(found) == "1 份填过的表，1 份没有填过的表，1 份 Word 文件"
    assert glance(tmp_path / "分发", Templates()) == Glance(0, 2, 0)
    assert str(glance(tmp_path / "没有", Templates())) == "没有交回的文件"


def test_tables_of_a_template_that_is_not_there_any_more_are_told_as_well(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "甲.xlsx", {"刑事立案": 593})
    shutil.copy(files["治安支队"], tmp_path / "收回" / "乙.xlsx")
    shutil.rmtree(tmp_path / "templates")
    assert glance(tmp_path / "收回", Templates()) == Glance(1, 1, 0)


def test_a_workbook_that_was_collected_is_told_from_others(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "甲.xlsx", {"刑事立案": 593})
    assert is_collected(collected(tmp_path).path)
    assert not is_collected(tmp_path / "主表.xlsx")
    assert not is_collected(tmp_path / "没有.xlsx")
