from __future__ import annotations

import pytest

from archestra_ops.exposition import Kind
from tests.checks.pages import ARCHESTRA, both, capture, page_of

UNTYPED = """\
llm_request_duration_seconds_bucket{le="1",model="a"} 1
llm_request_duration_seconds_bucket{le="+Inf",model="a"} 1
llm_request_duration_seconds_sum{model="a"} 1
llm_request_duration_seconds_count{model="a"} 1
"""


def test_a_metric_is_found_by_the_name_of_its_samples() -> None:
    page = page_of(capture("web"))

    assert page.strangers == ()
    assert {"llm_tokens_total", "nodejs_active_handles_total"} <= set(page.seen)
    assert page.seen["llm_tokens_total"].families[0].name == "llm_tokens"


def test_the_classic_format_names_counters_in_full() -> None:
    page = page_of('# TYPE llm_tokens_total counter\nllm_tokens_total{type="input"} 1\n')

    assert list(page.seen) == ["llm_tokens_total"]
    assert page.names == {"llm_tokens_total"}


def test_a_histogram_without_type_is_one_metric() -> None:
    seen = page_of(UNTYPED).seen["llm_request_duration_seconds"]

    assert (seen.type, seen.samples, seen.labels) == ("unknown", 4, {"model"})
    assert (seen.values("model"), seen.values("provider")) == (("a",), ())


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (capture("web"), {"web"}),
        (capture("worker"), {"worker"}),
        (both(), {"web", "worker"}),
        ("# TYPE database_pool_size_limit gauge\ndatabase_pool_size_limit 1\n", set()),
    ],
    ids=["web", "worker", "both", "neither"],
)
def test_a_page_shows_whose_it_is(text, recognised) -> None:
    page = page_of(text)

    assert page.is_platforms
    assert page.recognised == recognised


@pytest.mark.parametrize(
    ("text", "expected", "processes"),
    [
        (capture("web"), (), {"web"}),
        (capture("web"), ("web",), {"web"}),
        (capture("web"), ("worker",), {"web"}),
        (capture("web"), ("web", "worker"), {"web", "worker"}),
        (both(), ("web",), {"web", "worker"}),
        ("database_pool_size_limit 1\n", ("web",), {"web"}),
    ],
)
def test_a_page_ought_to_have_what_it_was_said_to_and_what_it_shows(
    text, expected, processes
) -> None:
    assert page_of(text, expected=expected).processes == processes


def test_metrics_that_any_program_has_do_not_make_a_page_the_platforms() -> None:
    anybodys = "process_open_fds 1\nnodejs_version_info 1\nhttp_request_duration_seconds_sum 1\n"

    assert not page_of(anybodys).is_platforms
    assert page_of(anybodys + "llm_blocked_tool_total 1\n").is_platforms


def test_after_too_many_problems_nothing_is_called_missing() -> None:
    page = page_of(capture("web").replace('"} ', '"}  '))

    assert page.is_platforms
    assert not page.is_whole


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (UNTYPED + "a{b", [Kind.TRUNCATED]),
        (UNTYPED + "a{b\n", [Kind.SYNTAX]),
        (
            '# TYPE a histogram\na_bucket{le="1"} 1\na_bucket{le="2"} 1',
            [Kind.TRUNCATED],
        ),
    ],
)
def test_an_early_end_explains_what_is_wrong_with_the_last_line(text, kinds) -> None:
    assert [problem.kind for problem in page_of(text).problems] == kinds


def test_what_a_page_lacks_is_what_its_processes_have() -> None:
    lacking = [name for name, metric in ARCHESTRA.metrics.items() if page_of("").lacks(metric)]
    web = page_of(capture("web"))

    assert lacking == []
    assert not web.lacks(ARCHESTRA.metrics["task_queue_active_tasks"])
    assert not web.lacks(ARCHESTRA.metrics["llm_tokens_total"])
    assert web.lacks(ARCHESTRA.metrics["eval_runs_total"])
