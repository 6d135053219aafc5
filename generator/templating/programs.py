"""Programs: a text of any markup with tags in it, compiled once and run for every report.

``word`` cuts a part of a Word file into markup and tags; here they become the code of a Jinja template in which each
tag is a line, so that whatever goes wrong leads back to its tag. Markup is never looked at and never escaped; every
value goes through a printer, a filter that the runner provides.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import CodeType
from typing import Any, Literal, NamedTuple

from jinja2 import TemplateSyntaxError, meta, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.visitor import NodeTransformer

from generator.diagnostics import Place
from generator.patterns import pattern
from generator.records import record
from generator.templating.compiling import parsed_alone, syntax_mistake, tag_mistakes
from generator.templating.limits import Budget, bounded
from generator.templating.overriding import Mistake
from generator.templating.sandbox import Sandbox
from generator.templating.session import Session

# A printer is told the context, though it needs none: so Jinja can't work it out while it compiles, before anything is counted.
printer = pass_context
# Filters that the runner provides: what a set, macro or call has caught as a text; a text of a filter block as markup.
CATCH, FILTERED = "_接住", "_成文"
GUARDED = "_段"  # how the names begin that whoever knows the markup catches it by, to look at it as it is
_MARKUP = pattern("\ufdd8([0-9]+)\ufdd9")
_OUTSIDE = frozenset(("extends", "include", "import", "from", "block", "autoescape"))
_WORD = pattern(r"\w+")


class Instruction(NamedTuple):
    """A tag of a program: a value to print or a statement, as written between the braces.

    ``printer`` names the filter that turns the value into markup, ``format`` is a number for it. ``spot`` is the
    number of the tag's place, for whoever has to say where something went wrong.
    """

    kind: Literal["print", "statement"]
    source: str
    printer: str = ""
    format: int = 0
    spot: int = 0

    @property
    def word(self) -> str:
        """The first word of a statement, which a bracket may follow at once; empty for a value."""
        found = _WORD.match(self.source) if self.kind == "statement" else None
        return found[0] if found else ""


class Caught(str):
    """What a set, a macro or a call gave: to filters and comparisons its words, to printers its markup."""

    __slots__ = ("markup",)
    markup: str

    def __new__(cls, words: str, markup: str) -> Caught:
        """The words of some markup."""
        caught = super().__new__(cls, words)
        caught.markup = markup
        return caught


@record
class Program:
    """A compiled part. ``spots`` maps a line of the code's source to the spot; ``names`` are those that it looks up."""

    code: CodeType
    spots: tuple[int, ...]
    names: frozenset[str]

    def run(self, environment: Sandbox, names: Mapping[str, object], places: Callable[[int], Place]) -> Iterator[str]:
        """The markup with its values, piece by piece. Raises what a template can raise."""
        template = environment.template_class.from_code(environment, self.code, dict(environment.globals), None)
        template.places = lambda line: places(self.spots[line - 1])  # type: ignore[attr-defined]
        return template.root_render_func(template.new_context(dict(names)))


class ProgramGenerator(CodeGenerator):
    """Writes a program's code: what stands between tags and what printers give is markup and goes out as it is."""

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:
        """A call puts in the markup of its macro, not the words."""
        call_frame, macro = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro, call_frame)
        self.start_write(frame, node)
        self.write("environment.markup_of(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)


class ProgramEnvironment(Sandbox):
    """The sandbox for programs. Its printers are put among the filters by whoever knows the markup."""

    code_generator_class = ProgramGenerator

    def __init__(self, session: Session, budget: Budget) -> None:
        super().__init__(session, None, budget, autoescape=False)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  (as in Jinja)
        """A call that is allowed; what a macro or a loop that calls itself gives is caught."""
        result = super().call(__context, __obj, *args, **kwargs)
        return __self.filters[CATCH](result) if isinstance(__obj, Macro | LoopContext) and type(result) is str else result

    @staticmethod
    def markup_of(value: object) -> str:
        """The markup of what was caught, nothing for anything else."""
        return value.markup if isinstance(value, Caught) else ""


class ProgramMistakes(Exception):
    """A text whose tags can't be compiled; the lines of ``mistakes`` are numbers of spots."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("a text whose tags can't be compiled")
        self.mistakes = mistakes


def compile_program(pieces: Sequence[str | Instruction], name: str, environment: Sandbox) -> Program:
    """The program of markup (str) and instructions in their order. Raises :class:`ProgramMistakes` with every mistake."""
    instructions = [piece for piece in pieces if isinstance(piece, Instruction)]
    spots = tuple(instruction.spot for instruction in instructions) or (0,)
    if mistakes := instruction_mistakes(instructions, environment):
        raise ProgramMistakes(mistakes)
    try:
        tree = environment.parse(_skeleton(pieces), name)
        if environment.session.rehearsal is not None:
            tree = environment.session.rehearsal.watched(tree, name)
        tree = _Filling(pieces, instructions).visit(bounded(tree))
        code = environment.compile(tree, name, name)
    except TemplateSyntaxError as error:
        line = min(max(error.lineno, 1), len(spots))
        raise ProgramMistakes([syntax_mistake(spots[line - 1], error.message)]) from None
    except ValueError:
        raise ProgramMistakes([Mistake(spots[0], "有太长的数字", "请改成合理的数")]) from None
    except (RecursionError, MemoryError, SyntaxError):
        # Python itself allows twenty blocks in one another, and so many brackets.
        raise ProgramMistakes([Mistake(spots[0], "循环、判断或括号套得太深", "请分成几步，先用 {% set %} 算出来")]) from None
    return Program(code, spots, frozenset(meta.find_undeclared_variables(tree)))


def _text(instruction: Instruction) -> str:
    return f"{{{{ {instruction.source} }}}}" if instruction.kind == "print" else f"{{% {instruction.source} %}}"


def instruction_mistakes(instructions: Sequence[Instruction], environment: Sandbox) -> list[Mistake]:
    """What is wrong inside of single tags; the lines are numbers of spots."""
    mistakes = []
    for instruction in instructions:
        if instruction.word in _OUTSIDE:
            mistakes.append(Mistake(instruction.spot, f"Word 模板里不能用“{instruction.word}”", "要放入别处的文字，请用 {{p 部分.… }}"))
        elif not instruction.source:
            mistakes.append(Mistake(instruction.spot, "花括号里没有内容", "请填要印的名称，或删去这个标记"))
        else:
            mistakes += (m._replace(line=instruction.spot) for m in tag_mistakes([(1, _text(instruction))], environment, without=_OUTSIDE))
    return mistakes


def names_wanted(instructions: Sequence[Instruction], environment: Sandbox) -> Iterator[tuple[str, int]]:
    """The names that single sound tags look up and no tag gives, each with its spot."""
    given, wanted = {"loop", "caller", "self", "super", "varargs", "kwargs", *environment.globals}, []
    for instruction in instructions:
        tree = parsed_alone(_text(instruction), environment)
        if tree is None:
            continue
        given |= {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
        given |= {macro.name for macro in tree.find_all(nodes.Macro)}
        with contextlib.suppress(TemplateSyntaxError):  # a filter that nobody knows is told already
            wanted += [(name, instruction.spot) for name in sorted(meta.find_undeclared_variables(tree))]
    return ((name, spot) for name, spot in wanted if name not in given)


def _skeleton(pieces: Sequence[str | Instruction]) -> str:
    """The text for Jinja's parser: markup as numbers, every tag on a line of its own."""
    out, first = [], True
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            out.append(f"\ufdd8{number}\ufdd9")
        else:
            out.append(("" if first else "\n") + _text(piece).replace("\n", " "))
            first = False
    return "".join(out)


class _Filling(NodeTransformer):
    """Puts the markup back in the place of its numbers, and every printed value through its printer."""

    def __init__(self, pieces: Sequence[str | Instruction], instructions: Sequence[Instruction]) -> None:
        self._pieces = pieces
        self._instructions = instructions

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        filled: list[nodes.Expr] = []
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                text = "".join(str(self._pieces[int(number)]) for number in _MARKUP.findall(child.data))
                filled.append(nodes.TemplateData(text, lineno=child.lineno))
            else:
                made = self._instructions[child.lineno - 1]
                arguments: list[nodes.Expr] = [nodes.Const(made.format, lineno=child.lineno)]
                filled.append(nodes.Filter(child, made.printer, arguments, [], None, None, lineno=child.lineno))
        node.nodes = filled
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:
        self.generic_visit(node)
        if not (isinstance(node.target, nodes.Name) and node.target.name.startswith(GUARDED)):
            node.filter = _catching(node.filter, node.lineno)
        return node

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.FilterBlock:
        self.generic_visit(node)
        node.filter = nodes.Filter(_catching(node.filter, node.lineno), FILTERED, [], [], None, None, lineno=node.lineno)
        return node


def _catching(chain: nodes.Filter | None, line: int) -> nodes.Filter:
    """The filters of a block, the first of them given what the block has caught."""
    catch = nodes.Filter(None, CATCH, [], [], None, None, lineno=line)
    if chain is None:
        return catch
    innermost = chain
    while isinstance(innermost.node, nodes.Filter):
        innermost = innermost.node
    innermost.node = catch
    return chain
