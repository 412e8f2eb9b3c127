from __future__ import annotations

import re

import pytest

from archestra_ops.emitter.events import Stream
from archestra_ops.emitter.registry import Exposed
from archestra_ops.errors import PackError
from archestra_ops.packs.model import Metric
from archestra_ops.packs.telemetry import ExemplarLabels
from archestra_ops.packs.traffic import Activity, Emit, Number
from tests.emitter.seeded import seeded

NOON = 14 * 3600.0  # the busiest hour


def metric(name: str, kind: str = "counter", labels=(), *, exemplars: bool = False) -> Exposed:
    buckets = (1.0, 10.0) if kind == "histogram" else None
    made = Metric(
        name=name,
        type=kind,
        help="h",
        unit="u",
        labels=labels,
        buckets=buckets,
        exemplars=exemplars,
    )
    return Exposed(made, labels, labels)


def happened(
    *effects: tuple[Exposed, Emit], row=None, steps: int = 200, exemplars=None, **activity
) -> None:
    """Let an activity with one stream move some metrics for *steps* of 15 seconds."""
    given = {"per_minute": 20.0} | (row or {})
    whole = Activity(help="h", streams=(given,), **activity)
    stream = Stream.of(whole, given, {"region": "here"}, effects, "", exemplars)
    random = seeded()
    for step in range(steps):
        stream.step(random, NOON + step, 15)


def total(exposed: Exposed) -> float:
    return sum(series.values()[-1] for series in exposed.series.values())


def test_every_event_counts() -> None:
    calls = metric("calls_total")

    happened((calls, Emit()))

    assert total(calls) == pytest.approx(200 * 5, rel=0.1)


def test_many_events_at_once_are_all_counted() -> None:
    calls, seconds = metric("calls_total"), metric("seconds", "histogram")

    happened(
        (calls, Emit()),
        (seconds, Emit(value="duration")),
        row={"per_minute": 6000.0},
        number={"duration": Number(median=2)},
    )

    assert total(calls) == pytest.approx(200 * 1500, rel=0.05)
    assert total(seconds) == total(calls)


def test_labels_come_from_row_draw_constants_and_emit() -> None:
    calls = metric("calls_total", labels=("region", "tool", "status", "type"))

    happened(
        (calls, Emit(labels={"type": "input"})),
        row={"tool": "search"},
        draw={"status": {"success": 1, "error": 1}},
    )

    assert set(calls.series) == {
        ("here", "search", "success", "input"),
        ("here", "search", "error", "input"),
    }


def test_a_streams_own_word_goes_before_a_drawn_one() -> None:
    calls = metric("calls_total", labels=("status",))

    happened((calls, Emit()), row={"status": "error"}, draw={"status": {"success": 1}})

    assert set(calls.series) == {("error",)}


def test_when_says_which_events_count() -> None:
    failed, both = metric("failed_total"), metric("both_total")

    happened(
        (failed, Emit(when={"status": ("error",)})),
        (both, Emit(when={"status": ("error", "success"), "tool": ("search",)})),
        row={"tool": "search"},
        draw={"status": {"success": 0.75, "error": 0.25}},
    )

    assert total(failed) == pytest.approx(total(both) / 4, rel=0.15)


def test_what_is_not_said_of_an_event_is_no_reason_to_count_it() -> None:
    calls = metric("calls_total")

    happened((calls, Emit(when={"cached": ("yes",)})))

    assert calls.series == {}


def test_a_value_is_a_sum_of_products() -> None:
    cost = metric("cost_total")
    calls = metric("calls_total")

    happened(
        (cost, Emit(value="tokens * price + fee")),
        (calls, Emit()),
        row={"price": 0.5},
        number={"tokens": Number(median=10), "fee": Number(median=1)},
    )

    assert total(cost) == pytest.approx(total(calls) * 6)


def test_numbers_of_one_event_are_the_same_for_all_metrics() -> None:
    seconds, summary = metric("seconds", "histogram"), metric("seconds_summary", "summary")

    happened(
        (seconds, Emit(value="duration")),
        (summary, Emit(value="duration")),
        number={"duration": Number(median=2, spread=0.9)},
    )

    ((*_, total_seconds, count),) = [series.values() for series in seconds.series.values()]
    assert [list(s.values()) for s in summary.series.values()] == [[total_seconds, count]]


def test_what_never_happened_has_no_series() -> None:
    cost, seconds = metric("cost_total"), metric("seconds", "histogram")

    happened(
        (cost, Emit(value="tokens * price")),
        (seconds, Emit(value="tokens * price")),
        row={"price": 0.0},
        number={"tokens": Number(median=10)},
    )

    assert cost.series == {}
    assert total(seconds) > 0


@pytest.mark.parametrize(
    ("per_minute", "times"),
    [
        (1 / 60, 1),  # one was to be expected in the hour, and none came
        (1 / 61, 0),  # none was
        (60.0, None),  # it has happened already
    ],
)
def test_what_was_to_be_expected_has_happened_once(per_minute, times) -> None:
    calls = metric("calls_total")
    row = {"per_minute": per_minute}
    stream = Stream.of(Activity(help="h", streams=(row,)), row, {}, ((calls, Emit()),))
    if times is None:
        stream.step(seeded(), NOON, 15)
        times = total(calls)

    stream.make_up(seeded(), NOON, 3600)

    assert (total(calls) if calls.series else 0) == times


def test_a_number_that_nobody_gives_is_refused_by_name() -> None:
    with pytest.raises(PackError) as refused:
        happened((metric("cost_total"), Emit(value="tokens * prise")), row={"price": 1.0})

    message = "'cost_total' emits 'tokens * prise', and a stream of it lacks a number"
    assert str(refused.value) == message
    assert refused.value.hint == "draw it in the activity, or give it in the stream"


NAMED = ExemplarLabels(trace="traceID", span="spanID", session="sessionID")


def traced(named: ExemplarLabels | None = NAMED, steps: int = 400) -> list:
    """The exemplars of a counter, after each step that changed it."""
    calls = metric("calls_total", exemplars=True)
    given = {"per_minute": 20.0}
    effects = ((calls, Emit()),)
    stream = Stream.of(Activity(help="h", streams=(given,)), given, {}, effects, "", named)
    random, found = seeded(), []
    for step in range(steps):
        stream.step(random, NOON + step * 15, 15)
        found += [
            (series.exemplar, NOON + step * 15)
            for series in calls.series.values()
            if not found or series.exemplar != found[-1][0]
        ]
    return found


def test_exemplars_are_the_platforms() -> None:
    found = [exemplar for exemplar, _ in traced()]

    assert {tuple(exemplar.labels) for exemplar in found} == {
        (),
        ("traceID", "spanID"),
        ("traceID", "spanID", "sessionID"),
    }
    for exemplar in filter(lambda exemplar: exemplar.labels, found):
        assert re.fullmatch("[0-9a-f]{32}", exemplar.labels["traceID"])
        assert re.fullmatch("[0-9a-f]{16}", exemplar.labels["spanID"])
        uuid = exemplar.labels.get("sessionID", "00000000-0000-0000-0000-000000000000")
        assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", uuid)
        assert exemplar.value == 1


@pytest.mark.parametrize(
    ("named", "labels"),
    [
        (ExemplarLabels(trace="trace_id"), {(), ("trace_id",)}),
        (ExemplarLabels(trace="t", span="s"), {(), ("t", "s")}),
        (ExemplarLabels(trace="t", session="of"), {(), ("t",), ("t", "of")}),
    ],
)
def test_their_labels_are_called_as_the_platform_does(named, labels) -> None:
    assert {tuple(exemplar.labels) for exemplar, _ in traced(named)} == labels


def test_a_platform_without_exemplars_has_none() -> None:
    assert [exemplar for exemplar, _ in traced(None)] == [None]


def test_exemplars_are_of_the_step_that_they_were_seen_in() -> None:
    assert all(0 <= now - exemplar.timestamp <= 15 for exemplar, now in traced())


def test_only_metrics_with_exemplars_have_them() -> None:
    calls, plain = metric("calls_total", exemplars=True), metric("plain_total")

    happened((calls, Emit()), (plain, Emit()), exemplars=NAMED)

    assert [series.exemplar is None for series in calls.series.values()] == [False]
    assert [series.exemplar is None for series in plain.series.values()] == [True]
