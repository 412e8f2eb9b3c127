"""Prometheus' own judge of configurations and rules, and its writer of history."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archestra_ops.errors import OpsError, ToolMissingError, UnavailableError
from archestra_ops.prometheus.children import child
from archestra_ops.prometheus.scratch import scratch

_CHECK_SECONDS = 60.0
_BLOCKS_SECONDS = 600.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a run of promtool ended. `code` 3 means that it found something to improve."""

    code: int
    stdout: str
    stderr: str

    @property
    def reason(self) -> str:
        """The last thing that promtool said, on one line."""
        said = (self.stderr.strip() or self.stdout.strip()).rpartition("FAILED:")[2]
        return " ".join(said.split()).removeprefix("promtool: error: ").rstrip(".")


def find(name: str = "promtool") -> Path | None:
    """The promtool on PATH, or another tool called *name*, if there is one."""
    found = shutil.which(name)
    return None if found is None else Path(found)


def run(*arguments: str | Path, seconds: float = _CHECK_SECONDS) -> Outcome:
    """Run promtool with *arguments*, for at most *seconds*.

    Raises ToolMissingError where it is not installed, UnavailableError where it does not finish.
    """
    program = find()
    if program is None:
        raise _missing()
    return run_tool(program, *arguments, seconds=seconds)


def run_tool(program: Path, *arguments: str | Path, seconds: float = _CHECK_SECONDS) -> Outcome:
    """Run *program*, a judge of files that says on stdout and stderr what it thinks of them.

    Raises UnavailableError where it does not finish in *seconds*.
    """
    with _running(program, arguments, seconds) as running:
        return running.outcome()


@dataclass(frozen=True)
class Running:
    """A tool at work, called `name`, for at most `seconds` once its end is waited for."""

    name: str
    process: subprocess.Popen[bytes]
    seconds: float

    def outcome(self) -> Outcome:
        """Wait for its end; raises UnavailableError where that does not come in time."""
        try:
            stdout, stderr = self.process.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            raise UnavailableError(
                f"'{self.name}' did not finish in {self.seconds:g} seconds",
                hint="is the machine overloaded, or the file very large?",
            ) from None
        return Outcome(code=self.process.returncode, stdout=_text(stdout), stderr=_text(stderr))


def running(
    *arguments: str | Path, seconds: float = _CHECK_SECONDS
) -> AbstractContextManager[Running]:
    """Promtool at work on *arguments*, to go on with something else meanwhile; ended at the end.

    Raises ToolMissingError where it is not installed.
    """
    program = find()
    if program is None:
        raise _missing()
    return _running(program, arguments, seconds)


@contextmanager
def _running(program: Path, arguments: Sequence[str | Path], seconds: float) -> Iterator[Running]:
    # What it makes in TMPDIR it leaves there when it is killed.
    with scratch() as folder:
        env = {**os.environ, "TMPDIR": str(folder)}
        with child([program, *arguments], stop=_kill, env=env) as process:
            name = " ".join([program.name, *map(str, arguments[:1])])
            yield Running(name, process, seconds)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.kill()  # does nothing where it has ended


def _text(said: bytes) -> str:
    return said.decode(errors="replace")


def check_config(config: str | Path, *, name: str = "the Prometheus configuration") -> None:
    """Check a Prometheus configuration, a text or a file, that messages call *name*.

    Only what it says is checked: the secrets, rules and certificates that it names need not exist.
    Raises OpsError with promtool's reason where it is wrong, and what `run` raises.
    """
    if isinstance(config, Path):
        _accepted(run("check", "config", "--syntax-only", config), str(config), name)
        return
    with scratch() as folder:
        file = folder / "prometheus.yml"
        file.write_text(config, encoding="utf-8")
        _accepted(run("check", "config", "--syntax-only", file), str(file), name)


def create_blocks(openmetrics: Path, data: Path, *, seconds: float = _BLOCKS_SECONDS) -> None:
    """Write the samples of the file *openmetrics* as blocks into *data*, a Prometheus' data folder.

    They must be older than three hours, or Prometheus may refuse what it scrapes at their times;
    exemplars are left out. Raises OpsError with promtool's reason where the file is malformed, and
    what `run` raises.
    """
    outcome = run(
        "tsdb", "create-blocks-from", "openmetrics", "--quiet", openmetrics, data, seconds=seconds
    )
    _accepted(outcome, str(openmetrics), f"the history in '{openmetrics}'")


def _missing() -> ToolMissingError:
    return ToolMissingError(
        "'promtool' is not installed",
        hint="it comes with Prometheus: in Debian and Ubuntu, the package 'prometheus'",
    )


def _accepted(outcome: Outcome, path: str, name: str) -> None:
    if outcome.code != 0:
        reason = outcome.reason.replace(f"parsing YAML file {path}: ", "")
        raise OpsError(f"promtool refuses {name}: {reason}")
