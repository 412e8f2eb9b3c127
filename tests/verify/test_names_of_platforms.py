"""Who watches one platform does not meet the name of another, but for this program's own."""

from __future__ import annotations

import re
from functools import cache

import pytest

from archestra_ops import packs
from archestra_ops.emitter.endpoints import page
from archestra_ops.emitter.estate import Estate, default_addresses, simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.scrape import FORMS, ScrapeRequest, notes_on, render

# The program, its package and its variables' prefix; everything else is the platform.
OWN = re.compile(r"archestra[-_]ops")
OTHERS = [
    (name, profile)
    for name in packs.platform_names()
    if name != "archestra"
    for profile in packs.profiles(name) or ("",)
]
WATCHED = [
    (*other, provider)
    for other in OTHERS
    for provider in packs.provider_names()
    if packs.platform(*other).postgres
]
each_provider = pytest.mark.parametrize(("platform", "profile", "provider"), WATCHED)


def foreign(text: str) -> list[str]:
    """The lines of *text* that name Archestra, or that leave a name open."""
    lines = OWN.sub("", text).splitlines()
    return [line for line in lines if "archestra" in line.lower() or "$platform" in line]


def scraped(platform: Platform, providers: tuple[Provider, ...], form: str) -> str:
    """The scrape configuration in *form*, with what is said of it."""
    given = {name: ("h:1",) for name, one in platform.processes.items() if not one.kubernetes}
    request = ScrapeRequest(
        platform=platform, providers=providers, form=form, targets=given, full=form == "prometheus"
    )
    return "\n".join([render(request), *notes_on(request)])


@cache
def estate(platform: str, profile: str, provider: str) -> Estate:
    used = (packs.provider(provider),) if provider else ()
    return simulate(packs.platform(platform, profile), used, Settings(seed=1, start=1.7e9))


def pages(made: Estate) -> str:
    """Everything that *made* serves, and what the jobs that scrape it are called."""
    providers = [one.pack for one in made.providers.values()]
    targets = made.targets(default_addresses(made.platform.pack, providers))
    shown = [f"{one.job}\n{page(one.simulation, one.home, one.params)}" for one in targets]
    return "\n".join(shown)


def test_the_platforms_that_ship_are_asked() -> None:
    assert {name for name, *_ in WATCHED} == {"agyn"}
    assert {name for name, _ in OTHERS} == {"agyn", "astromesh", "truefoundry"}
    assert foreign("a Archestra\nb archestra-ops\nc $platform") == ["a Archestra", "c $platform"]


@pytest.mark.parametrize("form", sorted(FORMS))
@each_provider
def test_no_scrape_configuration_names_another(platform, profile, provider, form) -> None:
    found = scraped(packs.platform(platform, profile), (packs.provider(provider),), form)

    assert "scrape" in found
    assert foreign(found) == []


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize(("platform", "profile"), OTHERS)
def test_nor_does_one_without_postgres(platform, profile, form) -> None:
    assert foreign(scraped(packs.platform(platform, profile), (), form)) == []


@each_provider
def test_no_page_does(platform, profile, provider) -> None:
    made = pages(estate(platform, profile, provider))

    assert platform in made
    assert foreign(made) == []


@pytest.mark.parametrize(("platform", "profile"), OTHERS)
def test_nor_do_the_pages_of_processes(platform, profile) -> None:
    assert foreign(pages(estate(platform, profile, ""))) == []
