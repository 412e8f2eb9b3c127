"""What a check of a Grafana is: a module that looks for one thing, named after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from archestra_ops.findings import Finding
from archestra_ops.grafana.checks.seen import Seen


class Check(Protocol):
    """One file: `ID` is the group and the name, as in `grafana/version`; its docstring says why."""

    @property
    def ID(self) -> str:  # noqa: N802 - a constant of the module
        """What its findings are filed under."""

    def check(self, seen: Seen, /) -> Iterator[Finding]:
        """What is wrong with *seen*."""


def id_of(module: str) -> str:
    """The ID of the check in the module called *module*."""
    return f"grafana/{module.rpartition('.')[2].replace('_', '-')}"
