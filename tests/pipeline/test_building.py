from __future__ import annotations

from pathlib import Path

from generator.pipeline.building import build
from tests.support.documents import outline_of
from tests.support.workbooks import make_workbook


def test_a_workbook_becomes_the_report(folder: Path) -> None:
    built = build(make_workbook(folder / "甲市.xlsx"))
    assert built.path == folder / "甲市（上报版）.docx"
    assert outline_of(built.path) == [
        "发文机关标志: 甲市公安局文件",
        "发文字号: 　　〔2023〕　号\t签发人：　　　",
        "Title: 甲市公安局关于2022年\n法治政府建设情况的报告",
        "主送机关: 市委、市人民政府：",
        "公文正文: 现将我局有关情况报告如下：",
        "Heading 1: 一、2022年工作",
        "Heading 2: （一）执法",
        "Heading 3: 1.打击犯罪",
        "公文正文: 全年刑事立案593起，同比上升9.81%。",
        "Heading 1: 二、2023年安排",
        "公文正文: 一是加强培训；二是加强监督。",
        "署名: 甲市公安局",
        "成文日期: 2023年2月20日",
    ]


def test_the_same_workbook_gives_the_same_bytes(folder: Path) -> None:
    workbook = make_workbook(folder / "甲市.xlsx")
    first = build(workbook, folder / "一.docx").path.read_bytes()
    assert build(workbook, folder / "二.docx").path.read_bytes() == first
