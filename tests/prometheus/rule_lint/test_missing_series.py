from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.exposition import Format, survey
from archestra_ops.prometheus.rule_lint.existing import on_pages
from archestra_ops.prometheus.rule_lint.scope import scope
from tests.prometheus.rule_lint.rules import alert, file, told

PAGE = b"""\
# TYPE frobnicated_total counter
frobnicated_total{kind="a"} 1
# TYPE temperature gauge
temperature{room="x"} 1
# TYPE llm_cost_total counter
"""
HELD = scope(
    [packs.platform("archestra")],
    existing=on_pages([("page.txt", survey([PAGE], format=Format.CLASSIC))]),
)


@pytest.mark.parametrize(
    ("expr", "severity", "message", "hint"),
    [
        (
            "frobnicate_total > 1",
            "error",
            "'frobnicate_total' does not exist in 'page.txt'",
            "did you mean 'frobnicated_total'?",
        ),
        ("zzz > 1", "error", "'zzz' does not exist in 'page.txt'", "the alert can never fire"),
        (
            "rate(llm_tokens_total[5m]) > 1",
            "warning",
            "'llm_tokens_total' does not exist in 'page.txt'",
            "the platform has it: it may come with the first event, or with a setting",
        ),
    ],
)
def test_a_metric_that_is_not_there_is_found(expr, severity, message, hint) -> None:
    assert told(file(alert(expr)), "missing-series", HELD) == [(5, severity, message, hint)]


@pytest.mark.parametrize(
    "expr",
    [
        "rate(frobnicated_total[5m]) > 1",
        "rate(llm_cost_total[5m]) > 1",  # declared
        "up == 0 or scrape_samples_scraped > 1 or ALERTS > 1",
        '{a="b"} > 1',
    ],
)
def test_what_is_there_or_made_is_fine(expr) -> None:
    assert told(file(alert(expr)), "missing-series", HELD) == []


def test_what_the_files_record_is_there() -> None:
    text = file("record: recorded\nexpr: temperature", alert("recorded > 1"))

    assert told(text, "missing-series", HELD) == []


def test_without_having_asked_nothing_is_missing() -> None:
    assert told(file(alert("zzz > 1")), "missing-series") == []


def test_the_page_says_types_and_labels_for_the_other_rules() -> None:
    assert told(file(alert("frobnicated_total > 1")), "raw-counter", HELD) == [
        (
            5,
            "error",
            "counter 'frobnicated_total' is read as it is",
            "take its rate() or increase()",
        )
    ]
    assert told(file(alert("rate(temperature[5m]) > 1")), "rate-on-gauge", HELD) == [
        (5, "error", "rate() of gauge 'temperature'", "use delta()")
    ]
    assert [
        one[2] for one in told(file(alert('temperature{rom="x"} > 1')), "unknown-label", HELD)
    ] == ["'temperature' has no label 'rom'"]
