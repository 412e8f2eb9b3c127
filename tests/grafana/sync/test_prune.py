from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.grafana.api.errors import ForbiddenError
from archestra_ops.grafana.sync import mark
from archestra_ops.grafana.sync.crew import Crew
from archestra_ops.grafana.sync.prune import Removal, candidates, remove
from tests.grafana.sync.boards import dashboard
from tests.grafana.sync.memory import MemoryGrafana

OURS = mark.message("0" * 64)


@pytest.fixture
def grafana() -> MemoryGrafana:
    return MemoryGrafana()


def put(grafana: MemoryGrafana, uid: str, message: str = OURS, **more: object) -> None:
    settings = {"folder_uid": "home", "dashboard": dashboard(uid)} | more
    grafana.write(uid, message, **settings)


def listed(grafana: MemoryGrafana) -> dict[str, str]:
    found = candidates(grafana, "home", "acme", {"shipped"})
    return {one.summary.uid: one.kept for one in found}


def removed(grafana: MemoryGrafana, keep=None) -> list[Removal]:
    found = candidates(grafana, "home", "acme", {"shipped"})
    return list(remove(grafana, found, keep, Crew()))


def test_only_what_is_ours_in_our_folder_and_not_shipped_is_listed(grafana: MemoryGrafana) -> None:
    put(grafana, "gone")
    put(grafana, "shipped")
    put(grafana, "elsewhere", folder_uid="other")
    put(grafana, "root", folder_uid="")
    put(grafana, "untagged", dashboard={"uid": "untagged", "title": "x"})
    put(grafana, "variant", dashboard=dashboard("variant") | {"tags": ["archestra-ops", "acme-eu"]})
    put(grafana, "changed")
    grafana.write("changed", "mine", "ann")
    put(grafana, "copied", message="")

    assert listed(grafana) == {
        "changed": "its newest version is not ours",
        "copied": "its newest version is not ours",
        "gone": "",
    }


def test_it_is_saved_and_then_removed(grafana: MemoryGrafana) -> None:
    put(grafana, "gone")
    put(grafana, "shipped")

    [removal] = removed(grafana, lambda stored: f"{stored.uid}.json")

    assert (removal.backup, removal.message) == ("gone.json", "")
    assert [*grafana.boards] == ["shipped"]


def test_what_cannot_be_saved_is_not_removed(grafana: MemoryGrafana) -> None:
    put(grafana, "gone")

    def keep(_stored: object) -> str:
        raise OpsError("no space left", hint="free some")

    [removal] = removed(grafana, keep)

    assert (removal.message, removal.hint) == ("no space left", "free some")
    assert [*grafana.boards] == ["gone"]


@pytest.mark.parametrize(
    ("happens", "message"),
    [
        (lambda g: g.write("gone", "mine", "ann"), "somebody changed it meanwhile"),
        (lambda g: setattr(g.boards["gone"], "folder_uid", "x"), "somebody moved it meanwhile"),
        (
            lambda g: setattr(g.boards["gone"], "provisioned", "gitops"),
            "it is provisioned, and must be removed where it comes from",
        ),
    ],
)
def test_what_happens_between_list_and_removal_counts(grafana, happens, message) -> None:
    put(grafana, "gone")
    found = candidates(grafana, "home", "acme", {})
    happens(grafana)

    [removal] = remove(grafana, found, None, Crew())

    assert removal.message == message
    assert "gone" in grafana.boards


def test_what_somebody_else_removed_is_removed(grafana: MemoryGrafana) -> None:
    put(grafana, "gone")
    found = candidates(grafana, "home", "acme", {})
    grafana.boards.clear()

    assert [one.message for one in remove(grafana, found, None, Crew())] == [""]


def test_a_lost_answer_does_not_matter(grafana: MemoryGrafana) -> None:
    put(grafana, "gone")

    def lose(name: str, uid: str) -> None:
        if name == "delete":
            del grafana.boards[uid]
            raise FetchError("timeout")

    grafana.before = lose

    assert [one.message for one in removed(grafana)] == [""]


@pytest.mark.parametrize("error", [FetchError("no answer"), ForbiddenError("may not delete")])
def test_what_fails_is_told(grafana: MemoryGrafana, error: OpsError) -> None:
    put(grafana, "gone")

    def fail(name: str, _uid: str) -> None:
        if name == "delete":
            raise error

    grafana.before = fail

    assert [one.message for one in removed(grafana)] == [str(error)]
    assert "gone" in grafana.boards


BOARD = st.fixed_dictionaries(
    {
        "message": st.sampled_from([OURS, "", "mine", OURS + "!"]),
        "folder": st.sampled_from(["home", "other", ""]),
        "tags": st.lists(st.sampled_from(["archestra-ops", "acme", "acme-eu", "x"]), unique=True),
        "provisioned": st.sampled_from(["", "gitops"]),
    }
)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "shipped"]), BOARD))
def test_nothing_else_is_ever_removed(boards) -> None:
    grafana = MemoryGrafana()
    for uid, one in boards.items():
        content = dashboard(uid) | {"tags": one["tags"]}
        put(grafana, uid, one["message"], folder_uid=one["folder"], dashboard=content)
        grafana.boards[uid].provisioned = one["provisioned"]

    removed(grafana)

    gone = {
        uid
        for uid, one in boards.items()
        if uid != "shipped"
        and one["message"] == OURS
        and one["folder"] == "home"
        and {"archestra-ops", "acme"} <= {*one["tags"]}
        and not one["provisioned"]
    }
    assert {*boards} - {*grafana.boards} == gone
