"""How `ops` is entered: what holds before the command line is imported."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios

import pytest

INTERRUPTED = """\
import signal, sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            signal.raise_signal(signal.SIGNAL)

sys.meta_path.insert(0, Finder())
"""
_PIPE = 65_536  # bytes that a pipe of Linux takes
ENTER = "from archestra_ops.__main__ import main; sys.argv[1:] = ['--version']; main()"


def python(
    program: str, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *(("-c", program) if program else ("-m", "archestra_ops")), *arguments],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **(environment or {})},
    )


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_what_ends_it_while_modules_load_ends_it_quietly(name: str, code: int) -> None:
    done = python(INTERRUPTED.replace("SIGNAL", name) + ENTER)

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_a_signal_that_is_ignored_stays_so(name: str) -> None:
    ignored = f"import signal; signal.signal(signal.{name}, signal.SIG_IGN)\n"
    done = python(ignored + INTERRUPTED.replace("SIGNAL", name) + ENTER)

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"archestra-ops ")


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", b"\\u2026 \\xe9\n"),
        ("latin-1", b"\\u2026 \xe9\n"),
        ("ascii:replace", b"? ?\n"),
        ("utf-8", "… é\n".encode()),
    ],
)
def test_a_character_that_stdout_has_none_for_is_spelt_out(encoding: str, shown: bytes) -> None:
    instead = (
        "import sys, types\n"
        "cli = sys.modules['archestra_ops.cli'] = types.ModuleType('archestra_ops.cli')\n"
        "cli.main = lambda: print('… é')\n"
    )
    done = python(instead + ENTER, environment={"PYTHONIOENCODING": encoding})

    assert (done.returncode, done.stdout, done.stderr) == (0, shown, b"")


def test_a_table_is_printed_in_ascii() -> None:
    done = python("", "dashboards", "list", environment={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_nothing_is_lost_where_it_stands_still_while_it_writes() -> None:
    program = (
        "import sys, types\n"
        "cli = sys.modules['archestra_ops.cli'] = types.ModuleType('archestra_ops.cli')\n"
        "cli.main = lambda: print('x' * 200_000)\n"
    )
    command = [sys.executable, "-c", program + ENTER]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        while _waiting(process.stdout.fileno()) < _PIPE:  # from then on it waits for a reader
            assert process.poll() is None
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        process.send_signal(signal.SIGCONT)
        os.waitpid(process.pid, os.WCONTINUED)
        found = process.stdout.read()

    assert (process.returncode, len(found)) == (0, 200_001)


def _waiting(pipe: int) -> int:
    """How many bytes wait in *pipe* to be read."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["packs", "show", "nope"], 2),
        (["packs", "list", "--nope"], 2),
        (["packs", "list"], 0),
        (["alerts", "render", "--postgres-provider", "cloudsql"], 0),
    ],
)
def test_a_full_stderr_changes_no_exit_code(command: list[str], code: int) -> None:
    with open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123 - to be handed over
        done = subprocess.run(
            [sys.executable, "-m", "archestra_ops", *command],
            stdout=subprocess.DEVNULL,
            stderr=full,
            timeout=60,
            check=False,
        )

    assert done.returncode == code


def test_what_is_said_comes_in_its_order_and_encoding() -> None:
    instead = (
        "import sys, types\n"
        "cli = sys.modules['archestra_ops.cli'] = types.ModuleType('archestra_ops.cli')\n"
        "cli.main = lambda: print('… é', file=sys.stderr) or print(sys.stderr.isatty())\n"
    )
    done = python(instead + ENTER, environment={"PYTHONIOENCODING": "ascii"})

    assert (done.returncode, done.stdout, done.stderr) == (0, b"False\n", b"\\u2026 \\xe9\n")


def test_what_was_said_is_not_said_again_by_an_interrupt() -> None:
    program = (
        "import io, signal, sys, types\n"
        "cli = sys.modules['archestra_ops.cli'] = types.ModuleType('archestra_ops.cli')\n"
        "def interrupt(frame, event, function):\n"
        "    if event == 'c_return' and function.__name__ == 'write':\n"
        "        sys.setprofile(None)\n"
        "        raise KeyboardInterrupt\n"
        "def ops():\n"
        "    sys.setprofile(interrupt)\n"
        "    try:\n"
        "        sys.stderr.write('once\\n')\n"
        "    except KeyboardInterrupt:\n"
        "        sys.stderr.write('interrupted\\n')\n"
        "cli.main = ops\n"
    )
    done = python(program + ENTER)

    assert (done.returncode, done.stderr) == (0, b"once\ninterrupted\n")
