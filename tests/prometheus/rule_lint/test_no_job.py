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
        # The job of what is matched by it is the left side's, which may be any.
        ("(a unless a offset 5m) and on (job, instance) (up offset 5m == 1) or b", "'a', 'b' are"),
        ("up == 0 and on (job) a{job='x'}", "'up' is"),
        ("a{job='x'} and on (instance) up", "'up' is"),
        ("a{job='x'} / ignoring (job) up", "'up' is"),
        ("a{job='x'} or on (job) up", "'up' is"),
        ("a{job='x'} + on (job) fill(0) up", "'up' is"),
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
        'a{job="x"} and on (job, instance) (up offset 5m == 1 or b > time() - 300)',
        'a{job="x"} unless on (job) up',
        'a{job="x"} * on (job, instance) group_left (version) b',
    ],
)
def test_metrics_of_a_job_and_what_rules_made_are_fine(expr) -> None:
    assert told(file(alert(expr)), "no-job") == []
