from __future__ import annotations

import pytest

from archestra_ops.errors import FetchError
from archestra_ops.findings import Case, Severity
from archestra_ops.grafana.api.errors import ForbiddenError, GrafanaError
from archestra_ops.grafana.api.model import Health
from archestra_ops.grafana.checks.report import report
from archestra_ops.grafana.checks.seen import PanelAnswer, Seen
from tests.grafana.checks.made import URL, VIEWER, seen, source


def cases(of: Seen) -> list[tuple[str, str, str, bool, str]]:
    return [(one.name, one.group, one.status, one.ok, one.message) for one in report(of).cases]


def test_how_everything_is() -> None:
    panels = (
        PanelAnswer(board="mcp-monitoring", row="r", panel="A", frames=1),
        PanelAnswer(board="mcp-monitoring", row="r", panel="B"),
        PanelAnswer(board="mcp-monitoring", row="r", panel="C", frames=1, error="bad"),
        PanelAnswer(board="genai-observability", row="r", panel="D", unasked=FetchError("x")),
    )
    made = seen(
        source("tempo", health=(False, "Not found")),
        source("loki", health=(False, "refused")),
        panels=panels,
    )

    assert cases(made) == [
        (
            URL,
            "grafana",
            "up",
            True,
            "version 11.6.4, organisation 'Main Org.', with the rights of an Admin",
        ),
        ("Archestra Ops", "folder", "there", True, "writable"),
        ("Prometheus-1", "Prometheus datasource", "works", True, "It works."),
        ("Tempo-1", "Tempo datasource", "unknown", True, ""),
        ("Loki-1", "Loki datasource", "does not work", False, ""),
        ("mcp-monitoring", "board", "there", True, "data in 1 of 3 panels"),
        ("genai-observability", "board", "there", True, ""),
    ]


def test_how_little_is_known() -> None:
    assert report(Seen(url=URL, error=FetchError("refused"))).cases == (
        Case(group="grafana", name=URL, status="unknown", ok=False),
    )
    down = Health(ok=False, version="", database="failing")
    assert cases(Seen(url=URL, health=down)) == [(URL, "grafana", "not ready", False, "")]
    absent = source("loki", known=(), chosen=None, health=None)
    assert ("Loki", "datasource", "not there", False, "") in cases(seen(absent))
    unlisted = seen(absent, datasources=None)
    assert ("Loki", "datasource", "unknown", True, "") in cases(unlisted)


def test_the_worst_come_first() -> None:
    of = seen(source("tempo", health=(False, "refused")), lacking=(ForbiddenError("may not"),))

    assert [one.severity for one in report(of).findings] == [Severity.ERROR, Severity.WARNING]


@pytest.mark.parametrize(
    ("of", "fail_on", "code"),
    [
        (seen(), Severity.INFO, 0),
        (seen(boards={"a": False}), Severity.ERROR, 0),
        (seen(boards={"a": False}), Severity.INFO, 1),
        (seen(permissions=VIEWER, boards={"a": False}), Severity.ERROR, 1),
        (seen(permissions=VIEWER), Severity.ERROR, 0),
        (seen(permissions=VIEWER), Severity.WARNING, 1),
        (Seen(url=URL, error=FetchError("refused")), Severity.ERROR, 3),
        (seen(refusal=ForbiddenError("no")), Severity.ERROR, 3),
        (seen(failures=(GrafanaError("no"),)), Severity.ERROR, 3),
        (
            seen(failures=(GrafanaError("no"),), permissions=VIEWER, boards={"a": False}),
            Severity.ERROR,
            1,
        ),
    ],
)
def test_exit_codes(of, fail_on, code) -> None:
    assert report(of).exit_code(fail_on) == code
