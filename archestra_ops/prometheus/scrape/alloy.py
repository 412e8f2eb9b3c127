"""A configuration of Grafana Alloy: what it finds, what it scrapes and where it sends that.

Arguments and blocks: the component reference, https://grafana.com/docs/alloy/latest/reference/
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.scrape.jobs import ScrapeJob, jobs_of
from archestra_ops.prometheus.scrape.relabelling import Rule, constants, rules
from archestra_ops.prometheus.scrape.request import LOCAL_WRITE, ScrapeRequest
from archestra_ops.prometheus.scrape.static import placeholder_values
from archestra_ops.templating import fill

# Alloy's strings are Go's.
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NO_NAME = re.compile(r"[^a-z0-9]")
_ESCAPED: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def render(request: ScrapeRequest) -> str:
    """The whole configuration of *request*."""
    jobs = jobs_of(request)
    inside = {p.name: p for p in request.providers if p.alloy and not request.targets.get(p.name)}
    return fill(
        "config.alloy.j2",
        secret_variable=request.platform.metrics_secret,
        jobs=jobs,
        inside=inside,
        arguments=_arguments,
        rules=lambda job: list(_rules(job, request.labels, inside)),
        labels=request.labels,
        text=_text,
        discoveries=_discoveries(jobs, request.cluster.namespace),
        placeholders=placeholder_values(request),
        remote_write=request.remote_write or LOCAL_WRITE,
        exemplars=request.platform.has_exemplars,
    )


def _discoveries(jobs: Sequence[ScrapeJob], usual: str) -> dict[str, str]:
    """What the component is called that finds pods, by their namespace; *usual* is most jobs'."""
    wanted = dict.fromkeys(job.namespace for job in jobs if job.workload)
    called = {one: f"pods_{_NO_NAME.sub('_', one or 'anywhere')}" for one in wanted}
    return {one: "pods" if one == usual else name for one, name in called.items()}


def _rules(
    job: ScrapeJob, labels: Mapping[str, str], inside: Mapping[str, Provider]
) -> Sequence[Rule]:
    if job.provider in inside:
        # An exporter inside of Alloy names its own job.
        return list(constants(job, {"job": job.name, **labels}))
    return list(rules(job, labels))


def _arguments(provider: Provider, job: ScrapeJob) -> dict[str, str | list[str]]:
    """What the component that has the exporter of *job* inside is told, in Alloy's own words."""
    told = provider.alloy
    if told is None:
        return {}
    found: dict[str, str | list[str]] = {
        name: [provider.filled(value) for value in values] for name, values in told.fixed.items()
    }
    for name, param in told.lists.items():
        found[name] = list(job.params[param])
    for name, param in told.texts.items():
        found[name] = _named(job.params[param][0], job)
    for name, param in told.first_words.items():
        if param in job.params:
            found[name] = [value.partition(" ")[0] for value in job.params[param]]
    return found


def _named(text: str, job: ScrapeJob) -> str:
    """*text* with the exporter's own name in it, which is no argument of the component."""
    return text.replace("{name}", job.params.get("name", [""])[0])


def _text(value: str) -> str:
    """*value* as a string of Alloy."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda m: _ESCAPED.get(m[0], f"\\x{ord(m[0]):02x}"), escaped) + '"'
