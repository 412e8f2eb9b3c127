"""A prune as it is run from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from archestra_ops.cli import options
from archestra_ops.cli.backups import Backups
from archestra_ops.cli.interrupting import stoppable
from archestra_ops.cli.painting import painter

if TYPE_CHECKING:
    from archestra_ops.cli.deployment import Place
    from archestra_ops.grafana.api.client import Grafana
    from archestra_ops.grafana.sync.prune import Gone, Removal


def pruned(
    grafana: Grafana, place: Place, backups: Path | None, *, yes: bool
) -> tuple[list[Gone], dict[str, Removal] | None]:
    """The boards that are gone, and by uid how the removal of each ended; None without *yes*."""
    from archestra_ops.grafana.home import home
    from archestra_ops.grafana.shipped_boards import boards_for
    from archestra_ops.grafana.sync.crew import Crew
    from archestra_ops.grafana.sync.folders import locate
    from archestra_ops.grafana.sync.prune import candidates, remove

    variant, pack = place.variant(), place.pack()
    folder = locate(grafana, home(pack), place.folder)
    if not folder.uid:
        return [], {} if yes else None
    shipped = {variant.uid(board) for board in boards_for(pack)}
    gone = candidates(grafana, folder.uid, variant.tag(place.platform), shipped)
    if not yes:
        return gone, None
    crew, removals = Crew(), {}
    with stoppable(crew.stop):
        for one in remove(grafana, gone, Backups(backups, grafana.url) if backups else None, crew):
            removals[one.gone.summary.uid] = one
    return gone, removals


def print_prune(
    url: str, gone: Sequence[Gone], removals: dict[str, Removal] | None, output: options.Output
) -> None:
    """Print what is gone, and what became of it."""
    from archestra_ops.cli import planned_json
    from archestra_ops.cli.imported_text import prune_text

    if output is options.Output.JSON:
        document = planned_json.prune_document(url, [*gone], removals or {})
        typer.echo(planned_json.text(document), nl=False)
        return
    for line in prune_text(url, gone, removals, painter()):
        typer.echo(line)
