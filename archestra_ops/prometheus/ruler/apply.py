"""Doing what a plan says: one group after another, so that one that fails keeps no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.ruler.client import Ruler, RulerRefusedError
from archestra_ops.prometheus.ruler.plan import Plan, Step, Verb

Result = Literal["created", "updated", "unchanged", "removed", "failed", "kept"]

_RESULTS: Final[Mapping[Verb, Result]] = {
    "create": "created",
    "update": "updated",
    "unchanged": "unchanged",
    "remove": "removed",
}
_TRIES: Final = 3


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How it ended for one group: `message` is why it is not as it is wanted, else empty.

    `kept` is one that would have been removed, had not another failed.
    """

    step: Step
    result: Result
    message: str = ""
    hint: str = ""

    @property
    def ok(self) -> bool:
        """Whether the group is as it is wanted."""
        return self.result not in ("failed", "kept")


def apply(ruler: Ruler, plan: Plan, stopped: Callable[[], bool]) -> Iterator[Outcome]:
    """Do what *plan* says, in its order; once it is *stopped*, the rest has no outcome.

    What is gone is removed last, and only where all else is as it is wanted: rules may have moved
    from there to a group that failed. In the end all is read once more; a group of which nothing
    came has a second outcome, in the place of its first.
    """
    failed, done = False, list[Step]()
    for step in plan.steps:
        if stopped():
            return
        if failed and step.verb == "remove":
            yield Outcome(step=step, result="kept", message=_KEPT)
            continue
        outcome = _done(ruler, step) if step.writes else Outcome(step=step, result="unchanged")
        failed |= not outcome.ok
        if step.writes and outcome.ok:
            done.append(step)
        yield outcome
    if done and not stopped():
        yield from _undone(ruler, done)


def _done(ruler: Ruler, step: Step) -> Outcome:
    for attempt in range(1, _TRIES + 1):
        try:
            _write(ruler, step)
        except RulerRefusedError as error:
            return _failed(step, str(error), error.hint)
        except OpsError as error:
            # It may have been done, and only the answer got lost.
            try:
                is_done = ruler.groups().get(step.name) == step.content
            except OpsError:
                return _failed(step, f"whether it was done is not known: {error}", _AGAIN)
            if not is_done and attempt == _TRIES:
                return _failed(step, str(error), error.hint)
            if not is_done:
                continue
        return Outcome(step=step, result=_RESULTS[step.verb])
    raise AssertionError  # the last try returns


def _undone(ruler: Ruler, steps: Sequence[Step]) -> Iterator[Outcome]:
    """The outcomes of those *steps*, all acknowledged, after which *ruler* is as it was before.

    Whatever says yes to everything is found out so. What a server has made of a group in its own
    words is no fault.
    """
    try:
        there = ruler.groups()
    except OpsError as error:
        for step in steps:
            yield _failed(step, f"whether it was done is not known: {error}", _AGAIN)
        return
    for step in steps:
        if there.get(step.name) == step.before:
            yield _failed(step, _NOTHING, _RULER)


def _write(ruler: Ruler, step: Step) -> None:
    if step.group is None:
        ruler.remove(step.name)
    else:
        ruler.put(step.group)


def _failed(step: Step, message: str, hint: str) -> Outcome:
    return Outcome(step=step, result="failed", message=message, hint=hint)


_KEPT = "left in place, because another group failed that its rules may have moved to"
_AGAIN = "run the same command again: what is done stays as it is"
_NOTHING = "the server said that it was done, and it is not"
_RULER = "is the address that of a ruler, and does only one server answer there?"
