"""`ops check traces`: do spans and log records arrive?"""

from __future__ import annotations

from typing import Annotated

import typer

from archestra_ops.cli import options


def traces(
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint",
            metavar="URL",
            help="The collector (else from ARCHESTRA_OTEL_EXPORTER_OTLP_ENDPOINT, else "
            "http://localhost:4318).",
        ),
    ] = None,
    tempo: Annotated[
        str | None,
        typer.Option("--tempo", metavar="URL", help="Look for the span in this Tempo."),
    ] = None,
    loki: Annotated[
        str | None,
        typer.Option("--loki", metavar="URL", help="Look for the log record in this Loki."),
    ] = None,
    org_id: Annotated[
        str | None,
        typer.Option("--org-id", metavar="TENANT", help="The tenant to ask Tempo and Loki for."),
    ] = None,
    wait: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", help="Most time until both are there.")
    ] = 15.0,
    timeout: options.Timeout = 10.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
) -> None:
    """Send a test span and a log record as the platform does, and look for them again.

    The login is the platform's own: ARCHESTRA_OTEL_EXPORTER_OTLP_AUTH_BEARER, or both
    ..._AUTH_USERNAME and ..._AUTH_PASSWORD. That of Tempo and Loki is a part of their address.

    Exit code 1: something does not arrive. 3: the endpoint, Tempo or Loki could not be asked.

    Examples of use:

      ops check traces --endpoint http://otel-collector:4318

      ops check traces --tempo http://tempo:3200 --loki http://loki:3100

    """
    import os
    from contextlib import ExitStack
    from random import SystemRandom

    from archestra_ops import otlp, packs
    from archestra_ops.checks import report
    from archestra_ops.checks.trace_probe import Prober
    from archestra_ops.checks.trace_stores import Stores
    from archestra_ops.cli.checked import print_report
    from archestra_ops.errors import OpsError
    from archestra_ops.http import Http, Limits, Tls

    pack = packs.platform(platform, profile)
    if pack.telemetry is None:
        raise OpsError(f"nothing is known of the traces of {pack.title}", hint="try archestra")
    settings = otlp.from_environment(os.environ, endpoint)
    limits, tls = Limits(seconds=timeout), Tls(ca_file=ca_file, insecure=insecure)
    tenant = {"X-Scope-OrgID": org_id} if org_id else {}
    with ExitStack() as stack:
        prober = Prober(
            http=stack.enter_context(Http(limits, tls=tls, headers=settings.headers)),
            settings=settings,
            telemetry=pack.telemetry,
            stores=Stores(
                http=stack.enter_context(Http(limits, tls=tls, headers=tenant)),
                tempo=tempo,
                loki=loki,
                wait=wait,
            ),
            random=SystemRandom(),
        )
        found = report.traces(prober.probe())
    print_report("check traces", found, output, fail_on)
