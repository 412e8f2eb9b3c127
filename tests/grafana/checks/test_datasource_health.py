from __future__ import annotations

import pytest

from archestra_ops.grafana.api.model import Health
from archestra_ops.grafana.checks import datasource_health
from tests.grafana.checks.made import datasource, seen, source, told


def test_one_that_does_not_work() -> None:
    chosen = datasource("loki", url="http://user:secret@loki:3100")
    of = seen(source("loki", chosen=chosen, health=(False, "connection refused")))

    assert told(datasource_health, of) == [
        (
            "error",
            "the Loki datasource 'Loki-1' does not work: connection refused",
            "does Grafana reach it at 'http://loki:3100', with the right credentials?",
        )
    ]


@pytest.mark.parametrize("said", ["Not found", "Method not implemented"])
def test_a_plugin_without_a_test(said) -> None:
    tempo = source("tempo", health=(False, said))
    hidden = Health(ok=True, version="", database="ok")

    assert told(datasource_health, seen(tempo)) == [
        (
            "info",
            "Grafana 11 cannot test the Tempo datasource 'Tempo-1'",
            "whether it works, its Explore page tells",
        )
    ]
    ((_, message, _),) = told(datasource_health, seen(tempo, health=hidden))
    assert message == "Grafana cannot test the Tempo datasource 'Tempo-1'"


def test_what_was_not_told_is_not_judged() -> None:
    assert told(datasource_health, seen(source("tempo", health=None))) == []
    assert told(datasource_health, seen(source("tempo", known=(), chosen=None))) == []
