"""A Grafana of which it is found out, at the first question, which API it has."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from archestra_ops.grafana.api.apps import AppsApi
from archestra_ops.grafana.api.classic import ClassicApi
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import AbsentError, ForbiddenError
from archestra_ops.grafana.api.model import (
    Datasource,
    Folder,
    Health,
    Organisation,
    Revision,
    Saved,
    Stored,
    Summary,
)
from archestra_ops.grafana.api.platform import Platform
from archestra_ops.grafana.appearance import Json


class Discovered:
    """A Grafana by its classic API while that is there, else by its app platform.

    One request finds out, for the first folder. See `Grafana` for what each method is for and
    raises.
    """

    def __init__(self, classic: ClassicApi, apps: AppsApi, platform: Platform) -> None:
        self._classic = classic
        self._apps = apps
        self._platform = platform
        self._chosen: Grafana | None = None
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address with its sub-path, without a slash at the end and without a user."""
        return self._classic.url

    def health(self) -> Health:
        """How it is; nothing is found out for that."""
        return self._apps.health()

    def organisation(self) -> Organisation:
        """The organisation that the login works in."""
        return self._api().organisation()

    def folder(self, uid: str) -> Folder | None:
        """The folder with that uid."""
        return self._api().folder(uid)

    def folders(self, parent_uid: str = "") -> list[Folder]:
        """The folders in that folder."""
        return self._api().folders(parent_uid)

    def create_folder(self, folder: Folder) -> Folder:
        """Create a folder."""
        return self._api().create_folder(folder)

    def search(
        self, *, uids: Sequence[str] = (), tag: str = "", folder_uid: str = ""
    ) -> list[Summary]:
        """The dashboards that meet every condition given."""
        return self._api().search(uids=uids, tag=tag, folder_uid=folder_uid)

    def dashboard(self, uid: str) -> Stored | None:
        """The dashboard with that uid."""
        return self._api().dashboard(uid)

    def newest(self, uid: str) -> Revision | None:
        """The newest version."""
        return self._api().newest(uid)

    def history(self, uid: str) -> list[Revision]:
        """The versions."""
        return self._api().history(uid)

    def save(
        self,
        dashboard: Json,
        *,
        folder_uid: str,
        message: str,
        version: int | None,
        overwrite: bool,
    ) -> Saved:
        """Save a dashboard."""
        return self._api().save(
            dashboard,
            folder_uid=folder_uid,
            message=message,
            version=version,
            overwrite=overwrite,
        )

    def delete(self, uid: str) -> None:
        """Delete a dashboard."""
        self._api().delete(uid)

    def datasources(self) -> list[Datasource]:
        """All datasources."""
        return self._api().datasources()

    def datasource_health(self, uid: str) -> tuple[bool, str]:
        """Whether a datasource works."""
        return self._api().datasource_health(uid)

    def query(self, queries: Sequence[Json], start: float, end: float) -> Mapping[str, str | int]:
        """Run queries."""
        return self._api().query(queries, start, end)

    def permissions(self) -> Mapping[str, Sequence[str]] | None:
        """What the login may do."""
        return self._api().permissions()

    def may_write(self, folder_uid: str) -> bool | None:
        """Whether the login may change what is in a folder."""
        return self._api().may_write(folder_uid)

    def label_values(
        self, datasource_uid: str, label: str, selector: str, span: tuple[float, float]
    ) -> list[str]:
        """The values of a label in a Prometheus datasource."""
        return self._api().label_values(datasource_uid, label, selector, span)

    def _api(self) -> Grafana:
        with self._lock:
            if self._chosen is None:
                self._chosen = self._choose()
            return self._chosen

    def _choose(self) -> Grafana:
        try:
            self._classic.look()
        except ForbiddenError:
            # The classic API it is; whether the login may do what is wanted, that will tell.
            return self._classic
        except AbsentError:
            if not self._platform.there():
                raise
            return self._apps
        return self._classic
