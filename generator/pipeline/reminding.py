"""``collect --remind``: a few polite lines to each department that has not handed in everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pipeline.standing import NO_FILLER
from generator.workbook.collected.matters import Standing

_MOST_NAMED = 10


def reminders(standings: Sequence[Standing]) -> Iterator[str]:
    """A text for each department that has something left to do, in the order of the departments."""
    for standing in standings:
        if standing.state != "已交" or standing.remarks:
            yield _reminder(standing)


def _reminder(standing: Standing) -> str:
    by = f"请于{standing.due}前" if standing.due else "请尽快"
    told = f"{standing.department}：\n"
    if standing.state == "只交了文字":
        return f"{told}文字稿已收到，法治政府建设年度报告的填报表还没有收到{_asked(standing)}，{by}填好发回。谢谢支持！"
    signed = "并在封面写上填报人和联系电话" if NO_FILLER in standing.remarks else ""
    if standing.state == "未交":
        return f"{told}法治政府建设年度报告的填报表还没有收到{_asked(standing)}，{by}填好发回。谢谢支持！"
    if standing.state == "原样交回":
        same = f"{told}填报表已收到，但和发给你们的一样，没有填写{_asked(standing)}，可能发错了文件，或填好后没有保存。"
        return f"{same}{by}填好，在封面写上填报人和联系电话，再发回；确实没有要填的，也请回复说明。谢谢支持！"
    if standing.state == "已交":
        return f"{told}填报表已收到，封面上没有写填报人；{by}把填报人和联系电话告诉我们。谢谢支持！"
    names = "、".join(standing.blanks[:_MOST_NAMED]) + (f" 等 {len(standing.blanks)} 处" if len(standing.blanks) > _MOST_NAMED else "")
    rest = f"填报表已收到，还有几处空着：{names}。{by}补填{'，' + signed + '，再' if signed else ''}发回"
    return f"{told}{rest}；确实为零填 0，不涉及填“不适用”。谢谢支持！"


def _asked(standing: Standing) -> str:
    """What it was asked, in brackets."""
    figures = f"指标 {standing.figures[1]} 项" if standing.figures[1] else ""
    texts = f"正文 {standing.texts[1]} 行" if standing.texts[1] else ""
    what = "、".join(filter(None, (figures, texts)))
    return f"（{what}）" if what else ""
