from __future__ import annotations

from archestra_ops.errors import FetchError
from archestra_ops.grafana.checks import reachable
from archestra_ops.grafana.checks.seen import Seen
from tests.grafana.checks.made import URL, told


def test_nobody_answers() -> None:
    error = FetchError("'http://g' refuses the connection", hint="is it running?")

    assert told(reachable, Seen(url=URL, error=error)) == [
        (
            "error",
            "Grafana cannot be asked: 'http://g' refuses the connection",
            "is it running?",
        )
    ]
