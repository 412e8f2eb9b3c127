from __future__ import annotations

import json
from dataclasses import replace

from archestra_ops.cli import rules_report
from archestra_ops.cli.rules_report import Told
from archestra_ops.cli.rules_text import import_text, plan_text
from archestra_ops.prometheus.ruler import Outcome, Plan, Step
from archestra_ops.prometheus.ruler.changes import Change
from archestra_ops.prometheus.rules import LeftOut

TOLD = Told(
    to="mimir",
    where={"Mimir": "http://m", "Namespace": "archestra-ops"},
    left_out=(LeftOut(rule="A", group="g", reason="the provider has no such metric"),),
)
CHANGES = (
    Change(kind="changed", what="interval 1m → 30s"),
    Change(kind="added", rule="New"),
    Change(kind="changed", rule="Slow", what="expr, for"),
    Change(kind="removed", rule="Old"),
    Change(kind="removed", rule="Old"),
)
NEW = Step(name="p-new", verb="create", rules=20)
CHANGED = Step(name="p-changed", verb="update", rules=9, changes=CHANGES)
SAME = Step(name="p-same", verb="unchanged", rules=3)
GONE = Step(name="p-\x1b[0m", verb="remove", rules=1)
PLAN = Plan(steps=(NEW, CHANGED, SAME, GONE), others=("theirs", "others"))


def plain(text: str, _color: str) -> str:
    return text


def marked(text: str, color: str) -> str:
    return f"<{color}>{text}" if color else text


def test_a_plan() -> None:
    assert list(plan_text(TOLD, PLAN, plain)) == [
        "Mimir      http://m",
        "Namespace  archestra-ops",
        "",
        "group      verb       rules",
        "p-new      create        20",
        "p-changed  update         9",
        "p-same     unchanged      3",
        "p-\\x1b[0m  remove         1",
        "",
        "p-changed",
        "  ~ interval 1m → 30s",
        "  + New",
        "  ~ Slow: expr, for",
        "  - Old (2 times)",
        "",
        "left alone, not ours: theirs, others",
        "",
        "1 to create, 1 to update, 1 to remove, 1 unchanged",
    ]


def test_of_many_changes_the_first_are_told() -> None:
    changes = tuple(Change(kind="added", rule=f"A{number}") for number in range(50))
    step = Step(name="p", verb="update", rules=50, changes=changes)

    lines = list(plan_text(TOLD, Plan(steps=(step,)), plain))

    assert lines[-4:] == [
        "  + A39",
        "  … and 10 more; -o json tells everything",
        "",
        "1 to update",
    ]


def test_an_import() -> None:
    outcomes = {
        "p-new": Outcome(step=NEW, result="created"),
        "p-changed": Outcome(
            step=CHANGED, result="failed", message="'http://m' refuses: a limit", hint="raise it"
        ),
        "p-same": Outcome(step=SAME, result="unchanged"),
    }

    assert list(import_text(TOLD, PLAN, outcomes, marked)) == [
        "Mimir      http://m",
        "Namespace  archestra-ops",
        "",
        "group      result     rules",
        "p-new      <green>created       20",
        "p-changed  <red>failed         9",
        "p-same     unchanged      3",
        "p-\\x1b[0m  <red>not done       1",
        "",
        "p-changed: 'http://m' refuses: a limit",
        "  hint: raise it",
        "",
        "left alone, not ours: theirs, others",
        "",
        "1 created, 1 unchanged, 1 failed, 1 not done",
    ]


def test_the_documents() -> None:
    steps = (NEW, Step(name="p-changed", verb="update", rules=9, changes=CHANGES[:1]))
    plan = Plan(steps=steps, others=("theirs",))
    outcomes = {
        "p-changed": Outcome(step=steps[1], result="failed", message="no", hint="why not"),
    }
    where = {
        "schema_version": 1,
        "to": "mimir",
        "mimir": "http://m",
        "namespace": "archestra-ops",
    }
    besides = {
        "left_alone": ["theirs"],
        "left_out": [{"rule": "A", "group": "g", "reason": "the provider has no such metric"}],
    }
    change = {"kind": "changed", "rule": "", "what": "interval 1m → 30s"}
    groups = [
        {"group": "p-new", "verb": "create", "rules": 20, "changes": []},
        {"group": "p-changed", "verb": "update", "rules": 9, "changes": [change]},
    ]

    assert json.loads(rules_report.text(rules_report.plan_document(TOLD, plan))) == {
        "type": "archestra-ops.alerts-plan",
        **where,
        "summary": {"create": 1, "update": 1},
        "groups": groups,
        **besides,
    }
    failed = {"result": "failed", "message": "no", "hint": "why not", "backup": "/b/p-changed.yaml"}
    told = replace(TOLD, backups={"p-changed": "/b/p-changed.yaml"})
    assert list(import_text(told, plan, outcomes, plain))[-7:-4] == [
        "",
        "saved before:",
        "  /b/p-changed.yaml",
    ]
    assert rules_report.import_document(told, plan, outcomes) == {
        "type": "archestra-ops.alerts-import",
        **where,
        "summary": {"not done": 1, "failed": 1},
        "groups": [
            {**groups[0], "result": "not done", "message": "", "hint": "", "backup": ""},
            {**groups[1], **failed},
        ],
        **besides,
    }
