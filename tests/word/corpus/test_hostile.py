"""A template from elsewhere can neither run forever, nor fill the memory, nor reach what it was not given."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from generator import render_docx
from generator.archive import unzipped, zipped
from generator.errors import UnusableFile
from tests.support.word import docx_bytes, make_docx

ROOT = Path(__file__).parents[3]


def again(start: str, grown: str) -> str:
    """A loop in which ``n`` grows by an expression."""
    return f"{{% set ns = namespace(n={start}) %}}{{% for a in range(99) %}}{{% set ns.n = {grown} %}}{{% endfor %}}{{{{ ns.n|length }}}}"


LONG = "{% set s = 'x' * 900000 %}"
TURNS = "{% for i in range(9999) %}{% for j in range(99) %}"
ENDS = "{% endfor %}{% endfor %}"
BOUNDLESS = {
    "a long text searched again and again": LONG + TURNS + "{% if 'y' in s %}{% endif %}" + ENDS,
    "a long text counted again and again": LONG + TURNS + "{% set q = s.count('xy') %}" + ENDS,
    "a long text split again and again": LONG + TURNS + "{% set q = s.split('x') %}" + ENDS,
    "a long list compared again and again": "{% set a = [1] * 900000 %}" + TURNS + "{% set q = a == a[:] %}" + ENDS,
    "a long text wrapped by letters": LONG + "{{ s|wordwrap(1)|length }}",
    "a wrap with long ends": "{{ ('xx ' * 3000)|wordwrap(2, wrapstring='y' * 900000)|length }}",
    "an indent by a long text": "{{ ('\\nx' * 400000)|indent('y' * 900000)|length }}",
    "tags without end stripped": "{{ ('<>' * 490000)|striptags|length }}",
    "a format of many places": "{{ ('{0}' * 100000).format('x' * 100000) }}",
    "a sign of many places": "{{ ('%(a)s' * 100000) % {'a': 'x' * 100000} }}",
    "a list of long texts printed": "{{ ['x' * 900000] * 10000 }}",
    "a list of long texts sorted": "{{ (['x' * 900000] * 900000)|sort|length }}",
    "loops in one another": "{% for a in range(9999) %}" * 4 + "{% endfor %}" * 4,
    "a giant range": "{{ range(10**9)|list }}",
    "a giant range by digits": "{% for a in range(1000000000) %}{{ a }}{% endfor %}",
    "a giant range joined": "{{ range(1000000000)|join }}",
    "a giant range summed": "{{ range(1000000000)|sum }}",
    "a giant range searched": "{{ 'x' in range(1000000000)|map('string') }}",
    "a giant range unpacked": "{% set a, b = range(1000000000) %}",
    "words repeated": "{{ 'a' * 10**9 }}",
    "words repeated by digits": "{{ 'a' * 1000000000 }}",
    "words repeated, turned round": "{{ 1000000000 * 'a' }}",
    "a list repeated": "{{ ([0] * 1000000000)|length }}",
    "a power": "{{ 9 ** 9 ** 9 ** 9 ** 9 }}",
    "a power of a value": "{{ 数 ** 数 ** 数 }}",
    "a number squared": again("数", "ns.n * ns.n").replace("|length", ""),
    "words doubled": again("'abcd'", "ns.n ~ ns.n"),
    "words doubled by addition": again("'abcd'", "ns.n + ns.n"),
    "a list doubled": again("[1]", "ns.n + ns.n"),
    "a list of itself": again("列", "[ns.n, ns.n]").replace("|length", ""),
    "a list of itself by addition": again("列", "(ns.n + ns.n)|batch(9)|list").replace("|length", ""),
    "a list of itself compared": again("列", "[ns.n, ns.n]").replace("ns.n|length", "ns.n == ns.n[:]"),
    "a mapping of itself": again("{}", "{1: ns.n, 2: ns.n}").replace("|length", ""),
    "a mapping of itself by a call": again("{}", "dict(a=ns.n, b=ns.n)").replace("|length", ""),
    "words doubled by replace": again("'aa'", "ns.n|replace('a', 'aa')"),
    "words doubled by a method": again("'aa'", "ns.n.replace('a', 'aa')"),
    "words doubled by join": again("'aa'", "[ns.n, ns.n]|join(ns.n)"),
    "words doubled by a method of joining": again("'aa'", "ns.n.join([ns.n, ns.n])"),
    "words doubled by format": again("'aa'", "'%s%s'|format(ns.n, ns.n)"),
    "words doubled by a sign": again("'aa'", "'%s%s' % (ns.n, ns.n)"),
    "words doubled by a method of format": again("'aa'", "'{0}{0}'.format(ns.n)"),
    "words doubled by a list printed": again("'aa'", "[ns.n, ns.n]|string"),
    "words doubled by a block set": "{% set x %}aa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x|length }}",
    "a wide number": "{{ '%0999999999d' % 1 }}",
    "a wide number of stars": "{{ '%0*d' % (999999999, 1) }}",
    "a wide number by a filter": "{{ '%0999999999d'|format(1) }}",
    "a wide number by a method": "{{ '{:0999999999}'.format(1) }}",
    "a wide number in a format of a format": "{{ '{:{}}'.format(1, 999999999) }}",
    "a wide centre": "{{ 'a'|center(999999999) }}",
    "a wide centre by a method": "{{ 'a'.center(999999999) }}",
    "a wide indent": "{{ 'a\\nb'|indent(999999999) }}",
    "a wide zfill": "{{ 'a'.zfill(999999999) }}",
    "a wide ljust": "{{ 'a'.ljust(999999999) }}",
    "wide tabs": "{{ '\\t'.expandtabs(999999999) }}",
    "a wide slice": "{{ 列|slice(999999999)|list|length }}",
    "a wide batch": "{{ 列|batch(999999999, 'x')|list|length }}",
    "a far rounding": "{{ 数|round(999999999) }}",
    "latin words": "{{ lipsum(n=999999) }}",
    "a macro that calls itself": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "macros that call each other": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a tree of calls": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "a loop that calls itself": "{% for a in [列] recursive %}{{ loop([列]) }}{% endfor %}",
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep lists": "{{ " + "[" * 500 + "]" * 500 + " }}",
    "deep conditions": "{% if 数 %}" * 300 + "甲" + "{% endif %}" * 300,
    "deep loops": "{% for a in 列 %}" * 60 + "甲" + "{% endfor %}" * 60,
    "a long sum": "{{ " + "+".join(["1"] * 20000) + " }}",
    "a chain of filters": "{{ 名称" + "|upper" * 20000 + " }}",
    "a number of many digits": "{{ " + "9" * 100_000 + " }}",
    "a giant float": "{{ 1e999999999 }}",
    "sequences multiplied in a call": "{{ dict(a='b' * 999999999)|length }}",
    "a cycler that never stops": "{% for x in cycler(1, 2) %}{{ x }}{% endfor %}",
}
ESCAPES = {
    "a class": "{{ ''.__class__ }}",
    "a class by key": "{{ ''['__class__'] }}",
    "a class by filter": "{{ ''|attr('__class__') }}",
    "a class by joined name": "{{ ''|attr('__cl' ~ 'ass__') }}",
    "a class by map": "{{ [名称]|map(attribute='__class__')|list }}",
    "a class by groupby": "{{ [名称]|groupby('__class__') }}",
    "a class by sort": "{{ 列|sort(attribute='__class__') }}",
    "a class by select": "{{ [名称]|selectattr('__class__')|list }}",
    "a class by sum": "{{ 列|sum(attribute='__class__') }}",
    "an underscore": "{{ 物._secret }}",
    "a function's code": "{% macro m() %}{% endmacro %}{{ m.__globals__ }}",
    "a macro's function": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "the loop's context": "{% for x in 列 %}{{ loop._recurse }}{% endfor %}",
    "globals of a function": "{{ range.__self__ }}",
    "globals of cycler": "{{ cycler.__init__.__globals__ }}",
    "the template itself": "{{ self.__init__ }}",
    "a format that reads attributes": "{{ '{0.__class__}'.format(名称) }}",
    "a format that reads a mapping": "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "a format as a value": "{{ 名称.format_map }}",
    "a format passed on": "{{ ['{0.__class__}']|map('format', 名称)|list }}{{ '{0.__class__}'.format_map }}",
    "a method as a value": "{{ 名称.upper }}",
    "a method of an object": "{{ 物.method() }}",
    "a change of the data": "{{ 列.append(1) }}",
    "a change of the mapping": "{{ 字典.update({'乙': 2}) }}",
    "a pop": "{{ 列.pop() }}",
    "an encoding": "{{ 名称.encode('utf-8') }}",
    "generators": "{{ (列|map('upper')).gi_frame }}",
    "an import": "{% from 'os' import system %}{{ system('id') }}",
}


def attacked(folder: Path, text: str) -> dict[str, Any]:
    """What the engine says to a template in a process of its own."""
    template = make_docx(folder / "模板.docx", "首", text)
    command = [sys.executable, "-m", "tests.word.corpus.hostile", str(template), str(folder / "结果.docx")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, Any] = json.loads(done.stdout)
    assert not (folder / "结果.docx").exists() or said["error"] is None
    return said


@pytest.mark.parametrize("text", [*BOUNDLESS.values(), *ESCAPES.values()], ids=[*BOUNDLESS, *ESCAPES])
def test_an_attack_is_stopped_with_its_place(tmp_path: Path, text: str) -> None:
    said = attacked(tmp_path, text)
    assert said["error"] == "FindingsStop", said
    first = said["findings"][0]
    assert re.search("[一-鿿]", first["message"])
    assert first["paragraph"] == 2
    assert first["file"].endswith("模板.docx")


def test_the_process_of_these_tests_renders_what_is_sound(tmp_path: Path) -> None:
    assert attacked(tmp_path, "{{ 名称 }}{{ 物.数 }}")["error"] is None


def refused(data: bytes, folder: Path) -> str:
    with pytest.raises(UnusableFile) as caught:
        render_docx(data, {}, folder / "结果.docx")
    assert not (folder / "结果.docx").exists()
    assert re.search("[一-鿿]", str(caught.value))
    return str(caught.value)


SOUND = unzipped(docx_bytes("{{ 1 }}"))
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(97, 110))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&n;</w:t></w:r></w:p>'
    b"</w:body></w:document>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SOUND["word/document.xml"].split(b"?>", 1)[1]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("bomb", [BOMB, OUTSIDE], ids=["entities", "a file"])
def test_entities_are_refused(tmp_path: Path, part: str, bomb: bytes) -> None:
    refused(zipped({**SOUND, part: bomb}), tmp_path)


@pytest.mark.parametrize("name", ["../x.xml", "word/../../x.xml", "/etc/x.xml", "word\\..\\x.xml", "C:/x.xml"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    refused(zipped({**SOUND, name: b"<x/>"}), tmp_path)


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in SOUND.items():
            archive.writestr(name, part)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", SOUND["word/document.xml"])
    refused(out.getvalue(), tmp_path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in SOUND.items():
            archive.writestr(name, part)
        with archive.open("word/media/x.xml", "w", force_zip64=True) as stream:
            for _ in range(400):
                stream.write(bytes(2**20))
    assert len(out.getvalue()) < 2**20
    refused(out.getvalue(), tmp_path)


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({**SOUND, "word/document.xml": SOUND["word/document.xml"] + b" " * 5_000_000}))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")  # the size once unpacked, 4.3.12 of the zip specification
    refused(bytes(data), tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        b"%PDF-1.4",
        zipped({"a.txt": b"x"}),
        zipped({k: v for k, v in SOUND.items() if k != "word/document.xml"}),
        zipped({**SOUND, "word/document.xml": b"<w:document>"}),
        zipped({**SOUND, "word/document.xml": b"\xff\xfe\x00"}),
        docx_bytes("甲")[:-200],
        zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": SOUND["[Content_Types].xml"]}),
    ],
    ids=["empty", "two letters", "an old .doc", "a PDF", "another zip", "no document", "cut XML", "no text", "a cut zip", "a workbook"],
)
def test_what_is_no_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    refused(data, tmp_path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match=r"没有\.docx"):
        render_docx(tmp_path / "没有.docx", {}, tmp_path / "结果.docx")


def test_deep_xml_is_refused_or_rendered(tmp_path: Path) -> None:
    deep = b"<w:sdt><w:sdtContent>" * 3000 + b"<w:p/>" + b"</w:sdtContent></w:sdt>" * 3000
    body = SOUND["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep)
    with contextlib.suppress(UnusableFile):
        render_docx(zipped({**SOUND, "word/document.xml": body}), {}, tmp_path / "结果.docx")
        assert unzipped((tmp_path / "结果.docx").read_bytes())["word/document.xml"].count(b"<w:sdt>") == 3000
