"""A provider's pack for an exporter that is not set up as the pack takes for granted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from archestra_ops.errors import PackError
from archestra_ops.packs.model import Metric
from archestra_ops.packs.naming import named_by
from archestra_ops.packs.provider import Job, Option, Provider
from archestra_ops.packs.scenario import Change, Scenario, rescripted
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.packs.traffic import Emit, Row


def configure(provider: Provider, options: Mapping[str, str]) -> Provider:
    """What *provider*, as it ships, exposes with *options*; one left out has its default.

    Its jobs ask for that, its catalogue holds the names and types that follow, and its signals
    use them. Raises PackError for an option that it does not have or a value that is not possible.
    """
    chosen = _chosen(provider, options)
    jobs = tuple(_with_params(job, provider.options, chosen) for job in provider.jobs)
    bindings = dict(provider.signals)
    for option, value in chosen.items():
        for key in (f"{option}={value}", option if value else ""):
            for signal, binding in provider.variants.get(key, {}).items():
                expr = binding.expr.replace(f"${option}", value)
                bindings[signal] = replace(binding, expr=expr)
    other = {n: value for n, value in chosen.items() if value != provider.options[n].default}
    configured = replace(provider, jobs=jobs, signals=bindings, chosen=other)
    if chosen.get("delta_mode") == "counter":
        metrics = {n: _counter(m, provider.sample_interval) for n, m in provider.metrics.items()}
        configured = replace(configured, metrics=metrics)
        configured = replace(configured, scenarios=_counted(provider, configured))
    if "name_template" in chosen:
        configured = named_by(chosen["name_template"], configured)
    return configured


def _chosen(provider: Provider, options: Mapping[str, str]) -> dict[str, str]:
    chosen = {name: option.default for name, option in provider.options.items()}
    for name, value in options.items():
        if name not in provider.options:
            raise PackError(
                f"provider {provider.name!r} has no option {name!r}",
                hint=did_you_mean(name, chosen),
            )
        if not _possible(provider.options[name], value):
            raise PackError(
                f"option {name!r} cannot be {value!r}", hint=_hint(provider.options[name], value)
            )
        chosen[name] = value
    return chosen


def _possible(option: Option, value: str) -> bool:
    if value == option.default:
        return True
    if option.values:
        return value in option.values
    return bool(re.fullmatch(option.pattern or ".+", value))


def _hint(option: Option, value: str) -> str:
    if option.values:
        return did_you_mean(value, option.values)
    return f"give what matches {option.pattern}" if option.pattern else "give a value"


def _with_params(job: Job, options: Mapping[str, Option], chosen: Mapping[str, str]) -> Job:
    """*job* with the URL parameters that carry an option; a job without one gets none."""
    carried = {o.param: (chosen[name],) for name, o in options.items() if o.param in job.params}
    return replace(job, params={**job.params, **carried})


def _counter(metric: Metric, interval: float) -> Metric:
    """A count of one interval, added up by the exporter."""
    if not metric.delta:
        return metric
    emit = tuple(_growing(one, interval) for one in metric.emit)
    return replace(metric, type="counter", delta=False, emit=emit)


def _counted(provider: Provider, configured: Provider) -> Mapping[str, Scenario]:
    """The scenarios, with a rate in place of a level for what is a counter now."""

    def counted(change: Change) -> Change:
        metric = configured.metrics.get(change.metric)
        if metric is None or metric.type != "counter" or change.level is None:
            return change
        return replace(change, level=None, rate=change.level / provider.sample_interval)

    return rescripted(provider.scenarios, counted)


def _growing(emit: Emit, interval: float) -> Emit:
    rows = tuple(_growing_row(row, interval) for row in emit.series)
    return replace(emit, rate=emit.level / interval, level=0.0, swing=0.0, series=rows)


def _growing_row(row: Row, interval: float) -> Row:
    kept = {key: value for key, value in row.items() if key not in ("level", "swing")}
    level = row.get("level")
    return kept if not isinstance(level, float) else kept | {"rate": level / interval}
