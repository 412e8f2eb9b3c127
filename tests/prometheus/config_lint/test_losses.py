from __future__ import annotations

from collections.abc import Iterator

import pytest

from archestra_ops import packs
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.config_lint.losses import Losses, losses
from archestra_ops.prometheus.config_lint.relabelled import UNKNOWN
from archestra_ops.prometheus.relabel import Rule
from tests.packs import toys

SCRAPED = {"job": "bakery-oven", "instance": UNKNOWN}
NOTHING = Losses(names=(), buckets=(), labels={}, is_all=False, is_anchor=False)


@pytest.fixture
def bakery(tmp_path) -> Iterator[Platform]:
    with toys.found_at(tmp_path):
        yield packs.platform("bakery")


def rule(action: str, regex: str, *sources: str) -> Rule:
    return Rule(action=action, regex=regex, source_labels=sources)


def of_oven(bakery: Platform, *rules: Rule) -> Losses:
    return losses(bakery, "oven", SCRAPED, rules)


def test_what_is_left_is_no_loss(bakery) -> None:
    assert of_oven(bakery) == NOTHING
    assert of_oven(bakery, rule("drop", "(go|process|nodejs)_.*", "__name__")) == NOTHING
    # Another process' metric, a label of an operator's own choice, another target's.
    assert of_oven(bakery, rule("drop", "bakery_open", "__name__")) == NOTHING
    assert of_oven(bakery, rule("labeldrop", "pod|container")) == NOTHING


def test_metrics_that_are_dropped_are_named(bakery) -> None:
    lost = of_oven(bakery, rule("drop", "bakery_(bake|burnt)_.*", "__name__"))

    assert lost == Losses(
        names=("bakery_bake_seconds", "bakery_burnt_total"),
        buckets=(),
        labels={},
        is_all=False,
        is_anchor=False,
    )


def test_the_anchor_and_everything_are_known(bakery) -> None:
    anchor = of_oven(bakery, rule("drop", "bakery_breads_total", "__name__"))
    every = of_oven(bakery, rule("keep", "node_.*", "__name__"))

    assert (anchor.is_anchor, anchor.is_all) == (True, False)
    assert (every.is_anchor, every.is_all) == (True, True)
    # A series without a name makes the whole scrape fail.
    assert of_oven(bakery, rule("labelkeep", "kind|job|instance|le")).is_all


@pytest.mark.parametrize(
    "one",
    [rule("drop", ".*_bucket", "__name__"), rule("labeldrop", "le"), rule("drop", ".+", "le")],
)
def test_buckets_are_lost_alone(bakery, one) -> None:
    lost = of_oven(bakery, one)

    if one.regex == ".+":  # a bound may be any
        assert lost == NOTHING
    else:
        assert (lost.names, lost.buckets, lost.labels) == ((), ("bakery_bake_seconds",), {})


def test_so_are_other_samples(bakery) -> None:
    lost = of_oven(bakery, rule("drop", ".*_sum|.*_bucket", "__name__"))

    assert (lost.names, lost.buckets) == (("bakery_bake_seconds_sum",), ("bakery_bake_seconds",))


def test_labels_are_lost_with_the_metrics_that_had_them(bakery) -> None:
    assert of_oven(bakery, rule("labeldrop", "kind")).labels == {"kind": ("bakery_breads_total",)}
    assert of_oven(bakery, rule("labeldrop", "instance")).labels == {
        "instance": ("bakery_breads_total", "bakery_bake_seconds", "bakery_burnt_total")
    }


def test_a_label_of_other_metrics_is_empty_where_it_is_not(bakery) -> None:
    # Breads have labels that their makers choose; `kind` may have any value.
    kept = of_oven(bakery, rule("keep", "rye", "kind"))

    assert kept.names == ("bakery_bake_seconds", "bakery_burnt_total")
    assert of_oven(bakery, rule("keep", "prod", "stage")) == NOTHING
    assert of_oven(bakery, rule("keep", "prod", "oven_scope")) == NOTHING
    assert of_oven(bakery, rule("keep", "prod", "meta_team")) == NOTHING


def test_closed_values_are_tried() -> None:
    def lost(regex: str) -> tuple[str, ...]:
        rules = [rule("drop", regex, "__name__", "reason")]
        return losses(packs.platform("agyn"), "runners", SCRAPED, rules).names

    (name,) = [name for name in packs.platform("agyn").metrics if name.startswith("workload_fail")]
    values = packs.platform("agyn").metrics[name].values["reason"]

    assert lost(f"{name};({'|'.join(values)})") == (name,)
    assert lost(f"{name};({'|'.join(values[1:])})") == ()


def test_labels_of_another_programs_metrics_may_go() -> None:
    agyn = packs.platform("agyn")

    lost = losses(agyn, "kube-state-metrics", SCRAPED, [rule("labeldrop", "uid|host_ip")])

    assert lost == NOTHING
    assert losses(agyn, "istio", SCRAPED, [rule("drop", "istio_.*", "__name__")]).is_all


def test_buckets_that_tell_nothing_may_go() -> None:
    astromesh = packs.platform("astromesh", "otlp")
    (coarse,) = {one.name for one in astromesh.metrics.values() if one.coarse} & {
        "astromesh_llm_latency_seconds"
    }

    rules = [rule("drop", f"{coarse}_bucket", "__name__")]

    assert losses(astromesh, "collector", SCRAPED, rules) == NOTHING
