"""Targets to scrape, as options name them: of any platform's processes, and of its PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import typer

from archestra_ops.cli.reading import replicas
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

if TYPE_CHECKING:
    from archestra_ops.prometheus.rules import Values

Given = Sequence[str] | None
# In the place of a host:port; it has no port, so that it is none.
BY_PODS: Final = "pods"


def targets(
    platform: Platform, provider: Provider, short: Mapping[str, Given], given: Given
) -> dict[str, Sequence[str]]:
    """The host:ports by process, and by *provider*; *short* are those of options of their own.

    These are by process and `postgres`. Raises OpsError for one whose process *platform* does not
    have.
    """
    found: dict[str, Sequence[str]] = {}
    for name, own in short.items():
        if own and name == "postgres":
            found[provider.name] = tuple(own)
        elif own:
            _refuse_stranger(platform, name)
            found[name] = tuple(own)
    for name, own in replicas(given).items():
        found[name] = (*found.get(name, ()), *own)
    return found


def discovered(given: Given) -> tuple[frozenset[str], Given]:
    """The processes of *given* that are to be looked for by their pods, and the targets beside."""
    found = frozenset(name for name, own in replicas(given).items() if BY_PODS in own)
    return found, [text for text in given or () if text.partition("=")[2] != BY_PODS]


def databases(
    platform: Platform, provider: Provider, given: Mapping[str, Sequence[str]]
) -> tuple[Provider, ...]:
    """*provider*, unless *platform* has no PostgreSQL and no target of one is *given*."""
    return (provider,) if platform.postgres or provider.name in given else ()


def alerted(processes: Iterable[str], values: Values) -> dict[str, str]:
    """The patterns by which alerts find the jobs of *processes*, as far as *values* have them.

    One that only RE2 reads is left out: it cannot be tried here.
    """
    found: dict[str, str] = {}
    for process in processes:
        path = f"availability.{process}_job"
        if path in values.entries:
            with suppress(re.error):
                found[process] = re.compile(values.text(path)).pattern
    return found


def alerted_by_default(platform: Platform) -> dict[str, str]:
    """The patterns by which the alerts on *platform*, if there are any, find its jobs."""
    from archestra_ops.prometheus.rules import default_values
    from archestra_ops.prometheus.rules.build import platforms

    if platform.name not in platforms():
        return {}
    return alerted(platform.processes, default_values(platform.name))


def is_given(context: typer.Context, option: str) -> bool:
    """Whether *option* is on the command line, not only by default."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def setup(platform: Platform, name: str) -> str:
    """The text of the set-up called *name*; OpsError where *platform* has none of that name."""
    found = {one.name: one.text for one in platform.setup}
    if name not in found:
        known = ", ".join(found)
        raise OpsError(
            f"platform '{platform.name}' has no set-up named '{name}'",
            hint=f"it has {known}" if known else "it has none",
        )
    return found[name]


def _refuse_stranger(platform: Platform, name: str) -> None:
    if name not in platform.processes:
        first = next(iter(platform.processes))
        raise OpsError(
            f"platform '{platform.name}' has no process '{name}' for --{name}-target",
            hint=f"as in --target {first}=HOST:PORT; it has {', '.join(platform.processes)}",
        )
