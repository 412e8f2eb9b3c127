"""`ops dashboards plan`, `import` and `prune`: boards into a Grafana, and kept there."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import options
from archestra_ops.cli.deployment import Content, Permission, Place, Safety, Server
from archestra_ops.cli.spreading import spread

if TYPE_CHECKING:
    from archestra_ops.grafana.sync.plan import Plan

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_UNKNOWN = 3


class Diff(StrEnum):
    """How much is told of a change."""

    NONE = "none"
    SHORT = "short"
    FULL = "full"


DiffOption = Annotated[
    Diff, typer.Option("--diff", help="How changes are told; full is the JSON's.")
]


@spread
def plan(
    place: Place,
    content: Content,
    permission: Permission,
    server: Server,
    diff: DiffOption = Diff.SHORT,
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """Say what an import of the boards would do, and do nothing.

    The exit code is 1 where anything would change. A board is ours while its newest version is one
    that an import saved. What somebody changed since is in conflict, what was never ours is there
    to adopt: an import leaves both alone, unless --overwrite or --adopt tells it otherwise.

    Example: ops dashboards plan --postgres-provider otel
    """
    from archestra_ops.cli.deployment import planned

    with server.connected() as grafana:
        made = planned(grafana, place, content, permission)
    _print_plan(made, diff, output)


@spread
def import_(
    place: Place,
    content: Content,
    permission: Permission,
    safety: Safety,
    server: Server,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do nothing: the same as `ops dashboards plan`.")
    ] = False,
    output: options.OutputFormat = options.Output.TEXT,
    quiet: options.Quiet = False,
) -> None:
    """Import the boards into a Grafana; what is there already as it should be is not touched.

    The folder is made if it is missing. Nobody's changes are replaced without --overwrite, and
    what is replaced is saved as a file before. The exit code is 1 where a board is not as it
    should be in the end. Running it again finishes what was left.

    Examples of use:

      ops dashboards import --postgres-provider otel

      ops dashboards import --folder Platform/Archestra --datasource prometheus=Mimir

      ops dashboards import --uid-suffix -eu --title-suffix " (EU)"

    """
    from archestra_ops.cli.deployment import planned
    from archestra_ops.cli.importing import carry_out, print_import

    keep = safety.folder()
    with server.connected() as grafana:
        made = planned(grafana, place, content, permission)
        if dry_run:
            _print_plan(made, Diff.SHORT, output)
            return
        made, outcomes, missing = carry_out(grafana, made, keep, quiet=quiet)
    print_import(made, outcomes, missing, output)
    if missing:
        raise typer.Exit(_INTERRUPTED)
    if any(not outcome.ok for outcome in outcomes.values()):
        raise typer.Exit(1)


@spread
def prune(
    place: Place,
    safety: Safety,
    server: Server,
    yes: Annotated[bool, typer.Option("--yes", help="Remove them, instead of listing.")] = False,
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """List boards that are ours and no longer shipped, and with --yes remove them.

    Only boards in our folder, with our tag, whose newest version an import saved: never what
    somebody made or changed. The exit code is 1 where there is anything to remove.

    Example: ops dashboards prune --yes
    """
    from archestra_ops.cli.pruning import print_prune, pruned

    keep = safety.folder()
    with server.connected() as grafana:
        gone, removals = pruned(grafana, place, keep, yes=yes)
        url = grafana.url
    print_prune(url, gone, removals, output)
    left = [one for one in gone if not one.kept]
    if removals is None:
        raise typer.Exit(int(bool(left)))
    if len(removals) < len(left):
        raise typer.Exit(_INTERRUPTED)
    raise typer.Exit(int(any(one.message for one in removals.values())))


def _print_plan(made: Plan, diff: Diff, output: options.Output) -> None:
    from archestra_ops.cli import planned_json
    from archestra_ops.cli.painting import painter
    from archestra_ops.cli.planned_text import plan_text

    if output is options.Output.JSON:
        typer.echo(planned_json.text(planned_json.plan_document(made, diff.value)), nl=False)
    else:
        for line in plan_text(made, diff.value, painter()):
            typer.echo(line)
    if any(step.verb == "unknown" for step in made.steps):
        raise typer.Exit(_UNKNOWN)
    if made.changes_anything:
        raise typer.Exit(1)
