from __future__ import annotations

import pytest

from archestra_ops.prometheus.live_checks import rules_missing
from archestra_ops.prometheus.live_checks.product import Product
from tests.prometheus.live_checks.made import DOWN, URL, group, loaded, seen, told

RENDER = "`ops alerts render --out FILE` writes them; name FILE under 'rule_files'"


@pytest.mark.parametrize(
    ("product", "hint"),
    [
        (Product.PROMETHEUS, RENDER),
        (Product.MIMIR, "`ops alerts import --to mimir` loads them into the tenant's ruler"),
        (
            Product.THANOS,
            "load what `ops alerts render` writes into the servers behind it, or into Thanos Ruler",
        ),
        (
            Product.VICTORIA_METRICS,
            (
                "give vmalert what `ops alerts render` writes with -rule, and this server "
                "-vmalert.proxyURL, so that they can be looked at"
            ),
        ),
    ],
)
def test_none_is_loaded(product, hint) -> None:
    assert told(rules_missing, seen(product=product, groups=(group("others"),))) == [
        (
            "warning",
            URL,
            "none of our 3 rules is loaded: nobody is woken",
            f"{hint}; rules in Grafana are not seen here",
        )
    ]


def test_a_group_is_not_loaded() -> None:
    assert told(rules_missing, seen(groups=(group("archestra-up", loaded(DOWN)),))) == [
        (
            "warning",
            URL,
            "2 rules of 'archestra-llm' are not loaded: 'Slow', 'archestra:budget'",
            RENDER,
        )
    ]
