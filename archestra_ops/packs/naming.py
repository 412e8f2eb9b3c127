"""An exporter's template of metric names: a catalogue and its signals under other names.

After webdevops/azure-metrics-exporter, metrics/insights.general.go: fields are filled in, `-`, `/`,
`.` and spaces become `_`, all is put into lower case, any other character is dropped. A part that
the template leaves out is a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from archestra_ops import promql
from archestra_ops.errors import PackError
from archestra_ops.packs.model import Metric
from archestra_ops.packs.provider import Binding, Provider
from archestra_ops.packs.scenario import Change, rescripted
from archestra_ops.packs.structure import did_you_mean

_FIELD: Final = re.compile(r"\{([^}]+)\}")
# `dimension` and other labels could be fields as well; with them a database would be a metric.
_FIELDS: Final = ("name", "type", "metric", "aggregation", "unit")
_NAME: Final = re.compile(r"[a-z_:][a-z0-9_:]*")


def named_by(template: str, provider: Provider) -> Provider:
    """*provider* with the names that *template* gives its metrics.

    The fields are the metrics' parts, and `type` and `name`, which are the jobs' parameters
    `resourceType` and `name`. Raises PackError for a template that no metric can be named by.
    """
    unknown = [field for field in _FIELD.findall(template) if field not in _FIELDS]
    if unknown:
        raise _wrong(f"has no field {unknown[0]!r}", did_you_mean(unknown[0], _FIELDS))
    params = provider.jobs[0].params
    shared = {"type": params["resourceType"][0], "name": params["name"][0]}
    names = {old: _name(template, {**shared, **m.parts}) for old, m in provider.metrics.items()}
    left_out = {part for part in _FIELDS if f"{{{part}}}" not in template}
    labelled: dict[str, list[Metric]] = {}
    for old, metric in provider.metrics.items():
        own = {part: value for part, value in metric.parts.items() if part in left_out}
        labelled.setdefault(names[old], []).append(_with_labels(metric, own))
    jobs = tuple(replace(job, anchor=names.get(job.anchor, "")) for job in provider.jobs)
    return replace(
        provider,
        metrics={new: _one(new, metrics) for new, metrics in labelled.items()},
        anchor=names[provider.anchor],
        jobs=jobs,
        scenarios=rescripted(
            provider.scenarios, lambda change: _renamed(change, provider.metrics, names, left_out)
        ),
        signals={
            signal: _rebound(binding, provider.metrics, names, left_out)
            for signal, binding in provider.signals.items()
        },
    )


def _name(template: str, fields: Mapping[str, str]) -> str:
    filled = _FIELD.sub(lambda field: fields.get(field[1], ""), template)
    name = re.sub(r"[^a-z0-9_:]", "", re.sub(r"[-/. ]", "_", filled).lower())
    if not _NAME.fullmatch(name):
        raise _wrong(f"gives {name!r}, which is no metric name", "start it with a letter")
    return name


def _with_labels(metric: Metric, parts: Mapping[str, str]) -> Metric:
    emit = tuple(replace(one, labels={**one.labels, **parts}) for one in metric.emit)
    return replace(metric, labels=(*metric.labels, *parts), emit=emit)


def _one(name: str, metrics: list[Metric]) -> Metric:
    """The metric called *name*: what several have in common, and the series of all of them."""
    first = metrics[0]
    if len(metrics) == 1:
        return replace(first, name=name)
    needs = {metric.needs for metric in metrics}
    return Metric(
        name=name,
        type=first.type,
        help=f"{len(metrics)} metrics, told apart by labels",
        unit=_common(metric.unit for metric in metrics),
        labels=tuple(dict.fromkeys(chain.from_iterable(metric.labels for metric in metrics))),
        delta=all(metric.delta for metric in metrics),
        needs=first.needs if len(needs) == 1 else "",
        parts={
            part: value
            for part, value in first.parts.items()
            if all(metric.parts[part] == value for metric in metrics)
        },
        emit=tuple(chain.from_iterable(metric.emit for metric in metrics)),
    )


def _common(units: Iterable[str]) -> str:
    found = set(units)
    return found.pop() if len(found) == 1 else "various"


def _rebound(
    binding: Binding, metrics: Mapping[str, Metric], names: Mapping[str, str], left_out: set[str]
) -> Binding:
    """*binding* with the new names, and matchers for what they no longer say."""
    expr = binding.expr
    for old in {selector.name or "" for selector in promql.selectors(expr)} & metrics.keys():
        parts = metrics[old].parts
        matchers = [promql.Matcher(p, "=", v) for p, v in parts.items() if p in left_out]
        expr = promql.with_matchers(expr, matchers, where=_called(old))
    return replace(binding, expr=promql.rename(expr, names))


def _renamed(
    change: Change, metrics: Mapping[str, Metric], names: Mapping[str, str], left_out: set[str]
) -> Change:
    """*change* with the new names, and words for what they no longer say."""
    parts = metrics[change.metric].parts if change.metric else {}
    own = {part: value for part, value in parts.items() if part in left_out}
    return replace(
        change,
        metric=names.get(change.metric, ""),
        vanish=tuple(names.get(name, name) for name in change.vanish),
        where={**change.where, **own},
    )


def _called(name: str) -> Callable[[promql.Selector], bool]:
    return lambda selector: selector.name == name


def _wrong(what: str, hint: str) -> PackError:
    return PackError(f"option 'name_template' {what}", hint=hint)
