from __future__ import annotations

import pytest

from archestra_ops.prometheus.live_checks import exemplars
from archestra_ops.prometheus.live_checks.product import Product
from archestra_ops.prometheus.live_checks.seen import Exemplars
from tests.prometheus.live_checks.made import URL, seen, told


def test_a_storage_that_is_off() -> None:
    assert told(exemplars, seen(exemplars=Exemplars(is_on=False))) == [
        (
            "warning",
            URL,
            "exemplars are not stored, so that no panel leads to a trace",
            "start it with --enable-feature=exemplar-storage",
        )
    ]


@pytest.mark.parametrize(
    ("product", "hint"),
    [
        (
            Product.PROMETHEUS,
            (
                "is tracing on in the platform, and does the scrape ask for OpenMetrics? "
                "`ops check metrics` tells"
            ),
        ),
        (
            Product.MIMIR,
            (
                "set the tenant's max_global_exemplars_per_user above 0, and "
                "'send_exemplars: true' "
                "in what writes to it"
            ),
        ),
        (
            Product.THANOS,
            "start the Prometheus servers behind it with --enable-feature=exemplar-storage",
        ),
    ],
)
def test_calls_without_exemplars(product, hint) -> None:
    none = Exemplars(is_on=None, count=0, events=1234.4)

    assert told(exemplars, seen(product=product, exemplars=none)) == [
        (
            "warning",
            URL,
            (
                "no exemplar of the last hour is stored, and there were 1,234 "
                "calls that could have one"
            ),
            hint,
        )
    ]


def test_no_calls_have_no_exemplars_and_victoriametrics_never_has() -> None:
    assert told(exemplars, seen(exemplars=Exemplars(is_on=True))) == []
    off = Exemplars(is_on=False)
    assert told(exemplars, seen(product=Product.VICTORIA_METRICS, exemplars=off)) == []
