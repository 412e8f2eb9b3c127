"""`ops alerts check`: what is wrong with any rule files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archestra_ops.cli import options


def check(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Rule files, or folders of them; - is stdin."),
    ],
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE,...", help="Apply these rules, default or all."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="RULE,...", help="Apply all rules but these."),
    ] = None,
    metrics: Annotated[
        list[Path] | None,
        typer.Option(
            "--metrics", metavar="PAGE", help="A metrics page: what it lacks is found; repeatable."
        ),
    ] = None,
    prometheus: Annotated[
        str | None,
        typer.Option("--prometheus", metavar="URL", help="A Prometheus: what it lacks is found."),
    ] = None,
    scrape_interval: Annotated[
        str, typer.Option(metavar="DURATION", help="Time between two scrapes, for windows.")
    ] = "15s",
    label: Annotated[
        list[str] | None,
        typer.Option("--label", metavar="NAME", help="A label that your scrape adds; repeatable."),
    ] = None,
    agent_label: options.AgentLabelName = None,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    no_promtool: Annotated[
        bool, typer.Option("--no-promtool", help="Do not ask promtool, even if it is installed.")
    ] = False,
    timeout: options.Timeout = 30.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
    output: Annotated[
        options.Format,
        typer.Option("-o", "--output", help="How to print the report; sarif never exits with 1."),
    ] = options.Format.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
    quiet: options.Quiet = False,
) -> None:
    """Lint rule files: of Prometheus, PrometheusRules, a Mimir ruler's namespaces.

    Metrics that no platform or provider here has are not judged, unless --metrics or --prometheus
    say what exists. A comment switches a rule off: `# ops: ignore RULE because REASON`. promtool is
    asked as well, where there is one.

    Examples of use:

      ops alerts check rules/

      ops alerts render | ops alerts check - --fail-on warning

    """
    from archestra_ops import packs
    from archestra_ops.cli import rule_files
    from archestra_ops.cli.reading import agent_label_names
    from archestra_ops.cli.reporting import report_findings
    from archestra_ops.cli.selection import choose
    from archestra_ops.http import Tls
    from archestra_ops.prometheus import duration, promtool, rule_lint

    docs = rule_lint.documentation()
    rules = choose(select or (), ignore or (), known=list(docs), opt_in=())
    given = rule_files.sources(paths)
    asked = rule_files.Asked(
        pages=metrics or (),
        prometheus=prometheus,
        timeout=timeout,
        tls=Tls(ca_file=ca_file, insecure=insecure),
    )
    pack = packs.platform(platform, profile)
    scope = rule_files.held_against(
        pack,
        given,
        asked,
        labels=label or (),
        agent_labels=agent_label_names(agent_label, pack, quiet=quiet),
        scrape_interval=duration.seconds(scrape_interval),
    )
    has_promtool = not no_promtool and promtool.find() is not None
    if not has_promtool and not no_promtool and not quiet:
        typer.echo("note: promtool is not installed: only our own rules were applied", err=True)
    report_findings(
        "alerts check",
        rule_lint.check(given, scope, rules, promtool=has_promtool),
        output.value,
        fail_on.value,
        subjects=[source.name for source in given],
        rules={name: text for name, text in docs.items() if name in rules},
    )
