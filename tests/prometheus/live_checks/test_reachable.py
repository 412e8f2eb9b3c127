from __future__ import annotations

from archestra_ops.errors import FetchError
from archestra_ops.prometheus.live_checks import reachable
from tests.prometheus.live_checks.made import URL, seen, told


def test_what_does_not_answer() -> None:
    error = FetchError("nothing listens at 'http://prometheus:9090'", hint="does it run?")

    assert told(reachable, seen(error=error)) == [
        (
            "error",
            URL,
            "Prometheus cannot be asked: nothing listens at 'http://prometheus:9090'",
            "does it run?",
        )
    ]


def test_a_tenant_may_be_missing() -> None:
    error = FetchError("it lets nobody in without the right credentials", hint="is the token set?")

    ((_, _, _, hint),) = told(reachable, seen(error=error))
    assert hint == "is the token set? A Mimir wants its tenant, too: --tenant"
