from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


@pytest.mark.parametrize("name", ["up", "ALERTS", "ALERTS_FOR_STATE", "scrape_samples_scraped"])
def test_a_name_of_prometheus_itself_is_found(name) -> None:
    assert told(file(f"record: {name}\nexpr: sum(x)"), "taken-name") == [
        (
            4,
            "error",
            f"Prometheus itself makes '{name}', and this is taken for it",
            "give it a name with colons, as in level:metric:operations",
        )
    ]


@pytest.mark.parametrize("rule", ["record: job:up:sum\nexpr: up", "record: ups\nexpr: up"])
def test_other_names_are_fine(rule) -> None:
    assert told(file(rule), "taken-name") == []
    assert told(file(alert("up == 0")), "taken-name") == []
