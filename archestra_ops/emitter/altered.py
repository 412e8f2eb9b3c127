"""Traffic as a scenario changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archestra_ops.packs.scenario import PROCESS, Change
from archestra_ops.packs.traffic import Activity, Row

_RATE = "per_minute"


def altered(
    name: str, activity: Activity, row: Row, process: str, changes: Sequence[Change]
) -> tuple[Activity, Row] | None:
    """The activity called *name* and one of its rows with the *changes*; None where none is meant.

    *process* is where the row's events happen.
    """
    meant = [change for change in changes if _means(change, name, row, process)]
    for change in meant:
        activity, row = _changed(activity, row, change)
    return (activity, row) if meant else None


def _means(change: Change, name: str, row: Row, process: str) -> bool:
    return (
        change.activity == name
        and (PROCESS not in change.where or process in change.wanted(PROCESS))
        and change.selects(row)
    )


def _changed(activity: Activity, row: Row, change: Change) -> tuple[Activity, Row]:
    own = {key: value for key, value in row.items() if key not in change.draw}
    own[_RATE] = float(own[_RATE]) * (1.0 if change.rate is None else change.rate)
    numbers = dict(activity.number)
    for name, factor in change.number.items():
        if name in numbers:
            numbers[name] = replace(numbers[name], median=numbers[name].median * factor)
        elif name in own:
            own[name] = float(own[name]) * factor
    draw = {**activity.draw, **change.draw}
    return replace(activity, draw=draw, number=numbers), own
