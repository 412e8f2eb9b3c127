"""What the rules of a job for its metrics take away from those of a process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from archestra_ops.packs.model import Metric, Platform
from archestra_ops.prometheus.config_lint.relabelled import UNKNOWN, relabelled
from archestra_ops.prometheus.relabel import Labels, Rule

_NAME: Final = "__name__"
# Of the language's runtime: many drop these, and little asks for them.
_RUNTIME: Final = ("go_", "nodejs_", "process_", "promhttp_", "python_")
_OF_SCRAPE: Final = ("instance", "job", "pod")
_OF_SAMPLES: Final = frozenset({"le", "quantile"})


@dataclass(frozen=True, kw_only=True)
class Losses:
    """What is lost of one process.

    `names` are metrics, or those of their samples that alone are lost. `buckets` are histograms
    without theirs. `labels` are lost labels, each with the metrics that had it. `is_all` says that
    no metric is left, `is_anchor` that the one is lost by which the process is known.
    """

    names: tuple[str, ...]
    buckets: tuple[str, ...]
    labels: Mapping[str, tuple[str, ...]]
    is_all: bool
    is_anchor: bool


def losses(
    platform: Platform, process: str, scraped: Mapping[str, str], rules: Sequence[Rule]
) -> Losses:
    """What *rules* take from the metrics of *process*, whose targets give the labels *scraped*.

    Raises as `relabel` does.
    """
    names: list[str] = []
    buckets: list[str] = []
    labels: dict[str, list[str]] = {}
    gone: set[str] = set()
    metrics = list(_metrics(platform, process))
    for metric in metrics:
        lost, lost_labels = _of_metric(platform, metric, scraped, rules)
        gone |= lost
        names += _named(metric, lost)
        if f"{metric.name}_bucket" in lost and set(metric.samples) != lost and not metric.coarse:
            buckets.append(metric.name)
        for label in sorted(lost_labels):
            labels.setdefault(label, []).append(metric.name)
    return Losses(
        names=tuple(names),
        buckets=tuple(buckets),
        labels={label: tuple(of) for label, of in labels.items()},
        is_all=bool(metrics) and all(gone.issuperset(metric.samples) for metric in metrics),
        is_anchor=platform.processes[process].anchor in gone,
    )


def lost_by_all(own: Losses, earlier: Sequence[Losses], later: Sequence[Losses]) -> Losses:
    """What of *own* the process's other jobs lose as well, and no *earlier* one says already.

    What another job loses with its whole metric is lost there, too.
    """
    others = (*earlier, *later)
    buckets = [
        name
        for name in own.buckets
        if all(name in (*one.buckets, *one.names) for one in others)
        and not any(name in one.buckets for one in earlier)
    ]
    labels = {
        label: tuple(
            name
            for name in of
            if all(name in (*one.labels.get(label, ()), *one.names) for one in others)
            and not any(name in one.labels.get(label, ()) for one in earlier)
        )
        for label, of in own.labels.items()
    }
    is_first = not earlier
    return replace(
        own,
        names=tuple(n for n in own.names if is_first and all(n in one.names for one in later)),
        buckets=tuple(buckets),
        labels={label: of for label, of in labels.items() if of},
        is_all=is_first and own.is_all and all(one.is_all for one in later),
        is_anchor=is_first and own.is_anchor and all(one.is_anchor for one in later),
    )


def _metrics(platform: Platform, process: str) -> Iterator[Metric]:
    for metric in platform.metrics.values():
        is_its = not metric.processes or process in metric.processes
        if is_its and not metric.name.startswith(_RUNTIME):
            yield metric


def _named(metric: Metric, lost: set[str]) -> list[str]:
    if set(metric.samples) == lost:
        return [metric.name]
    return [name for name in metric.samples if name in lost and not name.endswith("_bucket")]


def _of_metric(
    platform: Platform, metric: Metric, scraped: Mapping[str, str], rules: Sequence[Rule]
) -> tuple[set[str], set[str]]:
    """The samples of *metric* that are lost, and the labels that those lose which are left.

    Buckets without `le` are none. Labels of other programs' metrics are theirs to drop.
    """
    lost: set[str] = set()
    labels: set[str] = set()
    wanted = {*metric.labels, *(name for name in _OF_SCRAPE if name in scraped)}
    for sample in metric.samples:
        kept = [
            found
            for one in _series(platform, metric, sample, scraped, rules)
            if (found := relabelled(one, rules)) is not None
            and found.get(_NAME) in (sample, UNKNOWN)
        ]
        own = wanted | (metric.labels_of(sample) & _OF_SAMPLES)
        lacking = {name for name in own if not any(found.get(name) for found in kept)}
        if not kept or "le" in lacking:
            lost.add(sample)
        else:
            labels |= lacking
    return lost, set() if platform.is_foreign(metric) else labels


def _series(
    platform: Platform,
    metric: Metric,
    sample: str,
    scraped: Mapping[str, str],
    rules: Sequence[Rule],
) -> Iterator[Labels]:
    """What samples called *sample* look like: one for each of the values that *rules* look at."""
    read = {name for rule in rules for name in (*rule.source_labels, rule.target_label) if name}
    own = metric.labels_of(sample)
    others = {name: UNKNOWN for name in read if _may_have(platform, metric, name)}
    plain = {_NAME: sample, **others, **scraped, **dict.fromkeys(own, UNKNOWN)}
    closed = {
        name: values
        for name in sorted(read & own & metric.sure_labels)
        if (values := platform.values_of(metric, name))
    }
    for values in product(*closed.values()):
        yield {**plain, **dict(zip(closed, values, strict=True))}


def _may_have(platform: Platform, metric: Metric, name: str) -> bool:
    """Whether *metric* may have a label *name* that is none of its own: an operator's choice.

    Those of the platform's other metrics it has not, and none that begins with `__`.
    """
    if name.startswith("__"):
        return False
    prefix = platform.custom_labels_prefix
    others = _OF_SAMPLES.union(*(one.labels for one in platform.metrics.values()))
    is_chosen = metric.custom_labels or name in platform.extra_labels
    return is_chosen or name not in others or bool(prefix and name.startswith(prefix))
