"""`ops emitter traces`, and the traces of `ops emitter run`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import options

if TYPE_CHECKING:
    from archestra_ops.emitter.estate import Estate
    from archestra_ops.emitter.simulation import Settings as Played
    from archestra_ops.emitter.tracing.outbox import Outbox
    from archestra_ops.http import Http
    from archestra_ops.otlp import Settings
    from archestra_ops.packs.model import Platform

_SECONDS = 5.0  # that one request may take, so that a collector that hangs does not stop us

Send = Callable[[float], None]
"""Sends what is over at a moment (unix seconds)."""


def wanted(
    traces: bool | None, say: Callable[[str], None], environment: Mapping[str, str] | None = None
) -> Settings | None:
    """Where traces go, None where none are wanted: *traces* None is for whoever names an endpoint.

    Raises ToolMissingError where they are wanted and the SDK is not there; where only the
    environment wants them, a note is all.
    """
    from archestra_ops import otlp
    from archestra_ops.emitter.tracing import require
    from archestra_ops.errors import ToolMissingError

    variables = os.environ if environment is None else environment
    if traces is False or (traces is None and not variables.get(otlp.ENDPOINT, "").strip()):
        return None
    try:
        require()
    except ToolMissingError as error:
        if traces:
            raise
        say(f"note: {otlp.ENDPOINT} is set, but {error}: {error.hint}")
        return None
    settings = otlp.from_environment(variables)
    if settings.lonely:
        say(f"warning: {settings.lonely} is set alone: no login is sent, as by the platform")
    return settings


@contextmanager
def sending(
    settings: Settings | None,
    estate: Estate,
    seed: int,
    agent_labels: Mapping[str, str],
    say: Callable[[str], None],
) -> Iterator[Send]:
    """Record what *estate* does, and send it when told to and at the end."""
    if settings is None:
        yield lambda _now: None
        return
    from archestra_ops.emitter.tracing import tracing
    from archestra_ops.emitter.tracing.exporting import Exporter
    from archestra_ops.http import Http, Limits, shown

    recorder = tracing(estate.platform.pack, settings, seed=seed, agent_labels=agent_labels)
    estate.platform.recorder = recorder
    with Http(Limits(seconds=_SECONDS), headers=settings.headers) as http:
        exporter = Exporter(http, settings, say)

        def send(now: float) -> None:
            recorder.advance(now)
            exporter.send(recorder.outbox)

        say(f"{'traces':9} {shown(settings.traces_url)}")
        try:
            yield send
        finally:
            recorder.finish()
            exporter.send(recorder.outbox)


def traces(
    minutes: Annotated[
        float, typer.Option("--minutes", metavar="N", help="How much traffic.", min=0.1, max=1440)
    ] = 10.0,
    until: Annotated[
        str, typer.Option("--until", metavar="TIME", help="Where it ends, in ISO 8601, or now.")
    ] = "now",
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint",
            metavar="URL",
            help="The collector (else from ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT, else "
            "http://localhost:4318).",
        ),
    ] = None,
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="NAME", help="What goes wrong, from the start on.")
    ] = "steady",
    agent_label: options.AgentLabel = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same traces.")] = 1,
    timeout: options.Timeout = 10.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
) -> None:
    """Send the traces and logs of some minutes at once, as the platform sends them.

    Login, sampling, content and verbosity follow the platform's own variables, ARCHESTRA_OTEL_*.

    Exit code 3: not all of it was taken.

    Examples of use:

      ops emitter traces --endpoint http://localhost:4318

      ARCHESTRA_OTEL_VERBOSE_TRACING=true ops emitter traces --minutes 60

    """
    from archestra_ops import otlp, packs
    from archestra_ops.cli.reading import moment, pairs
    from archestra_ops.emitter.simulation import Settings as Played
    from archestra_ops.http import Http, Limits, Tls

    settings = otlp.from_environment(os.environ, endpoint)
    end = moment(until)
    played = Played(
        seed=seed,
        start=end - minutes * 60,
        scenario=scenario,
        agent_labels=pairs(agent_label, "--agent-label"),
    )
    outbox = _played(packs.platform(platform, profile), settings, played, end)
    tls = Tls(ca_file=ca_file, insecure=insecure)
    with Http(Limits(seconds=timeout), tls=tls, headers=settings.headers) as http:
        _send_all(http, settings, outbox)


def _played(pack: Platform, settings: Settings, played: Played, end: float) -> Outbox:
    """What happens from the start until *end*, as spans and log records."""
    from archestra_ops.emitter.estate import simulate
    from archestra_ops.emitter.tracing import tracing

    labels = played.agent_labels
    recorder = tracing(pack, settings, seed=played.seed, agent_labels=labels)
    estate = simulate(pack, (), played)
    estate.platform.recorder = recorder
    estate.advance(end)
    recorder.finish()
    return recorder.outbox


def _send_all(http: Http, settings: Settings, outbox: Outbox) -> None:
    """Send it, and say what became of it; raises UnavailableError where a part was not taken."""
    from archestra_ops.emitter.tracing.exporting import Exporter
    from archestra_ops.errors import UnavailableError
    from archestra_ops.http import shown

    longest = _longest(outbox)
    problems: list[str] = []
    exporter = Exporter(http, settings, problems.append)
    fine = exporter.send(outbox)
    typer.echo(f"{exporter.spans:,} spans to {shown(settings.traces_url)}")
    typer.echo(f"{exporter.records:,} log records to {shown(settings.logs_url)}")
    if exporter.spans:
        typer.echo(f"look at: trace {longest}")
    if not fine:
        first = next(problem for problem in problems if problem.startswith("warning: "))
        why = first.removeprefix("warning: ").partition("; see")[0]
        raise UnavailableError(why, hint="`ops check traces` says more")


def _longest(outbox: Outbox) -> str:
    """The trace with the most spans."""
    counted = Counter(span.trace for _, span in outbox.spans)
    return counted.most_common(1)[0][0] if counted else ""
