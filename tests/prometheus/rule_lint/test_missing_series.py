from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.exposition import Format, survey
from archestra_ops.packs.model import Metric, Pack
from archestra_ops.prometheus.rule_lint.existing import on_pages
from archestra_ops.prometheus.rule_lint.scope import Existing, Scope, scope
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


ITSELF = "prometheus_rule_evaluation_failures_total"
OR = "it is not missed: the other side of its 'or' is there"
NEVER = "the alert can never fire"


def server(**stored: tuple[str, ...]) -> Scope:
    """A Prometheus that has series by these names, with these labels."""
    metrics = {
        name: Metric(name=name, type="untyped", help="", unit="", labels=labels)
        for name, labels in stored.items()
    }
    existing = Existing(
        where="'http://p'",
        names=frozenset(stored),
        pack=Pack(name="prometheus", title="a Prometheus", metrics=metrics),
        stored={name: frozenset(labels) for name, labels in stored.items()},
        is_server=True,
    )
    return scope([packs.platform("truefoundry")], existing=existing)


@pytest.mark.parametrize(
    "expr",
    [f"increase({ITSELF}[5m]) > 0", "cortex_x > 1", "alertmanager_x > 1", "vmalert_x or loki_x"],
)
def test_what_servers_say_of_themselves_is_on_no_page(expr) -> None:
    assert told(file(alert(expr)), "missing-series", HELD) == []


@pytest.mark.parametrize(
    ("expr", "severity", "hint"),
    [
        (f"increase({ITSELF}[5m]) > 0", "error", f"did you mean '{ITSELF[:-1]}'?"),
        ("alertmanager_x > 0", "warning", "a server says it of itself: let that be scraped, too"),
    ],
)
def test_of_a_server_that_is_scraped_it_is_judged(expr, severity, hint) -> None:
    held = server(prometheus_rule_evaluation_failures_tota=("job",))

    assert [(one[1], one[3]) for one in told(file(alert(expr)), "missing-series", held)] == [
        (severity, hint)
    ]


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        ("temperature > 1 or zzz > 1", [("info", OR)]),
        ("zzz > 1 or yyy > 1 or sum(rate(temperature[5m])) > 1", [("info", OR)] * 2),
        ("sum(zzz or temperature) > 1", [("info", OR)]),
        ("temperature > 1 or temprature > 1", [("error", "did you mean 'temperature'?")]),
        ("rate(llm_tokens_total[5m]) > 1 or temperature > 1", [("info", OR)]),
        ("(zzz or temperature) * zzz > 1", [("error", NEVER)]),
        ("zzz > 1 or yyy > 1", [("error", NEVER)] * 2),
        ("zzz > 1 or vector(0)", [("error", NEVER)]),
        ("zzz > 1 or (temperature and yyy)", [("error", NEVER)] * 2),
        ("zzz > 1 or (temperature unless yyy)", [("info", OR), ("error", NEVER)]),
        ("temperature > 1 unless zzz > 1", [("error", NEVER)]),
    ],
)
def test_a_side_of_or_is_not_missed_where_the_other_is_there(expr, found) -> None:
    problems = told(file(alert(expr)), "missing-series", HELD)

    assert sorted((one[1], one[3]) for one in problems) == sorted(found)


def test_a_recording_in_a_server_has_no_labels_but_its_own() -> None:
    held = server(recorded=("model_name",), scraped=("job", "instance", "model_name"))
    failed = "sum by (model_name) (increase(ai_gateway_requests_total[5m]))"

    assert told(file(alert(f"{failed} / recorded > 1")), "unmatched-sides", held) == []
    (found,) = told(file(alert(f"{failed} / scraped > 1")), "unmatched-sides", held)
    assert found[2] == "'/' matches nothing: only its right side has the label 'instance'"
    (found,) = told(file(alert('recorded{job="x"} > 1')), "unknown-label", held)
    assert found[2] == "'recorded' has no label 'job'"
