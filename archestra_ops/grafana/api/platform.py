"""Where the app platform has its dashboards and folders: groups, their versions, a namespace."""

from __future__ import annotations

import threading
from typing import Final

from archestra_ops.grafana.api import rights
from archestra_ops.grafana.api.errors import AbsentError, GrafanaError
from archestra_ops.grafana.api.server import Server
from archestra_ops.grafana.appearance import Json

DASHBOARDS: Final = ("dashboard.grafana.app", "dashboards")
FOLDERS: Final = ("folder.grafana.app", "folders")
# The classic schema under its names, the stable one first. v2 is another schema.
_VERSIONS = ("v1", "v1beta1", "v0alpha1")
_SETTINGS = "/api/frontend/settings"
_OF_OTHERS, _FIRST_ORGANISATION = "org-", 1


class Platform:
    """The app platform of *server*; finds out what it needs when that is first needed.

    *org_id* is the organisation that the requests name, if they do.
    """

    def __init__(self, server: Server, org_id: int | None = None) -> None:
        self._server = server
        self._org_id = org_id
        self._namespace = ""
        self._versions: dict[str, str] = {}
        self._lock = threading.Lock()

    def there(self) -> bool:
        """Whether there is an app platform at all."""
        try:
            self.group_version(DASHBOARDS[0])
        except AbsentError:
            return False
        return True

    def group_version(self, group: str) -> str:
        """What objects of *group* are sent as, `dashboard.grafana.app/v1`.

        Raises AbsentError where there is no such group, GrafanaError where it has no version that
        is written here.
        """
        with self._lock:
            if group not in self._versions:
                self._versions[group] = self._version(group)
            return f"{group}/{self._versions[group]}"

    def path(self, kind: tuple[str, str]) -> str:
        """The path of all objects of *kind*."""
        group, plural = kind
        version = self.group_version(group)
        return f"/apis/{version}/namespaces/{self.namespace()}/{plural}"

    def namespace(self) -> str:
        """`default`, `org-N` for the organisation N, or `stacks-ID` in Grafana Cloud."""
        with self._lock:
            if not self._namespace:
                self._namespace = self._told() or self._by_organisation()
            return self._namespace

    def org_id(self) -> int:
        """The organisation that the namespace stands for; a stack has but one."""
        name = self.namespace()
        number = name.removeprefix(_OF_OTHERS)
        return int(number) if name != number and number.isdigit() else _FIRST_ORGANISATION

    def _version(self, group: str) -> str:
        offered = self._server.find(f"/apis/{group}", rights.READ_DASHBOARDS, _offered)
        if offered is None:
            raise AbsentError(
                f"'{self._server.url}' has no API '{group}'",
                hint="Grafana 12 and later have; --api classic is for all others",
            )
        for version in _VERSIONS:
            if version in offered:
                return version
        raise GrafanaError(
            f"'{self._server.url}' offers '{group}' in the versions {', '.join(offered)} only",
            hint=f"{', '.join(_VERSIONS)} are known here: is there a newer archestra-ops?",
        )

    def _told(self) -> str:
        """The namespace by the settings that every page of Grafana is given, if they name it."""
        return self._server.find(_SETTINGS, rights.READ_ORGANISATION, _named) or ""

    def _by_organisation(self) -> str:
        number = self._org_id or self._server.find(
            "/api/org", rights.READ_ORGANISATION, lambda found: int(found["id"])
        )
        return "default" if number in {None, _FIRST_ORGANISATION} else f"{_OF_OTHERS}{number}"


def _offered(found: Json) -> list[str]:
    return [str(each["version"]) for each in found["versions"]]


def _named(settings: Json) -> str:
    return str(settings.get("namespace") or "")
