"""Servers that only speak like a Prometheus, as far as recognising them goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs

import httpx

from tests.prometheus.live_checks.made import NOW

BUILD = {"version": "2.45.0", "revision": "abc", "goVersion": "go1.22"}
UP = {"__name__": "up", "job": "archestra-web", "instance": "web:9050", "cluster": "eu"}
TARGET = {
    "labels": {"job": "archestra-web", "instance": "web:9050", "replica": "a"},
    "scrapeUrl": "http://web:9050/metrics",
    "health": "up",
    "lastError": "",
}


def server(
    paths: Mapping[str, object], *, headers: Mapping[str, str] | None = None
) -> Callable[[httpx.Request], httpx.Response]:
    """What answers queries for one web process, and *paths* (below /api/v1) with that data.

    Any other path is not there.
    """
    date = format_datetime(datetime.fromtimestamp(NOW, UTC), usegmt=True)

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.partition("/api/v1/")[2]
        if path in {"query", "query_range"}:
            data: object = _queried(path, parse_qs(request.content.decode())["query"][0])
        elif path in paths:
            data = paths[path]
        else:
            return httpx.Response(404, text="404 page not found")
        document = json.dumps({"status": "success", "data": data})
        return httpx.Response(200, text=document, headers={"Date": date, **(headers or {})})

    return answer


def _queried(path: str, expr: str) -> object:
    if path == "query_range":
        values = [[NOW - 120.0, "1"], [NOW - 60.0, "1"]]
        return {"resultType": "matrix", "result": [{"metric": UP, "values": values}]}
    if expr == "up" or "database_pool_size_limit" in expr:
        return {"resultType": "vector", "result": [{"metric": UP, "value": [NOW, "1"]}]}
    return {"resultType": "vector", "result": []}
