"""Doing what a plan says: each board on its own, so that one that fails keeps no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.client import Grafana
from archestra_ops.grafana.api.errors import ChangedError, ForbiddenError, RefusedError
from archestra_ops.grafana.api.model import Saved, Stored
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.crew import Crew
from archestra_ops.grafana.sync.examine import Examiner
from archestra_ops.grafana.sync.plan import Plan
from archestra_ops.grafana.sync.step import Step, Verb

Result = Literal[
    "created", "updated", "unchanged", "adopted", "overwritten", "moved", "refused", "failed"
]
Keep = Callable[[Stored], str]
"""Saves what is about to be replaced; says where, or raises OpsError."""

_RESULTS: Final[Mapping[Verb, Result]] = {
    "create": "created",
    "update": "updated",
    "unchanged": "unchanged",
    "adopt": "adopted",
    "conflict": "overwritten",
    "move": "moved",
    "unknown": "failed",
}
_TRIES = 3


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How it ended for one board: `backup` says where what was there is, empty where nothing was.

    `version` is the number of the version that was saved, 0 where none was.
    """

    step: Step
    result: Result
    version: int = 0
    backup: str = ""
    message: str = ""
    hint: str = ""

    @property
    def ok(self) -> bool:
        """Whether the board is there as it is wanted."""
        return self.result not in ("refused", "failed")


@dataclass(frozen=True, kw_only=True)
class Importer:
    """Saves boards in the folder *examiner* looks into; *keep* is called before it replaces one."""

    grafana: Grafana
    examiner: Examiner
    keep: Keep | None

    def put(self, step: Step) -> Outcome:
        """Do *step*, however often others save meanwhile or answers get lost."""
        backup, now = "", step
        for attempt in range(1, _TRIES + 1):
            if not now.writes:
                return _settled(step, now, backup)
            if now.stored and self.keep:
                backup = self.keep(now.stored)
            try:
                return self._saved(now, backup)
            except (ForbiddenError, RefusedError) as error:
                return failed(step, error, backup)
            except OpsError as error:
                if attempt == _TRIES:
                    return failed(step, error, backup)
                try:
                    now = self.examiner.look(step.wanted)
                except OpsError:
                    return _unsure(step, error, backup)
        raise AssertionError  # the last try returns

    def _saved(self, step: Step, backup: str) -> Outcome:
        saved: Saved = self.grafana.save(
            step.wanted.dashboard,
            folder_uid=self.examiner.folder_uid,
            message=mark.message(step.wanted.digest),
            # Never an overwrite: what is replaced is exactly what was read, and kept.
            version=step.stored.version if step.stored else None,
            overwrite=False,
        )
        return Outcome(
            step=step,
            result=_RESULTS[step.verb],
            version=saved.version,
            backup=backup,
        )


def apply(
    grafana: Grafana, plan: Plan, folder_uid: str, keep: Keep | None, crew: Crew
) -> Iterator[Outcome]:
    """Do what *plan* says in the folder *folder_uid*; the outcomes in the order of their ends.

    Where *crew* is stopped, those that had not begun are missing.
    """
    examiner = Examiner(grafana=grafana, folder_uid=folder_uid, allowed=plan.allowed)
    importer = Importer(grafana=grafana, examiner=examiner, keep=keep)
    for step in plan.steps:
        if not step.writes:
            yield _settled(step, step, "")
    writing = [step for step in plan.steps if step.writes]
    for place, outcome in crew.each([partial(importer.put, step) for step in writing]):
        yield failed(writing[place], outcome, "") if isinstance(outcome, OpsError) else outcome


def _settled(step: Step, now: Step, backup: str) -> Outcome:
    """The outcome where nothing is to be saved: from the beginning, or as it is found *now*.

    That is the work of *step* itself, of which only the answer got lost, or that of another import.
    """
    result = _RESULTS[step.verb]
    if now.refused and now.verb != "unknown":
        result = "refused"
    return Outcome(
        step=step if result != "refused" else now,
        result=result,
        version=now.revision.version if now is not step and now.revision else 0,
        backup=backup,
        message=now.refused,
        hint=now.hint,
    )


def failed(step: Step, error: OpsError, backup: str) -> Outcome:
    """The outcome where *error* ended it."""
    message = str(error)
    if isinstance(error, ChangedError):
        message = f"somebody saved it at the same time, again and again: {message}"
    return Outcome(
        step=step,
        result="failed",
        backup=backup,
        message=message,
        hint=error.hint,
    )


def _unsure(step: Step, error: OpsError, backup: str) -> Outcome:
    return Outcome(
        step=step,
        result="failed",
        backup=backup,
        message=f"whether it was saved is not known: {error}",
        hint="run the same command again: what is saved stays as it is",
    )
