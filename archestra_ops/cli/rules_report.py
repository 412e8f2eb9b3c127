"""A plan of rule groups, and what came of it, for programs: one JSON document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from archestra_ops.cli.planned_json import text

if TYPE_CHECKING:
    from archestra_ops.prometheus.ruler import Outcome, Plan, Step
    from archestra_ops.prometheus.rules import LeftOut

Json = dict[str, Any]
MISSING: Final = "not done"
"""What became of a group that Ctrl-C came before."""

__all__ = ["MISSING", "Told", "import_document", "plan_document", "result", "text"]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told besides a plan: which ruler, in words `where`, and which rules it is without.

    `backups` are the files in which groups were saved, by their names.
    """

    to: str
    where: Mapping[str, str]
    left_out: Sequence[LeftOut] = ()
    backups: Mapping[str, str] = field(default_factory=dict)


def plan_document(told: Told, plan: Plan) -> Json:
    """The document of *plan*."""
    return {
        "type": "archestra-ops.alerts-plan",
        "schema_version": 1,
        **_where(told),
        "summary": dict(Counter(step.verb for step in plan.steps)),
        "groups": [_step(step) for step in plan.steps],
        **_besides(told, plan),
    }


def import_document(told: Told, plan: Plan, outcomes: Mapping[str, Outcome]) -> Json:
    """The document of an import; groups without an outcome are `not done`."""
    groups = []
    for step in plan.steps:
        outcome = outcomes.get(step.name)
        groups.append(
            {
                **_step(step),
                "result": result(step, outcomes),
                "message": outcome.message if outcome else "",
                "hint": outcome.hint if outcome else "",
                "backup": told.backups.get(step.name, ""),
            }
        )
    return {
        "type": "archestra-ops.alerts-import",
        "schema_version": 1,
        **_where(told),
        "summary": dict(Counter(group["result"] for group in groups)),
        "groups": groups,
        **_besides(told, plan),
    }


def result(step: Step, outcomes: Mapping[str, Outcome]) -> str:
    """What became of a group, in a word or two."""
    outcome = outcomes.get(step.name)
    return outcome.result if outcome else MISSING


def _where(told: Told) -> Json:
    return {"to": told.to, **{name.lower(): value for name, value in told.where.items()}}


def _step(step: Step) -> Json:
    return {
        "group": step.name,
        "verb": step.verb,
        "rules": step.rules,
        "changes": [asdict(change) for change in step.changes],
    }


def _besides(told: Told, plan: Plan) -> Json:
    left_out = [asdict(one) for one in told.left_out]
    return {"left_alone": list(plan.others), "left_out": left_out}
