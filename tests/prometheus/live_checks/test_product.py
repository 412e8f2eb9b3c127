from __future__ import annotations

import pytest

from archestra_ops.prometheus.live_checks.product import Product, recognise
from archestra_ops.prometheus.results import Identity

PROMETHEUS = {"version": "3.8.0", "revision": "abc", "goVersion": "go1.25"}
MIMIR = {**PROMETHEUS, "application": "Grafana Mimir", "features": {"ruler_config_api": "true"}}
URL = "http://server:9090"
HEADERS = {"x-server-hostname": "vm-1"}


@pytest.mark.parametrize(
    ("build", "headers", "url", "has_stores", "product"),
    [
        (PROMETHEUS, {}, URL, False, Product.PROMETHEUS),
        (MIMIR, {}, f"{URL}/prometheus", False, Product.MIMIR),
        (PROMETHEUS, {}, URL, True, Product.THANOS),
        ({}, HEADERS, URL, False, Product.VICTORIA_METRICS),
        ({"version": "2.24.0"}, {}, f"{URL}/select/0/prometheus", False, Product.VICTORIA_METRICS),
        ({"version": "2.24.0"}, {}, URL, False, Product.OTHER),
        ({**PROMETHEUS, "application": "Another"}, {}, URL, False, Product.OTHER),
        ({}, {}, URL, False, Product.OTHER),
    ],
)
def test_each_is_recognised(build, headers, url, has_stores, product) -> None:
    found = recognise(Identity(headers=headers, build=build), url, has_stores=has_stores)

    assert found is product
