from __future__ import annotations

import pytest

from archestra_ops.errors import FetchError
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.api.model import Folder, Stored
from archestra_ops.grafana.sync import mark
from tests.grafana.sync.boards import BOTH, CALLS, HOME, imported, planned, verbs, wanted
from tests.grafana.sync.memory import Fault, MemoryGrafana


@pytest.fixture
def grafana() -> MemoryGrafana:
    return MemoryGrafana()


@pytest.fixture
def full(grafana: MemoryGrafana) -> MemoryGrafana:
    """It has both boards already."""
    imported(grafana)
    grafana.asked.clear()
    return grafana


def test_of_an_empty_grafana_everything_is_to_create(grafana: MemoryGrafana) -> None:
    made = planned(grafana)

    assert verbs(made) == {"calls": "create", "cost": "create"}
    assert made.changes_anything
    assert made.folder.missing == (HOME,)
    assert grafana.written == []


def test_what_is_as_it_should_be_costs_one_read_a_board_and_three_more(full: MemoryGrafana) -> None:
    made = planned(full)

    assert verbs(made) == {"calls": "unchanged", "cost": "unchanged"}
    assert not made.changes_anything
    assert sorted(full.asked) == ["datasources", "folder", "newest", "newest", "search"]


def test_another_json_of_ours_is_an_update(full: MemoryGrafana) -> None:
    made = planned(full, [wanted("calls", "How many?", "How slow?", "Who?")])
    [step] = made.steps

    assert (step.verb, step.refused, step.writes) == ("update", "", True)
    assert [(one.kind, one.name) for one in step.changes] == [("added", "'Who?'")]


def test_a_newer_version_of_somebodys_is_a_conflict(full: MemoryGrafana) -> None:
    full.write(CALLS.uid, "better thresholds", "ann")

    calls, cost = planned(full).steps

    assert (calls.verb, cost.verb, calls.writes) == ("conflict", "unchanged", False)
    assert calls.refused == "version 2 by ann of 2026-01-15 12:00 UTC is not ours"
    assert calls.hint == "--overwrite replaces it; what is there is saved first"


def test_a_conflict_is_no_obstacle_with_overwrite_and_adopt_is_not_that(
    full: MemoryGrafana,
) -> None:
    full.write(CALLS.uid, author="ann")

    assert planned(full, adopt=True).steps[0].refused
    assert planned(full, overwrite=True).steps[0].writes


def test_what_was_never_ours_is_to_adopt_and_overwrite_is_not_enough(
    grafana: MemoryGrafana,
) -> None:
    grafana.write(CALLS.uid, author="")

    step = planned(grafana, overwrite=True).steps[0]

    assert (step.verb, step.writes) == ("adopt", False)
    assert step.refused == "version 1 of 2026-01-15 12:00 UTC is not ours, nor is any before it"
    assert step.hint == "--adopt takes it over"
    assert planned(grafana, adopt=True).steps[0].writes


@pytest.mark.parametrize("versions", [1, 2, 30])
def test_however_many_versions_others_saved_it_was_never_ours(
    grafana: MemoryGrafana, versions: int
) -> None:
    for _ in range(versions):
        grafana.write(CALLS.uid, author="bob")

    step = planned(grafana, overwrite=True).steps[0]

    assert (step.verb, step.writes) == ("adopt", False)


@pytest.mark.parametrize("versions", [1, 2, 30])
def test_what_was_ours_once_is_in_conflict_however_often_others_saved_since(
    full: MemoryGrafana, versions: int
) -> None:
    for _ in range(versions):
        full.write(CALLS.uid, author="ann")

    step = planned(full, adopt=True).steps[0]

    assert (step.verb, step.writes) == ("conflict", False)
    assert full.asked.count("history") == 1


def test_a_board_without_any_history_is_not_ours(grafana: MemoryGrafana) -> None:
    grafana.write(CALLS.uid)
    grafana.newest = lambda _uid: None  # type: ignore[method-assign]
    grafana.history = lambda _uid: []  # type: ignore[method-assign]
    grafana.dashboard = lambda uid: Stored(  # type: ignore[method-assign]
        uid=uid, title="x", folder_uid="", version=3, path="/d/x", dashboard={"title": "x"}
    )

    step = planned(grafana).steps[0]

    assert (step.verb, step.refused) == ("adopt", "version 3 is not ours, nor is any before it")


def test_a_restored_version_of_ours_is_somebodys_decision(full: MemoryGrafana) -> None:
    full.write(CALLS.uid, "Restored from version 1", "ann")

    assert verbs(planned(full))["calls"] == "conflict"


def test_the_same_board_in_another_folder_is_moved(full: MemoryGrafana) -> None:
    full.there["other"] = Folder(uid="other", title="Other")
    full.boards[CALLS.uid].folder_uid = "other"

    step = planned(full).steps[0]

    assert (step.verb, step.place, step.changes, step.writes) == ("move", "Other", (), True)


def test_a_board_at_the_root_has_no_folder_to_name(full: MemoryGrafana) -> None:
    full.boards[CALLS.uid].folder_uid = ""

    assert planned(full).steps[0].place == ""


def test_another_json_in_another_folder_is_one_update(full: MemoryGrafana) -> None:
    full.there["other"] = Folder(uid="other", title="Other")
    full.boards[CALLS.uid].folder_uid = "other"

    [step] = planned(full, [wanted("calls", "How many?")]).steps

    assert (step.verb, step.place) == ("update", "Other")


@pytest.mark.parametrize(
    ("manager", "refused"),
    [
        ("gitops", "it is provisioned by 'gitops', and cannot be saved here"),
        ("yes", "it is provisioned by 'yes', and cannot be saved here"),
    ],
)
def test_provisioned_boards_are_explained_whatever_is_allowed(
    grafana: MemoryGrafana, manager: str, refused: str
) -> None:
    grafana.write(CALLS.uid).provisioned = manager

    step = planned(grafana, adopt=True, overwrite=True).steps[0]

    assert (step.verb, step.refused, step.writes) == ("conflict", refused, False)
    assert "history" not in grafana.asked
    assert step.hint == "change it there, or import under other uids with --uid-suffix"


def test_upstreams_boards_are_mentioned(grafana: MemoryGrafana) -> None:
    grafana.write("upstream")

    made = planned(grafana, others=["upstream", "not-there"])

    assert [one.uid for one in made.others] == ["upstream"]


def test_a_search_that_lags_behind_does_not_create_twice(full: MemoryGrafana) -> None:
    full.search = lambda **_: []  # type: ignore[method-assign]

    assert verbs(planned(full)) == {"calls": "unchanged", "cost": "unchanged"}


def test_a_search_that_lags_behind_a_removal_does_not_hide_it(full: MemoryGrafana) -> None:
    found = full.search()
    full.boards.clear()
    full.search = lambda **_: found  # type: ignore[method-assign]

    assert verbs(planned(full)) == {"calls": "create", "cost": "create"}


def test_a_board_whose_history_cannot_be_read_is_unknown_and_the_rest_is_not(
    full: MemoryGrafana,
) -> None:
    def fail(name: str, uid: str) -> None:
        if (name, uid) == ("newest", CALLS.uid):
            raise FetchError("no answer", hint="wait")

    full.before = fail
    calls, cost = planned(full).steps

    assert (calls.verb, calls.refused, calls.hint) == ("unknown", "no answer", "wait")
    assert cost.verb == "unchanged"


@pytest.mark.parametrize("number", [1, 2])
def test_a_server_that_does_not_answer_is_an_error(grafana: MemoryGrafana, number: int) -> None:
    grafana.faults = {at: Fault(done=False) for at in range(number, 10)}

    with pytest.raises(FetchError, match="no answer"):
        planned(grafana)


def test_a_login_that_may_not_read_history_is_an_error(grafana: MemoryGrafana) -> None:
    def fail(name: str, _uid: str) -> None:
        if name == "newest":
            raise ForbiddenError("the login may not read the history of dashboards")

    grafana.before = fail

    with pytest.raises(ForbiddenError, match="may not read the history"):
        planned(grafana)


def test_whoever_saves_while_we_look_is_not_overlooked(full: MemoryGrafana) -> None:
    """The history is read before the board, and again behind it."""

    def meanwhile(name: str, uid: str) -> None:
        if (name, uid) == ("dashboard", CALLS.uid):
            full.before = lambda _name, _uid: None
            full.write(CALLS.uid, author="ann")

    full.before = meanwhile

    assert verbs(planned(full, [wanted("calls", "New")])) == {"calls": "conflict"}


def test_marks_of_another_version_of_the_program_are_no_change(full: MemoryGrafana) -> None:
    for one in BOTH:
        message = mark.message(one.digest).replace("archestra-ops ", "archestra-ops 9")
        full.write(one.uid, message)

    assert not planned(full).changes_anything


def test_what_another_import_puts_into_the_folder_that_we_miss_is_not_moved(
    grafana: MemoryGrafana,
) -> None:
    """The folder is looked for before the boards: both may come between."""

    def meanwhile(name: str, _uid: str) -> None:
        if name == "search":
            grafana.before = lambda _name, _uid: None
            imported(grafana)

    grafana.before = meanwhile
    made = planned(grafana)

    assert made.folder.uid == ""
    assert verbs(made) == {"calls": "unchanged", "cost": "unchanged"}
