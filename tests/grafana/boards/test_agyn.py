"""agyn's boards: the five that its documentation promises, and what stands in for its metrics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archestra_ops import packs, promql
from archestra_ops.grafana.board import Board, LogQuery, Panel, TextVariable, TraceQuery
from archestra_ops.grafana.boards.agyn import BOARDS
from archestra_ops.grafana.boards.agyn.jobs import JOBS
from archestra_ops.grafana.render import render
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.rules import default_values
from tests.grafana.boards.evaluated import check, interpolated

OVERVIEW, WORKLOADS, LLM, TRACING, OPENFGA = BOARDS
HELM = packs.provider("helm")
NOT_SEEN = "Documented, not seen in the field"
# The rows of each board, and whether they are collapsed.
ROWS = {
    "agyn-platform-overview": [
        ("Is anything wrong right now?", False),
        ("Gateway: do its calls succeed?", False),
        ("Requests: does each service answer?", False),
        ("Services: do they run?", False),
        ("Orchestrator: does it lead and reconcile?", True),
        ("Notifications: is everybody connected?", True),
        ("OpenZiti: do workloads reach the platform?", True),
        ("PostgreSQL: does it answer, what runs out next?", True),
        ("Logs: what do the services say?", True),
        ("Traces: which calls were slow, or failed?", True),
    ],
    "agyn-agent-workloads": [
        ("Do agents get their workloads?", False),
        ("Concurrency: how many workloads are there, and where?", False),
        ("Starts: do workloads start?", False),
        ("Containers: why do they wait, end or stay?", True),
        ("Capacity: is there room for more?", True),
        ("Logs: what do orchestrator and runners say?", True),
        ("Traces: what was slow, or not let out?", True),
    ],
    "agyn-llm-usage": [
        ("Do the models answer?", False),
        ("Answers: what do providers say?", False),
        ("Models: which provider, which model?", False),
        ("Logs: what does the LLM Proxy say?", True),
        ("Quotas: how long do they last?", True),
        ("Traces: which calls of models were slow?", True),
    ],
    "agyn-tracing": [
        ("Does Tracing keep up?", False),
        ("Ingest: do spans pile up?", False),
        ("Database: does it take what comes?", False),
        ("Storage: how long is there room?", True),
        ("Logs: what does Tracing say?", True),
        ("Traces: which calls of Tracing were slow?", True),
    ],
    "agyn-openfga": [
        ("Are permissions checked fast?", False),
        ("Questions: what is OpenFGA asked?", False),
        ("Speed: how fast does OpenFGA answer?", False),
        ("Authorization: what does it add?", False),
        ("Effort: what does an answer take?", True),
        ("Tuples: how do they grow?", True),
        ("Traces and logs: which checks were slow, or failed?", True),
    ],
}
# What the documentation says to watch as it grows, and the panels that look ahead.
CAPACITY = {
    "agyn-platform-overview": {
        "How full is the connection limit over time?",
        "How large are the databases in a month?",
        "How full is the storage, now and in a month?",
    },
    "agyn-agent-workloads": {"How many workloads are there in a week?"},
    "agyn-llm-usage": {"How many good answers come a day?"},
    "agyn-tracing": {
        "How many spans wait in an hour?",
        "How large are the databases in a month?",
        "How full is the storage, now and in a month?",
    },
    "agyn-openfga": {
        "How large are the databases in a month?",
        "How full is the storage, now and in a month?",
    },
}
TARGET = 'cluster="eu",namespace="agyn",job="archestra-web",instance="x:1"'
KUBE = 'cluster="eu",namespace="agyn-workloads",job="kube-state-metrics",instance="k:1"'

each_board = pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.slug)


@pytest.fixture(scope="module")
def agyn() -> Platform:
    return packs.platform("agyn")


@pytest.fixture(scope="module")
def fitted(agyn: Platform) -> dict[str, Board]:
    return {board.slug: render(board, agyn, HELM).board for board in BOARDS}


def panel(board: Board, title: str) -> Panel:
    (found,) = [one for one in board.panels if one.title == title]
    return found


def asked_now(board: Board, title: str) -> str:
    """The first expression of a panel, with what is typed put in."""
    query = panel(board, title).promql[0]
    expr = query.expr.replace("$workloads", "agyn-workloads").replace("$openfga_job", "openfga")
    return interpolated(expr, instant=query.instant)


@each_board
def test_questions_in_order(board: Board) -> None:
    assert [(row.title, row.collapsed) for row in board.rows] == ROWS[board.slug]


def test_every_metric_is_on_a_board(agyn: Platform, fitted: dict[str, Board]) -> None:
    asked = {
        selector.name
        for board in fitted.values()
        for shown in board.panels
        for query in shown.promql
        for selector in promql.selectors(query.expr)
    }
    assert [m.name for m in agyn.metrics.values() if asked.isdisjoint(m.samples)] == []


@each_board
def test_what_grows_is_looked_at_ahead(board: Board) -> None:
    ahead = {p.title for p in board.panels for q in p.promql if "predict_linear" in q.expr}
    assert ahead == CAPACITY[board.slug]


def test_a_panel_says_that_its_metric_was_not_seen_and_what_there_is(
    fitted: dict[str, Board],
) -> None:
    board = fitted["agyn-tracing"]
    assert NOT_SEEN in board.description
    shown = panel(board, "How many spans wait to be written?").description
    assert f"{NOT_SEEN}: tracing_ingest_queue_depth; until then: " in shown
    assert NOT_SEEN not in panel(board, "How many rows are written?").description


@each_board
def test_each_board_has_something_that_exists_today(board: Board, agyn: Platform) -> None:
    unseen = {s for name in agyn.unseen for s in agyn.metrics[name].samples}
    today = [
        one.title
        for one in board.panels
        if unseen.isdisjoint(
            selector.name
            for query in one.promql
            if not promql.signals(query.expr)
            for selector in promql.selectors(query.expr)
        )
    ]
    assert len(today) >= len(board.panels) / 3


@each_board
def test_each_board_has_logs_and_traces_of_the_platform(board: Board) -> None:
    kinds = {type(query) for one in board.panels for query in one.queries}
    assert {LogQuery, TraceQuery} <= kinds


def test_series_of_kubernetes_are_not_narrowed_to_our_jobs(fitted: dict[str, Board]) -> None:
    (query,) = panel(fitted["agyn-agent-workloads"], "How many workloads run?").promql
    assert query.expr == (
        'sum(kube_pod_status_phase{namespace=~"$workloads",phase="Running",cluster=~"$cluster"})'
    )


def test_the_namespace_of_workloads_can_be_typed() -> None:
    (typed,) = [v for v in WORKLOADS.variables if v.name == "workloads"]
    assert isinstance(typed, TextVariable)
    assert typed.default == "agyn-workloads"


def test_lines_of_the_log_are_found_as_text_and_as_json() -> None:
    (query,) = panel(LLM, "How often was the rate limited, by the log?").queries
    assert isinstance(query, LogQuery)
    assert query.logql == (
        'sum(count_over_time({service_name=~"llm-proxy"}'
        ' |~ `upstream response.*status"?[=:] ?"?429` [$__auto]))'
    )


# --- numbers --------------------------------------------------------------------------------------


def test_clients_faults_are_no_failures_of_the_platform(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    calls = "gateway_grpc_server_handled_total"
    series = {
        f'{calls}{{{TARGET},method="m",code="OK"}}': "0+900x100",
        f'{calls}{{{TARGET},method="m",code="NotFound"}}': "0+90x100",
        f'{calls}{{{TARGET},method="m",code="Unavailable"}}': "0+10x100",
    }
    board = fitted["agyn-platform-overview"]

    check(tmp_path, series, asked_now(board, "How many calls fail?"), {"{}": 0.01})
    left = asked_now(board, "How much of the error budget is left?")
    check(tmp_path, series, left, {"{}": -9.0})


def test_no_failures_are_none_and_not_nothing(fitted: dict[str, Board], tmp_path: Path) -> None:
    series = {
        f'gateway_grpc_server_handled_total{{{TARGET},method="m",code="OK"}}': "0+900x100",
        f'workload_starts_total{{{TARGET},runner="r"}}': "0+10x100",
        f'llm_proxy_upstream_status_code{{{TARGET},provider="p",model="m",status="200"}}': (
            "0+10x100"
        ),
    }
    for slug, title, labels in (
        ("agyn-platform-overview", "How many calls fail?", "{}"),
        ("agyn-agent-workloads", "How many starts fail?", "{}"),
        ("agyn-agent-workloads", "Which runner fails to start workloads?", '{runner="r"}'),
        ("agyn-llm-usage", "How many are rate limited?", "{}"),
        ("agyn-llm-usage", "Which model's answers are bad?", '{provider="p",model="m"}'),
    ):
        check(tmp_path, series, asked_now(fitted[slug], title), {labels: 0.0})


def test_without_calls_there_is_no_share(fitted: dict[str, Board], tmp_path: Path) -> None:
    series = {f'gateway_grpc_server_handled_total{{{TARGET},method="m",code="OK"}}': "5+0x100"}
    board = fitted["agyn-platform-overview"]
    check(tmp_path, series, asked_now(board, "How many calls fail?"), {})


def test_workloads_that_were_lost_are_no_failed_starts(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    series = {
        f'workload_starts_total{{{TARGET},runner="r"}}': "0+100x100",
        f'workload_failures_total{{{TARGET},runner="r",reason="image_pull_failed"}}': "0+3x100",
        f'workload_failures_total{{{TARGET},runner="r",reason="runtime_lost"}}': "0+7x100",
    }
    board = fitted["agyn-agent-workloads"]
    check(tmp_path, series, asked_now(board, "How many starts fail?"), {"{}": 0.03})


def test_the_last_reconciliation_is_that_of_the_leader(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    name = "orchestrator_reconcile_last_success_timestamp"
    other = TARGET.replace("x:1", "x:2")
    series = {f"{name}{{{TARGET}}}": "100+0x100", f"{name}{{{other}}}": "5380+0x100"}
    board = fitted["agyn-platform-overview"]
    expr = asked_now(board, "How long ago was the last reconciliation?")
    check(tmp_path, series, expr, {"{}": 20.0})


def test_only_pods_that_want_room_take_it(fitted: dict[str, Board], tmp_path: Path) -> None:
    asked = "kube_pod_container_resource_requests"
    series = {
        f'{asked}{{{KUBE},pod="a",node="n",resource="cpu"}}': "3+0x100",
        f'{asked}{{{KUBE},pod="b",node="n",resource="cpu"}}': "4+0x100",
        f'kube_pod_status_phase{{{KUBE},pod="a",phase="Running"}}': "1+0x100",
        f'kube_pod_status_phase{{{KUBE},pod="b",phase="Running"}}': "0+0x100",
        f'kube_pod_status_phase{{{KUBE},pod="b",phase="Succeeded"}}': "1+0x100",
        f'kube_node_status_allocatable{{{KUBE},node="n",resource="cpu"}}': "8+0x100",
    }
    board = fitted["agyn-agent-workloads"]
    expr = asked_now(board, "How much of the processors is asked for?")
    check(tmp_path, series, expr, {'{node="n"}': 0.375})


@pytest.mark.parametrize(
    ("title", "resource"),
    [
        ("What do the workloads ask for?", "cpu"),
        ("How much memory do the workloads ask for?", "memory"),
    ],
)
def test_workloads_that_have_ended_ask_for_nothing(
    fitted: dict[str, Board], tmp_path: Path, title: str, resource: str
) -> None:
    pods = {"a": ("1", "Running"), "b": ("2", "Pending"), "c": ("4", "Failed")}
    requests, phases = "kube_pod_container_resource_requests", ("Running", "Pending", "Failed")
    series = {
        f'{requests}{{{KUBE},pod="{pod}",resource="{resource}"}}': f"{size}+0x100"
        for pod, (size, _) in pods.items()
    } | {
        f'kube_pod_status_phase{{{KUBE},pod="{pod}",phase="{phase}"}}': f"{int(phase == own)}+0x100"
        for pod, (_, own) in pods.items()
        for phase in phases
    }

    expr = asked_now(fitted["agyn-agent-workloads"], title)
    check(tmp_path, series, expr, {"{}": 3.0})


def test_a_deployment_that_is_to_have_no_replica_is_not_missing_one(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    kube = KUBE.replace("agyn-workloads", "agyn")
    have, want = "kube_deployment_status_replicas_available", "kube_deployment_spec_replicas"
    series = {
        f'{have}{{{kube},deployment="gateway"}}': "1+0x100",
        f'{want}{{{kube},deployment="gateway"}}': "2+0x100",
        f'{have}{{{kube},deployment="agyn-metering"}}': "0+0x100",
        f'{want}{{{kube},deployment="agyn-metering"}}': "0+0x100",
        f'{have}{{{kube},deployment="somebody-elses"}}': "0+0x100",
        f'{want}{{{kube},deployment="somebody-elses"}}': "1+0x100",
    }
    board = fitted["agyn-platform-overview"]
    check(tmp_path, series, asked_now(board, "Are all replicas available?"), {"{}": 0.5})


@pytest.mark.parametrize("method", ["check", "Check"])
def test_openfga_measures_milliseconds(
    fitted: dict[str, Board], tmp_path: Path, method: str
) -> None:
    name = "openfga_request_duration_ms_bucket"
    of = f'{TARGET},grpc_method="{method}"'
    series = {
        f'{name}{{{of},le="50"}}': "0+90x100",
        f'{name}{{{of},le="100"}}': "0+100x100",
        f'{name}{{{of},le="+Inf"}}': "0+100x100",
    }
    expr = asked_now(fitted["agyn-openfga"], "How slow is a check in OpenFGA?")
    check(tmp_path, series, expr, {"{}": 0.075})


# As Prometheus has them: jobs that the alerts know, in each form, and others'.
OURS = (
    "agyn-gateway", "agyn-gateway-gateway", "eu-agyn-gateway", "agyn/agyn-llm-proxy",
    "agyn-orchestrator", "agyn-agents-orchestrator", "agyn-runners", "agyn-tracing",
    "agyn-authorization", "agyn-notifications", "openfga", "agyn-openfga",
)  # fmt: skip
OTHERS = (
    "gateway",
    "my-tracing",
    "agyn-gateway-x",
    "agynrunners",
    "openfga-postgres",
    "prometheus",
)


def test_the_platforms_jobs_are_those_of_the_alerts() -> None:
    values = default_values("agyn")
    patterns = [
        str(values.get(path).content)
        for path in values.entries
        if path.startswith("availability.") and path.endswith("_job") and "openziti" not in path
    ]

    assert len(patterns) == 8
    assert [job for job in OURS if not any(re.fullmatch(p, job) for p in patterns)] == []
    assert [
        pattern for pattern in patterns if not any(re.fullmatch(pattern, j) for j in OURS)
    ] == []
    assert [job for job in OURS if not re.fullmatch(JOBS, job)] == []
    assert [job for job in OTHERS if re.fullmatch(JOBS, job)] == []
    assert [job for job in OTHERS if any(re.fullmatch(p, job) for p in patterns)] == []


def up(job: str) -> str:
    return f'up{{cluster="eu",namespace="agyn",job="{job}",instance="{job}:1"}}'


def test_a_service_that_is_down_and_has_no_metrics_is_not_scraped(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    # `$job` is archestra-web: what is called otherwise and has metrics.
    series = {up("archestra-web"): "1+0x100", up("agyn-tracing"): "0+0x100", up("x"): "0+0x100"}
    board = fitted["agyn-platform-overview"]

    check(tmp_path, series, asked_now(board, "Are all services scraped?"), {"{}": 0.0})
    targets = {
        '{job="archestra-web",instance="archestra-web:1"}': 1.0,
        '{job="agyn-tracing",instance="agyn-tracing:1"}': 0.0,
    }
    check(tmp_path, series, asked_now(board, "When was each target up?"), targets)


def test_a_job_that_is_called_otherwise_is_looked_at_where_it_has_metrics(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    series = {up("archestra-web"): "0+0x100", up("agyn-tracing"): "1+0x100"}
    board = fitted["agyn-platform-overview"]

    check(tmp_path, series, asked_now(board, "Are all services scraped?"), {"{}": 0.0})


def test_runners_are_found_by_what_they_started_or_failed_to_start(agyn: Platform) -> None:
    assert agyn.processes["runners"].anchor == "workload_starts_total"
    assert WORKLOADS.found_by == ("workload_failures_total",)
    job = next(
        v
        for v in render(WORKLOADS, agyn, HELM).dashboard["templating"]["list"]
        if v["name"] == "job"
    )
    assert {"workload_starts_total", "workload_failures_total"} <= set(
        re.findall(r"\w+", job["definition"])
    )


@pytest.mark.parametrize(
    ("title", "rate"),
    [
        ("How often is OpenFGA asked?", 1.0),
        ("What is asked?", 1.0),
        ("How do calls end that do not succeed?", None),
        ("How many changes of tuples are made?", None),
    ],
)
def test_calls_of_other_services_are_not_those_of_openfga(
    fitted: dict[str, Board], tmp_path: Path, title: str, rate: float | None
) -> None:
    of = f'{TARGET},grpc_service="s"'
    series = {
        f"grpc_server_handled_total{{{of.replace('archestra-web', 'openfga')}"
        ',grpc_method="Check",grpc_code="OK"}': "0+60x100",
        f'grpc_server_handled_total{{{of},grpc_method="Write",grpc_code="Internal"}}': "0+60x100",
    }
    expr = asked_now(fitted["agyn-openfga"], title).replace(
        'job=~"(archestra-web|archestra-worker)"', 'job=~"archestra-web|openfga"'
    )
    labels = '{grpc_method="Check"}' if title == "What is asked?" else "{}"
    check(tmp_path, series, expr, {} if rate is None else {labels: rate})


def test_every_question_of_grpc_is_to_openfga_alone(fitted: dict[str, Board]) -> None:
    asked = [
        selector
        for one in fitted["agyn-openfga"].panels
        for query in one.promql
        for selector in promql.selectors(query.expr)
        if (selector.name or "").startswith("grpc_")
    ]

    own = promql.Matcher("job", "=~", "$openfga_job")
    assert len(asked) == 8
    assert [selector.name for selector in asked if own not in selector.matchers] == []


def test_the_mesh_tells_of_each_service_what_its_callers_and_it_itself_see(
    fitted: dict[str, Board], tmp_path: Path
) -> None:
    def of(service: str, reporter: str, code: str, status: str, namespace: str = "agyn") -> str:
        return (
            f'istio_requests_total{{cluster="eu",reporter="{reporter}",response_code="{code}",'
            f'grpc_response_status="{status}",destination_service_name="{service}",'
            f'destination_service_namespace="{namespace}"}}'
        )

    series = {
        of("gateway", "destination", "200", ""): "0+1140x100",
        of("gateway", "destination", "503", ""): "0+60x100",
        of("runners", "destination", "200", "0"): "0+540x100",
        of("runners", "destination", "200", "14"): "0+60x100",
        # Its own answer, and that of the proxy: one request that failed, not two.
        of("authorization", "source", "503", "14"): "0+60x100",
        of("authorization", "source", "200", "0"): "0+60x100",
        of("authorization", "destination", "200", "0"): "0+60x100",
        of("threads", "destination", "200", "5"): "0+60x100",
        of("shop", "destination", "500", "", "shop"): "0+60x100",
    }
    board = fitted["agyn-platform-overview"]

    rate = asked_now(board, "How many requests does each service get?")
    rates = {"gateway": 20.0, "runners": 10.0, "authorization": 2.0, "threads": 1.0}
    check(tmp_path, series, rate, {labelled(name): value for name, value in rates.items()})
    share = asked_now(board, "What share of each service's requests fails?")
    shares = {"gateway": 0.05, "runners": 0.1, "authorization": 0.5, "threads": 0.0}
    check(tmp_path, series, share, {labelled(name): value for name, value in shares.items()})


def labelled(service: str) -> str:
    return f'{{destination_service_name="{service}"}}'
