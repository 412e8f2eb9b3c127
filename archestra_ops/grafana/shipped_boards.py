"""The generated files in dashboards/: what they should be, and whether they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from archestra_ops import packs
from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.render import Rendered, render, uses_postgres
from archestra_ops.packs.provider import Provider

REBUILD = "run `ops dashboards build`"
_SHOWN = 40  # characters of a line that differs


@dataclass(frozen=True)
class BoardFile:
    """One file of dashboards/: its path inside, what it should hold, the provider it asks."""

    path: Path
    rendered: Rendered
    provider: Provider


def board_files(platform: str, agent_labels: Sequence[str] = ()) -> Iterator[BoardFile]:
    """Every generated file of *platform*: once, or once per provider where that matters.

    *agent_labels* are the Prometheus names of the custom labels that its agents have.
    Raises OpsError for a platform that is unknown, or has no boards.
    """
    pack = packs.platform(platform)
    providers = [packs.provider(name) for name in packs.provider_names()]
    for board in boards(platform):
        if uses_postgres(board):
            for provider in providers:
                path = Path(platform, provider.name, f"{board.slug}.json")
                yield BoardFile(path, render(board, pack, provider, agent_labels), provider)
        else:
            path = Path(platform, f"{board.slug}.json")
            provider = providers[0]
            yield BoardFile(path, render(board, pack, provider, agent_labels), provider)


def complete_set(
    platform: str, provider: Provider, agent_labels: Sequence[str] = ()
) -> list[Rendered]:
    """Every board of *platform* for one provider, as an operator installs them.

    *agent_labels* are the Prometheus names of the custom labels that its agents have.
    Raises OpsError for a platform without boards.
    """
    pack = packs.platform(platform)
    return [render(board, pack, provider, agent_labels) for board in boards(platform)]


def left_over(folder: Path, platform: str) -> list[Path]:
    """The files in *folder* that no board makes: of one that was renamed or removed."""
    wanted = {file.path for file in board_files(platform)}
    return sorted(_present(folder, platform) - wanted)


def drift(folder: Path, platform: str) -> Iterator[Finding]:
    """How the files in *folder* differ from what the boards make, and how to put that right."""
    wanted = {file.path: file.rendered.text for file in board_files(platform)}
    present = _present(folder, platform)
    for path in sorted(wanted):
        if path not in present:
            yield _drifted(path, "the file is missing")
        elif (found := (folder / path).read_bytes()) != wanted[path].encode():
            yield _changed(path, found.decode("utf-8", "replace"), wanted[path])
    for path in sorted(present - wanted.keys()):
        yield _drifted(path, "no board makes this file")


def _present(folder: Path, platform: str) -> set[Path]:
    return {path.relative_to(folder) for path in folder.glob(f"{platform}/**/*.json")}


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
