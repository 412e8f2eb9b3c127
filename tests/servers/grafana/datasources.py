"""`/api/datasources`."""

from __future__ import annotations

from http import HTTPStatus

from tests.servers.grafana.probing import ask_label_values, probe
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import Datasource, new_uid
from tests.servers.grafana.visits import Route, Visit


def find_datasource(visit: Visit, uid: str) -> Datasource:
    """The datasource *uid*, or 404."""
    found = visit.org.datasources.get(uid)
    if found is None:
        raise Refused(HTTPStatus.NOT_FOUND, "Data source not found")
    return found


def _shown(visit: Visit, datasource: Datasource) -> Json:
    return {
        "id": datasource.id,
        "uid": datasource.uid,
        "orgId": visit.org.id,
        "name": datasource.name,
        "type": datasource.type,
        "typeName": datasource.type.title(),
        "typeLogoUrl": "",
        "access": "proxy",
        "url": datasource.url,
        "user": "",
        "database": "",
        "basicAuth": False,
        "isDefault": datasource.is_default,
        "jsonData": datasource.json_data,
        "readOnly": datasource.read_only,
    }


def _details(visit: Visit, datasource: Datasource) -> Json:
    more = {"basicAuthUser": "", "withCredentials": False, "secureJsonFields": {}, "version": 1}
    return _shown(visit, datasource) | more


def _list(visit: Visit) -> Reply:
    found = sorted(visit.org.datasources.values(), key=lambda each: each.name.lower())
    return Reply(document=[_shown(visit, each) for each in found])


def _read(visit: Visit, uid: str) -> Reply:
    return Reply(document=_details(visit, find_datasource(visit, uid)))


def _create(visit: Visit) -> Reply:
    sent = visit.request.json()
    name, uid = str(sent.get("name") or ""), str(sent.get("uid") or "") or new_uid()
    if not name or not sent.get("type"):
        raise Refused(HTTPStatus.BAD_REQUEST, "bad request data")
    if any(each.name == name for each in visit.org.datasources.values()):
        raise Refused(HTTPStatus.CONFLICT, "data source with the same name already exists")
    if uid in visit.org.datasources:
        raise Refused(HTTPStatus.CONFLICT, "data source with the same uid already exists")
    datasource = Datasource(id=visit.store.new_id(), uid=uid, name=name, type=str(sent["type"]))
    visit.org.datasources[uid] = datasource
    _fill(visit, datasource, sent)
    return _told(visit, datasource, "Datasource added")


def _update(visit: Visit, uid: str) -> Reply:
    datasource, sent = find_datasource(visit, uid), visit.request.json()
    if datasource.read_only:
        raise Refused(HTTPStatus.FORBIDDEN, "Cannot update read-only data source")
    datasource.name = str(sent.get("name") or datasource.name)
    _fill(visit, datasource, sent)
    return _told(visit, datasource, "Datasource updated")


def _fill(visit: Visit, datasource: Datasource, sent: Json) -> None:
    datasource.url = str(sent.get("url") or "")
    datasource.json_data = dict(sent.get("jsonData") or {})
    if sent.get("isDefault"):
        for each in visit.org.datasources.values():
            each.is_default = False
    datasource.is_default = bool(sent.get("isDefault"))


def _told(visit: Visit, datasource: Datasource, message: str) -> Reply:
    document = {"id": datasource.id, "name": datasource.name, "message": message}
    return Reply(document=document | {"datasource": _details(visit, datasource)})


def _delete(visit: Visit, uid: str) -> Reply:
    datasource = find_datasource(visit, uid)
    if datasource.read_only:
        raise Refused(HTTPStatus.FORBIDDEN, "Cannot delete read-only data source")
    del visit.org.datasources[uid]
    return Reply(document={"id": datasource.id, "message": "Data source deleted"})


def _health(visit: Visit, uid: str) -> Reply:
    datasource = find_datasource(visit, uid)
    outcome = datasource.health or probe(datasource)
    if outcome is None:
        raise Refused(HTTPStatus.NOT_FOUND, "Not found")  # the plugin does not implement it
    healthy, message = outcome
    status = HTTPStatus.OK if healthy else HTTPStatus.BAD_REQUEST
    document = {"status": "OK" if healthy else "ERROR", "message": message}
    return Reply(status=status, document=document)


def _label_values(visit: Visit, uid: str, label: str) -> Reply:
    """What Prometheus lists, handed on as it is; a test's own `answer` lists nothing."""
    datasource = find_datasource(visit, uid)
    if datasource.answer is not None:
        return Reply(document={"status": "success", "data": []})
    document, error = ask_label_values(datasource, label, visit.request.query)
    if error:
        raise Refused(HTTPStatus.BAD_REQUEST, error)
    return Reply(document=document)


ROUTES = (
    Route(
        "GET",
        "/api/datasources/uid/{}/resources/api/v1/label/{}/values",
        _label_values,
        "datasources:query",
        exclusive=False,
    ),
    Route("GET", "/api/datasources", _list, "datasources:read"),
    Route("POST", "/api/datasources", _create, "datasources:create"),
    Route("GET", "/api/datasources/uid/{}", _read, "datasources:read"),
    Route("PUT", "/api/datasources/uid/{}", _update, "datasources:write"),
    Route("DELETE", "/api/datasources/uid/{}", _delete, "datasources:delete"),
    Route("GET", "/api/datasources/uid/{}/health", _health, "datasources:query", exclusive=False),
)
