"""`/api/dashboards/uid`: reading and deleting boards, their history and its return."""

from __future__ import annotations

from copy import deepcopy
from http import HTTPStatus

from tests.servers.grafana.folders import folder_path
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.saving import board_path, refuse_managed, saved
from tests.servers.grafana.store import Board, Version, slug
from tests.servers.grafana.visits import Route, Visit
from tests.servers.grafana.writing import Change, update

_NEVER = "0001-01-01T00:00:00Z"
_VERSIONS = 1000  # as many as are listed where no limit is asked for


def find(visit: Visit, uid: str) -> Board:
    """The board *uid*, or 404."""
    board = visit.org.boards.get(uid)
    if board is None:
        raise Refused(HTTPStatus.NOT_FOUND, "Dashboard not found")
    return board


def shown(board: Board, version: Version) -> Json:
    """The JSON of a version, as it is given back: not quite what was sent."""
    document = deepcopy(version.spec)
    return document | {"id": board.id, "uid": board.uid, "version": version.number}


def _read(visit: Visit, uid: str) -> Reply:
    board = find(visit, uid)
    return Reply(document={"meta": _meta(visit, board), "dashboard": shown(board, board.newest)})


def _meta(visit: Visit, board: Board) -> Json:
    first, newest, folder = (
        board.versions[0],
        board.newest,
        visit.org.folders.get(board.folder_uid),
    )
    may_write = visit.caller.may("dashboards:write")
    provisioned = board.manager is not None and board.manager.is_file
    meta: Json = {
        "type": "db",
        "canSave": may_write,
        "canEdit": may_write,
        "canDelete": may_write,
        "canAdmin": visit.caller.role == "Admin",
        "canStar": True,
        "slug": slug(board.title),
        "url": board_path(visit, board),
        "expires": _NEVER,
        "created": first.created,
        "createdBy": first.author,
        "updated": newest.created,
        "updatedBy": newest.author,
        "version": newest.number,
        "hasAcl": False,
        "isFolder": False,
        "folderId": folder.id if folder else 0,
        "folderUid": board.folder_uid,
        "folderTitle": folder.title if folder else "General",
        "folderUrl": folder_path(visit, folder) if folder else "",
        "provisioned": provisioned,
        "provisionedExternalId": board.manager.path if board.manager and provisioned else "",
    }
    if visit.edition.apps:
        meta["apiVersion"] = "v0alpha1"
    return meta


def _delete(visit: Visit, uid: str) -> Reply:
    board = find(visit, uid)
    visit.require_folder("dashboards:delete", board.folder_uid)
    if board.manager is not None and board.manager.is_file:
        raise Refused(HTTPStatus.BAD_REQUEST, "provisioned dashboard cannot be deleted")
    del visit.org.boards[uid]
    document: Json = {"title": board.title, "message": f"Dashboard {board.title} deleted"}
    return Reply(document=document | ({"uid": uid} if visit.edition.apps else {"id": board.id}))


def _list_versions(visit: Visit, uid: str) -> Reply:
    board = find(visit, uid)
    limit = visit.request.number("limit", 0) or _VERSIONS
    start = visit.request.number("start", 0)
    listed = [_entry(board, version) for version in reversed(board.versions)]
    listed = listed[start : start + limit]
    if visit.edition.apps:
        more = start + limit < len(board.versions)
        token = str(board.versions[-start - limit].resource_version) if more else ""
        return Reply(document={"continueToken": token, "versions": listed})
    return Reply(document=listed)


def _entry(board: Board, version: Version) -> Json:
    return {
        "id": version.resource_version,
        "dashboardId": board.id,
        "uid": board.uid,
        "dashboardUID": board.uid,
        "parentVersion": version.number - 1,
        "restoredFrom": version.restored_from,
        "version": version.number,
        "created": version.created,
        "createdBy": version.author,
        "message": version.message,
    }


def _version(board: Board, number: str) -> Version:
    for version in reversed(board.versions):
        if str(version.number) == number:
            return version
    raise Refused(
        HTTPStatus.NOT_FOUND, f"Dashboard version {number} not found for dashboardId {board.id}"
    )


def _read_version(visit: Visit, uid: str, number: str) -> Reply:
    board = find(visit, uid)
    version = _version(board, number)
    return Reply(document=_entry(board, version) | {"data": shown(board, version)})


def _restore(visit: Visit, uid: str) -> Reply:
    board = find(visit, uid)
    visit.require_folder("dashboards:write", board.folder_uid)
    refuse_managed(board)
    version = _version(board, str(visit.request.json().get("version")))
    change = Change(
        spec=version.spec,
        folder_uid=board.folder_uid,
        message=f"Restored from version {version.number}",
        restored_from=version.number,
    )
    update(visit, board, change)
    return saved(visit, board)


ROUTES = (
    Route("GET", "/api/dashboards/uid/{}", _read, "dashboards:read"),
    Route("DELETE", "/api/dashboards/uid/{}", _delete, "dashboards:delete"),
    Route("GET", "/api/dashboards/uid/{}/versions", _list_versions, "dashboards:write"),
    Route("GET", "/api/dashboards/uid/{}/versions/{}", _read_version, "dashboards:write"),
    Route("POST", "/api/dashboards/uid/{}/restore", _restore, "dashboards:write"),
)
