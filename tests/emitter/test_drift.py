from __future__ import annotations

from statistics import fmean, pstdev

import pytest

from archestra_ops.emitter.drift import Clock, Growth, Wander, drifts
from archestra_ops.emitter.instruments import Plain
from archestra_ops.emitter.registry import Exposed
from archestra_ops.errors import PackError
from archestra_ops.packs.model import Metric, Pack
from archestra_ops.packs.traffic import Emit
from tests.emitter.seeded import seeded

BORN = 1_000.0
BUSIEST = 14 * 3600.0
NIGHT = 2 * 3600.0
STATES = ("on", "off", "lost")


def metric(kind: str = "gauge", labels: tuple[str, ...] = (), **more: object) -> Metric:
    return Metric(name="m", type=kind, help="h", unit="u", labels=labels, **more)


def made(emit: Emit, of: Metric, rows: dict | None = None) -> tuple[Exposed, list]:
    """The series that *emit* makes of a metric, and the drifts that move them."""
    exposed = Exposed(of, of.labels, of.labels)
    pack = Pack(name="p", title="P", metrics={of.name: of}, rows=rows or {})
    return exposed, list(drifts(exposed, emit, pack, {"region": "here"}, BORN))


def values(exposed: Exposed) -> dict[tuple[str, ...], float]:
    return {labels: series.values()[0] for labels, series in exposed.series.items()}


def stepped(drift, times: int, now: float = BUSIEST, seconds: float = 15) -> list[float]:
    random, seen = seeded(), []
    for _ in range(times):
        drift.step(random, now, seconds)
        seen.append(drift.series.value)
    return seen


@pytest.mark.parametrize("whole", [True, False])
def test_a_counter_grows_by_its_rate_and_less_at_night(whole) -> None:
    day, night = (
        stepped(Growth(Plain(), rate=2, whole=whole), 400, now) for now in (BUSIEST, NIGHT)
    )

    assert day == sorted(day)
    assert day[-1] == pytest.approx(2 * 15 * 400, rel=0.05)
    assert night[-1] == pytest.approx(0.35 * 2 * 15 * 400, rel=0.05)
    assert all(value == int(value) for value in day) is whole


def test_a_counter_that_hardly_moves_never_falls() -> None:
    seen = stepped(Growth(Plain(), rate=1e-9, whole=False), 2000)

    assert seen == sorted(seen)


def test_a_gauge_strays_round_its_level_by_its_swing() -> None:
    seen = stepped(Wander(Plain(), level=100, swing=5, whole=False, busy=False), 4000)

    assert fmean(seen) == pytest.approx(100, rel=0.02)
    assert pstdev(seen) == pytest.approx(5, rel=0.15)


def test_a_gauge_is_never_below_zero_and_whole_where_it_should_be() -> None:
    seen = stepped(Wander(Plain(), level=0.4, swing=2, whole=True, busy=False), 500)

    assert min(seen) == 0
    assert max(seen) >= 2
    assert all(value == int(value) for value in seen)


def test_a_gauge_that_counts_an_interval_follows_the_day() -> None:
    day, night = (
        stepped(Wander(Plain(), level=60, swing=1, whole=False, busy=True), 200, now)
        for now in (BUSIEST, NIGHT)
    )

    assert fmean(night) == pytest.approx(0.35 * fmean(day), rel=0.05)


def test_a_clock_shows_the_time() -> None:
    assert stepped(Clock(Plain()), 1, now=77.0) == [77.0]


def test_time_is_when_the_process_was_born_until_it_moves() -> None:
    start, moving = made(Emit(time="start"), metric())
    assert (values(start), moving) == ({(): BORN}, [])

    now, moving = made(Emit(time="now"), metric())
    assert values(now) == {(): BORN}
    assert [type(drift) for drift in moving] == [Clock]


def test_a_constant_is_there_and_does_not_move() -> None:
    exposed, moving = made(Emit(level=50.4, whole=True), metric())

    assert (values(exposed), moving) == ({(): 50.0}, [])


def test_rows_have_their_own_numbers_and_labels() -> None:
    emit = Emit(
        level=10,
        labels={"unit": "By"},
        series=({"kind": "a"}, {"kind": "b", "level": 7.0}, {"kind": "c", "share": 0.5}),
    )

    exposed, _ = made(emit, metric(labels=("region", "unit", "kind")))

    assert values(exposed) == {
        ("here", "By", "a"): 10,
        ("here", "By", "b"): 7,
        ("here", "By", "c"): 5,
    }


def test_a_named_table_gives_rows_and_a_row_its_rate() -> None:
    rows = {"parts": ({"kind": "a"}, {"kind": "b", "rate": 3.0}, {"kind": "c", "share": 2.0})}

    exposed, moving = made(Emit(each="parts", rate=1), metric("counter", ("kind",)), rows)

    assert [drift.rate for drift in moving] == [1, 3, 2]
    assert values(exposed) == {("a",): 0, ("b",): 0, ("c",): 0}


def test_one_state_is_one_and_the_others_are_zero() -> None:
    emit = Emit(one_of="state", series=({"name": "x", "state": "off"},))

    exposed, moving = made(emit, metric(labels=("name", "state"), values={"state": STATES}))

    assert values(exposed) == {("x", "on"): 0, ("x", "off"): 1, ("x", "lost"): 0}
    assert moving == []


def test_what_only_events_move_does_not_move_by_itself() -> None:
    with pytest.raises(PackError) as refused:
        made(Emit(level=1), metric("histogram", buckets=(1.0,)))

    assert str(refused.value) == "'m' is a histogram, which only events move"
    assert refused.value.hint == "give its emit an on"


def test_a_counter_may_have_counted_before() -> None:
    emit = Emit(series=({"kind": "old", "level": 3.0}, {"kind": "new"}), whole=True)

    exposed, moving = made(emit, metric("counter", ("kind",)))

    for drift in moving:
        stepped(drift, 100)
    assert values(exposed) == {("old",): 3.0, ("new",): 0.0}
