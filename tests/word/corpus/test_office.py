"""Templates as LibreOffice saves them: every word, sign and change a run of its own.

The .docx files in ``office/`` were saved by LibreOffice 7.4 from the sources beside them; a test marked office makes
them anew from these sources, with whatever LibreOffice is there.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.word import text_of
from tests.support.word_rendering import render_file

OFFICE = Path(__file__).parent / "office"
DATA = {
    "名称": "甲市<公安>局",
    "年度": 2022,
    "立案": 593,
    "上年": 540,
    "公开": True,
    "条目": ["一", "二"],
    "表": [{"类": "刑事", "名": "盗窃", "数": 120}, {"类": "刑事", "名": "诈骗", "数": 80}, {"类": "行政", "名": "诉讼", "数": 1}],
}
FILTERS = {"html": "HTML (StarWriter)", "fodt": "OpenDocument Text Flat XML"}
EXPECTED = {
    "letter.fodt": """
一、2022年工作
甲市<公安>局全年立案593起，上升。
引号：一、二；全角：甲市<公安>局（不变）。   空格⇥制表↵换行
一[^2]
二
链接甲市<公安>局网站，见年度。⇟
⟦框里593¶公开⟧框前框后
末
header: 甲市<公安>局文件
footer: 公开 第2页
footnote 2: ⇥据甲市<公安>局统计
property title: 甲市<公安>局报告
""",
    "tracked.fodt": """
前甲市<公安>局后
立案593起，新写的话。
公开的话
批注后593
""",
    "tables.html": """
2022年统计表
| <2>指标 | 数 |
| 刑事 | 盗窃 | 120（多） |
| ^ | 诈骗 | 80 |
| 行政 | 诉讼 | 1 |
| 合计 | 件 | 201 |
| ^ | 类 | 2 |
之后
| 外¶[1、一; 2、二]¶外后 |
　　甲市<公安>局\u00a0末&
property title: 表
""",
}


def said(path: Path) -> str:
    """The text without the properties that LibreOffice adds."""
    return "\n".join(line for line in text_of(path).split("\n") if not line.startswith(("property language", "property revision")))


@pytest.mark.parametrize(("source", "expected"), EXPECTED.items())
def test_what_libreoffice_saved_is_rendered(tmp_path: Path, source: str, expected: str) -> None:
    template = (OFFICE / source).with_suffix(".docx")
    assert said(render_file(template, DATA, tmp_path / "结果.docx")) == expected.strip("\n")


@pytest.mark.office
@pytest.mark.parametrize(("source", "expected"), EXPECTED.items())
def test_what_libreoffice_saves_today_is_rendered(tmp_path: Path, source: str, expected: str) -> None:
    template = converted(OFFICE / source, tmp_path / "模板", FILTERS[source.rpartition(".")[2]])
    assert said(render_file(template, DATA, tmp_path / "结果.docx")) == expected.strip("\n")


@pytest.mark.office
@pytest.mark.parametrize("source", EXPECTED)
def test_libreoffice_opens_what_was_rendered(tmp_path: Path, source: str) -> None:
    made = render_file((OFFICE / source).with_suffix(".docx"), DATA, tmp_path / "结果.docx")
    assert converted(made, tmp_path / "又存", "MS Word 2007 XML").is_file()


def converted(path: Path, folder: Path, reading: str) -> Path:
    """The .docx that LibreOffice makes of a file."""
    folder.mkdir()
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", f"--infilter={reading}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / path.with_suffix(".docx").name
