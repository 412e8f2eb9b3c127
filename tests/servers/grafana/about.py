"""Who is there: health, the organisation, the one who asks and what they may do."""

from __future__ import annotations

from http import HTTPStatus

from tests.servers.grafana.accounts import ACTIONS
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.visits import Route, Visit

_COMMIT = "0000000000"


def health(number: str, *, hidden: bool = False, database: bool = True) -> Reply:
    """`/api/health`: whoever asks is told, unless the installation hides its version."""
    document: Json = {"database": "ok" if database else "failing"}
    if not hidden:
        document |= {"version": number, "commit": _COMMIT}
    return Reply(
        status=HTTPStatus.OK if database else HTTPStatus.SERVICE_UNAVAILABLE, document=document
    )


def _org(visit: Visit) -> Reply:
    address = dict.fromkeys(("address1", "address2", "city", "zipCode", "state", "country"), "")
    return Reply(document={"id": visit.org.id, "name": visit.org.name, "address": address})


def _user(visit: Visit) -> Reply:
    caller = visit.caller
    if caller.service_account and not visit.edition.apps:
        raise Refused(HTTPStatus.NOT_FOUND, "user not found")
    document = {
        "id": 1,
        "uid": f"u-{caller.login}",
        "login": caller.login,
        "name": caller.login,
        "email": f"{caller.login}@localhost",
        "orgId": caller.org_id,
        "theme": "",
        "isDisabled": False,
        "isExternal": False,
        "isGrafanaAdmin": caller.role == "Admin" and not caller.service_account,
    }
    return Reply(document=document)


def _permissions(visit: Visit) -> Reply:
    """What the one who asks may do, by action: the one address that tells a token its rights."""
    kinds = {"dashboards": "dashboards:*", "folders": "folders:*", "datasources": "datasources:*"}
    actions = sorted(ACTIONS[visit.caller.role])
    scopes = {action: kinds.get(action.partition(":")[0], "") for action in actions}
    return Reply(document={action: [scope] for action, scope in scopes.items()})


def _settings(visit: Visit) -> Reply:
    """What the frontend is told, of which only a part is here."""
    datasources = {
        each.name: {
            "id": each.id,
            "uid": each.uid,
            "name": each.name,
            "type": each.type,
            "isDefault": each.is_default,
            "readOnly": each.read_only,
            "jsonData": each.json_data,
        }
        for each in visit.org.datasources.values()
    }
    default = next((each.name for each in visit.org.datasources.values() if each.is_default), "")
    build = {"version": visit.edition.number, "commit": _COMMIT, "edition": "Open Source"}
    document = {
        "appSubUrl": visit.sub_path,
        "buildInfo": build | {"env": "production", "hideVersion": False},
        "datasources": datasources,
        "defaultDatasource": default,
    }
    return Reply(document=document)


ROUTES = (
    Route("GET", "/api/org", _org, "orgs:read"),
    Route("GET", "/api/user", _user),
    Route("GET", "/api/access-control/user/permissions", _permissions),
    Route("GET", "/api/frontend/settings", _settings),
)
