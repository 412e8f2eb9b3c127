"""`ops alerts`: list, render, test and document the rules."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from archestra_ops.cli import alert_values, checking, drilling, options, rules_importing

app = typer.Typer(
    no_args_is_help=True, help="Alerts and recording rules: list, render, test, document, import."
)
app.command("check")(checking.check)
app.command("values")(alert_values.values)
app.command("drill")(drilling.drill)
app.command("plan", short_help="Say what an import would do.")(rules_importing.plan)
app.command("import", short_help="Import the rules into Mimir or Grafana.")(rules_importing.import_)


class Form(StrEnum):
    """What rules are rendered as."""

    PROMETHEUS = "prometheus"
    PROMETHEUSRULE = "prometheusrule"
    MIMIR = "mimir"
    ALERTMANAGER = "alertmanager"


class CasesFormat(StrEnum):
    """How the report of unit tests is printed."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"


_RULES = ("prometheus", "prometheusrule", "mimir")
# Options that only some forms know.
_KNOWN = {
    "--name": ("prometheusrule", "mimir"),
    "--namespace": ("prometheusrule",),
    "--operator-label": ("prometheusrule",),
    "--runbook-url": _RULES,
    "--dashboard-url": _RULES,
    "--agent-label": _RULES,
}

ValuesFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--values", metavar="FILE", help="Values that differ from the defaults; repeatable."
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="PATH=VALUE", help="One value, as llm.error_ratio=0.1; repeatable."
    ),
]


@app.command("list")
def list_alerts(
    groups: Annotated[
        list[str] | None, typer.Argument(metavar="[GROUP]...", help="Only alerts of these groups.")
    ] = None,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    output: options.OutputFormat = options.Output.TEXT,
) -> None:
    """List the alerts: how urgent each is, what it means, and which scenario drills it.

    Their thresholds, and whatever else can be set, are in `ops alerts values`.

    Example: ops alerts list
    """
    from archestra_ops.cli.alert_listing import rows, text
    from archestra_ops.cli.alerting import Wanted
    from archestra_ops.cli.reading import provider
    from archestra_ops.cli.tables import print_table

    chosen = provider(postgres_provider, provider_option)
    wanted = Wanted(platform=platform, profile=profile, provider=chosen)
    found = rows(wanted, groups or ())
    if output is options.Output.TEXT:
        typer.echo(text(found), nl=False)
    else:
        print_table("archestra-ops.alerts", found, output.value)


@app.command()
def render(
    form: Annotated[Form, typer.Option("--as", help="What for.")] = Form.PROMETHEUS,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    values: ValuesFiles = None,
    settings: Settings = None,
    agent_label: options.AgentLabelName = None,
    runbook_url: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Where runbooks are: a folder, or with {alert} for the name."
        ),
    ] = "",
    dashboard_url: Annotated[
        str, typer.Option(metavar="URL", help="Your Grafana, for links to panels.")
    ] = "",
    name: Annotated[
        str | None,
        typer.Option(
            help="Name of the PrometheusRule, or namespace in Mimir; default PLATFORM-ops."
        ),
    ] = None,
    namespace: Annotated[
        str, typer.Option(help="Kubernetes namespace of the PrometheusRule.")
    ] = "",
    operator_label: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="A label that the operator selects rules by, as release=prometheus; repeatable.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; default stdout.")
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the rules for Prometheus, its operator or Mimir, or a first Alertmanager config.

    What the provider has no metrics for, or needs a value that is not set, is left out, and told
    on stderr.

    Examples of use:

      ops alerts render --set llm.error_ratio=0.1 --out archestra-rules.yaml

      ops alerts render --as prometheusrule --operator-label release=prometheus

    """
    from archestra_ops import packs
    from archestra_ops.cli import alerting
    from archestra_ops.cli.alert_links import links
    from archestra_ops.cli.files import write_whole
    from archestra_ops.cli.left_out import say_left_out
    from archestra_ops.cli.reading import agent_label_names, pairs, provider
    from archestra_ops.cli.relevance import refuse_irrelevant
    from archestra_ops.prometheus.rules import forms

    links_to = {"--runbook-url": runbook_url, "--dashboard-url": dashboard_url}
    place_of = {"--name": name, "--namespace": namespace, "--operator-label": operator_label}
    given = {**links_to, **place_of, "--agent-label": agent_label}
    refuse_irrelevant("--as", form.value, given, _KNOWN)
    chosen = provider(postgres_provider, provider_option)
    pack = packs.platform(platform, profile)
    wanted = alerting.Wanted(
        platform=platform,
        profile=profile,
        provider=chosen,
        files=values or (),
        settings=pairs(settings, "--set"),
        agent_labels=agent_label_names(agent_label, pack, quiet=quiet),
        links=links(pack, chosen, runbooks=runbook_url, grafana=dashboard_url),
    )
    rules = alerting.rules(wanted)
    place = alerting.Place(
        name=name or forms.own_name(platform),
        namespace=namespace,
        labels=pairs(operator_label, "--operator-label"),
    )
    write_whole(out, alerting.text(rules, form.value, wanted, place))
    say_left_out(rules.left_out, quiet=quiet)
    for note in () if quiet else rules.notes:
        typer.echo(f"note: {note}", err=True)


@app.command("test")
def run_tests(
    groups: Annotated[
        list[str] | None, typer.Argument(metavar="[GROUP]...", help="Only tests of these groups.")
    ] = None,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    postgres_provider: Annotated[
        str, typer.Option("--postgres-provider", help="Whose rules to test, or all.")
    ] = "all",
    output: Annotated[
        CasesFormat, typer.Option("-o", "--output", help="How to print the report.")
    ] = CasesFormat.TEXT,
) -> None:
    """Run the unit tests beside each group on the rendered rules, with promtool.

    Where the platform has profiles, on the rules of each, or of the one that is given.

    Example: ops alerts test llm cost
    """
    from archestra_ops.cli import alert_testing

    verdicts = alert_testing.run_all(platform, postgres_provider, groups or (), profile)
    typer.echo(alert_testing.text(verdicts, platform, output.value), nl=False)
    raise typer.Exit(any(verdict.failure for verdict in verdicts))


@app.command()
def build(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 where a page differs.")
    ] = False,
    platform: Annotated[
        str | None, typer.Option("--platform", help="Only pages of this platform; default all.")
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Generate alerts/runbooks/ anew: a page for each alert, from its definition and its values.

    Example: ops alerts build
    """
    from archestra_ops import shipped
    from archestra_ops.cli.checkout import own
    from archestra_ops.cli.files import write_whole
    from archestra_ops.cli.reporting import report_findings
    from archestra_ops.prometheus.rules import runbooks

    folder = own(shipped.ALERTS)
    if check:
        findings = list(runbooks.drift(platform, folder))
        report_findings("alerts build", findings, options.Output.TEXT.value, "error")
        return
    wanted = runbooks.pages(platform, folder)
    gone = sorted(runbooks.left_over(platform, folder, wanted))
    for name, text in wanted.items():
        write_whole(folder / runbooks.FOLDER / name, text)
    for name in gone:
        (folder / runbooks.FOLDER / name).unlink()
    if not quiet:
        typer.echo(f"wrote {len(wanted)} pages, removed {len(gone)}", err=True)
