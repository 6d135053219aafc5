"""What is asked before each command, and which arguments come of the answers; the commands themselves are not run."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.menu.asking import GoBack
from generator.menu.endings import ending
from generator.menu.jobs import JOBS, Desk, likely_year
from tests.support.templates import make_template
from tests.support.workbooks import make_workbook


class Asked:
    """A folder with files, newest last named first; answers typed blindly, and the commands that came of them."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, status: int = 0) -> None:
        self.folder, self._monkeypatch, self.status = folder, monkeypatch, status
        self.ran: list[list[str]] = []

    def put(self, *names: str) -> None:
        for age, name in enumerate(names):
            path = self.folder / name
            path.mkdir() if name.endswith("/") else path.write_bytes(b"")
            os.utime(path, (1000 - age, 1000 - age))

    def do(self, name: str, *answers: str) -> int:
        self._monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        return JOBS[name](Desk(self.folder, date(2026, 1, 5), self._run))

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def _run(self, arguments: list[str]) -> int:
        self.ran.append(arguments)
        return self.status


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(tmp_path, monkeypatch)


def test_new_takes_standard_and_last_year_when_enter_is_all_that_is_typed(asked: Asked) -> None:
    asked.do("new", "", "", "")
    assert asked.ran == [["new", "--template", "standard", "--year", "2025"]]


def test_new_carries_last_year_over_where_a_workbook_lies_there(asked: Asked) -> None:
    asked.put("去年.xlsx")
    asked.do("new", "wuzhou", "-甲市", "2026年", "1")
    assert asked.ran == [["new", "--template", "wuzhou", "--unit=-甲市", "--year", "2026", "--last", asked.path("去年.xlsx")]]


@pytest.mark.parametrize(("today", "year"), [(date(2026, 1, 1), "2025"), (date(2026, 9, 30), "2025"), (date(2026, 10, 1), "2026")])
def test_a_report_is_written_about_the_year_that_ends(today: date, year: str) -> None:
    assert likely_year(today) == year


def test_split_asks_for_a_folder_and_a_day(asked: Asked) -> None:
    asked.put("甲.xlsx")
    asked.do("split", "", "", "", "")
    asked.do("split", "1", "发", "1月10日", "2026年2月30日", "2026年1月4日", "２０２６年1月10日", "-张三")
    book = asked.path("甲.xlsx")
    assert asked.ran == [
        ["split", book, "--output", asked.path("甲分发") + os.sep],
        ["split", book, "--output", asked.path("发") + os.sep, "--due=2026-01-10", "--contact=-张三"],
    ]


def test_what_answers_another_question_is_no_name_of_a_folder_a_workbook_or_a_unit(
    asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    asked.put("甲.xlsx", "甲分发/", "夹/")
    asked.do("split", "", "2026-01-10", "1", "y", "甲.xlsx", "没有/夹", "", "", "")
    shown = capsys.readouterr().out
    assert "放到哪个文件夹（直接回车：甲分发2）" in shown
    assert [shown.count(word) for word in ("是日期", "不是编号", "这是一个文件", "没有这个文件夹")] == [1, 2, 1, 1]
    asked.do("collect", "夹", "y", "2026-01-10", "2", "总.docx", "夹", "没有/总", "总", "")
    shown = capsys.readouterr().out
    assert "“夹”里没有交回的文件，仍要汇总吗？" in shown
    assert [shown.count(w) for w in ("是日期", "不是编号", "要以 .xlsx 结尾，例如 总.xlsx", "这是一个文件夹", "没有这个文件夹")] == [
        1,
        1,
        1,
        1,
        1,
    ]
    asked.do("new", "", "2025", "2026-01-10", "12345", "甲市公安局", "２０２５年", "")
    assert [arguments[-2:] for arguments in asked.ran] == [
        ["--output", asked.path("甲分发2") + os.sep],
        ["--output", asked.path("总.xlsx")],
        ["--year", "2025"],
    ]
    assert "--unit=甲市公安局" in asked.ran[-1]


def collected_workbook(path: Path) -> str:
    """A workbook that is told by its record as one that was collected."""
    book = Workbook()
    book.create_sheet("汇总记录")["A1"] = "fazhi 汇总记录 1"
    book.save(path)
    return str(path)


def test_collect_asks_for_the_workbook_handed_out_only_the_first_time(asked: Asked) -> None:
    asked.put("交回/", "甲.xlsx")
    asked.do("collect", "1", "y", "", "")
    asked.do("collect", "交回", "y", "汇总.xlsx", "1")
    target = collected_workbook(asked.folder / "汇总.xlsx")
    asked.do("collect", "1", "y", "汇总.xlsx")
    folder = asked.path("交回")
    assert asked.ran == [
        ["collect", folder, "--output", asked.path("交回汇总.xlsx")],
        ["collect", folder, "--output", target, "--from", asked.path("甲.xlsx")],
        ["collect", folder, "--output", target],
    ]


@pytest.mark.parametrize(
    ("answer", "options"), [("", []), ("2", ["--edition", "公开"]), ("公开版", ["--edition", "公开"]), ("3", ["--draft"])]
)
def test_build_asks_for_the_edition(asked: Asked, monkeypatch: pytest.MonkeyPatch, answer: str, options: list[str]) -> None:
    monkeypatch.setenv("PATH", "")
    asked.put("甲.xlsx")
    asked.do("build", "", answer)
    assert asked.ran == [["build", asked.path("甲.xlsx"), *options]]


@pytest.mark.parametrize(("answer", "options"), [("", []), ("n", []), ("是", ["--pdf"])])
def test_build_asks_for_a_pdf_where_one_can_be_made(asked: Asked, monkeypatch: pytest.MonkeyPatch, answer: str, options: list[str]) -> None:
    program = asked.folder / "soffice"
    program.write_bytes(b"")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(asked.folder))
    asked.put("甲.xlsx")
    asked.do("build", "", "", answer)
    assert asked.ran == [["build", asked.path("甲.xlsx"), *options]]


def test_update_shows_what_it_would_do_and_writes_when_told_to(asked: Asked) -> None:
    asked.put("乙.xlsx", "甲.xlsx", "甲（上报版）.docx")
    files = [asked.path("甲（上报版）.docx"), asked.path("甲.xlsx")]
    asked.do("update", "", "", "")
    assert asked.ran == [["update", *files, "--dry-run"]]
    asked.do("update", "", "", "也许", "y")
    assert asked.ran[1:] == [["update", *files, "--dry-run"], ["update", *files]]


def test_update_asks_nothing_more_when_a_file_can_not_be_read(asked: Asked) -> None:
    asked.put("甲.xlsx", "甲.docx")
    asked.status = 2
    assert asked.do("update", "", "", "y") == 2
    assert len(asked.ran) == 1


def test_update_asks_nothing_more_when_the_workbook_has_errors(asked: Asked) -> None:
    asked.put("甲.docx")
    make_template(asked.folder)
    make_workbook(asked.folder / "甲.xlsx", indicators="引用名 | 指标名称 | 单位 | 本年\n立案 | 立案数 | 起 | 不清楚")
    asked.status = 1
    assert ending("update", asked.do("update", "", "", "y")).startswith("工作簿有错误，列在上面，报告没有改动。")
    assert len(asked.ran) == 1


def test_what_was_made_of_another_file_is_offered_behind_it(asked: Asked) -> None:
    asked.put("甲（核对）.xlsx", "甲（公开版）.docx", "甲.xlsx", "甲（上报版）.docx", "旧.xlsx")
    asked.do("check", "", "")
    asked.do("update", "", "", "")
    asked.do("trace", "", "")
    book, report = asked.path("甲.xlsx"), asked.path("甲（上报版）.docx")
    assert asked.ran == [["check", book], ["update", report, book, "--dry-run"], ["trace", report]]


def test_publish_offers_the_workbook_of_the_report(asked: Asked) -> None:
    asked.put("乙.xlsx", "甲.xlsx", "甲（上报版）.docx")
    asked.do("publish", "", "")
    assert asked.ran == [["publish", asked.path("甲（上报版）.docx"), asked.path("甲.xlsx")]]


def test_trace_takes_a_passage_that_looks_like_an_option(asked: Asked) -> None:
    asked.put("甲.docx")
    asked.do("trace", "", "2", "", "--593")
    asked.do("trace", "", "")
    assert asked.ran == [["trace", asked.path("甲.docx"), "--", "--593"], ["trace", asked.path("甲.docx")]]


def test_diff_offers_the_two_newest_the_older_one_first(asked: Asked) -> None:
    asked.put("新.xlsx", "旧.xlsx", "更旧.xlsx")
    asked.do("diff", "", "", "", "")
    asked.do("diff", "1", "更旧.xlsx", "", "2")
    assert asked.ran == [
        ["diff", asked.path("旧.xlsx"), asked.path("新.xlsx")],
        ["diff", asked.path("更旧.xlsx"), asked.path("新.xlsx"), "--html", asked.path("比较.html")],
    ]


@pytest.mark.parametrize("name", list(JOBS))
def test_every_job_goes_back_on_0_and_when_nothing_more_is_typed(asked: Asked, name: str) -> None:
    asked.put("甲.xlsx", "甲.docx", "夹/")
    for answers in (["0"], []):
        with pytest.raises(GoBack):
            asked.do(name, *answers)
    assert asked.ran == []


def test_thirty_files_stand_on_a_page(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    asked.put(*(f"{n}.xlsx" for n in range(1, 66)))
    asked.do("check", "n", "n", "64", "")
    pages = capsys.readouterr().out.split("核对哪份工作簿")[1:]
    assert [page.count(".xlsx  ") for page in pages] == [30, 30, 5]
    assert "  64  64.xlsx  1970-01-01 " in pages[2]
    assert "n  下一页（第 3 页，共 3 页）" in pages[2]
    assert asked.ran == [["check", asked.path("64.xlsx")]]
    asked.do("check", "n", "n", "n", "n", "", "", "")
    first, *_, again, second, last = capsys.readouterr().out.split("核对哪份工作簿")[1:]
    assert (again, last.partition("问题怎样列出")[0]) == (first, first)
    assert "  31  31.xlsx" in second
    assert asked.ran[1:] == [["check", asked.path("1.xlsx")]]
