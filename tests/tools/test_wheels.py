from __future__ import annotations

import pytest

from tests.support.wheels import wheel, wheel_bytes
from tools.bundle.entries import Unusable
from tools.bundle.targets import LINUX, WINDOWS
from tools.bundle.wheels import check_complete, read_wheel, unpacked

HERE = LINUX["x86_64"][0]
PROGRAM = wheel("fazhi_report", requires=("click>=8.1", 'pytest; extra == "test"', 'colorama; sys_platform == "win32"'))
COMPILED = "cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64"


def test_a_set_is_complete_when_all_that_is_required_there_is_in_it() -> None:
    check_complete([PROGRAM, wheel("click", "8.2", COMPILED), wheel("pip", "26.0")], HERE)
    check_complete([PROGRAM, wheel("click", "8.2"), wheel("colorama")], WINDOWS)


def test_requirements_that_go_in_a_circle_are_looked_at_once() -> None:
    check_complete([PROGRAM, wheel("click", "8.2", requires=("round",)), wheel("round", requires=("click",))], HERE)


def test_every_fault_of_a_set_is_named() -> None:
    wheels = [
        PROGRAM,
        wheel("click", "8.0"),
        wheel("click", "8.2", COMPILED),
        wheel("lxml", "6.0", "cp312-cp312-manylinux2014_x86_64"),
        wheel("six"),
        wheel("silent", licence="Summary: nothing"),
    ]
    with pytest.raises(Unusable) as stop:
        check_complete(wheels, HERE)
    assert str(stop.value).splitlines() == [
        "click-8.2-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl: click is there twice",
        "click>=8.1 is missing for manylinux2014_x86_64, Python 3.11",
        "lxml-6.0-cp312-cp312-manylinux2014_x86_64.whl: not for manylinux2014_x86_64, Python 3.11",
        "silent-1.0-py3-none-any.whl: no licence named",
        "silent-1.0-py3-none-any.whl: nothing requires it",
        "six-1.0-py3-none-any.whl: nothing requires it",
    ]


def test_what_windows_alone_requires_is_missed_there() -> None:
    with pytest.raises(Unusable, match=r"^colorama is missing for win_amd64, Python 3\.11$"):
        check_complete([PROGRAM, wheel("click", "8.2")], WINDOWS)


@pytest.mark.parametrize(
    ("line", "licence"),
    [
        ("License-Expression: BSD-3-Clause\nLicense: x", "BSD-3-Clause"),
        ("Classifier: License :: OSI Approved :: MIT License\nLicense: long words", "MIT License"),
        ("License: Apache 2.0", "Apache 2.0"),
    ],
)
def test_the_licence_is_what_the_wheel_says(line: str, licence: str) -> None:
    assert wheel("six", licence=line).licence == licence


@pytest.mark.parametrize("file", ["six.whl", "six-1.0-py3-none-any.zip"])
def test_a_file_that_is_not_named_like_a_wheel_is_refused(file: str) -> None:
    with pytest.raises(Unusable, match=r"^six.*: no wheel"):
        read_wheel(file, wheel_bytes("six", "1.0", (), "License: MIT", {}))


def test_a_file_that_is_no_zip_is_refused() -> None:
    with pytest.raises(Unusable, match="no wheel"):
        read_wheel("six-1.0-py3-none-any.whl", b"<html>not found</html>")


@pytest.mark.parametrize("path", ["../six.py", "/etc/six.py", "six-1.0.data/scripts/six", "six\\..\\..\\x.py"])
def test_a_file_that_would_lie_elsewhere_is_refused(path: str) -> None:
    odd = read_wheel("six-1.0-py3-none-any.whl", wheel_bytes("six", "1.0", (), "License: MIT", {path: "x"}))
    with pytest.raises(Unusable, match="does not belong into site-packages"):
        unpacked([odd])


def test_two_wheels_with_one_file_are_refused() -> None:
    with pytest.raises(Unusable, match=r"^b-1.0-py3-none-any.whl: shared.py is in another wheel too$"):
        unpacked([wheel("a", shared="1"), wheel("b", shared="2")])


def test_unpacked_files_lie_as_in_the_wheel() -> None:
    assert set(unpacked([wheel("a", extra="1")])) == {"a/__init__.py", "a-1.0.dist-info/METADATA", "extra.py"}
