"""`ops dashboards datasources`: what the boards ask, as Grafana's provisioning wants it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Product(StrEnum):
    """What answers PromQL, by the names that Grafana has for it in capitals."""

    PROMETHEUS = "prometheus"
    MIMIR = "mimir"
    THANOS = "thanos"
    CORTEX = "cortex"


def datasources(
    prometheus: Annotated[
        str | None,
        typer.Option("--prometheus", metavar="URL", help="Prometheus, as Grafana reaches it."),
    ] = None,
    tempo: Annotated[
        str | None, typer.Option("--tempo", metavar="URL", help="Tempo, as Grafana reaches it.")
    ] = None,
    loki: Annotated[
        str | None, typer.Option("--loki", metavar="URL", help="Loki, as Grafana reaches it.")
    ] = None,
    prometheus_uid: Annotated[
        str | None,
        typer.Option("--prometheus-uid", metavar="UID", help="Its uid; default ours."),
    ] = None,
    tempo_uid: Annotated[
        str | None, typer.Option("--tempo-uid", metavar="UID", help="Its uid; default ours.")
    ] = None,
    loki_uid: Annotated[
        str | None, typer.Option("--loki-uid", metavar="UID", help="Its uid; default ours.")
    ] = None,
    prometheus_type: Annotated[
        Product | None,
        typer.Option("--prometheus-type", help="What Grafana is told of it; default nothing."),
    ] = None,
    scrape_interval: Annotated[
        str,
        typer.Option(
            "--scrape-interval", metavar="DURATION", help="Time between two scrapes of web."
        ),
    ] = "15s",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write; default stdout.")
    ] = None,
) -> None:
    """Write Grafana's provisioning of Prometheus, Tempo and Loki, linked to each other.

    From an exemplar on a panel to its trace and its session; from a span to its log lines and
    its metrics; from a log line to its trace. Put the file into
    /etc/grafana/provisioning/datasources.

    What has no address is not written. With its uid alone, it is linked to: one that Grafana has
    already. Secrets do not belong here: add them in the file, as variables of Grafana.

    Examples of use:

      ops dashboards datasources --prometheus http://prometheus:9090

      ops dashboards datasources --loki http://loki:3100 --tempo-uid tempo

    """
    from archestra_ops.cli.files import write_whole
    from archestra_ops.errors import OpsError
    from archestra_ops.grafana.export.datasources import Source, Sources, render
    from archestra_ops.prometheus import duration

    interval = duration.text(duration.seconds(scrape_interval))
    if interval == duration.text(0):
        raise OpsError(f"an interval of {scrape_interval} is too short", hint="give 1ms or more")
    sources = Sources(
        prometheus=Source(url=prometheus, uid=prometheus_uid),
        tempo=Source(url=tempo, uid=tempo_uid),
        loki=Source(url=loki, uid=loki_uid),
        scrape_interval=interval,
        prometheus_type=prometheus_type.value.title() if prometheus_type else "",
    )
    write_whole(out, render(sources))
