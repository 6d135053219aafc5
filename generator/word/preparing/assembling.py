"""A marked part → the pieces of a program: markup and tags in turn, such that whatever the tags do, the result is whole.

What a loop repeats or a condition leaves out must begin and end at the same depth of elements. Ids and marks of
ranges, which may stand only once, do so inside loops too, and numbered lists begin anew where a loop does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from generator.templating.programs import GUARDED, Instruction
from generator.templating.session import did_you_mean
from generator.word.preparing.marking import ATTRIBUTE, HAS_OPENED, INSIDE, VALUE, Marked

_PIECES = re.compile("<\\?fazhi ([0-9]+)\\?>|\ufde0([0-9]+)\ufde1")
_ELEMENT = re.compile(r"<(/?)([\w:.-]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")
_PAIRED = frozenset("for if macro call filter with set".split())
_BRANCHES = frozenset(("elif", "else"))
_ONE_LINE_SET = re.compile(r"set\b[^=]*=")
_ONCE = re.compile(
    r"<w:(?P<kind>bookmark|commentRange|perm)(?P<side>Start|End)\b[^>]*?\bw:id=\"(?P<id>[^\"]*)\"[^>]*?/>"
    r"|<w:(?P<alone>commentReference|footnoteReference|endnoteReference)\b[^>]*?\bw:id=\"(?P<reference>[^\"]*)\"[^>]*?/>"
    r"|<w:sdtPr\b[^>]*>(?:(?!</w:sdtPr>).)*?(?P<control><w:id\b[^>]*?/>)",
    re.DOTALL,
)
_COUNTED = re.compile(r"(<w:(?:ins|del|moveFrom|moveTo)\b[^>]*?\bw:id=\"|<wp:docPr\b[^>]*?\bid=\"|<w:numId w:val=\")([0-9]+)(\")")
_LIST = re.compile(r"(<w:numId w:val=\")([0-9]+)(\")")
_LEVEL = re.compile(r"<w:ilvl w:val=\"([0-9]+)\"")
_PARAGRAPH = re.compile(r"<w:p[ />]")
_UNIQUE = re.compile(r" w14:(?:paraId|textId)=\"[^\"]*\"")


@dataclass(slots=True)
class Block:
    """What lies between an opening tag and its end: the numbers of the pieces, branch by branch, and blocks inside.

    ``word`` is the statement's first; ``begin`` the number of its piece, ``end`` that of its end.
    """

    word: str
    begin: int
    end: int = -1
    branches: list[int] = field(default_factory=list)
    inside: list[Block] = field(default_factory=list)
    parent: Block | None = None


Piece = str | Instruction


def assemble(marked: Marked, renumbered: bool = False) -> list[Piece]:
    """The pieces of the part; what is wrong with its tags' order is noted in ``marked``.

    ``renumbered`` says that the numbered lists of the part begin anew in loops.
    """
    pieces = _pieces(marked)
    if marked.unread:  # a statement that can't be read may be the other half of any
        return pieces
    blocks = _blocks(pieces, marked)
    if marked.slips:
        return pieces
    for block in _all(blocks):
        _check_depth(block, pieces, marked)
    if marked.slips or not blocks:
        return pieces
    if renumbered:
        pieces = _renumbered(pieces, blocks)
        blocks = _blocks(pieces, marked)
    return _unique(pieces, blocks)


def _pieces(marked: Marked) -> list[Piece]:
    text = etree.tostring(marked.root, encoding="unicode")
    pieces: list[Piece] = []
    at = 0
    for found in _PIECES.finditer(text):
        begin, end = found.span()
        instruction = marked.instructions[int(found[1] or found[2])]
        if instruction is not None and instruction.printer == VALUE:  # it prints its runs whole
            begin, end = text.rindex("<w:r>", at, begin), text.index("</w:r>", end) + len("</w:r>")
        pieces.append(text[at:begin])
        if instruction is not None:
            pieces.append(instruction)
        at = end
    return [*pieces, text[at:]]


def _word(piece: Piece) -> str:
    return piece.word if isinstance(piece, Instruction) else ""


def _blocks(pieces: list[Piece], marked: Marked) -> list[Block]:
    """The outermost blocks; tags without their other half are noted."""
    top: list[Block] = []
    open_: list[Block] = []
    for number, piece in enumerate(pieces):
        word = _word(piece)
        if not word or not isinstance(piece, Instruction):
            continue
        if word in _PAIRED and not _ONE_LINE_SET.match(piece.source):
            block = Block(word, number, parent=open_[-1] if open_ else None)
            (open_[-1].inside if open_ else top).append(block)
            open_.append(block)
        elif word in _BRANCHES:
            if open_ and open_[-1].word in ("if", "for"):
                open_[-1].branches.append(number)
            else:
                marked.slip(piece.spot, f"{{% {word} %}} 前面没有 {{% if %}}", "请补上 {% if … %}，或删去这个标记")
        elif word.startswith("end"):
            if open_ and open_[-1].word == word[3:]:
                open_.pop().end = number
            elif any(block.word == word[3:] for block in open_):
                while open_[-1].word != word[3:]:
                    _unended(pieces, open_.pop(), marked)
                open_.pop().end = number
            else:
                hint = "请补上开头，或删去这个标记"
                if word[3:] not in _PAIRED:
                    hint = did_you_mean(word, [f"end{w}" for w in sorted(_PAIRED)]) or hint
                marked.slip(piece.spot, f"{{% {word} %}} 前面没有 {{% {word[3:]} %}}", hint)
    for block in open_:
        _unended(pieces, block, marked)
    return top


def _unended(pieces: list[Piece], block: Block, marked: Marked) -> None:
    opening = pieces[block.begin]
    if isinstance(opening, Instruction):
        marked.slip(opening.spot, f"{{% {block.word} %}} 没有结束", f"请在该结束的地方写上 {{% end{block.word} %}}")


def _all(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        yield block
        yield from _all(block.inside)


def _check_depth(block: Block, pieces: list[Piece], marked: Marked) -> None:
    """Each branch must end at the depth of elements where it begins; what is kept for later must close all it opens."""
    opening = pieces[block.begin]
    if not isinstance(opening, Instruction) or _is_own(opening):
        return
    bounds = [block.begin, *block.branches, block.end]
    for begin, end in pairwise(bounds):
        closed, opened = _depth(piece for piece in pieces[begin:end] if isinstance(piece, str))
        if closed != opened[::-1]:
            hint = "请让两头处在同样的位置：整段的用 {%p … %}，整行的用 {%tr … %}，整格的用 {%tc … %}"
            marked.slip(opening.spot, f"{{% {block.word} %}} 与它的 {_spoken(pieces[end])} 不在同一层（一头在表格、单元格或控件里）", hint)
            return
        if block.word == "filter" and any(_PARAGRAPH.search(piece) for piece in pieces[begin:end] if isinstance(piece, str)):
            marked.slip(opening.spot, "{% filter %} 里不能有整段的内容", "请把过滤器写进各个 {{ }} 里，例如 {{ 名称|upper }}")
            return
        if closed and block.word not in ("for", "if", "with"):
            marked.slip(opening.spot, f"{{% {block.word} %}} 与 {{% end{block.word} %}} 要写在同一段里", "或者都用 {%p … %} 单独成段")
            return


def _is_own(opening: Instruction) -> bool:
    """Whether the engine put the block there, around what only together is whole."""
    return opening.source.startswith(f"set {GUARDED}") or opening.source.endswith(f"|{HAS_OPENED}")


def _spoken(piece: Piece) -> str:
    return f"{{% {_word(piece)} %}}"


def _depth(markup: Iterable[str]) -> tuple[list[str], list[str]]:
    """The elements that the markup closes without opening them, and those that it opens without closing them."""
    closed: list[str] = []
    opened: list[str] = []
    for text in markup:
        for found in _ELEMENT.finditer(text):
            if found[3]:
                continue
            if not found[1]:
                opened.append(found[2])
            elif opened:
                opened.pop()
            else:
                closed.append(found[2])
    return closed, opened


def _path(number: int, blocks: list[Block]) -> tuple[tuple[int, int], ...]:
    """In which branches of which blocks a piece lies: the numbers of their opening tags and of the branches' tags."""
    for block in blocks:
        if block.begin < number < block.end:
            branch = max([block.begin, *(b for b in block.branches if b < number)])
            return ((block.begin, branch), *_path(number, block.inside))
    return ()


def _unique(pieces: list[Piece], blocks: list[Block]) -> list[Piece]:
    """What may stand only once in a document does, though loops repeat it; halves that lose each other go."""
    paths = {number: _path(number, blocks) for number, piece in enumerate(pieces) if isinstance(piece, str)}
    repeating = {block.begin for block in _all(blocks) if block.word in ("for", "macro", "call")}
    sides: dict[tuple[str, str], set[tuple[tuple[int, int], ...]]] = {}
    for number, path in paths.items():
        for found in _ONCE.finditer(str(pieces[number])):
            if found["kind"]:
                sides.setdefault((found["kind"], found["id"]), set()).add(path)
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        path = paths.get(number, ())
        if not isinstance(piece, str) or not path:
            out.append(piece)
            continue
        if not any(begin in repeating for begin, _ in path):
            out.append(_ONCE.sub(lambda found: "" if found["kind"] and len(sides[found["kind"], found["id"]]) > 1 else found[0], piece))
            continue
        out += _counted(_once(_UNIQUE.sub("", piece), sides), _spot_of(pieces, path[-1][0]))
    lost = {key for key, found in sides.items() if len(found) > 1}
    if not lost:
        return out
    return [
        _ONCE.sub(lambda found: "" if (found["kind"], found["id"]) in lost else found[0], piece) if isinstance(piece, str) else piece
        for piece in out
    ]


def _spot_of(pieces: list[Piece], number: int) -> int:
    opening = pieces[number]
    return opening.spot if isinstance(opening, Instruction) else 0


def _once(text: str, sides: dict[tuple[str, str], set[tuple[tuple[int, int], ...]]]) -> list[Piece]:
    """The markup in which marks of ranges, references and ids stand only the first time."""
    out: list[Piece] = []
    at = 0
    for found in _ONCE.finditer(text):
        begin, end = found.span("control") if found["control"] else found.span()
        key = f"{found['kind'] or found['alone'] or 'id'}{found['side'] or ''}{found['id'] or found['reference'] or found['control']}"
        quoted = key.replace("\\", "").replace("'", "")
        out += [text[at:begin], Instruction("statement", f"if '{quoted}'|_头一次"), text[begin:end], Instruction("statement", "endif")]
        at = end
    return [*out, text[at:]]


def _counted(pieces: list[Piece], spot: int) -> Iterable[Piece]:
    """Numbers that must differ are counted while the program runs; those of lists are looked up."""
    for piece in pieces:
        if not isinstance(piece, str):
            yield piece._replace(spot=spot)
            continue
        at = 0
        for found in _COUNTED.finditer(piece):
            if "numId" in found[1]:
                continue
            yield piece[at : found.end(1)]
            yield Instruction("print", "0|_新号", ATTRIBUTE, spot=spot)
            at = found.start(3)
        yield piece[at:]


def _renumbered(pieces: list[Piece], blocks: list[Block]) -> list[Piece]:
    """The pieces in which numbered lists inside of loops begin anew.

    They do where the loop of their only paragraph begins, else with each turn of the innermost loop that holds them
    all. Lists of several levels, and lists that go on outside, are left alone.
    """
    loops = [block for block in _all(blocks) if block.word == "for"]
    uses: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
    levels: dict[str, set[str]] = {}
    for number, piece in enumerate(pieces):
        if not isinstance(piece, str):
            continue
        around = tuple(block.begin for block in loops if block.begin < number < block.end)
        for found in _LIST.finditer(piece):
            uses.setdefault(found[2], []).append((number, around))
            before = _LEVEL.findall(piece[: found.start()])
            levels.setdefault(found[2], set()).add(before[-1] if before else "0")
    anew: dict[int, list[Instruction]] = {}
    looped = set[str]()
    for list_id, places in uses.items():
        home = _common([around for _, around in places])
        if list_id == "0" or not home or len(levels[list_id]) > 1:
            continue
        alone = _at_once([number for number, _ in places], blocks) == 1 and places[0][1] == home
        if alone and len(home) < 2:
            continue
        looped.add(list_id)
        begin = home[-1]
        instruction = Instruction("print", f"{list_id}|_重新编号", INSIDE, spot=_spot_of(pieces, begin))
        anew.setdefault(begin if alone else begin + 1, []).append(instruction)
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        out += anew.get(number, [])
        if isinstance(piece, str):
            at = 0
            for found in _LIST.finditer(piece):
                if found[2] in looped:
                    out += [piece[at : found.end(1)], Instruction("print", f"{found[2]}|_编号", ATTRIBUTE, spot=0)]
                    at = found.start(3)
            out.append(piece[at:])
        else:
            out.append(piece)
    return out


def _common(paths: list[tuple[int, ...]]) -> tuple[int, ...]:
    shortest = min(paths, key=len)
    length = next((n for n, begin in enumerate(shortest) if any(path[n] != begin for path in paths)), len(shortest))
    return shortest[:length]


def _at_once(numbers: list[int], blocks: list[Block]) -> int:
    """How many of the pieces one turn can reach: of the branches of a condition only one."""
    total = sum(not any(block.begin < number < block.end for block in blocks) for number in numbers)
    for block in blocks:
        bounds = [block.begin, *block.branches, block.end]
        inside = [
            _at_once([n for n in numbers if begin < n < end], [b for b in block.inside if begin < b.begin < end])
            for begin, end in pairwise(bounds)
        ]
        total += max(inside) if block.word == "if" else sum(inside)
    return total
