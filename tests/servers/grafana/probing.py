"""What a datasource's plugin asks of the server at its address."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode

from tests.servers.grafana.replies import Json
from tests.servers.grafana.store import Datasource

_SECONDS = 30.0
# By type: what is asked to see whether it works, and what is said then. Others tell nothing.
_PROBES = {
    "prometheus": ("/api/v1/query?query=1%2B1", "Successfully queried the Prometheus API."),
    "loki": (
        "/loki/api/v1/query?query=vector(1)%2Bvector(1)",
        "Data source successfully connected.",
    ),
    "tempo": ("/api/echo", "Successfully connected to Tempo"),
}
# A proxy of the environment has no business between a test's servers.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def probe(datasource: Datasource) -> tuple[bool, str] | None:
    """Whether it works, and the sentence; None where the plugin has no such question."""
    if datasource.type not in _PROBES:
        return None
    path, sentence = _PROBES[datasource.type]
    _, error = _get(datasource.url.rstrip("/") + path)
    return (False, error) if error else (True, sentence)


def ask_prometheus(datasource: Datasource, query: Json, start: float, end: float) -> int | str:
    """How many series *query* has, of a range or at its end; or what went wrong."""
    expression = str(query.get("expr") or "")
    base = datasource.url.rstrip("/") + "/api/v1/"
    if query.get("instant"):
        url = f"{base}query?{urlencode({'query': expression, 'time': end})}"
    else:
        step = max(float(query.get("intervalMs") or 15_000) / 1000, 1.0)
        fields = {"query": expression, "start": start, "end": end, "step": step}
        url = f"{base}query_range?{urlencode(fields)}"
    document, error = _get(url)
    return error or len(document["data"]["result"])


def ask_label_values(datasource: Datasource, label: str, query: str) -> tuple[Json, str]:
    """The answer of Prometheus to which values *label* has, by the *query* of the request."""
    return _get(f"{datasource.url.rstrip('/')}/api/v1/label/{label}/values?{query}")


def _get(url: str) -> tuple[Json, str]:
    try:
        # The address is one that a test gave.
        with _OPENER.open(url, timeout=_SECONDS) as answer:
            return json.loads(answer.read() or b"{}"), ""
    except urllib.error.HTTPError as error:
        with error:
            return {}, _sentence(error.read(), str(error))
    except (OSError, ValueError) as error:
        return {}, str(error)


def _sentence(body: bytes, default: str) -> str:
    """The error of the API of Prometheus, where that is what was answered."""
    try:
        document = json.loads(body)
        return f"{document['errorType']}: {document['error']}"
    except (ValueError, KeyError, TypeError):
        return default
