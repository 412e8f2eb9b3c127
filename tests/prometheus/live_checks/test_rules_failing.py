from __future__ import annotations

from archestra_ops.prometheus.live_checks import rules_failing
from tests.prometheus.live_checks.made import DOWN, URL, group, loaded, seen, told


def test_one_that_cannot_be_evaluated_and_one_that_takes_too_long() -> None:
    error = "many-to-many matching not allowed"
    groups = (
        group("archestra-up", loaded(DOWN, health="err", error=error), took=61.0),
        group("theirs", loaded(DOWN, health="err", error=error), took=61.0),
    )

    assert told(rules_failing, seen(groups=groups)) == [
        (
            "error",
            URL,
            "'WebDown' of 'archestra-up' cannot be evaluated: many-to-many matching not allowed",
            "the runbook of 'ArchestraRuleEvaluationFailing' has the usual reasons",
        ),
        (
            "warning",
            URL,
            "'archestra-up' takes 61.0 s to evaluate, longer than its interval of 1m",
            "is the server overloaded? the value `selector` makes rules look at fewer series",
        ),
    ]
