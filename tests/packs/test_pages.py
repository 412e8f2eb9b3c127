"""What no metrics page can have is refused when the pack is loaded."""

from __future__ import annotations

import pytest

from archestra_ops.packs import load
from tests.packs import files, toys

BUCKETS = "buckets = [60.0, 600.0]"
BAKE = 'emit = [{ on = "baking", value = "seconds" }]'
KIND = 'labels = ["kind"]'
ASCENDING = "put them in ascending order, each once"


def metric(name: str, kind: str = "gauge", more: str = "") -> tuple[str, str]:
    text = f'[metrics.{name}]\ntype = "{kind}"\nhelp = "x"\nunit = "x"\nprocesses = ["oven"]\n'
    return "", text + more


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (
            (BUCKETS, "buckets = [0.1, 0.5, inf]"),
            "metrics.bakery_bake_seconds.buckets[2]: +Inf is always there",
            "leave it out",
        ),
        (
            (BUCKETS, "buckets = [0.1, 0.05, 0.25]"),
            "metrics.bakery_bake_seconds.buckets: 0.05 comes after 0.1",
            ASCENDING,
        ),
        (
            (BUCKETS, "buckets = [0.1, 0.1]"),
            "metrics.bakery_bake_seconds.buckets: 0.1 comes after 0.1",
            ASCENDING,
        ),
        (
            (BUCKETS, "buckets = []"),
            "metrics.bakery_bake_seconds.buckets: there is none",
            "give the bounds, such as [0.1, 0.5, 1.0]",
        ),
        (
            (BUCKETS, ""),
            "metrics.bakery_bake_seconds: missing key 'buckets'",
            "add the bounds: buckets = [0.1, 0.5, 1.0]",
        ),
        (
            (BUCKETS, 'buckets = "unknown"'),
            "metrics.bakery_bake_seconds.emit: missing key 'buckets'",
            "no source tells them, so choose some: buckets = [0.1, 0.5, 1.0]",
        ),
        (
            (
                f"{BUCKETS}\n{BAKE}",
                f'buckets = "unknown"\n{BAKE.replace("{ on", "{ buckets = [2, 1], on")}',
            ),
            "metrics.bakery_bake_seconds.emit[0].buckets: 1 comes after 2",
            ASCENDING,
        ),
        (
            metric("bakery_size", "summary", "quantiles = [0.5, 2]"),
            "metrics.bakery_size.quantiles[1]: 2 is not from 0 to 1",
            "give a share, such as 0.5",
        ),
        (
            metric("bakery_size", "summary", "quantiles = [0.9, 0.5]"),
            "metrics.bakery_size.quantiles: 0.5 comes after 0.9",
            ASCENDING,
        ),
        (
            (BUCKETS, f'{BUCKETS}\nlabels = ["le"]'),
            "metrics.bakery_bake_seconds.labels: every histogram has 'le' of its own",
            "leave it out",
        ),
        (
            (KIND, 'labels = ["kind", "kind"]'),
            "metrics.bakery_breads_total.labels: 'kind' is there twice",
            "leave one of them out",
        ),
        (
            (KIND, f'{KIND}\nvalues = {{ sort = ["rye"] }}'),
            "metrics.bakery_breads_total.values: nothing is called 'sort'",
            "one of: kind",
        ),
        (
            (KIND, f"{KIND}\nvalues = {{ kind = [] }}"),
            "metrics.bakery_breads_total.values.kind: there is none",
            "leave it out where any can be",
        ),
        (
            ("", '[labels.kind]\nhelp = "kind"\nopen = false'),
            "labels.kind.values: there is none",
            "list them, or leave out open = false",
        ),
        (
            metric("bakery_bake_seconds_count"),
            (
                "metrics.bakery_bake_seconds_count: 'bakery_bake_seconds_count' is what "
                "'bakery_bake_seconds' has already"
            ),
            "rename one of them",
        ),
        (
            metric("up"),
            "metrics.up: 'up' is what Prometheus has already",
            "rename one of them",
        ),
    ],
)
def test_what_no_page_can_have(tmp_path, change, message, hint) -> None:
    files.assert_refused(toys.bakery(tmp_path, change), f"bakery.toml: {message}", hint)


def test_a_counter_is_without_its_ending_on_a_page_of_open_metrics(tmp_path) -> None:
    gauge = metric("bakery_breads")

    assert toys.bakery(tmp_path, gauge)().page == "text"
    files.assert_refused(
        toys.bakery(tmp_path, ('page = "text"', 'page = "openmetrics"'), gauge),
        (
            "bakery.toml: metrics.bakery_breads: 'bakery_breads' is what 'bakery_breads_total' "
            "has already"
        ),
        'rename one of them, or write page = "text" if that is what the page is',
    )


def test_a_histogram_that_nobody_emits_may_lack_its_bounds(tmp_path) -> None:
    pack = toys.bakery(tmp_path, (f"{BUCKETS}\n{BAKE}", ""))()

    assert pack.metrics["bakery_bake_seconds"].buckets is None


@pytest.mark.parametrize(
    ("rename", "wrong", "called"),
    [
        (
            'mill_sacks_total = "mill_flour_kilograms_total"',
            "mill_sacks_total",
            "mill_flour_kilograms_total",
        ),
        (
            'mill_sacks_total = "a", mill_flour_kilograms_total = "a"',
            "mill_flour_kilograms_total",
            "a",
        ),
    ],
)
def test_two_metrics_of_a_profile_with_one_name(tmp_path, rename, wrong, called) -> None:
    file = tmp_path / "mill.toml"
    without = 'without = ["mill_flour_kilograms_total"]\n'
    old = 'mill_sacks_total = "windmill_sacks"'
    assert f"{without}rename = {{ {old} }}" in toys.MILL
    file.write_text(toys.MILL.replace(without, "").replace(old, rename))

    files.assert_refused(
        lambda: load.platform(file),
        f"mill.toml: profiles.old.rename.{wrong}: another metric is called '{called}' already",
        "give it another name, or leave the other out by without",
    )
