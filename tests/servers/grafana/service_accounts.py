"""`/api/serviceaccounts`: how a test gets another author, on any Grafana."""

from __future__ import annotations

from http import HTTPStatus

from tests.servers.grafana.accounts import ROLES, ServiceAccount
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.store import slug
from tests.servers.grafana.visits import Route, Visit


def _create(visit: Visit) -> Reply:
    sent = visit.request.json()
    name, role = str(sent.get("name") or ""), str(sent.get("role") or "Viewer")
    if not name or role not in ROLES:
        raise Refused(HTTPStatus.BAD_REQUEST, "bad request data")
    account = ServiceAccount(
        id=visit.store.new_id(),
        login=f"sa-{visit.org.id}-{slug(name)}",
        role=role,
        org_id=visit.org.id,
    )
    if any(each.login == account.login for each in visit.accounts.service_accounts.values()):
        raise Refused(HTTPStatus.BAD_REQUEST, "service account already exists")
    visit.accounts.service_accounts[account.id] = account
    document: Json = {"id": account.id, "name": name, "login": account.login, "role": role}
    document |= {"orgId": visit.org.id, "isDisabled": False, "tokens": 0, "avatarUrl": ""}
    return Reply(status=HTTPStatus.CREATED, document=document)


def _find(visit: Visit, number: str) -> ServiceAccount:
    account = visit.accounts.service_accounts.get(int(number) if number.isdigit() else 0)
    if account is None or account.org_id != visit.org.id:
        raise Refused(HTTPStatus.NOT_FOUND, "service account not found")
    return account


def _create_token(visit: Visit, number: str) -> Reply:
    account, name = _find(visit, number), str(visit.request.json().get("name") or "")
    key = visit.accounts.add_token_of(account)
    return Reply(document={"id": visit.store.new_id(), "name": name, "key": key})


def _delete(visit: Visit, number: str) -> Reply:
    visit.accounts.remove(_find(visit, number))
    return Reply(document={"message": "Service account deleted"})


ROUTES = (
    Route("POST", "/api/serviceaccounts", _create, "serviceaccounts:create"),
    Route("POST", "/api/serviceaccounts/{}/tokens", _create_token, "serviceaccounts:write"),
    Route("DELETE", "/api/serviceaccounts/{}", _delete, "serviceaccounts:delete"),
)
