from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest

from archestra_ops import packs
from archestra_ops.checks.page import Page
from archestra_ops.checks.reading import Reader
from archestra_ops.checks.recognition import candidates, recognised, settled, speakers
from archestra_ops.checks.visit import Scrape
from archestra_ops.emitter.endpoints import page as printed
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.packs.model import Platform
from tests.packs.toys import found_at

NEW = (
    "# TYPE mill_sacks_total counter\n"
    'mill_sacks_total{grain="rye"} 1\n'
    "# TYPE mill_flour_kilograms_total counter\n"
    "mill_flour_kilograms_total 1\n"
)
OLD = '# TYPE windmill_sacks counter\nwindmill_sacks{grain="rye"} 1\n'
RELAYED = '# TYPE mill_sacks_total counter\nmill_sacks_total{cereal="rye"} 1\n'


@pytest.fixture(autouse=True, scope="module")
def toys(tmp_path_factory) -> Iterator[None]:
    with found_at(tmp_path_factory.mktemp("packs")):
        yield


def page(text: str) -> Page:
    return Reader(platform=packs.platform("mill")).read(BytesIO(text.encode()), "page")


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        (NEW, "new"),
        (OLD, "old"),
        (NEW + OLD, "both"),
        (RELAYED, "relayed"),
        (f"{RELAYED}# TYPE mill_wind gauge\nmill_wind 7\n", "relayed"),
        # Declared, and without a series: it may be any, and the usual one is.
        ("# TYPE mill_sacks_total counter\n", "new"),
        # What stands twice is told by names that only the older one has.
        ('# TYPE mill_sacks_total counter\nmill_sacks_total{grain="rye"} 1\n' + OLD, "both"),
        ("# TYPE up gauge\nup 1\n", None),
        ("", None),
        # Labels of no profile.
        ('# TYPE mill_sacks_total counter\nmill_sacks_total{colour="red"} 1\n', None),
    ],
)
def test_a_profile_is_recognised_by_names_and_their_labels(text, profile) -> None:
    found = recognised(page(text), candidates("mill"))

    assert (found.profile if found else None) == profile


def test_a_platform_without_profiles_has_none_to_be_recognised() -> None:
    assert candidates("bakery") == ()
    assert recognised(page(NEW), ()) is None


def test_each_page_is_looked_at_by_the_profile_that_it_speaks() -> None:
    scrape = Scrape(platform=packs.platform("mill"), files=(page(OLD), page("up 1\n")))
    found = settled(scrape, candidates("mill"), keep=False).files

    assert [(one.platform.profile, one.speaks) for one in found] == [("old", "old"), ("new", "")]


def test_a_profile_that_was_chosen_stays() -> None:
    scrape = Scrape(platform=packs.platform("mill"), files=(page(OLD),))
    (found,) = settled(scrape, candidates("mill"), keep=True).files

    assert (found.platform.profile, found.speaks) == ("new", "old")
    assert found.mistaken


@pytest.mark.parametrize("keep", [True, False])
def test_a_profile_that_a_page_has_anything_of_is_no_mistake(keep) -> None:
    scrape = Scrape(platform=packs.platform("mill"), files=(page(NEW + OLD), page(NEW)))
    found = settled(scrape, candidates("mill"), keep=keep).files

    assert [one.mistaken for one in found] == [False, False]


def test_a_mistaken_page_is_of_the_process_that_it_was_said_to_be_of() -> None:
    one = replace(page(RELAYED), expected=("relay",), mistaken=True)

    assert replace(one, mistaken=False).processes == {"mill"}
    assert one.processes == {"relay"}


@pytest.mark.parametrize(
    ("platform", "profile"), [("astromesh", "documented"), ("truefoundry", "gen1")]
)
def test_a_page_that_ships_is_a_mistake_for_another_profile(platform, profile) -> None:
    usual = packs.platform(platform)
    estate = simulate(usual, (), Settings(seed=1, start=1_768_478_400.0))
    chosen = packs.platform(platform, profile)
    read = Reader(platform=chosen).read(
        BytesIO(printed(estate.platform, next(iter(usual.processes))).encode()), "page"
    )
    scrape = Scrape(platform=chosen, files=(read,))
    (found,) = settled(scrape, candidates(platform), keep=True).files

    assert (found.speaks, found.mistaken) == (usual.profile, True)


def test_who_calls_a_metric_so() -> None:
    assert speakers("mill", "mill_sacks_total") == ("new", "both", "relayed")
    assert speakers("mill", "windmill_sacks") == ("old",)
    assert speakers("mill", "nothing") == ()


SHIPPED = [(name, one) for name in packs.platform_names() for one in packs.profiles(name)]


@pytest.mark.parametrize(("platform", "profile"), SHIPPED)
def test_every_profile_that_ships_is_recognised_from_its_pages(platform, profile) -> None:
    estate = simulate(
        packs.platform(platform, profile), (), Settings(seed=1, start=1_768_478_400.0)
    )
    for home in estate.platform.registries:
        text = printed(estate.platform, home).encode()
        read = Reader(platform=packs.platform(platform)).read(BytesIO(text), home)
        found = recognised(read, candidates(platform))

        assert found is not None
        assert found.profile == profile


def test_a_label_that_a_page_may_lack_tells_no_profile_from_another() -> None:
    def lax(one: Platform) -> Platform:
        sacks = replace(one.metrics["mill_sacks_total"], optional_labels=("grain",))
        return replace(one, metrics={**one.metrics, "mill_sacks_total": sacks})

    bare = page("# TYPE mill_sacks_total counter\nmill_sacks_total 1\n")
    new = packs.platform("mill", "new")

    assert recognised(bare, [new]) is None
    assert recognised(bare, [lax(new)]) is not None
