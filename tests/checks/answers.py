"""A platform over HTTP without a network: what each address answers, and who asked with what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import httpx

from tests.checks.pages import capture

OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
WEB, API, WORKER = "http://localhost:9050", "http://localhost:9000", "http://worker:9000"
NAMED = {"web": f"{WEB}/metrics", "worker": f"{WORKER}/metrics"}

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


def page(text: str, content_type: str = OPENMETRICS) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": content_type}, content=text.encode())


def guarded(answer: httpx.Response, secret: str = "s3cret") -> Answer:  # noqa: S107 - a test's own
    """The platform's bearer rule before *answer*."""

    def handle(request: httpx.Request) -> httpx.Response:
        given = request.headers.get("authorization", "")
        if not given.startswith("Bearer "):
            return httpx.Response(401, json={"error": "Unauthorized: Bearer token required"})
        if given != f"Bearer {secret}":
            return httpx.Response(401, json={"error": "Unauthorized: Invalid token"})
        return answer

    return handle


def answering(answers: Mapping[str, Answer]) -> Callable[[httpx.Request], httpx.Response]:
    """Answers by URL; nothing listens at hosts and ports that none of them is at."""
    sites = {httpx.URL(url).netloc for url in answers}

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.netloc not in sites:
            raise httpx.ConnectError("refused") from ConnectionRefusedError(111, "refused")
        answer = answers.get(str(request.url), httpx.Response(404, json={"error": "Not Found"}))
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer

    return handle


def web_api(**ready: str) -> dict[str, Answer]:
    """A healthy web API, but for *ready*."""
    health = {"name": "Archestra", "status": "ok", "version": "1.3.15"}
    state = {**health, "database": "connected", "sandbox": "ready", **ready}
    return {
        f"{API}/health": httpx.Response(200, json=health),
        f"{API}/ready": httpx.Response(200, json=state),
    }


def whole() -> dict[str, Answer]:
    """Everything as it should be."""
    return {
        **web_api(),
        f"{WEB}/metrics": page(capture("web")),
        f"{WEB}/health": httpx.Response(200, json={"status": "ok"}),
        f"{WORKER}/metrics": page(capture("worker")),
        f"{WORKER}/health": httpx.Response(200, json={"status": "ok"}),
        f"{WORKER}/ready": httpx.Response(200, json={"status": "ok"}),
    }
