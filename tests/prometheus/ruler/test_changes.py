from __future__ import annotations

import pytest

from archestra_ops.prometheus.ruler.changes import Change, changes

A = {"alert": "A", "expr": "up == 0", "for": "5m"}
B = {"alert": "B", "expr": "up == 0"}
R = {"record": "a:b:c", "expr": "up"}


def group(*rules: object, **settings: object) -> dict[str, object]:
    return {"name": "g", **settings, "rules": list(rules)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (group(A, B), group(A, B), []),
        (group(A), group(A, R), [Change(kind="added", rule="a:b:c")]),
        (group(A, B), group(B), [Change(kind="removed", rule="A")]),
        (
            group(A),
            group({**A, "expr": "up < 1", "for": "1m"}),
            [Change(kind="changed", rule="A", what="expr, for")],
        ),
        (
            group(A, interval="1m", limit="5"),
            group({**A, "labels": {"a": "b"}}, interval="30s"),
            [
                Change(kind="changed", what="interval 1m → 30s"),
                Change(kind="changed", what="limit 5 → not set"),
                Change(kind="changed", rule="A", what="labels"),
            ],
        ),
        (group(A, B), group(B, A), [Change(kind="changed", what="the order of rules")]),
        # Several of a name: what is the same in both is not told.
        (
            group(A, {**A, "for": "1h"}),
            group(A, {**A, "for": "2h"}, {**A, "for": "3h"}),
            [Change(kind="changed", rule="A", what="for"), Change(kind="added", rule="A")],
        ),
        (group(A, A), group(A), [Change(kind="removed", rule="A")]),
        (group(A), group(A, A, A), [Change(kind="added", rule="A")] * 2),
    ],
)
def test_changes(before, after, expected) -> None:
    assert list(changes(before, after)) == expected
