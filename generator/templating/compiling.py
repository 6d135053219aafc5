"""Section texts → code, with every mistake of a text at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import CodeType
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.model.marks import without_marks
from generator.patterns import pattern
from generator.templating.explaining import syntax_in_chinese
from generator.templating.limits import bounded
from generator.templating.loading import MAX_SECTION_FILE
from generator.templating.overriding import ABOVE, Mistake, Section
from generator.templating.session import did_you_mean
from generator.templating.tags import normalise_tags, tags_in

if TYPE_CHECKING:
    from generator.templating.rehearsal import Rehearsal

_WORD = pattern(r"\{%[-+]?\s*(\w+)")
_PAIRED = frozenset("if for macro call filter block with set".split())
_ALONE = frozenset("extends include import from".split())
_OF_WORD = pattern(r"(\{[{%]-?(?:p|tr|tc|r))\s+\w")
_WITHIN = frozenset("else endif endfor endmacro endcall endfilter endblock endwith endset".split())


class SectionMistakes(Exception):
    """A section text that can't be used."""

    def __init__(self, file: str, mistakes: list[Mistake]) -> None:
        super().__init__(file)
        self.file = file
        self.mistakes = mistakes


def compile_section(data: bytes, name: str, environment: Environment, rehearsal: Rehearsal | None = None) -> Section:
    """A section text, compiled, and watched by ``rehearsal``. Raises SectionMistakes."""
    if rehearsal is not None:
        rehearsal.texts.add(name)
    if len(data) > MAX_SECTION_FILE:
        raise SectionMistakes(name, [Mistake(1, f"文件超过 {MAX_SECTION_FILE // 1000} KB", "请删去用不着的内容")])
    try:
        source = normalise_tags(without_marks(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise SectionMistakes(name, [Mistake(1, "文件不是 UTF-8 编码", "请另存为 UTF-8")]) from None
    try:
        tree = environment.parse(source, name)
        if mistakes := [*objections(tree, environment), *_outside_of_blocks(tree)]:
            raise SectionMistakes(name, sorted(mistakes))
        extends, line = _extended(tree)
        blocks, outer = _blocks(tree)
        if rehearsal is not None:
            tree = rehearsal.watched(tree, name)
        code: CodeType = environment.compile(bounded(tree), name, name)
    except TemplateSyntaxError as error:
        found = {mistake.line: mistake for mistake in tag_mistakes(_tags(source), environment)}
        found.setdefault(error.lineno, syntax_mistake(error.lineno, error.message))
        raise SectionMistakes(name, [found[line] for line in sorted(found)]) from None
    except ValueError:
        raise SectionMistakes(name, [Mistake(1, "文件里有太长的数字", "请改成合理的数")]) from None
    except (RecursionError, MemoryError, SyntaxError):
        # Python itself allows twenty blocks in one another, and so many brackets.
        raise SectionMistakes(name, [Mistake(1, "循环、判断或括号套得太深", "请拆成几个文件或宏")]) from None
    return Section(code, extends, line, blocks, outer)


def _extended(tree: nodes.Template) -> tuple[str | None, int]:
    """What the text extends and on which line; ``上级`` becomes a name that is known without running the text."""
    for node in tree.find_all(nodes.Extends):
        if isinstance(node.template, nodes.Name) and node.template.name == ABOVE:
            node.template = nodes.Const(ABOVE, lineno=node.lineno)
        known = isinstance(node.template, nodes.Const) and node in tree.body
        return str(node.template.value) if known else "", node.lineno  # type: ignore[attr-defined]
    return None, 0


def _blocks(tree: nodes.Template) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """The lines of all blocks, and the names of those that stand in no other."""
    blocks = {block.name: block.lineno for block in tree.find_all(nodes.Block)}
    inner = {inner.name for block in tree.find_all(nodes.Block) for inner in block.find_all(nodes.Block)}
    return blocks, tuple(name for name in blocks if name not in inner)


def _outside_of_blocks(tree: nodes.Template) -> Iterator[Mistake]:
    """Words behind an ``extends`` that stand in no block: they would vanish."""
    at = next((n for n, node in enumerate(tree.body) if isinstance(node, nodes.Extends)), None)
    for line in () if at is None else _printing(tree.body[at:]):
        yield Mistake(line, "写在块外面的话不会印", "请放进 {% block 内容 %} 这样的块里，或删去")


def _printing(body: Iterable[nodes.Node]) -> Iterator[int]:
    """The lines of what prints something, blocks, macros and what is only set aside."""
    for node in body:
        if isinstance(node, nodes.TemplateData):
            if words := node.data.lstrip():
                yield node.lineno + node.data[: len(node.data) - len(words)].count("\n")
        elif isinstance(node, nodes.Output):
            yield from _printing(node.nodes)
        elif isinstance(node, nodes.Expr):
            yield node.lineno
        elif not isinstance(node, nodes.Block | nodes.Macro | nodes.AssignBlock | nodes.Assign):
            yield from _printing(node.iter_child_nodes(only=("body", "elif_", "else_")))


def syntax_mistake(line: int, message: str | None) -> Mistake:
    """What Jinja's parser complains of, said in Chinese."""
    return Mistake(line, f"写法有错：{syntax_in_chinese(message)}", "请改正这一行")


def _tags(source: str) -> Iterator[tuple[int, str]]:
    """Each tag with its line."""
    return ((source.count("\n", 0, start) + 1, text) for start, text in tags_in(source))


def _trial(text: str) -> tuple[str | None, str]:
    """A tag by itself as a text that can be parsed (None: not by itself), and its first word."""
    word = _WORD.match(text)
    if word is None or "endraw" in text:
        return (text if text.startswith("{{") else ""), ""
    return _completed(text, word[1]), word[1]


def _completed(text: str, word: str) -> str | None:
    if word == "elif":
        return f"{{% if 1 %}}{text}{{% endif %}}"
    if word in _ALONE or (word == "set" and "=" in text):
        return text
    return f"{text}{{% end{word} %}}" if word in _PAIRED else None


def parsed_alone(text: str, environment: Environment) -> nodes.Template | None:
    """A tag by itself, None for one that is wrong or is nothing by itself."""
    try:
        trial, _ = _trial(text)
        return environment.parse(trial) if trial else None
    except (TemplateSyntaxError, RecursionError):
        return None


def tag_mistakes(tags: Iterable[tuple[int, str]], environment: Environment, without: frozenset[str] = frozenset()) -> Iterator[Mistake]:
    """What is wrong inside of single tags, each given with its line. Statements of ``without`` are not suggested."""
    for line, text in tags:
        if found_level := _OF_WORD.match(text):
            closing = "}}" if text.startswith("{{") else "%}"
            yield Mistake(line, f"{found_level[1]} {closing} 只能写在 report.docx 里", "请删去这个字母：sections 里一行就是一段")
            continue
        trial, word = _trial(text)
        if trial is None:
            if word not in _WITHIN:
                hint = did_you_mean(word, sorted((_PAIRED | _ALONE | _WITHIN | {"elif"}) - without)) or "请改正这一行"
                yield Mistake(line, f"写法有错：不认识的标签“{word}”", hint)
            continue
        try:
            found = objections(environment.parse(trial), environment)
        except TemplateSyntaxError as error:
            found = [syntax_mistake(error.lineno, error.message)]
        except (RecursionError, MemoryError):
            found = [Mistake(1, "括号或运算套得太深", "请分成几步，先用 {% set %} 算出来")]
        yield from (mistake._replace(line=line + mistake.line - 1) for mistake in found)


def objections(tree: nodes.Template, environment: Environment) -> list[Mistake]:
    """What can be parsed and can't be used all the same: unknown filters and tests, escaping, endless numbers."""
    return [
        *(
            _unknown(f.lineno, "过滤器", f.name, environment.filters)
            for f in tree.find_all(nodes.Filter)
            if f.name not in environment.filters
        ),
        *(_unknown(t.lineno, "判断", t.name, environment.tests) for t in tree.find_all(nodes.Test) if t.name not in environment.tests),
        *(Mistake(e.lineno, "不能用 autoescape", "值总会正确写入报告，请删去") for e in tree.find_all(nodes.ScopedEvalContextModifier)),
        *(
            Mistake(c.lineno, "这个数太大", "请改成合理的数")
            for c in tree.find_all(nodes.Const)
            if c.value in (float("inf"), -float("inf"))
        ),
    ]


def _unknown(line: int, kind: str, name: str, known: Mapping[str, object]) -> Mistake:
    offered = sorted(n for n in known if not n.startswith("_"))
    hint = did_you_mean(name, offered) or f"可以用 {'、'.join(n for n in offered if not n.isascii()) or '、'.join(offered)}"
    return Mistake(line, f"没有“{name}”这个{kind}", hint)
