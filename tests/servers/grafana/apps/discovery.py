"""Which groups and versions there are."""

from __future__ import annotations

from http import HTTPStatus

from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.visits import Route, Visit

# By group, the preferred one first. The tests' server knows nothing to do with a v2.
VERSIONS = {
    "dashboard.grafana.app": ("v1", "v1beta1", "v0alpha1", "v2", "v2beta1", "v2alpha1"),
    "folder.grafana.app": ("v1", "v1beta1"),
}
_KINDS = {
    "dashboard.grafana.app": ("Dashboard", "dashboards"),
    "folder.grafana.app": ("Folder", "folders"),
}
_VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"]


def _group(name: str) -> Json:
    versions = [{"groupVersion": f"{name}/{each}", "version": each} for each in VERSIONS[name]]
    return {"name": name, "versions": versions, "preferredVersion": versions[0]}


def _groups(_visit: Visit) -> Reply:
    groups = [_group(name) for name in VERSIONS]
    return Reply(document={"kind": "APIGroupList", "apiVersion": "v1", "groups": groups})


def _read_group(_visit: Visit, name: str) -> Reply:
    if name not in VERSIONS:
        raise _absent()
    return Reply(document={"kind": "APIGroup", "apiVersion": "v1", **_group(name)})


def _read_version(_visit: Visit, name: str, version: str) -> Reply:
    if version not in VERSIONS.get(name, ()):
        raise _absent()
    kind, plural = _KINDS[name]
    resource = {
        "name": plural,
        "singularName": kind.lower(),
        "namespaced": True,
        "kind": kind,
        "verbs": _VERBS,
    }
    document = {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": f"{name}/{version}"}
    return Reply(document=document | {"resources": [resource]})


def _absent() -> Refused:
    return Refused(
        HTTPStatus.NOT_FOUND,
        document={
            "kind": "Status",
            "apiVersion": "v1",
            "status": "Failure",
            "message": "the server could not find the requested resource",
            "reason": "NotFound",
            "code": 404,
        },
    )


ROUTES = (
    Route("GET", "/apis", _groups),
    Route("GET", "/apis/{}", _read_group),
    Route("GET", "/apis/{}/{}", _read_version),
)
