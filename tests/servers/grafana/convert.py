"""`/api/convert/prometheus/config/v1/rules`: rules of Prometheus, made into rules of Grafana.

A namespace is a folder of that title in the working folder, which a header names. From 11.6 on.
"""

from __future__ import annotations

from http import HTTPStatus

import yaml

from tests.servers.grafana.folders import add_folder
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import Folder
from tests.servers.grafana.visits import Route, Visit

_PATH = "/api/convert/prometheus/config/v1/rules"
_HEADER = "X-Grafana-Alerting-"
_BOOLEANS = {"1", "t", "true", "0", "f", "false", ""}


def _parent_uid(visit: Visit) -> str:
    return visit.request.header(f"{_HEADER}Folder-UID")


def _namespaces(visit: Visit) -> list[Folder]:
    parent_uid = _parent_uid(visit)
    return [each for each in visit.org.folders.values() if each.parent_uid == parent_uid]


def _namespace(visit: Visit, title: str) -> Folder:
    for folder in _namespaces(visit):
        if folder.title == title:
            return folder
    raise Refused(HTTPStatus.NOT_FOUND, "folder not found")


def _given(visit: Visit, document: Json) -> Reply:
    if "json" in visit.request.header("accept"):
        return Reply(document=document)
    text = yaml.safe_dump(document, sort_keys=False)
    return Reply(text=text, content_type="application/yaml")


def _done() -> Reply:
    return Reply(status=HTTPStatus.ACCEPTED, document={"status": "success"})


def _imported(visit: Visit, folder: Folder) -> list[Json]:
    """The groups of the folder whose rules cannot be edited: of others Prometheus' form is lost."""
    groups = visit.org.rules.get(folder.uid, [])
    return [group["group"] for group in groups if group["provisioned"]]


def _list(visit: Visit) -> Reply:
    found = {each.title: _imported(visit, each) for each in _namespaces(visit)}
    return _given(visit, {title: groups for title, groups in found.items() if groups})


def _read(visit: Visit, title: str) -> Reply:
    return _given(visit, {title: _imported(visit, _namespace(visit, title))})


def _read_group(visit: Visit, title: str, name: str) -> Reply:
    for group in _imported(visit, _namespace(visit, title)):
        if group["name"] == name:
            return _given(visit, group)
    raise Refused(HTTPStatus.NOT_FOUND, "Rule group not found")


def _write_group(visit: Visit, title: str) -> Reply:
    return _write(visit, {title: [_body(visit)]})


def _write_all(visit: Visit) -> Reply:
    return _write(visit, _body(visit))


def _body(visit: Visit) -> Json:
    try:
        document = yaml.safe_load(visit.request.body)
    except yaml.YAMLError:
        document = None
    if not isinstance(document, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "bad request data")
    return document


def _write(visit: Visit, namespaces: Json) -> Reply:
    _check_headers(visit)
    for title, groups in namespaces.items():
        for group in groups:
            _check_group(group)
        folder = next((each for each in _namespaces(visit) if each.title == title), None)
        folder = folder or add_folder(visit, "", title, _parent_uid(visit))
        _replace(visit, folder, groups)
    return _done()


def _check_headers(visit: Visit) -> None:
    for name in ("Alert-Rules-Paused", "Recording-Rules-Paused"):
        if visit.request.header(_HEADER + name).lower() not in _BOOLEANS:
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                f"Invalid value for header {_HEADER}{name}: must be 'true' or 'false'",
                messageId="alerting.invalidHeaderValue",
            )
    uid = visit.request.header(f"{_HEADER}Datasource-UID")
    if not uid:
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            f"Missing datasource UID header: {_HEADER}Datasource-UID",
            messageId="alerting.datasourceUIDHeaderMissing",
        )
    if uid not in visit.org.datasources:
        raise Refused(HTTPStatus.NOT_FOUND, "failed to get datasource: data source not found")
    parent_uid = _parent_uid(visit)
    if parent_uid and parent_uid not in visit.org.folders:
        raise Refused(HTTPStatus.NOT_FOUND, "folder not found")


def _check_group(group: Json) -> None:
    rules = group.get("rules") or []
    if not group.get("name") or not all("expr" in rule for rule in rules):
        raise Refused(HTTPStatus.BAD_REQUEST, "invalid rule group")


def _replace(visit: Visit, folder: Folder, groups: list[Json]) -> None:
    """Put each group in the place of the one of its name; the others stay."""
    names = {group["name"] for group in groups}
    kept = [
        each for each in visit.org.rules.get(folder.uid, []) if each["group"]["name"] not in names
    ]
    editable = bool(visit.request.header("X-Disable-Provenance"))
    added = [
        {
            "group": group,
            "provisioned": not editable,
            "paused": visit.request.header(f"{_HEADER}Alert-Rules-Paused").lower(),
            "datasource": visit.request.header(f"{_HEADER}Datasource-UID"),
        }
        for group in groups
    ]
    visit.org.rules[folder.uid] = kept + added


def _delete(visit: Visit, title: str) -> Reply:
    folder = _namespace(visit, title)
    if not _imported(visit, folder):
        raise Refused(HTTPStatus.NOT_FOUND, "")
    groups = visit.org.rules[folder.uid]
    visit.org.rules[folder.uid] = [each for each in groups if not each["provisioned"]]
    return _done()


def _delete_group(visit: Visit, title: str, name: str) -> Reply:
    folder = _namespace(visit, title)
    if name not in [group["name"] for group in _imported(visit, folder)]:
        raise Refused(HTTPStatus.NOT_FOUND, "")
    groups = visit.org.rules[folder.uid]
    visit.org.rules[folder.uid] = [each for each in groups if each["group"]["name"] != name]
    return _done()


def _provisioned(visit: Visit) -> Reply:
    """Every rule as Grafana has it, in as far as it says which datasource it asks."""
    found = [
        {
            "folderUID": folder_uid,
            "ruleGroup": group["group"]["name"],
            "title": rule.get("alert") or rule.get("record"),
            "data": [
                {"refId": "query", "datasourceUid": group["datasource"]},
                {"refId": "threshold", "datasourceUid": "__expr__"},
            ],
        }
        for folder_uid, groups in visit.org.rules.items()
        for group in groups
        for rule in group["group"].get("rules") or []
    ]
    return Reply(document=found)


ROUTES = (
    Route("GET", "/api/v1/provisioning/alert-rules", _provisioned, "alert.rules:write"),
    Route("GET", _PATH, _list, "folders:read"),
    Route("POST", _PATH, _write_all, "alert.rules:write"),
    Route("GET", f"{_PATH}/{{}}", _read, "folders:read"),
    Route("POST", f"{_PATH}/{{}}", _write_group, "alert.rules:write"),
    Route("DELETE", f"{_PATH}/{{}}", _delete, "alert.rules:delete"),
    Route("GET", f"{_PATH}/{{}}/{{}}", _read_group, "folders:read"),
    Route("DELETE", f"{_PATH}/{{}}/{{}}", _delete_group, "alert.rules:delete"),
)
