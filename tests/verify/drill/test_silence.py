from __future__ import annotations

import pytest

from archestra_ops import promql
from archestra_ops.verify.drill.silence import inputs


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("a > 1", "(count(a))"),
        ("1 < a", "(count(a))"),
        ("a > bool 1", "(count(a))"),
        ("a - -1 > -2", "(count(a - -1))"),
        ("(a > 1)", "(count(a))"),
        ("((a)) == 0", "(count(a))"),
        ('a{x="=="} > 1', '(count(a{x="=="}))'),
        ("rate(a[5m]) / rate(b[5m]) > 0.1", "(count(rate(a[5m]) / rate(b[5m])))"),
        ("a > b * 2", "(count(a)) and (count(b * 2))"),
        ("a > on (x) group_left (y) b", "(count(a)) and (count(b))"),
        ("a > 1 and b < 2", "((count(a))) and ((count(b)))"),
        ("a > 1 and on (x) b", "((count(a))) and (count(b))"),
        ("a unless b", "(count(a))"),
        ("a == 0 unless on (x) b > 0 and c", "((count(a))) and (count(c))"),
        ("a > 1 or b", "((count(a))) or (count(b))"),
        ("absent(a)", "count(a)"),
        ('absent(a{x="y"}) and on () b == 1', '(count(a{x="y"})) and ((count(b)))'),
        ("absent_over_time(a[1h])", "count(last_over_time(a[1h]))"),
        ("sum by (x) (a > 1) > 0", "(((count(a))))"),
        ("sum(a > 1) by (x)", "((count(a)))"),
        ("count(a == 0) / count(b)", "(((count(a)))) and (count(count(b)))"),
        ("topk(3, a > 1)", "((count(a)))"),
        ("vector(1)", "count(vector(1))"),
        ("topk(3, a) by (x) > 1", "(count(topk(3, a) by (x)))"),
        ("vector(1) > 0", "vector(1)"),
        ("max_over_time((a > 1)[5m:1m])", "(count(a))"),
        ("label_replace(a > 1, 'x', '$1', 'y', '(.*)')", "((count(a)))"),
    ],
)
def test_what_must_be_there(expr, expected) -> None:
    found = inputs(expr)

    promql.parse(found)
    assert found == expected


def test_a_rare_counter_must_have_been_there() -> None:
    macro = (
        "sum by (x) (((c unless c offset 15m) and on (job, instance)"
        " (up offset 15m == 1 or s > time() - 900) or increase(c[15m]))) > 0"
    )

    found = inputs(macro)

    promql.parse(found)
    assert "count(increase(c[15m]))" in found
    assert found.count(" or ") == 2
