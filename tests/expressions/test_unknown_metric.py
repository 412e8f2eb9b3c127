from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.expressions.unknown_metric import find
from archestra_ops.packs.catalogue import catalogue
from tests.expressions.finding import KNOWN, found

NEAR = "did you mean 'llm_tokens_total'?"
FAR = "see `ops packs show` for the metrics"


@pytest.mark.parametrize(
    ("expr", "name", "hint"),
    [
        ("rate(llm_token_total[5m])", "llm_token_total", NEAR),
        ("up == 1 and frobnicated > 1", "frobnicated", FAR),
        # A histogram and a counter have no samples of these names.
        (
            "rate(llm_request_duration_seconds[5m])",
            "llm_request_duration_seconds",
            "did you mean 'llm_request_duration_seconds_sum'?",
        ),
        ("rate(llm_tokens[5m])", "llm_tokens", NEAR),
        ('{__name__="frobnicated"}', "frobnicated", FAR),
    ],
)
def test_it_finds(expr, name, hint) -> None:
    assert found(find, expr) == [(f"no metric is called '{name}'", hint)]


@pytest.mark.parametrize(
    ("name", "profile", "hint"),
    [
        ("llm_proxy_upstream_status_code", "", "it is of agyn: add --platform agyn"),
        ("llm_tokens_total", "", "it is of archestra: add --platform archestra"),
        ("astromesh_tokens_used_total", "", "it is of another profile: add --profile documented"),
        (
            "astromesh_agent_cost_USD_total",
            "documented",
            "it is of another profile: add --profile otlp",
        ),
    ],
)
def test_one_that_another_platform_has_is_said_to_be_of_it(name, profile, hint) -> None:
    known = catalogue(packs.platform("astromesh", profile))

    assert [wrong.hint for wrong in find(name, known)] == [hint]


def test_one_of_a_platforms_profile_is_said_to_be_of_both() -> None:
    (wrong,) = find("astromesh_tokens_used_total", KNOWN)

    assert wrong.hint == "it is of astromesh: add --platform astromesh --profile documented"


def test_what_runs_beside_a_platform_is_not_the_platforms() -> None:
    name = "kube_pod_container_status_restarts_total"
    agyn = packs.platform("agyn")
    assert agyn.is_foreign(agyn.metrics[name])

    (wrong,) = find(name, KNOWN)

    assert "agyn" not in wrong.hint


def test_it_names_each_once_in_their_order() -> None:
    messages = [message for message, _ in found(find, "bbbb / aaaa + bbbb")]

    assert messages == ["no metric is called 'bbbb'", "no metric is called 'aaaa'"]


@pytest.mark.parametrize(
    "expr",
    [
        "sum(rate(llm_tokens_total[5m]))",
        "histogram_quantile(0.9, sum by (le) (rate(llm_request_duration_seconds_bucket[5m])))",
        "rate(http_request_summary_seconds_sum[5m]) + http_request_summary_seconds",
        "up + scrape_samples_scraped + scrape_series_added + scrape_duration_seconds",
        'ALERTS{alertstate="firing"}',
        "job:llm_errors:ratio5m > 0.1",  # recorded
        '{__name__=~"llm_.*"}',
        '{job="archestra-web"}',
        "$metric",
        "{{ connections_used }}",
        "agent_executions_total",  # of an older release
        "vector(1)",
    ],
)
def test_it_passes(expr) -> None:
    assert found(find, expr) == []
