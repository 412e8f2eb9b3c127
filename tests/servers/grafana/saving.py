"""`POST /api/dashboards/db`, and what it refuses."""

from __future__ import annotations

from http import HTTPStatus

from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import ROOT, Board, new_uid, slug, uid_fault
from tests.servers.grafana.visits import Route, Visit
from tests.servers.grafana.writing import Change, create, update

LONGEST_MESSAGE = 500
LONGEST_TITLE = 5000


def board_path(visit: Visit, board: Board) -> str:
    """Where people find the board."""
    return f"{visit.sub_path}/d/{board.uid}/{slug(board.title)}"


def saved(visit: Visit, board: Board) -> Reply:
    """The answer to a save that was done."""
    document = {
        "status": "success",
        "id": board.id,
        "uid": board.uid,
        "slug": slug(board.title),
        "url": board_path(visit, board),
        "version": board.newest.number,
    }
    if visit.edition.major > 9:
        document["folderUid"] = board.folder_uid
    return Reply(document=document)


def refuse_managed(board: Board) -> None:
    """Refuse to change a board that something else keeps as it is."""
    if board.manager is not None and not board.manager.allows_edits:
        raise Refused(HTTPStatus.BAD_REQUEST, "Cannot save provisioned dashboard")


def _save(visit: Visit) -> Reply:
    sent = visit.request.json()
    spec = sent.get("dashboard")
    if not isinstance(spec, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "bad request data")
    if sent.get("isFolder"):
        raise Refused(HTTPStatus.BAD_REQUEST, "Use folders endpoint for saving folders.")
    _check_spec(visit, spec)
    # One that is left out is the root: an existing board moves there.
    folder_uid = _folder(visit, str(sent.get("folderUid") or ""))
    message = str(sent.get("message") or "")
    if visit.edition.apps and len(message) > LONGEST_MESSAGE:
        raise Refused(HTTPStatus.BAD_REQUEST, "message too long, max 500 characters")
    overwrite = bool(sent.get("overwrite"))
    board = _existing(visit, spec) or _namesake(visit, spec, folder_uid, overwrite=overwrite)
    change = Change(spec=spec, folder_uid=folder_uid, message=message)
    if board is None:
        visit.require_folder("dashboards:create", folder_uid)
        return saved(visit, create(visit, str(spec.get("uid") or "") or new_uid(), change))
    visit.require_folder("dashboards:write", board.folder_uid)
    refuse_managed(board)
    if not overwrite and spec.get("version") != board.newest.number:
        raise _changed(visit)
    update(visit, board, change)
    return saved(visit, board)


def _check_spec(visit: Visit, spec: Json) -> None:
    if visit.edition.apps and _looks_like_v2(spec):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "the dashboard looks like v2 spec: send it to /apis/dashboard.grafana.app, or inside "
            "an object with an explicit 'apiVersion'",
        )
    title = spec.get("title")
    if not title and visit.edition.apps:
        raise Refused(HTTPStatus.BAD_REQUEST, "Dashboard spec is missing required title property")
    if not title:
        raise Refused(
            HTTPStatus.BAD_REQUEST, "Dashboard title cannot be empty", status="empty-name"
        )
    if visit.edition.apps and len(title) > LONGEST_TITLE:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "Dashboard title cannot contain more than 5 000 characters",
            status="title-too-long",
        )
    if fault := uid_fault(str(spec.get("uid") or "")):
        raise Refused(HTTPStatus.BAD_REQUEST, fault)


def _looks_like_v2(spec: Json) -> bool:
    return "elements" in spec or isinstance(spec.get("layout"), dict)


def _folder(visit: Visit, uid: str) -> str:
    if uid in {"", ROOT}:
        return ""
    if uid not in visit.org.folders:
        raise Refused(HTTPStatus.BAD_REQUEST, "folder not found")
    return uid


def _existing(visit: Visit, spec: Json) -> Board | None:
    """The board with the id or the uid that was sent."""
    uid, board_id = str(spec.get("uid") or ""), spec.get("id")
    by_uid = visit.org.boards.get(uid)
    if not board_id:
        return by_uid
    by_id = next((board for board in visit.org.boards.values() if board.id == board_id), None)
    if by_id is None and (not uid or not visit.edition.apps):
        raise Refused(HTTPStatus.NOT_FOUND, "Dashboard not found", status="not-found")
    if by_id is not None and by_uid is not None and by_id is not by_uid:
        raise Refused(HTTPStatus.BAD_REQUEST, "A dashboard with the same uid already exists")
    return by_id or by_uid


def _namesake(visit: Visit, spec: Json, folder_uid: str, *, overwrite: bool) -> Board | None:
    """The board of the same title in the folder, which until 11.1 an overwrite replaces."""
    if not visit.edition.unique_titles:
        return None
    for board in visit.org.boards.values():
        if (board.folder_uid, board.title) == (folder_uid, spec["title"]):
            if overwrite:
                return board
            raise Refused(
                HTTPStatus.PRECONDITION_FAILED,
                "A dashboard with the same name in the folder already exists",
                status="name-exists",
            )
    return None


def _changed(visit: Visit) -> Refused:
    if visit.edition.apps:
        return Refused(
            HTTPStatus.CONFLICT, "Dashboard already exists. Use overwrite flag to update."
        )
    return Refused(
        HTTPStatus.PRECONDITION_FAILED,
        "The dashboard has been changed by someone else",
        status="version-mismatch",
    )


ROUTES = (Route("POST", "/api/dashboards/db", _save, "dashboards:write"),)
