"""A plan, and what came of it, for programs: one JSON document."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archestra_ops.grafana.sync.apply import Outcome
    from archestra_ops.grafana.sync.plan import Plan
    from archestra_ops.grafana.sync.prune import Gone, Removal
    from archestra_ops.grafana.sync.step import Step

Json = dict[str, Any]


def plan_document(plan: Plan, diff: str) -> Json:
    """The document of *plan*; with the unified difference of each board where *diff* is `full`."""
    boards = []
    for step in plan.steps:
        board = _step(plan, step)
        if diff == "full":
            board["diff"] = _unified(step)
        boards.append(board)
    return {
        "type": "archestra-ops.dashboards-plan",
        "schema_version": 1,
        **_where(plan),
        "summary": dict(Counter(step.verb for step in plan.steps)),
        "boards": boards,
        **_besides(plan),
    }


def import_document(plan: Plan, outcomes: dict[str, Outcome], missing: str) -> Json:
    """The document of an import; boards without an outcome are *missing*."""
    boards = []
    for step in plan.steps:
        outcome = outcomes.get(step.wanted.uid)
        board = _step(plan, outcome.step if outcome else step)
        del board["refused"]
        board |= {
            "result": outcome.result if outcome else missing,
            "saved_version": outcome.version if outcome else 0,
            "backup": outcome.backup if outcome else "",
            "message": outcome.message if outcome else "",
            "hint": outcome.hint if outcome else "",
        }
        boards.append(board)
    return {
        "type": "archestra-ops.dashboards-import",
        "schema_version": 1,
        **_where(plan),
        "summary": dict(Counter(board["result"] for board in boards)),
        "boards": boards,
        **_besides(plan),
    }


def prune_document(url: str, gone: list[Gone], removals: dict[str, Removal]) -> Json:
    """The document of a prune; without *removals* of a listing."""
    boards = []
    for one in gone:
        uid = one.summary.uid
        removal = removals.get(uid)
        boards.append(
            {
                "uid": uid,
                "title": one.summary.title,
                "url": f"{url}/d/{uid}",
                "removed": removal is not None and not removal.message,
                "backup": removal.backup if removal else "",
                "message": (removal.message if removal else "") or one.kept,
                "hint": removal.hint if removal else "",
            }
        )
    return {
        "type": "archestra-ops.dashboards-prune",
        "schema_version": 1,
        "grafana": url,
        "boards": boards,
    }


def text(document: Json) -> str:
    """*document* as it is printed."""
    written = json.dumps(document, indent=2, ensure_ascii=False)
    # Half a character, as JSON may bring it, can only be written out.
    return written.encode(errors="backslashreplace").decode() + "\n"


def _where(plan: Plan) -> Json:
    folder = plan.folder
    return {
        "grafana": plan.url,
        "folder": {"uid": folder.uid, "path": list(folder.path), "new": bool(folder.missing)},
    }


def _besides(plan: Plan) -> Json:
    others = [
        {"uid": one.uid, "title": one.title, "url": f"{plan.url}/d/{one.uid}"}
        for one in plan.others
    ]
    return {"left_alone": others, "notes": list(plan.notes)}


def _step(plan: Plan, step: Step) -> Json:
    newest = step.revision
    return {
        "board": step.wanted.slug,
        "uid": step.wanted.uid,
        "title": step.wanted.title,
        "url": f"{plan.url}/d/{step.wanted.uid}",
        "verb": step.verb,
        "refused": bool(step.refused),
        "message": step.refused,
        "hint": step.hint,
        "newest": asdict(newest) if newest else None,
        "folder_before": step.place,
        "changes": [asdict(change) for change in step.changes],
    }


def _unified(step: Step) -> str:
    from archestra_ops.grafana.sync.diff.document import unified

    if step.verb in {"unchanged", "move", "unknown"}:
        return ""
    return unified(step.stored.dashboard if step.stored else None, step.wanted.dashboard)
