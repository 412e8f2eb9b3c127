from __future__ import annotations

import re

import pytest

from tests.checks.pages import capture, findings_on, page_of, without


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
