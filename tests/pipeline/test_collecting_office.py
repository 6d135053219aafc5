"""What LibreOffice has opened, worked out and saved is collected all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest
from openpyxl import load_workbook

from tests.support.hands import INDICATORS, collected, conflicts, figures, filled_in, handed_out, noted, texts
from tests.support.office import resaved

pytestmark = pytest.mark.office


def test_a_hand_out_that_libreoffice_saved_is_collected(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    sent = filled_in(files["刑侦支队"], tmp_path / "发" / "a.xlsx", {"刑事立案": 593, "接警": "近2亿"}, {"打击犯罪": "一段。\n两段。"})
    book = load_workbook(sent)
    [line] = [row for row in book["封面"].iter_rows() if (row[0].value, row[2].value) == ("填报人", "联系电话")]
    line[1].value = "张三"
    book.save(sent)
    saved = resaved(sent, tmp_path / "office")
    cover = load_workbook(saved, data_only=True)["封面"]
    assert [cell.value for row in cover.iter_rows() for cell in row if " / " in str(cell.value)] == ["2 / 7", "1 / 2", "1 / 2"]
    sheet = load_workbook(saved)["指标"]
    assert sheet.protection.sheet
    assert sheet["D2"].protection.locked is False
    (tmp_path / "收回").mkdir()
    saved.rename(tmp_path / "收回" / "回.xlsx")
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert done.standings[0].filler == "张三"
    assert figures(done.path) == {"刑事立案": 593}
    assert "一段。\n两段。" in [text[2] for text in texts(done.path)]


def test_the_cover_of_a_hand_out_is_one_page_and_no_text_is_cut_off(tmp_path: Path) -> None:
    entries = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n工作 | 执法 | | " + "很长的一段话。" * 40 + "完 | 是 | 刑侦支队"
    page = resaved(handed_out(tmp_path, entries=entries)["刑侦支队"], tmp_path / "office", "pdf")
    with pdfplumber.open(page) as pdf:
        cover, indicators, texts = (re.sub(r"\s", "", page.extract_text()) for page in pdf.pages)
    assert all(words in cover for words in ("部门填报表", "填报进度", "交回期限", "（签字）", "（盖章）"))
    assert "刑事案件立案数" in indicators
    assert "话。完" in texts


def test_a_collected_workbook_that_libreoffice_saved_is_collected_into_again(tmp_path: Path) -> None:
    files = handed_out(tmp_path)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"刑事立案": 593}, own_texts=[{"部分": "安排", "正文": "还要培训。"}])
    first = collected(tmp_path)
    resaved(first.path, tmp_path / "office").replace(first.path)
    assert load_workbook(first.path).sheetnames[0] == "汇总核对"
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", {"治安案件": 95})
    done = collected(tmp_path)
    assert conflicts(done) == []
    assert figures(done.path) == {"刑事立案": 593, "治安案件": 95}
    assert [text[2] for text in texts(done.path)].count("还要培训。") == 1
    assert load_workbook(done.path).sheetnames.count("汇总核对") == 1
    assert not collected(tmp_path).written


def test_decisions_noted_in_a_list_that_libreoffice_saved_are_taken_and_its_drop_downs_stay(tmp_path: Path) -> None:
    more = INDICATORS + "编制 | 编制数 | 人 | 110 | | | | 是 | 刑侦支队、治安支队\n"
    files = handed_out(tmp_path, indicators=more)
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", {"编制": 100, "刑事立案": "五百多"})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", {"编制": 120})
    done = collected(tmp_path)
    noted(done, "采用这个值", "编制.本年", "治安支队")
    book = load_workbook(done.path)
    book["指标"]["D2"] = 512
    book.save(done.path)
    resaved(done.path, tmp_path / "office").replace(done.path)
    offered = {str(each.formula1) for each in load_workbook(done.path)["汇总核对"].data_validations.dataValidation}
    assert '"采用这个值,保留现值,已处理"' in offered
    done = collected(tmp_path)
    assert (conflicts(done), figures(done.path)) == ([], {"刑事立案": 512, "编制": 120})
    resaved(done.path, tmp_path / "office2").replace(done.path)
    before = done.path.read_bytes()
    again = collected(tmp_path)
    assert (again.written, again.backup, done.path.read_bytes()) == (False, None, before)
    assert len(again.settled) == 2


def test_no_text_of_the_list_is_cut_off_when_it_is_printed(tmp_path: Path) -> None:
    head = "部分 | 栏目 | 小标题 | 正文 | 公开 | 填报部门\n"
    files = handed_out(tmp_path, entries=f"{head}工作 | 执法 | 共同 | | 是 | 刑侦支队、治安支队")
    filled_in(files["刑侦支队"], tmp_path / "收回" / "a.xlsx", texts={"共同": "刑侦支队写的很长的话，" * 9 + "完一。"})
    filled_in(files["治安支队"], tmp_path / "收回" / "b.xlsx", texts={"共同": "治安支队写的很长的话，" * 9 + "完二。"})
    page = resaved(collected(tmp_path).path, tmp_path / "office", "pdf")
    with pdfplumber.open(page) as pdf:
        words = re.sub(r"\s", "", pdf.pages[0].extract_text())
    assert all(text in words for text in ("完一。", "完二。", "处理", "封面没有写填报人", "部门又交来新的值才会再问"))
