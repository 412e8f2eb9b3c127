"""An answer to be judged: what Grafana said, or the sentence for what no Grafana says."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from archestra_ops.grafana.api.errors import AbsentError, ForbiddenError, GrafanaError
from archestra_ops.grafana.api.redirects import redirected
from archestra_ops.grafana.api.webpages import is_page, page_instead, title
from archestra_ops.http import Response, shown

ABSENT: Final = frozenset({404, 410})
_LONGEST = 300  # characters of what a server says that are worth repeating
_WORDS = ("message", "error", "title")
_ERROR, _FAILURE = 400, 500
_NO_CONTENT = 204
_UNKNOWN, _FORBIDDEN, _PROXY_LOGIN, _PORTAL, _TOO_MANY = 401, 403, 407, 511, 429


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a Grafana answered at *where*: any JSON, and its `words` where it says something.

    `words` are on one line and short, without the secrets that were sent.
    """

    where: str
    status: int
    document: Any
    words: str

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked to."""
        return self.status < _ERROR

    @property
    def absent(self) -> bool:
        """Whether it says that there is no such thing."""
        return self.status in ABSENT


def read(response: Response, base: str, concealed: Callable[[str], str]) -> Answer:
    """Read *response* to a question asked below *base*; *concealed* takes secrets out of a text.

    Raises GrafanaError where it is not Grafana that speaks: redirects, web pages, what is no JSON;
    AbsentError where that is because nothing is there, ForbiddenError where something before
    Grafana lets nobody through.
    """
    where = shown(response.url)
    if response.status in range(300, 400):
        raise redirected(where, response.headers.get("location", ""), base)
    if is_page(response):
        raise _not_grafana(response, where, concealed)
    document, valid = _parsed(response)
    words = _one_line(concealed(_said(document)))
    if not valid and response.status < _ERROR:
        raise _no_json(response, where)
    if not valid:
        raise _status(response.status, where, _one_line(concealed(response.text)))
    if response.status in {_PROXY_LOGIN, _PORTAL, _TOO_MANY}:
        raise _status(response.status, where, words)
    return Answer(where=where, status=response.status, document=document, words=words)


def unlike(answer: Answer) -> GrafanaError:
    """The error for JSON that no Grafana sends."""
    return GrafanaError(
        f"'{answer.where}' answers in JSON, but not as Grafana does",
        hint="is the address that of a Grafana, of version 9 or later?",
    )


def absent(where: str, status: int) -> AbsentError:
    """The error for a 404 where every Grafana has something."""
    return AbsentError(
        f"no Grafana answers at '{where}': status {status}",
        hint="is the address right, with the path that Grafana is below?",
    )


def failed(answer: Answer) -> GrafanaError:
    """The error for a status of 500 and above."""
    return _status(answer.status, answer.where, answer.words)


def _parsed(response: Response) -> tuple[Any, bool]:
    if response.status == _NO_CONTENT and not response.body:
        return None, True
    try:
        return json.loads(response.body), True
    except (ValueError, RecursionError):
        return None, False


def _not_grafana(response: Response, where: str, concealed: Callable[[str], str]) -> GrafanaError:
    if response.status < _ERROR:
        return page_instead(response, where, concealed)
    return _status(response.status, where, _one_line(concealed(title(response.text))))


def _no_json(response: Response, where: str) -> GrafanaError:
    text = response.text.lstrip()
    if not text:
        return GrafanaError(f"'{where}' sent an empty answer", hint=_BETWEEN)
    if text[0] in "[{":
        return GrafanaError(
            f"'{where}' sent JSON that breaks off or is broken", hint=f"{_BETWEEN} Try again"
        )
    return GrafanaError(
        f"'{where}' does not answer in JSON", hint="is the address that of a Grafana?"
    )


def _status(status: int, where: str, words: str) -> GrafanaError:
    """The error for a *status* that does not come from Grafana's API, or says all there is."""
    said = f": {words}" if words else ""
    if status in ABSENT:
        return absent(where, status)
    if status in {_UNKNOWN, _FORBIDDEN}:
        return ForbiddenError(
            f"'{where}' lets nobody in without the right credentials: status {status}{said}",
            hint="that is not Grafana's own answer: does a proxy before it want a login?",
        )
    if status == _PROXY_LOGIN:
        return GrafanaError(
            "the proxy on the way to Grafana wants a login: status 407",
            hint="HTTP_PROXY and HTTPS_PROXY may hold one: http://user:password@proxy:3128",
        )
    if status == _PORTAL:
        return GrafanaError(
            f"the network wants a sign-in before it lets '{where}' through: status 511",
            hint="open a web page in a browser, and sign in",
        )
    if status == _TOO_MANY:
        return GrafanaError(
            f"'{where}' is asked too often: status 429{said}", hint="wait a little, and try again"
        )
    hint = "is Grafana up, and the address right? Its log says more" if status >= _FAILURE else ""
    return GrafanaError(f"'{where}' answers with the status {status}{said}", hint=hint)


def _said(document: object) -> str:
    if not isinstance(document, dict):
        return ""
    found = (document.get(key) for key in _WORDS)
    return next((text for text in found if isinstance(text, str) and text), "")


def _one_line(text: str) -> str:
    """*text* as the end of a sentence of ours."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return line.rstrip(".")


_BETWEEN = "does something between here and Grafana cut its answers?"
