from __future__ import annotations

import pytest

from archestra_ops.grafana.dashboard.document import load
from archestra_ops.grafana.dashboard.model import Source
from archestra_ops.grafana.dashboard.sources import source_of

KINDS = {"ds": "prometheus", "logs": "loki"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"type": "tempo", "uid": "abc"}', Source("tempo", "abc")),
        ('{"uid": "${logs}"}', Source("loki", "${logs}")),
        ('{"type": "prometheus", "uid": "$other"}', Source("prometheus", "$other")),
        ('{"uid": "$other"}', Source("", "$other")),
        ('"$ds"', Source("prometheus", "$ds")),
        ('"Prometheus"', Source("", "Prometheus")),
        ("null", Source()),
        ("7", Source()),
        ('{"uid": 7}', Source()),
    ],
)
def test_a_reference_is_read_whatever_its_form(text, expected) -> None:
    assert source_of(load(text), KINDS) == expected
