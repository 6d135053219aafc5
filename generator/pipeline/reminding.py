"""``collect --remind``: a few polite lines to each department that has not handed in everything, or something that can't be used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pipeline.standing import NO_FILLER
from generator.workbook.collected.matters import Matter, Standing
from generator.workbook.typed import squeeze

_MOST_NAMED = 10
_WRONG = ("填法不对", "单位不同")  # what a department can put right itself


def reminders(standings: Sequence[Standing], matters: Sequence[Matter] = ()) -> Iterator[str]:
    """A text for each department that has something left to do, in the order of the departments.

    ``matters`` are those that the drafter has not settled; what was typed wrongly is asked for again.
    """
    for standing in standings:
        wrong = list(_wrong(standing.department, matters))
        if standing.state != "已交" or standing.remarks or wrong:
            yield _reminder(standing, wrong)


def _wrong(department: str, matters: Sequence[Matter]) -> Iterator[str]:
    """What a department has typed wrongly: the name of the cell, what is there, what belongs there."""
    for matter in matters:
        if matter.is_open and matter.kind in _WRONG and squeeze(department) in {squeeze(each.department) for each in matter.answers}:
            yield f"{matter.name} {matter.advice.rpartition('；请')[0].removeprefix('部门').replace('汇总表里的单位是', '单位应是')}"


def _reminder(standing: Standing, wrong: Sequence[str]) -> str:
    by = f"请于{standing.due}前" if standing.due else "请尽快"
    told = f"{standing.department}：\n"
    if standing.state == "只交了文字":
        return f"{told}文字稿已收到，法治政府建设年度报告的填报表还没有收到{_asked(standing)}，{by}填好发回。谢谢支持！"
    if standing.state == "未交":
        return f"{told}法治政府建设年度报告的填报表还没有收到{_asked(standing)}，{by}填好发回。谢谢支持！"
    if standing.state == "读不了":
        return f"{told}发来的 {'、'.join(standing.files)} 读不了：{'；'.join(standing.remarks)}。{by}重新发来。谢谢支持！"
    if standing.state == "原样交回":
        same = f"{told}填报表已收到，但和发给你们的一样，没有填写{_asked(standing)}，可能发错了文件，或填好后没有保存。"
        return f"{same}{by}填好，在封面写上填报人和联系电话，再发回；确实没有要填的，也请回复说明。谢谢支持！"
    return f"{told}填报表已收到，{_to_mend(standing, wrong, by)}。谢谢支持！"


def _to_mend(standing: Standing, wrong: Sequence[str], by: str) -> str:
    """What is to be done with a form that came back."""
    is_unsigned = NO_FILLER in standing.remarks
    found = [f"但读不全：{remark}" for remark in standing.remarks if remark != NO_FILLER]
    blanks = standing.blanks if not found else ()  # of a sheet that can't be read nobody knows
    if wrong:
        found.append(f"有几处填得不对：{'；'.join(wrong[:_MOST_NAMED])}{_more(len(wrong))}")
    if blanks:
        found.append(f"还有几处空着：{'、'.join(blanks[:_MOST_NAMED])}{_more(len(blanks))}")
    if not found:
        return f"封面上没有写填报人；{by}把填报人和联系电话告诉我们"
    do = "改好" if wrong or not blanks else "补填"
    signed = "，并在封面写上填报人和联系电话，再发回" if is_unsigned else "发回"
    return f"{'；'.join(found)}。{by}{do}{signed}{'；确实为零填 0，不涉及填“不适用”' if blanks else ''}"


def _more(number: int) -> str:
    return f" 等 {number} 处" if number > _MOST_NAMED else ""


def _asked(standing: Standing) -> str:
    """What it was asked, in brackets."""
    figures = f"指标 {standing.figures[1]} 项" if standing.figures[1] else ""
    texts = f"正文 {standing.texts[1]} 行" if standing.texts[1] else ""
    what = "、".join(filter(None, (figures, texts)))
    return f"（{what}）" if what else ""
