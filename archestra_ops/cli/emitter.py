"""`ops emitter`: the reference emitter, served, as one page, or as history."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from archestra_ops.cli import options, sending_traces

_PLAYED = 3600.0  # seconds that a snapshot's scenario has been playing
STEADY = "steady"

app = typer.Typer(
    no_args_is_help=True,
    help="A platform to look at when there is none: deterministic traffic, real-looking pages.",
)
app.command("traces", short_help="Send traces and logs of some minutes at once.")(
    sending_traces.traces
)


class ProcessType(StrEnum):
    """Which processes there are: the split of the Helm chart, or all in one."""

    SPLIT = "split"
    ALL = "all"


Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same numbers.")]
Scenario = Annotated[
    str,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help="What goes wrong, from the start on: one that 'ops packs show' lists.",
    ),
]
Layout = Annotated[
    ProcessType,
    typer.Option(
        "--process-type",
        help="Web and worker apart, or all on the web page as in the quickstart of archestra.",
    ),
]


def _port(help_text: str) -> Any:  # noqa: ANN401 - Typer's own type
    return typer.Option(metavar="PORT", min=0, max=65535, help=help_text)


@app.command()
def run(
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    process_type: Layout = ProcessType.SPLIT,
    scenario: Scenario = STEADY,
    agent_label: options.AgentLabel = None,
    secret_file: options.SecretFile = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROCESS=PORT", help="The port of a process, of any platform; repeatable."
        ),
    ] = None,
    web_port: Annotated[int | None, _port("Web metrics; default 9050.")] = None,
    api_port: Annotated[int | None, _port("Web API; default 9000.")] = None,
    worker_port: Annotated[int | None, _port("Worker; default 9001.")] = None,
    postgres_port: Annotated[
        int | None, _port("PostgreSQL exporter; default the provider's own.")
    ] = None,
    traces: Annotated[
        bool | None,
        typer.Option(
            "--traces/--no-traces",
            help="Send traces and logs, by the platform's variables ARCHESTRA_OTEL_*; default: if "
            "they name an endpoint.",
        ),
    ] = None,
    seed: Seed = 1,
    quiet: options.Quiet = False,
) -> None:
    """Serve the emitter's endpoints until Ctrl-C; port 0 takes a free one.

    Examples of use:

      ops emitter run --postgres-provider otel

      ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 ops emitter run

    """
    import time

    from archestra_ops import packs
    from archestra_ops.cli import serving
    from archestra_ops.cli.reading import pairs, ports, provider, secret
    from archestra_ops.emitter.simulation import Settings

    def say(line: str) -> None:
        if not quiet:
            typer.echo(line, err=True)

    named = {"web": web_port, "api": api_port, "worker": worker_port, "postgres": postgres_port}
    pack = packs.platform(platform, profile)
    wanted = serving.Wanted(
        platform=pack,
        provider=provider(postgres_provider, provider_option),
        settings=Settings(
            seed=seed,
            start=time.time(),
            together=process_type is ProcessType.ALL,
            agent_labels=pairs(agent_label, "--agent-label"),
            scenario=scenario,
        ),
        secret=secret(secret_file, pack.metrics_secret),
        secret_file=secret_file,
        host=host,
        ports=ports(port) | {name: one for name, one in named.items() if one is not None},
        traces=sending_traces.wanted(traces, say),
        labels=pairs(agent_label, "--agent-label"),
    )
    serving.serve(wanted, say=say)


@app.command()
def snapshot(
    process: Annotated[
        str | None,
        typer.Option(
            "--process", help="Whose page, or postgres; default: the platform's first one."
        ),
    ] = None,
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    process_type: Layout = ProcessType.SPLIT,
    scenario: Scenario = STEADY,
    agent_label: options.AgentLabel = None,
    seed: Seed = 1,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="The moment, in ISO 8601, or now.")
    ] = "2026-01-15T12:00:00Z",
) -> None:
    """Print one metrics page; the same seed and moment give the same bytes.

    A scenario has been playing for an hour.

    Example: ops emitter snapshot --process worker
    """
    from archestra_ops import packs
    from archestra_ops.cli.reading import moment, pairs, provider
    from archestra_ops.emitter.endpoints import page
    from archestra_ops.emitter.estate import simulate
    from archestra_ops.emitter.simulation import Settings

    start = moment(at)
    settings = Settings(
        seed=seed,
        start=start,
        begins=start - _PLAYED,
        together=process_type is ProcessType.ALL,
        agent_labels=pairs(agent_label, "--agent-label"),
        scenario=scenario,
    )
    chosen = provider(postgres_provider, provider_option)
    pack = packs.platform(platform, profile)
    estate = simulate(pack, (chosen,), settings)
    home = next(iter(pack.processes)) if process is None else process
    typer.echo(page(*estate.process(home)), nl=False)


@app.command()
def backfill(
    hours: Annotated[float, typer.Option("--hours", help="How much history.")] = 6.0,
    step: Annotated[
        str, typer.Option("--step", metavar="DURATION", help="Time between two samples.")
    ] = "15s",
    until: Annotated[
        str, typer.Option("--until", metavar="TIME", help="Where it ends, in ISO 8601, or now.")
    ] = "now",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write; default stdout.")
    ] = None,
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    scenario: Scenario = STEADY,
    agent_label: options.AgentLabel = None,
    seed: Seed = 1,
    quiet: options.Quiet = False,
) -> None:
    """Write history as OpenMetrics for `promtool tsdb create-blocks-from openmetrics`.

    Example: ops emitter backfill --hours 6 --out history.om
    """
    from archestra_ops import packs
    from archestra_ops.cli.files import write_pieces
    from archestra_ops.cli.progress import bar
    from archestra_ops.cli.reading import moment, pairs, provider
    from archestra_ops.emitter.estate import default_addresses, simulate
    from archestra_ops.emitter.history import moments, record
    from archestra_ops.emitter.openmetrics import openmetrics
    from archestra_ops.emitter.simulation import Settings
    from archestra_ops.prometheus.duration import seconds

    chosen = provider(postgres_provider, provider_option)
    length = seconds(step)
    times = moments(moment(until), hours * 3600, length)
    whole = packs.platform(platform, profile)
    settings = Settings(
        seed=seed,
        start=times[0],
        step=length,
        agent_labels=pairs(agent_label, "--agent-label"),
        scenario=scenario,
    )
    estate = simulate(whole, (chosen,), settings)
    with bar(quiet=quiet) as progress:
        history = record(
            estate,
            estate.targets(default_addresses(whole, (chosen,))),
            times,
            progress.counting("simulating", len(times)),
        )
        write_pieces(out, openmetrics(history))
