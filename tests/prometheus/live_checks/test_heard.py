from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from archestra_ops.checks.recognition import candidates
from archestra_ops.prometheus.live_checks.heard import Heard, hear, reads
from archestra_ops.prometheus.results import Answer, Sample, Series
from tests.packs.toys import found_at
from tests.prometheus.live_checks.made import NOW

NEW = {"mill_sacks_total": {"grain"}, "mill_flour_kilograms_total": set()}
OLD = {"windmill_sacks": {"grain"}}
RELAYED = {"mill_sacks_total": {"cereal"}, "mill_wind": set()}


@pytest.fixture(autouse=True, scope="module")
def toys(tmp_path_factory) -> Iterator[None]:
    with found_at(tmp_path_factory.mktemp("packs")):
        yield


class Server:
    """An API with series by name, each with its labels; `since` an hour alone where *late*."""

    def __init__(self, series: Mapping[str, set[str]], *, late: bool = False) -> None:
        self.series, self.late, self.asked = series, late, []

    def query(self, expr: str, at: float) -> Answer:
        assert at == NOW
        self.asked.append(expr)
        there = {} if self.late and "last_over_time" not in expr else self.series
        found = [name for name in there if re.search(rf'["|]{name}["|]', expr)]
        if "label_replace" not in expr:
            return self.answer({"__name__": name} for name in found)
        return self.answer(
            {"__name__": name, "has": label}
            for name in found
            for label in there[name]
            if f'{label}!=""' in expr
        )

    def answer(self, metrics) -> Answer:
        one = (Sample(NOW, 1.0),)
        return Answer(series=tuple(Series(metric=m, samples=one) for m in metrics), warnings=())


def heard(series: Mapping[str, set[str]], prefer: str = "", *, late: bool = False) -> Heard:
    return hear(Server(series, late=late), candidates("mill"), NOW, prefer)


@pytest.mark.parametrize(
    ("series", "profile", "there"),
    [
        (NEW, "new", {"new", "both"}),
        (OLD, "old", {"old", "both"}),
        ({**NEW, **OLD}, "both", {"new", "old", "both"}),
        (RELAYED, "relayed", {"relayed"}),
        ({"mill_sacks_total": {"grain", "cluster"}}, "new", {"new", "both"}),
        # Labels of no profile, and of two.
        ({"mill_sacks_total": {"colour"}}, "", set()),
        ({"mill_sacks_total": {"grain", "cereal"}}, "", set()),
        ({"up": set()}, "", set()),
        ({}, "", set()),
    ],
)
def test_a_profile_is_heard_by_names_and_labels(series, profile, there) -> None:
    found = heard(series)

    assert (found.speaks, found.there) == (profile, there)


def test_of_what_fits_as_well_the_page_decides() -> None:
    assert heard(OLD, "both").speaks == "both"
    assert heard(OLD, "new").speaks == "old"


def test_what_is_down_is_known_by_the_last_hour() -> None:
    assert heard(OLD, late=True).speaks == "old"
    assert heard(RELAYED, late=True).speaks == "relayed"


def test_only_what_tells_is_asked_for() -> None:
    server = Server(RELAYED)
    hear(server, candidates("mill"), NOW)

    assert server.asked == [
        (
            'count by (__name__) ({__name__=~"mill_flour_kilograms_total|mill_sacks_total|mill_wind'
            '|windmill_sacks"} and on (job, instance) {__name__=~"mill_sacks_total|mill_wind|'
            'windmill_sacks"})'
        ),
        (
            'label_replace(count by (__name__) ({__name__=~"mill_sacks_total",cereal!=""}), "has", '
            '"cereal", "", "") or label_replace(count by (__name__) ({__name__=~"mill_sacks_total",'
            'grain!=""}), "has", "grain", "", "")'
        ),
    ]


def test_a_platform_without_profiles_is_not_asked_for() -> None:
    server = Server({})

    assert hear(server, candidates("bakery"), NOW) == Heard()
    assert server.asked == []


@pytest.mark.parametrize(
    ("series", "expressions", "profile"),
    [
        (OLD, ["rate(mill_sacks_total[5m]) > 1", "rate(mill_flour_kilograms_total[5m])"], "new"),
        (OLD, ["windmill_sacks > 1", "up == 0"], ""),
        (OLD, ["up == 0", "no promql ("], ""),
        # What is asked for is there, under the names of two profiles.
        ({**NEW, **OLD}, ["mill_sacks_total"], ""),
        (RELAYED, ["mill_flour_kilograms_total"], "new"),
        (RELAYED, ["mill_sacks_total"], ""),
        ({}, ["mill_sacks_total"], ""),
    ],
)
def test_what_expressions_are_mistaken_for(series, expressions, profile) -> None:
    assert heard(series).mistaken(expressions) == profile


def test_what_is_not_promql_reads_nothing() -> None:
    assert reads("a + sum(b:c) + {x='y'}") == {"a", "b:c"}
    assert reads("keep_last_value(  x, {") == frozenset()
