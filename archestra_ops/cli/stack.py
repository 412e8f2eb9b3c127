"""`ops stack`: everything that watches a platform, as files to run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archestra_ops.cli import options

app = typer.Typer(
    no_args_is_help=True,
    help="Prometheus, Alertmanager, Grafana, Tempo and Loki, set up to run together.",
)


@app.callback()
def group() -> None:
    """Keep `render` a command of its own: more may come beside it."""


@app.command()
def render(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write into.")],
    target: options.ScrapeTargets = None,
    web_target: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST:PORT", help="The same as --target web=HOST:PORT."),
    ] = None,
    worker_target: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST:PORT", help="The same as --target worker=HOST:PORT."),
    ] = None,
    postgres_target: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST:PORT", help="The PostgreSQL exporter; repeatable."),
    ] = None,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    quiet: options.Quiet = False,
) -> None:
    """Write a compose.yaml, and the configuration files of the servers that it starts.

    Prometheus with rules and exemplars, Alertmanager, Grafana with the datasources and boards,
    Tempo, Loki and an OpenTelemetry Collector; and the reference emitter, unless targets of a real
    platform are given, as a container reaches them. Secrets are read from .env, of which there is
    an example. The files work as well for servers that run without containers: see README.md there.

    What the provider has no metrics for is left out, and named on stderr.

    Examples of use:

      ops stack render --out stack

      ops stack render --out s --web-target a:9050 --worker-target b:9000 --postgres-target c:9187

    """
    from archestra_ops import packs
    from archestra_ops.cli import scraped
    from archestra_ops.cli.alert_links import links
    from archestra_ops.cli.files import folder_at, write_whole
    from archestra_ops.cli.reading import pairs, provider
    from archestra_ops.stack.render import render as rendered
    from archestra_ops.stack.request import GRAFANA, StackRequest

    pack, chosen = packs.platform(platform, profile), provider(postgres_provider, provider_option)
    short = {"web": web_target, "worker": worker_target, "postgres": postgres_target}
    stack = rendered(
        StackRequest(
            platform=pack,
            provider=chosen,
            targets=scraped.targets(pack, chosen, short, target),
            provider_options=pairs(provider_option, "--provider-option"),
            links=links(pack, chosen, runbooks="", grafana=GRAFANA),
        )
    )
    folder = folder_at(out)
    for artefact in stack.files:
        write_whole(folder / artefact.path, artefact.text)
        if not quiet:
            typer.echo(f"wrote {folder / artefact.path}", err=True)
    for left in () if quiet else stack.left_out:
        typer.echo(f"left out: {left}", err=True)
