from __future__ import annotations

import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.errors import UnusableFile
from tests.support.packages import SHARED_STRINGS, add, change, parts_of, share_strings, sheet_part, write_parts
from tests.support.readings import read
from tests.support.workbooks import make_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请在 Excel 或 WPS 里打开后另存为“Excel 工作簿（.xlsx）”"
BROKEN = f"甲.xlsx：文件不完整或已损坏，不是能读的 .xlsx 工作簿；请重新复制一份，或{SAVE_AS}"
DECLARES = f"甲.xlsx：文件里带有 XML 实体声明，为安全起见不读取；{SAVE_AS}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "甲.xlsx"


@pytest.fixture
def good(path: Path) -> Path:
    return share_strings(make_workbook(path))


def refusal(path: Path) -> str:
    """The one line with which the file is refused; nothing appears beside it."""
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(UnusableFile) as stop:
        read(path)
    assert sorted(path.parent.rglob("*")) == before
    assert "\n" not in str(stop.value)
    return str(stop.value)


# ── not a workbook ──


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "甲.xlsx：文件是空的；请重新复制一份"),
        (OLE + bytes(2000), f"甲.xlsx：这是旧格式（.xls 或 .et）；{SAVE_AS}"),
        (
            OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
            "甲.xlsx：工作簿设了打开密码；请在 Excel 或 WPS 里取消密码后再试",
        ),
        (
            "引用名,本年\n刑事立案,593\n".encode("gbk"),
            f"甲.xlsx：这不是 Excel 工作簿（.xlsx），可能是改了扩展名的文本或别的文件；{SAVE_AS}",
        ),
        (b"%PDF-1.7", f"甲.xlsx：这不是 Excel 工作簿（.xlsx），可能是改了扩展名的文本或别的文件；{SAVE_AS}"),
        (b"PK\x03\x04 and nothing of a zip", BROKEN),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_in_one_line(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    assert refusal(path) == said


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_half_a_file_is_refused(good: Path, share: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * share)])
    assert refusal(good) == BROKEN


def test_a_word_file_with_the_wrong_suffix_is_told_apart(path: Path) -> None:
    docx.Document().save(str(path))
    assert refusal(path) == f"甲.xlsx：这不是 Excel 工作簿（.xlsx），而是 Word 文件；{SAVE_AS}"


def test_a_binary_workbook_is_told_apart(path: Path) -> None:
    types = b'<Types><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    write_parts(path, {"[Content_Types].xml": types, "xl/workbook.bin": b"\x83\x01\x00"})
    assert refusal(path) == f"甲.xlsx：这不是 Excel 工作簿（.xlsx），而是二进制工作簿（.xlsb）；{SAVE_AS}"


def test_an_opendocument_sheet_is_told_apart(path: Path) -> None:
    write_parts(path, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
    assert refusal(path) == f"甲.xlsx：这不是 Excel 工作簿（.xlsx），而是 ODF 文件（.ods 等）；{SAVE_AS}"


def test_a_zip_of_other_things_is_refused(path: Path) -> None:
    write_parts(path, {"照片.jpg": b"\xff\xd8", "说明.txt": b"x"})
    assert refusal(path) == f"甲.xlsx：这不是 Excel 工作簿（.xlsx）；{SAVE_AS}"


def test_the_strict_format_is_named(good: Path) -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    change(good, "xl/workbook.xml", main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert refusal(good) == f"甲.xlsx：这是“严格 Open XML”格式的工作簿，不能读；{SAVE_AS}"


def test_a_folder_is_no_workbook(path: Path) -> None:
    path.mkdir()
    assert refusal(path) == "甲.xlsx：这是文件夹，请给出工作簿文件"


def test_a_missing_file_is_named_with_its_path(path: Path) -> None:
    assert refusal(path) == f"{path}：没有这个文件；请检查文件名和所在文件夹"


def test_a_file_below_a_file_is_missing(good: Path) -> None:
    assert refusal(good / "乙.xlsx") == f"{good / '乙.xlsx'}：没有这个文件；请检查文件名和所在文件夹"


def test_an_endless_device_is_not_read() -> None:
    assert refusal(Path("/dev/zero")) == "zero：这不是普通文件，请给出工作簿文件"


def test_a_file_that_may_not_be_read_is_said_so(good: Path) -> None:
    good.chmod(0)
    code = (
        "import os\nfrom pathlib import Path\nfrom generator.workbook.package import open_package\n"
        "if os.getuid() == 0:\n    os.setuid(65534)\n"  # rights do not bind root
        "try:\n    open_package(Path('甲.xlsx'))\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
    )
    good.parent.chmod(0o755)
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code], cwd=good.parent, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "UnusableFile 甲.xlsx：打不开，可能正被 Excel 或 WPS 占用，或没有读取权限；请关闭后再试\n"


# ── too much ──


def test_a_small_zip_that_unpacks_to_more_than_the_limit_is_refused(good: Path) -> None:
    with zipfile.ZipFile(good, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open("xl/media/a.bin", "w") as stream:
        for _ in range(201):
            stream.write(bytes(2**20))
    assert good.stat().st_size < 2 * 2**20
    assert refusal(good) == "甲.xlsx：解压后超过 200 MB 的上限，不像正常的工作簿，不读取"


def test_a_zip_that_lies_about_a_size_is_refused(good: Path) -> None:
    content = bytearray(good.read_bytes())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 10)
    good.write_bytes(content)
    assert refusal(good) == BROKEN


def test_a_file_of_more_than_50_megabytes_is_refused_unread(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(51 * 2**20)
    assert refusal(path) == "甲.xlsx：文件有 51 MB，超过 50 MB 的上限；请删去图片和无关的工作表后再试"


def test_a_zip_of_too_many_parts_is_refused(good: Path) -> None:
    with zipfile.ZipFile(good, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}", b"")
    assert "超过 2000 个的上限，不像正常的工作簿" in refusal(good)


def test_an_encrypted_part_is_said_to_have_a_password(good: Path) -> None:
    content = bytearray(good.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    good.write_bytes(content)
    assert refusal(good) == "甲.xlsx：文件加了密码；请取消密码后再试"


def test_a_packing_method_that_no_office_program_uses_is_refused(good: Path) -> None:
    parts = parts_of(good)
    with zipfile.ZipFile(good, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refusal(good) == BROKEN


# ── hostile XML ──

BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
DOCTYPE = b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("declaration", [BOMB, DOCTYPE, b"<!DOCTYPE a>"])
@pytest.mark.parametrize(
    "part",
    [sheet_part("指标"), sheet_part("填写说明"), SHARED_STRINGS, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml",
     "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/theme/theme1.xml"],
)  # fmt: skip
def test_a_document_type_in_any_part_is_refused(good: Path, part: str, declaration: bytes) -> None:
    content = parts_of(good)[part]
    start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0
    add(good, part, content[:start] + declaration + content[start:])
    assert refusal(good) == DECLARES


def test_a_document_type_in_utf_16_is_refused_too(good: Path) -> None:
    content = parts_of(good)[SHARED_STRINGS].decode().removeprefix('<?xml version="1.0"?>')
    add(good, SHARED_STRINGS, ('<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE.decode() + content).encode("utf-16"))
    assert refusal(good) == DECLARES


def test_shared_strings_under_another_suffix_are_looked_at_too(good: Path) -> None:
    parts = parts_of(good)
    parts["xl/strings.bin"] = DOCTYPE + parts.pop(SHARED_STRINGS)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/xl/sharedStrings.xml", b"/xl/strings.bin")
    write_parts(good, parts)
    assert refusal(good) == DECLARES


def test_a_picture_with_a_document_type_does_no_harm(good: Path) -> None:
    add(good, "xl/media/image1.svg", b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>')
    assert read(good)[1] == []


def test_a_drawing_that_is_not_well_formed_does_no_harm(good: Path) -> None:
    add(good, "xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>")
    assert read(good)[1] == []


@pytest.mark.parametrize("part", [sheet_part("报告内容"), SHARED_STRINGS, "xl/workbook.xml"])
@pytest.mark.parametrize("bad", [b"&#0;", b"&#x1;", b"\x00", b"\x01", b"<b>", b"\xff\xfe"])
def test_what_is_not_xml_is_refused(good: Path, part: str, bad: bytes) -> None:
    content = parts_of(good)[part]
    end = content.rindex(b"</")
    add(good, part, content[:end] + bad + content[end:])
    assert refusal(good).startswith("甲.xlsx：工作簿内容已损坏")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHARED_STRINGS, b"<si>", b"<sj>"),
        (sheet_part("指标"), b'<v>593</v>', b'</c><c t="s"><v>999</v>'),
        (sheet_part("指标"), b'r="A1"', b'r="AAAAAAAA1"'),
    ],
)  # fmt: skip
def test_a_workbook_with_a_broken_inside_is_refused(good: Path, part: str, old: bytes, new: bytes) -> None:
    change(good, part, old, new)
    assert "内容已损坏，读不出来；请在 Excel 或 WPS 里打开后另存" in refusal(good)


@pytest.mark.parametrize("name", ["../../甲.txt", "/etc/甲.txt", "C:\\甲.txt", "xl/../../乙.txt"])
def test_names_that_lead_out_of_the_zip_lead_nowhere(good: Path, name: str) -> None:
    add(good, name, b"x")
    before = sorted(good.parent.parent.rglob("*"))
    assert read(good)[1] == []
    assert sorted(good.parent.parent.rglob("*")) == before


def outcome(path: Path) -> str:
    """That the file was read, or the name at the head of the refusal."""
    try:
        read(path)
    except UnusableFile as error:
        return str(error).partition("：")[0]
    return "read"


def damage(content: bytes, kind: str, at: int, byte: int) -> bytes:
    at %= len(content)
    if kind == "flip":
        return content[:at] + bytes([byte]) + content[at + 1 :]
    return content[:at] if kind == "cut" else content[:at] + content[at + byte :]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["flip", "cut", "drop"]), st.integers(0, 2**20), st.integers(0, 255))
def test_a_damaged_file_is_refused_or_read_never_a_traceback(tmp_path: Path, kind: str, at: int, byte: int) -> None:
    good = tmp_path / "good.xlsx"
    if not good.exists():
        make_workbook(good)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(damage(good.read_bytes(), kind, at, byte))
    assert outcome(broken) in ("read", "broken.xlsx")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_part_is_refused_or_read_never_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    good = tmp_path / "good.xlsx"
    if not good.exists():
        make_workbook(good)
    parts = parts_of(good)
    part = data.draw(st.sampled_from(sorted(parts)))
    kind = data.draw(st.sampled_from(["flip", "drop"]))
    parts[part] = damage(parts[part], kind, data.draw(st.integers(0, 2**16)), data.draw(st.integers(0, 127)))
    broken = write_parts(tmp_path / "broken.xlsx", parts)
    assert outcome(broken) in ("read", "broken.xlsx")


def test_the_workbook_part_may_have_another_name(good: Path) -> None:
    parts = {name.replace("workbook.xml", "workbook2.xml"): content for name, content in parts_of(good).items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"xl/workbook.xml", b"xl/workbook2.xml")
    data, said = read(write_parts(good, parts))
    assert said == []
    assert list(data.indicators) == ["刑事立案", "刑事破案"]
