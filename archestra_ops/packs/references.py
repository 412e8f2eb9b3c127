"""Names in a pack that refer to something else in it: whether that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archestra_ops.errors import PackError
from archestra_ops.packs import figures, pages
from archestra_ops.packs.emission import check_emitted
from archestra_ops.packs.incidents import check_scenarios
from archestra_ops.packs.model import Metric, Pack, Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.packs.telemetry import Span, Telemetry


def check_profiles(pack: Platform, where: str) -> None:
    """Raise PackError for a profile of *pack* that is not there, or that names what is not."""
    if pack.profiles and not pack.default_profile:
        raise PackError(
            f"{where}: missing key 'default_profile'", hint="name the profile that most have"
        )
    _known(pack.default_profile, pack.profiles, f"{where}: default_profile")
    for name, profile in pack.profiles.items():
        at = f"{where}: profiles.{name}"
        _known(profile.written_twice, pack.profiles, f"{at}.written_twice")
        for process in profile.processes:
            _there(process, pack.processes, f"{at}.processes")
        for key, metrics in (("without", profile.without), ("rename", profile.rename)):
            for metric in metrics:
                _known(metric, pack.metrics, f"{at}.{key}")


def check_platform(pack: Platform, where: str) -> None:
    """Raise PackError for a name in *pack* that nothing has; *where* is the file."""
    _own(pack, where)
    _emits(pack, where)
    check_scenarios(pack, where)
    if pack.telemetry is not None:
        check_telemetry(pack.telemetry, pack.traffic, where)
    for metric in pack.metrics.values():
        if metric.exemplars and pack.exemplars is None:
            raise PackError(
                f"{where}: metrics.{metric.name}.exemplars: nothing says what their labels are",
                hint='add [exemplars] with trace = "trace_id", or what it is called',
            )
        for process in metric.processes:
            _there(process, pack.processes, f"{where}: metrics.{metric.name}.processes")
    samples = [sample for metric in pack.metrics.values() for sample in metric.samples]
    for number, probe in enumerate(pack.probes):
        homes = (*pack.processes, *pack.silent)
        _there(probe.process, homes, f"{where}: probes[{number}].process")
    for name, part in pack.processes.items():
        at = f"{where}: processes.{name}.anchor"
        _there(part.anchor, samples, at)
        found = pack.metric_of(part.anchor)
        if found is not None and found.processes and name not in found.processes:
            raise PackError(
                f"{at}: '{part.anchor}' is not on its page",
                hint=f"name one that is, or add '{name}' to the metric's processes",
            )


def check_provider(pack: Provider, where: str) -> None:
    """Raise PackError for a name in *pack* that nothing has; *where* is the file."""
    _own(pack, where)
    _emits(pack, where)
    check_scenarios(pack, where)
    for key, needs in _needs(pack):
        _known(needs, pack.settings, f"{where}: {key}.needs")
    _known(pack.anchor, pack.metrics, f"{where}: anchor")
    for job in pack.jobs:
        _known(job.anchor, pack.metrics, f"{where}: jobs.{job.name}.anchor")
    for variant in pack.variants:
        option, _, value = variant.partition("=")
        _known(option, pack.options, f"{where}: variants")
        _known(value, pack.options[option].values, f"{where}: variants.{variant}")


def check_telemetry(telemetry: Telemetry, traffic: Iterable[str], where: str) -> None:
    """Raise PackError for a name in *telemetry* that nothing has; *where* is the file."""
    activities = tuple(traffic)
    _known(telemetry.root, telemetry.spans, f"{where}: telemetry.root")
    for name, span in telemetry.spans.items():
        at = f"{where}: telemetry.spans.{name}"
        _known(span.service, telemetry.services, f"{at}.service")
        for play in span.play:
            figures.play(play, f"{at}.play")
            _known(play.on, activities, f"{at}.play.on")
            for other in (*play.inside, *play.around):
                _known(other, telemetry.spans, f"{at}.play")
        _values(telemetry, span, at)


def _values(telemetry: Telemetry, span: Span, at: str) -> None:
    for values in (values for play in span.play for values in play.values):
        for attribute in (*values.attributes, *values.whole, *values.amounts):
            if not attribute.startswith(telemetry.patterns):
                _known(attribute, span.attributes, f"{at}.play.values")
        for event in values.events:
            _known(event, span.events, f"{at}.play.values.events")


def _own(pack: Pack, where: str) -> None:
    """What a metric says of its own labels and bounds."""
    for name, metric in pack.metrics.items():
        at = f"{where}: metrics.{name}"
        for label in metric.optional_labels:
            _there(label, metric.labels, f"{at}.optional_labels")
        if metric.needed_bounds and metric.type != "histogram":
            raise PackError(f"{at}.needed_bounds: only a histogram has any", hint="leave it out")
        lacking = sorted(set(metric.needed_bounds) - set(_bounds(metric)))
        if lacking and _bounds(metric):
            raise PackError(
                f"{at}.needed_bounds: no bucket ends at {lacking[0]:g}",
                hint="add it to the buckets",
            )


def _bounds(metric: Metric) -> tuple[float, ...]:
    """The bounds that a page of the emitter has; none where there is no such page."""
    if isinstance(metric.buckets, tuple):
        return metric.buckets
    return next((one.buckets for one in metric.emit if one.buckets), ())


def _emits(pack: Pack, where: str) -> None:
    for metric in pack.metrics.values():
        for emit in metric.emit:
            _known(emit.on, pack.traffic, f"{where}: metrics.{metric.name}.emit.on")
            _known(emit.each, pack.rows, f"{where}: metrics.{metric.name}.emit.each")
    check_emitted(pack, where)
    pages.check_names(pack, where)


def _needs(pack: Provider) -> Iterator[tuple[str, str]]:
    for name, label in pack.labels.items():
        yield f"labels.{name}", label.needs
    for name, metric in pack.metrics.items():
        yield f"metrics.{name}", metric.needs
    for bindings in (pack.signals, *pack.variants.values()):
        for name, binding in bindings.items():
            yield f"signals.{name}", binding.needs


def _known(name: str, table: Iterable[str], where: str) -> None:
    if name:
        _there(name, table, where)


def _there(name: str, table: Iterable[str], where: str) -> None:
    names = tuple(table)
    if name not in names:
        raise PackError(f"{where}: nothing is called {name!r}", hint=did_you_mean(name, names))
