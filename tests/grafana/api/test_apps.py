from __future__ import annotations

import httpx
import pytest

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.apps import AppsApi
from archestra_ops.grafana.api.errors import AbsentError, ChangedError, GrafanaError
from archestra_ops.grafana.api.model import Health, Revision, Saved
from archestra_ops.grafana.api.platform import Platform

GROUP = "GET /apis/dashboard.grafana.app"
ALL = "/apis/dashboard.grafana.app/v1/namespaces/default/dashboards"
FOLDER = "/apis/folder.grafana.app/v1/namespaces/default/folders"
DISCOVERED = {
    GROUP: (200, {"versions": [{"version": "v1"}, {"version": "v2"}]}),
    "GET /apis/folder.grafana.app": (200, {"versions": [{"version": "v1"}]}),
    "GET /api/frontend/settings": (200, {"namespace": "default"}),
}
CONFLICT = (409, {"kind": "Status", "message": "the object has been modified", "code": 409})
BOARD = {"id": 3, "uid": "b", "title": "Board", "version": 1}


def thing(generation: int = 1, resource_version: str = "100", **annotations: str) -> dict:
    return {
        "metadata": {
            "name": "b",
            "generation": generation,
            "resourceVersion": resource_version,
            "creationTimestamp": "2026-01-01T00:00:00Z",
            "managedFields": [],
            "labels": {"team": "x"},
            "annotations": {f"grafana.app/{name}": text for name, text in annotations.items()},
        },
        "spec": {"title": "Board"},
    }


@pytest.fixture
def asking(answering):
    """`asking(answers)` is an AppsApi of a platform that is discovered, and its Book."""

    def build(answers: dict) -> tuple[AppsApi, object]:
        server, book = answering(DISCOVERED | answers)
        return AppsApi(server, Platform(server)), book

    return build


def save(api: AppsApi, *, version: int | None = 1, overwrite: bool = False) -> Saved:
    return api.save(BOARD, folder_uid="f", message="why", version=version, overwrite=overwrite)


def test_a_new_dashboard_is_created(asking) -> None:
    api, book = asking({f"POST {ALL}": (201, thing())})

    assert save(api, version=None) == Saved(path="/d/b", version=1)
    assert book.sent() == {
        "apiVersion": "dashboard.grafana.app/v1",
        "kind": "Dashboard",
        "metadata": {
            "name": "b",
            "annotations": {"grafana.app/folder": "f", "grafana.app/message": "why"},
        },
        "spec": {"title": "Board"},
    }


def test_what_others_noted_stays_and_the_lock_goes_along(asking) -> None:
    there = thing(1, "100", folder="old", message="old", createdBy="user:1")
    api, book = asking({f"GET {ALL}/b": (200, there), f"PUT {ALL}/b": (200, thing(2))})

    assert save(api) == Saved(path="/d/b", version=2)
    assert book.sent()["metadata"] == {
        "name": "b",
        "generation": 1,
        "resourceVersion": "100",
        "creationTimestamp": "2026-01-01T00:00:00Z",
        "labels": {"team": "x"},
        "annotations": {
            "grafana.app/folder": "f",
            "grafana.app/message": "why",
            "grafana.app/createdBy": "user:1",
        },
    }


def test_another_version_is_not_replaced_unasked(asking) -> None:
    api, book = asking({f"GET {ALL}/b": (200, thing(5))})

    with pytest.raises(ChangedError) as caught:
        save(api)
    assert str(caught.value) == (
        "somebody else has changed 'http://host/sub' meanwhile: the dashboard 'Board' is at "
        "version 5"
    )
    assert not any("PUT" in asked for asked in book.asked)


def test_who_is_slower_is_told(asking) -> None:
    api, book = asking({f"GET {ALL}/b": (200, thing()), f"PUT {ALL}/b": [CONFLICT, (200, thing())]})

    with pytest.raises(ChangedError):
        save(api)
    assert [asked[:3] for asked in book.asked[-2:]] == ["GET", "PUT"]


def test_an_overwrite_reads_again_when_it_is_slower(asking) -> None:
    api, book = asking(
        {
            f"GET {ALL}/b": [(200, thing(1, "100")), (200, thing(2, "101"))],
            f"PUT {ALL}/b": [CONFLICT, (200, thing(3))],
        }
    )

    assert save(api, overwrite=True).version == 3
    assert book.sent()["metadata"]["resourceVersion"] == "101"


def test_an_overwrite_gives_up_in_the_end(asking) -> None:
    api, book = asking({f"GET {ALL}/b": (200, thing()), f"PUT {ALL}/b": CONFLICT})

    with pytest.raises(ChangedError):
        save(api, overwrite=True)
    assert sum(asked.startswith("PUT") for asked in book.asked) == 3


def test_the_newest_version_is_looked_for_in_the_history(asking) -> None:
    old, new = thing(2, "99", message="old"), thing(2, "101", message="new", updatedBy="user:7")
    api, book = asking({f"GET {ALL}": (200, {"items": [old, new], "metadata": {}})})

    assert api.newest("b") == Revision(
        version=2, message="new", author="user:7", created="2026-01-01T00:00:00Z"
    )
    assert book.asked[-1] == (
        f"GET /sub{ALL}?labelSelector=grafana.app%2Fget-history%3Dtrue"
        "&fieldSelector=metadata.name%3Db&limit=1"
    )
    assert [one.message for one in api.history("b")] == ["new", "old"]
    assert book.asked[-1].endswith("&limit=100")


def test_without_a_history_the_dashboard_itself_is_the_newest(asking) -> None:
    here = thing(4, message="m", createdBy="user:1", updatedTimestamp="2026-02-02T00:00:00Z")
    api, _ = asking({f"GET {ALL}": (200, {"items": []}), f"GET {ALL}/b": (200, here)})

    assert api.newest("b") == Revision(
        version=4, message="m", author="user:1", created="2026-02-02T00:00:00Z"
    )
    assert api.history("b") == [api.newest("b")]
    assert api.newest("none") is None
    assert api.history("none") == []


def test_a_list_is_read_to_its_end(asking) -> None:
    pages = [
        (200, {"items": [thing()], "metadata": {"continue": "next"}}),
        (200, {"items": [thing()], "metadata": {"continue": ""}}),
    ]
    api, book = asking({f"GET {ALL}": pages})

    assert len(api.search()) == 2
    assert book.asked[-2:] == [f"GET /sub{ALL}?limit=200", f"GET /sub{ALL}?limit=200&continue=next"]


def test_a_folder_that_the_login_may_not_see_has_no_title(asking) -> None:
    api, _ = asking({f"GET {ALL}/b": (200, thing(folder="f"))})

    (found,) = api.search(uids=["b"])
    assert (found.folder_uid, found.folder_title) == ("f", "")


@pytest.mark.parametrize(
    ("annotations", "provisioned", "manager"),
    [
        ({}, False, ""),
        ({"managedBy": "terraform"}, True, "terraform"),
        ({"managedBy": "terraform", "managerId": "infra"}, True, "infra"),
        ({"managedBy": "repo", "managerId": "r", "sourcePath": "a/b.json"}, True, "a/b.json"),
        ({"managedBy": "kubectl", "managerAllowsEdits": "true"}, False, "kubectl"),
    ],
)
def test_who_manages_a_dashboard(asking, annotations, provisioned, manager) -> None:
    api, _ = asking({f"GET {ALL}/b": (200, thing(**annotations))})

    stored = api.dashboard("b")
    assert (stored.provisioned, stored.manager) == (provisioned, manager)
    assert stored.dashboard == {"title": "Board", "uid": "b", "version": 1}


@pytest.mark.parametrize(
    "items", [[{}], [{"metadata": {"name": "b"}}], [thing() | {"spec": []}], ["b"], None, 7]
)
def test_what_are_no_objects_are_no_answer(asking, items) -> None:
    api, _ = asking({f"GET {ALL}": (200, {"items": items}), f"GET {ALL}/b": (200, items)})

    for ask in (api.search, lambda: api.newest("b"), lambda: api.search(uids=["b"])):
        with pytest.raises(GrafanaError, match=r"answers in JSON, but not as Grafana does$"):
            ask()


def test_where_only_the_platform_answers_that_is_health(asking) -> None:
    api, _ = asking({})
    assert api.health() == Health(ok=True, version="", database="")


def test_where_nothing_answers_that_is_told_of_the_classic_address(answering) -> None:
    server, _ = answering({})
    with pytest.raises(AbsentError, match=r"/sub/api/health': status 404$"):
        AppsApi(server, Platform(server)).health()


def test_a_dashboard_in_the_schema_v2_is_refused(asking) -> None:
    api, book = asking({})
    wrapped = {"apiVersion": "dashboard.grafana.app/v2beta1", "spec": {"title": "New"}}

    with pytest.raises(OpsError, match=r"^the dashboard 'New' is in Grafana's schema v2"):
        api.save(wrapped, folder_uid="", message="", version=None, overwrite=False)
    assert book.seen == []


def test_a_page_that_breaks_off_is_told(asking) -> None:
    api, _ = asking({f"GET {ALL}": httpx.Response(200, text='{"items": [')})
    with pytest.raises(GrafanaError, match=r"sent JSON that breaks off or is broken$"):
        api.search()
