from __future__ import annotations

import pytest

from archestra_ops.errors import FetchError
from archestra_ops.prometheus.live_checks import another_product
from archestra_ops.prometheus.live_checks.product import DIFFERENCES, Product
from tests.prometheus.live_checks.made import URL, seen, told


@pytest.mark.parametrize(
    ("product", "part"),
    [
        (Product.MIMIR, "this is Mimir: it scrapes nothing itself, so that targets are known by"),
        (Product.THANOS, "this is Thanos: targets, rules and exemplars are those of the servers"),
        (Product.VICTORIA_METRICS, "this is VictoriaMetrics: it stores no exemplars; rules are"),
        (Product.OTHER, "this is another server with Prometheus' API: what it does not tell"),
    ],
)
def test_what_is_different_is_said(product, part) -> None:
    ((severity, subject, message, hint),) = told(another_product, seen(product=product))

    assert (severity, subject, hint) == ("info", URL, "")
    assert message.startswith(part)
    assert {*DIFFERENCES} == {*Product} - {Product.PROMETHEUS}


def test_what_does_not_answer_is_no_product() -> None:
    gone = seen(product=Product.OTHER, error=FetchError("gone"))

    assert told(another_product, gone) == []
