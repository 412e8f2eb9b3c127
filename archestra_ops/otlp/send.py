"""Sends a document, and reads what a collector says of it.

https://opentelemetry.io/docs/specs/otlp/#otlphttp-response: 200 may still say that a part of it was
rejected; any other status comes with a Status whose `message` says why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archestra_ops.http import Http, Response

_SHOWN = 120
_OK, _LAST = 200, 299


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was answered: `reply` is its message or how it begins, without our login.

    `rejected` is the number of spans or records that were not taken of those sent, `otlp` whether
    the answer is one that OTLP knows.
    """

    url: str
    status: int
    content_type: str = ""
    reply: str = ""
    rejected: int = 0
    otlp: bool = True

    @property
    def accepted(self) -> bool:
        """Whether the request was taken, if not all that is in it."""
        return _OK <= self.status <= _LAST


def send(http: Http, url: str, document: Mapping[str, object], *, retries: int = 0) -> Answer:
    """Send *document* to *url*; raises FetchError where no answer comes, OpsError for no address.

    A redirect is not followed: the platform's exporters follow none.
    """
    response = http.send_json("POST", url, document, retries=retries, follow=False)
    body = _object(response.body)
    partial = _partial(body)
    otlp = _is_otlp(response)
    said = str(partial.get("errorMessage") or body.get("message") or "")
    if not said and not (otlp and response.status <= _LAST):
        said = _beginning(response)
    shown = http.concealed(said, url)
    return Answer(
        url=url,
        status=response.status,
        content_type=response.headers.get("content-type", "").partition(";")[0].strip().lower(),
        reply=shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…",
        rejected=_rejected(partial),
        otlp=otlp,
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _partial(body: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in ("partialSuccess", "partial_success"):
        if isinstance(body.get(name), dict):
            found: Mapping[str, Any] = body[name]
            return found
    return {}


def _rejected(partial: Mapping[str, Any]) -> int:
    for name in ("rejectedSpans", "rejectedLogRecords"):
        text = str(partial.get(name, ""))
        if text.isascii() and text.isdigit():
            return int(text)
    return 0


def _is_otlp(response: Response) -> bool:
    """Whether it may come from a collector: nothing at all, or its JSON or protobuf."""
    kind = response.headers.get("content-type", "").lower()
    return not response.body or "json" in kind or "protobuf" in kind


def _beginning(response: Response) -> str:
    if "protobuf" in response.headers.get("content-type", ""):
        return ""
    return " ".join(response.text.split())
