"""The generated files in dashboards/: what they should be, and whether they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from archestra_ops import packs
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.profiled import profiled
from archestra_ops.grafana.render import Rendered, render, uses_postgres
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

REBUILD = "run `ops dashboards build`"
_SHOWN = 40  # characters of a line that differs


@dataclass(frozen=True)
class BoardFile:
    """One file of dashboards/: its path inside, what it should hold, whom it asks."""

    path: Path
    rendered: Rendered
    platform: Platform
    provider: Provider


def boards_for(platform: Platform) -> tuple[Board, ...]:
    """The boards of *platform*, without those of which its profile has nothing.

    Raises OpsError where it has no boards.
    """
    return tuple(board for board in boards(platform.name) if profiled(board, platform)[0].rows)


def board_files(
    platform: str, agent_labels: Sequence[str] = (), *, profile: str = ""
) -> Iterator[BoardFile]:
    """Every generated file of *platform*: once, or once per provider where that matters.

    Those of a platform with profiles are in a folder for each, or only those of *profile*.
    *agent_labels* are the Prometheus names of the custom labels that its agents have.
    Raises OpsError for a platform that is unknown or has no boards, and for an unknown profile.
    """
    providers = [packs.provider(name) for name in packs.provider_names()]
    for pack in _packs(platform, profile):
        for board in boards_for(pack):
            several = uses_postgres(board)
            for provider in providers if several else providers[:1]:
                path = Path(pack.name, pack.profile, provider.name if several else "")
                rendered = render(board, pack, provider, agent_labels)
                yield BoardFile(path / f"{board.slug}.json", rendered, pack, provider)


def complete_set(
    platform: Platform, provider: Provider, agent_labels: Sequence[str] = ()
) -> list[Rendered]:
    """The boards of *platform* for one provider, as an operator installs them.

    *agent_labels* are the Prometheus names of the custom labels that its agents have.
    Raises OpsError for a platform without boards.
    """
    return [render(board, platform, provider, agent_labels) for board in boards_for(platform)]


def left_over(folder: Path, platform: str, profile: str = "") -> list[Path]:
    """The files in *folder* that no board makes: of one that was renamed or removed.

    With a *profile*, only in the folder of that.
    """
    wanted = {file.path for file in board_files(platform, profile=profile)}
    return sorted(_present(folder, platform, profile) - wanted)


def drift(folder: Path, platform: str, profile: str = "") -> Iterator[Finding]:
    """How the files in *folder* differ from what the boards make, and how to put that right.

    With a *profile*, only those of that.
    """
    files = board_files(platform, profile=profile)
    wanted = {file.path: file.rendered.text for file in files}
    present = _present(folder, platform, profile)
    for path in sorted(wanted):
        if path not in present:
            yield _drifted(path, "the file is missing")
        elif (found := (folder / path).read_bytes()) != wanted[path].encode():
            yield _changed(path, found.decode("utf-8", "replace"), wanted[path])
    for path in sorted(present - wanted.keys()):
        yield _drifted(path, "no board makes this file")


def _packs(platform: str, profile: str) -> list[Platform]:
    """The platform with each of its profiles, or only with *profile*."""
    names = (profile,) if profile else packs.profiles(platform)
    return [packs.platform(platform, name) for name in names or ("",)]


def _present(folder: Path, platform: str, profile: str) -> set[Path]:
    inside = folder / platform / profile
    return {path.relative_to(folder) for path in inside.rglob("*.json")}


def _changed(path: Path, found: str, wanted: str) -> Finding:
    """Where a file differs first: the line that it has, and the one that the boards make."""
    pairs = zip_longest(found.splitlines(keepends=True), wanted.splitlines(keepends=True))
    line, (has, makes) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    message = f"the file has {_shown(has)} where the boards make {_shown(makes)}"
    return _drifted(path, message, line)


def _shown(line: str | None) -> str:
    if line is None:
        return "nothing"
    text = line.removesuffix("\n").strip(" ")
    return f"`{text[:_SHOWN]}…`" if len(text) > _SHOWN else f"`{text}`"


def _drifted(path: Path, what: str, line: int = 0) -> Finding:
    return Finding(
        check="drift",
        severity=Severity.ERROR,
        subject=f"dashboards/{path}",
        message=what,
        hint=REBUILD,
        line=line,
    )
