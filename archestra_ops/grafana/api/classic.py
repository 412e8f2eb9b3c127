"""The classic API below /api: every Grafana has it, though 13 calls it deprecated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from archestra_ops.grafana.api import rights
from archestra_ops.grafana.api.client import HISTORY
from archestra_ops.grafana.api.instance import Instance
from archestra_ops.grafana.api.model import Folder, Organisation, Revision, Saved, Stored, Summary
from archestra_ops.grafana.api.paging import PAGE, numbered
from archestra_ops.grafana.api.schema import refuse_v2
from archestra_ops.grafana.api.server import Params, step
from archestra_ops.grafana.appearance import Json

_ROOT = "general"  # what the classic API sometimes calls the root
# Grafana puts its sub-path before it; uids and slugs have no slash.
_PATH = re.compile(r"/d/[^/]+(?:/[^/]*)?$")


class ClassicApi(Instance):
    """A Grafana by its classic API; see `Grafana` for what each method is for and raises."""

    def organisation(self) -> Organisation:
        """The organisation that the login works in."""
        return self._server.read("/api/org", rights.READ_ORGANISATION, _organisation)

    def look(self) -> None:
        """Find out whether this API is there; AbsentError where it is not."""
        self._server.read("/api/folders", rights.READ_FOLDERS, _folders, {"limit": "1"})

    def folder(self, uid: str) -> Folder | None:
        """The folder with that uid."""
        return self._server.find(f"/api/folders/{step(uid)}", rights.READ_FOLDERS, _folder)

    def folders(self, parent_uid: str = "") -> list[Folder]:
        """The folders in that folder; Grafana 9 has none in folders."""

        def page(number: int) -> Sequence[Folder]:
            inside: Params = {"parentUid": parent_uid} if parent_uid else {}
            params: Params = {"limit": str(PAGE), "page": str(number), **inside}
            found = self._server.find("/api/folders", rights.READ_FOLDERS, _folders, params)
            return found or ()

        # Grafana 9 lists the root whichever folder it is asked for.
        return [folder for folder in numbered(page) if folder.parent_uid == parent_uid]

    def create_folder(self, folder: Folder) -> Folder:
        """Create a folder; Grafana 9 puts it into the root whatever its `parent_uid` says."""
        inside = {"parentUid": folder.parent_uid} if folder.parent_uid else {}
        document = {"uid": folder.uid, "title": folder.title, **inside}
        return self._server.send(
            "POST", "/api/folders", document, rights.create_folder(folder.title), _folder
        )

    def search(
        self, *, uids: Sequence[str] = (), tag: str = "", folder_uid: str = ""
    ) -> list[Summary]:
        """The dashboards that meet every condition given."""
        conditions = {"dashboardUIDs": uids, "tag": tag, "folderUIDs": folder_uid}
        given: Params = {name: value for name, value in conditions.items() if value}

        def page(number: int) -> Sequence[Summary]:
            params: Params = {
                "type": "dash-db",
                "limit": str(PAGE),
                "page": str(number),
                **given,
            }
            return self._server.read("/api/search", rights.READ_DASHBOARDS, _summaries, params)

        # Older versions read past conditions that they do not know.
        return [
            found
            for found in numbered(page)
            if (not uids or found.uid in uids)
            and (not tag or tag in found.tags)
            and (not folder_uid or found.folder_uid == folder_uid)
        ]

    def dashboard(self, uid: str) -> Stored | None:
        """The dashboard with that uid."""
        return self._server.find(_dashboard_path(uid), rights.READ_DASHBOARDS, _stored)

    def newest(self, uid: str) -> Revision | None:
        """The newest version: the first of a list until Grafana 11, of one in an object since."""
        return next(iter(self._versions(uid, 1)), None)

    def history(self, uid: str) -> list[Revision]:
        """Its versions."""
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
        """Save a dashboard."""
        refuse_v2(dashboard)
        sent = {key: value for key, value in dashboard.items() if key not in {"id", "version"}}
        if version is not None:
            sent["version"] = version
        document = {
            "dashboard": sent,
            "folderUid": folder_uid,  # without it, the dashboard would move to the root
            "message": message,
            "overwrite": overwrite,
        }
        return self._server.send(
            "POST",
            "/api/dashboards/db",
            document,
            rights.save_dashboard(dashboard["title"]),
            _saved,
        )

    def delete(self, uid: str) -> None:
        """Delete a dashboard."""
        self._server.delete(_dashboard_path(uid), rights.delete_dashboard(uid))

    def _versions(self, uid: str, most: int) -> list[Revision]:
        path = f"{_dashboard_path(uid)}/versions"
        limit: Params = {"limit": str(most)}
        return self._server.find(path, rights.READ_VERSIONS, _revisions, limit) or []


def _organisation(found: Json) -> Organisation:
    return Organisation(id=int(found["id"]), name=str(found["name"]))


def _dashboard_path(uid: str) -> str:
    return f"/api/dashboards/uid/{step(uid)}"


def _folder(found: Json) -> Folder:
    return Folder(
        uid=found["uid"], title=found["title"], parent_uid=_below_root(found.get("parentUid"))
    )


def _folders(found: Iterable[Json]) -> list[Folder]:
    return [_folder(each) for each in found]


def _summaries(found: Iterable[Json]) -> list[Summary]:
    return [
        Summary(
            uid=each["uid"],
            title=each["title"],
            folder_uid=_below_root(each.get("folderUid")),
            folder_title=each.get("folderTitle") or "",
            tags=tuple(each.get("tags") or ()),
            path=_path(each["url"]),
        )
        for each in found
    ]


def _stored(found: Json) -> Stored:
    meta, dashboard = found["meta"], dict(found["dashboard"])
    return Stored(
        uid=dashboard["uid"],
        title=dashboard["title"],
        folder_uid=_below_root(meta.get("folderUid")),
        version=int(meta.get("version") or dashboard["version"]),
        path=_path(meta["url"]),
        dashboard=dashboard,
        provisioned=bool(meta.get("provisioned")),
        manager=meta.get("provisionedExternalId") or "",
    )


def _revisions(found: Any) -> list[Revision]:  # noqa: ANN401 - a list or an object
    versions = found["versions"] if isinstance(found, dict) else found
    return [
        Revision(
            version=int(each["version"]),
            message=each.get("message") or "",
            author=each.get("createdBy") or "",
            created=each.get("created") or "",
        )
        for each in versions or ()
    ]


def _saved(found: Json) -> Saved:
    return Saved(path=_path(found["url"]), version=int(found["version"]))


def _below_root(uid: str | None) -> str:
    return "" if uid in {None, _ROOT} else str(uid)


def _path(url: str) -> str:
    found = _PATH.search(url)
    return found[0] if found else url
