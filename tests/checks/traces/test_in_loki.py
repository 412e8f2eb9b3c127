from __future__ import annotations

from tests.checks.traces.conftest import Loki, Receiver


def test_a_record_that_does_not_arrive(found, receiver) -> None:
    assert found(receiver, None, Loki(Receiver())) == [
        (
            "http://loki:3100: error traces/in-loki: a log record was taken, and Loki does not "
            "find it by its trace id after 15 seconds (does the collector's logs pipeline end in "
            "Loki's '/otlp', which keeps 'trace_id' as structured metadata and makes "
            "'service.name' the label 'service_name'?)"
        )
    ]


def test_a_record_that_arrives(found, receiver) -> None:
    assert found(receiver, None, Loki(receiver)) == []
