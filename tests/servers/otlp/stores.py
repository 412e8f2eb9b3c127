"""Tempo and Loki as far as they are asked here, over what a receiver has received.

https://grafana.com/docs/tempo/latest/api_docs/ and
https://grafana.com/docs/loki/latest/reference/loki-http-api/
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx

from tests.servers.otlp.receiver import Receiver, attributes

_CONDITION = re.compile(r'^\{ (?:span\.(\S+) != nil|name = "([^"]*)") \}$')
_CURRENT = re.compile(
    r'^\{ resource\.service\.name =~ "([^"]*)" && span\.route\.category != nil \}$'
)
_LOGQL = re.compile(r'^\{service_name="([^"]*)"\} \| trace_id="([0-9a-f]{32})"$')


@dataclass
class Tempo:
    """Has what `receiver` has, but the `late` first times that it is asked for a trace."""

    receiver: Receiver
    late: int = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/search":
            return self._search(request.url.params["q"])
        trace = request.url.path.removeprefix("/api/traces/")
        found = self.receiver.trace(trace)
        self.late -= 1
        if not found or self.late >= 0:
            return httpx.Response(404, text="trace not found")
        spans = [{"name": one.name} for one in found]
        return httpx.Response(200, json={"batches": [{"scopeSpans": [{"spans": spans}]}]})

    def _search(self, query: str) -> httpx.Response:
        current, condition = _CURRENT.match(query), _CONDITION.match(query)
        if current:
            services = current[1].split("|")
            found = [
                one
                for one in self.receiver.spans
                if one.service in services and "route.category" in one.attributes
            ]
        elif condition:
            attribute, name = condition.groups()
            found = [
                one
                for one in self.receiver.spans
                if (attribute in one.attributes if attribute else one.name == name)
            ]
        else:
            return httpx.Response(400, text=f"invalid TraceQL query: {query}")
        traces = {one.trace: {"traceID": one.trace} for one in found}
        return httpx.Response(200, json={"traces": list(traces.values()), "metrics": {}})


@dataclass
class Loki:
    """Has the records of `receiver`, their attributes as structured metadata."""

    receiver: Receiver

    def __call__(self, request: httpx.Request) -> httpx.Response:
        asked = _LOGQL.match(request.url.params["query"])
        if request.url.path != "/loki/api/v1/query_range" or not asked:
            return httpx.Response(400, text="parse error")
        begin, end = int(request.url.params["start"]), int(request.url.params["end"])
        values = [
            [str(one.time_unix_nano), one.body.string_value]
            for one in self.receiver.records
            if attributes(one.attributes).get("trace_id") == asked[2]
            and begin <= one.time_unix_nano < end
        ]
        streams = [{"stream": {"service_name": asked[1]}, "values": values}] if values else []
        data = {"resultType": "streams", "result": streams}
        return httpx.Response(200, json={"status": "success", "data": data})
