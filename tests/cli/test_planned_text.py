from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.cli.planned_text import plan_text, what
from archestra_ops.grafana.api.model import Revision, Stored, Summary
from archestra_ops.grafana.sync.diff.change import Change, Detail
from archestra_ops.grafana.sync.folders import Located
from archestra_ops.grafana.sync.plan import Plan
from archestra_ops.grafana.sync.step import Step
from archestra_ops.grafana.sync.wanted import Wanted

CALLS = Wanted(slug="calls", uid="u-calls", dashboard={"title": "Calls", "panels": []})
PROVISIONED = Stored(
    uid="u-calls", title="C", folder_uid="", version=1, path="/d/c", dashboard={}, provisioned=True
)
NEWEST = Revision(version=2, message="", author="ann", created="2026-01-15T12:00:00Z")


def plain(text: str, _color: str) -> str:
    return text


def step(verb: str, *changes: Change, **more: object) -> Step:
    return Step(wanted=CALLS, verb=verb, changes=changes, **more)  # type: ignore[arg-type]


def plan(*steps: Step, **more: object) -> Plan:
    folder = Located(uid="ours", path=("Platform", "Agents"))
    return Plan(url="http://g", folder=folder, steps=steps, **more)  # type: ignore[arg-type]


def panel(kind: str, name: str = "'A'", *details: Detail) -> Change:
    return Change(kind=kind, subject="panel", name=name, details=details)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (step("unchanged"), ""),
        (step("create"), "0 panels in 0 rows"),
        (step("update", panel("added"), panel("added")), "2 panels added"),
        (step("update"), "nothing that anybody would see"),
        (step("move", place="Old"), "now in folder 'Old'"),
        (step("move", place=""), "now in no folder"),
        (step("conflict", place="", stored=PROVISIONED), "provisioned by something else"),
        (step("update", panel("changed"), place="Old"), "1 panel changed; now in folder 'Old'"),
        (
            step("update", Change(kind="changed", subject="board", name="")),
            "the board itself changed",
        ),
    ],
)
def test_a_step_is_told_in_a_few_words(one: Step, said: str) -> None:
    assert what(one) == said


def test_what_is_there_beside_is_mentioned_and_notes_come_last() -> None:
    other = Summary(uid="up", title="Up", folder_uid="", folder_title="", tags=(), path="/d/up")
    lines = list(plan_text(plan(step("unchanged"), others=(other,), notes=("n",)), "short", plain))

    assert lines == [
        "Grafana  http://g",
        "Folder   Platform / Agents",
        "",
        "board  verb       what",
        "calls  unchanged",
        "",
        "left alone, the platform's own: up",
        "",
        "note: n",
        "",
        "1 unchanged",
    ]


def test_colours_mean_what_is_to_happen() -> None:
    def paint(text: str, color: str) -> str:
        return f"<{color}>{text}</>" if color else text

    lines = list(plan_text(plan(step("update", panel("added"))), "short", paint))

    assert "calls  <yellow>update</>  1 panel added" in lines
    assert "  <green>+</> panel 'A'" in lines


def test_without_diff_only_the_table_tells() -> None:
    lines = list(plan_text(plan(step("update", panel("added"))), "none", plain))

    assert lines[3:] == ["board  verb    what", "calls  update  1 panel added", "", "1 to update"]


def test_a_long_list_ends_with_how_to_see_the_rest() -> None:
    many = [panel("added", f"'{number}'") for number in range(45)]
    lines = list(plan_text(plan(step("update", *many)), "short", plain))

    assert lines[-4:] == [
        "  + panel '39'",
        "  … and 5 more; --diff full tells everything",
        "",
        "1 to update",
    ]


WORDS = st.text(st.sampled_from('ab,( {}"=~$\n\x1b'), max_size=200)


@given(
    st.lists(
        st.builds(
            Detail,
            what=st.sampled_from(["query A", "unit of '\x1b[2J'"]),
            before=WORDS,
            after=WORDS,
        ),
        max_size=3,
    )
)
def test_changes_fit_80_columns_and_tell_a_terminal_nothing(details: list[Detail]) -> None:
    one = step("conflict", panel("changed", "'A'", *details), revision=NEWEST, refused="no")

    for line in plan_text(plan(one), "short", plain):
        assert len(line) <= 80
        assert line.isprintable()
