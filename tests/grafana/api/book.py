"""A Grafana that answers by the book: one answer, or several in turn, for each request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import httpx

BASE = "http://host/sub"


class Book:
    """Answers, by `METHOD /path` below the base; what was asked is in `seen`."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = {
            key: list(value) if isinstance(value, list) else [value]
            for key, value in answers.items()
        }
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        asked = f"{request.method} {request.url.path.removeprefix('/sub')}"
        if asked not in self.answers:
            return httpx.Response(404, json={"message": "Not found"})
        turns = self.answers[asked]
        answer = turns.pop(0) if len(turns) > 1 else turns[0]
        if isinstance(answer, httpx.Response):
            return answer
        status, document = answer
        return httpx.Response(status, content=json.dumps(document))

    @property
    def asked(self) -> list[str]:
        return [f"{request.method} {request.url.raw_path.decode()}" for request in self.seen]

    def sent(self, index: int = -1) -> Any:
        return json.loads(self.seen[index].content)
