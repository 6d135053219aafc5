from __future__ import annotations

import configparser
from pathlib import Path

from packaging.requirements import Requirement

from tests.support.wheels import wheel
from tools.bundle.pins import PINS, pinned, written
from tools.bundle.targets import EVERY, LINUX, WINDOWS

HERE = LINUX["aarch64"][1]


def test_what_is_written_is_read_for_each_target() -> None:
    one, other, pip = wheel("lxml", "6.0", "cp311-cp311-win_amd64"), wheel("lxml", "6.0", extra="1"), wheel("pip", "26.0")
    text = written([other, pip, one, other])
    hashes = " ".join(f"--hash=sha256:{each}" for each in sorted([one.sha256, other.sha256]))
    assert pinned(text, HERE) == f"lxml==6.0 {hashes}\npip==26.0 --hash=sha256:{pip.sha256}\n"
    assert pinned(text, WINDOWS) == f"lxml==6.0 {hashes}\n"


def test_every_requirement_of_the_program_is_pinned_in_its_range_for_every_target() -> None:
    setup = configparser.ConfigParser()
    setup.read(Path(__file__).parent.parent.parent / "setup.cfg", encoding="utf-8")
    wanted = [Requirement(line) for line in setup["options"]["install_requires"].split()]
    assert len(wanted) >= 4
    for target in EVERY:
        pins = {
            line.split("==")[0]: line.split()[0].split("==")[1] for line in pinned(PINS.read_text(encoding="utf-8"), target).splitlines()
        }
        assert [str(each) for each in wanted if not each.specifier.contains(pins.get(each.name, "0"))] == []
