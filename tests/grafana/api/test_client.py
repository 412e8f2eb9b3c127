"""What the API of every Grafana does, told in the same words whichever it is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from archestra_ops.grafana.api import Grafana, connect
from archestra_ops.grafana.api.errors import (
    AbsentError,
    ChangedError,
    ForbiddenError,
    ProvisionedError,
    RefusedError,
)
from archestra_ops.grafana.api.model import Folder, Health, Organisation, Saved
from archestra_ops.http import Http, Secret
from tests.servers.grafana import FakeGrafana

BOARD = {"uid": "b", "title": "Board", "tags": ["ours"], "schemaVersion": 42, "version": 7}
ALL = [(9, "auto"), (11, "auto"), (13, "auto"), (13, "apps"), (13, "gone")]


@dataclass
class Both:
    """A Grafana, and what asks it."""

    fake: FakeGrafana
    grafana: Grafana
    http: Http

    def save(
        self, version: int | None = None, *, overwrite: bool = False, **board: object
    ) -> Saved:
        return self.grafana.save(
            BOARD | board, folder_uid="f", message="ours", version=version, overwrite=overwrite
        )


@pytest.fixture(params=ALL, ids=lambda param: f"{param[0]}-{param[1]}")
def both(request) -> Iterator[Both]:
    version, api = request.param
    installed = {"classic": api != "gone"}
    with (
        FakeGrafana(version, sub_path="/sub", **installed) as fake,
        Http(bearer=Secret(fake.token)) as http,
    ):
        grafana = connect(http, f"{fake.url}/", api="apps" if api == "apps" else "auto")
        yield Both(fake, grafana, http)


def test_who_is_there(both) -> None:
    assert both.grafana.url == both.fake.url
    assert both.grafana.health() == Health(ok=True, version=both.fake.edition.number, database="ok")
    assert both.grafana.organisation().id == 1


def test_folders(both) -> None:
    folder = Folder(uid="f", title="F")

    assert both.grafana.folder("f") is None
    assert both.grafana.create_folder(folder) == folder
    assert both.grafana.folder("f") == folder
    assert both.grafana.folders() == [folder]
    with pytest.raises(ChangedError):
        both.grafana.create_folder(folder)


def test_folders_in_folders(both) -> None:
    outer, inner = Folder(uid="o", title="O"), Folder(uid="i", title="I", parent_uid="o")
    assert both.grafana.create_folder(outer) == outer
    if not both.fake.edition.nested:
        assert both.grafana.create_folder(inner) == Folder(uid="i", title="I")
        assert both.grafana.folders("o") == []
        return

    assert both.grafana.create_folder(inner) == inner
    assert both.grafana.folder("i") == inner
    assert (both.grafana.folders(), both.grafana.folders("o")) == ([outer], [inner])
    assert both.grafana.folders("i") == both.grafana.folders("nowhere") == []


def test_the_history_of_a_dashboard_has_the_newest_version_first(both) -> None:
    both.fake.add_folder("f", "F")
    both.save()
    both.save(1, title="Other")

    history = both.grafana.history("b")
    assert [one.version for one in history] == [2, 1]
    assert history[0] == both.grafana.newest("b")
    assert both.grafana.history("none") == []


def test_a_dashboard_from_its_first_version_to_its_end(both) -> None:
    both.fake.add_folder("f", "F")
    assert both.grafana.newest("b") is None
    assert both.grafana.dashboard("b") is None

    saved = both.save()
    assert saved.version == 1
    assert saved.path.startswith("/d/b")
    assert both.save(1, title="Other").version == 2

    newest = both.grafana.newest("b")
    assert newest is not None
    assert (newest.version, newest.message) == (2, "ours")
    assert "sa-1-ops" in newest.author
    assert newest.created[:2] == "20"
    stored = both.grafana.dashboard("b")
    assert stored is not None
    assert (stored.uid, stored.title, stored.folder_uid, stored.version) == ("b", "Other", "f", 2)
    assert (stored.dashboard["uid"], stored.dashboard["version"]) == ("b", 2)
    assert (stored.provisioned, stored.manager) == (False, "")
    (summary,) = both.grafana.search(uids=["b", "none"])
    assert (summary.uid, summary.title, summary.tags) == ("b", "Other", ("ours",))
    assert (summary.folder_uid, summary.folder_title) == ("f", "F")
    assert summary.path.startswith("/d/b")

    both.grafana.delete("b")
    both.grafana.delete("b")
    assert both.grafana.dashboard("b") is None


def test_nobody_is_overwritten_unasked(both) -> None:
    both.fake.add_folder("f", "F")
    both.save()

    for version in (None, 7):
        with pytest.raises(ChangedError):
            both.save(version, title="Other")
    assert both.fake.org().boards["b"].title == "Board"
    assert both.save(7, title="Other", overwrite=True).version == 2


def test_a_dashboard_moves_to_the_root_and_back(both) -> None:
    both.fake.add_folder("f", "F")
    both.save()
    both.grafana.save(BOARD, folder_uid="", message="", version=1, overwrite=True)
    (summary,) = both.grafana.search(uids=["b"])
    assert (summary.folder_uid, both.grafana.search(folder_uid="f")) == ("", [])

    both.save(overwrite=True)
    assert [found.uid for found in both.grafana.search(folder_uid="f")] == ["b"]


def test_a_search_meets_every_condition(both) -> None:
    both.fake.add_folder("f", "F")
    for uid, folder, tags in (("1", "f", ["ours"]), ("2", "", ["ours"]), ("3", "f", [])):
        spec = {"uid": uid, "title": uid, "tags": tags}
        both.fake.write_board(spec, folder_uid=folder)
    search = both.grafana.search

    assert {found.uid for found in search()} == {"1", "2", "3"}
    assert {found.uid for found in search(tag="ours")} == {"1", "2"}
    assert {found.uid for found in search(tag="ours", folder_uid="f")} == {"1"}
    assert {found.uid for found in search(uids=["2", "3"], folder_uid="f")} == {"3"}


def test_what_a_file_delivers_is_left_to_it(both) -> None:
    both.fake.provision(BOARD)
    stored = both.grafana.dashboard("b")
    assert stored is not None
    assert (stored.provisioned, stored.manager) == (True, "b.json")

    with pytest.raises(ProvisionedError):
        both.grafana.save(BOARD, folder_uid="", message="", version=1, overwrite=True)
    with pytest.raises(ProvisionedError):
        both.grafana.delete("b")
    assert len(both.fake.org().boards["b"].versions) == 1


def test_a_folder_that_is_missing_is_not_made_in_passing(both) -> None:
    with pytest.raises(RefusedError):
        both.save()
    assert both.fake.org().boards == {}


def test_datasources_and_their_queries(both) -> None:
    rows = {"A": 2, "B": 0, "C": "it broke"}

    def answer(query: dict[str, str]) -> int | str:
        return rows[query["refId"]]

    both.fake.add_datasource("p", "prometheus", name="P", is_default=True, answer=answer)
    both.fake.add_datasource("t", "tempo", health=(False, "no route"), read_only=True)

    found = {each.uid: each for each in both.grafana.datasources()}
    assert (found["p"].name, found["p"].type, found["p"].is_default) == ("P", "prometheus", True)
    assert (found["t"].read_only, found["t"].is_default) == (True, False)
    assert both.grafana.datasource_health("t") == (False, "no route")
    queries = [{"refId": ref, "datasource": {"uid": "p"}} for ref in "ABC"]
    now = time.time()
    assert both.grafana.query(queries[:2], now - 60, now) == {"A": 2, "B": 0}
    assert both.grafana.query(queries, now - 60, now) == rows


def test_a_login_that_may_not_is_told_what_it_lacks(both) -> None:
    both.fake.add_folder("f", "F")
    api = "auto" if both.fake.edition.major < 13 else "apps"
    with Http(bearer=Secret(both.fake.add_token("Viewer"))) as http:
        grafana = connect(http, both.fake.url, api=api)
        with pytest.raises(
            ForbiddenError, match=r"may not create the folder 'X' .*folders:create'"
        ):
            grafana.create_folder(Folder(uid="x", title="X"))
        with pytest.raises(ForbiddenError, match=r"may not save the dashboard 'Board' in"):
            grafana.save(BOARD, folder_uid="f", message="", version=None, overwrite=False)
        assert grafana.folder("f") == Folder(uid="f", title="F")


def test_a_wrong_token_and_a_wrong_path(both) -> None:
    with Http(bearer=Secret("glsa_wr0ng")) as http, pytest.raises(ForbiddenError) as forbidden:
        connect(http, both.fake.url).organisation()
    assert str(forbidden.value).endswith("does not accept the login: Invalid API key")

    beside = both.fake.url.removesuffix("/sub")
    for ask in ("health", "organisation", "folders", "search", "datasources"):
        with pytest.raises(AbsentError, match=f"^no Grafana answers at '{beside}/api"):
            getattr(connect(both.http, beside), ask)()


def test_another_organisation(both) -> None:
    both.fake.add_org(2, "Two")
    with Http(bearer=Secret(both.fake.add_token("Admin", 2))) as http:
        api = "apps" if both.fake.edition.apps else "classic"
        grafana = connect(http, both.fake.url, api=api)
        grafana.create_folder(Folder(uid="f", title="F"))

        assert both.fake.org(2).folders["f"].title == "F"
        assert both.fake.org(1).folders == {}
        name = "" if api == "apps" else "Two"
        assert grafana.organisation() == Organisation(id=2, name=name)
