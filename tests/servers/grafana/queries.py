"""`POST /api/ds/query`: what panels ask, each query by its refId."""

from __future__ import annotations

import re
import time
from http import HTTPStatus

from tests.servers.grafana.datasources import find_datasource
from tests.servers.grafana.probing import ask_prometheus
from tests.servers.grafana.replies import Json, Refused, Reply
from tests.servers.grafana.visits import Route, Visit

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def _query(visit: Visit) -> Reply:
    sent = visit.request.json()
    queries = sent.get("queries") or []
    if not queries:
        raise Refused(HTTPStatus.BAD_REQUEST, "No queries found")
    now = time.time()
    start, end = (_moment(str(sent.get(key) or ""), now) for key in ("from", "to"))
    results = {
        str(query.get("refId") or "A"): _result(visit, query, start, end) for query in queries
    }
    failed = any("error" in result for result in results.values())
    status = HTTPStatus.BAD_REQUEST if failed else HTTPStatus.OK
    return Reply(status=status, document={"results": results})


def _moment(text: str, now: float) -> float:
    """A time as a dashboard has it: milliseconds since 1970, `now`, `now-6h`; in seconds."""
    if text.isdigit():
        return int(text) / 1000
    relative = re.fullmatch(r"now(?:-(\d+)([smhdw]))?", text)
    if relative is None:
        raise Refused(HTTPStatus.BAD_REQUEST, "Invalid time range")
    number, unit = relative.groups(default="0s"[:1])
    return now - int(number) * _UNITS.get(unit, 1)


def _result(visit: Visit, query: Json, start: float, end: float) -> Json:
    source = query.get("datasource")
    uid = source.get("uid") if isinstance(source, dict) else source
    datasource = find_datasource(visit, str(uid))
    if datasource.answer is not None:
        outcome = datasource.answer(query)
    elif datasource.type == "prometheus":
        outcome = ask_prometheus(datasource, query, start, end)
    else:
        outcome = 0
    if isinstance(outcome, str):
        return {"error": outcome, "errorSource": "downstream", "status": 400}
    frames = [_frame(str(query.get("refId") or "A"), end) for _ in range(outcome)]
    return {"status": 200, "frames": frames}


def _frame(ref_id: str, end: float) -> Json:
    """A series with one value: of a frame only that it is there, and not empty, is looked at."""
    fields = [
        {"name": "Time", "type": "time", "typeInfo": {"frame": "time.Time"}},
        {"name": "Value", "type": "number", "typeInfo": {"frame": "float64"}, "labels": {}},
    ]
    schema = {"refId": ref_id, "meta": {"type": "timeseries-multi"}, "fields": fields}
    return {"schema": schema, "data": {"values": [[int(end * 1000)], [1.0]]}}


ROUTES = (Route("POST", "/api/ds/query", _query, "datasources:query", exclusive=False),)
