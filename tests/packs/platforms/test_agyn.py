"""agyn's pack: what its documentation names, what of it is proposed, what other programs have."""

from __future__ import annotations

import re

import pytest

from archestra_ops import packs
from archestra_ops.emitter.simulation import Settings, Simulation
from archestra_ops.packs.model import Metric, Platform

DOCUMENTED = """
authorization_check_latency_seconds histogram -
gateway_grpc_server_handled_total counter method,code
llm_proxy_upstream_status_code counter provider,model,status
notifications_active_subscribers gauge -
orchestrator_reconcile_last_success_timestamp gauge -
tracing_ingest_queue_depth gauge -
workload_failures_total counter runner,reason
"""
PROPOSED = "workload_starts_total"
OPENFGA = """
grpc_server_handled_total counter grpc_type,grpc_service,grpc_method,grpc_code
grpc_server_handling_seconds histogram grpc_type,grpc_service,grpc_method
openfga_check_result_count counter allowed
openfga_datastore_query_count histogram grpc_service,grpc_method
openfga_dispatch_count histogram grpc_service,grpc_method
openfga_request_duration_ms histogram \
grpc_service,grpc_method,datastore_query_count,dispatch_count,consistency
openfga_throttled_requests_count counter grpc_service,grpc_method,throttling_type
"""
SERVICES = {
    "gateway": ("agyn-gateway", 9101),
    "llm-proxy": ("agyn-llm-proxy", 9102),
    "orchestrator": ("agyn-orchestrator", 9103),
    "runners": ("agyn-runners", 9104),
    "tracing": ("agyn-tracing", 9105),
    "authorization": ("agyn-authorization", 9106),
    "notifications": ("agyn-notifications", 9107),
}
REASONS = ("start_failed", "image_pull_failed", "config_invalid", "crashloop", "runtime_lost")


@pytest.fixture(scope="module")
def agyn() -> Platform:
    return packs.platform("agyn")


def table(metrics: list[Metric]) -> list[str]:
    return sorted(f"{m.name} {m.type} {','.join(m.labels) or '-'}" for m in metrics)


def of(agyn: Platform, process: str) -> list[Metric]:
    return [m for m in agyn.metrics.values() if process in m.processes]


def test_the_seven_metrics_of_the_documentation(agyn: Platform) -> None:
    named = [m for m in agyn.metrics.values() if m.documented]
    assert table(named) == DOCUMENTED.strip().splitlines()


def test_nobody_has_seen_them_nor_the_one_that_is_proposed(agyn: Platform) -> None:
    documented = {m.name for m in agyn.metrics.values() if m.documented}
    assert agyn.unseen == documented | {PROPOSED}
    assert [name for name in agyn.unseen if not agyn.metrics[name].instead] == []


def test_what_is_proposed_says_so(agyn: Platform) -> None:
    assert "not documented" in agyn.metrics[PROPOSED].help
    proposed = ("method", "provider", "model", "runner")
    assert [name for name in proposed if "proposed" not in agyn.labels[name].help] == []


def test_the_reasons_of_failures_are_those_of_the_code(agyn: Platform) -> None:
    assert agyn.values_of(agyn.metrics["workload_failures_total"], "reason") == REASONS


def test_codes_are_in_the_spelling_of_the_documentation(agyn: Platform) -> None:
    codes = agyn.labels["code"].values
    assert len(codes) == 17
    assert [code for code in codes if code.isupper()] == ["OK"]


def test_the_limit_for_checks_is_a_bound_of_the_emitter(agyn: Platform) -> None:
    metric = agyn.metrics["authorization_check_latency_seconds"]
    assert metric.buckets == "unknown"
    assert 0.1 in metric.emit[0].buckets


def test_the_services_and_where_their_metrics_are(agyn: Platform) -> None:
    own = {name: p for name, p in agyn.processes.items() if not p.optional}
    assert {name: (p.job, p.emitter_port) for name, p in own.items()} == SERVICES
    assert {(p.port, p.path) for p in own.values()} == {(8080, "/metrics")}


def test_each_service_is_known_by_a_metric_that_it_has(agyn: Platform) -> None:
    for name, process in agyn.processes.items():
        metric = agyn.metric_of(process.anchor)
        assert metric is not None
        assert metric.processes == (name,)


def test_what_only_some_installations_have(agyn: Platform) -> None:
    beside = {
        name: (p.job, p.port, p.foreign, p.honor_labels)
        for name, p in agyn.processes.items()
        if p.optional
    }
    assert beside == {
        "openfga": ("openfga", 2112, False, False),
        "openziti": ("openziti", 10004, False, True),
        "kube-state-metrics": ("kube-state-metrics", 8080, True, True),
        "istio": ("envoy-stats", 15020, True, False),
    }


def test_only_the_series_of_kubernetes_and_the_mesh_are_of_others_too(agyn: Platform) -> None:
    others = ("kube_", "istio_")
    foreign = {m.name for m in agyn.metrics.values() if agyn.is_foreign(m)}
    assert foreign == {m.name for m in agyn.metrics.values() if m.name.startswith(others)}
    assert not any(anchor.startswith(others) for anchor in agyn.anchors)


def test_the_metrics_of_openfga(agyn: Platform) -> None:
    assert table(of(agyn, "openfga")) == OPENFGA.strip().splitlines()
    assert agyn.metrics["openfga_request_duration_ms"].buckets == (
        1, 5, 10, 25, 50, 80, 100, 150, 200, 300, 1000, 2000, 5000,
    )  # fmt: skip
    needs = agyn.metrics["grpc_server_handling_seconds"].needs
    assert needs == "OPENFGA_METRICS_ENABLE_RPC_HISTOGRAMS=true"


def test_openfga_has_procedures_in_lower_case_but_in_those_of_grpc(agyn: Platform) -> None:
    own = ("batchcheck", "check", "listobjects", "listusers", "streamedlistobjects")
    named = {m.name: m for m in of(agyn, "openfga") if "grpc_method" in m.labels}
    assert {n: agyn.values_of(m, "grpc_method") for n, m in named.items()} == {
        "openfga_request_duration_ms": own,
        "openfga_datastore_query_count": own,
        "openfga_dispatch_count": own,
        "openfga_throttled_requests_count": own,
        "grpc_server_handled_total": None,
        "grpc_server_handling_seconds": None,
    }


def test_the_emitter_spells_the_procedures_of_openfga_as_it_does(agyn: Platform) -> None:
    made = Simulation(agyn, Settings(seed=1, start=1_768_478_400.0, step=15))
    made.advance(600)
    exposed = made.registries["openfga"].metrics
    assert {
        name: sorted({labels["grpc_method"] for labels, _ in one.asked({})})
        for name, one in exposed.items()
        if "grpc_method" in one.metric.labels
    } == {
        "openfga_request_duration_ms": ["check", "listobjects"],
        "openfga_datastore_query_count": ["check", "listobjects"],
        "openfga_dispatch_count": ["check", "listobjects"],
        "openfga_throttled_requests_count": ["listobjects"],
        "grpc_server_handled_total": ["Check", "ListObjects", "Read", "Write"],
        "grpc_server_handling_seconds": ["Check", "ListObjects", "Read", "Write"],
    }


def test_where_a_lease_is_needs_a_release_of_kube_state_metrics(agyn: Platform) -> None:
    needs = {m.name: m.needs for m in of(agyn, "kube-state-metrics") if m.needs}
    assert needs == {
        "kube_lease_renew_time": "kube-state-metrics 2.9 or later: before, it does not say in "
        "which namespace the lease is",
    }


def test_the_metrics_of_openziti(agyn: Platform) -> None:
    router = ("hostname", "role_attributes", "version")
    assert {m.name: m.labels for m in of(agyn, "openziti")} == {
        "openziti_router_online": router,
        "openziti_router_enabled": router,
        "openziti_router_sync_status": (*router, "sync_status"),
        "openziti_scrape_collector_success": ("collector",),
    }


def test_every_service_is_asked_whether_it_lives_and_is_ready(agyn: Platform) -> None:
    asked = [(probe.process, probe.path) for probe in agyn.probes]
    assert asked == [(name, path) for name in SERVICES for path in ("/healthz", "/readyz")]
    assert {(probe.status, probe.seen) for probe in agyn.probes} == {((200,), False)}


def test_every_gap_says_why_and_what_to_do(agyn: Platform) -> None:
    whole = " ".join(gap.what for gap in agyn.gaps)
    for word in ("chat", "Console", "idle", "tokens", "cache", "tuples", "organisations", "NATS"):
        assert word in whole
    assert [gap.what for gap in agyn.gaps if not (gap.why and gap.instead)] == []


def test_the_charts_have_a_service_for_all_but_the_orchestrator(agyn: Platform) -> None:
    charts = {name: agyn.processes[name].kubernetes for name in SERVICES}
    assert [name for name, chart in charts.items() if chart and not chart.service] == [
        "orchestrator"
    ]
    assert {name: chart.port for name, chart in charts.items() if chart} == {
        "gateway": "http",
        "llm-proxy": "http",
        "orchestrator": "http",
        "runners": "grpc",
        "tracing": "grpc",
        "authorization": "grpc",
        "notifications": "grpc",
    }


def test_traces_and_logs_are_those_of_the_documentation(agyn: Platform) -> None:
    telemetry = agyn.telemetry
    assert telemetry is not None
    assert {"gateway", "agents-orchestrator", "tracing", "authorization"} <= {*telemetry.services}
    promised = {
        "service",
        "level",
        "time",
        "msg",
        "identity_id",
        "method",
        "path",
        "code",
        "status",
    }
    assert promised <= {*telemetry.log_fields}
    assert telemetry.knows("egress.outcome")


def test_a_help_is_one_sentence_without_a_stop(agyn: Platform) -> None:
    helps = [m.help for m in agyn.metrics.values()] + [gap.why for gap in agyn.gaps]
    assert [text for text in helps if re.search(r"\.$|\. [A-Z]", text)] == []


def test_labels_that_are_proposed_here_may_be_missing(agyn: Platform) -> None:
    """Of labels the page "Monitoring" names `code`, `reason` and `status` alone."""
    optional = {name: metric.optional_labels for name, metric in agyn.metrics.items()}

    own = {name for name, metric in agyn.metrics.items() if not agyn.is_foreign(metric)}
    assert {name: labels for name, labels in optional.items() if labels and name in own} == {
        "gateway_grpc_server_handled_total": ("method",),
        "llm_proxy_upstream_status_code": ("provider", "model"),
        "workload_failures_total": ("runner",),
        "workload_starts_total": ("runner",),
    }


def test_the_documented_limit_of_a_check_has_to_be_a_bound(agyn: Platform) -> None:
    assert agyn.metrics["authorization_check_latency_seconds"].needed_bounds == (0.1,)
