"""How a job of the menu ended, in words for people who never type a command."""

from __future__ import annotations

from collections.abc import Mapping

DECLINED = -1  # no exit status: the person did not want it
UNSOUND = -2  # no exit status: the workbook has errors, and there was nothing to agree to
_NOT_DONE = "没有做成，原因见上面。"
_DONE: Mapping[int, str] = {0: "做完了。", 1: "结果见上面。"}
_ENDINGS: Mapping[str, Mapping[int, str]] = {
    "new": {0: "做完了：工作簿就是上面写的那个文件，用 Excel 或 WPS 打开填写；填好后选“核对”。"},
    "split": {
        0: "做完了：文件都在上面写的文件夹里，请发给各部门。交回的文件放进另一个文件夹，再选“汇总”。",
        1: "没有分发：要先改正的列在上面，改好保存后再选“分发”。",
    },
    "collect": {
        0: "做完了：汇总在上面写的那个工作簿里，请打开看“汇总核对”。又收到文件，再选一次“汇总”。",
        1: "汇总好了，有要您定的：都列在上面，也在那个工作簿的“汇总核对”里。定好保存，再选一次“汇总”。",
        2: "没有都做成，原因见上面。认不出分发用的工作簿的，再选一次“汇总”，在最后一问里选那份工作簿。",
    },
    "check": {0: "核对完了，没有错误和警告。", 1: "核对完了：问题列在上面，请在工作簿里改好、保存，再选“核对”。"},
    "build": {
        0: "做完了：报告就是上面写的那个文件，用 Word 或 WPS 打开看。",
        1: "有要处理的，列在上面；处理好、保存，再选“生成”。",
    },
    "update": {
        0: "做完了，更正了哪些见上面。有更正的，稿子里带修订标记，改之前的文件留在旁边（.bak）。",
        1: "有要您定的，列在上面。",
        DECLINED: "没有写入，报告没有改动。",
        UNSOUND: "工作簿有错误，列在上面，报告没有改动。选对了工作簿的，请改好、保存，再选“更新”。",
    },
    "publish": {
        0: "做完了：公开版就是上面写的那个文件；公开前请负责的人做保密审查。",
        1: "没有生成公开版：要处理的列在上面，处理好再选“公开版”。",
    },
    "trace": {0: "查完了，结果见上面。"},
    "diff": {0: "比较完了，没有不同。", 1: "比较完了，不同之处见上面。"},
}


def ending(job: str, status: int) -> str:
    """What is said when a job ended with this exit status."""
    return _ENDINGS.get(job, {}).get(status) or _DONE.get(status, _NOT_DONE)
