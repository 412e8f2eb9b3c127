from __future__ import annotations

import pytest

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.grafana.api.errors import ChangedError, ForbiddenError, GrafanaError
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.sync.folders import Located, create, locate, titles
from tests.grafana.sync.boards import HOME
from tests.grafana.sync.memory import Fault, MemoryGrafana

OUTER, INNER = "archestra-ops-7f4fcd2ba50ba9b0d9b3", "archestra-ops-4196b60c9d8415adf804"


@pytest.fixture
def grafana() -> MemoryGrafana:
    return MemoryGrafana()


def put(grafana: MemoryGrafana, uid: str, title: str, parent_uid: str = "") -> None:
    grafana.there[uid] = Folder(uid=uid, title=title, parent_uid=parent_uid)


def test_our_own_is_found_by_its_uid_whatever_it_is_called(grafana: MemoryGrafana) -> None:
    put(grafana, "ours", "Agents")

    assert locate(grafana, HOME, "") == Located(uid="ours", path=("Agents",), own=True)
    assert grafana.asked == ["folder"]


def test_our_own_is_made_where_it_is_missing(grafana: MemoryGrafana) -> None:
    located = locate(grafana, HOME, "")

    assert located == Located(uid="", path=("Ours",), missing=(HOME,), own=True)
    assert create(grafana, located) == "ours"
    assert grafana.there == {"ours": HOME}


def test_a_path_is_made_from_the_outside_to_the_inside(grafana: MemoryGrafana) -> None:
    located = locate(grafana, HOME, "Platform/Archestra")

    assert located.path == ("Platform", "Archestra")
    assert create(grafana, located) == INNER
    outer, inner = grafana.there.values()
    assert (outer.title, outer.parent_uid) == ("Platform", "")
    assert inner == Folder(uid=INNER, title="Archestra", parent_uid=outer.uid)


def test_what_we_made_is_found_at_once(grafana: MemoryGrafana) -> None:
    create(grafana, locate(grafana, HOME, "Platform/Archestra"))
    grafana.asked.clear()

    assert locate(grafana, HOME, " /Platform / Archestra/ ") == Located(
        uid=INNER, path=("Platform", "Archestra")
    )
    assert grafana.asked == ["folder"]


def test_folders_of_others_are_used_by_their_titles(grafana: MemoryGrafana) -> None:
    put(grafana, "p", "Platform")
    put(grafana, "elsewhere", "Archestra")
    put(grafana, "a", "Archestra", "p")

    assert locate(grafana, HOME, "Platform/Archestra").uid == "a"


def test_what_is_missing_is_made_inside_what_is_there(grafana: MemoryGrafana) -> None:
    put(grafana, "p", "Platform")

    assert create(grafana, locate(grafana, HOME, "Platform/Archestra")) == INNER
    assert grafana.there[INNER].parent_uid == "p"


def test_a_uid_names_a_folder_too(grafana: MemoryGrafana) -> None:
    put(grafana, "team-a", "The team's")

    assert locate(grafana, HOME, "team-a") == Located(uid="team-a", path=("The team's",))


def test_two_folders_of_one_title_are_not_guessed_between(grafana: MemoryGrafana) -> None:
    put(grafana, "one", "Platform")
    put(grafana, "two", "Platform")

    with pytest.raises(OpsError) as caught:
        locate(grafana, HOME, "Platform/Archestra")

    assert str(caught.value) == "there are 2 folders 'Platform' side by side"
    assert caught.value.hint == "give the uid of the one that is meant: one, two"


@pytest.mark.parametrize("path", ["/", "a//b", " ", "a/ /b"])
def test_an_empty_title_is_none(path: str) -> None:
    with pytest.raises(OpsError, match="is no path of folders"):
        titles(path)


def test_whoever_makes_it_first_makes_it_for_all(grafana: MemoryGrafana) -> None:
    located = locate(grafana, HOME, "Platform/Archestra")
    create(grafana, locate(grafana, HOME, "Platform/Archestra"))

    assert create(grafana, located) == INNER
    assert len(grafana.there) == 2


@pytest.mark.parametrize("error", [FetchError("timeout"), GrafanaError("500")])
def test_a_lost_answer_does_not_matter(grafana: MemoryGrafana, error: OpsError) -> None:
    located = locate(grafana, HOME, "")
    grafana.faults = {2: Fault(done=True, error=error)}

    assert create(grafana, located) == "ours"


def test_a_folder_that_was_not_made_is_an_error(grafana: MemoryGrafana) -> None:
    located = locate(grafana, HOME, "")
    grafana.faults = {2: Fault(done=False, error=FetchError("timeout"))}

    with pytest.raises(FetchError, match="timeout"):
        create(grafana, located)


def test_what_the_login_may_not_is_not_asked_again(grafana: MemoryGrafana) -> None:
    located = locate(grafana, HOME, "")
    grafana.faults = {2: Fault(done=False, error=ForbiddenError("may not create folders"))}

    with pytest.raises(ForbiddenError):
        create(grafana, located)
    assert grafana.asked == ["folder", "create_folder"]


def test_our_own_stands_beside_another_of_its_title(grafana: MemoryGrafana) -> None:
    """Grafana before 12 wants titles to differ; ours is never mixed with another's."""
    grafana.unique_titles = True
    put(grafana, "theirs", "Ours")

    assert create(grafana, locate(grafana, HOME, "")) == "ours"
    assert grafana.there["ours"].title == "Ours (archestra-ops)"


def test_a_title_that_somebody_took_meanwhile_leads_to_theirs(grafana: MemoryGrafana) -> None:
    grafana.unique_titles = True
    located = locate(grafana, HOME, "Platform")
    put(grafana, "theirs", "Platform")

    assert create(grafana, located) == "theirs"


def test_a_refusal_without_a_reason_that_is_seen_stays_one(grafana: MemoryGrafana) -> None:
    located = locate(grafana, HOME, "Platform")
    grafana.faults = {4: Fault(done=False, error=ChangedError("taken"))}

    with pytest.raises(ChangedError, match="taken"):
        create(grafana, located)
