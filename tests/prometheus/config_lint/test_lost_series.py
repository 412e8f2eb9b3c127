from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.config_lint import lost_series
from tests.packs import toys
from tests.prometheus.config_lint.jobs import (
    ANNOTATED,
    PODS_OF_WEB,
    WEB,
    WORKER,
    config,
    named,
    pods,
)

STAY = "change 'metric_relabel_configs' so that boards and alerts find them"
ONE = "series that differ in nothing else become one, and samples are lost"


def ruled(job: str, *rules: str) -> str:
    return f"{job}  metric_relabel_configs:\n" + "".join(f"  - {{{rule}}}\n" for rule in rules)


def names(action: str, regex: str) -> str:
    return f"source_labels: [__name__], regex: '{regex}', action: {action}"


@pytest.mark.parametrize(
    "text",
    [
        config(WEB, WORKER),
        config(ruled(WEB, names("drop", "(go|process|nodejs)_.*"))),
        config(ruled(WEB, "source_labels: [model], regex: gpt.*, action: drop")),
        config(ruled(WEB, "regex: pod_template_hash, action: labeldrop")),
        config(ruled(WEB, "target_label: cluster, replacement: prod")),
        # Somebody else's job, and rules that promtool judges.
        config(ruled(named("node", "n:9100"), names("drop", ".*")), WEB),
        config(ruled(WEB, names("drop", "("))),
        config(ruled(WEB, names("remove", ".*"))),
        # Of two replicas one.
        config(
            ruled(
                named("archestra-web", "a:9050", "b:9050"),
                "source_labels: [instance], regex: 'a:9050', action: drop",
            )
        ),
        config(ruled(PODS_OF_WEB, "source_labels: [namespace], regex: any, action: drop")),
    ],
)
def test_what_loses_nothing_is_fine(said, text) -> None:
    assert said(lost_series.find, text, watched=True) == []


def test_nothing_is_expected_unless_it_is_said(said) -> None:
    assert said(lost_series.find, config(ruled(WEB, names("drop", ".*")))) == []


@pytest.mark.parametrize(
    ("job", "rule", "severity", "message", "hint"),
    [
        (
            WORKER,
            names("drop", "(llm|mcp)_.*"),
            "warning",
            (
                "job 'archestra-worker' drops llm_request_duration_seconds, llm_tokens_total, "
                "llm_cache_tokens_total and 12 more"
            ),
            STAY,
        ),
        (
            PODS_OF_WEB,
            names("drop", "agent_runs_total"),
            "warning",
            "job 'archestra-web' drops agent_runs_total",
            STAY,
        ),
        (
            WEB,
            names("drop", "database_.*"),
            "error",
            (
                "job 'archestra-web' drops database_pool_size_limit, by which web is known, and 1 "
                "more of its metrics"
            ),
            STAY,
        ),
        (
            WEB,
            names("keep", "node_.*"),
            "error",
            "job 'archestra-web' drops or renames every known metric of web",
            STAY,
        ),
        (
            WEB,
            "regex: agent_type, action: labeldrop",
            "warning",
            (
                "job 'archestra-web' drops the label 'agent_type' of llm_request_duration_seconds, "
                "llm_tokens_total, llm_cache_tokens_total and 14 more"
            ),
            ONE,
        ),
        (
            WEB,
            "target_label: feedback, replacement: ''",
            "warning",
            "job 'archestra-web' drops the label 'feedback' of chat_message_feedback_total",
            ONE,
        ),
        (
            WEB,
            names("drop", "http_request_duration_seconds_bucket"),
            "warning",
            (
                "job 'archestra-web' drops the buckets of http_request_duration_seconds: quantiles "
                "need them"
            ),
            "keep '…_bucket', and its label 'le'",
        ),
    ],
)
def test_what_is_lost_is_named(said, job, rule, severity, message, hint) -> None:
    text = config(ruled(job, rule))
    line = text.splitlines().index("  metric_relabel_configs:") + 1

    assert said(lost_series.find, text, watched=True) == [(severity, line, message, hint)]


def test_a_job_of_several_processes_says_it_once(said) -> None:
    text = config(ruled(ANNOTATED, names("drop", "skill_.*|schedule_.*")))

    ((_, _, message, _),) = said(lost_series.find, text, watched=True)

    assert message == (
        "job 'kubernetes-pods' drops skill_activations_total, skill_context_tokens_total and "
        "schedule_trigger_runs_total"
    )


OTHERS = [names("keep", "(nginx|redis)_.*"), names("keep", "istio_.*")]
IN_SHOP = ANNOTATED.replace("role: pod", "role: pod, namespaces: {names: [shop]}")
MODEL = "regex: model, action: labeldrop"


@pytest.mark.parametrize("rule", OTHERS)
@pytest.mark.parametrize("beside", [[], [WEB, WORKER]])
@pytest.mark.parametrize("job", [ANNOTATED, IN_SHOP])
def test_annotated_pods_need_not_be_the_platforms(said, job, beside, rule) -> None:
    assert said(lost_series.find, config(*beside, ruled(job, rule)), watched=True) == []


def test_nor_those_that_lack_only_the_anchor(said) -> None:
    text = config(ruled(ANNOTATED, names("drop", "database_.*")))

    # The worker is known by another metric.
    found = said(lost_series.find, text, watched=True)
    assert [(severity, message) for severity, _, message, _ in found] == [
        (
            "warning",
            "job 'kubernetes-pods' drops database_pool_connections and database_pool_size_limit",
        )
    ]


@pytest.mark.parametrize("platform", ["archestra", "agyn", "astromesh"])
def test_that_holds_for_every_platform(told, platform) -> None:
    text = config(ruled(ANNOTATED, names("keep", "nginx_.*")))

    assert told(lost_series.find, platform, text) == []


@pytest.mark.parametrize("other", [ANNOTATED, ruled(ANNOTATED, *OTHERS)])
def test_what_may_scrape_a_process_makes_up_for_nothing(said, other) -> None:
    text = config(other, ruled(WEB, MODEL))

    ((severity, _, message, _),) = said(lost_series.find, text, watched=True)

    assert severity == "warning"
    assert message.startswith("job 'archestra-web' drops the label 'model' of ")


def slow(*rules: str) -> str:
    return ruled(named("archestra-web-slow", "archestra:9050"), *rules)


SOME = "(sandbox|rag)_.*"
FAST = ruled(WEB, names("drop", SOME))


@pytest.mark.parametrize(
    "jobs",
    [
        [FAST, slow(names("keep", SOME))],
        [slow(names("keep", SOME)), FAST],
        [ruled(WEB, MODEL), named("archestra-web-slow", "archestra:9050")],
        [ruled(WEB, names("drop", ".*_bucket")), slow(names("keep", ".*_bucket"))],
        # Nobody knows what the other one keeps.
        [FAST, slow(names("keep", "("))],
    ],
)
def test_what_another_job_keeps_is_not_lost(said, jobs) -> None:
    assert said(lost_series.find, config(*jobs), watched=True) == []


@pytest.mark.parametrize(
    ("jobs", "message"),
    [
        (
            [FAST, slow(names("drop", "(llm|rag)_.*"))],
            "job 'archestra-web' drops rag_",
        ),
        (
            [ruled(WEB, names("drop", SOME), MODEL), slow(names("keep", SOME))],
            "job 'archestra-web' drops the label 'model' of llm_",
        ),
        (
            [slow(names("keep", SOME)), ruled(WEB, names("drop", SOME), MODEL)],
            "job 'archestra-web' drops the label 'model' of llm_",
        ),
        (
            [ruled(WEB, MODEL), slow(MODEL)],
            "job 'archestra-web' drops the label 'model' of llm_",
        ),
        (
            [ruled(WEB, names("drop", "llm_.*_bucket")), slow(names("drop", "llm_.*"))],
            "job 'archestra-web' drops the buckets of llm_",
        ),
        (
            [slow(names("keep", "nginx_.*")), FAST],
            "job 'archestra-web' drops ",
        ),
        (
            [ruled(WEB, names("keep", "nginx_.*")), slow(names("keep", "redis_.*"))],
            "job 'archestra-web' drops or renames every known metric of web",
        ),
    ],
)
def test_what_every_job_drops_is_said_once(said, jobs, message) -> None:
    ((_, _, found, _),) = said(lost_series.find, config(*jobs), watched=True)

    assert found.startswith(message)


def test_renamed_metrics_are_not_found(said) -> None:
    every = "source_labels: [__name__], regex: '(.*)', target_label: __name__"
    text = config(ruled(WEB, f"{every}, replacement: 'archestra_$1'"))

    ((_, _, message, _),) = said(lost_series.find, text, watched=True)

    assert message == "job 'archestra-web' drops or renames every known metric of web"


def test_without_the_label_job_nothing_is_found(said) -> None:
    text = config(ruled(WEB, "regex: job, action: labeldrop"))

    ((severity, _, message, _),) = said(lost_series.find, text, watched=True)

    assert severity == "error"
    assert message.startswith("job 'archestra-web' drops the label 'job' of ")


def test_a_job_that_is_known_by_its_name_alone_is_judged(told) -> None:
    found = "- {{job_name: agyn-{0}, {1}: [{{{2}}}], metric_relabel_configs: [{{{3}}}]}}\n"
    status = "regex: status, action: labeldrop"
    text = config(
        found.format("llm-proxy", "file_sd_configs", "files: ['x.json']", status),
        ruled(pods("agyn-gateway", "gateway", "http"), names("drop", "gateway_.*")),
    )

    assert told(lost_series.find, "agyn", text) == [
        ("error", 11, "job 'agyn-gateway' drops or renames every known metric of gateway", STAY),
        (
            "warning",
            2,
            "job 'agyn-llm-proxy' drops the label 'status' of llm_proxy_upstream_status_code",
            ONE,
        ),
    ]


def test_a_platform_of_ones_own_is_judged(told, tmp_path) -> None:
    text = config(
        ruled(
            named("bakery-oven", "o:7101"),
            "regex: kind, action: labeldrop",
            names("drop", "bakery_bake.*_bucket"),
        )
    )

    with toys.found_at(tmp_path):
        messages = [message for _, _, message, _ in told(lost_series.find, "bakery", text)]

    assert messages == [
        "job 'bakery-oven' drops the buckets of bakery_bake_seconds: quantiles need them",
        "job 'bakery-oven' drops the label 'kind' of bakery_breads_total",
    ]


def test_an_anchor_that_is_a_sample_is_called_by_its_metric(told) -> None:
    text = config(
        ruled(named("openfga", "o:2112"), names("drop", "openfga_request.*|openfga_check.*"))
    )

    assert packs.platform("agyn").processes["openfga"].anchor == "openfga_request_duration_ms_count"
    assert [message for _, _, message, _ in told(lost_series.find, "agyn", text)] == [
        (
            "job 'openfga' drops openfga_request_duration_ms, by which openfga is known, and 1 "
            "more of its metrics"
        )
    ]
