"""`ops dashboards`: list, build and check the boards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import datasources, deploying, exporting, options
from archestra_ops.cli.boarded import Boarded

if TYPE_CHECKING:
    from archestra_ops.cli.tables import Row
    from archestra_ops.packs.model import Platform
    from archestra_ops.packs.provider import Provider

app = typer.Typer(
    no_args_is_help=True,
    help="Grafana dashboards: list, build, check, export, plan, import, prune.",
)


@app.command("list")
def list_boards(
    platform: Boarded = None,
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """List the boards: what each answers, how many panels and queries it has.

    Those of all platforms, or of one. `first load` is how many queries a browser sends when the
    board is opened.

    Example: ops dashboards list
    """
    from archestra_ops import packs
    from archestra_ops.cli.boarded import named
    from archestra_ops.cli.reading import provider
    from archestra_ops.cli.tables import print_table

    source = provider(postgres_provider, provider_option)
    meant = [packs.platform(name, profile) for name in named(platform, profile)]
    listed = {pack.name: _listed(pack, source) for pack in meant}
    if output is options.Output.JSON:
        rows: list[Row] = [
            {"platform": name, **row} for name, found in listed.items() for row in found
        ]
        print_table("archestra-ops.boards", rows, output.value)
        return
    for number, pack in enumerate(meant):
        if len(meant) > 1:
            between = "\n" if number else ""
            typer.echo(f"{between}{pack.title} (--platform {pack.name})\n")
        print_table("archestra-ops.boards", listed[pack.name], output.value)


def _listed(pack: Platform, source: Provider) -> list[Row]:
    from archestra_ops.grafana.queries import first_load
    from archestra_ops.grafana.render import render
    from archestra_ops.grafana.shipped_boards import boards_for

    made = [(board.description, render(board, pack, source)) for board in boards_for(pack)]
    return [
        {
            "board": rendered.board.slug,
            "question": question,
            "panels": len(rendered.board.panels),
            "queries": sum(len(panel.queries) for panel in rendered.board.panels),
            "first_load": first_load(rendered.dashboard),
        }
        for question, rendered in made
    ]


@app.command()
def build(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where to write; default the checkout's."),
    ] = None,
    platform: Boarded = None,
    profile: options.Profile = "",
    agent_label: options.AgentLabelName = None,
    quiet: options.Quiet = False,
) -> None:
    """Generate dashboards/ anew: every board, for every profile and provider.

    In the checkout's own folder, what no board makes any more is removed. Those boards are the
    same for everyone: with agent labels, give a folder of your own.

    Example: ops dashboards build
    """
    from archestra_ops import packs, shipped
    from archestra_ops.cli.boarded import labels_on, named
    from archestra_ops.cli.checkout import own
    from archestra_ops.cli.files import folder_at, write_whole
    from archestra_ops.errors import OpsError
    from archestra_ops.grafana.shipped_boards import board_files, left_over

    if agent_label and out is None:
        raise OpsError(
            "the checkout's boards are made without '--agent-label'",
            hint="give a folder of your own with --out DIR",
        )
    folder = own(shipped.DASHBOARDS) if out is None else folder_at(out)
    files = [
        file
        for name in named(platform, profile)
        for file in board_files(
            name,
            labels_on(
                agent_label,
                packs.platform(name, profile),
                asked=platform is not None,
                quiet=quiet,
            ),
            profile=profile,
        )
    ]
    for file in files:
        write_whole(folder / file.path, file.rendered.text)
        _say(f"wrote {folder / file.path}", quiet=quiet)
    for name in named(platform, profile) if out is None else ():
        for path in left_over(folder, name, profile):
            (folder / path).unlink()
            _say(f"removed {folder / path}", quiet=quiet)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Dashboards as JSON, or folders; - is stdin."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE,...", help="Apply these rules, default or all."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE,...", help="Apply all rules but these."),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="NAME", help="A label that your scrape adds; repeatable."),
    ] = None,
    agent_label: options.AgentLabelName = None,
    budget: Annotated[
        int, typer.Option("--budget", help="Queries that a dashboard may send when opened.", min=1)
    ] = 25,
    platform: Boarded = None,
    profile: options.Profile = "",
    output: Annotated[
        options.Format,
        typer.Option("-o", "--output", help="How to print the report; sarif never exits with 1."),
    ] = options.Format.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
) -> None:
    """Lint dashboards, and check that dashboards/ is what the boards make.

    Without a path our own boards are linted, for every profile and provider. Other people's are
    held against one platform, Archestra by default; metrics that neither it nor a provider has are
    not judged.

    Examples of use:

      ops dashboards check

      ops dashboards check my-board.json exported/ --ignore no-title -o github

    """
    from archestra_ops.cli import linting
    from archestra_ops.cli.checkout import refuse_a_stranger
    from archestra_ops.cli.reporting import report_findings
    from archestra_ops.grafana.lint.scope import Allowed

    if not paths:
        refuse_a_stranger()
    wanted = linting.Wanted(
        platform=platform,
        profile=profile,
        agent_label=agent_label,
        select=select or (),
        ignore=ignore or (),
        allowed=Allowed(labels=tuple(label or ()), budget=budget),
    )
    linted = linting.check(paths or (), wanted)
    report_findings(
        "dashboards check",
        linted.findings,
        output.value,
        fail_on.value,
        subjects=linted.subjects,
        rules=linted.rules,
    )


app.command("export")(exporting.export)
app.command("datasources")(datasources.datasources)
app.command("plan", short_help="Say what an import would do.")(deploying.plan)
app.command("import", short_help="Import the boards into a Grafana.")(deploying.import_)
app.command("prune", short_help="Remove boards that are no longer shipped.")(deploying.prune)


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        typer.echo(line, err=True)
