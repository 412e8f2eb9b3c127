"""What `ops alerts check` looks at: rule files, and what they are held against."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archestra_ops import packs
from archestra_ops.cli.files import STANDARD, is_folder, read_whole
from archestra_ops.errors import OpsError
from archestra_ops.exposition import Survey, sniff, survey
from archestra_ops.http import Http, Limits, Tls
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.rule_lint import Source, existing, metrics
from archestra_ops.prometheus.rule_lint.scope import Existing, Scope, scope

LARGEST: Final = 64 * 2**20  # bytes of a rule file; promtool takes ten seconds for half as much
_ENDINGS: Final = frozenset({".yaml", ".yml", ".rules"})
_CHUNK: Final = 2**20  # bytes
_OPEN: Final = (Path("/dev"), Path("/dev/fd"), Path("/proc/self/fd"))  # as <(…) names what is open


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What exists, by metrics pages or by the Prometheus at an address."""

    pages: Sequence[Path]
    prometheus: str | None
    timeout: float
    tls: Tls


def sources(paths: Sequence[Path]) -> list[Source]:
    """The files that *paths* name, and those in the folders among them.

    Raises OpsError for one that cannot be read, is too large, or has no YAML file in it. A file in
    a folder that cannot be read is a source that says so.
    """
    found: dict[str, Source] = {}
    for path in paths:
        if is_folder(path):
            within = (_found(file) for file in _within(path))
            found.update((source.name, source) for source in within)
        else:
            source = _source(path, expected=True)
            found[source.name] = source
    return list(found.values())


def held_against(
    platform: Platform,
    given: Sequence[Source],
    asked: Asked,
    *,
    labels: Iterable[str],
    agent_labels: Iterable[str],
    scrape_interval: float,
) -> Scope:
    """The packs of *platform* and every provider, and what was *asked* for.

    Raises FetchError where a Prometheus does not answer, OpsError for a page that is none.
    """
    providers = [packs.provider(name) for name in packs.provider_names()]
    return scope(
        [platform, *providers],
        labels=labels,
        agent_labels=agent_labels,
        scrape_interval=scrape_interval,
        existing=_existing(given, asked),
    )


def _existing(given: Sequence[Source], asked: Asked) -> Existing | None:
    if asked.pages and asked.prometheus is not None:
        raise OpsError("--metrics and --prometheus exclude each other", hint="give one of them")
    if asked.pages:
        return existing.on_pages((str(path), _survey(path)) for path in asked.pages)
    if asked.prometheus is None:
        return None
    with Http(Limits(seconds=asked.timeout), tls=asked.tls) as http:
        api = Api(http, asked.prometheus)
        return existing.in_prometheus(api, asked.prometheus, metrics(given), time.time())


def _survey(path: Path) -> Survey:
    text = read_whole(path).encode()
    found = survey([text], format=sniff(text[:_CHUNK], text[-16:]))
    if not found.families:
        raise OpsError(f"'{path}' is no metrics page", hint="save one with curl -s …/metrics")
    return found


def _found(path: Path) -> Source:
    """A file that was found in a folder: the others are looked at, whatever it is."""
    try:
        return _source(path, expected=False)
    except OpsError as error:
        return Source(name=str(path), text="", expected=False, unreadable=error)


def _source(path: Path, *, expected: bool) -> Source:
    if path == STANDARD and sys.stdin is None:
        raise OpsError("there is no stdin to read", hint="name a file, or pipe rules in")
    if path.exists() and not path.is_file() and path.parent not in _OPEN and path != STANDARD:
        # To open a pipe would wait for whoever writes into it, forever.
        raise OpsError(f"'{path}' is no file", hint="give a file, or - for stdin")
    text = read_whole(path, LARGEST + 1)
    name = "stdin" if path == STANDARD else str(path)
    if len(text) > LARGEST:
        raise OpsError(f"'{name}' is larger than 64 MiB", hint="split it up")
    # A pipe can be read once: promtool then gets what was read.
    is_there = path != STANDARD and path.is_file()
    return Source(name=name, text=text, path=path if is_there else None, expected=expected)


def _within(folder: Path) -> Iterator[Path]:
    """The YAML files in *folder*, however deep, but for what is hidden."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in _ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        raise OpsError(f"'{folder}' has no YAML file in it", hint="give rule files, as *.yaml")
    yield from found
