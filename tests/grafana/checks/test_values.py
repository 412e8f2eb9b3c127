from __future__ import annotations

from collections.abc import Sequence

import pytest

from archestra_ops.errors import FetchError
from archestra_ops.grafana.api.errors import ForbiddenError, RefusedError
from archestra_ops.grafana.checks.values import values


def variable(name: str, query: str, **more: str) -> dict[str, object]:
    return {"name": name, "type": "query", "query": {"query": query}, **more}


BOARD = {
    "templating": {
        "list": [
            {"name": "datasource", "type": "datasource", "query": "prometheus"},
            variable("cluster", "label_values(up, cluster)", allValue=".*"),
            variable("job", 'label_values(up{cluster=~"$cluster"}, job)'),
            variable("instance", 'label_values(up{job=~"$job"}, instance)'),
            variable("metric", "metrics(up)"),
        ]
    }
}


def test_all_is_what_is_listed_each_within_those_before() -> None:
    asked = []

    def listed(label: str, selector: str) -> Sequence[str]:
        asked.append((label, selector))
        return {"cluster": ["eu"], "job": ["a.b", "c"], "instance": []}[label]

    assert values(BOARD, listed) == {
        "cluster": ".*",
        "job": r"(a\\.b|c)",
        "instance": "()",
        "metric": ".+",
    }
    assert asked == [
        ("cluster", "up"),
        ("job", 'up{cluster=~".*"}'),
        ("instance", r'up{job=~"(a\\.b|c)"}'),
    ]


def test_where_nothing_can_be_listed_it_is_anything() -> None:
    def listed(_label: str, _selector: str) -> Sequence[str]:
        raise RefusedError("no such resource")

    assert values(BOARD, listed) == {
        "cluster": ".*",
        "job": ".+",
        "instance": ".+",
        "metric": ".+",
    }


@pytest.mark.parametrize("error", [FetchError("timeout"), ForbiddenError("no")])
def test_where_queries_would_fare_no_better_it_is_raised(error) -> None:
    def listed(_label: str, _selector: str) -> Sequence[str]:
        raise error

    with pytest.raises(type(error)):
        values(BOARD, listed)
