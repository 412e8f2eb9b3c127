"""A ruler for tests: rules kept in namespaces of tenants, as Mimir's API has them.

https://grafana.com/docs/mimir/latest/references/http-api/#ruler-rules. With MIMIR_ADDRESS (and
MIMIR_TENANT_ID, MIMIR_API_USER, MIMIR_API_KEY, MIMIR_AUTH_TOKEN as it wants them) in the
environment, what has the fixture `mimir` runs against that one instead.
"""

from __future__ import annotations

import base64
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

import httpx
import yaml

Group = dict[str, Any]
_TENANT = "X-Scope-OrgID"
_ALONE = "anonymous"  # the tenant where there is only one
_PARTS = 2  # namespace and group


class Refusal(Exception):  # noqa: N818 - it is what happened to the request, not a fault of ours
    """A request that changes nothing."""

    def __init__(self, status: int, words: str) -> None:
        self.status = status
        self.words = words
        super().__init__(f"{status}: {words}")


@dataclass
class FakeRuler:
    """A ruler on a port of its own, for as long as it is entered.

    `path` is where its rules are. With `tenants` it wants to be told which, with `authorization` it
    wants that header; no group may have more than `most` rules. `kept` has groups by tenant,
    namespace and name, `asked` every request, as `GET /path 200`.
    """

    path: str = "/prometheus/config/v1/rules"
    tenants: bool = True
    authorization: str = ""
    most: int = 20
    kept: dict[str, dict[str, dict[str, Group]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = _Server(self)

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def writes(self) -> list[str]:
        """The requests that change something."""
        return [each for each in self.asked if not each.startswith("GET ")]

    def __enter__(self) -> Self:
        """Serve."""
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Be gone."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, parts: list[str], tenant: str, body: bytes) -> object:
        """What is answered: something to be sent as YAML, None for `accepted`."""
        if self.tenants and not tenant:
            raise Refusal(HTTPStatus.UNAUTHORIZED, "no org id")
        namespaces = self.kept.setdefault(tenant or _ALONE, {})
        namespace = parts[0] if parts else ""
        if method == "GET" and len(parts) == _PARTS:
            return _found(namespaces, *parts)
        if method == "GET":
            wanted = {name for name in namespaces if namespace in ("", name)}
            if not wanted:
                raise Refusal(HTTPStatus.NOT_FOUND, "no rule groups found")
            return {name: [*namespaces[name].values()] for name in sorted(wanted)}
        if method == "POST" and len(parts) == 1:
            group = self._checked(body)
            namespaces.setdefault(namespace, {})[group["name"]] = group
        elif method == "DELETE" and parts:
            _delete(namespaces, *parts)
        else:
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "")
        return None

    def _checked(self, body: bytes) -> Group:
        try:
            group = yaml.safe_load(body)
        except yaml.YAMLError:
            group = None
        if not isinstance(group, dict) or not group.get("name"):
            raise Refusal(HTTPStatus.BAD_REQUEST, "unable to decoded rule group")
        rules = group.get("rules") or []
        if not all(rule.get("expr") for rule in rules):
            raise Refusal(HTTPStatus.BAD_REQUEST, "invalid rules config: field 'expr' must be set")
        if len(rules) > self.most:
            raise Refusal(
                HTTPStatus.BAD_REQUEST,
                f"per-user rules per rule group limit (limit: {self.most} actual: {len(rules)}) "
                "exceeded",
            )
        return {key: value for key, value in group.items() if value}


def _found(namespaces: dict[str, dict[str, Group]], namespace: str, name: str) -> Group:
    if name not in namespaces.get(namespace, {}):
        raise Refusal(HTTPStatus.NOT_FOUND, "group does not exist")
    return namespaces[namespace][name]


def _delete(namespaces: dict[str, dict[str, Group]], namespace: str, name: str = "") -> None:
    groups = namespaces.get(namespace, {})
    if not groups or (name and name not in groups):
        raise Refusal(HTTPStatus.NOT_FOUND, "group does not exist")
    groups.pop(name, None)
    if not name or not groups:
        del namespaces[namespace]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a connection that is kept alive would be waited for

    def __init__(self, ruler: FakeRuler) -> None:
        self.ruler = ruler
        super().__init__(("127.0.0.1", 0), _Connection)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        status, kind, text = self._answered(body)
        self.server.ruler.asked.append(f"{self.command} {self.path} {int(status)}")
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_DELETE = _serve  # noqa: N815 - the names that http.server calls

    def _answered(self, body: bytes) -> tuple[int, str, str]:
        ruler = self.server.ruler
        plain = "text/plain; charset=utf-8"
        inside = self.path.removeprefix(ruler.path)
        if ruler.authorization and self.headers.get("Authorization") != ruler.authorization:
            return HTTPStatus.UNAUTHORIZED, plain, "invalid credentials\n"
        if inside == self.path or inside[:1] not in ("", "/"):
            return HTTPStatus.NOT_FOUND, plain, "404 page not found\n"
        parts = [unquote(part) for part in inside.split("/") if part]
        try:
            found = ruler.answer(self.command, parts, self.headers.get(_TENANT, ""), body)
        except Refusal as refusal:
            return refusal.status, plain, f"{refusal.words}\n"
        if found is None:
            success = '{"status":"success","data":null,"errorType":"","error":""}'
            return HTTPStatus.ACCEPTED, "application/json", success
        return HTTPStatus.OK, "application/yaml", yaml.safe_dump(found, sort_keys=False)

    def log_message(self, *_: object) -> None:
        """Nothing: `asked` has it."""


@dataclass(frozen=True, kw_only=True)
class Installed:
    """A ruler that a test is given, with a namespace of its own: ours, or a real one.

    `env` is what a command needs to find it, `headers` what a request to it needs.
    """

    url: str
    namespace: str
    env: Mapping[str, str]
    headers: Mapping[str, str]
    fake: FakeRuler | None = None


@contextmanager
def installed() -> Iterator[Installed]:
    """The ruler that MIMIR_ADDRESS names, or else ours; what the test kept there is removed."""
    namespace = f"archestra-ops-{secrets.token_hex(4)}"
    url = os.environ.get("MIMIR_ADDRESS", "").rstrip("/")
    if not url:
        with FakeRuler() as fake:
            env = {"MIMIR_ADDRESS": fake.url, "MIMIR_TENANT_ID": "team"}
            headers = {_TENANT: "team"}
            yield Installed(url=fake.url, namespace=namespace, env=env, headers=headers, fake=fake)
        return
    env = {name: text for name, text in os.environ.items() if name.startswith("MIMIR_")}
    headers = _login(env)
    try:
        yield Installed(url=url, namespace=namespace, env=env, headers=headers)
    finally:
        at = f"{url}/prometheus/config/v1/rules/{namespace}"
        httpx.delete(at, headers=headers, timeout=30)


def _login(env: Mapping[str, str]) -> dict[str, str]:
    tenant = env.get("MIMIR_TENANT_ID", "")
    headers = {_TENANT: tenant} if tenant else {}
    if token := env.get("MIMIR_AUTH_TOKEN"):
        return {**headers, "Authorization": f"Bearer {token}"}
    if key := env.get("MIMIR_API_KEY"):
        user = env.get("MIMIR_API_USER") or tenant
        both = base64.b64encode(f"{user}:{key}".encode()).decode()
        return {**headers, "Authorization": f"Basic {both}"}
    return headers
