"""``collect --remind``: a few polite lines to each department that has not handed in everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.workbook.collected.matters import Standing

_MOST_NAMED = 10


def reminders(standings: Sequence[Standing]) -> Iterator[str]:
    """A text for each department that is late or has left something blank, in the order of the departments."""
    for standing in standings:
        if standing.state != "已交":
            yield _reminder(standing)


def _reminder(standing: Standing) -> str:
    by = f"请于{standing.due}前" if standing.due else "请尽快"
    if standing.state in ("未交", "只交了文字"):
        asked = [
            f"指标 {standing.figures[1]} 项" if standing.figures[1] else "",
            f"正文 {standing.texts[1]} 行" if standing.texts[1] else "",
        ]
        what = "、".join(filter(None, asked))
        got = "文字稿已收到，" if standing.state == "只交了文字" else ""
        return (
            f"{standing.department}：\n{got}法治政府建设年度报告的填报表还没有收到{f'（{what}）' if what else ''}，{by}填好发回。谢谢支持！"
        )
    names = "、".join(standing.blanks[:_MOST_NAMED]) + (f" 等 {len(standing.blanks)} 处" if len(standing.blanks) > _MOST_NAMED else "")
    return f"{standing.department}：\n填报表已收到，还有几处空着：{names}。{by}补填发回；确实为零填 0，不涉及填“不适用”。谢谢支持！"
