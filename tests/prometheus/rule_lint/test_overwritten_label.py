from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

MESSAGE = "its label 'a' takes the place of the one that tells the series apart"
HINT = "take 'a' out of by (…), or call the rule's label otherwise"


def said(expr: str, labels: str = "{a: const}") -> list[tuple[int, str, str, str]]:
    return told(file(f"record: l:x:sum\nexpr: {expr}\nlabels: {labels}"), "overwritten-label")


@pytest.mark.parametrize(
    "expr",
    [
        "sum by (a) (x)",
        "100 * max(rate(x[5m])) by (a)",
        "sum by (a) (x) > 5",
        'sum by (a) (x{a!="1"})',
        'sum by (a) (x{a=~"1|2"})',
        'sum by (a) (x{a="1"} or y)',
    ],
)
def test_a_label_in_the_place_of_the_only_one_is_found(expr) -> None:
    assert said(expr) == [(6, "warning", MESSAGE, HINT)]


def test_an_alert_has_it_as_well() -> None:
    text = file(alert("sum by (a) (x) > 5", "labels: {severity: warning, a: const}"))

    assert [one[2] for one in told(text, "overwritten-label")] == [MESSAGE]


@pytest.mark.parametrize(
    ("expr", "labels"),
    [
        ("sum by (a) (x)", "{b: const}"),
        ("sum by (a) (x)", "{a: '{{ $labels.a }}'}"),
        ("sum by (a, b) (x)", "{a: const}"),
        ("sum without (a) (x)", "{a: const}"),
        ("sum(x)", "{a: const}"),
        ("x", "{a: const}"),
        ('sum by (a) (x{a="1"})', "{a: one}"),
        ("topk by (a) (1, x)", "{a: const}"),
        ("sum by (a) (x) / sum by (a) (y)", "{a: const}"),
    ],
)
def test_other_labels_are_fine(expr, labels) -> None:
    assert said(expr, labels) == []
