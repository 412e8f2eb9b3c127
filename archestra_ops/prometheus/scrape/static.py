"""Scrape jobs in Prometheus' own form, with targets that are named.

Every key that is written is in Prometheus 2.40 and in 3.x.
"""

from __future__ import annotations

from archestra_ops.prometheus import duration
from archestra_ops.prometheus.rules.build import platforms
from archestra_ops.prometheus.scrape.jobs import jobs_of
from archestra_ops.prometheus.scrape.relabelling import rules
from archestra_ops.prometheus.scrape.request import ScrapeRequest
from archestra_ops.templating import fill


def render(request: ScrapeRequest) -> str:
    """The jobs of *request*, or a whole prometheus.yml."""
    return fill(
        "prometheus.yaml.j2" if request.full else "scrape-config.yaml.j2",
        secret_variable=request.platform.metrics_secret,
        jobs=jobs_of(request),
        labels=request.labels,
        rules=rules,
        placeholders=placeholder_values(request),
        remote_write=request.remote_write,
        exemplars=request.platform.has_exemplars,
        has_alerts=request.platform.name in platforms(),
        with_flags=request.form != "prometheus",
        scrape_interval=duration.text(request.interval or request.scrape_interval),
    )


def placeholder_values(request: ScrapeRequest) -> list[str]:
    """The values of options that are nobody's, and that a comment should point out."""
    return [p.options[name].default for p in request.providers for name in p.placeholders]
