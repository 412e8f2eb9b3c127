from __future__ import annotations

import re
import signal

import httpx
import pytest
from typer.testing import CliRunner, Result

from archestra_ops import packs
from archestra_ops.cli import app, sending_traces
from archestra_ops.emitter import tracing
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.errors import ToolMissingError
from archestra_ops.otlp import from_environment
from tests.cli.test_emitter import emitting
from tests.servers.otlp.receiver import Receiver
from tests.servers.otlp.serving import listening

ENDPOINT = "ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT"
USER = "ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_USERNAME"
NOON = "2026-01-15T12:00:00Z"
START = 1_768_478_400.0


def run(*arguments: str, **environment: str) -> Result:
    command = ["emitter", "traces", "--minutes", "2", "--until", NOON, *arguments]
    return CliRunner().invoke(app, command, env={ENDPOINT: ""} | environment)


def test_some_minutes_are_sent_at_once() -> None:
    receiver = Receiver()
    with listening(receiver) as url:
        done = run("--endpoint", url, "--agent-label", "team=sre")

    assert done.exit_code == 0, done.output
    spans, records, look = done.stdout.splitlines()
    assert spans == f"{len(receiver.spans):,} spans to {url}/v1/traces"
    assert records == f"{len(receiver.records):,} log records to {url}/v1/logs"
    trace = re.fullmatch("look at: trace ([0-9a-f]{32})", look)[1]
    assert len(receiver.trace(trace)) >= 4
    assert len(receiver.spans) > 100
    assert {
        one.attributes["archestra.agent.label.team"]
        for one in receiver.spans
        if "gen_ai.agent.id" in one.attributes
    } == {"sre"}


def test_the_same_seed_gives_the_same_traces() -> None:
    def sent(*arguments: str) -> list[tuple[str, str, str]]:
        receiver = Receiver()
        with listening(receiver) as url:
            assert run(*arguments, **{ENDPOINT: url}).exit_code == 0
        return [(one.trace, one.id, one.name) for one in receiver.spans]

    assert sent() == sent()
    assert sent() != sent("--seed", "2")


def test_nobody_there() -> None:
    done = run("--endpoint", "http://127.0.0.1:1")

    assert done.exit_code == 3
    assert "error: spans are not sent: nothing listens at" in done.output
    assert "hint: `ops check traces` says more" in done.output
    assert done.stdout.startswith("0 spans to ")


def test_what_is_refused_is_said() -> None:
    with listening(lambda _request: httpx.Response(401, json={"message": "no"})) as url:
        done = run("--endpoint", url)

    assert done.exit_code == 3
    assert f"error: spans are not taken: '{url}/v1/traces' answered 401 no\n" in done.output


# --- ops emitter run ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traces", "variables", "named"),
    [
        (None, {}, None),
        (None, {ENDPOINT: " "}, None),
        (None, {ENDPOINT: "http://c:4318"}, "http://c:4318"),
        (False, {ENDPOINT: "http://c:4318"}, None),
        (True, {}, ""),
    ],
)
def test_traces_are_sent_if_asked_for_or_an_endpoint_is_named(traces, variables, named) -> None:
    said: list[str] = []
    settings = sending_traces.wanted(traces, said.append, variables)

    assert (settings and settings.named) == named
    assert said == []


def test_half_a_login_is_warned_of_as_by_the_platform() -> None:
    said: list[str] = []
    settings = sending_traces.wanted(True, said.append, {USER: "me"})

    assert settings.authorization is None
    assert said == [f"warning: {USER} is set alone: no login is sent, as by the platform"]


def test_without_the_sdk_only_who_asks_for_traces_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(tracing, "find_spec", lambda _name: None)
    said: list[str] = []

    assert sending_traces.wanted(None, said.append, {ENDPOINT: "http://c:4318"}) is None
    assert said == [
        (
            f"note: {ENDPOINT} is set, but traces need the OpenTelemetry SDK, which is not "
            "installed: pip install 'archestra-ops[traces]'"
        )
    ]
    with pytest.raises(ToolMissingError):
        sending_traces.wanted(True, said.append, {})


def test_what_happens_is_sent_now_and_then_and_the_rest_at_the_end() -> None:
    receiver, said = Receiver(), []
    estate = simulate(packs.platform("archestra"), (), Settings(seed=1, start=START))
    with listening(receiver) as url:
        settings = from_environment({ENDPOINT: url})
        with sending_traces.sending(settings, estate, 1, {}, said.append) as send:
            estate.advance(START + 60)
            send(START + 60)
            before = len(receiver.spans)
            roots = [one for one in receiver.spans if one.kind == "server"]
        after = len(receiver.spans)

    assert said == [f"traces    {url}/v1/traces"]
    assert before > 30
    assert roots
    assert after > before


def test_nothing_is_recorded_where_no_traces_are_wanted() -> None:
    estate = simulate(packs.platform("archestra"), (), Settings(seed=1, start=START))
    with sending_traces.sending(None, estate, 1, {}, pytest.fail) as send:
        send(START)

    assert estate.platform.recorder is None


def test_the_server_says_where_traces_go_and_ends_cleanly() -> None:
    with listening(Receiver()) as url, emitting(**{ENDPOINT: url}) as emitter:
        assert emitter.said[0] == f"traces    {url}/v1/traces"
        assert emitter.stop(signal.SIGTERM) == (0, "stopped\n")
