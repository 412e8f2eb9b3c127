"""The marks by which a program says that an object is its own."""

from __future__ import annotations

from tests.servers.grafana.apps.objects import Kind, Sent
from tests.servers.grafana.store import FILE, REPOSITORY, Manager

# Others are read as if there were none.
_KINDS = {REPOSITORY, FILE, "terraform", "kubectl", "plugin", "grafana"}


def manager_annotations(manager: Manager | None) -> dict[str, str]:
    """How an object says who manages it."""
    if manager is None:
        return {}
    return {
        "managedBy": manager.kind,
        "managerId": manager.name,
        "managerAllowsEdits": "true" if manager.allows_edits else "",
        "sourcePath": manager.path,
    }


def sent_manager(given: Sent, kind: Kind, before: Manager | None = None) -> Manager | None:
    """Who is to manage what was sent; refused where that is not to be said, or to be changed."""
    found = {
        name: str(given.annotations.get(f"grafana.app/{name}") or "")
        for name in ("managedBy", "managerId", "managerAllowsEdits", "sourcePath")
    }
    if REPOSITORY in {found["managedBy"], before.kind if before else ""}:
        raise kind.forbidden("this resource is managed by a repository")
    if found["managedBy"] not in _KINDS:
        return None
    if before is not None and (before.kind, before.name) != (
        found["managedBy"],
        found["managerId"],
    ):
        raise kind.forbidden(
            "Cannot change resource manager identity; remove the existing manager first, "
            "then add the new one"
        )
    return Manager(
        kind=found["managedBy"],
        name=found["managerId"],
        path=found["sourcePath"],
        allows_edits=found["managerAllowsEdits"] == "true",
    )
