from __future__ import annotations

from archestra_ops.prometheus.live_checks import rules_changed
from tests.prometheus.live_checks.made import BUDGET, DOWN, SLOW, URL, group, loaded, seen, told

HINT = (
    "give the --values, --set and --postgres-provider of its rendering; else load what "
    "`ops alerts render` writes now"
)


def test_rules_that_are_loaded_otherwise() -> None:
    down = loaded(
        DOWN, expr='up{job="web"} < 1', hold=60.0, labels={"severity": "info", "team": "a"}
    )
    groups = (
        group("archestra-up", down),
        group("archestra-llm", loaded(SLOW, expr="vector(1)"), loaded(BUDGET, expr="vector(2)")),
    )

    assert told(rules_changed, seen(groups=groups)) == [
        (
            "warning",
            URL,
            (
                "in 'archestra-up' 'WebDown' is loaded otherwise: another expression, 'for' "
                "1m instead "
                "of 5m, label 'severity' 'info' instead of 'critical', label 'team' 'a' "
                "instead of not "
                "set"
            ),
            HINT,
        ),
        (
            "warning",
            URL,
            (
                "in 'archestra-llm' 'Slow', 'archestra:budget' are loaded otherwise: "
                "another expression"
            ),
            HINT,
        ),
    ]
