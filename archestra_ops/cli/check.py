"""`ops check`: is it up and right, now?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
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
    target: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="PROCESS=URL",
            help="The API or the metrics page of a process, of any platform; repeatable.",
        ),
    ] = None,
    platform: options.Platform = options.USUAL,
    profile: options.Profile = "",
    timeout: options.Timeout = 10.0,
    ca_file: options.CaFile = None,
    insecure: options.Insecure = False,
    output: options.OutputFormat = options.Output.TEXT,
    fail_on: options.FailOn = options.Severities.ERROR,
) -> None:
    """Find out whether the processes of a platform say that they are well.

    Web API and worker of Archestra are asked whether they are alive, ready, and not in maintenance;
    any other platform at the paths that `ops packs show` lists.

    Exit code 1: one is not. 3: one could not be asked.

    Examples of use:

      ops check health

      ops check health --web-api https://archestra.example

    """
    from archestra_ops import packs
    from archestra_ops.checks.probe import WEB, WORKER
    from archestra_ops.cli.checking_health import Asked, looked
    from archestra_ops.cli.reading import targets
    from archestra_ops.http import Http, Limits, Tls

    asked = Asked(
        platform=packs.platform(platform, profile),
        named=_given({WEB: web, WORKER: worker}) | targets(target),
        apis=_given({WEB: web_api}),
    )
    tls = Tls(ca_file=ca_file, insecure=insecure)
    with Http(Limits(seconds=timeout), tls=tls) as http:
        found = looked(http, asked)
    print_report("check health", found, output, fail_on)


@app.command()
def metrics(
    pages: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PAGE]...",
            help="Metrics pages in files, - for stdin; the default is to ask the processes.",
        ),
    ] = None,
    web: options.Web = None,
    worker: options.Worker = None,
    process: Annotated[
        str | None,
        typer.Option(
            "--process", help="Whose the pages in files are: a process, or all; default: look."
        ),
    ] = None,
    target: options.Targets = None,
    platform: options.Platform = options.USUAL,
    profile: Annotated[
        str,
        typer.Option(
            "--profile",
            metavar="NAME",
            help="The set of names that is expected; default: look, and say which it is.",
        ),
    ] = "",
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
    from archestra_ops.checks.recognition import candidates, settled
    from archestra_ops.checks.target import expected, metrics_targets
    from archestra_ops.checks.visit import Scrape
    from archestra_ops.cli import reading
    from archestra_ops.cli.visiting import Access, visits
    from archestra_ops.http import Limits, Tls

    pack = packs.platform(platform, profile)
    limit = size_of(max_size)
    given = _given({WEB: web, WORKER: worker}) | reading.targets(target)
    targets = metrics_targets(pack, given, default=not pages)
    with _told(pages or (), quiet=quiet) as told:
        reader = Reader(
            platform=pack,
            expected=expected(pack, process),
            limit=limit,
            bar=max_series,
            told=told,
        )
        files = tuple(_page(reader, path) for path in pages or ())
    access = Access(
        limits=Limits(seconds=timeout, max_bytes=limit),
        tls=Tls(ca_file=ca_file, insecure=insecure),
        bearer=reading.secret(secret_file, pack.metrics_secret) if targets else None,
        bar=max_series,
    )
    scrape = Scrape(platform=pack, visits=visits(pack, targets, access), files=files)
    found = report.metrics(settled(scrape, candidates(pack.name), keep=bool(profile)))
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
    from archestra_ops.cli.files import length_of
    from archestra_ops.cli.progress import bar

    total = sum(map(length_of, pages))
    done = 0
    with bar(quiet=quiet or total < _LARGE) as progress:

        def told(count: int) -> None:
            nonlocal done
            done += count
            progress("reading", done, total)

        yield told
