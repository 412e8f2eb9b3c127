"""The commands of the README are run, in its order, as a newcomer runs them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "README.md"
PORTS = (9050, 9000, 9001, 9187)  # the emitter's, as the README has them
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)

# Set-up lines are what CI itself runs before this test.
LINES = [
    line
    for block in BLOCK.findall(README.read_text("utf-8"))
    for line in block.splitlines()
    if line.startswith("ops ")
]


def test_the_readme_has_commands() -> None:
    assert len(LINES) >= 10


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """The environment of a shell in which `ops` is a command."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "80"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands are run and write to."""
    return tmp_path_factory.mktemp("readme")


@pytest.fixture(scope="module")
def emitter(environment: dict[str, str]) -> Iterator[None]:
    """`ops emitter run` on the ports that the README names."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                pytest.skip(f"port {port} of the README is in use on this machine")
    command = [sys.executable, "-m", "archestra_ops", "emitter", "run"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stderr is not None
        while b"Ctrl-C" not in process.stderr.readline():
            assert process.poll() is None, "the emitter ended"
        yield
        process.send_signal(2)
        assert process.wait(timeout=30) == 0


@pytest.mark.usefixtures("emitter")
@pytest.mark.parametrize("line", LINES)
def test_the_command_works(line: str, folder: Path, environment: dict[str, str]) -> None:
    started = time.monotonic()

    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert time.monotonic() - started < 60


def test_the_platform_of_ones_own_is_one(tmp_path: Path) -> None:
    (pack,) = re.findall(
        r"^```toml\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "bakery.toml").write_text(pack, "utf-8")
    ops = [sys.executable, "-m", "archestra_ops"]
    own = ["--platform", "bakery", "--pack-dir", str(tmp_path)]

    page = subprocess.run([*ops, "emitter", "snapshot", *own], capture_output=True, check=True)
    found = subprocess.run(
        [*ops, "check", "metrics", "-", *own], input=page.stdout, capture_output=True, check=False
    )

    assert b'bakery_loaves_total{kind="rye"}' in page.stdout
    assert found.returncode == 0, found.stdout
