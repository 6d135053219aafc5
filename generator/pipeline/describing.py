"""``template show``: what a template asks for, and for each setting the template of its ancestry that states it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from generator.errors import UnusableFile
from generator.model.template import EDITIONS, IndicatorSpec, ItemSpec, Options, PartSpec
from generator.templating.blocks import chain
from generator.templating.folders import installed_templates
from generator.templating.loading import LAYOUT, SECTIONS, Template, load_template
from generator.templating.origins import Origins
from generator.word.opening import open_word, read_bytes
from generator.word.preparing.inspecting import tags_in

_KINDS = {"text": "文字", "lines": "可分行的文字", "year": "年份", "date": "日期", "choice": "下拉选择"}
_FORMS = {"own-line": "独占一行", "run-in": "接排"}
_LISTS = {"paragraphs": "各自成段", "inline": "连写", "items": "分段列举"}
_SIGNATURES = {"seal": "署名（盖章）", "plain": "署名（不盖章）", "none": "不署名"}
_ADDS = {"sum": "各部门相加", "max": "取最大", "own": "一个部门负责", "rate": "由分子分母另算"}


def describe_template(name: str, near: Path | None = None) -> Iterator[str]:
    """The lines of the description. Raises what :func:`load_template` raises."""
    yield from _Description(load_template(name, near)).lines()


class _Description:
    def __init__(self, template: Template) -> None:
        self.template = template
        self.spec = template.spec
        self.origins = Origins(template.layers)

    def _called(self, folder: Path) -> str:
        """A template of the ancestry; one that hides another of its name is told from it by what comes with the package."""
        names = [each.name for each in self.template.folders]
        installed = folder.parent == installed_templates().resolve()
        return f"{folder.name}（自带）" if installed and names.count(folder.name) > 1 else folder.name

    def _where(self, path: Path) -> str:
        """A text by the template that it belongs to."""
        return f"{self._called(path.parents[1])}/{path.name}"

    def lines(self) -> Iterator[str]:
        spec = self.spec
        yield spec.name
        yield f"标题：{spec.title}{self._said('title')}"
        yield f"版本：{spec.version or '没有写'}{self._said('version')}"
        yield f"继承：{' → '.join(map(self._called, self.template.folders))}"
        yield f"文件夹：{self.template.folders[0]}"
        yield "［］里是写明这项设置的模板；没有写的是默认值。"
        yield from self._section(f"基本信息（{len(spec.items)} 项）", map(self._item, spec.items), "items")
        yield from self._section(f"报告的部分（{len(spec.parts)} 个）", self._parts(), "parts")
        yield from self._section(f"指标（{len(spec.indicators)} 个）", self._indicators(), "indicators")
        yield from self._section(f"勾稽关系（{len(spec.checks)} 条）", self._checks(), "checks")
        yield from self._section("与默认值不同的用词和精度", self._options())
        yield from self._section("版本", self._editions())
        yield from self._section("字体", self._fonts())
        yield from self._section("文字", self._texts())
        yield from self._section("Word 版式", self._layout())

    def _section(self, heading: str, lines: Iterable[str], table: str = "") -> Iterator[str]:
        gone = [
            f"  去掉的：{name}［{self._called(layer.folder)}］" for name, layer in (self.origins.dropped(table) if table else {}).items()
        ]
        yield from ["", heading]
        yield from [*(f"  {line}" for line in lines), *gone] or ["  没有"]

    def _row(self, table: str, name: str) -> str:
        """Who adds a row, and who states the keys of it that others changed."""
        stated = self.origins.of_row(table, name)
        home = stated["name"]
        changed: dict[Path, list[str]] = {}
        for key, layer in stated.items():
            if layer is not home:
                changed.setdefault(layer.folder, []).append(key)
        return "；".join([self._called(home.folder), *(f"{'、'.join(keys)}：{self._called(folder)}" for folder, keys in changed.items())])

    def _said(self, *path: str) -> str:
        layer = self.origins.of(*path)
        return f"［{self._called(layer.folder)}］" if layer else ""

    def _item(self, item: ItemSpec) -> str:
        words = [_KINDS[item.kind]]
        words += ["必填"] * item.required + ["签发时定"] * item.at_signing
        words += [f"可选 {'、'.join(item.choices)}"] if item.choices else []
        words += [f"空着写“{item.default}”"] if item.default else []
        return f"{item.name}：{'，'.join(words)}［{self._row('items', item.name)}］"

    def _parts(self) -> Iterator[str]:
        if layer := self.origins.of("outline"):
            yield f"顺序：{'、'.join(part.name for part in self.spec.parts)}［outline：{self._called(layer.folder)}］"
        for number, part in enumerate(self.spec.parts, 1):
            yield f"{number}. {part.name}［{self._row('parts', part.name)}］"
            yield from (f"   {line}" for line in self._part(part))

    def _part(self, part: PartSpec) -> Iterator[str]:
        contents = f"法定内容第 {'、'.join(map(str, part.contents))} 项" if part.contents else "不含法定内容"
        yield f"标题“{part.heading}”；{contents}；{'必写' if part.required else '可以不写'}"
        numbering = part.numbering or self.spec.options.numbering
        yield f"一至四级标题：{'、'.join(_FORMS[form] for form in part.headings)}；序号 {' '.join(numbering)}"
        forms = part.lists if len(set(part.lists)) > 1 else part.lists[:1]
        mark = "" if set(part.lists) == {"paragraphs"} else f"，用“{part.list_mark or self.spec.options.list_mark}”"
        yield f"同一标题下的几行：{'、'.join(_LISTS[form] for form in forms)}{mark}"
        if part.sections:
            yield f"栏目：{'、'.join(part.sections)}"
        yield f"文字：{SECTIONS}/{part.section}.md.j2"

    def _indicators(self) -> Iterator[str]:
        groups: dict[str, list[IndicatorSpec]] = {}
        for indicator in self.spec.indicators:
            groups.setdefault(indicator.group, []).append(indicator)
        for group, rows in groups.items():
            yield f"{group or '没有分组'}（{len(rows)} 个）"
            for row in rows:
                words = [row.label, row.unit, "必填" if row.required else "选填", _ADDS[row.adds]]
                words += [f"为零写“{row.zero}”"] if row.zero else []
                words += [row.department] if row.department else []
                words += [f"等于{'、'.join(row.numerator)} ÷ {'、'.join(row.denominator)}"] if row.numerator else []
                yield f"  {row.name}：{'，'.join(words)}［{self._row('indicators', row.name)}］"

    def _checks(self) -> Iterator[str]:
        for check in self.spec.checks:
            warns = "，只提醒" if check.severity == "warning" else ""
            yield f"{check.name}：{check.rule}{warns}［{self._row('checks', check.name)}］"
        kept = {check.name for check in self.spec.checks}
        gone = [name for name in self.origins.rows("checks") if name not in kept]
        if gone:
            yield f"去掉了其中的指标、不核对的：{'、'.join(gone)}"

    def _options(self) -> Iterator[str]:
        usual = Options()
        for setting in fields(Options):
            value = getattr(self.spec.options, setting.name)
            if value != getattr(usual, setting.name):
                yield f"{setting.name} = {_shown(value)}{self._said('options', setting.name)}"

    def _editions(self) -> Iterator[str]:
        for name, edition in self.spec.editions.items():
            has = [
                words
                for words, there in (("版头", edition.letterhead), ("主送机关", edition.addressee), ("版记", edition.imprint))
                if there
            ]
            due = f"，期限是次年 {edition.deadline}" if edition.deadline else ""
            yield f"{name}版：标题用“{edition.title}”，{'、'.join([*has, _SIGNATURES[edition.signature]])}{due}"
            for setting in fields(EDITIONS[name]):
                if said := self._said("editions", name, setting.name):
                    yield f"  {setting.name} = {_shown(getattr(edition, setting.name))}{said}"

    def _fonts(self) -> Iterator[str]:
        return (f"{font} 换成 {used}{self._said('fonts', font)}" for font, used in self.spec.fonts.items())

    def _texts(self) -> Iterator[str]:
        uses: dict[str, list[str]] = {"lead": ["导语"]}
        for part in self.spec.parts:
            uses.setdefault(part.section, []).append(part.name)
        uses.setdefault("closing", []).append("结语")
        for section, named in uses.items():
            name = f"{section}.md.j2"
            files = list(chain(self.template, name))
            if not files:
                yield f"{name}（{'、'.join(named)}）：没有这个文件"
                continue
            yield f"{name}（{'、'.join(named)}）：{' → '.join(self._where(file.path) for file in files)}"
            stating = {block: self._where(file.path) for file in reversed(files) for block in file.blocks}
            if stating:
                yield f"  块：{'、'.join(f'{block}［{where}］' for block, where in stating.items())}"

    def _layout(self) -> Iterator[str]:
        path = self.template.find(LAYOUT)
        yield f"版面 {self.spec.options.page}{self._said('options', 'page')}"
        if path is None:
            yield f"没有 {LAYOUT}"
            return
        yield f"{LAYOUT}［{self._called(path.parent)}］"
        name = f"{path.parent.name}/{path.name}"
        try:
            tags = list(tags_in(open_word(read_bytes(path, name), name)))
        except UnusableFile as error:
            yield f"  不能用：{error}"
            return
        for heading, found in (("放内容的地方", [t for t in tags if t.blocks]), ("标记", [t for t in tags if not t.blocks])):
            if found:
                yield f"  {heading}：{'　'.join(f'{tag.part}{tag.text}' for tag in dict.fromkeys(found))}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "、".join(map(str, value)) if isinstance(value, tuple) else f"“{value}”" if isinstance(value, str) else str(value)
