from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.errors import FetchError, OpsError
from archestra_ops.verify.pages import read_pages
from tests.verify.sights import ACME

ARCHESTRA = packs.platform("archestra")
PROVIDERS = [packs.provider("otel")]
OPENMETRICS = {"content-type": "application/openmetrics-text; version=1.0.0; charset=utf-8"}
URLS = {"web": "http://web:9050/metrics"}


def answering(mock_http, **response: object):
    """An Http that answers everything alike, and the requests that it met."""
    met: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        met.append(request)
        return httpx.Response(**{"status_code": 200, "headers": OPENMETRICS, **response})

    return mock_http(handler), met


def test_every_page_is_read_as_prometheus_reads_it(mock_http) -> None:
    http, met = answering(mock_http, text=ACME)
    urls = {
        "web": "http://user:pass@web:9050/metrics",
        "worker": "http://worker:9000/metrics",
        "postgres": "http://otel:8889/metrics",
    }

    found = read_pages(http, urls, ARCHESTRA, PROVIDERS)

    assert found.series["up"] == [
        {"job": "archestra-web", "instance": "web:9050"},
        {"job": "archestra-worker", "instance": "worker:9000"},
        {"job": "otel-collector-postgres", "instance": "otel:8889"},
    ]
    assert "application/openmetrics-text;version=1.0.0" in met[0].headers["accept"]


def test_a_label_that_the_target_has_too_is_renamed(mock_http) -> None:
    page = '# TYPE postgresql_connection_max gauge\npostgresql_connection_max{instance="db"} 1\n'
    http, _ = answering(mock_http, text=page, headers={"content-type": "text/plain; version=0.0.4"})
    found = read_pages(http, {"postgres": "http://otel:8889/metrics"}, ARCHESTRA, PROVIDERS)

    (labels,) = found.series["postgresql_connection_max"]
    assert (labels["exported_instance"], labels["instance"]) == ("db", "otel:8889")


@pytest.mark.parametrize(
    ("secret", "hint"),
    [
        ("", "give it with --secret-file"),
        ("MILL_SECRET", "give it with --secret-file or MILL_SECRET"),
    ],
)
def test_the_variable_of_a_secret_is_the_platforms(mock_http, secret: str, hint: str) -> None:
    http, _ = answering(mock_http, status_code=401, text="{}")
    urls = {"gateway": "http://gateway:8080/metrics"}
    agyn = packs.platform("agyn")
    assert agyn.metrics_secret == ""

    with pytest.raises(FetchError) as caught:
        read_pages(http, urls, replace(agyn, metrics_secret=secret), PROVIDERS)
    assert caught.value.hint == hint


def test_the_exporters_job_is_called_after_the_platform(mock_http) -> None:
    http, _ = answering(mock_http, text=ACME)
    urls = {"postgres": "http://pg:9187/metrics"}

    found = read_pages(http, urls, packs.platform("agyn"), [packs.provider("helm")])

    assert found.series["up"] == [{"job": "agyn-postgres", "instance": "pg:9187"}]


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_token_is_told_apart(mock_http, status: int) -> None:
    http, _ = answering(mock_http, status_code=status, text="{}")

    with pytest.raises(FetchError) as caught:
        read_pages(http, URLS, ARCHESTRA, PROVIDERS)
    assert str(caught.value) == f"'http://web:9050/metrics' wants another bearer token ({status})"
    assert caught.value.hint == "give it with --secret-file or ARCHESTRA_METRICS_SECRET"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("response", "status"),
    [
        ({"status_code": 404}, 404),
        ({"status_code": 500}, 500),
        ({"headers": {"content-type": "text/html"}, "text": "<html>"}, 200),
        ({"headers": {}, "content": ACME.encode()}, 200),
    ],
)
def test_what_is_no_metrics_page_is_named(mock_http, response, status: int) -> None:
    http, _ = answering(mock_http, **response)

    with pytest.raises(FetchError) as caught:
        read_pages(http, URLS, ARCHESTRA, PROVIDERS)
    assert str(caught.value) == (
        f"'http://web:9050/metrics' answers with the status {status}, and with no metrics page"
    )


def test_a_malformed_page_is_named(mock_http) -> None:
    http, _ = answering(mock_http, text="calls_total{ 1\n# EOF\n")

    with pytest.raises(FetchError, match="the page of 'http://web:9050/metrics' is malformed: "):
        read_pages(http, URLS, ARCHESTRA, PROVIDERS)


def test_a_process_that_the_platform_does_not_have_is_named(mock_http) -> None:
    http, met = answering(mock_http, text=ACME)

    with pytest.raises(OpsError, match="'archestra' has no process 'wroker'") as caught:
        read_pages(http, {"wroker": "http://worker:9000/metrics"}, ARCHESTRA, PROVIDERS)
    assert caught.value.hint == "did you mean 'worker'?"
    assert met == []


def test_a_password_in_an_address_is_not_told(mock_http) -> None:
    http, _ = answering(mock_http, status_code=404)

    with pytest.raises(FetchError) as caught:
        read_pages(http, {"web": "http://user:hunter2@web/metrics"}, ARCHESTRA, PROVIDERS)
    assert "hunter2" not in str(caught.value)
