from __future__ import annotations

import pytest

from archestra_ops import exposition
from archestra_ops.emitter.instruments import Histogram, Plain, Summary
from archestra_ops.emitter.registry import Registry, bounds_of
from archestra_ops.packs.model import Metric
from archestra_ops.packs.traffic import Emit

EVENT = (Emit(on="call"),)


def metric(name: str, kind: str = "gauge", **more: object) -> Metric:
    return Metric(name=name, type=kind, help=f"What {name} says", unit="u", **more)


def registry(*metrics: Metric, custom: tuple[str, ...] = (), printed=str) -> Registry:
    return Registry({m.name: m for m in metrics}, custom, printed)


def text(made: Registry, form=exposition.Format.OPENMETRICS, **asked: object) -> str:
    return "".join(exposition.write(made.families(**asked), format=form))


def test_a_metric_is_declared_before_it_has_series() -> None:
    made = registry(metric("calls_total", "counter", labels=("tool",), emit=EVENT))

    assert text(made) == ("# HELP calls What calls_total says\n# TYPE calls counter\n# EOF\n")


def test_what_has_no_labels_is_zero_before_its_first_event() -> None:
    made = registry(
        metric("calls_total", "counter", emit=EVENT),
        metric("seconds", "histogram", buckets=(1.0,), emit=EVENT),
        metric("nobody_total", "counter"),
    )

    lines = [line for line in text(made).splitlines() if not line.startswith("#")]
    assert lines == [
        "calls_total 0",
        'seconds_bucket{le="1"} 0',
        'seconds_bucket{le="+Inf"} 0',
        "seconds_sum 0",
        "seconds_count 0",
    ]


def test_a_series_is_made_once() -> None:
    exposed = registry(metric("size", labels=("tool",))).metrics["size"]

    assert exposed.at(("a",)) is exposed.at(("a",))
    assert exposed.at(("a",)) is not exposed.at(("b",))


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("counter", Plain),
        ("gauge", Plain),
        ("untyped", Plain),
        ("histogram", Histogram),
        ("summary", Summary),
    ],
)
def test_a_series_is_what_its_type_says(kind, made) -> None:
    exposed = registry(metric("m", kind, labels=("a",))).metrics["m"]

    assert isinstance(exposed.at(("x",)), made)


def test_custom_labels_stand_behind_a_metrics_own_where_it_takes_them() -> None:
    made = registry(
        metric("llm_calls", labels=("tool",), custom_labels=True),
        metric("memory", labels=("kind",)),
        custom=("team",),
    )

    assert made.metrics["llm_calls"].labels == ("tool", "team")
    assert made.metrics["memory"].labels == ("kind",)


def test_a_page_may_call_a_label_otherwise() -> None:
    made = registry(
        metric("size", labels=("exported_instance",)),
        printed=lambda label: label.removeprefix("exported_"),
    )
    made.metrics["size"].at(("db:5432",))

    assert 'size{instance="db:5432"} 0\n' in text(made)


def test_a_bound_is_the_first_label() -> None:
    made = registry(metric("seconds", "histogram", labels=("tool",), buckets=(0.5, 1.0)))
    made.metrics["seconds"].at(("a",)).record(0.7, 1, None)

    assert 'seconds_bucket{le="1",tool="a"} 1\n' in text(made)


def test_points_of_a_cloud_have_their_own_time() -> None:
    made = registry(metric("size"))
    made.metrics["size"].at(())

    assert "size 0 60000\n" in text(made, exposition.Format.CLASSIC, timestamp=60.0)


CLOUD = registry(
    metric("cpu", labels=("interval",), parts={"metric": "cpu"}),
    metric("deadlocks", labels=("interval",), parts={"metric": "deadlocks"}),
)
for exposed in CLOUD.metrics.values():
    exposed.at(("PT1M",))
    exposed.at(("PT30M",))


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, ["cpu PT1M", "cpu PT30M", "deadlocks PT1M", "deadlocks PT30M"]),
        ({"metric": ["cpu"]}, ["cpu PT1M", "cpu PT30M"]),
        ({"metric": ("cpu", "deadlocks"), "interval": ("PT1M",)}, ["cpu PT1M", "deadlocks PT1M"]),
        ({"metric": ["memory"]}, []),
        ({"interval": ["PT1H"]}, []),
        ({"name": ["anything"]}, ["cpu PT1M", "cpu PT30M", "deadlocks PT1M", "deadlocks PT30M"]),
    ],
)
def test_parameters_choose_metrics_and_series(params, found) -> None:
    samples = [s for family in CLOUD.families(params) for s in family.samples]

    assert [f"{sample.name} {sample.labels['interval']}" for sample in samples] == found


def test_unknown_bounds_are_the_emitters_own() -> None:
    ours = metric("s", "histogram", buckets="unknown", emit=(Emit(), Emit(buckets=(1.0, 2.0))))

    assert bounds_of(ours) == (1, 2)
    assert bounds_of(metric("s", "histogram", buckets=(3.0,))) == (3,)
    assert bounds_of(metric("s", "histogram", buckets="unknown")) == ()
