"""The app platform's API below /apis, which Grafana 12 and later have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archestra_ops.grafana.api import objects, refusals, rights
from archestra_ops.grafana.api.client import HISTORY
from archestra_ops.grafana.api.errors import AbsentError, ChangedError
from archestra_ops.grafana.api.instance import Instance
from archestra_ops.grafana.api.model import (
    Folder,
    Health,
    Organisation,
    Revision,
    Saved,
    Stored,
    Summary,
)
from archestra_ops.grafana.api.paging import continued
from archestra_ops.grafana.api.platform import DASHBOARDS, FOLDERS, Platform
from archestra_ops.grafana.api.rights import Right
from archestra_ops.grafana.api.schema import refuse_v2
from archestra_ops.grafana.api.server import Server, step
from archestra_ops.grafana.appearance import Json

_PAGE = "200"  # objects, of which each may have hundreds of kilobytes
_TRIES = 3  # to overwrite what others write at the same time


class AppsApi(Instance):
    """A Grafana by its app platform; see `Grafana` for what each method is for and raises.

    Health, datasources and queries are asked below /api: the platform does not have them for
    everybody yet.
    """

    def __init__(self, server: Server, platform: Platform) -> None:
        super().__init__(server)
        self._platform = platform

    def health(self) -> Health:
        """How it is; where /api is gone, a platform that answers is well."""
        try:
            return super().health()
        except AbsentError:
            if not self._platform.there():
                raise
            return Health(ok=True, version="", database="")

    def organisation(self) -> Organisation:
        """The organisation of the namespace; a list of one dashboard proves the login."""
        self._page(DASHBOARDS, rights.READ_DASHBOARDS, limit="1")
        return Organisation(id=self._platform.org_id(), name="")

    def folder(self, uid: str) -> Folder | None:
        """The folder with that uid."""
        path = self._path(FOLDERS, uid)
        return self._server.find(path, rights.READ_FOLDERS, objects.folder)

    def folders(self, parent_uid: str = "") -> list[Folder]:
        """The folders in that folder; the platform lists them all."""
        folders = map(objects.folder, self._all(FOLDERS, rights.READ_FOLDERS))
        return [folder for folder in folders if folder.parent_uid == parent_uid]

    def create_folder(self, folder: Folder) -> Folder:
        """Create a folder."""
        document = objects.new_folder(folder, self._platform.group_version(FOLDERS[0]))
        path = self._platform.path(FOLDERS)
        return self._server.send(
            "POST", path, document, rights.create_folder(folder.title), objects.folder
        )

    def search(
        self, *, uids: Sequence[str] = (), tag: str = "", folder_uid: str = ""
    ) -> list[Summary]:
        """The dashboards that meet every condition: of uids each is asked for, else all are."""
        if uids:
            found = [each for each in map(self._object, uids) if each is not None]
        else:
            found = list(self._all(DASHBOARDS, rights.READ_DASHBOARDS))
        fitting = [
            each
            for each in found
            if (not tag or tag in objects.tags(each))
            and (not folder_uid or objects.folder_uid(each) == folder_uid)
        ]
        titles = self._titles({objects.folder_uid(each) for each in fitting})
        return [objects.summary(each, titles[objects.folder_uid(each)]) for each in fitting]

    def dashboard(self, uid: str) -> Stored | None:
        """The dashboard with that uid."""
        return self._server.find(
            self._path(DASHBOARDS, uid), rights.READ_DASHBOARDS, objects.stored
        )

    def newest(self, uid: str) -> Revision | None:
        """The newest version, out of what the label of the history finds."""
        return next(iter(self._versions(uid, 1)), None)

    def history(self, uid: str) -> list[Revision]:
        """Its versions, as the label of the history finds them."""
        return self._versions(uid, HISTORY)

    def save(
        self,
        dashboard: Json,
        *,
        folder_uid: str,
        message: str,
        version: int | None,
        overwrite: bool,
    ) -> Saved:
        """Save a dashboard: read what is there, and replace exactly that."""
        refuse_v2(dashboard)
        for attempt in range(_TRIES):
            there = self._object(dashboard["uid"])
            self._refuse(there, version, overwrite=overwrite)
            try:
                return self._put(dashboard, there, folder_uid=folder_uid, message=message)
            except ChangedError:
                if not overwrite or attempt == _TRIES - 1:
                    raise
        raise AssertionError

    def delete(self, uid: str) -> None:
        """Delete a dashboard."""
        self._server.delete(self._path(DASHBOARDS, uid), rights.delete_dashboard(uid))

    def _refuse(self, there: Json | None, version: int | None, *, overwrite: bool) -> None:
        if there is None:
            return
        now = objects.stored(there)
        if now.provisioned:
            raise refusals.owned(self.url, rights.save_dashboard(now.title), now.manager)
        if not overwrite and version != now.version:
            raise refusals.changed(
                self.url, f"the dashboard '{now.title}' is at version {now.version}"
            )

    def _put(self, content: Json, there: Json | None, *, folder_uid: str, message: str) -> Saved:
        document = objects.dashboard(
            content,
            self._platform.group_version(DASHBOARDS[0]),
            folder=folder_uid,
            message=message,
            over=there,
        )
        uid = content["uid"]
        return self._server.send(
            "POST" if there is None else "PUT",
            self._platform.path(DASHBOARDS) if there is None else self._path(DASHBOARDS, uid),
            document,
            rights.save_dashboard(content["title"]),
            lambda found: Saved(path=objects.path(uid), version=objects.generation(found)),
        )

    def _versions(self, uid: str, most: int) -> list[Revision]:
        items, _ = self._page(
            DASHBOARDS,
            rights.READ_VERSIONS,
            labelSelector="grafana.app/get-history=true",
            fieldSelector=f"metadata.name={uid}",
            limit=str(most),
        )
        if not items:
            # A version of the API that keeps no history has the newest alone: the dashboard itself.
            there = self._object(uid)
            items = [] if there is None else [there]
        # A server that reads past the limit may have the oldest first.
        return [
            objects.revision(each)
            for each in sorted(items, key=objects.resource_version, reverse=True)
        ]

    def _object(self, uid: str) -> Json | None:
        return self._server.find(
            self._path(DASHBOARDS, uid), rights.READ_DASHBOARDS, objects.checked
        )

    def _titles(self, uids: set[str]) -> dict[str, str]:
        """The titles of folders; empty for the root, and for what the login may not see."""
        found = {uid: self.folder(uid) for uid in uids if uid}
        return {uid: folder.title if (folder := found.get(uid)) else "" for uid in uids}

    def _path(self, kind: tuple[str, str], uid: str) -> str:
        return f"{self._platform.path(kind)}/{step(uid)}"

    def _all(self, kind: tuple[str, str], right: Right) -> Iterator[Json]:
        def page(token: str) -> tuple[Sequence[Json], str]:
            return self._page(
                kind, right, limit=_PAGE, **({objects.CONTINUE: token} if token else {})
            )

        return continued(page)

    def _page(
        self, kind: tuple[str, str], right: Right, **params: str
    ) -> tuple[Sequence[Json], str]:
        return self._server.read(self._platform.path(kind), right, objects.page, params)
