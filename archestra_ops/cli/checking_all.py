"""`ops check all`: all that is configured, and one verdict for each layer."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import checking_grafana, checking_prometheus, connecting, options
from archestra_ops.cli import prometheus_connecting as at_prometheus
from archestra_ops.cli.checking_prometheus import Expected
from archestra_ops.cli.deployment import Place
from archestra_ops.cli.deployment import Server as GrafanaServer
from archestra_ops.cli.spreading import spread

if TYPE_CHECKING:
    from archestra_ops.verify.layers import Looked


_USUAL = ("--web URL", "--worker URL", "--target PROCESS=URL")


@dataclass(frozen=True, kw_only=True)
class Addresses:
    """Where the layers are; what is not named is not looked at."""

    web: options.Web = None
    web_api: Annotated[
        str | None,
        typer.Option(
            "--web-api",
            metavar="URL",
            help="The web process's API; else port 9000 of --web's host.",
        ),
    ] = None
    worker: options.Worker = None
    target: options.Targets = None
    postgres: options.Postgres = None
    secret_file: options.SecretFile = None
    prometheus: at_prometheus.PrometheusUrl = None
    tenant: at_prometheus.Tenant = ""
    prometheus_token_file: Annotated[
        Path | None,
        typer.Option(
            "--prometheus-token-file",
            metavar="FILE",
            help="Prometheus' bearer token (else PROMETHEUS_TOKEN, or PROMETHEUS_USER and _PASS).",
        ),
    ] = None
    grafana: connecting.GrafanaUrl = None
    token_file: connecting.TokenFile = None
    ca_file: options.CaFile = None
    insecure: options.Insecure = False
    timeout: options.Timeout = 30.0

    @property
    def processes(self) -> dict[str, str]:
        """The metrics pages of the processes that are named."""
        from archestra_ops.cli.reading import targets

        given = {"web": self.web, "worker": self.worker}
        return {name: url for name, url in given.items() if url} | targets(self.target)


@spread
def all_(
    expected: Expected,
    addresses: Addresses,
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
    quiet: options.Quiet = False,
) -> None:
    """Check all that is configured: process, scrape, storage, rules, dashboards.

    Runs the checks of health and metrics for --web and --worker, or for each --target of any other
    platform, reads --postgres, and checks the Prometheus and the Grafana that options or
    PROMETHEUS_URL and GRAFANA_URL name. It ends with one verdict for each layer. What is not
    configured is said to be so, and does no harm. Without --profile rules and dashboards are
    expected to be of the one that Prometheus' series speak, else the pages.

    Exit code 1: something is wrong. 3: something could not be asked.

    Examples of use:

      ops check all --web http://archestra:9050/metrics

      GRAFANA_URL=https://grafana.example ops check all -o json

    """
    from archestra_ops.findings import Severity
    from archestra_ops.verify.layers import exit_code

    looked = _looked(expected, addresses, quiet=quiet)
    _print(looked, output)
    if code := exit_code(looked, Severity[fail_on.name]):
        raise typer.Exit(code)


def _looked(expected: Expected, addresses: Addresses, *, quiet: bool) -> Looked:
    from archestra_ops import packs
    from archestra_ops.checks.probe import WEB
    from archestra_ops.checks.target import option
    from archestra_ops.cli.checked_processes import processes
    from archestra_ops.errors import OpsError
    from archestra_ops.prometheus.live_checks.report import report
    from archestra_ops.verify.layers import Looked

    platform = packs.platform(expected.platform, expected.profile)
    own = () if WEB in platform.processes else (option(platform),)
    has_process = bool(addresses.processes or addresses.web_api or addresses.postgres)
    has_grafana = bool(addresses.grafana or os.environ.get("GRAFANA_URL", "").strip())
    has_prometheus = bool(at_prometheus.named(addresses.prometheus))
    if not (has_process or has_grafana or has_prometheus):
        raise OpsError(
            "nothing to check is configured",
            hint=f"give {', '.join(own or _USUAL)}, --prometheus URL or --grafana URL",
        )
    process = processes(expected, addresses) if has_process else None
    speaks = process.speaks if process else ""
    seen = None
    if has_prometheus:
        seen = checking_prometheus.looked(expected, _prometheus(addresses), speaks)
        speaks = seen.heard.speaks or speaks
    return Looked(
        process=process.findings if process else None,
        process_cases=process.cases if process else (),
        process_options="".join(own) or Looked.process_options,
        seen=seen,
        prometheus=None if seen is None else report(seen),
        grafana=checking_grafana.looked(
            Place(platform=expected.platform, profile=expected.profile or speaks),
            checking_grafana.Asked(
                postgres_provider=expected.postgres_provider,
                provider_option=expected.provider_option,
                agent_label=expected.agent_label,
            ),
            _grafana(addresses),
            quiet=quiet,
        )
        if has_grafana
        else None,
    )


def _prometheus(addresses: Addresses) -> checking_prometheus.Server:
    return checking_prometheus.Server(
        prometheus=addresses.prometheus,
        tenant=addresses.tenant,
        token_file=addresses.prometheus_token_file,
        ca_file=addresses.ca_file,
        insecure=addresses.insecure,
        timeout=addresses.timeout,
    )


def _grafana(addresses: Addresses) -> GrafanaServer:
    return GrafanaServer(
        grafana=addresses.grafana,
        token_file=addresses.token_file,
        ca_file=addresses.ca_file,
        insecure=addresses.insecure,
        timeout=addresses.timeout,
    )


def _print(looked: Looked, output: options.Output) -> None:
    from archestra_ops.cli.checked_layers import print_cases, verdict_lines
    from archestra_ops.cli.reporting import in_color
    from archestra_ops.output import json as json_output
    from archestra_ops.output import text
    from archestra_ops.output.report import Report as Printed
    from archestra_ops.verify.layers import first, verdicts

    found = verdicts(looked)
    printed = Printed(command="check all", findings=looked.findings, targets=looked.cases)
    if output is options.Output.JSON:
        document = json.loads(json_output.render(printed))
        document["layers"] = [
            {"layer": one.layer, "verdict": one.word, "why": one.why} for one in found
        ]
        typer.echo(json.dumps(document, indent=2, ensure_ascii=True))
        return
    print_cases(looked.cases)
    typer.echo(text.render(printed, color=in_color()))
    for line in verdict_lines(found, first(found)):
        typer.echo(line)
