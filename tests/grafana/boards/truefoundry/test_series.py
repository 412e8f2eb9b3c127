"""What the boards' expressions give, for series that are written out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from archestra_ops.grafana.boards.truefoundry.series import (
    FAILED,
    TIMED,
    failing,
    mean,
    occurrences,
    share,
)
from tests.grafana.boards.evaluated import check, interpolated

pytestmark = pytest.mark.servers

POD = 'job="tfy-llm-gateway",instance="a:8787"'
LATENCY = "ai_gateway_first_token_latency_ms"
APPLIED = "ai_gateway_rate_limit_applied_total"
MATCHED = "ai_gateway_rate_limit_nominated_total"


def of(name: str, labels: str = "") -> str:
    return f"{name}{{{','.join(filter(None, (POD, labels)))}}}"


@pytest.mark.parametrize(
    ("series", "samples"),
    [
        pytest.param({of(TIMED): "0+10x90"}, {"{}": 0}, id="none"),
        pytest.param({of(TIMED): "0+10x90", of(FAILED): "0+1x90"}, {"{}": 0.1}, id="timed too"),
        # 10 of 12 are timed: a sixth failed, and a fifth is shown.
        pytest.param({of(TIMED): "0+10x90", of(FAILED): "0+2x90"}, {"{}": 0.2}, id="not timed"),
        pytest.param({of(TIMED): "0+1x90", of(FAILED): "0+4x90"}, {"{}": 1}, id="most, not timed"),
        pytest.param({of(TIMED): "7+0x90", of(FAILED): "0+4x90"}, {"{}": 1}, id="outage"),
        pytest.param({of(FAILED): "0+4x90"}, {"{}": 1}, id="outage from the start"),
        pytest.param({of(TIMED): "0+4x90", of(FAILED): "0+4x90"}, {"{}": 1}, id="outage, timed"),
        pytest.param({of(TIMED): "7+0x90", of(FAILED): "3+0x90"}, {}, id="no requests"),
    ],
)
def test_failing(series: Mapping[str, str], samples: Mapping[str, float], tmp_path: Path) -> None:
    check(tmp_path, series, interpolated(failing(window="$__range")), samples)


def test_failing_by_model(tmp_path: Path) -> None:
    series = {
        of(TIMED, 'model_name="a"'): "0+10x90",
        of(TIMED, 'model_name="b"'): "0+10x90",
        of(FAILED, 'model_name="b",error_code="429"'): "0+1x90",
        of(FAILED, 'model_name="b",error_code="503"'): "0+4x90",
        of(FAILED, 'model_name="c",error_code="401"'): "0+1x90",
    }
    wanted = {'{model_name="a"}': 0, '{model_name="b"}': 0.5, '{model_name="c"}': 1}

    check(tmp_path, series, interpolated(failing("model_name", "$__range")), wanted)


@pytest.mark.parametrize(
    ("series", "samples"),
    [
        pytest.param(
            {of(f"{LATENCY}_sum"): "0+900x90", of(f"{LATENCY}_count"): "0+3x90"},
            {"{}": 300},
            id="milliseconds",
        ),
        pytest.param(
            {of(f"{LATENCY}_sum"): "900+0x90", of(f"{LATENCY}_count"): "3+0x90"}, {}, id="nothing"
        ),
    ],
)
def test_mean(series: Mapping[str, str], samples: Mapping[str, float], tmp_path: Path) -> None:
    check(tmp_path, series, interpolated(mean(LATENCY, window="$__range")), samples)


@pytest.mark.parametrize(
    ("series", "samples"),
    [
        pytest.param(
            {of(MATCHED, 'ruleId="x"'): "0+10x90", of(APPLIED, 'ruleId="x"'): "0+1x90"},
            {'{ruleId="x"}': 0.1},
            id="some",
        ),
        pytest.param({of(MATCHED, 'ruleId="x"'): "0+10x90"}, {'{ruleId="x"}': 0}, id="none"),
        pytest.param({of(MATCHED, 'ruleId="x"'): "5+0x90"}, {}, id="no requests"),
    ],
)
def test_share(series: Mapping[str, str], samples: Mapping[str, float], tmp_path: Path) -> None:
    check(tmp_path, series, interpolated(share(APPLIED, MATCHED, "ruleId", "$__range")), samples)


@pytest.mark.parametrize(
    ("series", "samples"),
    [
        pytest.param(
            {of("up"): "1+0x90", of(FAILED): "_x60 1+0x29"}, {"{}": 1}, id="the first one"
        ),
        pytest.param({of("up"): "_x60 1+0x29", of(FAILED): "_x60 7+0x29"}, {"{}": 0}, id="new pod"),
        pytest.param({of("up"): "1+0x90", of(FAILED): "7+0x90"}, {"{}": 0}, id="old ones"),
    ],
)
def test_occurrences(
    series: Mapping[str, str], samples: Mapping[str, float], tmp_path: Path
) -> None:
    check(tmp_path, series, interpolated(occurrences(FAILED)), samples)
