"""What we ask of a Grafana, whichever of its APIs answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

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
from archestra_ops.grafana.appearance import Json

HISTORY: Final = 100
"""How many versions are looked at; Grafana itself keeps 20 unless it is told otherwise."""


class Grafana(Protocol):
    """A Grafana and a login to it, for use by several threads at a time.

    Every method raises FetchError where the server is not reached, GrafanaError where what answers
    is no Grafana or is broken, and ForbiddenError where the login is not accepted or may not do it.
    """

    @property
    def url(self) -> str:
        """The address with its sub-path, without a slash at the end and without a user."""

    def health(self) -> Health:
        """How it is; needs no login. Not ok is an answer, too."""

    def organisation(self) -> Organisation:
        """The organisation that the login works in; proves that there is a login."""

    def folder(self, uid: str) -> Folder | None:
        """The folder with that uid, None where there is none."""

    def folders(self, parent_uid: str = "") -> list[Folder]:
        """The folders directly in that folder; in the root where it is empty."""

    def create_folder(self, folder: Folder) -> Folder:
        """Create *folder*; ChangedError where its uid or its title is taken, else RefusedError."""

    def search(
        self, *, uids: Sequence[str] = (), tag: str = "", folder_uid: str = ""
    ) -> list[Summary]:
        """The dashboards that meet every condition given; those the login may not see are missing.

        Of *uids* one is enough. No condition finds all.
        """

    def dashboard(self, uid: str) -> Stored | None:
        """The dashboard with that uid, None where there is none."""

    def newest(self, uid: str) -> Revision | None:
        """The newest version of the dashboard with that uid, None where there is none."""

    def history(self, uid: str) -> list[Revision]:
        """Its versions, the newest first and HISTORY at most; none where there is no dashboard."""

    def save(
        self,
        dashboard: Json,
        *,
        folder_uid: str,
        message: str,
        version: int | None,
        overwrite: bool,
    ) -> Saved:
        """Save *dashboard* in the folder with *message*, as one who has read *version* of it.

        *version* is None for a new one. Raises ChangedError where another version is there, unless
        *overwrite*; ProvisionedError where a file or another tool delivers it; RefusedError else.
        A FetchError, or a GrafanaError of no closer kind, leaves open whether it was saved.
        """

    def delete(self, uid: str) -> None:
        """Delete the dashboard with that uid; where there is none, nothing happens.

        Raises ProvisionedError where a file or another tool delivers it.
        """

    def datasources(self) -> list[Datasource]:
        """All datasources, in the order that Grafana has them."""

    def datasource_health(self, uid: str) -> tuple[bool, str]:
        """Whether the datasource works, and Grafana's sentence about it."""

    def query(self, queries: Sequence[Json], start: float, end: float) -> Mapping[str, str | int]:
        """Run *queries* from *start* to *end*, in seconds since 1970.

        Each refId has the number of frames with data in them, or the sentence of what went wrong.
        """

    def permissions(self) -> Mapping[str, Sequence[str]] | None:
        """What the login may do: the scopes of each permission; None where Grafana does not tell.

        ForbiddenError where the login is not accepted.
        """

    def may_write(self, folder_uid: str) -> bool | None:
        """Whether the login may change what is in that folder; None where that is not told."""

    def label_values(
        self, datasource_uid: str, label: str, selector: str, span: tuple[float, float]
    ) -> list[str]:
        """The values that *label* has in the series of *selector* of a Prometheus datasource.

        *span* is from when to when, in seconds since 1970.
        """
