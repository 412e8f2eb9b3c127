from __future__ import annotations

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.findings import Case, Finding, Severity
from archestra_ops.verify.exporter_page import OTHER, REACHABLE, Looked, look

URL = "http://exporter:9187/metrics"
PLATFORM, HELM = packs.platform("archestra"), packs.provider("helm")


@pytest.fixture
def looked(mock_http):
    def ask(body: str, status: int = 200) -> Looked:
        headers = {"Content-Type": "text/plain; version=0.0.4"}
        answer = httpx.Response(status, text=body, headers=headers)
        return look(mock_http(lambda _request: answer), URL, PLATFORM, HELM)

    return ask


def case(status: str, *, ok: bool) -> Case:
    return Case(group="postgres", name=URL, status=status, ok=ok)


def test_a_page_of_the_provider(looked) -> None:
    assert looked("# TYPE pg_up gauge\npg_up 1\n") == Looked(
        case=case("read", ok=True), findings=[]
    )


def test_a_page_of_another_exporter(looked) -> None:
    found = looked("# TYPE node_load1 gauge\nnode_load1 1\n")

    assert found.case == case("another page", ok=False)
    assert found.findings == [
        Finding(
            check=OTHER,
            severity=Severity.ERROR,
            subject=URL,
            message="the page has no 'pg_up', which the provider 'helm' always brings",
            hint="is it another exporter's? --postgres-provider names it",
        )
    ]


def test_no_page(looked) -> None:
    found = looked("gone", 404)

    assert found.case == case("not read", ok=False)
    (finding,) = found.findings
    assert (finding.check, finding.severity) == (REACHABLE, Severity.ERROR)
    assert finding.message == (
        f"the exporter's page could not be read: '{URL}' answers with the status 404, and with no "
        "metrics page"
    )
