"""How each department stands: what it has handed in, what is still blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from generator.pipeline.drafts import named_in
from generator.pipeline.folder import TEXTS
from generator.pipeline.handing import handouts
from generator.pipeline.incoming import Came, CameRow
from generator.pipeline.targets import Target, TargetRow
from generator.workbook.collected.matters import Standing, State
from generator.workbook.collected.record import Answer
from generator.workbook.columns import INDICATORS
from generator.workbook.typed import squeeze

_Place = tuple[str, str]
Answers = Mapping[_Place, Sequence[Answer]]
_Filled = tuple[str, str, bool]  # sheet, name, whether something is there


def standings(
    target: Target, came: Sequence[Came], answers: Answers, texts: Mapping[_Place, str], broken: Sequence[tuple[str, str]] = ()
) -> list[Standing]:
    """The departments in the order of the workbook.

    ``answers`` are all that there are by key and heading, ``texts`` the cells that are written now. ``broken`` are the names of the
    files that can't be read, with why: they are told of the department that a name names, unless it sent something else.
    """
    files: dict[str, list[Came]] = {}
    for each in came:
        files.setdefault(squeeze(each.given.department), []).append(each)
    names = {squeeze(given.department): given.department for given in handouts(target.master)}
    names |= {key: several[0].given.department for key, several in files.items() if key not in names}
    dues = [each.given.due for each in came if each.given.due]
    due = max(set(dues), key=lambda each: (dues.count(each), each), default="")
    theirs: dict[str, dict[_Place, Answer]] = {}
    for place, several in answers.items():
        for answer in several:
            theirs.setdefault(squeeze(answer.department), {})[place] = answer
    found = [_standing(name, files.get(key, []), theirs.get(key, {}), target, texts, due) for key, name in names.items()]
    unread: dict[str, list[tuple[str, str]]] = {}
    for file, why in broken:
        unread.setdefault(named_in(PurePath(file).stem, list(names.values())), []).append((file, why))
    return [_unread(each, unread[each.department]) if each.state == "未交" and each.department in unread else each for each in found]


def _unread(standing: Standing, broken: Sequence[tuple[str, str]]) -> Standing:
    """A department of which nothing is there but files that can't be read."""
    files = tuple(file for file, _ in broken)
    return replace(standing, state="读不了", files=files, remarks=tuple(dict.fromkeys(why for _, why in broken)))


def _standing(
    name: str, came: Sequence[Came], answers: Mapping[_Place, Answer], target: Target, texts: Mapping[_Place, str], due: str
) -> Standing:
    answered = {answer.at.workbook for answer in answers.values()}
    touched = [each for each in came if not each.is_untouched]
    asked = [_of_target(row, answers, texts) for row in target.asked_of(name)]
    filled = list(_of_files(touched)) if touched else asked
    files = tuple(sorted({*(each.path.name for each in came), *answered}))
    blanks = tuple(name for _, name, there in filled if not there)
    figures = [there for sheet, _, there in filled if sheet == INDICATORS]
    written = [there for sheet, _, there in filled if sheet != INDICATORS]
    is_unchanged = bool(came) and not touched and not answered
    has_form = bool(came) or any(not file.lower().endswith(TEXTS) for file in answered)
    state: State = "有空缺" if blanks else "已交"
    if not files:
        state = "未交"
    elif is_unchanged:
        state = "原样交回"
    elif asked and not has_form:
        state = "只交了文字"
    filler = next((each.filler for each in touched if each.filler), "")
    phone = next((each.phone for each in touched if each.phone), "")
    remarks = list(dict.fromkeys(why for each in touched for why in each.lost))
    remarks += [NO_FILLER] if came and not filler else []
    before = next((each for each in target.record.standings if squeeze(each.department) == squeeze(name)), None)
    if before is not None and not came and answered:  # its file is not there any more
        filler, phone = before.filler, before.phone
        remarks = remarks or [remark for remark in (NO_FILLER,) if remark == before.remark]
    counts = (sum(figures), len(figures)), (sum(written), len(written))
    return Standing(name, state, *counts, blanks, files, filler, phone, due, tuple(remarks))


NO_FILLER = "封面没有写填报人"


def _of_files(came: Sequence[Came]) -> Iterator[_Filled]:
    """What was asked, and whether any of the files has it."""
    rows: dict[str, list[CameRow]] = {}
    for each in came:
        for row in each.rows:
            if row.asked is not None:
                rows.setdefault(row.asked.mark, []).append(row)
    for each in came:
        for lost in each.given.rows:  # on a sheet that can't be read
            rows.setdefault(lost.mark, []).append(CameRow(lost.sheet, lost, None, {}))
    for several in rows.values():
        asked, sheet = several[0].asked, several[0].sheet
        assert asked is not None
        name = asked.text("引用名") or asked.text("小标题") or "／".join(filter(None, (asked.text("部分"), asked.text("栏目"))))
        yield sheet, name, any(row.text("本年" if sheet == INDICATORS else "正文") for row in several)


def _of_target(row: TargetRow, answers: Mapping[_Place, Answer], texts: Mapping[_Place, str]) -> _Filled:
    heading = "本年" if row.sheet == INDICATORS else "正文"
    name = row.text("引用名") or row.text("小标题") or "／".join(filter(None, (row.text("部分"), row.text("栏目"))))
    answer = answers.get((row.key, heading))
    if answer is not None:  # what is disputed, awaited or taken back stands nowhere yet, and was answered all the same
        return row.sheet, name, bool(answer.text)
    if len(row.departments) > 1:  # the workbook holds what all of them come to
        return row.sheet, name, False
    return row.sheet, name, bool(texts.get((row.key, heading), row.text(heading)))
