"""Whether a process is alive, where what it says of itself may be switched off."""

from __future__ import annotations

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.checks.report import Report
from archestra_ops.cli.checking_health import Asked, is_known, looked
from archestra_ops.emitter.endpoints import page as printed
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.findings import Severity
from tests.checks.answers import answering, page
from tests.checks.pages import ARCHESTRA, told
from tests.packs.toys import found_at

API, PAGE = "http://collector:13133", "http://collector:8889/metrics"
OFF = (
    "warning health/probes: the collector process serves its metrics, and cannot be asked at '/': "
    f"nothing listens at '{API}' (switch the extension health_check on; if it is, look at the "
    "Collector's log for a refused configuration)"
)
REFUSED = (
    f"error health/reachable: the collector process cannot be asked: nothing listens at '{API}' "
    "(does it run, and is the port right?)"
)
ASTROMESH = packs.platform("astromesh")


def own_page() -> str:
    estate = simulate(ASTROMESH, (), Settings(seed=1, start=1_768_478_400.0))
    return printed(estate.platform, "collector")


@pytest.fixture
def health(mock_http):
    def find(answers, address: str = PAGE) -> Report:
        asked = Asked(platform=ASTROMESH, named={"collector": address})
        return looked(mock_http(answering(answers)), asked)

    return find


@pytest.mark.parametrize("text", [own_page(), ""], ids=["busy", "idle"])
def test_a_page_that_is_served_shows_that_its_process_is_alive(health, text) -> None:
    """The extension health_check is optional: with its port closed the Collector may be well."""
    found = health({PAGE: page(text, "text/plain; version=0.0.4")})

    assert [told(one) for one in found.findings] == [OFF]
    assert found.exit_code(Severity.ERROR) == 0
    (case,) = found.cases
    assert (case.name, case.status, case.ok) == (API, "serves its metrics", True)


@pytest.mark.parametrize(
    ("answers", "address"),
    [
        ({}, PAGE),
        ({PAGE: httpx.Response(401)}, PAGE),
        ({PAGE: page("<html>", "text/html")}, PAGE),
        ({PAGE: page("# TYPE up gauge\nup 1\n", "text/plain; version=0.0.4")}, PAGE),
        # The API's address alone says nothing of where the page is.
        ({PAGE: page(own_page(), "text/plain; version=0.0.4")}, API),
    ],
    ids=["nothing", "refused", "no page", "another's", "unnamed"],
)
def test_where_neither_answers_it_is_unknown(health, answers, address) -> None:
    found = health(answers, address)

    assert [told(one) for one in found.findings] == [REFUSED]
    assert (found.cases[0].status, found.exit_code(Severity.ERROR)) == ("unknown", 3)


def test_an_api_that_the_pack_has_to_be_there_is_missed_beside_its_page(
    mock_http, tmp_path
) -> None:
    text = "# TYPE bakery_open gauge\nbakery_open 1\n"
    shop = "http://shop:7102/metrics"
    with found_at(tmp_path):
        asked = Asked(platform=packs.platform("bakery"), named={"shop": shop})
        answers = {shop: page(text, "text/plain; version=0.0.4")}
        found = looked(mock_http(answering(answers)), asked)

    assert found.exit_code(Severity.ERROR) == 3
    assert [one.check for one in found.findings] == ["health/reachable"]


def test_what_is_asked_is_what_the_pack_has(tmp_path) -> None:
    with found_at(tmp_path):
        bakery = packs.platform("bakery")
    url = "http://x/metrics"

    assert is_known(Asked(platform=ARCHESTRA, named={"web": url}))
    assert is_known(Asked(platform=bakery, named={"oven": url}))
    assert not is_known(Asked(platform=bakery, named={"van": url}))
    assert not is_known(Asked(platform=bakery, named={}))
