"""Platform and provider packs: one TOML file each, found by being there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from archestra_ops.errors import PackError
from archestra_ops.packs import load
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider, Signal
from archestra_ops.packs.structure import did_you_mean


def platform_names() -> tuple[str, ...]:
    """Every platform that ships, sorted."""
    return tuple(_files("platforms"))


def provider_names() -> tuple[str, ...]:
    """Every provider of PostgreSQL metrics that ships, sorted."""
    return tuple(_files("providers"))


@cache
def platform(name: str) -> Platform:
    """The platform called *name*, or a PackError that suggests the right one."""
    return load.platform(_file("platform", name))


@cache
def provider(name: str) -> Provider:
    """The provider called *name*, with its default options, or a PackError with a suggestion."""
    return load.provider(_file("provider", name))


@cache
def signals() -> dict[str, Signal]:
    """The vocabulary of signals that boards and alerts may use."""
    return load.signals(files(__name__) / "signals.toml")


def _files(folder: str) -> dict[str, Traversable]:
    found = [f for f in (files(__name__) / folder).iterdir() if f.name.endswith(".toml")]
    return {f.name.removesuffix(".toml"): f for f in sorted(found, key=lambda f: f.name)}


def _file(kind: str, name: str) -> Traversable:
    found = _files(f"{kind}s")
    if name not in found:
        raise PackError(f"no {kind} named {name!r}", hint=did_you_mean(name, found))
    return found[name]
