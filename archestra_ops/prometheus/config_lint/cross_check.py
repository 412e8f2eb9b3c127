"""What promtool, Prometheus' own judge, says of a configuration."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archestra_ops.findings import Severity
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.config_lint import schema
from archestra_ops.prometheus.config_lint.configuration import Problem

_WITH_LINE = re.compile(r"line (\d+): (.+)")
_UNKNOWN = re.compile(r"field (\S+) not found in type")
# Where promtool quotes the file, a secret may be in it.
_QUOTED = re.compile(r" `.*` into ")
_MAYBE_PASSWORD = re.compile(r"://[^\s\"]*@")


def find(text: str) -> Iterator[Problem]:
    """What promtool refuses in the configuration *text*; `line` is 0 where it names none.

    Raises what `promtool.run` raises.
    """
    with tempfile.TemporaryDirectory(prefix="archestra-ops-") as folder:
        file = Path(folder, "prometheus.yml")
        file.write_text(text, encoding="utf-8")
        outcome = promtool.run("check", "config", "--syntax-only", file)
    if outcome.code == 0:
        return
    said = outcome.stderr.partition("FAILED:")[2].replace(f"parsing YAML file {file}: ", "")
    lines = _WITH_LINE.findall(said)
    for number, message in lines:
        yield _problem(int(number), message)
    if not lines:
        yield _problem(0, " ".join(said.split()) or outcome.reason or f"ended with {outcome.code}")


def _problem(line: int, message: str) -> Problem:
    unknown = _UNKNOWN.search(message)
    if unknown is None:
        quiet = _MAYBE_PASSWORD.sub("://***@", _QUOTED.sub(" into ", message))
        return Problem(line=line, message=f"promtool: {quiet.rstrip('.')}")
    if not schema.knows(unknown[1]):
        return Problem(line=line, message=f"promtool: unknown key {unknown[1]!r}")
    return Problem(
        line=line,
        message=f"this promtool does not know the key {unknown[1]!r}",
        hint="check with the promtool of the Prometheus that will read the file",
        severity=Severity.WARNING,
    )
