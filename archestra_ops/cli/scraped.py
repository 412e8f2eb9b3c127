"""Targets to scrape, as options name them: of any platform's processes, and of its PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archestra_ops.cli.reading import replicas
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

Given = Sequence[str] | None


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


def databases(
    platform: Platform, provider: Provider, given: Mapping[str, Sequence[str]]
) -> tuple[Provider, ...]:
    """*provider*, unless *platform* has no PostgreSQL and no target of one is *given*."""
    return (provider,) if platform.postgres or provider.name in given else ()


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
