"""A template from another city: its Word file, its settings and its folder do no harm, whoever made them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.archive import unzipped, zipped
from tests.support.confined import fazhi
from tests.support.templates import STANDARD
from tests.support.word import text_of
from tests.support.workbooks import make_workbook

SOUND = unzipped((STANDARD / "report.docx").read_bytes())
DOCUMENT = "word/document.xml"


def with_body(inner: bytes) -> bytes:
    assert b"<w:body>" in SOUND[DOCUMENT]
    return zipped({**SOUND, DOCUMENT: SOUND[DOCUMENT].replace(b"<w:body>", b"<w:body>" + inner, 1)})


def paragraph(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (b"<w:sdt><w:sdtContent>" * 50_000 + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * 50_000, "超过 2048 层的上限"),
        (b"<w:tbl><w:tr><w:tc>" * 1_000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 1_000, "超过 2048 层的上限"),
        (paragraph(b"{{ " * 300_000), "同一段里的标记超过 1000 个的上限"),
        (paragraph(b"{{ '" * 300_000), "同一段里的标记超过 1000 个的上限"),
        (b"<w:p>" + b"<w:r><w:t>{{ 1 }}</w:t></w:r>" * 60_000 + b"</w:p>", "同一段里的标记超过 1000 个的上限"),
        (b"<w:p>" + b"<w:r><w:t>{</w:t></w:r>" * 100_000 + b"</w:p>", "同一段里的标记超过 1000 个的上限"),
        (paragraph(b"{{ '" + "甲".encode() * 30_000), "没有结尾的 }}"),
        (paragraph(b"{{ \0 }}"), "不是完整的 XML"),
        (paragraph(b"{{ &#1; }}"), "不是完整的 XML"),
    ],
    ids=["deep controls", "deep tables", "open tags", "open quotes", "tags", "braces", "an open end", "NUL", "a control character"],
)
def test_a_hostile_word_file_is_refused_with_what_is_wrong(folder: Path, inner: bytes, said: str) -> None:
    (folder / "templates" / "小" / "report.docx").write_bytes(with_body(inner))
    make_workbook(folder / "甲.xlsx")
    for command in (["template", "check", "小"], ["build", "甲.xlsx"]):
        done = fazhi(folder, *command)
        assert done.returncode in (1, 2)
        assert said in done.stdout + done.stderr
    assert not list(folder.glob("*.docx"))


def test_a_part_in_another_encoding_is_no_bug_and_a_document_without_relationships_is_refused(folder: Path) -> None:
    make_workbook(folder / "甲.xlsx")
    home = folder / "templates" / "小" / "report.docx"
    home.write_bytes(zipped({**SOUND, "word/theme.xml": b'<?xml version="1.0" encoding="UTF-88"?><a/>'}))
    before = set(folder.iterdir()) | {folder / ".fazhi"}
    one = fazhi(folder, "build", "甲.xlsx", "-o", "一.docx")
    home.write_bytes(zipped({name: part for name, part in SOUND.items() if name != "word/_rels/document.xml.rels"}))
    two = fazhi(folder, "build", "甲.xlsx", "-o", "二.docx")
    assert (one.returncode, one.stdout, one.stderr) == (0, "一.docx\n", "")
    assert (two.returncode, two.stdout) == (2, "")
    assert two.stderr.startswith("小/report.docx：里面缺少部件 word/_rels/document.xml.rels，文件不完整；请重新复制一份")
    assert {path.name for path in set(folder.iterdir()) - before} == {"一.docx"}
    assert "刑事立案593起" in text_of(folder / "一.docx")


@pytest.mark.parametrize(
    "settings",
    [
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 20_000,
        "a" + ".a" * 50_000 + " = 1",
        "title = '" + "甲" * 400_000 + "'",
        "\0",
        "[[a]]\n" * 100_000,
    ],
    ids=["arrays", "tables", "dots", "a long title", "NUL", "tables of one name"],
)
def test_hostile_settings_end_in_a_message(folder: Path, settings: str) -> None:
    (folder / "templates" / "小" / "template.toml").write_text(settings, encoding="utf-8")
    done = fazhi(folder, "template", "check", "小")
    assert done.returncode in (1, 2)
    assert "template.toml" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["report.docx", "template.toml", "sections/part.md.j2"])
def test_a_link_in_a_template_brings_nothing_from_elsewhere_into_the_report(folder: Path, tmp_path: Path, name: str) -> None:
    make_workbook(folder / "甲.xlsx")
    secret = tmp_path / "机密.txt"
    secret.write_text("机密的话", encoding="utf-8")
    path = folder / "templates" / "小" / name
    path.unlink()
    path.symlink_to(secret)
    done = fazhi(folder, "build", "甲.xlsx", "-o", "报告.docx")
    assert done.returncode in (1, 2)
    assert "机密的话" not in done.stdout + done.stderr
    assert not (folder / "报告.docx").exists()


def test_folders_that_lead_in_a_circle_are_listed_once(folder: Path) -> None:
    (folder / "templates" / "圈").symlink_to(folder / "templates")
    (folder / "templates" / "断").symlink_to("没有")
    done = fazhi(folder, "template", "list")
    assert done.returncode == 0
    assert done.stdout.count("小模板") == 1


def test_a_template_whose_words_would_command_a_terminal_is_shown_without_commands(folder: Path) -> None:
    path = folder / "templates" / "小" / "template.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("小模板", "小\\u001b[31m\\u202e模板"), encoding="utf-8")
    done = fazhi(folder, "template", "show", "小")
    assert all(letter.isprintable() or letter in "\n\u3000" for letter in done.stdout)
