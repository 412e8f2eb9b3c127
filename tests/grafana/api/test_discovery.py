from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from archestra_ops.grafana.api import connect
from archestra_ops.grafana.api.errors import AbsentError, ForbiddenError
from archestra_ops.http import Http, Secret
from tests.grafana.api.book import BASE, Book
from tests.servers.grafana import FakeGrafana

ORG = (200, {"id": 1, "name": "Main"})
APPS = {
    "GET /apis/dashboard.grafana.app": (200, {"versions": [{"version": "v1"}]}),
    "GET /api/frontend/settings": (200, {"namespace": "default"}),
}


def test_one_request_finds_the_classic_api(mock_http) -> None:
    book = Book({"GET /api/folders": (200, []), "GET /api/search": (200, []), **APPS})
    grafana = connect(mock_http(book), BASE)
    assert book.seen == []

    assert grafana.search() == grafana.search() == []
    assert book.asked == [
        "GET /sub/api/folders?limit=1",
        "GET /sub/api/search?type=dash-db&limit=1000&page=1",
        "GET /sub/api/search?type=dash-db&limit=1000&page=1",
    ]


def test_a_refusal_is_an_answer_of_the_classic_api(mock_http) -> None:
    book = Book({"GET /api/folders": (403, {"message": "no"}), "GET /api/org": ORG, **APPS})

    assert connect(mock_http(book), BASE).organisation().name == "Main"


def test_health_needs_no_discovery(mock_http) -> None:
    book = Book({"GET /api/health": (503, {"database": "failing"})})

    health = connect(mock_http(book), BASE).health()
    assert (health.ok, health.version, health.database) == (False, "", "failing")
    assert {request.url.path for request in book.seen} == {"/sub/api/health"}


@pytest.mark.parametrize("status", [404, 410])
def test_the_platform_is_taken_where_only_that_is(mock_http, status) -> None:
    all_boards = "GET /apis/dashboard.grafana.app/v1/namespaces/default/dashboards"
    book = Book(
        {
            "GET /api/folders": (status, {"message": "Not found"}),
            all_boards: (200, {"items": []}),
            **APPS,
        }
    )
    grafana = connect(mock_http(book), BASE)

    assert grafana.search() == []
    assert book.asked[-1] == f"GET /sub{all_boards[4:]}?limit=200"


def test_where_neither_is_the_address_is_wrong(mock_http) -> None:
    grafana = connect(mock_http(Book({})), BASE)

    with pytest.raises(AbsentError) as caught:
        grafana.organisation()
    assert str(caught.value) == "no Grafana answers at 'http://host/sub/api/folders': status 404"


def test_a_login_that_is_not_accepted_is_told_by_whatever_is_asked(mock_http) -> None:
    refusal = (401, {"message": "Invalid API key"})
    book = Book({"GET /api/folders": refusal, "GET /api/search": refusal})

    with pytest.raises(ForbiddenError, match=r"does not accept the login: Invalid API key$"):
        connect(mock_http(book), BASE).search()


def test_threads_that_ask_at_once_find_out_once() -> None:
    with FakeGrafana(13, delay=0.01) as fake, Http(bearer=Secret(fake.token)) as http:
        grafana = connect(http, fake.url)
        with ThreadPoolExecutor(4) as pool:
            assert [*pool.map(grafana.newest, "abcd")] == [None] * 4
        paths = [entry.path for entry in fake.record.requests]

    assert paths.count("/api/folders") == 1
    assert len(paths) == 5
