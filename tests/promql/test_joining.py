from __future__ import annotations

import pytest

from archestra_ops.promql.grammar import tree
from archestra_ops.promql.joining import joined
from archestra_ops.promql.labelset import ANYTHING, only

LEFT = only({"__name__", "job", "pod"})
RIGHT = only({"__name__", "job", "zone"})


@pytest.mark.parametrize(
    ("expr", "left", "right", "labels"),
    [
        ("1 + 1", None, None, None),
        ("a + 1", LEFT, None, {"job", "pod"}),
        ("1 > a", None, LEFT, {"__name__", "job", "pod"}),
        ("a + b", LEFT, RIGHT, {"job"}),
        ("a > b", LEFT, RIGHT, {"__name__", "job"}),
        ("a > bool b", LEFT, RIGHT, {"job"}),
        ("a + on (job, pod) b", LEFT, RIGHT, {"job"}),
        ("a + ignoring (pod) b", LEFT, RIGHT, {"job"}),
        ("a + ignoring (job) b", LEFT, RIGHT, set()),
        ("a + on (job) group_left b", LEFT, RIGHT, {"job", "pod"}),
        ("a + on (job) group_left (zone, pod) b", LEFT, RIGHT, {"job", "zone"}),
        ("a + on (job) group_right b", LEFT, RIGHT, {"job", "zone"}),
        ("a + on (pod) group_left b", LEFT, RIGHT, {"job"}),
        ("a + on (job, pod) fill (0) b", LEFT, RIGHT, {"job", "pod"}),
        ("a and b", LEFT, RIGHT, {"__name__", "job"}),
        ("a and on (pod) b", LEFT, RIGHT, {"__name__", "job"}),
        ("a unless b", LEFT, RIGHT, {"__name__", "job", "pod"}),
        ("a or b", LEFT, RIGHT, {"__name__", "job", "pod", "zone"}),
    ],
)
def test_labels_of_a_result(expr, left, right, labels):
    assert joined(tree(expr), left, right) == (None if labels is None else only(labels))


def test_a_list_with_a_grafana_variable_may_hold_any_label():
    assert joined(tree("a + on ($b) c"), LEFT, RIGHT) == ANYTHING
