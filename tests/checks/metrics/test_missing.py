from __future__ import annotations

import re
from io import BytesIO

import pytest

from archestra_ops import packs
from archestra_ops.checks.metrics import missing
from archestra_ops.checks.reading import Reader
from tests.checks.pages import capture, findings_on, page_of, told, without

GATEWAY = packs.platform("truefoundry")


def gateway(text: str) -> list[str]:
    page = Reader(platform=GATEWAY).read(BytesIO(text.encode()), "page")
    return [told(one) for one in missing.check(page)]


def declared(*left_out: str) -> str:
    """A page of the gateway on which nothing happened, without some metrics."""
    return "".join(
        f"# TYPE {name} {metric.type}\n"
        for name, metric in GATEWAY.metrics.items()
        if name not in left_out
    )


def test_a_documented_metric_that_is_not_there_is_missed(spoilt) -> None:
    assert spoilt(without("llm_tokens")) == [
        (
            "error metrics/missing: 1 documented metric is missing: 'llm_tokens_total' "
            "(what asks for it stays empty: is this an old release, or does a proxy filter?)"
        )
    ]


def test_what_comes_some_seconds_after_the_start_has_its_own_hint(spoilt) -> None:
    assert spoilt(without("process_[a-z_]*")) == [
        (
            "error metrics/missing: 4 documented metrics are missing: "
            "'process_cpu_user_seconds_total',"
            " 'process_cpu_system_seconds_total', 'process_start_time_seconds' and "
            "'process_resident_memory_bytes' "
            "(the first scrapes after a start lack these: ask again in some seconds)"
        )
    ]


def test_other_metrics_are_not_missed(spoilt) -> None:
    assert spoilt(without("sandbox_commands")) == []


def test_a_metric_without_series_is_not_missed(spoilt) -> None:
    samples = re.compile(r"(?m)^llm_tokens_total.*\n")

    assert all("metrics/missing" not in told for told in spoilt(lambda text: samples.sub("", text)))


def test_what_was_cut_off_is_not_missed() -> None:
    found = findings_on(page_of(capture("web")[:300_000] + "\n"))

    assert all("metrics/missing" not in told for told in found)


@pytest.mark.parametrize(("process", "missed"), [("web", False), ("all", True)])
def test_the_workers_metrics_are_missed_where_all_are_said_to_be_there(process, missed) -> None:
    expected = ("web",) if process == "web" else ("web", "worker")

    found = findings_on(page_of(capture("web"), expected=expected))

    assert any("'rag_connector_syncs_total'" in told for told in found) is missed


def test_what_is_there_only_while_something_is_the_case_is_only_noted() -> None:
    agents = ("ai_gateway_agent_tool_calls_total", "ai_gateway_agent_tool_latency_ms")

    assert gateway(declared()) == []
    assert gateway(declared(*agents)) == [
        (
            "info metrics/missing: 2 documented metrics are not there, which may be: "
            "'ai_gateway_agent_tool_calls_total' and 'ai_gateway_agent_tool_latency_ms' "
            "(`ops packs show truefoundry METRIC` says while what each is there)"
        )
    ]


def test_the_others_are_missed_all_the_same() -> None:
    found = gateway(declared("ai_gateway_input_tokens_total", "ai_gateway_agent_tool_calls_total"))

    assert found == [
        (
            "warning metrics/missing: 1 documented metric is missing: "
            "'ai_gateway_input_tokens_total' "
            "(this format has no line for what did not happen yet: did it?)"
        ),
        (
            "info metrics/missing: 1 documented metric is not there, which may be: "
            "'ai_gateway_agent_tool_calls_total' "
            "(`ops packs show truefoundry METRIC` says while what each is there)"
        ),
    ]
