"""`ops check`: is it up and right, now?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.cli import (
    checking_all,
    checking_grafana,
    checking_prometheus,
    checking_traces,
    options,
)
from archestra_ops.cli.checked import print_report

if TYPE_CHECKING:
    from archestra_ops.checks.page import Page
    from archestra_ops.checks.reading import Reader

app = typer.Typer(
    no_args_is_help=True,
    help="Look at a running platform, metrics pages, traces, a Grafana: is it up and right?",
)
app.command("grafana", short_help="Find out whether a Grafana is fit for the boards.")(
    checking_grafana.grafana
)
app.command("prometheus", short_help="Find out whether a Prometheus has the estate and the rules.")(
    checking_prometheus.prometheus
)
app.command("all", short_help="Check all that is configured: one verdict for each layer.")(
    checking_all.all_
)
app.command("traces", short_help="Find out whether spans and log records arrive.")(
    checking_traces.traces
)

_LARGE = 16 * 2**20  # bytes from which on reading takes long enough for a progress bar


@app.command()
def health(
    web: options.Web = None,
    worker: options.Worker = None,
    web_api: Annotated[
        str | None,
        typer.Option(
            "--web-api",
            metavar="URL",
            help="The web process's API, http://localhost:9000; else port 9000 of --web's host.",
        ),
    ] = None,
    timeout: options.Timeout = 10.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
) -> None:
    """Find out whether web API and worker are alive, ready, and not in maintenance.

    Exit code 1: one is not. 3: one could not be asked.

    Examples of use:

      ops check health

      ops check health --web-api https://archestra.example

    """
    from archestra_ops import packs
    from archestra_ops.checks import report
    from archestra_ops.checks.probe import WEB, WORKER, probe
    from archestra_ops.checks.target import health_targets
    from archestra_ops.http import Http, Limits, Tls

    targets = health_targets(
        packs.platform("archestra"),
        _given({WEB: web, WORKER: worker}),
        _given({WEB: web_api}),
    )
    tls = Tls(ca_file=ca_file, insecure=insecure)
    with Http(Limits(seconds=timeout), tls=tls) as http:
        found = report.health([probe(http, target) for target in targets])
    print_report("check health", found, output, fail_on)


@app.command()
def metrics(
    pages: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PAGE]...",
            help="Metrics pages in files, - for stdin; the default is to ask --web and --worker.",
        ),
    ] = None,
    web: options.Web = None,
    worker: options.Worker = None,
    process: Annotated[
        str | None,
        typer.Option(
            "--process", help="Whose the pages in files are: web, worker or all; default: look."
        ),
    ] = None,
    platform: options.Platform = "archestra",
    secret_file: options.SecretFile = None,
    timeout: options.Timeout = 10.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
    max_size: Annotated[
        str, typer.Option("--max-size", metavar="SIZE", help="The largest page to read.")
    ] = "256MiB",
    max_series: Annotated[
        int, typer.Option("--max-series", metavar="N", help="Most samples of one metric.", min=1)
    ] = 10_000,
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
    quiet: options.Quiet = False,
) -> None:
    """Find out whether every metric is there and right: format, types, labels, buckets, exemplars.

    Exit code 1: something is wrong. 3: a page could not be read.

    Examples of use:

      ops check metrics

      ops check metrics --web http://archestra:9050/metrics

      curl -s http://localhost:9050/metrics | ops check metrics -

    """
    from archestra_ops import packs
    from archestra_ops.checks import report
    from archestra_ops.checks.probe import WEB, WORKER
    from archestra_ops.checks.reading import Reader, size_of
    from archestra_ops.checks.target import expected, metrics_targets
    from archestra_ops.checks.visit import Scrape, Visitor
    from archestra_ops.cli.reading import secret
    from archestra_ops.http import Http, Limits, Tls

    pack = packs.platform(platform)
    limit = size_of(max_size)
    targets = metrics_targets(pack, _given({WEB: web, WORKER: worker}), default=not pages)
    with _told(pages or (), quiet=quiet) as told:
        reader = Reader(
            platform=pack,
            expected=expected(pack, process),
            limit=limit,
            bar=max_series,
            told=told,
        )
        files = tuple(_page(reader, path) for path in pages or ())
    bearer = secret(secret_file) if targets else None
    limits, tls = Limits(seconds=timeout, max_bytes=limit), Tls(ca_file=ca_file, insecure=insecure)
    with ExitStack() as stack:
        http = stack.enter_context(Http(limits, tls=tls))
        authorised = stack.enter_context(Http(limits, tls=tls, bearer=bearer)) if bearer else None
        visitor = Visitor(pack, http, authorised, max_series)
        visits = tuple(visitor.visit(target) for target in targets)
    found = report.metrics(Scrape(platform=pack, visits=visits, files=files))
    print_report("check metrics", found, output, fail_on)


def _given(urls: dict[str, str | None]) -> dict[str, str]:
    return {process: url for process, url in urls.items() if url is not None}


def _page(reader: Reader, path: Path) -> Page:
    from archestra_ops.checks.reading import opened
    from archestra_ops.cli.files import STANDARD
    from archestra_ops.errors import OpsError

    if path == STANDARD and sys.stdin is None:
        raise OpsError("there is no stdin to read", hint="name a file, or pipe a page in")
    if path == STANDARD:
        return reader.read(sys.stdin.buffer, "stdin")
    with opened(path) as file:
        return reader.read(file, str(path))


@contextmanager
def _told(pages: Sequence[Path], *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """What takes the number of bytes read, and shows a bar where there are many."""
    from archestra_ops.cli.progress import bar

    total = sum(path.stat().st_size for path in pages if path.is_file())
    done = 0
    with bar(quiet=quiet or total < _LARGE) as progress:

        def told(count: int) -> None:
            nonlocal done
            done += count
            progress("reading", done, total)

        yield told
