"""`ops verify`: prove that every query of every board is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from archestra_ops.cli import options

app = typer.Typer()


class Level(StrEnum):
    """How much is proven; `auto` takes the highest that this machine can."""

    AUTO = "auto"
    STATIC = "static"
    LIVE = "live"
    ENGINE = "engine"


class Report(StrEnum):
    """How the report is printed."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"


@app.command("verify", short_help="Prove that every panel of every board has data.")
def verify(
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    postgres_provider: Annotated[
        str,
        typer.Option(
            "--postgres-provider", help="helm, otel, cloudsql or azure; or all of them at once."
        ),
    ] = "helm",
    provider_option: options.ProviderOption = None,
    agent_label: options.AgentLabel = None,
    level: Annotated[Level, typer.Option("--level", help="How much to prove.")] = Level.AUTO,
    web: options.Web = None,
    worker: options.Worker = None,
    target: options.Targets = None,
    postgres: options.Postgres = None,
    prometheus: Annotated[
        str | None,
        typer.Option("--prometheus", metavar="URL", help="A Prometheus that scrapes it already."),
    ] = None,
    secret_file: options.SecretFile = None,
    timeout: options.Timeout = 30.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
    seed: Annotated[int, typer.Option("--seed", help="The emitter's seed.")] = 1,
    output: Annotated[
        Report, typer.Option("-o", "--output", help="How to print the report.")
    ] = Report.TEXT,
    quiet: options.Quiet = False,
) -> None:
    """Prove end to end that every panel of every board has data, or say why it has none.

    Without URLs it looks at the reference emitter: with a Prometheus installed, that one scrapes
    it by the scrape config that we render; without one, the emitter's pages are read. With URLs
    it looks at a real installation.

    Examples of use:

      ops verify --postgres-provider all

      ops verify --prometheus http://prometheus:9090

    """
    from archestra_ops import packs
    from archestra_ops.cli import verifying
    from archestra_ops.cli.progress import bar
    from archestra_ops.cli.reading import agent_labels, provider, refuse_postgres, secret, targets

    names = packs.provider_names() if postgres_provider == "all" else (postgres_provider,)
    pack = packs.platform(platform, profile)
    if postgres is not None:
        refuse_postgres(pack)
    wanted = verifying.Wanted(
        platform=pack,
        providers=tuple(provider(name, provider_option) for name in names),
        agent_labels=agent_labels(agent_label, pack, quiet=quiet),
        seed=seed,
        level=level.value,
        pages=_given({"web": web, "worker": worker, "postgres": postgres}) | targets(target),
        prometheus=prometheus,
        access=verifying.Access(
            secret=secret(secret_file, pack.metrics_secret),
            timeout=timeout,
            ca_file=ca_file,
            insecure=insecure,
        ),
    )
    with bar(quiet=quiet) as progress:
        report = verifying.run(wanted, progress, say=lambda line: _say(line, quiet=quiet))
    typer.echo(verifying.text(report, output.value, pack.profile), nl=False)
    raise typer.Exit(0 if report.ok else 1)


def _given(urls: dict[str, str | None]) -> dict[str, str]:
    """What was given, even if it is empty: a variable that is not set must not pass as a proof."""
    return {name: url for name, url in urls.items() if url is not None}


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        typer.echo(line, err=True)
