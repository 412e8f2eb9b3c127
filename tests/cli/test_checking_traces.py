from __future__ import annotations

import json
import re
import socket
from dataclasses import replace
from threading import Thread

from typer.testing import CliRunner, Result

from archestra_ops import packs
from archestra_ops.cli import app
from tests.servers.otlp.backend import backend
from tests.servers.otlp.receiver import Receiver
from tests.servers.otlp.serving import listening

ARCHESTRA = packs.platform("archestra")
PREFIX = "ARCHESTRA_OTEL_EXPORTER_OTLP"
# What a server for gRPC in Go says first, to anybody: its settings, as HTTP/2 frames them.
SETTINGS = b"\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00\x40\x00"


def run(*arguments: str, **environment: str) -> Result:
    env = {f"{PREFIX}_ENDPOINT": "", f"{PREFIX}_AUTH_BEARER": ""} | environment
    return CliRunner().invoke(app, ["check", "traces", *arguments], env=env)


def test_what_is_sent_is_found_again() -> None:
    with backend() as there:
        done = run(
            "--endpoint", there.endpoint, "--tempo", there.tempo, "--loki", there.loki, "--wait=60"
        )

    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        f"{there.endpoint}/v1/traces: spans: accepted",
        f"{there.endpoint}/v1/logs: log records: accepted",
    ]
    assert re.fullmatch(rf"{re.escape(there.tempo)}: Tempo: found, after \d+\.\d s", lines[2])
    assert re.fullmatch(rf"{re.escape(there.loki)}: Loki: found, after \d+\.\d s", lines[3])


def test_the_endpoint_and_the_login_are_the_platforms_variables() -> None:
    receiver = Receiver()
    with listening(receiver) as url:
        done = run(**{f"{PREFIX}_ENDPOINT": url, f"{PREFIX}_AUTH_BEARER": "t0ken"})

    assert done.exit_code == 0, done.output
    assert {one.headers["authorization"] for one in receiver.requests} == {"Bearer t0ken"}
    assert "t0ken" not in done.output


def test_an_endpoint_for_traces_loses_the_logs_and_fails() -> None:
    with listening(Receiver()) as url:
        done = run("--endpoint", f"{url}/v1/traces", "-o", "json")

    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert document["command"] == "check traces"
    assert [one["check"] for one in document["findings"]] == ["traces/log-address"]
    assert [(one["process"], one["status"], one["ok"]) for one in document["targets"]] == [
        ("spans", "accepted", False),
        ("log records", "refused", False),
    ]


def test_a_port_for_grpc() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(SETTINGS)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        done = run("--endpoint", url)
        thread.join()

    assert done.exit_code == 1
    assert "what listens there does not speak HTTP, as a server for gRPC does not" in " ".join(
        done.output.split()
    )


def test_nobody_there_could_not_find_out() -> None:
    done = run("--endpoint", "http://127.0.0.1:1")

    assert done.exit_code == 3
    assert "no span can be sent: nothing listens at" in " ".join(done.output.split())


def test_what_is_no_address() -> None:
    done = run("--endpoint", "nothing")

    assert done.exit_code == 2
    assert "error: 'nothing/v1/traces' is not an http or https address" in done.output


def test_a_platform_of_whose_traces_nothing_is_known(monkeypatch) -> None:
    monkeypatch.setattr(packs, "platform", lambda *_names: replace(ARCHESTRA, telemetry=None))
    done = run()

    assert done.exit_code == 2
    assert "error: nothing is known of the traces of Archestra" in done.output


def test_a_tenant_is_asked_for() -> None:
    tempo = Receiver()
    with listening(Receiver()) as url, listening(tempo) as store:
        run("--endpoint", url, "--tempo", store, "--org-id", "team-1", "--wait", "0")

    assert tempo.requests
    assert {one.headers["x-scope-orgid"] for one in tempo.requests} == {"team-1"}
