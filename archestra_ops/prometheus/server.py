"""A real Prometheus that runs for as long as it is needed."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from archestra_ops.errors import FetchError, ToolMissingError, UnavailableError
from archestra_ops.http import Http, Limits
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.children import child

_HOST: Final = "127.0.0.1"
_STARTS = 5  # another program may take a port between our finding it free and Prometheus' using it
_TAKEN = "address already in use"
_LOOK_SECONDS = 0.5
_PAUSE = 0.05  # seconds between two looks at whether it is ready
_OK = 200
_STOP_SECONDS = 10.0
# Backfilled history is kept, whatever its age.
_RETENTION = "100y"
_FIELD = re.compile(r'\b(msg|err)=("(?:[^"\\]|\\.)*"|\S+)')


def find() -> Path | None:
    """The prometheus on PATH, if there is one."""
    found = shutil.which("prometheus")
    return None if found is None else Path(found)


class PrometheusServer:
    """A Prometheus with the configuration *config*, on a port of its own, in the folder *folder*.

    A context manager: it is ready inside, at `url`, and stopped outside. Its samples are in *data*,
    or in a folder inside *folder*; what it says is in the file `log`. Raises ToolMissingError where
    Prometheus is not installed, UnavailableError where it is not ready after *seconds*.
    """

    def __init__(
        self, config: str, folder: Path, *, data: Path | None = None, seconds: float = 30.0
    ) -> None:
        self.url = ""
        self.log = folder / "prometheus.log"
        self._config = config
        self._file = folder / "prometheus.yml"
        self._data = data or folder / "data"
        self._seconds = seconds
        self._running = ExitStack()

    def __enter__(self) -> Self:
        """Start it, and wait until it answers."""
        program = find()
        if program is None:
            raise ToolMissingError(
                "'prometheus' is not installed",
                hint="in Debian and Ubuntu, the package 'prometheus' has it",
            )
        self._file.write_text(self._config, encoding="utf-8")
        for _ in range(_STARTS):
            if self._started(program):
                return self
        raise UnavailableError(f"no free port was found for Prometheus in {_STARTS} tries")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop it, whatever happened."""
        self._running.close()

    def _started(self, program: Path) -> bool:
        """Whether it runs now; not where another program was faster to take the port."""
        port = free_port()
        self.url = f"http://{_HOST}:{port}"
        try:
            with self.log.open("wb") as log:
                process = self._running.enter_context(
                    child(
                        [program, *self._flags(port)],
                        stop=_stop,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                    )
                )
            return self._ready(process)
        except BaseException:  # an interrupt, too, must not leave it behind
            self._running.close()
            raise

    def _flags(self, port: int) -> list[str]:
        return [
            f"--config.file={self._file}",
            f"--storage.tsdb.path={self._data}",
            f"--storage.tsdb.retention.time={_RETENTION}",
            "--enable-feature=exemplar-storage",
            f"--web.listen-address={_HOST}:{port}",
        ]

    def _ready(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + self._seconds
        with Http(Limits(seconds=_LOOK_SECONDS)) as http:
            while time.monotonic() < deadline:
                if process.poll() is not None:
                    return self._gave_up()
                with suppress(FetchError):
                    if self._answers(http):
                        return True
                time.sleep(_PAUSE)
        raise UnavailableError(
            f"Prometheus was not ready in {self._seconds:g} seconds: {self._last_words()}",
            hint=f"its log is '{self.log}'",
        )

    def _answers(self, http: Http) -> bool:
        """Whether it is ready, and not another Prometheus that took the port meanwhile."""
        if http.get(f"{self.url}/-/ready", retries=0).status != _OK:
            return False
        return Api(http, self.url).flags().get("config.file") == str(self._file)

    def _gave_up(self) -> bool:
        reason = self._last_words()
        if _TAKEN in reason:
            return False
        raise UnavailableError(f"Prometheus did not start: {reason}")

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        errors = [line for line in lines if "level=error" in line.lower()]
        return _said((errors or lines or ["it said nothing"])[-1])


def _stop(process: subprocess.Popen[bytes]) -> None:
    try:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
    finally:
        process.kill()  # does nothing where it has ended
        process.wait()


def free_port() -> int:
    """A port of this machine that nothing listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        port: int = listener.getsockname()[1]
    return port


def _said(line: str) -> str:
    """What a line of the log says, without when, where and how bad."""
    parts = [json.loads(text) if text[0] == '"' else text for _, text in _FIELD.findall(line)]
    return " ".join(": ".join(parts or [line]).split())
