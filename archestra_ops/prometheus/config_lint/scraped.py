"""What the jobs of a configuration would scrape: named targets, and the pods of the chart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from archestra_ops.prometheus.config_lint.cluster import FREE, META, Pod, discovered
from archestra_ops.prometheus.config_lint.configuration import Configuration, Job
from archestra_ops.prometheus.document import Table
from archestra_ops.prometheus.relabel import Rule, compiled, relabel

KUBERNETES: Final = "kubernetes_sd_configs"
_PARAM: Final = "__param_"
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something that a job scrapes.

    `labels` are those that its samples get, `params` the URL's. `pod` is what it was discovered
    from. `within` is what of the estate the job keeps to (a namespace, a release), by what.
    """

    job: Job
    line: int
    address: str
    path: str
    labels: Mapping[str, str]
    params: frozenset[tuple[str, str]]
    pod: Pod | None = None
    within: Mapping[str, str]

    @property
    def port(self) -> int:
        """The port of its address; 0 where it has none."""
        port = self.address.rpartition(":")[2]
        return int(port) if _NUMBER.fullmatch(port) else 0


def targets(config: Configuration, *, annotated: bool = False) -> Iterator[Target]:
    """What the jobs of *config* scrape, as far as that can be known without a cluster.

    *annotated* supposes pods that ask to be scraped. A job with rules that cannot be followed has
    no targets here.
    """
    for job in config.jobs:
        try:
            yield from _of_job(config, job, annotated=annotated)
        except (re.error, ValueError, OverflowError, RecursionError):
            continue


def may_have_more(config: Configuration) -> bool:
    """Whether a job, or another file, may scrape what cannot be known from *config*."""
    others = any(map(is_discovering_elsewhere, config.jobs))
    return others or "scrape_config_files" in config.root.entries


def is_discovering_elsewhere(job: Job) -> bool:
    """Whether *job* finds targets by what is no Kubernetes: files, a registry, DNS."""
    return any(key.endswith("_sd_configs") and key != KUBERNETES for key in job.table.entries)


def _of_job(config: Configuration, job: Job, *, annotated: bool) -> Iterator[Target]:
    rules = [rule_of(table) for table in job.table.tables("relabel_configs")]
    seen: list[dict[str, str]] = []
    for raw in (*_named(job), *_found(config, job, annotated=annotated)):
        within = dict(raw.within)
        labels = relabel(_with_job(job, raw.labels), _freed(rules, within, raw.pod))
        if labels is None or labels in seen:
            continue
        seen.append(labels)  # Prometheus, too, scrapes what looks alike in one job only once
        yield _target(raw, labels, within)


def _named(job: Job) -> Iterator[Target]:
    for group in job.table.tables("static_configs"):
        own = group.table("labels").entries
        labels = {name: value for name, value in own.items() if isinstance(value, str)}
        for line, address in group.rows("targets").texts():
            yield _raw(job, line, {**labels, "__address__": address})


def _found(config: Configuration, job: Job, *, annotated: bool) -> Iterator[Target]:
    for discovery in job.table.tables(KUBERNETES):
        role = (discovery.text("role") or "").lower()
        names = sorted(name for _, name in discovery.table("namespaces").rows("names").texts())
        within = {f"{META}namespace": "|".join(names)} if names else {}
        for pod in config.pods:
            for one in discovered(pod, role, annotated=annotated):
                raw = _raw(job, job.table.line_of(KUBERNETES), one.labels)
                yield replace(raw, pod=pod, within=within)


def _raw(job: Job, line: int, labels: Mapping[str, str]) -> Target:
    return Target(
        job=job, line=line, address="", path="", labels=labels, params=frozenset(), within={}
    )


def _with_job(job: Job, labels: Mapping[str, str]) -> dict[str, str]:
    """*labels* with those that Prometheus adds before the rules."""
    params = {
        f"{_PARAM}{name}": next(
            (text for _, text in job.table.table("params").rows(name).texts()), ""
        )
        for name in job.table.table("params").entries
    }
    return {
        "job": job.table.text("job_name") or "",
        "__scheme__": job.table.text("scheme") or "http",
        "__metrics_path__": job.table.text("metrics_path") or "/metrics",
        **params,
        **labels,
    }


def _target(raw: Target, labels: Mapping[str, str], within: Mapping[str, str]) -> Target:
    address = labels.get("__address__", "")
    params = {
        *((name, text) for name, text in labels.items() if name.startswith(_PARAM)),
        *_further_params(raw.job.table.table("params")),
    }
    public = {name: value for name, value in labels.items() if not name.startswith("__")}
    return replace(
        raw,
        address=address,
        path=labels.get("__metrics_path__", ""),
        labels={"instance": address, **public},
        params=frozenset(params),
        within=within,
    )


def _further_params(params: Table) -> Iterator[tuple[str, str]]:
    """The second and later values of each parameter, which no label has."""
    for name in params.entries:
        yield from ((name, text) for _, text in list(params.rows(name).texts())[1:])


def rule_of(table: Table) -> Rule:
    """The relabelling rule that *table* writes."""
    given = {
        key: text
        for key in ("separator", "regex", "target_label", "replacement", "action")
        if (text := table.text(key)) is not None
    }
    modulus = table.text("modulus") or "0"
    return Rule(
        source_labels=[name for _, name in table.rows("source_labels").texts()],
        modulus=int(modulus) if _NUMBER.fullmatch(modulus) else 0,
        **given,
    )


def _freed(rules: list[Rule], within: dict[str, str], pod: Pod | None) -> list[Rule]:
    """*rules* that let any namespace, release and name pass; what they keep goes into *within*."""
    if pod is None:
        return rules
    # Each of several Prometheuses keeps its share of the targets.
    shares = {rule.target_label for rule in rules if rule.action.lower() == "hashmod"}
    return [_free(rule, within, FREE | shares) for rule in rules]


def _free(rule: Rule, within: dict[str, str], every: frozenset[str]) -> Rule:
    free = every.intersection(rule.source_labels)
    if rule.action.lower() not in ("keep", "drop") or not free:
        return rule
    if rule.action.lower() == "drop":
        return replace(rule, action="keep", regex=".*")
    parts = rule.regex.split(rule.separator) if rule.separator else [rule.regex]
    if len(parts) != len(rule.source_labels) or not all(map(_is_expression, parts)):
        return replace(rule, regex=".*")
    pairs = list(zip(rule.source_labels, parts, strict=True))
    within.update({name: part for name, part in pairs if name in free})
    return replace(
        rule, regex=rule.separator.join(".*" if name in free else part for name, part in pairs)
    )


def _is_expression(text: str) -> bool:
    try:
        compiled(text)
    except re.error:
        return False
    return True
