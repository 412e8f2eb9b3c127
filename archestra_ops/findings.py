"""What checks, lints and diffs report: something found wrong in the world, as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How bad a finding is; the order is the order of badness."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        """The word for it, as options and reports spell it."""
        return self.name.lower()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found wrong.

    `check` is the stable id of what found it, `subject` names the thing (a URL, a metric, a
    file), `message` says what is wrong in one sentence, `hint` what to do about it.
    `line` is the 1-based line in the subject, 0 where that has no meaning; `part` is what of the
    subject is meant (a panel), empty where it is all of it.
    """

    check: str
    severity: Severity
    subject: str
    message: str
    hint: str = ""
    line: int = 0
    part: str = ""


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The severity of the worst finding, or None where there is none."""
    return max((finding.severity for finding in findings), default=None)


def exit_code(findings: Iterable[Finding], fail_on: Severity = Severity.ERROR) -> int:
    """0 where every finding is milder than *fail_on*, else 1."""
    found = worst(findings)
    return int(found is not None and found >= fail_on)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One thing that was tried, and how it ended.

    `group` and `name` say what (a board and a panel), `status` in a word how, `ok` whether that
    is fine, `message` and `hint` why not and what to do.
    """

    group: str
    name: str
    status: str
    ok: bool
    message: str = ""
    hint: str = ""
