"""What is said of a cell that several have something to say of: why it was not written, what the rule is, what may be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from generator.pipeline.settling import Asking
from generator.workbook.collected.record import Answer
from generator.workbook.collected.rulings import DONE, KEEP, TAKE, TAKE_MADE

NO_COLUMN = "汇总表里没有这一列"
FORMULA = "汇总表的这一格是公式"
DELETED = "行已删去"
CLEARED = "部门清空了这一格"
OTHER_TOTAL = "合成的值与表里的不同"
BOTH = "两边都改了"
NOT_ASKED = "不由这个部门填的"
_FIXED = {
    NO_COLUMN: "请加上这一列再汇总，或不用管",
    FORMULA: "公式没有动；要用部门填的，请删去公式填上数",
    DELETED: "汇总表里已经删去了这一行；确要用的，请加一行填上",
    CLEARED: "发出去时或上次交来时有数，现在是空的；汇总表里这一格没有动。请问部门：是漏了，还是确实没有",
    BOTH: "部门填的变了，汇总表里这一格您也改过，没有动；请比较后选定",
    NOT_ASKED: "部门自己加的这一行，汇总表里已经有了，由别的部门填，没有动；请比较后选定",
}
_ADDED = {"sum": "相加", "max": "取最大的", "rate": "由分子、分母算"}
_HOW = "请在“处理”里选，或在汇总表的这一格里填上定下来的"


def choices_of(why: str, *, is_made: bool, is_shared: bool) -> tuple[str, ...]:
    """What the drafter may choose in 处理. A part of a total is never taken for the total."""
    if why in (NO_COLUMN, FORMULA, DELETED):
        return (DONE,) if why == DELETED else (KEEP, DONE)
    if is_made:
        return (TAKE_MADE, KEEP, DONE)
    return (KEEP, DONE) if is_shared else (TAKE, KEEP, DONE)


def advice_of(why: str, asking: Asking, answers: Sequence[Answer], made: str, *, now: str, is_text: bool) -> str:
    """What to do, with the rule where several departments share the cell."""
    if why in (NO_COLUMN, FORMULA, DELETED):
        return _FIXED[why]
    said = [_FIXED[why]] if why in _FIXED else []
    names = asking.departments if len(asking.departments) > 1 else tuple(dict.fromkeys(answer.department for answer in answers))
    if len(names) > 1:
        said.append(f"这一{'行' if is_text else '项'}由{'、'.join(names)}合填，{_rule(asking, is_text=is_text)}")
    if why == OTHER_TOTAL:
        said.append(f"合成的是 {made}，表里是 {now}，没有动")
    return "；".join([*said, _HOW])


def _rule(asking: Asking, *, is_text: bool) -> str:
    if is_text:
        return "只能用一种写法：选一个部门的，或合成一段"
    adds = asking.spec.adds if asking.spec is not None else "own"
    return f"按模板{_ADDED[adds]}" if adds in _ADDED else "没有规定相加，各部门填的应当一样"
