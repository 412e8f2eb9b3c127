from __future__ import annotations

import itertools
import os
import socket
import time
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from archestra_ops.errors import ToolMissingError, UnavailableError
from archestra_ops.http import Http
from archestra_ops.prometheus import server
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.server import PrometheusServer, free_port
from tests.servers.processes import commands
from tests.servers.programs import require

CONFIG = "global: {scrape_interval: 1s}\n"


@pytest.fixture
def real() -> Path:
    return require("prometheus")


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """`fake(script)` puts a prometheus on PATH that notes its process id and runs *script*."""

    def install(script: str) -> Path:
        pid = tmp_path / "pid"
        file = tmp_path / "prometheus"
        file.write_text(f"#!/bin/sh\necho $$ > {pid}\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        return pid

    return install


@pytest.fixture
def begun(tmp_path, monkeypatch) -> None:
    """Time goes on only once the fake prometheus has said something."""
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        log = tmp_path / "prometheus.log"
        if "msg=" in log.read_text():
            now += seconds
        else:
            time.sleep(0.01)

    monkeypatch.setattr(server, "time", SimpleNamespace(monotonic=lambda: now, sleep=sleep))


def runs(pid: int) -> bool:
    """Whether the process is there, even as a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.servers
@pytest.mark.usefixtures("real")
class TestReal:
    def test_it_is_ready_inside_and_gone_outside(self, tmp_path) -> None:
        with PrometheusServer(CONFIG, tmp_path) as prometheus, Http() as http:
            (pid,) = commands(str(tmp_path))
            assert http.get(f"{prometheus.url}/-/ready").status == 200
            flags = Api(http, prometheus.url).flags()
            assert flags["web.listen-address"] == prometheus.url.removeprefix("http://")
            assert flags["enable-feature"] == "exemplar-storage"
            assert flags["storage.tsdb.path"] == str(tmp_path / "data")

        assert not runs(pid)
        assert "See you next time!" in prometheus.log.read_text()

    def test_two_run_side_by_side_and_data_stays(self, tmp_path) -> None:
        folders = [tmp_path / "one", tmp_path / "two"]
        for folder in folders:
            folder.mkdir()

        with (
            PrometheusServer(CONFIG, folders[0]) as one,
            PrometheusServer(CONFIG, folders[1], data=tmp_path / "kept") as two,
        ):
            assert one.url != two.url

        assert (tmp_path / "kept" / "wal").is_dir()

    def test_a_wrong_configuration_is_told_in_its_words(self, tmp_path) -> None:
        config = "scrape_configs:\n  - job_name: web\n    intervall: 5s\n"

        with pytest.raises(UnavailableError) as caught, PrometheusServer(config, tmp_path):
            pass

        file = tmp_path / "prometheus.yml"
        assert str(caught.value) == (
            f"Prometheus did not start: Error loading config (--config.file={file}):"
            f" parsing YAML file {file}: yaml: unmarshal errors:"
            " line 3: field intervall not found in type config.ScrapeConfig"
        )

    def test_a_port_that_is_taken_is_left_to_its_owner(self, tmp_path, monkeypatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as owner:
            ports = itertools.chain([owner.getsockname()[1]], iter(free_port, None))
            monkeypatch.setattr(server, "free_port", lambda: next(ports))
            with PrometheusServer(CONFIG, tmp_path) as prometheus:
                assert next(ports) != owner.getsockname()[1]
                assert not prometheus.url.endswith(f":{owner.getsockname()[1]}")

    def test_another_prometheus_is_not_taken_for_ours(self, tmp_path, monkeypatch) -> None:
        mine = tmp_path / "mine"
        mine.mkdir()
        with PrometheusServer(CONFIG, tmp_path) as other:
            ports = itertools.chain([int(other.url.rpartition(":")[2])], iter(free_port, None))
            monkeypatch.setattr(server, "free_port", lambda: next(ports))
            with PrometheusServer(CONFIG, mine) as prometheus:
                assert prometheus.url != other.url

    def test_no_port_is_sought_for_ever(self, tmp_path, monkeypatch) -> None:
        monkeypatch.setattr(server, "_STARTS", 2)
        with socket.create_server(("127.0.0.1", 0)) as owner:
            monkeypatch.setattr(server, "free_port", lambda: owner.getsockname()[1])
            with pytest.raises(UnavailableError) as caught, PrometheusServer(CONFIG, tmp_path):
                pass

        assert str(caught.value) == "no free port was found for Prometheus in 2 tries"


def test_without_prometheus_the_package_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ToolMissingError) as caught, PrometheusServer(CONFIG, tmp_path):
        pass

    assert str(caught.value) == "'prometheus' is not installed"
    assert caught.value.hint == "in Debian and Ubuntu, the package 'prometheus' has it"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            'ts=1 level=error msg="Opening storage failed" err="no \\"space\\"\\n left"',
            'Opening storage failed: no "space" left',
        ),
        ("time=1 level=ERROR source=main.go:1 msg=Failed err=why", "Failed: why"),
        ("panic: out of memory", "panic: out of memory"),
    ],
)
def test_the_last_error_is_the_reason(fake, tmp_path, line, reason) -> None:
    fake(f"cat <<'END'\nlevel=error msg=first\nlevel=info msg=between\n{line}\nEND\nexit 1")
    expected = reason if "level" in line else "first"

    with pytest.raises(UnavailableError) as caught, PrometheusServer(CONFIG, tmp_path):
        pass

    assert str(caught.value) == f"Prometheus did not start: {expected}"


def test_silence_is_a_reason_too(fake, tmp_path) -> None:
    fake("exit 1")

    with pytest.raises(UnavailableError, match=r"^Prometheus did not start: it said nothing$"):
        PrometheusServer(CONFIG, tmp_path).__enter__()


@pytest.mark.usefixtures("begun")
def test_one_that_never_gets_ready_is_stopped(fake, tmp_path) -> None:
    pid = fake("echo level=info msg=Replaying; exec sleep 60")

    with pytest.raises(UnavailableError) as caught:
        PrometheusServer(CONFIG, tmp_path, seconds=0.3).__enter__()

    assert str(caught.value) == "Prometheus was not ready in 0.3 seconds: Replaying"
    assert caught.value.hint == f"its log is '{tmp_path / 'prometheus.log'}'"
    assert not runs(int(pid.read_text()))


def test_one_that_still_reads_its_log_is_not_ready(mock_http, tmp_path) -> None:
    prometheus = PrometheusServer(CONFIG, tmp_path)
    prometheus.url = "http://host"

    assert not prometheus._answers(mock_http(lambda _: httpx.Response(503)))


def test_an_interrupt_leaves_nothing_behind(fake, tmp_path, monkeypatch) -> None:
    pid = fake("exec sleep 60")

    def interrupt(_seconds: float) -> None:
        if pid.exists() and pid.read_text():
            raise KeyboardInterrupt

    monkeypatch.setattr(server.time, "sleep", interrupt)

    with pytest.raises(KeyboardInterrupt):
        PrometheusServer(CONFIG, tmp_path).__enter__()

    assert not runs(int(pid.read_text()))


@pytest.mark.usefixtures("begun")
def test_one_that_will_not_stop_is_killed(fake, tmp_path, monkeypatch) -> None:
    pid = fake("trap '' TERM; echo msg=Deaf; while :; do sleep 0.05; done")
    monkeypatch.setattr(server, "_STOP_SECONDS", 0.2)

    with pytest.raises(UnavailableError):
        PrometheusServer(CONFIG, tmp_path, seconds=0.3).__enter__()

    assert not runs(int(pid.read_text()))
