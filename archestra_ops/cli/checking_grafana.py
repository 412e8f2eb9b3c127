"""`ops check grafana`: is a Grafana fit for the boards?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import options
from archestra_ops.cli.connecting import Api
from archestra_ops.cli.deployment import Content, Place, Server
from archestra_ops.cli.spreading import spread

if TYPE_CHECKING:
    from archestra_ops.grafana.api.client import Grafana
    from archestra_ops.grafana.api.model import Datasource
    from archestra_ops.grafana.appearance import Json
    from archestra_ops.grafana.board import Board
    from archestra_ops.grafana.checks.look import Aim
    from archestra_ops.grafana.checks.report import Report
    from archestra_ops.grafana.checks.seen import Seen


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which boards, which datasources, and whether queries are asked."""

    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="BOARD,...", help="These boards, as in --only genai,mcp; repeatable."
        ),
    ] = None
    datasource: Annotated[
        list[str] | None,
        typer.Option(
            "--datasource",
            metavar="TYPE=NAME",
            help="What boards start with: prometheus, tempo or loki=NAME or uid; repeatable.",
        ),
    ] = None
    queries: Annotated[
        bool, typer.Option("--queries", help="Have Grafana answer every PromQL query, too.")
    ] = False
    postgres_provider: options.Provider = "helm"
    provider_option: options.ProviderOption = None
    agent_label: options.AgentLabelName = None

    @property
    def names(self) -> list[str]:
        """The boards that are named."""
        return [name for text in self.only or () for name in text.split(",") if name]


@spread
def grafana(
    place: Place,
    asked: Asked,
    server: Server,
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
    quiet: options.Quiet = False,
) -> None:
    """Find out whether a Grafana is fit for the boards: login, rights, folder, datasources.

    And whether exemplars lead to traces. With --queries, whether panels have data, by Grafana's own
    query API: for the last hour, All chosen everywhere, from the Prometheus that boards start with.
    Panels of traces and logs are not asked. Nothing is written.

    Exit code 1: something is wrong. 3: Grafana could not be asked.

    Examples of use:

      ops check grafana

      ops check grafana --queries --postgres-provider otel

    """
    _print(looked(place, asked, server, quiet=quiet), output, fail_on)


def looked(place: Place, asked: Asked, server: Server, *, quiet: bool) -> Report:
    """What the checks say of the Grafana; raises OpsError for options that are wrong."""
    from archestra_ops.grafana.checks.look import look
    from archestra_ops.grafana.checks.report import report

    chosen = _chosen(place, asked)
    aim = _aim(place, asked, chosen, server.api)
    make = _renderer(place, asked, chosen)
    with server.connected() as connection:
        seen = look(connection, aim)
        if asked.queries:
            seen = _with_answers(connection, seen, make, quiet=quiet)
    return report(seen)


def _chosen(place: Place, asked: Asked) -> list[Board]:
    from archestra_ops.grafana.shipped_boards import boards_for
    from archestra_ops.grafana.sync.wanted import select

    return select(boards_for(place.pack()), asked.names)


def _aim(place: Place, asked: Asked, chosen: Sequence[Board], api: Api) -> Aim:
    """What should be there; raises OpsError for options that are wrong."""
    from archestra_ops.grafana.checks.look import Aim
    from archestra_ops.grafana.home import home
    from archestra_ops.grafana.sync.datasources import TITLES
    from archestra_ops.grafana.sync.folders import titles
    from archestra_ops.grafana.sync.look import Where

    if place.folder:
        titles(place.folder)
    variant, pack = place.variant(), place.pack()
    given = Content(datasource=asked.datasource).datasources()
    variables = {name for board in chosen for name in board.sources}
    return Aim(
        boards={board.slug: variant.uid(board) for board in chosen},
        where=Where(home=home(pack), path=place.folder),
        title=pack.title,
        trace_label=pack.exemplars.trace if pack.exemplars else "",
        # Boards name the variable of a plugin by the plugin, but for Prometheus' `datasource`.
        plugins=[
            plugin
            for plugin in TITLES
            if plugin in {*variables, *given}
            or (plugin == "prometheus" and "datasource" in variables)
        ],
        given=given,
        apps=api is Api.APPS,
    )


def _renderer(
    place: Place, asked: Asked, chosen: Sequence[Board]
) -> Callable[[], Mapping[str, Json]]:
    """What renders the boards; raises OpsError where an option for that is wrong."""
    from archestra_ops.cli.reading import agent_label_names, provider
    from archestra_ops.grafana.render import render

    source = provider(asked.postgres_provider, asked.provider_option)
    pack = place.pack()
    labels = agent_label_names(asked.agent_label, pack)
    return lambda: {board.slug: render(board, pack, source, labels).dashboard for board in chosen}


def _with_answers(
    connection: Grafana, seen: Seen, make: Callable[[], Mapping[str, Json]], *, quiet: bool
) -> Seen:
    """*seen* with how the queries ended; without a Prometheus that works none is asked."""
    import time
    from dataclasses import replace

    from archestra_ops.cli.progress import bar
    from archestra_ops.grafana.checks import datasource_health
    from archestra_ops.grafana.checks.answers import answers

    source = seen.source("prometheus")
    chosen = source.chosen if source else None
    if source is None or chosen is None or datasource_health.is_broken(source):
        if not quiet and seen.logged_in:
            typer.echo(f"note: no query is asked: {_why_not(chosen)}", err=True)
        return seen
    with bar(quiet=quiet) as progress:

        def told(done: int, total: int) -> None:
            progress("asking every panel's queries", done, total)

        panels = answers(connection, make(), chosen, time.time(), told)
    return replace(seen, panels=panels)


def _why_not(chosen: Datasource | None) -> str:
    if chosen is None:
        return "no Prometheus datasource is known, and --datasource prometheus=UID names one"
    return f"the Prometheus datasource '{chosen.name}' does not work"


def _print(found: Report, output: options.Output, fail_on: options.Severities) -> None:
    from archestra_ops.cli.reporting import in_color
    from archestra_ops.findings import Severity
    from archestra_ops.output import json, text
    from archestra_ops.output.lines import printable, wrapped
    from archestra_ops.output.report import Report as Printed

    printed = Printed(command="check grafana", findings=found.findings, targets=found.cases)
    if output is options.Output.JSON:
        typer.echo(json.render(printed), nl=False)
    else:
        for case in found.cases:
            line = f"{case.name}: {case.group}: {case.status}"
            line += f", {case.message}" if case.message else ""
            for part in wrapped(printable(line), "", "  "):
                typer.echo(part)
        typer.echo(text.render(printed, color=in_color()), nl=False)
    if code := found.exit_code(Severity[fail_on.name]):
        raise typer.Exit(code)
