"""What is seen of a Grafana: for any version, ours or a real one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archestra_ops.grafana.api import connect
from archestra_ops.grafana.api.errors import AbsentError, ForbiddenError
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.checks.look import Aim, look
from archestra_ops.grafana.checks.rights import role_of
from archestra_ops.grafana.checks.seen import Seen
from archestra_ops.grafana.sync.look import Where
from archestra_ops.http import Http, Secret
from tests.servers.grafana import FakeGrafana


@pytest.fixture
def aim(grafana) -> Aim:
    """A board and a folder of this test alone."""
    return Aim(
        boards={"mcp-monitoring": grafana.uid("board"), "rag": grafana.uid("absent")},
        where=Where(home=Folder(uid=grafana.uid("folder"), title=grafana.uid("folder"))),
        plugins=("prometheus", "tempo", "loki"),
    )


def seen(grafana, aim: Aim, token: str = "") -> Seen:
    with Http(bearer=Secret(token or grafana.token)) as http:
        return look(connect(http, grafana.url), aim)


def test_all_that_is_there(grafana, aim) -> None:
    folder = grafana.put_folder("folder")
    grafana.put_board({"uid": aim.boards["mcp-monitoring"], "title": "B"}, folder_uid=folder)
    uid = grafana.put_datasource("tempo", "tempo", url="http://127.0.0.1:9", jsonData={"a": 1})
    aim = Aim(boards=aim.boards, where=aim.where, plugins=aim.plugins, given={"tempo": uid})

    def look_again() -> tuple[object, ...]:
        found = seen(grafana, aim)
        return found, dict(found.boards)

    expected = {"mcp-monitoring": True, "rag": False}
    assert grafana.settled(lambda: look_again()[1], expected) == expected
    found = seen(grafana, aim)
    assert (found.error, found.refusal, found.lacking, found.failures) == (None, None, (), ())
    assert (found.health.ok, found.logged_in) == (True, True)
    assert found.major == grafana.major
    assert (found.folder.uid, found.writable) == (folder, True)
    assert role_of(found.permissions) == "an Admin"
    tempo = found.source("tempo")
    assert (tempo.chosen.uid, tempo.chosen.json_data) == (uid, {"a": 1})
    assert tempo.health[0] is False


def test_a_folder_that_is_missing(grafana, aim) -> None:
    found = seen(grafana, aim)

    assert (found.folder.uid, found.folder.path) == ("", (grafana.uid("folder"),))
    assert found.writable is None


def test_a_viewer(grafana, aim) -> None:
    folder = grafana.put_folder("folder")
    found = seen(grafana, aim, token=grafana.somebody("Viewer"))

    assert (found.logged_in, found.refusal) == (True, None)
    assert role_of(found.permissions) == "a Viewer"
    assert (found.folder.uid, found.writable) == (folder, False)


def test_an_editor_who_is_shut_out_of_the_folder(grafana, aim) -> None:
    folder = grafana.put_folder("folder")
    items = {"items": [{"role": "Viewer", "permission": 1}]}
    grafana.done("POST", f"/api/folders/{folder}/permissions", items)

    found = seen(grafana, aim, token=grafana.somebody("Editor"))

    assert (role_of(found.permissions), found.writable) == ("an Editor", False)


def test_a_login_that_is_not_accepted(grafana, aim) -> None:
    found = seen(grafana, aim, token="glsa_wrong")  # noqa: S106 - no password

    assert isinstance(found.refusal, ForbiddenError)
    assert "does not accept the login" in str(found.refusal)
    assert (found.logged_in, found.folder, found.sources) == (False, None, ())


def test_what_is_no_grafana(grafana, aim) -> None:
    with Http(bearer=Secret(grafana.token)) as http:
        found = look(connect(http, f"{grafana.url}/elsewhere"), aim)

    assert isinstance(found.error, AbsentError)
    assert found.health is None


class Answers:
    """A Grafana of which each answer is given; what is none is nothing."""

    url = "http://g"

    def __init__(self, **answers: object) -> None:
        self.answers = answers

    def __getattr__(self, name: str):
        def answer(*_given: object, **_more: object) -> object:
            found = self.answers.get(name)
            if isinstance(found, Exception):
                raise found
            return found

        return answer


@pytest.fixture
def server() -> Iterator[FakeGrafana]:
    with FakeGrafana(11) as fake:
        yield fake


NOWHERE = Aim(
    boards={"mcp-monitoring": "mcp"},
    where=Where(home=Folder(uid="ops", title="Ops")),
    plugins=("prometheus",),
)


def test_what_is_not_well_is_asked_no_more() -> None:
    with FakeGrafana(11, database=False) as fake, Http(bearer=Secret(fake.token)) as http:
        found = look(connect(http, fake.url), NOWHERE)

    assert (found.health.ok, found.logged_in) == (False, False)
    assert {entry.path for entry in fake.record.requests} == {"/api/health"}


def test_nothing_is_written_and_little_is_asked(server) -> None:
    server.add_datasource("p", "prometheus", health=(True, "fine"))
    with Http(bearer=Secret(server.token)) as http:
        look(connect(http, server.url), NOWHERE)

    assert server.record.writes == []
    assert sorted(entry.path for entry in server.record.requests) == [
        "/api/access-control/user/permissions",
        "/api/datasources",
        "/api/datasources/uid/p/health",
        "/api/folders",
        "/api/folders/ops",
        "/api/health",
        "/api/org",
        "/api/search",
    ]


def test_who_may_not_read_the_organisation_is_logged_in_all_the_same(server) -> None:
    error = ForbiddenError("the login may not read its organisation")
    with Http(bearer=Secret(server.token)) as http:
        real = connect(http, server.url)
        answers = Answers(
            health=real.health(), organisation=error, permissions={}, search=[], datasources=[]
        )
        found = look(answers, NOWHERE)

    assert (found.logged_in, found.refusal, found.lacking) == (True, None, (error,))
    assert found.boards == {"mcp-monitoring": False}


def test_what_may_not_be_seen_and_what_failed_are_kept_apart(server) -> None:
    forbidden, absent = ForbiddenError("may not list"), AbsentError("gone")
    with Http(bearer=Secret(server.token)) as http:
        real = connect(http, server.url)
        answers = Answers(
            health=real.health(),
            organisation=real.organisation(),
            search=absent,
            datasources=forbidden,
            folder=absent,
        )
        found = look(answers, NOWHERE)

    assert (found.lacking, found.failures) == ((forbidden,), (absent,))
    assert (found.folder, found.boards, found.datasources) == (None, {}, None)


def test_two_folders_of_a_title(server) -> None:
    for uid in ("a", "b"):
        server.add_folder(uid, "Ops")
    aim = Aim(boards={}, where=Where(home=Folder(uid="x", title="x"), path="Ops"), plugins=())
    with Http(bearer=Secret(server.token)) as http:
        found = look(connect(http, server.url), aim)

    assert str(found.unclear) == "there are 2 folders 'Ops' side by side"
    assert (found.folder, found.failures) == (None, ())
