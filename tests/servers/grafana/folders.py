"""`/api/folders`."""

from __future__ import annotations

from http import HTTPStatus

from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import ROOT, Folder, Org, new_uid, slug, uid_fault
from tests.servers.grafana.visits import Route, Visit

_DEPTH = 4  # folders in folders, the outermost included
_PAGE = 1000
_MAY_EDIT = 2  # the permissions are 1 view, 2 edit, 4 admin


def folder_path(visit: Visit, folder: Folder) -> str:
    """Where people find the folder."""
    return f"{visit.sub_path}/dashboards/f/{folder.uid}/{slug(folder.title)}"


def find_folder(visit: Visit, uid: str) -> Folder:
    """The folder *uid*, or 404."""
    folder = visit.org.folders.get(uid)
    if folder is None:
        raise Refused(HTTPStatus.NOT_FOUND, "folder not found", status="not-found")
    return folder


def ancestors(org: Org, folder: Folder) -> list[Folder]:
    """The folders that *folder* is in, outermost first."""
    found: list[Folder] = []
    while folder.parent_uid:
        folder = org.folders[folder.parent_uid]
        found.insert(0, folder)
    return found


def add_folder(visit: Visit, uid: str, title: str, parent_uid: str) -> Folder:
    """Make a folder of which nothing is to be refused."""
    folder = Folder(
        id=visit.store.new_id(),
        uid=uid or new_uid(),
        title=title,
        parent_uid=parent_uid,
        author=visit.caller.login,
        created=visit.store.now(),
        resource_version=visit.store.new_resource_version(),
    )
    visit.org.folders[folder.uid] = folder
    return folder


def refuse_deep(visit: Visit, parent_uid: str) -> None:
    """Refuse a folder in *parent_uid* that would be too deep, or in nothing."""
    if not parent_uid:
        return
    parent = visit.org.folders.get(parent_uid)
    if parent is None:
        raise Refused(HTTPStatus.BAD_REQUEST, "parent folder not found")
    if len(ancestors(visit.org, parent)) + 1 >= _DEPTH:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "Maximum nested folder depth reached",
            messageId="folder.maximum-depth-reached",
        )


def delete_folder(visit: Visit, folder: Folder) -> None:
    """Remove a folder, and all that is in it."""
    for child in [each for each in visit.org.folders.values() if each.parent_uid == folder.uid]:
        delete_folder(visit, child)
    for board in [each for each in visit.org.boards.values() if each.folder_uid == folder.uid]:
        del visit.org.boards[board.uid]
    visit.org.rules.pop(folder.uid, None)
    del visit.org.folders[folder.uid]


def _shown(visit: Visit, folder: Folder) -> Json:
    may_write = visit.caller.may("folders:write")
    may_write = may_write and (folder.editors or visit.caller.role == "Admin")
    document: Json = {
        "id": folder.id,
        "uid": folder.uid,
        "orgId": visit.org.id,
        "title": folder.title,
        "url": folder_path(visit, folder),
        "hasAcl": False,
        "canSave": may_write,
        "canEdit": may_write,
        "canDelete": may_write,
        "canAdmin": visit.caller.role == "Admin",
        "createdBy": folder.author,
        "created": folder.created,
        "updatedBy": folder.author,
        "updated": folder.created,
        "version": folder.version,
    }
    if folder.parent_uid:
        document["parentUid"] = folder.parent_uid
        document["parents"] = [_shown(visit, each) for each in ancestors(visit.org, folder)]
    return document


def _list(visit: Visit) -> Reply:
    parent_uid = visit.request.value("parentUid") if visit.edition.nested else ""
    limit = visit.request.number("limit", _PAGE) or _PAGE
    page = max(visit.request.number("page", 1), 1)
    if parent_uid not in {"", ROOT}:
        find_folder(visit, parent_uid)
    parent_uid = "" if parent_uid == ROOT else parent_uid
    children = [each for each in visit.org.folders.values() if each.parent_uid == parent_uid]
    children.sort(key=lambda each: (each.title.lower(), each.uid))
    listed = []
    for each in children[(page - 1) * limit : page * limit]:
        entry = {"id": each.id, "uid": each.uid, "title": each.title}
        listed.append(entry | ({"parentUid": parent_uid} if parent_uid else {}))
    return Reply(document=listed)


def _read(visit: Visit, uid: str) -> Reply:
    if uid == ROOT:
        general = {"id": 0, "uid": ROOT, "orgId": visit.org.id, "title": "General", "url": ""}
        may_write = visit.caller.may("folders:write")
        return Reply(document=general | {"canSave": may_write, "canEdit": may_write, "version": 0})
    return Reply(document=_shown(visit, find_folder(visit, uid)))


def _create(visit: Visit) -> Reply:
    sent = visit.request.json()
    title, uid = str(sent.get("title") or "").strip(), str(sent.get("uid") or "")
    parent_uid = str(sent.get("parentUid") or "") if visit.edition.nested else ""
    parent_uid = "" if parent_uid == ROOT else parent_uid
    visit.require_folder("folders:create", parent_uid)
    if not title:
        raise Refused(HTTPStatus.BAD_REQUEST, "folder title cannot be empty")
    if fault := uid_fault(uid):
        raise Refused(HTTPStatus.BAD_REQUEST, fault)
    refuse_deep(visit, parent_uid)
    if uid and (uid in visit.org.folders or (uid in visit.org.boards and not visit.edition.apps)):
        raise _taken(visit)
    _refuse_namesake(visit, title, parent_uid, "")
    return Reply(document=_shown(visit, add_folder(visit, uid, title, parent_uid)))


def _taken(visit: Visit) -> Refused:
    if visit.edition.apps:
        return _mismatch()
    return Refused(HTTPStatus.CONFLICT, "a folder/dashboard with the same uid already exists")


def _mismatch() -> Refused:
    return Refused(
        HTTPStatus.PRECONDITION_FAILED,
        "the folder has been changed by someone else",
        status="version-mismatch",
    )


def _refuse_namesake(visit: Visit, title: str, parent_uid: str, uid: str) -> None:
    for folder in visit.org.folders.values():
        if (folder.parent_uid, folder.title) == (parent_uid, title) and folder.uid != uid:
            if visit.edition.major > 11:
                return  # titles need not differ any more
            raise Refused(
                HTTPStatus.CONFLICT,
                "a folder with the same name already exists in the current location",
            )


def _update(visit: Visit, uid: str) -> Reply:
    folder, sent = find_folder(visit, uid), visit.request.json()
    visit.require_folder("folders:write", uid)
    if not sent.get("overwrite") and sent.get("version") != folder.version:
        raise _mismatch()
    title = str(sent.get("title") or folder.title)
    _refuse_namesake(visit, title, folder.parent_uid, uid)
    folder.title, folder.version = title, folder.version + 1
    folder.resource_version = visit.store.new_resource_version()
    return Reply(document=_shown(visit, folder))


def _move(visit: Visit, uid: str) -> Reply:
    folder, parent_uid = find_folder(visit, uid), str(visit.request.json().get("parentUid") or "")
    visit.require_folder("folders:write", uid)
    if not visit.edition.nested:
        raise Refused(HTTPStatus.NOT_FOUND, "Not found")
    refuse_deep(visit, parent_uid)
    parent = visit.org.folders.get(parent_uid)
    line = [] if parent is None else [*ancestors(visit.org, parent), parent]
    if folder in line:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "Circular reference detected",
            messageId="folder.circular-reference",
        )
    folder.parent_uid, folder.version = parent_uid, folder.version + 1
    return Reply(document=_shown(visit, folder))


def _delete(visit: Visit, uid: str) -> Reply:
    folder = find_folder(visit, uid)
    visit.require_folder("folders:delete", uid)
    if visit.org.rules.get(uid) and visit.request.value("forceDeleteRules") != "true":
        raise Refused(
            HTTPStatus.BAD_REQUEST, "folder cannot be deleted: folder contains alert rules"
        )
    delete_folder(visit, folder)
    message = f"Folder {folder.title} deleted"
    return Reply(document={"id": folder.id, "title": folder.title, "message": message})


def _permit(visit: Visit, uid: str) -> Reply:
    """Who may do what in the folder; what is not listed is not allowed."""
    folder = find_folder(visit, uid)
    items = visit.request.json().get("items") or []
    folder.editors = any(
        item.get("role") in {"Editor", "Viewer"} and item.get("permission", 0) >= _MAY_EDIT
        for item in items
    )
    return Reply(document={"message": "Folder permissions updated"})


ROUTES = (
    Route("GET", "/api/folders", _list, "folders:read"),
    Route("POST", "/api/folders", _create, "folders:create"),
    Route("GET", "/api/folders/{}", _read, "folders:read"),
    Route("PUT", "/api/folders/{}", _update, "folders:write"),
    Route("DELETE", "/api/folders/{}", _delete, "folders:delete"),
    Route("POST", "/api/folders/{}/move", _move, "folders:write"),
    Route("POST", "/api/folders/{}/permissions", _permit, "folders.permissions:write"),
)
