"""The rules by which the targets of a cluster become the right ones, with the right labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archestra_ops.prometheus.scrape.jobs import ScrapeJob

_META = "__meta_kubernetes_"
_NO_NAME = re.compile(r"[^A-Za-z0-9_]")
# Of letters and digits these mean something in RE2, and labels of Kubernetes may have them.
_SPECIAL = re.compile(r"([.+*?()\[\]{}|^$\\])")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One relabelling rule: its keys as Prometheus calls them, in order, and why it is there."""

    keys: Mapping[str, str | Sequence[str]]
    comment: str = ""


def rules(job: ScrapeJob, labels: Mapping[str, str]) -> Iterator[Rule]:
    """The rules of a *job* that discovers pods: which of their targets, with which labels."""
    if job.workload is None:
        return
    comment = "Its pods, by the labels of the Helm chart."
    for name, value in job.workload.pods.items():
        yield _only(f"pod_label_{_NO_NAME.sub('_', name)}", value, comment)
        comment = ""
    yield _only(
        "pod_container_port_name", job.workload.port, "Of their ports the one with metrics."
    )
    yield Rule(
        comment="Pods that have ended are still listed.",
        keys={
            "source_labels": [f"{_META}pod_phase"],
            "regex": "Failed|Succeeded",
            "action": "drop",
        },
    )
    yield Rule(
        comment="Dashboards tell replicas apart by these.",
        keys={"source_labels": [f"{_META}namespace"], "target_label": "namespace"},
    )
    yield Rule(keys={"source_labels": [f"{_META}pod_name"], "target_label": "pod"})
    yield from constants(job, labels)


def constants(job: ScrapeJob, labels: Mapping[str, str]) -> Iterator[Rule]:
    """The rules that give every target of *job* the same labels."""
    given = ({"process": job.process} if job.process else {}) | dict(labels)
    for name, value in given.items():
        yield Rule(keys={"target_label": name, "replacement": literal(value)})


def literal(text: str) -> str:
    """*text* as a `replacement` that stands for itself."""
    return text.replace("$", "$$")


def _only(label: str, value: str, comment: str) -> Rule:
    return Rule(
        comment=comment,
        keys={
            "source_labels": [f"{_META}{label}"],
            "regex": _SPECIAL.sub(r"\\\1", value),
            "action": "keep",
        },
    )
