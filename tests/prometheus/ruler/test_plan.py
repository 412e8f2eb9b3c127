from __future__ import annotations

from archestra_ops.prometheus.ruler import plan
from archestra_ops.prometheus.ruler.changes import Change
from tests.prometheus.ruler.memory import MemoryRuler, alert, group


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

    made = plan(ruler, [group("p-new"), group("p-changed"), group("p-same")], "p-")

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

    made = plan(ruler, [group("p-same")], "p-")

    assert not made.changes_anything


def test_nothing_of_another_platform_is_taken_for_ours() -> None:
    ruler = MemoryRuler()
    for name in ("agyn-llm", "archestra", "archestra-llm", "archestraX-llm"):
        ruler.put(group(name))

    made = plan(ruler, [], "archestra-")

    assert [step.name for step in made.steps] == ["archestra-llm"]
    assert made.others == ("agyn-llm", "archestra", "archestraX-llm")
