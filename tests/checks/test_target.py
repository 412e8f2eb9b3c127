from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.checks.target import (
    Target,
    expected,
    health_targets,
    is_silent,
    metrics_targets,
    option,
)
from archestra_ops.errors import OpsError
from tests.checks.pages import ARCHESTRA

WEB, WORKER = "http://web:9050/metrics", "http://worker:9000/metrics"


def test_a_process_stands_for_itself_and_all_for_everyone() -> None:
    assert expected(ARCHESTRA, None) == ()
    assert expected(ARCHESTRA, "worker") == ("worker",)
    assert expected(ARCHESTRA, "all") == ("web", "worker")


def test_an_unknown_process_is_refused() -> None:
    with pytest.raises(OpsError, match="platform 'archestra' has no process named 'werker'") as it:
        expected(ARCHESTRA, "werker")

    assert it.value.hint == "did you mean 'worker'?"


def test_without_names_the_default_addresses_are_assumed() -> None:
    assert metrics_targets(ARCHESTRA, {}, default=True) == (
        Target(url="http://localhost:9050/metrics", processes=("web",), assumed=True),
        Target(url="http://localhost:9000/metrics", processes=("worker",), assumed=True),
    )


def test_with_files_to_look_at_no_address_is_assumed() -> None:
    assert metrics_targets(ARCHESTRA, {}, default=False) == ()


def test_who_names_one_address_is_asked_about_that_one_only() -> None:
    assert metrics_targets(ARCHESTRA, {"web": WEB}, default=True) == (
        Target(url=WEB, processes=("web",)),
    )


def test_web_api_and_worker_share_their_default_address() -> None:
    assert health_targets(ARCHESTRA, {}, {}) == (
        Target(url="http://localhost:9000", processes=("web", "worker"), assumed=True),
    )


@pytest.mark.parametrize(
    ("metrics", "health"),
    [
        ("http://web:9050/metrics", "http://web:9000"),
        ("https://user:word@web/metrics", "https://web:9000"),
        ("http://[::1]:9050/metrics", "http://[::1]:9000"),
    ],
)
def test_the_web_api_is_on_the_host_of_its_metrics(metrics, health) -> None:
    assert [target.url for target in health_targets(ARCHESTRA, {"web": metrics}, {})] == [health]


def test_the_worker_has_one_port_for_all() -> None:
    assert health_targets(ARCHESTRA, {"worker": "http://worker:9001/a/metrics"}, {}) == (
        Target(url="http://worker:9001/a", processes=("worker",)),
    )


def test_an_address_of_the_api_goes_before_that_of_the_metrics() -> None:
    targets = health_targets(
        ARCHESTRA, {"web": WEB, "worker": WORKER}, {"web": "https://archestra.example/api/"}
    )

    assert [(target.url, target.processes) for target in targets] == [
        ("https://archestra.example/api", ("web",)),
        ("http://worker:9000", ("worker",)),
    ]


def test_an_address_is_shown_without_its_password() -> None:
    target = Target(url="http://user:word@web:9050/metrics?a=b", processes=("web",))

    assert target.subject == "http://web:9050/metrics"


def test_the_option_that_names_a_page_is_given_by_a_process_of_the_platform() -> None:
    assert option(packs.platform("agyn")) == "--target gateway=URL"


@pytest.mark.parametrize(
    ("profile", "process", "silent"),
    [("otlp", "astromesh", True), ("otlp", "collector", False), ("documented", "astromesh", False)],
)
def test_whose_page_is_not_asked_for(profile, process, silent) -> None:
    target = Target(url="http://somewhere", processes=(process,))

    assert is_silent(target, packs.platform("astromesh", profile)) is silent


def test_what_no_probe_asks_is_asked_for_its_page() -> None:
    target = Target(url="http://somewhere", processes=("astromesh",))
    mute = replace(packs.platform("astromesh"), probes=())

    assert not is_silent(target, mute)
