from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.findings import Case
from archestra_ops.grafana.queries import TelemetryQuery
from archestra_ops.packs.telemetry import Span, Telemetry
from archestra_ops.verify.outcome import FINE, Outcome, Status
from archestra_ops.verify.questions import Sheet
from archestra_ops.verify.telemetry import cases, judge
from tests.grafana.small import PLATFORM, panel
from tests.verify.sheets import of

TELEMETRY = Telemetry(
    services=("Acme",),
    resource=("service.name",),
    patterns=("acme.label.",),
    spans={
        "call": Span(name="call", help="a call", kind="client", attributes=("acme.session",)),
    },
    log_service="service_name",
    log_fields=("trace_id", "session_id"),
)
KNOWING = replace(PLATFORM, telemetry=TELEMETRY)
NOT_QUOTED = Outcome(
    Status.ERROR,
    "'$session' is typed by a user and not quoted",
    "write ${session:doublequote} instead of quotes of your own",
)


def asking(*queries: TelemetryQuery, platform: object = KNOWING) -> Sheet:
    """A board that asks *queries* beside a metric, and has one variable that a user types."""
    return replace(
        of(panel("up")),
        platform=platform,
        traces_and_logs=queries,
        typed=frozenset({"session"}),
    )


def traces(text: str, title: str = "Which traces?") -> TelemetryQuery:
    return TelemetryQuery(panel=title, panel_id=7, source="tempo", text=text)


def logs(text: str, title: str = "Which logs?") -> TelemetryQuery:
    return TelemetryQuery(panel=title, panel_id=8, source="loki", text=text)


@pytest.mark.parametrize(
    "query",
    [
        traces("{ span.acme.session = ${session:doublequote} && status = error }"),
        traces('{ resource.service.name = "Acme" } | select(span.acme.label.team)'),
        traces("${trace}"),
        logs('{service_name="Acme"} | session_id = ${session:doublequote}'),
    ],
)
def test_what_the_pack_knows_is_fine(query: TelemetryQuery) -> None:
    assert judge(query, asking(query)) == FINE


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        (
            traces('{ span.acme.sesion = "a" }'),
            Outcome(Status.ERROR, "no span has 'acme.sesion'", "did you mean 'acme.session'?"),
        ),
        (
            traces('{ resource.service.nam = "a" }'),
            Outcome(Status.ERROR, "no resource has 'service.nam'", "did you mean 'service.name'?"),
        ),
        (
            logs('{service_name="Acme"} | sesion_id = "a"'),
            Outcome(Status.ERROR, "no log record has 'sesion_id'", "did you mean 'session_id'?"),
        ),
        (
            traces('{ span.acme.session = "a"'),
            Outcome(Status.ERROR, "'{' is not closed", "count the brackets"),
        ),
        (
            traces('span.acme.session = "a" }'),
            Outcome(Status.ERROR, "'}' closes nothing", "count the brackets"),
        ),
        (
            logs('{service_name="Acme}'),
            Outcome(Status.ERROR, "'\"' does not belong here", "is a quote or a bracket missing?"),
        ),
        (traces("{ span.acme.session = $session }"), NOT_QUOTED),
        (traces('{ span.acme.session = "$session" }'), NOT_QUOTED),
        (logs('{service_name="Acme"} | session_id = "${session}"'), NOT_QUOTED),
    ],
)
def test_what_is_wrong_is_told(query: TelemetryQuery, outcome: Outcome) -> None:
    assert judge(query, asking(query)) == outcome


def test_the_first_thing_that_is_wrong_is_told() -> None:
    query = traces("{ span.acme.sesion = $session")

    assert judge(query, asking(query)).reason == "'{' is not closed"


def test_a_platform_without_telemetry_has_no_such_panels() -> None:
    query = traces("${trace}")

    assert judge(query, asking(query, platform=PLATFORM)) == Outcome(
        Status.ERROR, "the pack of Acme knows nothing of traces and logs"
    )


def test_a_case_for_each_panel_in_order() -> None:
    sheet = asking(traces("${trace}"), logs('{job="Acme"}'))

    assert cases(sheet) == [
        Case(group="Small", name="Which traces?", status="ok", ok=True),
        Case(
            group="Small",
            name="Which logs?",
            status="error",
            ok=False,
            message="no log record has 'job'",
            hint="one of: service_name, session_id, trace_id",
        ),
    ]
    assert cases(of(panel("up"))) == []
