from __future__ import annotations

import pytest

from archestra_ops.grafana.api.model import Health
from archestra_ops.grafana.checks import database
from archestra_ops.grafana.checks.seen import Seen
from tests.grafana.checks.made import URL, told


@pytest.mark.parametrize(
    ("state", "message", "hint"),
    [
        (
            "failing",
            "Grafana is up, but its database is not: 'failing'",
            "is the database that Grafana keeps users and boards in up? Its log says more",
        ),
        (
            "",
            "Grafana is up, but its database is not: 'unknown'",
            "is the database that Grafana keeps users and boards in up? Its log says more",
        ),
        (
            "ok",
            "Grafana is up, but not ready",
            "is it starting? Its log says what it waits for",
        ),
    ],
)
def test_a_grafana_that_is_not_well(state, message, hint) -> None:
    health = Health(ok=False, version="11.6.4", database=state)

    assert told(database, Seen(url=URL, health=health)) == [("error", message, hint)]
