from __future__ import annotations

import pytest

from archestra_ops.grafana.checks import exemplars
from tests.grafana.checks.made import datasource, seen, source, told

HINT = (
    "in its settings, under Exemplars, add an internal link to Tempo with the label name "
    "'traceID'; `ops dashboards datasources` writes it"
)


def found(destinations: object, *more: object) -> list[tuple[str, str, str]]:
    settings = {"exemplarTraceIdDestinations": destinations}
    chosen = datasource("prometheus", json_data=settings)
    return told(exemplars, seen(source("prometheus", known=(chosen,), chosen=chosen), *more))


@pytest.mark.parametrize(
    "destinations",
    [
        [{"name": "traceID", "datasourceUid": "tempo-1"}],
        [{"name": "traceID", "url": "https://traces.example/${__value.raw}"}],
        [{"name": "sessionID", "url": "/d/x"}, {"name": "traceID", "datasourceUid": "tempo-1"}],
    ],
)
def test_exemplars_that_lead_to_traces(destinations) -> None:
    assert found(destinations) == []


@pytest.mark.parametrize(
    ("destinations", "message"),
    [
        (
            [{"name": "trace_id", "datasourceUid": "tempo-1"}],
            (
                "the exemplars of the Prometheus datasource 'Prometheus-1' are linked by "
                "'trace_id', and those of Archestra have 'traceID'"
            ),
        ),
        (
            [{"name": "traceID", "datasourceUid": "gone"}],
            (
                "the exemplars of the Prometheus datasource 'Prometheus-1' lead to the datasource "
                "'gone', which is not there"
            ),
        ),
        (
            [{"name": "traceID", "datasourceUid": "loki-1"}],
            (
                "the exemplars of the Prometheus datasource 'Prometheus-1' lead to 'Loki-1', "
                "which is of type 'loki', not Tempo"
            ),
        ),
        (
            [{"name": "traceID"}],
            (
                "the exemplars of the Prometheus datasource 'Prometheus-1' lead to nothing: no "
                "datasource is chosen"
            ),
        ),
        *(
            (
                none,
                (
                    "exemplars of the Prometheus datasource 'Prometheus-1' lead to no trace: it "
                    "has no destination for 'traceID'"
                ),
            )
            for none in ([], None, "odd", ["odd"])
        ),
    ],
)
def test_exemplars_that_do_not(destinations, message) -> None:
    assert found(destinations) == [("warning", message, HINT)]


def test_without_a_tempo_there_is_nothing_to_lead_to() -> None:
    assert found([], source("tempo", known=(), chosen=None)) == []


def test_what_could_not_be_seen_is_not_judged() -> None:
    assert told(exemplars, seen(source("prometheus", known=(), chosen=None))) == []
    bare = datasource("prometheus", json_data={})
    of = seen(source("prometheus", known=(), chosen=bare, named=True), datasources=None)
    assert told(exemplars, of) == []


def test_the_label_is_the_platforms_and_one_without_exemplars_needs_none() -> None:
    bare = source("prometheus", chosen=datasource("prometheus", json_data={}))

    ((_, message, hint),) = told(exemplars, seen(bare, trace_label="trace_id"))

    assert message.endswith("lead to no trace: it has no destination for 'trace_id'")
    assert "with the label name 'trace_id'" in hint
    assert told(exemplars, seen(bare, trace_label="")) == []
