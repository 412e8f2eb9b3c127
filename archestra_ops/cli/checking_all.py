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
    from archestra_ops.checks.report import Report
    from archestra_ops.findings import Case, Finding
    from archestra_ops.http import Tls
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
    configured is said to be so, and does no harm.

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
    findings, cases = _processes(expected, addresses) if has_process else (None, [])
    seen = checking_prometheus.looked(expected, _prometheus(addresses)) if has_prometheus else None
    return Looked(
        process=findings,
        process_cases=cases,
        process_options="".join(own) or Looked.process_options,
        seen=seen,
        prometheus=None if seen is None else report(seen),
        grafana=checking_grafana.looked(
            Place(platform=expected.platform, profile=expected.profile),
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


def _processes(expected: Expected, addresses: Addresses) -> tuple[list[Finding], list[Case]]:
    """What is found at the processes and the exporter that are named, and how each is."""
    from archestra_ops import packs
    from archestra_ops.checks.probe import WEB
    from archestra_ops.cli import checking_health
    from archestra_ops.cli.reading import provider, refuse_postgres
    from archestra_ops.http import Http, Limits, Tls
    from archestra_ops.verify import exporter_page

    platform = packs.platform(expected.platform, expected.profile)
    apis = {WEB: addresses.web_api} if addresses.web_api else {}
    asked = checking_health.Asked(platform=platform, named=addresses.processes, apis=apis)
    tls = Tls(ca_file=addresses.ca_file, insecure=addresses.insecure)
    with Http(Limits(seconds=addresses.timeout), tls=tls) as http:
        reports = [checking_health.looked(http, asked)] if checking_health.is_known(asked) else []
        if addresses.processes:
            reports.append(_pages(expected, addresses, tls))
        findings = [finding for one in reports for finding in one.findings]
        cases = [case for one in reports for case in one.cases]
        if addresses.postgres:
            refuse_postgres(platform)
            source = provider(expected.postgres_provider, expected.provider_option)
            page = exporter_page.look(http, addresses.postgres, platform, source)
            findings += page.findings
            cases.append(page.case)
    return findings, cases


def _pages(expected: Expected, addresses: Addresses, tls: Tls) -> Report:
    """What the metrics pages of the processes are like; the secret goes to them alone."""
    from archestra_ops import packs
    from archestra_ops.checks import report
    from archestra_ops.checks.recognition import candidates, settled
    from archestra_ops.checks.target import is_silent, metrics_targets
    from archestra_ops.checks.visit import Scrape, Visit
    from archestra_ops.cli.reading import secret
    from archestra_ops.cli.visiting import Access, visits
    from archestra_ops.http import Limits

    platform = packs.platform(expected.platform, expected.profile)
    access = Access(
        limits=Limits(seconds=addresses.timeout),
        tls=tls,
        bearer=secret(addresses.secret_file, platform.metrics_secret),
        bar=expected.max_series,
    )
    targets = metrics_targets(platform, addresses.processes, default=False)
    silent = [target for target in targets if is_silent(target, platform)]
    spoken = [target for target in targets if target not in silent]
    found = (*visits(platform, spoken, access), *(Visit(target=target) for target in silent))
    scrape = Scrape(platform=platform, visits=found)
    return report.metrics(settled(scrape, candidates(platform.name), keep=bool(expected.profile)))


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
