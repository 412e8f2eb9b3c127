"""Is the folder of the boards there, and may the login write in it?

Whoever may write dashboards may be shut out of one folder all the same, by that folder's own
permissions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks import rights
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)
_NESTING: Final = 11  # the first with folders in folders, unless a feature of 10 is switched on


def check(seen: Seen) -> Iterator[Finding]:
    """Report a folder that is missing, is not to be written in, or cannot be."""
    if seen.unclear is not None:
        yield _finding(seen, Severity.ERROR, str(seen.unclear), seen.unclear.hint)
    folder = seen.folder
    if folder is None:
        return
    path = "/".join(folder.path)
    if _nested(seen) and folder.missing:
        message = f"'{path}' is a folder in a folder, which Grafana has since {_NESTING}"
        hint = "an import makes it beside the others, or name one without a '/'"
        yield _finding(seen, Severity.WARNING, message, hint)
    if not folder.uid and not rights.missing(seen):
        message = f"the folder '{path}' is not there"
        hint = "`ops dashboards import` makes it; another one is named with --folder"
        yield _finding(seen, Severity.INFO, message, hint)
    if seen.writable is False and not rights.missing(seen):
        severity = Severity.WARNING if seen.complete else Severity.ERROR
        message = f"the login may not write in the folder '{path}'"
        hint = "let it edit in the folder's permissions, or name another folder with --folder"
        yield _finding(seen, severity, message, hint)


def _nested(seen: Seen) -> bool:
    """Whether it is to be a folder in a folder, where there are none."""
    old = seen.major is not None and seen.major < _NESTING
    return old and seen.folder is not None and len(seen.folder.path) > 1


def _finding(seen: Seen, severity: Severity, message: str, hint: str) -> Finding:
    return Finding(check=ID, severity=severity, subject=seen.url, message=message, hint=hint)
