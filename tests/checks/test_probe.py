from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from archestra_ops.checks.probe import Health, Reply, ask, has_bodies, probe
from archestra_ops.checks.target import Target
from tests.checks.answers import API, answering, web_api
from tests.checks.pages import ARCHESTRA

TARGET = Target(url=API, processes=("web", "worker"))


@pytest.mark.parametrize(
    ("fields", "process"),
    [
        ({"name": "Archestra", "status": "ok", "version": "1.3.15"}, "web"),
        ({"status": "Archestra Platform API", "version": "0.0.1"}, "web"),
        ({"status": "ok"}, "worker"),
        ({"version": "1"}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_a_body_tells_the_process(fields, process) -> None:
    assert Reply(status=200, fields=fields).process == process


@pytest.mark.parametrize(
    ("fields", "version"),
    [
        ({"name": "Archestra", "status": "ok", "version": "1.3.15"}, "Archestra 1.3.15"),
        (
            {"status": "Archestra Platform API", "version": "0.0.1"},
            "Archestra Platform API 0.0.1",
        ),
        ({"status": "ok"}, ""),
    ],
)
def test_a_body_tells_name_and_version(fields, version) -> None:
    assert Health(target=TARGET, live=Reply(status=200, fields=fields)).version == version


def test_both_paths_are_asked_once(mock_http) -> None:
    asked = []

    def refuse(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(503, text="no")

    probe(mock_http(refuse), TARGET)

    assert asked == ["http://localhost:9000/health", "http://localhost:9000/ready"]


def test_one_address_of_two_processes_tells_which_is_there(mock_http) -> None:
    found = probe(mock_http(answering(web_api())), TARGET)

    assert found.processes == ("web",)
    assert found.title == "the web process"


def test_where_that_cannot_be_told_both_are_meant(mock_http) -> None:
    found = probe(mock_http(answering({})), TARGET)

    assert found.title == "the web process or the worker process"


def test_no_more_is_read_than_a_body_of_health_has(mock_http) -> None:
    read = []

    def endless():
        while True:
            read.append(1)
            yield b'{"status":"' + b"x" * 20_000

    answer = httpx.Response(200, content=endless())

    reply = ask(mock_http(lambda _request: answer), API, "health")

    assert (reply.fields, len(reply.start), len(read)) == (None, 60, 4)


def test_whose_bodies_are_known() -> None:
    more = {**ARCHESTRA.processes, "van": ARCHESTRA.processes["worker"]}

    assert has_bodies(ARCHESTRA)
    assert not has_bodies(replace(ARCHESTRA, health_bodies=False))
    assert not has_bodies(replace(ARCHESTRA, processes=more))
