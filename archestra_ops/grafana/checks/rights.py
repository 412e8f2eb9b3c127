"""May the login import boards, and look at all that they need?

An import creates and writes dashboards, and creates the folder where that is missing. It names the
datasources that boards start with where it may list them.
https://grafana.com/docs/grafana/latest/administration/roles-and-permissions/access-control/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import Seen

ID = id_of(__name__)
_IMPORT = ("dashboards:create", "dashboards:write")
_NEW_FOLDER = "folders:create"
_ADMINS = "datasources:write"  # of the basic roles, only an Admin has it


def check(seen: Seen) -> Iterator[Finding]:
    """Report what an import needs and the login lacks, and what it was not allowed to see."""
    if lacking := missing(seen):
        names = ", ".join(f"'{name}'" for name in lacking)
        role = role_of(seen.permissions or {})
        yield Finding(
            check=ID,
            # Boards that are there are fine without an import, as those of a provisioning are.
            severity=Severity.WARNING if seen.complete else Severity.ERROR,
            subject=seen.url,
            message=f"the login can look, but not import: it has the rights of {role}, and "
            f"lacks {names}",
            hint="give its service account the role Editor, or these permissions",
        )
    for error in seen.lacking:
        yield Finding(
            check=ID,
            severity=Severity.WARNING,
            subject=seen.url,
            message=str(error),
            hint=error.hint,
        )


def missing(seen: Seen) -> list[str]:
    """The permissions that an import needs and the login lacks; none where they are not told."""
    if seen.permissions is None:
        return []
    makes = seen.folder is not None and not seen.folder.uid
    needed = (*_IMPORT, _NEW_FOLDER) if makes else _IMPORT
    return [name for name in needed if name not in seen.permissions]


def role_of(permissions: Mapping[str, Sequence[str]]) -> str:
    """The basic role that has about these rights, with its article."""
    if _ADMINS in permissions:
        return "an Admin"
    return "an Editor" if "dashboards:write" in permissions else "a Viewer"
