"""How each department stands: what it has handed in, what is still blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.pipeline.handing import handouts
from generator.pipeline.incoming import Came, CameRow
from generator.pipeline.targets import Target, TargetRow
from generator.workbook.collected.matters import Standing, State
from generator.workbook.collected.record import Answer
from generator.workbook.columns import INDICATORS
from generator.workbook.typed import squeeze

_Filled = tuple[str, str, bool]  # sheet, name, whether something is there


def standings(target: Target, came: Sequence[Came], answers: Iterable[Answer], texts: Mapping[tuple[str, str], str]) -> list[Standing]:
    """The departments in the order of the workbook; ``answers`` are all that there are, ``texts`` the cells that are written now."""
    files: dict[str, list[Came]] = {}
    for each in came:
        files.setdefault(squeeze(each.given.department), []).append(each)
    names = {squeeze(given.department): given.department for given in handouts(target.master)}
    names |= {key: several[0].given.department for key, several in files.items() if key not in names}
    dues = [each.given.due for each in came if each.given.due]
    due = max(set(dues), key=lambda each: (dues.count(each), each), default="")
    answered: dict[str, set[str]] = {}
    for answer in answers:
        answered.setdefault(squeeze(answer.department), set()).add(answer.at.workbook)
    return [_standing(name, files.get(key, []), answered.get(key, set()), target, texts, due) for key, name in names.items()]


def _standing(
    name: str, came: Sequence[Came], answered: set[str], target: Target, texts: Mapping[tuple[str, str], str], due: str
) -> Standing:
    touched = [each for each in came if not each.is_untouched]
    if touched:
        filled, files = list(_of_files(touched)), tuple(each.path.name for each in touched)
        files = tuple(sorted({*files, *answered}))
    else:
        filled = [_of_target(row, texts) for row in target.asked_of(name)]
        files = tuple(sorted(answered))
    blanks = tuple(name for _, name, there in filled if not there)
    figures = [there for sheet, _, there in filled if sheet == INDICATORS]
    written = [there for sheet, _, there in filled if sheet != INDICATORS]
    only_texts = not touched and all(file.lower().endswith(".docx") for file in files)
    state: State = "未交" if not files else "只交了文字" if only_texts else "有空缺" if blanks else "已交"
    filler = next((each.filler for each in touched if each.filler), "")
    phone = next((each.phone for each in touched if each.phone), "")
    return Standing(name, state, (sum(figures), len(figures)), (sum(written), len(written)), blanks, files, filler, phone, due)


def _of_files(came: Sequence[Came]) -> Iterator[_Filled]:
    """What was asked, and whether any of the files has it."""
    rows: dict[str, list[CameRow]] = {}
    for each in came:
        for row in each.rows:
            if row.asked is not None:
                rows.setdefault(row.asked.mark, []).append(row)
    for several in rows.values():
        asked, sheet = several[0].asked, several[0].sheet
        assert asked is not None
        name = asked.text("引用名") or asked.text("小标题") or "／".join(filter(None, (asked.text("部分"), asked.text("栏目"))))
        yield sheet, name, any(row.text("本年" if sheet == INDICATORS else "正文") for row in several)


def _of_target(row: TargetRow, texts: Mapping[tuple[str, str], str]) -> _Filled:
    heading = "本年" if row.sheet == INDICATORS else "正文"
    name = row.text("引用名") or row.text("小标题") or "／".join(filter(None, (row.text("部分"), row.text("栏目"))))
    return row.sheet, name, bool(texts.get((row.key, heading), row.text(heading)))
