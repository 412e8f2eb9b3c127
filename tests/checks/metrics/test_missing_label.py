from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.visit import Scrape
from tests.checks.pages import page_of, relabelled, told


def test_a_label_that_no_series_has_is_missed(spoilt) -> None:
    assert spoilt(relabelled("mcp_", r'mcp_server_name="[^"]*",?', "")) == [
        (
            "error metrics/missing-label: label 'mcp_server_name' is missing on "
            "'mcp_tool_calls_total', 'mcp_tool_call_duration_seconds', 'mcp_request_size_bytes' "
            "and "
            "'mcp_response_size_bytes' "
            "(panels and alerts by it stay empty; is it dropped on the way?)"
        )
    ]


def test_a_label_that_some_series_have_is_there(spoilt) -> None:
    assert spoilt(relabelled('.*tool_name="github', r'mcp_server_name="[^"]*",?', "")) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ('gateway_grpc_server_handled_total{code="OK"} 5', []),
        ('llm_proxy_upstream_status_code{status="429"} 5', []),
        ('workload_failures_total{reason="crashloop"} 5', []),
        ('gateway_grpc_server_handled_total{method="/a"} 5', ["code"]),
        ("llm_proxy_upstream_status_code 5", ["status"]),
    ],
)
def test_labels_that_are_proposed_alone_are_not_missed(text, missing) -> None:
    agyn = packs.platform("agyn")
    name = text.split("{")[0].split(" ")[0]
    page = page_of(f"# TYPE {name} counter\n{text}\n", platform=agyn)

    found = report.metrics(Scrape(platform=agyn, files=(page,))).findings

    assert [told(one) for one in found if one.check == "metrics/missing-label"] == [
        (
            f"error metrics/missing-label: label '{label}' is missing on '{name}' "
            "(panels and alerts by it stay empty; is it dropped on the way?)"
        )
        for label in missing
    ]
