"""What a request is and what is answered to it, before HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qs

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer. A `document` is sent as JSON, a `text` as it is."""

    status: int = HTTPStatus.OK
    document: object = None
    text: str | None = None
    content_type: str = "application/json; charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        """The bytes of the answer. Go's encoder sorts the keys of a map, so this does too."""
        if self.text is not None:
            return self.text.encode()
        return json.dumps(self.document, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def page(cls, text: str, status: int = HTTPStatus.OK) -> Self:
        """An HTML page."""
        return cls(status=status, text=text, content_type="text/html; charset=UTF-8")


class Refused(Exception):  # noqa: N818 - it is what happened to the request, not a fault of ours
    """A request that is answered by `reply` and changes nothing."""

    def __init__(self, code: int, message: str = "", /, **more: object) -> None:
        document = more.pop("document", None)
        self.message = message
        self.reply = Reply(status=code, document=document or {"message": message, **more})
        super().__init__(f"{code}: {message}")


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request: `path` is what follows the sub-path; the names of `headers` are lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def values(self, name: str) -> list[str]:
        """Every value of the query's parameter *name*."""
        return parse_qs(self.query, keep_blank_values=True).get(name, [])

    def value(self, name: str, default: str = "") -> str:
        """The first value of the query's parameter *name*."""
        return next(iter(self.values(name)), default)

    def number(self, name: str, default: int) -> int:
        """The query's parameter *name*, or *default* where it is no number."""
        value = self.value(name)
        return int(value) if value.lstrip("-").isdigit() else default

    def header(self, name: str) -> str:
        """The header *name*, or nothing."""
        return self.headers.get(name.lower(), "").strip()

    def json(self) -> Json:
        """The body, which must be an object."""
        try:
            document = json.loads(self.body)
        except ValueError:
            raise Refused(HTTPStatus.BAD_REQUEST, "bad request data") from None
        if not isinstance(document, dict):
            raise Refused(HTTPStatus.BAD_REQUEST, "bad request data")
        return document
