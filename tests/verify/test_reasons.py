from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.verify.reasons import Reasons
from tests.grafana.small import PLATFORM, PROVIDER
from tests.packs.toys import found_at
from tests.verify.sights import page, reasons


@pytest.mark.parametrize(
    ("sample", "scraped", "hint"),
    [
        ("nothing", ("web",), "no pack knows it"),
        ("wait_seconds_bucket", ("web",), "only the worker process has it, which is not scraped"),
        ("calls_total", (), "only the web process has it, which is not scraped"),
        ("calls_total", ("web",), "Acme exposes it: is this the right endpoint?"),
        ("pg_used", ("web", "worker"), "the exporter has it, which is not scraped"),
        ("pg_used", ("postgres",), "the exporter exposes it: is it the one that is scraped?"),
        ("pg_commits_total", ("postgres",), "needs the option: turn it on"),
        ("up", ("web",), "Prometheus exposes it: is this the right endpoint?"),
    ],
)
def test_why_a_metric_may_be_missing(sample: str, scraped: tuple[str, ...], hint: str) -> None:
    assert reasons(*scraped).metric(sample) == hint


def test_a_metric_of_several_processes_names_them_all() -> None:
    both = replace(PLATFORM.metrics["busy"], processes=("web", "worker"))
    platform = replace(PLATFORM, metrics={"busy": both})
    told = Reasons(catalogue=catalogue(platform), scraped=lambda: ["postgres"])

    assert told.metric("busy") == "only the web or worker process has it, which is not scraped"


def test_a_metric_that_is_newer_says_since_when_it_is_there() -> None:
    newer = replace(PLATFORM.metrics["busy"], since="2026-07-21")
    pg_newer = replace(PROVIDER.metrics["pg_used"], since="0.17")
    known = catalogue(
        replace(PLATFORM, metrics={"busy": newer}), replace(PROVIDER, metrics={"pg_used": pg_newer})
    )
    told = Reasons(catalogue=known, scraped=lambda: ["worker", "postgres"])

    assert told.metric("busy") == "there since 2026-07-21: an older release lacks it"
    assert told.metric("pg_used") == "there since 0.17: an older release lacks it"


def test_a_page_that_has_the_metric_explains_more_than_the_packs() -> None:
    assert reasons("web", pages=page()).metric("calls_total") == (
        "the page that was looked at has it: "
        "does this Prometheus scrape that page, and keep all of it?"
    )
    assert reasons(pages=page()).metric("nothing") == "no pack knows it"


@pytest.mark.parametrize(
    ("sample", "label", "hint"),
    [
        ("pg_used", "db", "needs the option: turn it on"),
        ("calls_total", "route", "there since 2.0: an older release lacks it"),
        ("calls_total", "region", ""),
        ("nothing", "route", ""),
    ],
)
def test_why_a_label_may_be_missing(sample: str, label: str, hint: str) -> None:
    assert reasons().label(sample, label) == hint


@pytest.mark.parametrize(
    ("sample", "scraped", "condition"),
    [
        ("busy", ("worker",), "it works"),
        ("pg_used", ("postgres",), "a replica is there"),
        # Of what is not scraped, the condition is no reason.
        ("busy", ("web", "postgres"), ""),
        ("pg_used", ("web", "worker"), ""),
        ("calls_total", ("web",), ""),
        ("nothing", ("web",), ""),
    ],
)
def test_what_is_only_there_while_something_is_the_case(
    sample: str, scraped: tuple[str, ...], condition: str
) -> None:
    busy = replace(PLATFORM.metrics["busy"], only_while="it works")
    used = replace(PROVIDER.metrics["pg_used"], only_while="a replica is there")
    known = catalogue(
        replace(PLATFORM, metrics={**PLATFORM.metrics, "busy": busy}),
        replace(PROVIDER, metrics={"pg_used": used}),
    )

    assert Reasons(catalogue=known, scraped=lambda: scraped).only_while(sample) == condition


def test_what_nobody_met_says_so_and_what_there_is_instead() -> None:
    unseen = replace(
        PLATFORM.metrics["busy"], documented=True, seen=False, instead="count the tills"
    )
    metrics = {"busy": unseen, "calls_total": replace(unseen, name="calls_total", instead="")}
    known = catalogue(replace(PLATFORM, metrics=metrics))
    told = Reasons(catalogue=known, scraped=lambda: ["worker"])

    assert told.metric("busy") == "documented, not seen in the field; instead: count the tills"
    assert told.metric("calls_total") == "documented, not seen in the field"


def test_nobody_misses_what_only_some_installations_have(tmp_path) -> None:
    with found_at(tmp_path):
        bakery = packs.platform("bakery")
    told = Reasons(catalogue=catalogue(bakery), scraped=lambda: ["oven"])

    assert told.only_while("bakery_van_tours") == "van is there, and scraped"
    assert told.only_while("bakery_open") == ""


def test_another_profile_may_have_it_under_another_name(tmp_path) -> None:
    with found_at(tmp_path):
        told = Reasons(catalogue=catalogue(packs.platform("mill")), scraped=lambda: ["mill"])
        old = Reasons(catalogue=catalogue(packs.platform("mill", "old")), scraped=lambda: ["mill"])

        assert told.metric("mill_sacks_total") == (
            "profile 'old' has it as 'windmill_sacks': `ops check metrics` recognises which it is"
        )
        assert old.metric("windmill_sacks") == (
            "profile 'new' has it as 'mill_sacks_total', profile 'both' has it as "
            "'mill_sacks_total', profile 'relayed' has it as 'mill_sacks_total': "
            "`ops check metrics` recognises which it is"
        )
