"""What panels of the Application Metrics board show, for series that are written out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.grafana.boards.archestra.test_application_metrics import BOARDS, exprs
from tests.grafana.boards.evaluated import check, interpolated

pytestmark = pytest.mark.servers

EXPRS = exprs(BOARDS["helm"])
WEB = 'job="archestra-web",instance="w:9050"'
WORKER = 'job="archestra-worker",instance="k:9000"'
OTHER = 'job="prometheus",instance="p:9090"'
WORKS = f"task_queue_stuck_tasks_reset_total{{{WORKER}}}"
ASKED = f'http_request_duration_seconds_count{{route="/api/agents",{WEB}}}'


def pool(process: str) -> str:
    return f"database_pool_size_limit{{{process}}}"


def shows(
    folder: Path, title: str, series: Mapping[str, str], samples: Mapping[str, float]
) -> None:
    """Fail unless the one query of the panel *title* gives *samples*."""
    (expr,) = EXPRS[title]
    check(folder, series, interpolated(expr), samples)


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (
            {
                f"up{{{WEB}}}": "1+0x90",
                f"up{{{WORKER}}}": "1+0x90",
                WORKS: "0+0x90",
                ASKED: "1+1x90",
            },
            3,
        ),
        # No request yet: an idle installation, or one that was rolled out a moment ago.
        (
            {
                f"up{{{WEB}}}": "1+0x90",
                f"up{{{WORKER}}}": "1+0x90",
                pool(WEB): "50+0x90",
                pool(WORKER): "50+0x90",
                WORKS: "0+0x90",
            },
            3,
        ),
        # One process for all is told by its requests.
        (
            {
                f"up{{{WEB}}}": "1+0x90",
                pool(WEB): "50+0x90",
                f"task_queue_stuck_tasks_reset_total{{{WEB}}}": "0+0x90",
                ASKED: "1+1x90",
            },
            3,
        ),
        ({f"up{{{WORKER}}}": "1+0x90", WORKS: "0+0x90"}, 2),
        ({f"up{{{WORKER}}}": "1+0x90", pool(WORKER): "50+0x90", WORKS: "0+0x90"}, 2),
        ({f"up{{{WEB}}}": "1+0x90", ASKED: "1+1x90"}, 1),
        ({f"up{{{WEB}}}": "1+0x90", pool(WEB): "50+0x90"}, 1),
        ({f"up{{{WEB}}}": "1+0x90", f"up{{{WORKER}}}": "1+0x60 0+0x29"}, 0),
        # Another platform's target is not ours, whatever becomes of it.
        (
            {
                f"up{{{WEB}}}": "1+0x90",
                f"up{{{WORKER}}}": "1+0x90",
                f"up{{{OTHER}}}": "0+0x90",
                WORKS: "0+0x90",
                ASKED: "1+1x90",
            },
            3,
        ),
    ],
    ids=[
        "all up",
        "no request yet",
        "one for all",
        "no web",
        "no web, with the worker's pool",
        "no worker",
        "no worker and no request yet",
        "worker down",
        "another platform",
    ],
)
def test_processes(series: Mapping[str, str], expected: int, tmp_path: Path) -> None:
    shows(tmp_path, "Are all processes scraped?", series, {"{}": expected})


def requests(status: str, values: str, route: str = "/api/agents") -> dict[str, str]:
    labels = f'method="GET",route="{route}",status_code="{status}",{WEB}'
    return {f"http_request_duration_seconds_count{{{labels}}}": values}


@pytest.mark.parametrize("hours", [1, 24 * 7])
def test_a_peak_is_not_averaged_away_over_a_longer_range(hours: int, tmp_path: Path) -> None:
    # 300 requests a second for six minutes, and 6 at all other times.
    series = requests("200", "0+360x40 32400+18000x5 122760+360x43")
    peak, far = (
        EXPRS[title][0]
        for title in ("Which sizing tier does the peak need?", "How far is it to the next tier?")
    )

    check(tmp_path, series, interpolated(peak, hours=hours), {"{}": 300})
    check(tmp_path, series, interpolated(far, hours=hours), {"{}": 0.6})


def test_failing_requests_are_a_share_of_all(tmp_path: Path) -> None:
    series = {**requests("200", "0+9x90"), **requests("404", "0+9x90"), **requests("502", "0+2x90")}

    shows(tmp_path, "How many requests fail?", series, {"{}": 0.1})


def test_no_failing_request_is_nought_and_no_request_is_no_data(tmp_path: Path) -> None:
    shows(tmp_path, "How many requests fail?", requests("200", "0+9x90"), {"{}": 0})
    shows(tmp_path, "How many requests fail?", requests("200", "7+0x90"), {})


def test_the_share_of_a_route_is_told_by_status(tmp_path: Path) -> None:
    series = {
        **requests("200", "0+6x90"),
        **requests("500", "0+3x90"),
        **requests("502", "0+1x90"),
        **requests("200", "0+5x90", route="/api/well"),
    }

    shows(
        tmp_path,
        "What share fails, and how?",
        series,
        {
            '{status_code="500",method="GET",route="/api/agents"}': 0.3,
            '{status_code="502",method="GET",route="/api/agents"}': 0.1,
        },
    )


def test_answers_are_counted_by_class(tmp_path: Path) -> None:
    series = {
        **requests("200", "0+60x90"),
        **requests("204", "0+60x90"),
        **requests("404", "0+6x90"),
    }

    shows(
        tmp_path,
        "How much is asked, by answer?",
        series,
        {'{class="2xx"}': 2, '{class="4xx"}': 0.1},
    )


def buckets(route: str, le: str, values: str) -> dict[str, str]:
    labels = f'method="GET",route="{route}",status_code="200",le="{le}",{WEB}'
    return {f"http_request_duration_seconds_bucket{{{labels}}}": values}


def test_routes_that_wait_for_a_model_do_not_make_the_api_slow(tmp_path: Path) -> None:
    series = {
        **buckets("/api/agents", "0.1", "0+10x90"),
        **buckets("/api/agents", "+Inf", "0+10x90"),
        **buckets("/v1/openai/:agentId/chat/completions", "0.1", "0+0x90"),
        **buckets("/v1/openai/:agentId/chat/completions", "+Inf", "0+10x90"),
    }

    shows(tmp_path, "How slow is the API?", series, {"{}": 0.095})


def test_a_route_that_nobody_asked_has_no_bar(tmp_path: Path) -> None:
    series = {
        **buckets("/api/agents", "0.1", "0+10x90"),
        **buckets("/api/agents", "+Inf", "0+10x90"),
        **buckets("/api/old", "0.1", "5+0x90"),
        **buckets("/api/old", "+Inf", "5+0x90"),
    }

    shows(
        tmp_path, "Which routes are slowest?", series, {'{method="GET",route="/api/agents"}': 0.095}
    )


def tasks(name: str, kind: str, values: str) -> dict[str, str]:
    return {f'task_queue_tasks_{name}_total{{task_type="{kind}",{WORKER}}}': values}


def test_a_type_of_task_that_never_succeeds_is_seen(tmp_path: Path) -> None:
    series = {
        **tasks("failed", "broken", "0+4x90"),
        **tasks("failed", "shaky", "0+1x90"),
        **tasks("completed", "shaky", "0+3x90"),
        **tasks("completed", "fine", "0+3x90"),
    }

    shows(
        tmp_path,
        "Which tasks fail?",
        series,
        {'{task_type="broken"}': 1, '{task_type="shaky"}': 0.25},
    )


def test_what_piles_up_is_put_in_and_neither_completed_nor_given_up(tmp_path: Path) -> None:
    series = {
        **tasks("enqueued", "kept up", "0+4x90"),
        **tasks("completed", "kept up", "0+4x90"),
        **tasks("enqueued", "stuck", "0+4x90"),
        **tasks("enqueued", "given up", "0+4x90"),
        **tasks("completed", "given up", "0+3x90"),
        **tasks("dead", "given up", "0+1x90"),
    }

    shows(
        tmp_path,
        "What piles up?",
        series,
        {'{task_type="kept up"}': 0, '{task_type="stuck"}': 240, '{task_type="given up"}': 0},
    )


def test_a_lag_that_was_not_measured_yet_is_left_out(tmp_path: Path) -> None:
    least = EXPRS["How steady is the event loop?"][1]
    series = {
        f"nodejs_eventloop_lag_min_seconds{{{WEB}}}": "9223372036.85+0x90",
        f"nodejs_eventloop_lag_min_seconds{{{WORKER}}}": "0.009+0x90",
    }

    check(tmp_path, series, interpolated(least), {"{}": 0.009})


def test_a_pool_is_full_by_what_is_in_use_of_what_it_may_open(tmp_path: Path) -> None:
    def state(name: str, value: int) -> dict[str, str]:
        return {f'database_pool_connections{{state="{name}",{WEB}}}': f"{value}+0x90"}

    series = {
        **state("total", 45),
        **state("idle", 5),
        **state("waiting", 3),
        f"database_pool_size_limit{{{WEB}}}": "50+0x90",
    }

    shows(tmp_path, "How full is each process's pool?", series, {f"{{{WEB}}}": 0.8})
