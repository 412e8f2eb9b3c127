"""Platform and provider packs: one TOML file each, found by being there.

Those of a folder of the user's own are found like those that ship, once it is named.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs import load, references
from archestra_ops.packs.model import Platform
from archestra_ops.packs.profile import applied
from archestra_ops.packs.provider import Provider, Signal
from archestra_ops.packs.structure import did_you_mean

_OWN: Final[ContextVar[Path | None]] = ContextVar("own", default=None)


def use_folder(folder: Path | None) -> None:
    """Find platforms in *folder*, too, from now on in this context; in none where it is None.

    Raises PackError where it is no folder, or one that cannot be read.
    """
    hint = "--pack-dir names one with TOML files in it"
    try:
        if folder is not None and folder.is_file():
            raise PackError(
                f"'{folder}' is a file", hint=f"give its folder: --pack-dir '{folder.parent}'"
            )
        if folder is not None and not folder.is_dir():
            raise PackError(f"no folder '{folder}'", hint=hint)
        if folder is not None:
            _files(folder)
    except OSError as error:
        reason = (error.strerror or "no reason is known").lower()
        raise PackError(f"folder '{folder}' cannot be read: {reason}", hint=hint) from error
    _OWN.set(folder)


def empty_folder() -> Path | None:
    """The folder of the user's own where it has no TOML file: None where it has, or is none."""
    own = _OWN.get()
    return None if own is None or _files(own) else own


def folder_of(name: str) -> Path | None:
    """The folder of the user's own where it has the platform called *name*; None where it ships."""
    own = _OWN.get()
    return own if own is not None and name in _files(own) else None


def platform_names() -> tuple[str, ...]:
    """Every platform that ships, and those of the user's own folder, sorted."""
    return tuple(_platforms(_OWN.get()))


def provider_names() -> tuple[str, ...]:
    """Every provider of PostgreSQL metrics that ships, sorted."""
    return tuple(_files(files(__name__) / "providers"))


def platform(name: str, profile: str = "") -> Platform:
    """The platform called *name* with one of its profiles, by default its usual one.

    Raises a PackError that suggests the right name.
    """
    if profile and profile not in profiles(name):
        others = [other for other in platform_names() if profile in profiles(other)]
        if others:
            raise PackError(
                f"platform '{name}' has no profile '{profile}'",
                hint=f"'{others[0]}' has: add --platform {others[0]}",
            )
    return _applied(name, profile, _OWN.get())


@cache
def _applied(name: str, profile: str, own: Path | None) -> Platform:
    whole = _whole(name, own)
    chosen = applied(whole, profile)
    if whole.profiles:
        references.check_platform(chosen, f"{name}.toml")
    return chosen


@cache
def _whole(name: str, own: Path | None) -> Platform:
    return load.platform(_file("platform", name, _platforms(own)))


def profiles(name: str) -> tuple[str, ...]:
    """The profiles of the platform called *name*, its usual one first; none where it has none."""
    whole = _whole(name, _OWN.get())
    return tuple(dict.fromkeys(filter(None, (whole.default_profile, *whole.profiles))))


@cache
def provider(name: str) -> Provider:
    """The provider called *name*, with its default options, or a PackError with a suggestion."""
    return load.provider(_file("provider", name, _files(files(__name__) / "providers")))


@cache
def signals() -> dict[str, Signal]:
    """The vocabulary of signals that boards and alerts may use."""
    return load.signals(files(__name__) / "signals.toml")


def _platforms(own: Path | None) -> dict[str, Traversable]:
    shipped = _files(files(__name__) / "platforms")
    found = _files(own) if own is not None else {}
    for name in found:
        if name in shipped:
            raise PackError(
                f"'{own}' has a platform called '{name}', as one that ships",
                hint="give the file another name",
            )
    return dict(sorted({**shipped, **found}.items()))


def _files(folder: Traversable) -> dict[str, Traversable]:
    found = [f for f in folder.iterdir() if f.name.endswith(".toml")]
    return {f.name.removesuffix(".toml"): f for f in sorted(found, key=lambda f: f.name)}


def _file(kind: str, name: str, found: dict[str, Traversable]) -> Traversable:
    if name not in found:
        raise PackError(f"no {kind} named {name!r}", hint=did_you_mean(name, found))
    return found[name]
