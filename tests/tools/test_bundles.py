"""What the archives hold, of made-up wheels; those of the real ones are tried by tests/test_bundle.py."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.archive import zipped
from tests.support.wheels import ARM64, embeddable, program, wheel
from tools.bundle.__main__ import main
from tools.bundle.archiving import sha256
from tools.bundle.contents import ROOT, common
from tools.bundle.embeddable import read_embeddable
from tools.bundle.entries import Entry, Unusable
from tools.bundle.linux import linux_bundle
from tools.bundle.targets import LINUX, MACHINES
from tools.bundle.windows import windows_bundle

WHEELS = [wheel("fazhi_report", "0.1.0", requires=("click",)), wheel("click", "8.2"), wheel("pip", "26.0")]
COMMON = {"README.zh-CN.md": Entry(b"a\nb\n"), "docs/images/page.png": Entry(b"\x89\n"), "sample_data/a.xlsx": Entry(b"PK\n")}


def listed(entries: dict[str, Entry]) -> dict[str, str]:
    """The files of 清单.txt with their checksums."""
    text = entries["清单.txt"].content.decode("utf-8-sig")
    return {path: digest for digest, path in re.findall(r"^([0-9a-f]{64})  (.+?)\r?$", text, re.M)}


@pytest.mark.parametrize("machine", MACHINES)
def test_the_linux_archive_holds_wheels_scripts_and_how_to_use_them(machine: str) -> None:
    name, entries = linux_bundle(WHEELS, LINUX[machine], COMMON)
    assert name == f"fazhi-0.1.0-linux-{machine}"
    ours = {"install.sh", "uninstall.sh", "安装说明.txt", "清单.txt", "wheels/SHA256SUMS"}
    assert set(entries) == {*COMMON, *ours, *(f"wheels/{each.file}" for each in WHEELS)}
    assert {path for path, entry in entries.items() if entry.executable} == {"install.sh", "uninstall.sh"}
    for path in ("install.sh", "uninstall.sh", "安装说明.txt"):
        assert not re.search("@[A-Z]+@", entries[path].content.decode())


def test_the_windows_archive_is_a_folder_to_unpack(tmp_path: Path) -> None:
    (tmp_path / "生成报告.cmd").write_bytes(b"@echo off\r\nrem\n")
    name, entries = windows_bundle([each for each in WHEELS if each.name != "pip"], COMMON, embeddable(), starters=tmp_path)
    assert name == "fazhi-0.1.0-windows-x86_64"
    assert entries["生成报告.cmd"].content == b"@echo off\r\nrem\r\n"
    assert entries["README.zh-CN.md"].content == b"a\r\nb\r\n"
    assert (entries["docs/images/page.png"], entries["sample_data/a.xlsx"]) == (
        COMMON["docs/images/page.png"],
        COMMON["sample_data/a.xlsx"],
    )
    assert entries["python/python311._pth"].content == b"python311.zip\r\n.\r\nLib\\site-packages\r\nimport site\r\n"
    assert entries["python/python.exe"].content == program()
    assert entries["python/Lib/site-packages/click/__init__.py"].content == b"# click\n"
    assert sha256(embeddable()) in entries["清单.txt"].content.decode("utf-8-sig")
    assert "放入 Python" not in entries["安装说明.txt"].content.decode("utf-8-sig")
    assert "双击“生成报告.cmd”，打开中文菜单" in entries["安装说明.txt"].content.decode("utf-8-sig")


def test_without_python_the_windows_archive_says_so_by_name_and_what_to_put_where() -> None:
    name, entries = windows_bundle(WHEELS, COMMON, None)
    assert name == "fazhi-0.1.0-windows-x86_64-without-python"
    assert "python/python.exe" not in entries
    assert "python-3.11.9-embed-amd64.zip" in entries["安装说明.txt"].content.decode("utf-8-sig")
    assert "双击“生成报告.cmd”，打开中文菜单" in entries["安装说明.txt"].content.decode("utf-8-sig")
    assert "不含 Python" in entries["清单.txt"].content.decode("utf-8-sig")
    assert not any(path.startswith("python/Lib/site-packages/pip") for path in entries)


def test_the_list_names_every_component_and_every_file_with_its_checksum() -> None:
    for _, entries in (linux_bundle(WHEELS, LINUX["x86_64"], COMMON), windows_bundle(WHEELS, COMMON, embeddable())):
        assert listed(entries) == {path: sha256(entry.content) for path, entry in entries.items() if path != "清单.txt"}
        text = entries["清单.txt"].content.decode("utf-8-sig")
        assert [
            each.file for each in WHEELS if f"{each.name}　{each.version}　MIT　{each.file}" not in text or each.sha256 not in text
        ] == []


def test_a_wheel_for_none_of_the_pythons_is_refused() -> None:
    with pytest.raises(Unusable, match=r"lxml-6.0-cp310-cp310-win_amd64.whl: not for manylinux2014_aarch64, Python 3.11"):
        linux_bundle([*WHEELS, wheel("lxml", "6.0", "cp310-cp310-win_amd64")], LINUX["aarch64"], COMMON)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a zip", "no sound zip"),
        (embeddable()[:-40], "no sound zip"),
        (embeddable(python__exe=None, python311___pth=None), "python.exe is missing\npython311._pth is missing"),
        (embeddable(python311__dll=program(ARM64)), "python311.dll is not for 64-bit Windows"),
        (embeddable(python__exe=b"MZ"), "python.exe is not for 64-bit Windows"),
        (embeddable(**{"Lib/os__py": b""}), "Lib/os.py lies in a folder"),
        (zipped({"tools/python__exe": program()}), "python311.zip is missing"),
    ],
)
def test_what_is_not_the_embeddable_python_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(Unusable) as stop:
        read_embeddable(data)
    assert "this is not python-3.11.9-embed-amd64.zip" in str(stop.value)
    assert said in str(stop.value)


def test_a_wrong_python_is_refused_before_anything_is_downloaded_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "python.zip").write_bytes(embeddable(python__exe=None))
    assert main(["--embeddable", str(tmp_path / "python.zip"), "-o", str(tmp_path / "out")]) == 1
    assert main(["--embeddable", str(tmp_path / "none.zip"), "-o", str(tmp_path / "out")]) == 1
    said = ["this is not python-3.11.9-embed-amd64.zip:", "python.exe is missing", f"{tmp_path / 'none.zip'}: No such file or directory"]
    assert capsys.readouterr() == ("", "\n".join(said) + "\n")
    assert not (tmp_path / "out").exists()


def test_beside_the_program_lie_pages_whose_links_lead_somewhere_samples_and_templates() -> None:
    files = set(common())
    assert {
        "README.zh-CN.md",
        "LICENSE",
        "sample_data/standard-2022.xlsx",
        "模板/standard/template.toml",
        "模板/standard/report.docx",
    } <= files
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.zh-CN.md").read_text(encoding="utf-8"))
    assert links
    assert set(links) <= files


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_the_scripts_are_read_by_a_plain_shell(script: str) -> None:
    done = subprocess.run(["sh", "-n", str(ROOT / "tools" / "bundle" / "linux" / script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
