"""The lines of a text that came as a Word file which are about the text: its title, to whom it goes, from whom it is, and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.word.headings import Paragraph, own_number
from generator.workbook.typed import squeeze

_SENTENCE = re.compile("[。；！？，!?;,]|[：:]$")
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_LABELLED = 60, 30, 80
_TITLE = re.compile(r"(?:报告|总结|材料|情况|汇报|小结|要点|文字稿|稿)(?:[(（][^()（）]{1,12}[)）])?$")
_WHOSE = r"(?:填报|报送|填表|供稿)(?:部门|单位)|(?:部门|单位)(?:名称)?"
_LABELLED = re.compile(
    rf"[(（【]?\s*(?:(?P<whose>{_WHOSE})|(?:联系|填报|填表|报送|经办|撰稿|供稿|审核|审签|签发|负责)人|联系(?:电话|方式)|电话|手机|传真|邮箱|"
    r"(?:填报|填表|报送)?(?:日期|时间))(?:[(（][^()（）]{1,8}[)）])?\s*[:：]\s*(?P<value>[^\s，。)）】]*)"
)
_TO = re.compile(r"(?:局|厅|委|部|处|科|室|队|办|中心|单位|部门|领导|同志)[:：]$")
_DAY = re.compile(r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月(?:[0-9一二三四五六七八九十]{1,3}日)?")
TITLE, LABELLED, TO, FROM, TABLE = "标题", "填报信息", "称呼", "落款", "表格里的字"


def covering_lines(read: Sequence[Paragraph], departments: Sequence[str], is_known: Callable[[str], bool]) -> Mapping[int, str]:
    """What the lines are that are no text of the report, by the number of the paragraph.

    ``is_known`` tells the headings of the report, which are no titles. A title, a salutation and a name or a day that stands
    alone are looked for before the text begins, the latter two behind its end too; ``填报人：…`` everywhere, and so the cells of tables
    that hold no sentence.
    """
    squeezed = tuple(map(squeeze, departments))
    found = {each.number: LABELLED if _is_labelled(each.text) else TABLE for each in read if _is_labelled(each.text) or _is_in_a_cell(each)}
    is_titled = False
    for each in read:
        if each.number not in found:
            what = _before_the_text(each, squeezed, is_known, is_first=not is_titled)
            if not what:
                break
            found[each.number] = what
            is_titled |= what == TITLE
    for each in reversed(read):
        if each.number not in found:
            if not _is_from(each.text, squeezed):
                break
            found[each.number] = FROM
    return found


def departments_told(read: Sequence[Paragraph]) -> Iterator[str]:
    """The names behind 填报部门 and the like."""
    for each in read:
        labelled = _LABELLED.match(each.text.strip()) if _is_labelled(each.text) else None
        if labelled is not None and labelled["whose"] and labelled["value"]:
            yield labelled["value"]


def departments_signed(read: Sequence[Paragraph], departments: Sequence[str]) -> Iterator[str]:
    """The names below the text, last first."""
    squeezed = tuple(map(squeeze, departments))
    for each in reversed(read):
        if _is_from(each.text, squeezed):
            yield each.text
        elif not _is_labelled(each.text):
            break


def _is_labelled(text: str) -> bool:
    line = text.strip()
    return len(line) <= _LONGEST_LABELLED and not line.endswith(tuple("。；！？")) and _LABELLED.match(line) is not None


def _is_in_a_cell(paragraph: Paragraph) -> bool:
    """Whether it is a word or a figure in a table; a form may hold whole texts, with their headings, in a table as well."""
    line = paragraph.text.strip()
    is_heading = paragraph.level is not None or own_number(line)
    return paragraph.is_in_table and not is_heading and len(line) <= _LONGEST_TITLE and not line.endswith(tuple("。；！？"))


def _before_the_text(paragraph: Paragraph, departments: tuple[str, ...], is_known: Callable[[str], bool], *, is_first: bool) -> str:
    line = " ".join(paragraph.text.split())
    if is_known(line):
        return ""
    if _is_from(line, departments):
        return FROM
    if len(line) <= _LONGEST_NAME and _TO.search(line):
        return TO
    if len(line) > _LONGEST_TITLE or _SENTENCE.search(line) or own_number(line):
        return ""
    return TITLE if paragraph.level == 0 or paragraph.is_centred or (is_first and _TITLE.search(line)) else ""


def _is_from(text: str, departments: tuple[str, ...]) -> bool:
    """Whether a line is nothing but a department, with its bureau before it or not, or a day."""
    line = squeeze(text)
    return _DAY.fullmatch(line) is not None or (0 < len(line) <= _LONGEST_NAME and line.endswith(departments))
