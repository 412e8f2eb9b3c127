"""What a check of a Prometheus is: a module that looks for one thing, named after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from archestra_ops.findings import Finding, Severity
from archestra_ops.prometheus.live_checks.seen import Seen


class Check(Protocol):
    """One file: `ID` is as in `prometheus/target-down`; its docstring says why."""

    @property
    def ID(self) -> str:  # noqa: N802 - a constant of the module
        """What its findings are filed under."""

    def check(self, seen: Seen, /) -> Iterator[Finding]:
        """What is wrong with *seen*."""


def id_of(module: str) -> str:
    """The ID of the check in the module called *module*."""
    return f"prometheus/{module.rpartition('.')[2].replace('_', '-')}"


def found(
    check: str, severity: Severity, seen: Seen, message: str, hint: str = "", *, subject: str = ""
) -> Finding:
    """A finding of *check* about *subject*, or about the server itself."""
    return Finding(
        check=check, severity=severity, subject=subject or seen.url, message=message, hint=hint
    )
