"""What every kind of object of `/apis` has: its metadata, its list and its errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.servers.grafana.accounts import denied
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import uid_fault
from tests.servers.grafana.visits import Visit

_PREFIX = "grafana.app/"
_REASONS = {
    HTTPStatus.BAD_REQUEST: "BadRequest",
    HTTPStatus.FORBIDDEN: "Forbidden",
    HTTPStatus.NOT_FOUND: "NotFound",
    HTTPStatus.CONFLICT: "Conflict",
}


@dataclass(frozen=True)
class Kind:
    """One kind of object: `Dashboard`, of the group `dashboard.grafana.app`, as `dashboards`."""

    name: str
    group: str
    plural: str

    def path(self, version: str, *more: str) -> str:
        """The path of a route, whose first part is the namespace."""
        return "/".join([f"/apis/{self.group}/{version}/namespaces/{{}}/{self.plural}", *more])

    def absent(self, name: str) -> Refused:
        """There is no object of that name."""
        message = f'{self.plural}.{self.group} "{name}" not found'
        return self._status(HTTPStatus.NOT_FOUND, message, name)

    def taken(self, name: str) -> Refused:
        """There is one already."""
        message = f'{self.plural}.{self.group} "{name}" already exists'
        return self._status(HTTPStatus.CONFLICT, message, name, reason="AlreadyExists")

    def changed(self, name: str) -> Refused:
        """The one that is there is not the one that was read."""
        message = (
            f'Operation cannot be fulfilled on {self.plural}.{self.group} "{name}": '
            "the object has been modified; please apply your changes to the latest version "
            "and try again"
        )
        return self._status(HTTPStatus.CONFLICT, message, name)

    def forbidden(self, message: str) -> Refused:
        """Somebody else must do that."""
        return self._status(HTTPStatus.FORBIDDEN, message, "")

    def bad(self, message: str) -> Refused:
        """What was sent is wrong."""
        return self._status(HTTPStatus.BAD_REQUEST, message, "")

    def _status(self, code: HTTPStatus, message: str, name: str, *, reason: str = "") -> Refused:
        details = {"name": name, "group": self.group, "kind": self.plural}
        document = {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
            "message": message,
            "reason": reason or _REASONS[code],
            "details": {key: value for key, value in details.items() if value},
            "code": int(code),
        }
        return Refused(code, message, document=document)


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What a POST or a PUT has in it."""

    name: str
    resource_version: str
    annotations: Json = field(default_factory=dict)
    spec: Json

    @property
    def folder_uid(self) -> str:
        return str(self.annotations.get(f"{_PREFIX}folder") or "")

    @property
    def message(self) -> str:
        return str(self.annotations.get(f"{_PREFIX}message") or "")


def sent(visit: Visit, kind: Kind, version: str) -> Sent:
    """The object in the body of the request."""
    document = visit.request.json()
    expected = {"apiVersion": f"{kind.group}/{version}", "kind": kind.name}
    for key, value in expected.items():
        if document.get(key, value) != value:
            raise kind.bad(f"the {key} in the data ({document[key]}) does not match {value}")
    metadata, spec = document.get("metadata") or {}, document.get("spec")
    if not isinstance(spec, dict) or not isinstance(metadata, dict):
        raise kind.bad("the object has no spec")
    name = str(metadata.get("name") or "")
    if fault := uid_fault(name):
        raise kind.bad(fault)
    return Sent(
        name=name,
        resource_version=str(metadata.get("resourceVersion") or ""),
        annotations=dict(metadata.get("annotations") or {}),
        spec=spec,
    )


def check_namespace(visit: Visit, namespace: str) -> None:
    """Refuse a namespace that is not the one of the caller's organisation."""
    if namespace != namespace_of(visit):
        raise denied(f"namespace {namespace}")


def namespace_of(visit: Visit) -> str:
    """The organisation 1 is `default`, the others are `org-2` …"""
    return "default" if visit.org.id == 1 else f"org-{visit.org.id}"


def annotations(**values: str) -> Json:
    """Those of Grafana, by what follows their prefix; empty ones are left out."""
    return {f"{_PREFIX}{name}": value for name, value in values.items() if value}


def author(login: str) -> str:
    """How the one who wrote something is named."""
    if not login:
        return "access-policy:provisioning"
    return f"{'service-account' if login.startswith('sa-') else 'user'}:{login}"


def listed(visit: Visit, kind: Kind, version: str, items: Sequence[Json]) -> Reply:
    """A page of *items*: `limit` of them, from where the token in `continue` says."""
    limit = visit.request.number("limit", 0) or len(items)
    start = visit.request.number("continue", 0)
    metadata: Json = {"resourceVersion": str(visit.store.last_resource_version)}
    if start + limit < len(items):
        metadata["continue"] = str(start + limit)
    document = {
        "kind": f"{kind.name}List",
        "apiVersion": f"{kind.group}/{version}",
        "metadata": metadata,
        "items": items[start : start + limit],
    }
    return Reply(document=document)


def rehearsed(visit: Visit) -> bool:
    """Whether everything is to be checked and nothing to be done."""
    return visit.request.value("dryRun") == "All"
