from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import scraped_twice
from tests.prometheus.config_lint.jobs import (
    PODS_OF_WEB,
    PODS_OF_WORKER,
    WEB,
    config,
    pods,
    services,
)

OTHER_RELEASE = """\
  - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance]
    regex: %s
    action: keep
"""
PROBE = """\
- job_name: %s
  metrics_path: /probe
  static_configs: [{targets: ['a:1']}]
  relabel_configs:
  - {source_labels: [__address__], target_label: __param_target, replacement: "%s"}
  - {target_label: __address__, replacement: "blackbox:9115"}
"""


@pytest.mark.parametrize(
    "text",
    [
        config(PODS_OF_WEB, PODS_OF_WORKER),
        # Another path, other parameters.
        config(WEB, WEB.replace("job_name: archestra-web", "job_name: b\n  metrics_path: /x")),
        config(
            *(
                WEB.replace("archestra-web", f"{name}\n  params: {{collect: [a, {name}]}}")
                for name in "bc"
            )
        ),
        config(PROBE % ("p", "$1/a"), PROBE % ("q", "$1/b")),
        # One for each release, one for each namespace.
        config(*(PODS_OF_WEB.replace("web", n) + OTHER_RELEASE % n for n in "ab")),
        config(services("a"), services("b").replace("agents", "others")),
        # The same in one job is scraped once.
        config("- {job_name: a, static_configs: [{targets: ['a:1', 'a:1']}]}\n"),
        # What cannot be followed is not judged.
        config(*(PODS_OF_WEB.replace("web", n) + "  - {action: foo}\n" for n in "ab")),
        config(*(PODS_OF_WEB.replace("web", n) + "  - {regex: '('}\n" for n in "ab")),
    ],
)  # fmt: skip
def test_each_is_scraped_once(said, text) -> None:
    assert said(scraped_twice.find, text, watched=True) == []


@pytest.mark.parametrize(
    ("text", "severity", "line", "message", "hint"),
    [
        # Both monitors on one pod.
        (
            config(services("serviceMonitor/agents/web/0"), PODS_OF_WEB.replace("web", "pods")),
            "error",
            13,
            ("job 'archestra-pods' scrapes web's pods, which job 'serviceMonitor/agents/web/0' "
            "does, too: sums count them twice"),
            "keep this one, or the job in line 2",
        ),
        (
            config(*(pods(name, "postgresql", "http-metrics") for name in "ab")),
            "error",
            11,
            "job 'b' scrapes PostgreSQL's pods, which job 'a' does, too: sums count them twice",
            "keep this one, or the job in line 2",
        ),
        (
            config(WEB, WEB.replace("archestra-web", "again")),
            "warning",
            5,
            ("job 'again' scrapes 'archestra:9050', which job 'archestra-web' does, too: "
            "sums count them twice"),
            "keep this one, or the job in line 2",
        ),
        # Several jobs are one finding.
        (
            config(*(WEB.replace("archestra-web", name) for name in ("a", "b", "c", "d"))),
            "warning",
            5,
            ("job 'b', job 'c' and job 'd' scrape 'archestra:9050', which job 'a' does, too: "
            "sums count them 4 times"),
            "keep the job in line 2, or give each a target of its own",
        ),
        (
            config(*(pods(name, "postgresql", "http-metrics") for name in "abc")),
            "error",
            11,
            ("job 'b' and job 'c' scrape PostgreSQL's pods, which job 'a' does, too: "
            "sums count them 3 times"),
            "keep the job in line 2",
        ),
        (
            config("- job_name: a\n  static_configs:\n  - targets: ['a:1']\n"
                   "  - {targets: ['a:1'], labels: {x: y}}\n"),
            "warning",
            5,
            "job 'a' scrapes 'a:1' twice, with different labels: sums count them twice",
            "keep one",
        ),
    ],
)  # fmt: skip
def test_a_page_that_is_scraped_twice_is_named(said, text, severity, line, message, hint) -> None:
    assert said(scraped_twice.find, text, watched=True) == [(severity, line, message, hint)]


def test_each_release_is_said_with_the_job_that_keeps_to_none(said) -> None:
    first, last = (PODS_OF_WEB.replace("web", name) + OTHER_RELEASE % name for name in "xy")
    text = config(first, PODS_OF_WEB.replace("web", "every"), last)

    assert [message for _, _, message, _ in said(scraped_twice.find, text, watched=True)] == [
        (
            "job 'archestra-every' scrapes web's pods, which job 'archestra-x' does, too: "
            "sums count them twice"
        ),
        (
            "job 'archestra-y' scrapes web's pods, which job 'archestra-every' does, too: "
            "sums count them twice"
        ),
    ]


def test_a_job_that_scrapes_a_page_twice_is_said_beside_one_that_scrapes_it_too(said) -> None:
    twice = (
        "- job_name: %s\n  static_configs:\n  - targets: ['a:1']\n"
        "  - {targets: ['a:1'], labels: {x: y}}\n"
    )
    text = config(twice % "a", twice % "b")

    assert [message for _, _, message, _ in said(scraped_twice.find, text, watched=True)] == [
        "job 'a' scrapes 'a:1' twice, with different labels: sums count them twice",
        "job 'b' scrapes 'a:1', which job 'a' does, too: sums count them twice",
        "job 'b' scrapes 'a:1' twice, with different labels: sums count them twice",
    ]
