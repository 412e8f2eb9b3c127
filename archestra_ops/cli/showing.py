"""How `ops packs show` reads: a pack or one of its metrics, as lines and as a JSON document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from archestra_ops import packs
from archestra_ops.cli.showing_platform import facts_of, lines_of
from archestra_ops.errors import PackError
from archestra_ops.output.lines import wrapped
from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.standing import standing
from archestra_ops.packs.structure import did_you_mean

_WIDTH = 80
_NAME = 14  # of the column before a fact
_ANY = "PLATFORM"  # what stands for the name of whichever a provider is beside

Shown = tuple[dict[str, Any], list[str]]


def pack_named(name: str, profile: str = "") -> Pack:
    """The platform or provider called *name*; PackError with a suggestion where there is none.

    *profile* is that of a platform; PackError where it has none of that name, as no provider has.
    """
    if name in packs.platform_names():
        return packs.platform(name, profile)
    if name in packs.provider_names() and profile:
        raise PackError(f"provider {name!r} has no profile {profile!r}", hint="it has none at all")
    if name in packs.provider_names():
        return packs.provider(name)
    known = (*packs.platform_names(), *packs.provider_names())
    raise PackError(f"no pack named {name!r}", hint=did_you_mean(name, known))


def one_metric(pack: Pack, name: str) -> Shown:
    """All that *pack* knows of the metric called *name*, or of whose samples are called so."""
    metric = pack.metrics.get(name) or pack.metric_of(name)
    if metric is None:
        raise PackError(
            f"pack {pack.name!r} has no metric {name!r}", hint=did_you_mean(name, pack.metrics)
        )
    facts = _facts(pack, metric)
    document = {"type": "archestra-ops.metric", "schema_version": 1, "pack": pack.name, **facts}
    lines = [metric.name]
    for key, value in facts.items():
        if key != "name" and value not in ("", [], None, False, {}):
            lines += _fact(key.replace("_", " "), _words(value))
    return document, lines


def whole(pack: Pack) -> Shown:
    """*pack* and the list of its metrics; of a provider its signals, options and settings too."""
    document: dict[str, Any] = {
        "type": "archestra-ops.pack",
        "schema_version": 1,
        "name": pack.name,
        "title": pack.title,
        "metrics": [_facts(pack, metric) for metric in pack.metrics.values()],
        "scenarios": {name: scenario.help for name, scenario in pack.scenarios.items()},
    }
    lines = [f"{pack.name}: {pack.title}"]
    if isinstance(pack, Platform):
        document |= facts_of(pack)
        lines += lines_of(pack)
    if isinstance(pack, Provider):
        document |= _provider(pack)
        lines += list(_provider_lines(pack))
    lines += ["", "metrics"]
    for metric in pack.metrics.values():
        mark = "" if metric.seen else f", {standing(metric)}"
        lines += wrapped(f"{metric.name} ({metric.type}{mark})", "  ", "    ")
    lines += ["", "scenarios"] if pack.scenarios else []
    for name, scenario in pack.scenarios.items():
        lines += wrapped(f"{name}: {scenario.help}", "  ", "    ")
    return document, lines


def _facts(pack: Pack, metric: Metric) -> dict[str, Any]:
    values = {label: pack.values_of(metric, label) for label in metric.labels}
    return {
        "name": metric.name,
        "type": metric.type,
        "help": metric.help,
        "unit": metric.unit,
        "labels": list(metric.labels),
        "may_lack": list(metric.optional_labels),
        "values": {label: list(known) for label, known in values.items() if known},
        "buckets": list(metric.buckets) if isinstance(metric.buckets, tuple) else metric.buckets,
        "needed_bounds": list(metric.needed_bounds),
        "processes": list(metric.processes),
        "exemplars": metric.exemplars,
        "custom_labels": metric.custom_labels,
        "documented": metric.documented,
        "only_while": metric.only_while,
        "needs": _needs(pack, metric),
        "since": metric.since,
        "until": metric.until,
        "not_seen": standing(metric),
        "instead": metric.instead,
        "same_events_as": metric.twin,
    }


def _needs(pack: Pack, metric: Metric) -> str:
    if isinstance(pack, Provider) and metric.needs:
        setting = pack.settings[metric.needs]
        return f"{setting.title}: {setting.how}"
    return metric.needs


def _provider(provider: Provider) -> dict[str, Any]:
    return {
        "exporter": provider.exporter,
        "identity": list(provider.identity),
        "sample_interval": provider.sample_interval,
        "jobs": [
            {"name": job.name, "port": job.port, "path": job.path}
            for job in jobs_for(provider, _ANY)
        ],
        "signals": {name: binding.expr for name, binding in provider.signals.items()},
        "options": {name: option.default for name, option in provider.options.items()},
    }


def _provider_lines(provider: Provider) -> Iterator[str]:
    yield from _fact("exporter", provider.exporter)
    yield from _fact("use when", provider.use_when)
    for job in jobs_for(provider, _ANY):
        yield from _fact("job", f"{job.name}, port {job.port}{job.path}")
    for name, option in provider.options.items():
        default = option.default or "unset"
        yield from _fact("option", f"{name} (default {default}): {option.help}")
    for setting in provider.settings.values():
        yield from _fact("setting", f"{setting.title}: {setting.how}")
    lacking = [name for name in packs.signals() if name not in provider.signals]
    yield from _fact("signals", f"{len(provider.signals)} bound")
    yield from _fact("lacks", ", ".join(lacking) or "nothing")


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(
            f"{label}: {', '.join(map(repr, known))}" for label, known in value.items()
        )
    if isinstance(value, list):
        return ", ".join(f"{item:g}" if isinstance(item, float) else str(item) for item in value)
    return "yes" if value is True else str(value)


def _fact(name: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=f"  {name:{_NAME}}",
        subsequent_indent=" " * (_NAME + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
