from __future__ import annotations

import pytest

from archestra_ops.errors import FetchError
from archestra_ops.prometheus.live_checks import unasked
from archestra_ops.prometheus.live_checks.product import Product
from tests.prometheus.live_checks.made import URL, seen, told


@pytest.mark.parametrize(
    ("product", "severity"), [(Product.PROMETHEUS, "error"), (Product.THANOS, "warning")]
)
def test_what_could_not_be_asked(product, severity) -> None:
    failures = {"rules": FetchError("it answers with the status 500", hint="look at its log")}

    assert told(unasked, seen(product=product, failures=failures)) == [
        (
            severity,
            URL,
            "nothing is known of its rules: it answers with the status 500",
            "look at its log",
        )
    ]
