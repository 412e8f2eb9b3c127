"""Who may do what: users with passwords, tokens of service accounts, and their roles."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.servers.grafana.editions import Edition
from tests.servers.grafana.replies import Json, Refused, Request

_READS = (
    "annotations:read",
    "dashboards:read",
    "datasources:query",
    "datasources:read",
    "folders:read",
    "orgs:read",
)
_WRITES = (
    "alert.rules:create",
    "alert.rules:delete",
    "alert.rules:write",
    "dashboards:create",
    "dashboards:delete",
    "dashboards:write",
    "folders:create",
    "folders:delete",
    "folders:write",
)
_GOVERNS = (
    "dashboards.permissions:write",
    "datasources:create",
    "datasources:delete",
    "datasources:write",
    "folders.permissions:write",
    "serviceaccounts:create",
    "serviceaccounts:delete",
    "serviceaccounts:write",
)
# As the open-source edition has it: without a licence every viewer may read and query datasources.
ACTIONS = {
    "Viewer": frozenset(_READS),
    "Editor": frozenset(_READS + _WRITES),
    "Admin": frozenset(_READS + _WRITES + _GOVERNS),
}


ROLES = tuple(ACTIONS)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who sends a request, to which organisation, and as what."""

    login: str
    role: str
    org_id: int
    service_account: bool = False

    def may(self, action: str) -> bool:
        """Whether the role allows *action*."""
        return action in ACTIONS[self.role]


@dataclass(frozen=True, kw_only=True)
class User:
    """Somebody with a password; `roles` by the organisation they are in."""

    login: str
    password: str
    roles: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class ServiceAccount:
    """A program that logs in by the tokens it was given."""

    id: int
    login: str
    role: str
    org_id: int


@dataclass(kw_only=True)
class Accounts:
    """Everybody who may log in."""

    edition: Edition
    users: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, Caller] = field(default_factory=dict)
    service_accounts: dict[int, ServiceAccount] = field(default_factory=dict)

    def add_user(self, login: str, password: str, roles: Mapping[int, str]) -> None:
        """Let somebody in by name and password."""
        self.users[login] = User(login=login, password=password, roles=roles)

    def add_token(self, role: str, org_id: int = 1, name: str = "ops") -> str:
        """A new token of a service account *name* that nobody made."""
        account = ServiceAccount(id=0, login=f"sa-{org_id}-{name}", role=role, org_id=org_id)
        return self.add_token_of(account)

    def add_token_of(self, account: ServiceAccount) -> str:
        """A new token of *account*."""
        token = f"glsa_{secrets.token_urlsafe(24)}"
        self.tokens[token] = Caller(
            login=account.login, role=account.role, org_id=account.org_id, service_account=True
        )
        return token

    def remove(self, account: ServiceAccount) -> None:
        """Forget *account*, and its tokens."""
        del self.service_accounts[account.id]
        tokens = {key: each for key, each in self.tokens.items() if each.login != account.login}
        self.tokens = tokens

    def caller(self, request: Request) -> Caller:
        """Who sends *request*; refused with 401 where nobody we know does."""
        scheme, _, value = request.header("authorization").partition(" ")
        wanted = request.header("x-grafana-org-id")
        org_id = int(wanted) if wanted.isdigit() else 0
        if scheme.lower() == "bearer":
            return self._by_token(value, org_id)
        if scheme.lower() == "basic":
            return self._by_password(value, org_id)
        raise self._unauthorised("Unauthorized", "")

    def _by_token(self, token: str, org_id: int) -> Caller:
        caller = self.tokens.get(token)
        if caller is None:
            raise self._unauthorised("Invalid API key", "api-key.invalid")
        if org_id not in {0, caller.org_id}:
            raise self._unauthorised(
                "API key does not belong to the requested organization",
                "api-key.organization-mismatch",
            )
        return caller

    def _by_password(self, value: str, org_id: int) -> Caller:
        try:
            login, _, password = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise self._unauthorised("Invalid Basic Auth Header", "") from None
        user = self.users.get(login)
        if user is None or not hmac.compare_digest(user.password.encode(), password.encode()):
            raise self._unauthorised("Invalid username or password", "password-auth.failed")
        org_id = org_id or min(user.roles)
        if org_id not in user.roles:
            raise self._unauthorised("User is not a member of the requested organization", "")
        return Caller(login=login, role=user.roles[org_id], org_id=org_id)

    def _unauthorised(self, message: str, message_id: str) -> Refused:
        more: Json = {}
        if self.edition.major > 9:
            more = {"messageId": message_id, "statusCode": 401, "traceID": ""}
        return Refused(HTTPStatus.UNAUTHORIZED, message, **more)


def denied(action: str) -> Refused:
    """The refusal of somebody whose role lacks *action*."""
    return Refused(
        HTTPStatus.FORBIDDEN,
        f"You'll need additional permissions to perform this action. Permissions needed: {action}",
        accessErrorId=f"ACE{secrets.randbelow(10**10):010d}",
        title="Access denied",
    )
