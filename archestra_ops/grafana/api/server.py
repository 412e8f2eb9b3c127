"""Asks a Grafana, and takes nothing for an answer that is none of a Grafana."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar
from urllib.parse import quote

from archestra_ops.grafana.api import answers, refusals
from archestra_ops.grafana.api.answers import Answer
from archestra_ops.grafana.api.rights import Right
from archestra_ops.http import Http, Response, base_of, shown

Params = Mapping[str, str | Sequence[str]]
_Read = TypeVar("_Read")
_JSON = "application/json"


class Server:
    """The Grafana at *url*, with or without a path before `/api`.

    Every method raises FetchError where nothing answers, and GrafanaError where no Grafana does.
    `read`, `find` and `send` take what makes our words of its JSON; a *right* is what the login is
    said to lack where it is refused.
    """

    def __init__(self, http: Http, url: str) -> None:
        self._http = http
        self._base = base_of(url)
        self.url = shown(self._base).rstrip("/")

    def read(
        self, path: str, right: Right, read: Callable[[Any], _Read], params: Params | None = None
    ) -> _Read:
        """Read what every Grafana has; AbsentError where it has not."""
        answer = self.ask(path, params)
        if answer.absent:
            raise answers.absent(answer.where, answer.status)
        return self._made(answer, right, read)

    def find(
        self, path: str, right: Right, read: Callable[[Any], _Read], params: Params | None = None
    ) -> _Read | None:
        """Read what a Grafana may have; None where it says that there is no such thing."""
        answer = self.ask(path, params)
        return None if answer.absent else self._made(answer, right, read)

    def send(
        self,
        method: Literal["POST", "PUT"],
        path: str,
        document: object,
        right: Right,
        read: Callable[[Any], _Read],
    ) -> _Read:
        """Have it change something, once: nothing is sent twice that may have been done."""
        answer = self.answer(self._http.send_json(method, self._at(path), document, follow=False))
        return self._made(answer, right, read)

    def delete(self, path: str, right: Right) -> None:
        """Delete something; where it is gone already, nothing happens."""
        answer = self.answer(
            self._http.send_json("DELETE", self._at(path), idempotent=True, follow=False)
        )
        if not answer.absent:
            refusals.check(answer, right, self.url)

    def ask(self, path: str, params: Params | None = None) -> Answer:
        """Ask, whatever Grafana says to it."""
        at = self._at(path)
        return self.answer(self._http.get(at, params=params, accept=_JSON, follow=False))

    def ask_with(self, path: str, document: object) -> Answer:
        """Ask with a question too long for an address, whatever Grafana says to it."""
        at = self._at(path)
        return self.answer(
            self._http.send_json("POST", at, document, idempotent=True, follow=False)
        )

    def answer(self, response: Response) -> Answer:
        """*response* as what a Grafana said; GrafanaError where none did."""
        return answers.read(response, self.url, lambda text: self._http.concealed(text, self._base))

    def _at(self, path: str) -> str:
        return f"{self._base}{path}"

    def _made(self, answer: Answer, right: Right, read: Callable[[Any], _Read]) -> _Read:
        refusals.check(answer, right, self.url)
        return made(answer, read)


def made(answer: Answer, read: Callable[[Any], _Read]) -> _Read:
    """What *read* makes of the answer; GrafanaError where it is not what it should be."""
    try:
        return read(answer.document)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise answers.unlike(answer) from None


def step(uid: str) -> str:
    """*uid* as one step of a path."""
    return quote(uid, safe="")
