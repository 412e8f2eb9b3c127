"""`/apis/dashboard.grafana.app/…/dashboards`: the same boards that the classic API has."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from tests.servers.grafana.apps.managers import manager_annotations, sent_manager
from tests.servers.grafana.apps.migrated import migrated
from tests.servers.grafana.apps.objects import (
    Kind,
    Sent,
    annotations,
    author,
    check_namespace,
    listed,
    namespace_of,
    rehearsed,
    sent,
)
from tests.servers.grafana.replies import Json, Reply
from tests.servers.grafana.saving import LONGEST_MESSAGE, LONGEST_TITLE, board_path
from tests.servers.grafana.store import Board, Version, new_uid, slug
from tests.servers.grafana.visits import Route, Visit
from tests.servers.grafana.writing import Change, create, update

KIND = Kind("Dashboard", "dashboard.grafana.app", "dashboards")
FOLDERS = Kind("Folder", "folder.grafana.app", "folders")
_VERSIONS = ("v0alpha1", "v1beta1", "v1")
_HISTORY = "grafana.app/get-history=true"


def _shown(visit: Visit, api: str, board: Board, version: Version | None = None) -> Json:
    """The board as an object; an earlier version has the time of its own saving."""
    first, shown = board.versions[0], version or board.newest
    changed = shown.number > 1
    metadata = {
        "name": board.uid,
        "namespace": namespace_of(visit),
        "uid": board.identity,
        "resourceVersion": str(shown.resource_version),
        "generation": shown.number,
        "creationTimestamp": version.created if version else first.created,
        "labels": {"grafana.app/deprecatedInternalID": str(board.id)},
        "annotations": annotations(
            createdBy=author(first.author),
            updatedBy=author(shown.author) if changed or version else "",
            updatedTimestamp=shown.created if changed else "",
            folder=shown.folder_uid,
            message=shown.message,
            **manager_annotations(board.manager),
        ),
    }
    return {
        "kind": KIND.name,
        "apiVersion": f"{KIND.group}/{api}",
        "metadata": metadata,
        "spec": migrated(shown.spec, api),
        "status": {},
    }


def _find(visit: Visit, namespace: str, name: str) -> Board:
    check_namespace(visit, namespace)
    board = visit.org.boards.get(name)
    if board is None:
        raise KIND.absent(name)
    return board


def _list(api: str, visit: Visit, namespace: str) -> Reply:
    check_namespace(visit, namespace)
    field, _, name = visit.request.value("fieldSelector").partition("=")
    by_name = name if field == "metadata.name" else ""
    if visit.request.value("labelSelector") == _HISTORY:
        return _history(api, visit, by_name)
    boards = sorted(visit.org.boards.values(), key=lambda each: each.uid)
    items = [_shown(visit, api, each) for each in boards if by_name in {"", each.uid}]
    return listed(visit, KIND, api, items)


def _history(api: str, visit: Visit, name: str) -> Reply:
    """Newest first. Only a stable version of the API has it: the others answer with nothing."""
    if not name:
        raise KIND.bad("a history needs fieldSelector=metadata.name=…")
    board = visit.org.boards.get(name)
    versions = [] if board is None or api != "v1" else reversed(board.versions)
    items = [_shown(visit, api, board, each) for each in versions] if board else []
    return listed(visit, KIND, api, items)


def _read(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    board, wanted = _find(visit, namespace, name), visit.request.value("resourceVersion")
    for version in board.versions:
        if str(version.resource_version) == wanted:
            return Reply(document=_shown(visit, api, board, version))
    return Reply(document=_shown(visit, api, board))


def _read_with_access(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    board = _find(visit, namespace, name)
    may_write = visit.caller.may("dashboards:write")
    access = {
        "slug": slug(board.title),
        "url": board_path(visit, board),
        "canSave": may_write,
        "canEdit": may_write,
        "canDelete": may_write,
        "canAdmin": visit.caller.role == "Admin",
        "canStar": True,
    }
    document = _shown(visit, api, board) | {"kind": "DashboardWithAccessInfo", "access": access}
    return Reply(document=document)


def _create(api: str, visit: Visit, namespace: str) -> Reply:
    check_namespace(visit, namespace)
    given = sent(visit, KIND, api)
    _check(visit, given)
    visit.require_folder("dashboards:create", given.folder_uid)
    if given.name in visit.org.boards:
        raise KIND.taken(given.name)
    return _add(api, visit, given)


def _add(api: str, visit: Visit, given: Sent) -> Reply:
    manager = sent_manager(given, KIND)
    board = create(visit, given.name or new_uid(), _change(api, given), manager)
    if rehearsed(visit):
        del visit.org.boards[board.uid]
    return Reply(status=HTTPStatus.CREATED, document=_shown(visit, api, board))


def _replace(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    """Put an object in the place of the one that is there, or where none is."""
    check_namespace(visit, namespace)
    given = sent(visit, KIND, api)
    if given.name not in {"", name}:
        raise KIND.bad(f"the name of the object ({given.name}) does not match {name}")
    _check(visit, given)
    board = visit.org.boards.get(name)
    if board is None:
        visit.require_folder("dashboards:create", given.folder_uid)
        if given.resource_version:
            raise KIND.absent(name)
        return _add(api, visit, given)
    visit.require_folder("dashboards:write", board.folder_uid)
    if given.resource_version not in {"", str(board.newest.resource_version)}:
        raise KIND.changed(name)
    # Of who manages a board, only a Git repository keeps others from changing it by this way
    # (13.1-pre, apistore/managed.go); the classic API refuses where this one does not.
    manager = sent_manager(given, KIND, board.manager)
    before = (list(board.versions), board.manager)
    board.manager = manager
    update(visit, board, _change(api, given))
    document = _shown(visit, api, board)
    if rehearsed(visit):
        board.versions, board.manager = before
    return Reply(document=document)


def _change(api: str, given: Sent) -> Change:
    spec = migrated(given.spec, api)
    return Change(spec=spec, folder_uid=given.folder_uid, message=given.message)


def _check(visit: Visit, given: Sent) -> None:
    title = given.spec.get("title")
    if not isinstance(title, str) or not title:
        raise KIND.bad("Dashboard title cannot be empty")
    if len(title) > LONGEST_TITLE:
        raise KIND.bad("Dashboard title cannot contain more than 5 000 characters")
    if len(given.message) > LONGEST_MESSAGE:
        raise KIND.bad("message too long, max 500 characters")
    if given.folder_uid and given.folder_uid not in visit.org.folders:
        raise FOLDERS.absent(given.folder_uid)


def _delete(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    board = _find(visit, namespace, name)
    visit.require_folder("dashboards:delete", board.folder_uid)
    if board.manager is not None and board.manager.is_file:
        raise KIND.bad("provisioned dashboard cannot be deleted")
    if not rehearsed(visit):
        del visit.org.boards[name]
    return Reply(document=_shown(visit, api, board))


ROUTES = tuple(
    Route(method, KIND.path(api, *more), partial(handler, api), action)
    for api in _VERSIONS
    for method, more, handler, action in (
        ("GET", (), _list, "dashboards:read"),
        ("POST", (), _create, "dashboards:create"),
        ("GET", ("{}",), _read, "dashboards:read"),
        ("GET", ("{}", "dto"), _read_with_access, "dashboards:read"),
        ("PUT", ("{}",), _replace, "dashboards:write"),
        ("DELETE", ("{}",), _delete, "dashboards:delete"),
    )
)
