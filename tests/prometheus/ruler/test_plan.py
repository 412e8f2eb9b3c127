from __future__ import annotations

from archestra_ops.prometheus.ruler import plan
from archestra_ops.prometheus.ruler.changes import Change
from tests.prometheus.ruler.memory import MemoryRuler, alert, group

OURS = frozenset({"p-new", "p-changed", "p-same", "p-gone"})


def test_each_group_is_created_updated_removed_or_left_as_it_is() -> None:
    ruler = MemoryRuler()
    for one in (
        group("p-same"),
        group("p-changed", alert("Down", "up < 1")),
        group("p-gone", alert("A"), alert("B")),
        group("theirs"),
    ):
        ruler.put(one)
    ruler.asked.clear()

    made = plan(ruler, [group("p-new"), group("p-changed"), group("p-same")], OURS)

    assert [(step.name, step.verb, step.rules, step.changes) for step in made.steps] == [
        ("p-new", "create", 1, ()),
        ("p-changed", "update", 1, (Change(kind="changed", rule="Down", what="expr"),)),
        ("p-same", "unchanged", 1, ()),
        ("p-gone", "remove", 2, ()),
    ]
    assert made.others == ("theirs",)
    assert made.changes_anything
    assert ruler.asked == ["groups"]


def test_what_is_as_it_should_be_changes_nothing() -> None:
    ruler = MemoryRuler()
    ruler.put(group("p-same"))

    made = plan(ruler, [group("p-same")], OURS)

    assert not made.changes_anything


def test_what_is_replaced_or_removed_is_known_as_it_was() -> None:
    ruler = MemoryRuler()
    for one in (group("p-changed", alert("Down", "up < 1")), group("p-gone")):
        ruler.put(one)

    made = plan(ruler, [group("p-new"), group("p-changed")], OURS)

    assert [step.before for step in made.steps] == [
        None,
        ruler.kept["p-changed"],
        ruler.kept["p-gone"],
    ]


def test_parts_of_our_groups_are_ours_and_what_is_called_alike_is_not() -> None:
    ruler = MemoryRuler()
    ours = ("archestra-llm", "archestra-llm-2", "archestra-llm-17", "archestra-task-queue-3")
    theirs = ("agyn-llm", "archestra", "archestraX-llm", "archestra-my-team", "archestra-llm-1")
    theirs += ("archestra-llm-02", "archestra-llm-2-2", "archestra-llm-team", "archestra-2")
    for name in (*ours, *theirs):
        ruler.put(group(name))

    made = plan(ruler, [], {"archestra-llm", "archestra-task-queue"})

    assert tuple(step.name for step in made.steps) == ours
    assert made.others == theirs
