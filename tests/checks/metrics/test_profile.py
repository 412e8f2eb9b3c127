from __future__ import annotations

from functools import cache

import pytest

from archestra_ops import packs
from archestra_ops.checks.recognition import candidates, settled
from archestra_ops.checks.report import metrics
from archestra_ops.checks.visit import Scrape
from archestra_ops.emitter.endpoints import page as printed
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from tests.checks.pages import page_of, told
from tests.checks.test_recognition import NEW, OLD, RELAYED, page
from tests.packs.toys import found_at


@pytest.fixture(autouse=True)
def toys(tmp_path):
    with found_at(tmp_path):
        yield


def found(text: str, *, keep: bool = False) -> list[str]:
    scrape = Scrape(platform=packs.platform("mill"), files=(page(text),))
    return [told(one) for one in metrics(settled(scrape, candidates("mill"), keep=keep)).findings]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            NEW,
            (
                "info metrics/profile: this page speaks 'new': mill_*, since 2020 "
                "(it is what boards and alerts are made for without --profile)"
            ),
        ),
        (
            OLD,
            (
                "info metrics/profile: this page speaks 'old': windmill_*, until 2019 "
                "(make boards and alerts for it with --profile old)"
            ),
        ),
        (
            NEW + OLD,
            (
                "info metrics/profile: this page speaks 'both': mill_* beside windmill_*; the same "
                "events stand on it under the names of 'old', too "
                "(boards made with --profile both count one of the two only, and so must you)"
            ),
        ),
    ],
)
def test_the_profile_is_named(text, finding) -> None:
    assert found(text) == [finding]


def test_a_page_with_nothing_of_the_one_that_was_chosen_is_an_error_and_no_more() -> None:
    """What it lacks, and whose it seems to be, follows from that."""
    assert found(OLD, keep=True) == [
        (
            "error metrics/profile: this page speaks 'old', not 'new': windmill_*, until 2019 "
            "(give --profile old, or leave it out: it is recognised)"
        ),
    ]


def test_one_that_has_other_labels_under_the_same_names_is_no_page_of_another_process() -> None:
    """The relay has the metric that tells the mill's page, by another label."""
    assert found(RELAYED, keep=True) == [
        (
            "error metrics/profile: this page speaks 'relayed', not 'new': mill_*, by way of the "
            "relay (give --profile relayed, or leave it out: it is recognised)"
        ),
    ]


def test_a_page_with_all_of_the_one_that_was_chosen_is_fine() -> None:
    assert found(NEW + OLD, keep=True) == [
        (
            "info metrics/profile: this page speaks 'both', and has all names of 'new': mill_* "
            "beside windmill_* "
            "(boards and alerts made with --profile new find what they ask for)"
        ),
    ]


def test_a_page_with_some_of_the_one_that_was_chosen_under_other_names_is_an_error() -> None:
    flour = "".join(NEW.splitlines(keepends=True)[2:])

    assert found(flour + OLD, keep=True) == [
        (
            "error metrics/profile: this page speaks 'both', not 'new': mill_* beside windmill_* "
            "(give --profile both, or leave it out: it is recognised)"
        ),
        (
            "warning metrics/legacy-name: 'windmill_sacks' is a name of the profile "
            "'old': 'new' has "
            "'mill_sacks_total' in its place (what asks for the one finds nothing of the other)"
        ),
    ]


@cache
def gateway(profile: str) -> str:
    pack = packs.platform("truefoundry", profile)
    estate = simulate(pack, (), Settings(seed=1, start=1_768_478_400.0))
    return printed(estate.platform, "gateway")


@pytest.mark.parametrize(
    ("speaks", "chosen", "checks"),
    [
        # Tokens, cost and failures have `_total` in the one and not in the other.
        ("gen2-total", "gen2", {"error metrics/profile", "warning metrics/legacy-name"}),
        ("gen2", "gen2-total", {"error metrics/profile", "warning metrics/legacy-name"}),
        # Some are gone, and others came in their place.
        ("gen1", "gen2", {"error metrics/profile", "warning metrics/legacy-name"}),
        ("transition", "gen2", {"error metrics/profile", "warning metrics/legacy-name"}),
        # Both sets stand on it, and `transition` asks for the same as `ai`.
        ("transition", "ai", {"info metrics/profile"}),
        ("transition", "gen2-total", {"info metrics/profile"}),
        ("ai", "transition", {"info metrics/profile"}),
        ("gen2-total", "ai", {"error metrics/profile"}),
    ],
)
def test_of_the_gateways_pages_it_tells_what_finds_nothing(speaks, chosen, checks) -> None:
    platform = packs.platform("truefoundry", chosen)
    scrape = Scrape(platform=platform, files=(page_of(gateway(speaks), platform=platform),))
    said = metrics(settled(scrape, candidates("truefoundry"), keep=True)).findings

    assert {f"{one.severity} {one.check}" for one in said} == checks


def test_of_another_profile_the_lines_are_still_looked_at() -> None:
    assert found(OLD + OLD.splitlines(keepends=True)[1], keep=True)[0] == (
        "error metrics/well-formed: line 3: sample 'windmill_sacks{grain=\"rye\"}' stands twice "
        "(Prometheus keeps one of them and logs a warning; which one is left open)"
    )


def test_a_page_of_no_profile_is_another_programs() -> None:
    assert found("# TYPE up gauge\nup 1\n") == [
        (
            "error metrics/process: this is not a page of Mill: none of its own metrics is on it "
            "(is the address right? Mill has them by default: 'mill' at ':7201/metrics')"
        )
    ]
