"""A configuration of the OpenTelemetry Collector that scrapes, reads PostgreSQL and sends on.

What its postgresql receiver measures is served on a page of the collector's own, and scraped from
there: so that it has the labels that it has where a Prometheus scrapes that page.
In the prometheus receiver's part every `$` is written twice: once for the collector, which fills
in `${env:…}` everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.scrape.jobs import ScrapeJob, jobs_of
from archestra_ops.prometheus.scrape.relabelling import rules
from archestra_ops.prometheus.scrape.request import LOCAL_WRITE, ScrapeRequest
from archestra_ops.prometheus.scrape.static import placeholder_values
from archestra_ops.templating import fill, yaml

_POSTGRES_PORT: Final = 5432


@dataclass(frozen=True, kw_only=True)
class _Receiver:
    """A receiver that reads the PostgreSQL at `endpoint`."""

    name: str
    endpoint: str


def render(request: ScrapeRequest) -> str:
    """The collector's whole configuration; every key is one of collector-contrib 0.145."""
    reading = [provider for provider in request.providers if provider.receiver]
    own = {provider.name for provider in reading}
    return fill(
        "otel-collector.yaml.j2",
        secret_variable=request.platform.metrics_secret,
        jobs=[_own_page(reading, job) if job.provider in own else job for job in jobs_of(request)],
        rules=rules,
        labels=request.labels,
        dollars=_dollars,
        placeholders=placeholder_values(request),
        remote_write=request.remote_write or LOCAL_WRITE,
        opt_in=[pair for provider in reading for pair in provider.opt_in_metrics],
        receivers=[one for provider in reading for one in _receivers(provider, request)],
        page=reading[0].jobs[0].port if reading else 0,
    )


def _own_page(reading: Sequence[Provider], job: ScrapeJob) -> ScrapeJob:
    port = next(one.jobs[0].port for one in reading if one.name == job.provider)
    return replace(job, targets=[f"localhost:{port}"], workload=None)


def _receivers(provider: Provider, request: ScrapeRequest) -> Iterator[_Receiver]:
    endpoints = request.targets.get(provider.name) or [f"localhost:{_POSTGRES_PORT}"]
    for number, endpoint in enumerate(endpoints, 1):
        name = provider.receiver if len(endpoints) == 1 else f"{provider.receiver}/{number}"
        yield _Receiver(name=name, endpoint=endpoint)


def _dollars(value: object) -> str:
    """*value* as a scalar that the collector leaves as it is."""
    return yaml(value).replace("$", "$$")
