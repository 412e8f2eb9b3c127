from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

HINT = 'add a matcher, as in job="…", where others may have it too'


@pytest.mark.parametrize(
    ("expr", "names"),
    [
        ("up == 0", "'up' is"),
        ('a{x="y"} / b > 1', "'a', 'b' are"),
        ('a{job="x"} / a > 1', "'a' is"),
        ("a + a > 1", "'a' is"),
    ],
)
def test_metrics_of_any_job_are_found(expr, names) -> None:
    assert told(file(alert(expr)), "no-job") == [
        (5, "info", f"{names} selected from any job", HINT)
    ]


@pytest.mark.parametrize(
    "expr",
    [
        'up{job="x"} == 0',
        'up{job!~"x.+"} == 0',
        "a:b:c > 1",
        "ALERTS > 0",
        '{a="b"} > 1',
        "vector(1)",
    ],
)
def test_metrics_of_a_job_and_what_rules_made_are_fine(expr) -> None:
    assert told(file(alert(expr)), "no-job") == []
