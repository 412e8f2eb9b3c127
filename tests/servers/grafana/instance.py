"""A Grafana that a test is given, and what the test does with it through the public API alone."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from tests.servers.grafana.replies import Json
from tests.servers.grafana.server import FakeGrafana

_SECONDS = 30.0
_ALL = 5000
_SETTLES = 10.0  # seconds
_Seen = TypeVar("_Seen")


@dataclass(frozen=True)
class Answered:
    """A status, and the document; the text where it is no JSON."""

    status: int
    document: Any


@dataclass
class Instance:
    """A Grafana, the tests' own or a real one: `fake` is None for the latter.

    Everything that a test makes has a uid of `uid`, by which `clean` finds it. `run` is different
    for each test, so that several may use one real server, and one may find what it left behind.
    """

    url: str
    token: str
    major: int
    fake: FakeGrafana | None = None
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    _accounts: list[int] = field(default_factory=list)
    _issued: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Keep connections; the tests' own server has no certificate to be looked at."""
        real = self.fake is None
        self._client = httpx.Client(timeout=_SECONDS, trust_env=real, verify=real)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    @property
    def env(self) -> Mapping[str, str]:
        """What a command needs to find it."""
        return {"GRAFANA_URL": self.url, "GRAFANA_TOKEN": self.token}

    def uid(self, name: str) -> str:
        """A uid of this test alone."""
        uid = f"{name}-{self.run}"
        self._issued.add(uid)
        return uid

    @property
    def suffix(self) -> str:
        """What may stand behind a uid of ours to make it one of this test alone; see `claim`."""
        return f"-{self.run[:6]}"

    def claim(self, uid: str) -> str:
        """*uid*, which is this test's though `uid` did not make it."""
        self._issued.add(uid)
        return uid

    def ask(
        self,
        method: str,
        path: str,
        document: object = None,
        *,
        token: str | None = None,
        **more: str,
    ) -> Answered:
        """Send a request; with the token of somebody else, or without one where it is empty.

        *more* are headers.
        """
        token = self.token if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        response = self._client.request(
            method, self.url + path, json=document, headers={**headers, **more}
        )
        try:
            return Answered(response.status_code, response.json())
        except ValueError:
            return Answered(response.status_code, response.text)

    def done(self, method: str, path: str, document: object = None, *, token: str = "") -> Any:
        """The document of a request that must succeed."""
        answered = self.ask(method, path, document, token=token or None)
        assert 200 <= answered.status < 300, (method, path, answered)
        return answered.document

    def put_folder(self, name: str, *, title: str = "", parent_uid: str = "") -> str:
        """Make a folder, and give its uid."""
        uid = self.uid(name)
        body = {"uid": uid, "title": title or uid, "parentUid": parent_uid}
        self.done("POST", "/api/folders", body)
        return uid

    def put_board(
        self, spec: Json, *, folder_uid: str = "", message: str = "", token: str = ""
    ) -> int:
        """Save a board, whatever was there, as somebody else with *token*; give its version."""
        body = {"dashboard": spec, "folderUid": folder_uid, "message": message, "overwrite": True}
        return int(self.done("POST", "/api/dashboards/db", body, token=token)["version"])

    def board(self, uid: str) -> Json:
        """A board as it is: `meta` and `dashboard`."""
        document: Json = self.done("GET", f"/api/dashboards/uid/{uid}")
        return document

    def versions(self, uid: str) -> list[Json]:
        """The history of a board, newest first."""
        document = self.done("GET", f"/api/dashboards/uid/{uid}/versions")
        found: list[Json] = document["versions"] if isinstance(document, dict) else document
        return found

    def put_datasource(self, name: str, type_: str, **more: object) -> str:
        """Make a datasource, and give its uid."""
        uid = self.uid(name)
        body = {"uid": uid, "name": uid, "type": type_, "access": "proxy", **more}
        self.done("POST", "/api/datasources", body)
        return uid

    def somebody(self, role: str = "Editor") -> str:
        """The token of a service account of its own."""
        name = self.uid(f"{role.lower()}-{len(self._accounts)}")
        account = self.done("POST", "/api/serviceaccounts", {"name": name, "role": role})
        self._accounts.append(account["id"])
        tokens = f"/api/serviceaccounts/{account['id']}/tokens"
        return str(self.done("POST", tokens, {"name": name})["key"])

    def settled(self, look: Callable[[], _Seen], expected: _Seen) -> _Seen:
        """What *look* sees, once it is what is expected: the search of a real one may be behind."""
        deadline = time.monotonic() + (0.0 if self.fake else _SETTLES)
        while (seen := look()) != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        return seen

    def clean(self) -> None:
        """Remove what the test made: all that has its `run` in its uid or its title."""
        hits = self.done("GET", f"/api/search?limit={_ALL}")
        mine = [hit for hit in hits if self.run in hit["uid"] + hit["title"]]
        # What was given out too: the search may not have heard of it yet.
        boards = self._issued | {hit["uid"] for hit in mine if hit["type"] == "dash-db"}
        folders = self._issued | {hit["uid"] for hit in mine if hit["type"] == "dash-folder"}
        for uid in boards:
            self.ask("DELETE", f"/api/dashboards/uid/{uid}")
        for uid in folders:
            self.ask("DELETE", f"/api/folders/{uid}?forceDeleteRules=true")
        for datasource in self.done("GET", "/api/datasources"):
            if self.run in datasource["uid"]:
                self.ask("DELETE", f"/api/datasources/uid/{datasource['uid']}")
        for account in self._accounts:
            self.ask("DELETE", f"/api/serviceaccounts/{account}")


@contextmanager
def asking(fake: FakeGrafana) -> Iterator[Instance]:
    """Enter *fake*, and give it as a test of any Grafana has it."""
    instance = Instance(url=fake.url, token=fake.token, major=fake.edition.major, fake=fake)
    with fake, closing(instance):
        yield instance
