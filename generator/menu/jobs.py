"""What the menu asks before each command, and the arguments that come of it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from generator.errors import FazhiError
from generator.menu.asking import agree, ask, ask_for, choose, read_day, say
from generator.menu.endings import DECLINED, UNSOUND
from generator.menu.files import FOLDER, REPORT, WORKBOOK, Found, belongs_to, found_in, free_beside, is_there, shown
from generator.menu.naming import folder_to_fill, workbook_to_write
from generator.menu.picking import pick, pick_or_none

Run = Callable[[list[str]], int]
_MARKED = "（核对）"
_MADE = (_MARKED, "（公开版）")
_YEAR = re.compile(r"([12][0-9]{3})年?")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the person works, what day it is, and what runs a command; that says its exit status."""

    folder: Path
    today: date
    run: Run


Job = Callable[[Desk], int]


def new(desk: Desk) -> int:
    """Template, unit, year, last year's workbook."""
    arguments = ["--template", _template(desk.folder)]
    if unit := ask_for("单位全称", _unit, "单位全称应是文字，例如 甲市公安局；年度下一步再问。", offered="先空着，以后在工作簿里填"):
        arguments.append(f"--unit={unit}")
    year = ask_for("报告的年度", _year, "年度应是四位数字，例如 2025。", likely_year(desk.today))
    arguments += ["--year", year]
    if found_in(desk.folder, WORKBOOK):
        last = pick_or_none("上年的工作簿：把它的本年数带到“上年”", WORKBOOK, desk.folder, "不用上年的工作簿")
        arguments += ["--last", str(last)] if last else []
    return desk.run(["new", *arguments])


def likely_year(today: date) -> str:
    """The year that a report is written about: from October on this one, before that the last."""
    return str(today.year if today.month >= 10 else today.year - 1)


def _year(typed: str) -> str | None:
    return found[1] if (found := _YEAR.fullmatch(unicodedata.normalize("NFKC", typed))) else None


def _unit(typed: str) -> str | None:
    """The name of a unit, blank for none yet; what answers another question is no name."""
    is_other = _year(typed) is not None or read_day(typed) is not None or not any(map(str.isalpha, typed))
    return None if typed and is_other else typed


def _template(folder: Path) -> str:
    """The template that is chosen among those that can be used."""
    from generator.pipeline.reading import DEFAULT_TEMPLATE
    from generator.pipeline.shelf import templates_near

    usable = [found for found in templates_near(folder) if not found.hidden and not found.problem]
    names = [found.name for found in usable]
    default = names.index(DEFAULT_TEMPLATE) + 1 if DEFAULT_TEMPLATE in names else 1
    say("\n用哪个模板")
    return names[choose("请输入编号", [(found.name, found.title, found.place) for found in usable], default)]


def _originals_first(found: list[Found]) -> list[Found]:
    """Newest first, but what was made of another file behind: marked copies, and published reports, which are never gone on with."""
    return sorted(found, key=lambda each: each.path.stem.endswith(_MADE))


def split(desk: Desk) -> int:
    """The workbook, the folder for what is handed out, the day by which it is wanted back, whom to ask."""
    workbook = pick("把哪份工作簿分发给各部门", WORKBOOK, desk.folder, order=_originals_first)
    into = folder_to_fill("放到哪个文件夹", free_beside(workbook, f"{workbook.stem}分发"), desk.folder)
    example = (desk.today + timedelta(days=14)).isoformat()
    complaint = f"应是今天或以后的日期，写成 {example} 这样；不写就直接回车。"
    due = ask_for(f"什么时候交回，例如 {example}", lambda typed: _day(typed, desk.today), complaint, "不写")
    contact = ask("各部门有问题找谁，写姓名和电话", offered="用“基本信息”里的填报人和联系电话")
    arguments = [*([f"--due={due}"] if due else []), *([f"--contact={contact}"] if contact else [])]
    return desk.run(["split", str(workbook), "--output", f"{into}{os.sep}", *arguments])


def _day(typed: str, today: date) -> str | None:
    """The day as the command takes it; blank when none is meant, None for what is no day or is over."""
    if typed == "不写":
        return ""
    day = read_day(typed)
    return day.isoformat() if day is not None and day >= today else None


def collect(desk: Desk) -> int:
    """The folder, the workbook to collect into, and where that is a new one, the workbook that was handed out."""
    from generator.pipeline.glance import is_collected

    folder = _folder_that_came_back(desk)
    offered = folder.with_name(f"{folder.name}汇总.xlsx")
    if is_there(offered) and not is_collected(offered):
        offered = free_beside(offered, offered.name)
    target = workbook_to_write("汇总成哪份工作簿", offered, desk.folder, is_collected, "汇总出来的工作簿")
    if is_there(target):
        say(f"“{shown(target.name)}”是以前汇总的，接着做：您改过的不会被盖掉。")
    arguments = ["collect", str(folder), "--output", str(target)]
    if not is_there(target):
        handed_out = pick_or_none("当初分发的是哪份工作簿", WORKBOOK, desk.folder, "由程序自己找")
        arguments += ["--from", str(handed_out)] if handed_out else []
    return desk.run(arguments)


def _folder_that_came_back(desk: Desk) -> Path:
    """The folder that is picked: those in which departments have written stand first, with what lies in them."""
    from generator.pipeline.glance import Glance, glance
    from generator.pipeline.reading import Templates

    templates, seen = Templates(), dict[Path, Glance]()

    def look(path: Path) -> Glance:
        if path not in seen:
            seen[path] = glance(path, templates)
        return seen[path]

    def order(found: list[Found]) -> list[Found]:
        told = [replace(each, told=str(look(each.path))) for each in found]
        return sorted(told, key=lambda each: (not look(each.path).answered, not look(each.path).texts))

    def default(paths: Sequence[Path]) -> int:
        return 0 if look(paths[0]).answered else -1

    while True:
        folder = pick("各部门交回的文件放在哪个文件夹", FOLDER, desk.folder, default=default, order=order)
        found = look(folder)
        only = "只有 " if any(found) else ""
        if found.answered or found.texts or agree(f"“{shown(folder.name)}”里{only}{found}，仍要汇总吗？"):
            return folder


def check(desk: Desk) -> int:
    """The workbook, and whether a marked copy is wanted."""
    workbook = pick("核对哪份工作簿", WORKBOOK, desk.folder, order=_originals_first)
    say("\n问题怎样列出")
    if choose("请输入编号", [("只列在这里",), ("列在这里，并写一份副本：有问题的格子着色、加批注",)]) == 0:
        return desk.run(["check", str(workbook)])
    return desk.run(["check", str(workbook), "--annotate", str(free_beside(workbook, f"{workbook.stem}{_MARKED}.xlsx"))])


_EDITIONS: Mapping[str, list[str]] = {"上报版": [], "公开版": ["--edition", "公开"], "草稿（缺的数印成【待补：…】）": ["--draft"]}


def build(desk: Desk) -> int:
    """The workbook, which edition, and a PDF where one can be made."""
    from generator.pipeline.printing import find_office

    workbook = pick("由哪份工作簿生成报告", WORKBOOK, desk.folder, order=_originals_first)
    say("\n生成哪一种")
    edition = list(_EDITIONS.values())[choose("请输入编号", [(name,) for name in _EDITIONS])]
    pdf = ["--pdf"] if find_office() and agree("同时生成 PDF 吗？") else []
    return desk.run(["build", str(workbook), *edition, *pdf])


def update(desk: Desk) -> int:
    """The report and its workbook; what would be changed is shown before anything is written."""
    report, workbook = _report_and_workbook(desk, "更新哪份报告", "按哪份工作簿更新")
    arguments = ["update", str(report), str(workbook)]
    status = desk.run([*arguments, "--dry-run"])
    if status == 1 and _has_errors(workbook):
        return UNSOUND
    if status < 2 and not agree("要写入吗？"):
        return DECLINED
    return desk.run(arguments) if status < 2 else status


def _has_errors(workbook: Path) -> bool:
    """Whether nothing can be made of a workbook: then the same exit status does not tell of conflicts."""
    from generator.pipeline.checking import check as checked

    with suppress(FazhiError):
        return bool(checked(workbook).errors)
    return False


def publish(desk: Desk) -> int:
    """The report that was signed, and its workbook."""
    report, workbook = _report_and_workbook(desk, "由哪份签发的报告生成公开版", "这份报告的工作簿")
    return desk.run(["publish", str(report), str(workbook)])


def _report_and_workbook(desk: Desk, which: str, of_which: str) -> tuple[Path, Path]:
    report = pick(which, REPORT, desk.folder, order=_originals_first)
    return report, pick(of_which, WORKBOOK, desk.folder, default=lambda paths: belongs_to(report, paths), order=_originals_first)


def trace(desk: Desk) -> int:
    """The report, and whether all its values are listed, those of a passage, or a table is written."""
    report = pick("查哪份报告", REPORT, desk.folder, order=_originals_first)
    say("\n查什么")
    wanted = choose("请输入编号", [("全部列出",), ("只查含有某段文字的段落",), ("写成一张溯源表（Excel）",)])
    if wanted == 1:
        return desk.run(["trace", str(report), "--", ask_for("哪段文字", lambda typed: typed or None, "请输入要查的文字。")])
    table = ["--table", str(free_beside(report, f"{report.stem}溯源表.xlsx"))] if wanted == 2 else []
    return desk.run(["trace", str(report), *table])


def diff(desk: Desk) -> int:
    """Two workbooks or two reports, and where the differences are shown."""
    say("\n比较什么")
    kind = (WORKBOOK, REPORT)[choose("请输入编号", [("两份工作簿",), ("两份报告",)])]
    old = pick(f"旧的{kind.name}", kind, desk.folder, default=lambda paths: min(1, len(paths) - 1))
    latest = pick(f"与“{shown(old.name)}”比较的新{kind.name}", kind, desk.folder, without=old)
    say("\n不同之处怎样列出")
    page = choose("请输入编号", [("列在这里",), ("写成一个网页，新旧并排，可以打印",)]) == 1
    html = ["--html", str(free_beside(latest, "比较.html"))] if page else []
    return desk.run(["diff", str(old), str(latest), *html])


# In the order of the work.
JOBS: Mapping[str, Job] = {
    "new": new,
    "split": split,
    "collect": collect,
    "check": check,
    "build": build,
    "update": update,
    "publish": publish,
    "trace": trace,
    "diff": diff,
}
