"""`ops scrape-config`: the scrape jobs that Prometheus needs, and what is wrong with a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from archestra_ops.cli import options

app = typer.Typer(no_args_is_help=True, help="Prometheus scrape jobs: render them, check a file.")


class Scheme(StrEnum):
    """How the platform's endpoints are reached."""

    HTTP = "http"
    HTTPS = "https"


class Form(StrEnum):
    """What reads the scrape configuration."""

    PROMETHEUS = "prometheus"
    KUBERNETES_SD = "kubernetes-sd"
    SERVICEMONITOR = "servicemonitor"
    SCRAPECONFIG = "scrapeconfig"
    ALLOY = "alloy"
    OTEL_COLLECTOR = "otel-collector"


@app.command()
def render(
    form: Annotated[
        Form,
        typer.Option(
            "--as",
            help="The form: a prometheus.yml with named targets, or with pods that it finds; "
            "objects of the Prometheus Operator; Grafana Alloy; the OpenTelemetry Collector.",
        ),
    ] = Form.PROMETHEUS,
    target: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PROCESS=HOST:PORT",
            help="Where a process is scraped, each replica, of any platform; PROCESS=pods looks "
            "for an optional one in the cluster; repeatable.",
        ),
    ] = None,
    web_target: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST:PORT", help="The same as --target web=HOST:PORT."),
    ] = None,
    worker_target: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST:PORT", help="The same as --target worker=HOST:PORT."),
    ] = None,
    postgres_target: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST:PORT",
            help="The PostgreSQL exporter; PostgreSQL for the collector's receiver; repeatable.",
        ),
    ] = None,
    credentials_file: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Where Prometheus finds the metrics secret, on its own machine."
        ),
    ] = None,
    scheme: Annotated[Scheme, typer.Option(help="How the processes are reached.")] = Scheme.HTTP,
    scrape_interval: Annotated[
        str, typer.Option(metavar="DURATION", help="Time between two scrapes of processes.")
    ] = "15s",
    label: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE", help="A label for every target, as cluster=prod; repeatable."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="A whole prometheus.yml, not only its scrape jobs.")
    ] = False,
    remote_write: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="Where samples are sent on to: Prometheus and VictoriaMetrics /api/v1/write, "
            "Mimir /api/v1/push.",
        ),
    ] = "",
    namespace: Annotated[
        str, typer.Option(metavar="NAME", help="The Kubernetes namespace that the platform is in.")
    ] = "",
    monitor_namespace: Annotated[
        str, typer.Option(metavar="NAME", help="The operator's objects', where that is another.")
    ] = "",
    operator_label: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="A label that the operator selects by, as release=prometheus; repeatable.",
        ),
    ] = None,
    secret_name: Annotated[
        str,
        typer.Option(metavar="NAME", help="The Secret with the metrics secret, for the operator."),
    ] = "",
    secret_key: Annotated[
        str,
        typer.Option(
            metavar="KEY", help="The key in that Secret; by default what the platform calls it."
        ),
    ] = "",
    renderer: Annotated[
        bool, typer.Option("--renderer", help="Scrape the renderer, too, where pods are found.")
    ] = False,
    setup: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="A set-up of the platform instead, see `ops packs show`; as it is."
        ),
    ] = None,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    postgres_provider: options.Provider = "helm",
    provider_option: options.ProviderOption = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to write; default stdout.")
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the scrape jobs for the platform's processes and PostgreSQL.

    Examples of use:

      ops scrape-config render --web-target archestra:9050 --label cluster=prod

      ops scrape-config render --as servicemonitor --operator-label release=prometheus

      ops scrape-config render --platform truefoundry --target gateway=gateway:8787

    """
    from archestra_ops import packs
    from archestra_ops.cli import scraped
    from archestra_ops.cli.files import write_whole
    from archestra_ops.cli.left_out import say
    from archestra_ops.cli.reading import pairs, provider
    from archestra_ops.prometheus import duration, scrape

    pack, chosen = packs.platform(platform, profile), provider(postgres_provider, provider_option)
    if setup is not None:
        write_whole(out, scraped.setup(pack, setup))
        return
    short = {"web": web_target, "worker": worker_target, "postgres": postgres_target}
    discovered, named = scraped.discovered(target)
    given = scraped.targets(pack, chosen, short, named)
    request = scrape.ScrapeRequest(
        platform=pack,
        providers=scraped.databases(pack, chosen, given),
        form=form.value,
        targets=given,
        discovered=discovered,
        credentials_file=credentials_file,
        scrape_interval=duration.seconds(scrape_interval),
        labels=pairs(label, "--label"),
        scheme=scheme.value,
        full=full,
        remote_write=remote_write,
        cluster=scrape.Cluster(
            namespace=namespace,
            monitor_namespace=monitor_namespace,
            operator_labels=pairs(operator_label, "--operator-label"),
            credentials_name=secret_name,
            credentials_key=secret_key,
            renderer=renderer,
        ),
    )
    write_whole(out, scrape.render(request))
    for note in () if quiet else scrape.notes_on(request):
        say(f"note: {note}")


@app.command()
def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A prometheus.yml; - is stdin.")],
    no_promtool: Annotated[
        bool, typer.Option("--no-promtool", help="Do not ask promtool, even if it is installed.")
    ] = False,
    platform: options.Platform = "archestra",
    profile: options.Profile = "",
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
    quiet: options.Quiet = False,
) -> None:
    """Find what is wrong with a Prometheus configuration, or with its scrape_configs alone.

    That is what Prometheus would refuse, and how it would scrape the platform and its PostgreSQL:
    what is missing or there twice, too rare, without its labels, or a secret in clear.

    Example: ops scrape-config check prometheus.yml
    """
    from archestra_ops import packs
    from archestra_ops.cli import scraped
    from archestra_ops.cli.files import STANDARD, read_whole
    from archestra_ops.cli.reporting import report_findings
    from archestra_ops.prometheus import config_lint, promtool

    pack, text = packs.platform(platform, profile), read_whole(file)
    databases = packs.provider_names() if pack.postgres else ()
    is_stdin = file == STANDARD
    has_promtool = promtool.find() is not None
    if not has_promtool and not no_promtool and not quiet:
        typer.echo("note: promtool is not installed: only our own structural check ran", err=True)
    findings = config_lint.check(
        text,
        name="stdin" if is_stdin else str(file),
        folder=None if is_stdin else file.parent,
        promtool=has_promtool and not no_promtool,
        watched=config_lint.Watched(
            platform=pack,
            providers=tuple(map(packs.provider, databases)),
            alerted=scraped.alerted_by_default(pack),
            is_asked_for=scraped.is_given(context, "platform"),
        ),
    )
    report_findings("scrape-config check", findings, output.value, fail_on.value)
