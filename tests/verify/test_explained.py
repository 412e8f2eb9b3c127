from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.verify.explained import explain, has_stand_in
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.reasons import Reasons
from tests.verify.sights import page, reasons

OK = ("ok", "")
FIRST = "it appears with the first such event"


def told(expr: str) -> tuple[str, str]:
    found = explain(expr, page(), reasons("web"))
    return found.status.value, found.reason


def gone(name: str) -> tuple[str, str]:
    return "missing metric", f"'{name}' is not exposed"


def lacks(name: str, label: str) -> tuple[str, str]:
    return "missing label", f"'{name}' has no label '{label}' here"


def silent(name: str) -> tuple[str, str]:
    return "no series yet", f"'{name}' is declared, and nothing was observed yet"


def unmatched(name: str, matcher: str) -> tuple[str, str]:
    return "no series yet", f"no series of '{name}' has {matcher} yet"


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("up", OK),
        ("sum(rate(calls_total[5m]))", OK),
        ('sum by (route) (rate(calls_total{status="ok"}[5m]))', OK),
        ("gone", gone("gone")),
        ("sum(rate(rare_total[5m]))", silent("rare_total")),
        ("sum by (region) (rate(calls_total[5m]))", lacks("calls_total", "region")),
        ('calls_total{region=~".*"}', lacks("calls_total", "region")),
        ('calls_total{status="error"}', unmatched("calls_total", 'status="error"')),
        ("calls_total / on (region) acme_up", lacks("calls_total", "region")),
        ("histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket[5m])))", OK),
        (
            "histogram_quantile(0.9, sum by (le) (rate(wait_seconds_count[5m])))",
            lacks("wait_seconds_count", "le"),
        ),
        ('label_replace(calls_total, "a", "$1", "region", "(.*)")', lacks("calls_total", "region")),
        ("time() - acme_up", OK),
        ("vector(1)", OK),
        # What rules record, and what only a pattern names, is not judged.
        ("job:calls:rate5m", OK),
        ('{__name__=~"acme_.*"}', OK),
    ],
)
def test_one_selector(expr: str, expected: tuple[str, str]) -> None:
    assert told(expr) == expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("sum(calls_total) / sum(gone)", gone("gone")),
        ("sum(gone) / sum(calls_total)", gone("gone")),
        ("calls_total and gone", gone("gone")),
        ("rare_total + calls_total", silent("rare_total")),
        # The worst of both explains more.
        ("rare_total + gone", gone("gone")),
        ("calls_total > on (route) group_left () (rate(wait_seconds_sum[5m]))", OK),
    ],
)
def test_both_sides_of_an_operator_are_needed(expr: str, expected: tuple[str, str]) -> None:
    assert told(expr) == expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        # Two names for one thing: one is enough.
        ("calls_total or gone", OK),
        ("gone or calls_total", OK),
        ("sum by (route) (gone) or sum by (route) (calls_total)", OK),
        ("gone or away or acme_up", OK),
        ("gone or away", gone("gone")),
        ("rare_total or gone", silent("rare_total")),
        # A constant stands in for silence, not for what is gone.
        ("sum(rare_total) or vector(0)", OK),
        ("vector(0) or sum(rare_total)", OK),
        ("sum(gone) or vector(0)", gone("gone")),
        ("sum by (region) (calls_total) or vector(0)", lacks("calls_total", "region")),
        ('sum(calls_total{status="error"}) or vector(0)', OK),
        # So do series that are multiplied by nought.
        ('sum(calls_total{status="error"}) or 0 * sum(acme_up)', OK),
        ("sum(gone) or 0 * sum(acme_up)", gone("gone")),
        ("sum(gone) or sum(acme_up) * 0", gone("gone")),
        ("sum(rare_total) or 0 * sum(gone)", silent("rare_total")),
        ("(sum(rare_total) or vector(0)) / sum(gone)", gone("gone")),
    ],
)
def test_one_side_of_or_is_enough(expr: str, expected: tuple[str, str]) -> None:
    assert told(expr) == expected


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("calls_total unless calls_total", OK),
        # Nothing to take away is no loss.
        ("calls_total unless rare_total", OK),
        ('calls_total unless calls_total{status="error"}', OK),
        # But what should take away and is not there leaves too much.
        ("calls_total unless gone", gone("gone")),
        ("gone unless calls_total", gone("gone")),
    ],
)
def test_unless_needs_its_left_side(expr: str, expected: tuple[str, str]) -> None:
    assert told(expr) == expected


def test_a_target_that_the_variables_do_not_list_is_told_from_silence() -> None:
    for expr in ('calls_total{job=~"(other)"}', 'up{instance="x",job="acme-web"}'):
        name = expr.partition("{")[0]
        assert explain(expr, page(), reasons("web")) == Outcome(
            Status.MISSING_METRIC,
            f"'{name}' is only on targets that the board's variables do not list",
            "they list the targets that have the metrics which the variables ask for",
        )


def test_labels_that_only_some_scrapes_add_may_be_absent() -> None:
    matchers = 'cluster=~".*",namespace=~".*",job=~"(acme-web)",instance=~".+"'

    assert explain(f"sum by (pod) (calls_total{{{matchers}}})", page(), reasons("web")) is FINE


@pytest.mark.parametrize(
    ("expr", "hint"),
    [
        ("gone", "no pack knows it"),
        ("busy", "only the worker process has it, which is not scraped"),
        ("rare_total", "it appears with the first event"),
        ('calls_total{status="error"}', FIRST),
        ("sum by (region) (calls_total)", "it has: route, status"),
        ("sum by (region) (acme_up)", "it has: none"),
        ("pg_commits_total", "the exporter has it, which is not scraped"),
    ],
)
def test_every_reason_comes_with_a_hint(expr: str, hint: str) -> None:
    assert explain(expr, page(), reasons("web")).hint == hint


def test_the_packs_know_why_a_label_may_be_missing() -> None:
    text = "# TYPE pg_used gauge\npg_used 1\n# TYPE calls counter\ncalls_total 1\n# EOF\n"

    def hint(expr: str) -> str:
        return explain(expr, page(text), reasons("web", "postgres")).hint

    assert hint("sum by (db) (pg_used)") == "needs the option: turn it on"
    assert hint("sum by (route) (calls_total)") == "there since 2.0: an older release lacks it"


@pytest.mark.parametrize(
    ("expr", "expected"),
    [
        ("sum(x) or vector(0)", True),
        ("(sum(x) or vector(0)) / y", True),
        ("x or 0 * y", True),
        ("x or y * 0", True),
        ("x or y", False),
        ("x * 60", False),
        ("sum(x)", False),
    ],
)
def test_data_may_only_stand_in(expr, expected) -> None:
    assert has_stand_in(expr) is expected


def test_what_is_there_only_sometimes_is_not_missing() -> None:
    why = Reasons(catalogue=catalogue(packs.provider("helm")), scraped=lambda: ("postgres",))

    found = explain("pg_stat_replication_pg_wal_lsn_diff", page(), why)

    assert found == Outcome(
        Status.NO_SERIES,
        "'pg_stat_replication_pg_wal_lsn_diff' is not exposed",
        "it is only there while a replica is connected",
    )
