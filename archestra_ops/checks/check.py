"""What a check is: a module that looks for one thing, named after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from archestra_ops.findings import Finding

S_contra = TypeVar("S_contra", contravariant=True)


class Check(Protocol[S_contra]):
    """One file of a group of checks: `ID` is the group and the name, as in `metrics/missing`."""

    @property
    def ID(self) -> str:  # noqa: N802 - a constant of the module
        """What its findings are filed under."""

    def check(self, seen: S_contra, /) -> Iterator[Finding]:
        """What is wrong with *seen*."""


def id_of(module: str) -> str:
    """The ID of the check in the module called *module*."""
    return "/".join(module.split(".")[-2:]).replace("_", "-")
