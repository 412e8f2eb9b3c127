from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.checks import datasources
from tests.grafana.checks.made import datasource, seen, source, told


@pytest.mark.parametrize(
    ("plugin", "severity", "message"),
    [
        ("prometheus", "error", "there is no Prometheus datasource: the boards stay empty"),
        ("tempo", "warning", "there is no Tempo datasource: panels of traces stay empty"),
        ("loki", "warning", "there is no Loki datasource: panels of logs stay empty"),
    ],
)
def test_a_type_without_a_datasource(plugin, severity, message) -> None:
    of = seen(source(plugin, known=(), chosen=None, health=None))

    assert told(datasources, of) == [
        (
            severity,
            message,
            f"`ops dashboards datasources --{plugin} URL` writes it for Grafana's provisioning",
        )
    ]


def test_where_they_may_not_be_listed_none_is_missing() -> None:
    of = seen(source("tempo", known=(), chosen=None, health=None), datasources=None)

    assert told(datasources, of) == []


def test_one_that_is_named_and_is_none() -> None:
    problem = OpsError("no Tempo datasource with the uid or name 'x'", hint="one of: Tempo")
    of = seen(source("tempo", chosen=None, health=None, named=True, problem=problem))

    assert told(datasources, of) == [
        ("error", "no Tempo datasource with the uid or name 'x'", "one of: Tempo")
    ]


def test_a_choice_that_is_left_to_grafana() -> None:
    known = tuple(datasource("prometheus", number) for number in range(1, 8))
    of = seen(source("prometheus", known=known, chosen=known[2]))

    assert told(datasources, of) == [
        (
            "info",
            (
                "there are 7 Prometheus datasources, 'Prometheus-1', 'Prometheus-2', "
                "'Prometheus-3', 'Prometheus-4', 'Prometheus-5' and 2 more: boards start with "
                "'Prometheus-3', which Grafana chooses"
            ),
            "name the one that has the data of Archestra with --datasource prometheus=NAME",
        )
    ]
    named = source("prometheus", known=known, chosen=known[2], named=True)
    assert told(datasources, seen(named)) == []
