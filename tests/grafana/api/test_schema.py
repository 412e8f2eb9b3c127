from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.schema import is_v2, refuse_v2


@pytest.mark.parametrize(
    ("dashboard", "v2"),
    [
        ({"title": "T", "panels": []}, False),
        ({"title": "T", "elements": {}, "layout": {}}, True),
        ({"title": "T", "elements": {}}, False),
        ({"apiVersion": "dashboard.grafana.app/v2alpha1", "spec": {}}, True),
        ({"apiVersion": "dashboard.grafana.app/v1", "spec": {}}, False),
        ({"apiVersion": 1}, False),
    ],
)
def test_the_newer_schema_is_recognised(dashboard, v2) -> None:
    assert is_v2(dashboard) is v2


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ({"title": "T"}, "T"),
        ({"spec": {"title": "S"}}, "S"),
        ({"uid": "u"}, "u"),
        ({}, "without a title"),
    ],
)
def test_it_is_refused_by_name(named, name) -> None:
    with pytest.raises(OpsError) as caught:
        refuse_v2({"elements": {}, "layout": {}, **named})
    assert str(caught.value) == (
        f"the dashboard '{name}' is in Grafana's schema v2, which only its newer API reads"
    )
