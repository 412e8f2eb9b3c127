from __future__ import annotations

from archestra_ops.checks import report
from tests.checks.traces.conftest import Receiver, Tempo


def test_a_span_that_does_not_arrive(found, receiver) -> None:
    assert found(receiver, Tempo(Receiver()))[0] == (
        "http://tempo:3200: error traces/in-tempo: a span was taken, and is not in Tempo after 15 "
        "seconds (does the collector's traces pipeline end in this Tempo, for this tenant, and do "
        "none of its processors sample? --wait allows more time)"
    )


def test_a_span_that_takes_its_time(probed, receiver) -> None:
    traced = probed(receiver, Tempo(receiver, late=3))

    assert traced.tempo.found
    assert traced.tempo.waited == 1.5
    assert [(case.group, case.status, case.message) for case in report.traces(traced).cases] == [
        ("spans", "accepted", ""),
        ("log records", "accepted", ""),
        ("Tempo", "found", "after 1.5 s"),
    ]
