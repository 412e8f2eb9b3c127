"""What a login is asked to be allowed to do, for the sentence that says it is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Right:
    """Something to do, as in 'may not …', the permission that Grafana wants for it, and a role.

    `role` is the least of the basic roles that has it, https://grafana.com/docs/grafana/latest/
    administration/roles-and-permissions/access-control/rbac-fixed-basic-role-definitions/.
    """

    doing: str
    permission: str
    role: str = "Viewer"


READ_ORGANISATION: Final = Right("read its organisation", "orgs:read")
READ_PERMISSIONS: Final = Right("read its own permissions", "users.permissions:read")
READ_FOLDERS: Final = Right("read folders", "folders:read")
READ_DASHBOARDS: Final = Right("read dashboards", "dashboards:read")
# Whoever may not write a dashboard does not see its history either.
READ_VERSIONS: Final = Right("read the history of dashboards", "dashboards:write", "Editor")
READ_DATASOURCES: Final = Right("read datasources", "datasources:read", "Admin")
QUERY_DATASOURCES: Final = Right("query datasources", "datasources:query")


def create_folder(title: str) -> Right:
    """To create the folder *title*."""
    return Right(f"create the folder '{title}'", "folders:create", "Editor")


def save_dashboard(title: object) -> Right:
    """To save the dashboard *title*."""
    return Right(f"save the dashboard '{title}'", "dashboards:write", "Editor")


def delete_dashboard(uid: str) -> Right:
    """To delete the dashboard *uid*."""
    return Right(f"delete the dashboard '{uid}'", "dashboards:delete", "Editor")
