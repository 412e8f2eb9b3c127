"""What promtool, Prometheus' own judge, says of a configuration."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archestra_ops.findings import Severity
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.config_lint import schema
from archestra_ops.prometheus.config_lint.configuration import Problem
from archestra_ops.prometheus.scratch import scratch

_WITH_LINE = re.compile(r"line (\d+): (.+)")
_UNKNOWN = re.compile(r"field (\S+) not found in type")
_NO_DISCOVERY = re.compile(r"line (\d+): field (\w+_sd_configs) not found in type")
_BLOCK = re.compile(r"( *)((?:- )?)\w+:\s*(?:#.*)?")
# Where promtool quotes the file, a secret may be in it.
_QUOTED = re.compile(r" `.*` into ")
_MAYBE_PASSWORD = re.compile(r"://[^\s\"]*@")


def find(text: str) -> Iterator[Problem]:
    """What promtool refuses in the configuration *text*; `line` is 0 where it names none.

    Kinds of discovery that it was built without, as Debian's is, are left out and the rest judged.
    Raises what `promtool.run` raises.
    """
    said = _said(text)
    absent = [(int(line), key) for line, key in _NO_DISCOVERY.findall(said)]
    absent = [(line, key) for line, key in absent if schema.is_discovery(key)]
    if absent:
        said = _said(_blanked(text, [line for line, _ in absent]))
    lines = [(int(line), message) for line, message in _WITH_LINE.findall(said)]
    for line, message in lines:
        unknown = _UNKNOWN.search(message)
        if unknown is None or not schema.is_discovery(unknown[1]):
            yield _problem(line, message)
    if said and not lines:
        yield _problem(0, " ".join(said.split()))


def _said(text: str) -> str:
    """What promtool has against *text*; empty if nothing."""
    with scratch() as folder:
        file = folder / "prometheus.yml"
        file.write_text(text, encoding="utf-8")
        outcome = promtool.run("check", "config", "--syntax-only", file)
    if outcome.code == 0:
        return ""
    said = outcome.stderr.partition("FAILED:")[2].replace(f"parsing YAML file {file}: ", "")
    return said if said.strip() else outcome.reason or f"ended with {outcome.code}"


def _blanked(text: str, numbers: Sequence[int]) -> str:
    """*text* without what stands in a block under the keys in the lines *numbers*, line for line.

    A key that has its value beside it stays.
    """
    lines = text.splitlines()
    for number in numbers:
        key = _BLOCK.fullmatch(lines[number - 1]) if number <= len(lines) else None
        if key is None:
            continue
        lines[number - 1] = f"{key[1]}{key[2]}static_configs:" if key[2] else ""
        own = len(key[1]) + len(key[2])
        for index in range(number, len(lines)):
            if not _is_under(lines[index], own):
                break
            lines[index] = ""
    return "\n".join(lines)


def _is_under(line: str, indent: int) -> bool:
    """Whether *line* belongs to a key that is indented by *indent*, a list's dashes included."""
    text = line.lstrip(" ")
    deep = len(line) - len(text)
    return (
        not text or text.startswith("#") or deep > indent or (deep == indent and text[:2] == "- ")
    )


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
