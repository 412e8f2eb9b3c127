"""`ops alerts drill`: see alerts fire, and be silent, before they have to."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from archestra_ops.cli import options
from archestra_ops.errors import OpsError, UnavailableError

_FAILED = 1


class ReportFormat(StrEnum):
    """How the report is printed."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"


def drill(
    alerts: Annotated[
        list[str] | None, typer.Argument(metavar="[ALERT]...", help="The alerts to drill.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Drill every alert, and play a day without trouble.")
    ] = False,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    values: Annotated[
        list[Path] | None,
        typer.Option("--values", metavar="FILE", help="Values that differ; repeatable."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="One value; repeatable."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The emitter's seed.")] = 1,
    output: Annotated[
        ReportFormat, typer.Option("-o", "--output", help="How to print the report.")
    ] = ReportFormat.TEXT,
    quiet: options.Quiet = False,
) -> None:
    """Play each alert's scenario through the rule engine: silent, firing, resolved.

    All is well, then the incident begins, then it is over. The emitter simulates the series, and
    promtool evaluates the rules on them. An alert fails that fires before, not at all or too late,
    that does not resolve, or that is silent only because it sees no series. The exit code is 1
    where one fails, and 3 where one that you name is left out: the provider lacks a metric.

    Examples of use:

      ops alerts drill ArchestraWorkerDown

      ops alerts drill --all --postgres-provider cloudsql

    """
    from archestra_ops import packs
    from archestra_ops.cli import alerting, drill_text
    from archestra_ops.cli.progress import bar
    from archestra_ops.cli.reading import pairs, provider
    from archestra_ops.prometheus.rules import rule_set
    from archestra_ops.verify.drill.report import Report
    from archestra_ops.verify.drill.run import Course, chosen, drills
    from archestra_ops.verify.drill.steady import steady_day

    if bool(alerts) == everything:
        raise OpsError(
            "drill either some alerts or all of them",
            hint="name them, or give --all; 'ops alerts list' lists them",
        )
    whole = packs.platform(platform, profile)
    chosen_provider = provider(postgres_provider, provider_option)
    given = alerting.Wanted(
        platform=platform,
        profile=profile,
        provider=chosen_provider,
        files=values or (),
        settings=pairs(settings, "--set"),
    )
    # What needs a value that is not set is drilled with the value's example.
    rules = rule_set(whole, chosen_provider, alerting.values(given).with_examples())
    course = Course(platform=whole, provider=chosen_provider, rules=rules, seed=seed)
    wanted = chosen(course.rules, alerts or ())
    with bar(quiet=quiet) as progress:
        verdicts = drills(course, wanted, progress)
        steady = steady_day(course, wanted, progress) if everything else None
    report = Report(
        provider=postgres_provider, profile=whole.profile, verdicts=verdicts, steady=steady
    )
    typer.echo(drill_text.printed(report, output.value), nl=False)
    # Of an alert that was named and is left out, nothing was found out.
    missed = bool(alerts) and any(verdict.left_out for verdict in verdicts)
    raise typer.Exit(_FAILED if not report.ok else UnavailableError.exit_code if missed else 0)
