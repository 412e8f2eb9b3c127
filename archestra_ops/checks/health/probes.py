"""Does a process answer as well as its platform's pack says that a good one does?"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.checks.check import id_of
from archestra_ops.checks.health import reachable
from archestra_ops.checks.probed import Probed, Reply
from archestra_ops.findings import Finding, Severity

ID = id_of(__name__)


def check(probed: Probed) -> Iterator[Finding]:
    """Report each answer that is none of a process that is well, and one that did not come."""
    for reply in probed.replies:
        wrong = "" if reply.absent else _wrong(reply)
        if reply.absent:
            path = reply.probe.path
            yield Finding(
                check=ID,
                severity=Severity.INFO,
                subject=probed.target.subject,
                message=f"{probed.title} answers, and has no '{path}', as its published sources "
                "have none",
            )
        elif wrong:
            yield Finding(
                check=ID,
                severity=Severity[reply.probe.severity.upper()],
                subject=probed.target.subject,
                message=f"{probed.title} {wrong}",
                hint=reply.probe.hint,
            )
    if probed.error is not None and probed.unasked is not None and probed.served:
        probe = probed.unasked
        yield Finding(
            check=ID,
            severity=Severity[probe.severity.upper()],
            subject=probed.target.subject,
            message=f"{probed.title} serves its metrics, and cannot be asked at '{probe.path}': "
            f"{probed.error}",
            hint=probe.hint,
        )
    elif probed.error is not None:
        yield Finding(
            check=reachable.ID,
            severity=Severity.ERROR,
            subject=probed.target.subject,
            message=f"{probed.title} cannot be asked: {probed.error}",
            hint=probed.error.hint,
        )


def _wrong(reply: Reply) -> str:
    """What is wrong with an answer; empty where nothing is."""
    path, wanted = reply.probe.path, reply.probe.json
    if reply.status not in reply.probe.status:
        fine = " or ".join(map(str, reply.probe.status))
        return f"answered {reply.status} {reply.start!r} at '{path}', not {fine}"
    if wanted and reply.document is None:
        return f"answered no JSON at '{path}': {reply.start!r}"
    for name, value in wanted.items():
        found = reply.field(name)
        if found is None:
            return f"answered without the field '{name}' at '{path}'"
        if value not in ("", found):
            return f"says at '{path}' that '{name}' is '{found}', not '{value}'"
    return ""
