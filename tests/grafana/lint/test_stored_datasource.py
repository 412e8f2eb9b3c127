from __future__ import annotations

import pytest

from tests.grafana.lint.boards import CHOICE, board, hints, said


@pytest.mark.parametrize("value", ["grafanacloud-acme-prom", ["grafanacloud-acme-prom"]])
def test_a_stored_choice_is_found(value) -> None:
    wrong = board(variables=({**CHOICE, "name": "metrics", "current": {"value": value}},))

    assert said("stored-datasource", wrong) == [
        (
            "variable $metrics: it is stored with 'grafanacloud-acme-prom', "
            "which another Grafana does not have"
        )
    ]
    assert hints("stored-datasource", wrong) == ["store it without a choice: current: {}"]


@pytest.mark.parametrize(
    "current", [{}, None, {"value": ""}, {"value": "default"}, {"value": "${DS_PROMETHEUS}"}]
)
def test_no_choice_is_fine(current) -> None:
    chosen = {"name": "job", "type": "query", "current": {"value": "web"}}

    assert (
        said("stored-datasource", board(variables=({**CHOICE, "current": current}, chosen))) == []
    )
