from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import expressions, packs
from archestra_ops.expressions import others
from archestra_ops.expressions.suspicion import find, owned_by
from archestra_ops.findings import Severity
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.packs.model import Metric, Platform

ERROR, WARNING = Severity.ERROR, Severity.WARNING
FAR = "see `ops packs show` for the metrics"


def metric(name: str, kind: str) -> Metric:
    return Metric(name=name, type=kind, help="", unit="")  # type: ignore[arg-type]


def platform(*metrics: Metric) -> Platform:
    named = {metric.name: metric for metric in metrics}
    return Platform(name="acme", title="Acme", homepage="", processes={}, metrics=named)


ACME = platform(
    metric("acme_http_requests_total", "counter"),
    metric("acme_wait_seconds", "histogram"),
    metric("process_open_fds", "gauge"),
)
MIXED = platform(
    metric("workload_failures_total", "counter"),
    metric("intake_wait_p95_seconds", "gauge"),
    metric("http_request_duration_seconds", "histogram"),
)


def told(name: str, pack: Platform) -> list[tuple[Severity, str]]:
    found = others.rules_for_others({"unknown-metric": expressions.RULES["unknown-metric"]})
    judged = expressions.judge(name, catalogue(pack), found)
    return [(expressions.severity(rule, wrong), wrong.hint) for rule, wrong in judged]


@pytest.mark.parametrize(
    ("name", "pack", "severity", "hint"),
    [
        ("workload_failure_total", "agyn", WARNING, "did you mean 'workload_failures_total'?"),
        ("wokrload_failures_total", "agyn", WARNING, "did you mean 'workload_failures_total'?"),
        ("workload_failores_total", "agyn", WARNING, "did you mean 'workload_failures_total'?"),
        (
            "gateway_grpc_server_handled",
            "agyn",
            WARNING,
            "did you mean 'gateway_grpc_server_handled_total'?",
        ),
        (
            "openfga_request_duration_ms",
            "agyn",
            ERROR,
            "did you mean 'openfga_request_duration_ms_sum'?",
        ),
        (
            "ai_gateway_request_totall",
            "truefoundry",
            ERROR,
            "did you mean 'ai_gateway_requests_total'?",
        ),
        ("astromesh_run_total", "astromesh", ERROR, "did you mean 'astromesh_agent_runs_total'?"),
        ("llm_tokens_total", "agyn", WARNING, "it is of archestra: add --platform archestra"),
    ],
)  # fmt: skip
def test_it_finds(name, pack, severity, hint) -> None:
    assert told(name, packs.platform(pack)) == [(severity, hint)]


def test_a_native_histogram_has_no_suffix() -> None:
    pack = packs.platform("agyn")
    rate = "rate(openfga_request_duration_ms[5m])"

    assert told(f"histogram_avg(sum({rate})) > 1", pack) == []
    assert told(f"histogram_quantile(0.9, sum by (le) ({rate}))", pack) != []


@pytest.mark.parametrize(
    ("name", "severity", "hint"),
    [
        ("acme_http_request_total", ERROR, "did you mean 'acme_http_requests_total'?"),
        ("acme_wait_seconds", ERROR, "did you mean 'acme_wait_seconds_sum'?"),
        ("acme_frobnicated", ERROR, FAR),
    ],
)
def test_a_platform_of_ones_own_owns_what_all_its_names_begin_with(name, severity, hint) -> None:
    assert told(name, ACME) == [(severity, hint)]


@pytest.mark.parametrize(
    "name", ["mcp_gateway_calls_total", "llm_d_requests_total", "rag_x", "go_x"]
)
@pytest.mark.parametrize("pack", ["agyn", "astromesh", "truefoundry"])
def test_names_of_other_products_are_not_judged(name, pack) -> None:
    assert told(name, packs.platform(pack)) == []


@pytest.mark.parametrize(
    "name",
    [
        "http_request_duration_seconds",  # a summary of another program
        "intake_wait_p99_seconds",
        "workload_restarts_total",
        "process_open_fd",
        "kube_pod_inf",
        "{a='b'}",
    ],
)
def test_what_is_meant_for_another_is_not_judged(name) -> None:
    assert told(name, MIXED) == []
    assert told(name, packs.platform("agyn")) == []


def test_what_a_file_records_is_of_its_own_making() -> None:
    rules = {"unknown-metric": expressions.RULES["unknown-metric"]}
    known = catalogue(ACME)
    chosen = others.rules_for_others(rules, ["acme_error_ratio"])

    assert list(expressions.judge("acme_error_ratio > 1", known, chosen)) == []
    assert [rule for rule, _ in expressions.judge("acme_ratio > 1", known, chosen)] == [
        "unknown-metric"
    ]


def test_a_pack_may_say_what_it_owns() -> None:
    assert owned_by(replace(ACME, owned=("acme_http_",))) == ("acme_http_",)
    assert owned_by(ACME) == ("acme_",)
    assert owned_by(MIXED) == owned_by(packs.platform("agyn")) == ()
    assert owned_by(packs.platform("truefoundry", "transition")) == ("ai_gateway_", "llm_gateway_")


@pytest.mark.parametrize("name", packs.platform_names())
def test_no_metric_of_a_platform_is_suspicious(name) -> None:
    for profile in packs.profiles(name) or ("",):
        known = catalogue(packs.platform(name, profile))
        assert [wrong for sample in known.samples() for wrong in find(sample, known)] == []
