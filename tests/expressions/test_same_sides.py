from __future__ import annotations

import pytest

from archestra_ops.expressions.same_sides import find
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.findings import Severity
from tests.expressions.finding import KNOWN, found

CALLS = "sum by (a) (rate(calls_total[$__rate_interval]))"


@pytest.mark.parametrize(
    ("expr", "op"),
    [
        (f"{CALLS} / {CALLS}", "/"),
        (f"100 * {CALLS} / ({CALLS} > 0)", "/"),
        (f"({CALLS} or vector(0)) / clamp_min({CALLS}, 1)", "/"),
        (f"{CALLS} / on (a) (3 * {CALLS} * 2)", "/"),
        (f"max({CALLS} - {CALLS})", "-"),
        ('x{a="1",b="2"} / x{b="2",a="1"}', "/"),
        ("-x / -x", "/"),
        ('label_replace(x, "a", "b", "c", "d") / label_replace(x, "a", "b", "c", "d")', "/"),
        ("max_over_time(x[1h:5m]) / max_over_time(x[1h:5m])", "/"),
        ("(a / b) / (a / b)", "/"),
    ],
)
def test_something_with_itself_is_found(expr, op) -> None:
    assert found(find, expr) == [
        (
            f"both sides of '{op}' are the same, so that it is one number, always",
            "what makes the left side a part of the right one is missing",
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        'sum(rate(calls_total{status="ok"}[5m])) / sum(rate(calls_total[5m]))',
        "rate(x[5m]) / rate(x[1h])",
        "rate(x[$a]) / rate(x[$b])",
        "sum by (a) (x) / sum by (b) (x)",
        "sum(x) / max(x)",
        "rate(x[5m]) / increase(x[5m])",
        "x / x offset 1d",
        "x / x @ start()",
        "2 * x - x",
        "x - clamp_max(x, 10)",
        "x / (x > bool 0)",
        "$a / $b",
        "$a{} / $b{}",
        "max_over_time(x[1h:5m]) / max_over_time(x[1h:1m])",
        "histogram_quantile(0.9, x) / histogram_quantile(0.5, x)",
        'label_replace(x, "a", "b", "c", "d") / label_replace(x, "a", "e", "c", "d")',
        "a / b / (a * b)",
        "x * x",
        "f(x) / x",
    ],
)
def test_different_sides_are_fine(expr) -> None:
    assert found(find, expr) == []


@pytest.mark.parametrize(
    ("expr", "op", "left", "severity"),
    [
        ("x unless x", "unless", "nothing, ever", Severity.ERROR),
        (f"{CALLS} unless on (a) {CALLS}", "unless", "nothing, ever", Severity.ERROR),
        ("x > x", ">", "nothing, ever", Severity.ERROR),
        ("sum(x) < sum(x)", "<", "nothing, ever", Severity.ERROR),
        ("x == x", "==", "everything that is a number", Severity.WARNING),
        ("x >= x", ">=", "everything that is a number", Severity.WARNING),
        ("x != x", "!=", "nothing but what is no number", Severity.WARNING),
    ],
)
def test_a_comparison_with_itself_is_found(expr, op, left, severity) -> None:
    assert list(find(expr, KNOWN)) == [
        Wrong(
            f"both sides of '{op}' are the same, which leaves {left}",
            "say with what else it is to be compared, or at which other time",
            severity,
        )
    ]


@pytest.mark.parametrize(
    "expr",
    [
        "x and x",
        "x or x",
        "x unless x offset 5m",
        "x != x offset 5m",
        'x{a="1"} == x',
        "x == bool x",
        "$a == $a",
    ],
)
def test_other_comparisons_are_fine(expr) -> None:
    assert found(find, expr) == []
