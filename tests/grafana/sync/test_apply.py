from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.grafana.api.errors import ForbiddenError, GrafanaError
from archestra_ops.grafana.api.model import Folder, Stored
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.apply import apply
from archestra_ops.grafana.sync.crew import MOST, Crew
from tests.grafana.sync.boards import (
    BOTH,
    CALLS,
    COST,
    HOME,
    carried_out,
    imported,
    planned,
    results,
    wanted,
)
from tests.grafana.sync.memory import Fault, MemoryGrafana

NEW = wanted("calls", "How many?", "Who?")


@pytest.fixture
def grafana() -> MemoryGrafana:
    return MemoryGrafana()


def messages(grafana: MemoryGrafana, uid: str) -> list[str]:
    return [one.message for one in grafana.boards[uid].revisions]


def test_the_first_import_makes_the_folder_and_the_boards(grafana: MemoryGrafana) -> None:
    outcomes = imported(grafana)

    assert results(outcomes) == {"calls": "created", "cost": "created"}
    assert grafana.there == {"ours": HOME}
    for one in BOTH:
        assert grafana.boards[one.uid].dashboard == one.dashboard
        assert grafana.boards[one.uid].folder_uid == "ours"
        assert messages(grafana, one.uid) == [mark.message(one.digest)]


def test_the_second_import_writes_nothing(grafana: MemoryGrafana) -> None:
    imported(grafana)
    grafana.asked.clear()

    assert results(imported(grafana)) == {"calls": "unchanged", "cost": "unchanged"}
    assert grafana.written == []
    assert len(grafana.asked) == 5


def test_what_differs_is_saved_before_it_is_replaced(grafana: MemoryGrafana) -> None:
    imported(grafana)
    kept: list[Stored] = []

    def keep(stored: Stored) -> str:
        assert grafana.boards[NEW.uid].dashboard == CALLS.dashboard
        kept.append(stored)
        return "backup.json"

    outcomes = imported(grafana, [NEW, COST], keep=keep)

    assert results(outcomes) == {"calls": "updated", "cost": "unchanged"}
    assert (outcomes["calls"].backup, outcomes["calls"].version) == ("backup.json", 2)
    assert [one.uid for one in kept] == [CALLS.uid]
    assert grafana.boards[NEW.uid].dashboard == NEW.dashboard


def test_what_cannot_be_saved_before_is_not_replaced_and_the_rest_is_done(
    grafana: MemoryGrafana,
) -> None:
    imported(grafana)
    del grafana.boards[COST.uid]

    def keep(_stored: Stored) -> str:
        raise OpsError("'b.json' cannot be written: no space left", hint="free some")

    outcomes = imported(grafana, [NEW, COST], keep=keep)

    assert results(outcomes) == {"calls": "failed", "cost": "created"}
    assert (outcomes["calls"].message, outcomes["calls"].hint) == (
        "'b.json' cannot be written: no space left",
        "free some",
    )
    assert grafana.boards[CALLS.uid].dashboard == CALLS.dashboard


def test_other_peoples_work_is_left_alone(grafana: MemoryGrafana) -> None:
    imported(grafana)
    grafana.write(CALLS.uid, author="ann")
    grafana.write("u-theirs", author="bob")
    outcomes = imported(grafana, [CALLS, wanted("theirs", "x")])

    assert results(outcomes) == {"calls": "refused", "theirs": "refused"}
    assert outcomes["calls"].message.startswith("version 2 by ann")


def test_overwrite_and_adopt_replace_it(grafana: MemoryGrafana) -> None:
    imported(grafana)
    grafana.write(CALLS.uid, author="ann")
    grafana.write("u-theirs", author="bob")
    outcomes = imported(
        grafana, [CALLS, wanted("theirs", "x")], keep=lambda _: "b", overwrite=True, adopt=True
    )

    assert results(outcomes) == {"calls": "overwritten", "theirs": "adopted"}
    assert [one.backup for one in outcomes.values()] == ["b", "b"]


def test_a_board_in_another_folder_comes_back(grafana: MemoryGrafana) -> None:
    imported(grafana)
    grafana.boards[CALLS.uid].folder_uid = ""

    assert results(imported(grafana))["calls"] == "moved"
    assert grafana.boards[CALLS.uid].folder_uid == "ours"


def test_nothing_is_made_where_everything_is_refused(grafana: MemoryGrafana) -> None:
    grafana.write(CALLS.uid)

    assert results(imported(grafana, [CALLS])) == {"calls": "refused"}
    assert grafana.there == {}


@pytest.mark.parametrize("error", [FetchError("timeout"), GrafanaError("500"), GrafanaError("502")])
def test_a_save_whose_answer_got_lost_has_succeeded(
    grafana: MemoryGrafana, error: OpsError
) -> None:
    made = planned(grafana, [CALLS])
    grafana.faults = {len(grafana.asked) + 2: Fault(done=True, error=error)}

    assert results(carried_out(grafana, made)) == {"calls": "created"}
    assert len(grafana.boards[CALLS.uid].revisions) == 1


def test_a_save_that_did_not_come_through_is_tried_again(grafana: MemoryGrafana) -> None:
    made = planned(grafana, [CALLS])
    grafana.faults = {len(grafana.asked) + 2: Fault(done=False, error=GrafanaError("502"))}

    assert results(carried_out(grafana, made)) == {"calls": "created"}
    assert grafana.written == ["create_folder", "save", "save"]


def test_where_nobody_answers_any_more_it_is_said_that_it_is_not_known(
    grafana: MemoryGrafana,
) -> None:
    made = planned(grafana, [CALLS])
    start = len(grafana.asked)
    grafana.faults = {at: Fault(done=True) for at in range(start + 2, start + 9)}

    [outcome] = carried_out(grafana, made).values()

    assert (outcome.result, outcome.message, outcome.hint) == (
        "failed",
        "whether it was saved is not known: no answer",
        "run the same command again: what is saved stays as it is",
    )


def test_what_the_login_may_not_is_told_of_each_board(grafana: MemoryGrafana) -> None:
    made = planned(grafana)

    def fail(name: str, uid: str) -> None:
        if (name, uid) == ("save", COST.uid):
            raise ForbiddenError("the login may not save dashboards", hint="Editor")

    grafana.before = fail
    outcomes = carried_out(grafana, made)

    assert results(outcomes) == {"calls": "created", "cost": "failed"}
    assert outcomes["cost"].message == "the login may not save dashboards"
    assert grafana.asked.count("save") == 1


def test_whoever_saves_between_plan_and_import_is_not_overwritten(grafana: MemoryGrafana) -> None:
    imported(grafana)
    made = planned(grafana, [NEW])
    grafana.write(NEW.uid, author="ann")

    [outcome] = carried_out(grafana, made).values()

    assert outcome.result == "refused"
    assert outcome.message == "version 2 by ann of 2026-01-15 12:00 UTC is not ours"
    assert grafana.boards[NEW.uid].revisions[-1].author == "ann"


def test_overwriting_saves_what_came_between_too(grafana: MemoryGrafana) -> None:
    imported(grafana)
    grafana.write(NEW.uid, author="ann")
    made = planned(grafana, [NEW], overwrite=True)
    grafana.write(NEW.uid, author="bob")
    kept: list[int] = []

    [outcome] = carried_out(grafana, made, lambda one: str(kept.append(one.version))).values()

    assert outcome.result == "overwritten"
    assert kept == [2, 3]


def test_two_imports_at_once_end_in_one_folder_and_one_version_each(
    grafana: MemoryGrafana,
) -> None:
    first, second = planned(grafana), planned(grafana)

    assert results(carried_out(grafana, first)) == {"calls": "created", "cost": "created"}
    assert results(carried_out(grafana, second)) == {"calls": "created", "cost": "created"}
    assert list(grafana.there) == ["ours"]
    assert [len(board.revisions) for board in grafana.boards.values()] == [1, 1]


def test_a_stopped_import_says_which_boards_are_missing(grafana: MemoryGrafana) -> None:
    many = [wanted(f"board{number}", "x") for number in range(9)]
    made = planned(grafana, many)
    crew = Crew()

    def stop(name: str, _uid: str) -> None:
        if name == "save":
            crew.stop()

    grafana.before = stop
    grafana.create_folder(HOME)
    outcomes = list(apply(grafana, made, HOME.uid, None, crew))

    assert 1 <= len(outcomes) <= MOST
    assert {one.step.wanted.uid for one in outcomes} == {*grafana.boards}


STATES = st.sampled_from(
    ["absent", "ours", "older", "changed", "theirs", "elsewhere", "root", "provisioned"]
)


def bring(grafana: MemoryGrafana, board, state: str) -> None:
    """Bring *board* into *state*."""
    if state == "absent":
        return
    grafana.there.setdefault("other", Folder(uid="other", title="Other"))
    if state in {"ours", "changed", "elsewhere", "root"}:
        folder = {"elsewhere": "other", "root": ""}.get(state, HOME.uid)
        text = mark.message(board.digest)
        grafana.write(board.uid, text, "ops", dashboard=board.dashboard, folder_uid=folder)
    if state == "older":
        text = mark.message("0" * 64)
        grafana.write(board.uid, text, "ops", folder_uid=HOME.uid)
    if state == "changed":
        grafana.write(board.uid, "mine", "ann")
    if state in {"theirs", "provisioned"}:
        grafana.write(board.uid, "", "bob", dashboard={"uid": board.uid, "title": "theirs"})
    if state == "provisioned":
        grafana.boards[board.uid].provisioned = "gitops"


THREE = (CALLS, COST, wanted("third", "x", "y"))
FAULTS = st.dictionaries(
    st.integers(1, 25),
    st.builds(
        Fault,
        done=st.booleans(),
        error=st.sampled_from([GrafanaError("500"), FetchError("reset"), FetchError("timeout")]),
    ),
    max_size=8,
)
ALLOWED = st.fixed_dictionaries({"overwrite": st.booleans(), "adopt": st.booleans()})


def try_until_nothing_fails(grafana: MemoryGrafana, allowed: dict[str, bool]) -> list[object]:
    """Import again and again, as somebody would; returns what was saved before it was replaced."""
    kept: list[object] = []

    def keep(stored: Stored) -> str:
        servers = {"id", "version"}
        kept.append({key: v for key, v in stored.dashboard.items() if key not in servers})
        return "backup"

    for _ in range(30):
        try:
            outcomes = imported(grafana, THREE, keep=keep, **allowed)
        except OpsError:
            continue
        if not any(one.result == "failed" for one in outcomes.values()):
            break
    return kept


def stays(state: str, allowed: dict[str, bool]) -> bool:
    """Whether a board in *state* is left alone."""
    mine = {"theirs": "adopt", "changed": "overwrite"}
    return state == "provisioned" or (state in mine and not allowed[mine[state]])


@settings(max_examples=150, deadline=None)
@given(
    states=st.tuples(STATES, STATES, STATES), folder=st.booleans(), allowed=ALLOWED, faults=FAULTS
)
def test_running_it_again_always_ends_in_the_wanted_state(states, folder, allowed, faults) -> None:
    grafana = MemoryGrafana()
    if folder or not {*states} <= {"absent", "theirs", "provisioned"}:
        grafana.there[HOME.uid] = HOME
    for board, state in zip(THREE, states, strict=True):
        bring(grafana, board, state)
    before = dict(grafana.boards)
    grafana.faults = faults

    kept = try_until_nothing_fails(grafana, allowed)
    grafana.asked.clear()
    grafana.faults = {}
    last = imported(grafana, THREE, **allowed)

    assert grafana.written == []
    assert {*grafana.there} <= {HOME.uid, "other"}
    for board, state in zip(THREE, states, strict=True):
        now, result = grafana.boards[board.uid], last[board.slug].result
        if stays(state, allowed):
            assert (result, now) == ("refused", before[board.uid])
            continue
        assert (result, now.dashboard, now.folder_uid) == (
            "unchanged",
            board.dashboard,
            HOME.uid,
        )
        assert mark.read(now.revisions[-1]) == board.digest
        if state not in {"ours", "absent"}:
            assert before[board.uid].dashboard in kept


def test_what_is_replaced_is_never_forced(grafana: MemoryGrafana) -> None:
    imported(grafana)
    seen = []
    save = grafana.save

    def watched(dashboard, **more):
        seen.append((more["version"], more["overwrite"]))
        return save(dashboard, **more)

    grafana.save = watched  # type: ignore[method-assign]
    grafana.write(NEW.uid, author="ann")
    imported(grafana, [replace(NEW)], overwrite=True)

    assert seen == [(2, False)]
