from __future__ import annotations

import signal
from pathlib import Path

import pytest

from archestra_ops.errors import OpsError, ToolMissingError, UnavailableError
from archestra_ops.prometheus import promtool
from tests.servers.programs import require

GOOD = """\
scrape_configs:
  - job_name: web
    authorization: {credentials_file: /run/secrets/not-on-this-machine}
    static_configs: [{targets: ["localhost:9050"]}]
"""
BAD = """\
scrape_configs:
  - job_name: web
    intervall: 5s
    timeout: 1s
"""
REASON = (
    "yaml: unmarshal errors: line 3: field intervall not found in type config.ScrapeConfig"
    " line 4: field timeout not found in type config.ScrapeConfig"
)


@pytest.fixture
def real() -> Path:
    return require("promtool")


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """`fake(script)` puts a promtool on PATH that runs *script* in a shell."""

    def install(script: str) -> Path:
        file = tmp_path / "promtool"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        return file

    return install


@pytest.mark.servers
@pytest.mark.usefixtures("real")
class TestReal:
    def test_a_good_configuration_passes_whatever_files_it_names(self, tmp_path) -> None:
        file = tmp_path / "prometheus.yml"
        file.write_text(GOOD)

        promtool.check_config(GOOD)
        promtool.check_config(file)

    def test_a_bad_configuration_is_refused_with_the_reason(self, tmp_path) -> None:
        file = tmp_path / "prometheus.yml"
        file.write_text(BAD)

        for config in (BAD, file):
            with pytest.raises(OpsError) as caught:
                promtool.check_config(config, name="the scrape config")
            assert str(caught.value) == f"promtool refuses the scrape config: {REASON}"

    def test_a_configuration_that_is_missing_is_refused(self) -> None:
        with pytest.raises(OpsError, match=r": path 'nowhere.yml' does not exist, try --help$"):
            promtool.check_config(Path("nowhere.yml"))

    def test_history_becomes_blocks(self, tmp_path) -> None:
        file = tmp_path / "history.om"
        file.write_text("# TYPE a gauge\na 1 1700000000\na 2 1700000060\n# EOF\n")

        promtool.create_blocks(file, tmp_path / "data")

        assert [path.name for path in tmp_path.glob("data/*/meta.json")] == ["meta.json"]

    def test_history_without_an_end_is_refused(self, tmp_path) -> None:
        file = tmp_path / "history.om"
        file.write_text("# TYPE a gauge\na 1 1700000000\n")

        with pytest.raises(OpsError) as caught:
            promtool.create_blocks(file, tmp_path / "data")

        assert str(caught.value) == (
            f"promtool refuses the history in '{file}':"
            " getting min and max timestamp: next: data does not end with # EOF"
        )


def test_without_promtool_the_package_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert promtool.find() is None
    with pytest.raises(ToolMissingError) as caught:
        promtool.check_config(GOOD)
    assert str(caught.value) == "'promtool' is not installed"
    assert caught.value.hint == (
        "it comes with Prometheus: in Debian and Ubuntu, the package 'prometheus'"
    )


def test_how_it_ended_is_told(fake) -> None:
    file = fake("echo out $1; echo r.yml: FAILED: one >&2; echo '  two.' >&2; exit 3")

    outcome = promtool.run("check")

    assert promtool.find() == file
    assert outcome == promtool.Outcome(
        code=3, stdout="out check\n", stderr="r.yml: FAILED: one\n  two.\n"
    )
    assert outcome.reason == "one two"


def test_what_goes_to_standard_output_is_a_reason_too(fake) -> None:
    fake("echo only here; exit 1")

    assert promtool.run().reason == "only here"


def test_it_may_not_take_for_ever(fake) -> None:
    fake("exec sleep 60")

    with pytest.raises(UnavailableError) as caught:
        promtool.run("check", "config", seconds=0.1)

    assert str(caught.value) == "'promtool check' did not finish in 0.1 seconds"


def test_it_works_while_something_else_is_done(fake) -> None:
    fake("echo out $1; echo err >&2; exit 3")

    with promtool.running("check", "rules") as running:
        assert running.outcome() == promtool.Outcome(code=3, stdout="out check\n", stderr="err\n")


def test_one_that_is_not_waited_for_is_ended(fake) -> None:
    fake("exec sleep 60")

    with promtool.running("check") as running:
        assert running.process.poll() is None

    assert running.process.returncode == -signal.SIGKILL


def test_one_that_does_not_end_is_ended(fake) -> None:
    fake("exec sleep 60")

    with pytest.raises(UnavailableError) as caught, promtool.running("check", seconds=0.05) as one:
        one.outcome()
    assert str(caught.value) == "'promtool check' did not finish in 0.05 seconds"
    assert one.process.returncode == -signal.SIGKILL


def test_what_it_keeps_for_a_time_is_gone_with_it(fake, tmp_path, monkeypatch) -> None:
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    fake('mkdir -p "$TMPDIR/head1/chunks_head"; echo made; exec sleep 60')

    with promtool.running("tsdb") as running:
        assert running.process.stdout is not None
        assert running.process.stdout.readline() == b"made\n"
        assert [path.name for path in place.glob("archestra-ops-*/*")] == ["head1"]

    assert list(place.iterdir()) == []


def test_one_that_is_missing_cannot_be_started(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ToolMissingError):
        promtool.running("check")
