from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archestra_ops.cli import signals
from archestra_ops.cli.signals import terminable

OPS = (sys.executable, "-m", "archestra_ops")
ENDINGS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_ends_a_command_ends_it_as_ctrl_c_does(ending: signal.Signals) -> None:
    before = signal.getsignal(ending)

    with pytest.raises(KeyboardInterrupt), terminable():
        os.kill(os.getpid(), ending)

    assert signal.getsignal(ending) is before


def test_what_is_ignored_stays_ignored_as_nohup_wants_it() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with terminable():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(("ending", "code"), ENDINGS)
def test_the_code_tells_which_signal_it_was_the_first_of_several(
    ending: signal.Signals, code: int
) -> None:
    with terminable():
        assert signals.exit_code() == 130
        for one in (ending, signal.SIGTERM):
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(one)

    assert signals.exit_code() == code


@pytest.mark.parametrize(
    ("command", "ending", "code"),
    [
        (("alerts", "test"), *ENDINGS[0]),
        (("alerts", "test"), *ENDINGS[1]),
        (("alerts", "drill", "ArchestraWorkerDown"), *ENDINGS[0]),
        (("alerts", "check", "alerts.yaml"), *ENDINGS[1]),
        (("scrape-config", "check", "prometheus.yml"), *ENDINGS[2]),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, tuple) else None,
)
def test_every_command_ends_soon_and_leaves_no_program_and_no_folder(
    tmp_path: Path, command: tuple[str, ...], ending: signal.Signals, code: int
) -> None:
    """A promtool that would go on for a minute is at work when the signal comes."""
    place, program = tmp_path / "temporary", tmp_path / "promtool"
    place.mkdir()
    program.write_text(f"#!/bin/sh\necho $$ >>{tmp_path}/begun\nexec sleep 60\n")
    program.chmod(0o755)
    (tmp_path / "alerts.yaml").write_text(
        "groups: [{name: g, rules: [{record: a:b:c, expr: up}]}]\n"
    )
    (tmp_path / "prometheus.yml").write_text(
        "scrape_configs: [{job_name: a, static_configs: [{targets: ['a:1']}]}]\n"
    )
    env = {**os.environ, "TMPDIR": str(place), "PATH": f"{tmp_path}:/bin:/usr/bin"}

    def begun() -> list[str]:
        file = tmp_path / "begun"
        return file.read_text().split() if file.exists() else []

    with subprocess.Popen(
        [*OPS, *command], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        deadline = time.monotonic() + 60
        while not begun():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(ending)
        out, err = process.communicate(timeout=30)

    assert (process.returncode, out, err) == (code, b"", b"")
    assert list(place.iterdir()) == []
    assert not [pid for pid in begun() if Path("/proc", pid).exists()]
