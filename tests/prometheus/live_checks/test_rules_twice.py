from __future__ import annotations

from archestra_ops.prometheus.live_checks import rules_twice
from archestra_ops.prometheus.live_checks.product import Product
from tests.prometheus.live_checks.made import DOWN, URL, group, loaded, seen, told

TWICE = (group("archestra-up", loaded(DOWN)), group("archestra-up", loaded(DOWN), file="/b.yaml"))


def test_one_that_two_files_have() -> None:
    assert told(rules_twice, seen(groups=TWICE)) == [
        (
            "warning",
            URL,
            "1 rule of 'archestra-up' is loaded more than once: 'WebDown'",
            "take it out of one of '/etc/rules.yaml', '/b.yaml'",
        )
    ]


def test_one_that_a_file_has_twice() -> None:
    groups = (group("archestra-up", loaded(DOWN), loaded(DOWN)),)

    assert told(rules_twice, seen(groups=groups))[0][3] == "load it once"


def test_a_pair_behind_thanos_has_each_rule() -> None:
    assert told(rules_twice, seen(groups=TWICE, product=Product.THANOS)) == []
