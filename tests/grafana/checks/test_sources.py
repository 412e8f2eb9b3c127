from __future__ import annotations

import pytest

from archestra_ops.grafana.checks.seen import Source
from archestra_ops.grafana.checks.sources import source
from tests.grafana.checks.made import datasource

FIRST, SECOND, TEMPO = datasource("prometheus"), datasource("prometheus", 2), datasource("tempo")
DEFAULT = datasource("prometheus", 3, is_default=True)


def test_there_is_none() -> None:
    assert source("loki", [FIRST, TEMPO], {}) == Source(plugin="loki")


@pytest.mark.parametrize(
    ("there", "chosen"),
    [((TEMPO, FIRST), FIRST), ((FIRST, SECOND), FIRST), ((FIRST, SECOND, DEFAULT), DEFAULT)],
)
def test_grafanas_choice(there, chosen) -> None:
    found = source("prometheus", there, {})

    assert (found.chosen, found.named) == (chosen, False)
    assert found.known == tuple(one for one in there if one is not TEMPO)


@pytest.mark.parametrize("name", ["prometheus-2", "Prometheus-2"])
def test_one_that_is_given_by_uid_or_name(name) -> None:
    found = source("prometheus", [FIRST, SECOND], {"prometheus": name})

    assert (found.chosen, found.named, found.problem) == (SECOND, True, None)


def test_one_that_is_given_and_not_there() -> None:
    found = source("prometheus", [FIRST], {"prometheus": "tempo-1"})

    assert found.chosen is None
    assert "tempo-1" in str(found.problem)


def test_what_is_given_is_believed_where_none_may_be_listed() -> None:
    found = source("prometheus", None, {"prometheus": "mimir"})

    assert found.known == ()
    assert found.chosen is not None
    assert (found.chosen.uid, found.chosen.name, found.named) == ("mimir", "mimir", True)
    assert source("prometheus", None, {}) == Source(plugin="prometheus")
