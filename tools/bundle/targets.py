"""The machines that bundles are for, and which wheels suit them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from packaging.markers import Marker
from packaging.tags import Tag


@dataclass(frozen=True, slots=True)
class Target:
    """One Python on one kind of machine.

    ``platform`` is the platform tag of wheels (manylinux2014 is glibc 2.17 or newer), ``python`` is like ``3.11``.
    """

    system: str
    machine: str
    platform: str
    python: str

    @property
    def abi(self) -> str:
        """The tag of wheels compiled for this Python, like ``cp311``."""
        return "cp" + self.python.replace(".", "")

    def takes(self, tag: Tag) -> bool:
        """Whether a wheel with this tag runs here."""
        return tag.interpreter in ("py3", self.abi) and tag.abi in ("none", self.abi) and tag.platform in ("any", self.platform)

    def meets(self, marker: Marker | None) -> bool:
        """Whether a requirement with this marker is one here; the marker is read for the target, not for this machine."""
        windows = self.system == "windows"
        environment: dict[str, str | AbstractSet[str]] = {
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else self.machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": "Windows" if windows else "Linux",
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if windows else "linux",
            "extra": "",
        }
        return marker is None or marker.evaluate(environment)


PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = ("x86_64", "aarch64")
LINUX = {machine: tuple(Target("linux", machine, f"manylinux2014_{machine}", python) for python in PYTHONS) for machine in MACHINES}
WINDOWS = Target("windows", "x86_64", "win_amd64", "3.11")
EVERY = (*(target for targets in LINUX.values() for target in targets), WINDOWS)
