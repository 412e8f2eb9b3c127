"""`ops check prometheus`: does a Prometheus have the estate and the rules?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import connecting, options, prometheus_connecting
from archestra_ops.cli.spreading import spread

if TYPE_CHECKING:
    from archestra_ops.errors import OpsError
    from archestra_ops.prometheus.api import Api
    from archestra_ops.prometheus.live_checks.heard import Heard
    from archestra_ops.prometheus.live_checks.report import Report
    from archestra_ops.prometheus.live_checks.seen import Aim, Seen


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What should be there: whose metrics, and the rules as they were rendered."""

    platform: options.Platform = "archestra"
    profile: options.Profile = ""
    postgres_provider: options.Provider = "helm"
    provider_option: options.ProviderOption = None
    values: Annotated[
        list[Path] | None,
        typer.Option(
            "--values", metavar="FILE", help="Values that the rules were rendered with; repeatable."
        ),
    ] = None
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="One value that they were; repeatable."),
    ] = None
    agent_label: options.AgentLabelName = None
    max_series: Annotated[
        int, typer.Option("--max-series", metavar="N", help="Most series of one metric.", min=1)
    ] = 10_000

    def aim(self, recognised: str = "") -> Aim:
        """What is looked for, in the profile that was *recognised* unless one is chosen.

        Raises OpsError for an option that is wrong.
        """
        from archestra_ops import packs
        from archestra_ops.cli import alerting
        from archestra_ops.cli.reading import agent_label_names, pairs, provider
        from archestra_ops.cli.scraped import alerted
        from archestra_ops.prometheus.live_checks.seen import Aim
        from archestra_ops.prometheus.rules.build import platforms

        profile = self.profile or recognised
        platform = packs.platform(self.platform, profile)
        wanted = alerting.Wanted(
            platform=self.platform,
            profile=profile,
            provider=provider(self.postgres_provider, self.provider_option),
            files=self.values or (),
            settings=pairs(self.settings, "--set"),
            agent_labels=agent_label_names(self.agent_label, platform),
        )
        has_alerts = platform.name in platforms()
        return Aim(
            platform=platform,
            provider=wanted.provider,
            groups=alerting.rules(wanted).groups if has_alerts else (),
            jobs=alerted(platform.processes, alerting.values(wanted)) if has_alerts else {},
            most_series=self.max_series,
        )


@dataclass(frozen=True, kw_only=True)
class Server:
    """Which Prometheus, and as whom."""

    prometheus: prometheus_connecting.PrometheusUrl = None
    tenant: prometheus_connecting.Tenant = ""
    token_file: Annotated[
        Path | None,
        typer.Option(
            "--token-file",
            metavar="FILE",
            help="A bearer token (else PROMETHEUS_TOKEN, or PROMETHEUS_USER and PROMETHEUS_PASS).",
        ),
    ] = None
    ca_file: options.CaFile = None
    insecure: options.Insecure = False
    timeout: options.Timeout = 30.0


@spread
def prometheus(
    expected: Expected,
    server: Server,
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
) -> None:
    """Find out whether a Prometheus scrapes the estate, stores enough, and has our rules.

    Targets, what their errors mean, processes that are scraped twice, intervals, exemplars,
    retention, series, clocks; rules that are missing, failing, or not as `ops alerts render` would
    write them. Mimir, Thanos and VictoriaMetrics are recognised, and without --profile which one
    the series speak. Nothing is written.

    Exit code 1: something is wrong. 3: Prometheus could not be asked.

    Examples of use:

      ops check prometheus --prometheus http://prometheus:9090

      ops check prometheus --values our-values.yaml --fail-on warning

    """
    from archestra_ops.prometheus.live_checks.report import report

    print_report("check prometheus", report(looked(expected, server)), output, fail_on)


def looked(expected: Expected, server: Server, on_page: str = "") -> Seen:
    """What is seen of the Prometheus; raises OpsError for options that are wrong.

    Where no profile is chosen it is the one that its series speak; without any, or where several
    fit as well, the one that was recognised *on_page*. One that is chosen is not doubted where it
    fits as well as any.
    """
    import time
    from dataclasses import replace

    from archestra_ops.prometheus.live_checks.look import look

    aim = expected.aim()
    connection = connecting.Connection(
        url=server.prometheus,
        token_file=server.token_file,
        ca_file=server.ca_file,
        insecure=server.insecure,
        timeout=server.timeout,
    )
    with prometheus_connecting.opened(connection, server.tenant) as line:
        heard, failures = _heard(line.api, expected.platform, expected.profile or on_page)
        recognised = heard.speaks or on_page
        if recognised and not expected.profile and recognised != aim.platform.profile:
            aim = expected.aim(recognised)
        seen = look(line.api, line.url, aim, time.time)
        if seen.error is None:  # else that is why
            seen = replace(seen, failures={**failures, **seen.failures})
        return replace(seen, heard=heard)


def _heard(api: Api, platform: str, prefer: str) -> tuple[Heard, dict[str, OpsError]]:
    """The profile that the series speak, and why that could not be asked."""
    import time

    from archestra_ops.checks.recognition import candidates
    from archestra_ops.errors import OpsError
    from archestra_ops.prometheus.live_checks.heard import Heard, hear

    try:
        return hear(api, candidates(platform), time.time(), prefer), {}
    except OpsError as error:
        return Heard(), {"profile": error}


def print_report(
    command: str, found: Report, output: options.Output, fail_on: options.Severities
) -> None:
    """Print what *command* found; exits 1 or 3 as the report says."""
    from archestra_ops.cli.checked_layers import print_cases
    from archestra_ops.cli.reporting import in_color
    from archestra_ops.findings import Severity
    from archestra_ops.output import json, text
    from archestra_ops.output.report import Report as Printed

    printed = Printed(command=command, findings=found.findings, targets=found.cases)
    if output is options.Output.JSON:
        typer.echo(json.render(printed), nl=False)
    else:
        print_cases(found.cases)
        typer.echo(text.render(printed, color=in_color()), nl=False)
    if code := found.exit_code(Severity[fail_on.name]):
        raise typer.Exit(code)
