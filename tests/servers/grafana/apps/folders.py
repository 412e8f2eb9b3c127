"""`/apis/folder.grafana.app/…/folders`: the same folders that the classic API has."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from tests.servers.grafana.apps.objects import (
    Kind,
    annotations,
    author,
    check_namespace,
    listed,
    namespace_of,
    rehearsed,
    sent,
)
from tests.servers.grafana.folders import add_folder, delete_folder, refuse_deep
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import Folder
from tests.servers.grafana.visits import Route, Visit

KIND = Kind("Folder", "folder.grafana.app", "folders")
_VERSIONS = ("v1", "v1beta1")


def _shown(visit: Visit, api: str, folder: Folder) -> Json:
    metadata = {
        "name": folder.uid,
        "namespace": namespace_of(visit),
        "uid": folder.identity,
        "resourceVersion": str(folder.resource_version),
        "generation": folder.version,
        "creationTimestamp": folder.created,
        "labels": {"grafana.app/deprecatedInternalID": str(folder.id)},
        "annotations": annotations(createdBy=author(folder.author), folder=folder.parent_uid),
    }
    return {
        "kind": KIND.name,
        "apiVersion": f"{KIND.group}/{api}",
        "metadata": metadata,
        "spec": {"title": folder.title, "description": ""},
        "status": {},
    }


def _find(visit: Visit, namespace: str, name: str) -> Folder:
    check_namespace(visit, namespace)
    folder = visit.org.folders.get(name)
    if folder is None:
        raise KIND.absent(name)
    return folder


def _list(api: str, visit: Visit, namespace: str) -> Reply:
    check_namespace(visit, namespace)
    folders = sorted(visit.org.folders.values(), key=lambda each: each.uid)
    return listed(visit, KIND, api, [_shown(visit, api, each) for each in folders])


def _read(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    return Reply(document=_shown(visit, api, _find(visit, namespace, name)))


def _create(api: str, visit: Visit, namespace: str) -> Reply:
    check_namespace(visit, namespace)
    given = sent(visit, KIND, api)
    visit.require_folder("folders:create", given.folder_uid)
    title = str(given.spec.get("title") or "")
    if not title:
        raise KIND.bad("folder title cannot be empty")
    try:
        refuse_deep(visit, given.folder_uid)
    except Refused as refused:
        raise KIND.bad(refused.message) from None
    if given.name in visit.org.folders:
        raise KIND.taken(given.name)
    folder = add_folder(visit, given.name, title, given.folder_uid)
    if rehearsed(visit):
        del visit.org.folders[folder.uid]
    return Reply(status=HTTPStatus.CREATED, document=_shown(visit, api, folder))


def _replace(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    folder, given = _find(visit, namespace, name), sent(visit, KIND, api)
    visit.require_folder("folders:write", name)
    if given.resource_version not in {"", str(folder.resource_version)}:
        raise KIND.changed(name)
    if given.folder_uid != folder.parent_uid:
        refuse_deep(visit, given.folder_uid)
        folder.parent_uid = given.folder_uid
    folder.title = str(given.spec.get("title") or folder.title)
    folder.version += 1
    folder.resource_version = visit.store.new_resource_version()
    return Reply(document=_shown(visit, api, folder))


def _delete(api: str, visit: Visit, namespace: str, name: str) -> Reply:
    folder = _find(visit, namespace, name)
    visit.require_folder("folders:delete", name)
    if not rehearsed(visit):
        delete_folder(visit, folder)
    return Reply(document=_shown(visit, api, folder))


ROUTES = tuple(
    Route(method, KIND.path(api, *more), partial(handler, api), action)
    for api in _VERSIONS
    for method, more, handler, action in (
        ("GET", (), _list, "folders:read"),
        ("POST", (), _create, "folders:create"),
        ("GET", ("{}",), _read, "folders:read"),
        ("PUT", ("{}",), _replace, "folders:write"),
        ("DELETE", ("{}",), _delete, "folders:delete"),
    )
)
