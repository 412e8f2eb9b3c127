from __future__ import annotations

import pytest

from archestra_ops.emitter.altered import altered
from archestra_ops.packs.scenario import Change
from archestra_ops.packs.traffic import Activity, Number

ROW = {"route": "/a", "model": "x", "per_minute": 6.0, "price": 2.0}
CALL = Activity(
    help="a call",
    draw={"code": {"200": 0.9, "500": 0.1}},
    number={"time": Number(median=2.0, spread=0.5)},
    streams=(ROW,),
)


@pytest.mark.parametrize(
    "change",
    [
        Change(activity="other", rate=2.0),
        Change(activity="call", where={"route": "/b"}, rate=2.0),
        Change(activity="call", where={"process": "worker"}, rate=2.0),
        Change(metric="m", level=2.0),
    ],
)
def test_what_is_not_meant_stays(change) -> None:
    assert altered("call", CALL, ROW, "web", [change]) is None


def test_factors_add_up_and_draws_replace_words() -> None:
    changes = [
        Change(activity="call", rate=0.5, number={"time": 3.0, "price": 0.0, "of_others": 2.0}),
        Change(activity="call", where={"process": "web"}, rate=0.5, number={"time": 2.0}),
        Change(activity="call", draw={"code": {"503": 1.0}, "model": {"y": 1.0, "z": 3.0}}),
    ]

    found = altered("call", CALL, ROW, "web", changes)

    assert found is not None
    activity, row = found
    assert row == {"route": "/a", "per_minute": 1.5, "price": 0.0}
    assert activity.number == {"time": Number(median=12.0, spread=0.5)}
    assert activity.draw == {"code": {"503": 1.0}, "model": {"y": 1.0, "z": 3.0}}
