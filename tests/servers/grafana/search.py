"""`GET /api/search`."""

from __future__ import annotations

import time
from http import HTTPStatus

from tests.servers.grafana.folders import folder_path
from tests.servers.grafana.replies import Json, Refused, Reply, Request
from tests.servers.grafana.saving import board_path
from tests.servers.grafana.store import ROOT, Board, Version, slug
from tests.servers.grafana.visits import Route, Visit

_PAGE, _LARGEST_PAGE = 1000, 5000


def _search(visit: Visit) -> Reply:
    request = visit.request
    limit = request.number("limit", _PAGE)
    if limit > _LARGEST_PAGE:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "Limit is above maximum allowed (5000), use page parameter to access hits beyond limit",
        )
    limit = limit if limit > 0 else _PAGE
    page = max(request.number("page", 1), 1)
    hits = [hit for hit in _hits(visit) if _fits(visit, request, hit)]
    hits.sort(key=lambda hit: (hit["title"].lower(), hit["uid"]))
    return Reply(document=hits[(page - 1) * limit : page * limit])


def _fits(visit: Visit, request: Request, hit: Json) -> bool:
    uids = request.values("dashboardUIDs") or request.values("dashboardUID")
    # Grafana 9 has only the numeric `folderIds`, and reads past a parameter that it does not know.
    folders = request.values("folderUIDs") if visit.edition.folder_search else []
    kind = request.value("type")
    return (
        kind in {"", hit["type"]}
        and (not uids or hit["uid"] in uids)
        and (not folders or hit.get("folderUid", ROOT) in folders)
        and set(request.values("tag")) <= set(hit["tags"])
        and request.value("query").lower() in hit["title"].lower()
    )


def _hits(visit: Visit) -> list[Json]:
    hits = [
        _hit(visit, "dash-folder", folder.parent_uid)
        | {
            "id": folder.id,
            "uid": folder.uid,
            "title": folder.title,
            "uri": f"db/{slug(folder.title)}",
            "url": folder_path(visit, folder),
        }
        for folder in visit.org.folders.values()
    ]
    for board in visit.org.boards.values():
        version = _indexed(visit, board)
        if version is not None:
            hits.append(_board_hit(visit, board, version))
    return hits


def _indexed(visit: Visit, board: Board) -> Version | None:
    """The newest version that the search has heard of: its index may be behind."""
    latest = time.monotonic() - visit.store.search_lag
    return next((each for each in reversed(board.versions) if each.at <= latest), None)


def _board_hit(visit: Visit, board: Board, version: Version) -> Json:
    title = str(version.spec["title"])
    return _hit(visit, "dash-db", version.folder_uid) | {
        "id": board.id,
        "uid": board.uid,
        "title": title,
        "uri": f"db/{slug(title)}",
        "url": board_path(visit, board),
        "tags": list(version.spec.get("tags") or []),
    }


def _hit(visit: Visit, kind: str, folder_uid: str) -> Json:
    hit: Json = {"type": kind, "slug": "", "tags": [], "isStarred": False, "sortMeta": 0}
    if visit.edition.major > 9:
        hit |= {"orgId": visit.org.id, "isDeleted": False}
    folder = visit.org.folders.get(folder_uid)
    if folder is not None:
        hit |= {
            "folderId": folder.id,
            "folderUid": folder.uid,
            "folderTitle": folder.title,
            "folderUrl": folder_path(visit, folder),
        }
    return hit


ROUTES = (Route("GET", "/api/search", _search, "dashboards:read"),)
