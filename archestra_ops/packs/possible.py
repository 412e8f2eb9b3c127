"""Values in a pack that cannot be: names that Prometheus refuses, keys of rows that no label has.

What a pack refers to is looked at by `references`; here it is what would fail later, when its page
is emitted or scraped. Ports are looked at by `hosts`, metrics by `pages`, rows by `emission`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from archestra_ops.errors import PackError
from archestra_ops.packs import hosts, pages
from archestra_ops.packs.emission import MOVES
from archestra_ops.packs.model import Label, Metric, Pack, Platform, Profile
from archestra_ops.packs.provider import Provider
from archestra_ops.packs.scenario import PROCESS
from archestra_ops.packs.structure import did_you_mean

_FILE: Final = re.compile(r"[a-z][a-z0-9-]*")
# Prometheus, "Data model": what names of metrics and labels are made of; `__` is its own.
_METRIC: Final = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL: Final = re.compile(r"(?!__)[a-zA-Z_][a-zA-Z0-9_]*")


def check_platform(pack: Platform, where: str) -> None:
    """Raise PackError for what no platform can have in *pack*, whole; *where* is the file."""
    _file(pack.name, where)
    hosts.check_hosts(pack, where)
    _label(pack.extra_labels, f"{where}: extra_labels")
    if pack.exemplars is not None:
        named = (pack.exemplars.span, pack.exemplars.session)
        _label((pack.exemplars.trace, *filter(None, named)), f"{where}: exemplars")
    if pack.custom_labels_prefix:
        _label([pack.custom_labels_prefix], f"{where}: custom_labels_prefix")
    known = _catalogue(pack.metrics, pack.labels, f"{where}: ")
    for name, profile in pack.profiles.items():
        at = f"{where}: profiles.{name}"
        known |= _catalogue(profile.metrics, profile.labels, f"{at}.")
        _renames(profile, pack.metrics, at)
    own = [metric for profile in pack.profiles.values() for metric in profile.metrics.values()]
    _all_keys(pack, [*pack.metrics.values(), *own], known, where)


def check_provider(pack: Provider, where: str) -> None:
    """Raise PackError for what no provider can have in *pack*; *where* is the file."""
    for job in pack.jobs:
        hosts.check_address(job.port, job.path, f"{where}: jobs.{job.name}")
    known = _catalogue(pack.metrics, pack.labels, f"{where}: ")
    _all_keys(pack, pack.metrics.values(), known, where)


def _all_keys(pack: Pack, metrics: Iterable[Metric], known: set[str], where: str) -> None:
    """A text in a row must be a label of some metric: records are shared by those of several."""
    for name, rows in pack.rows.items():
        for number, row in enumerate(rows):
            _keys(row, known, f"{where}: rows.{name}[{number}]")
    for metric in metrics:
        for emit in metric.emit:
            at = f"{where}: metrics.{metric.name}.emit"
            for label in (*emit.labels, *filter(None, [emit.one_of])):
                if label not in metric.labels:
                    raise PackError(
                        f"{at}: '{metric.name}' has no label {label!r}",
                        hint=did_you_mean(label, metric.labels),
                    )
            for number, row in enumerate(emit.series):
                _keys(row, known, f"{at}.series[{number}]")


def _keys(row: Mapping[str, str | float], known: set[str], at: str) -> None:
    for key, value in row.items():
        if isinstance(value, str) and key not in known and key not in (*MOVES, PROCESS):
            raise PackError(f"{at}: no metric has a label {key!r}", hint=did_you_mean(key, known))


def _catalogue(metrics: Mapping[str, Metric], labels: Mapping[str, Label], under: str) -> set[str]:
    """The labels of *metrics* and *labels*, once all names prove possible; keys follow *under*."""
    _label(labels, f"{under}labels")
    pages.check_labels(labels, under)
    found = set(labels)
    for name, metric in metrics.items():
        _metric(name, f"{under}metrics")
        _label((one for one in metric.labels if one not in found), f"{under}metrics.{name}.labels")
        found.update(metric.labels)
    pages.check_metrics(metrics, under)
    return found


def _renames(profile: Profile, metrics: Mapping[str, Metric], at: str) -> None:
    """No two metrics may have one name in a profile."""
    others = {name for name in metrics if name not in (*profile.without, *profile.rename)}
    taken = others | set(profile.metrics)
    for old, new in profile.rename.items():
        _metric(new, f"{at}.rename")
        if new in taken:
            raise PackError(
                f"{at}.rename.{old}: another metric is called {new!r} already",
                hint="give it another name, or leave the other out by without",
            )
        taken.add(new)


def _metric(name: str, at: str) -> None:
    if not _METRIC.fullmatch(name):
        raise PackError(
            f"{at}: {name!r} is not a name that a metric can have",
            hint="Prometheus takes letters, digits, _ and :, no digit first",
        )


def _label(names: Iterable[str], at: str) -> None:
    for name in names:
        if not _LABEL.fullmatch(name):
            raise PackError(
                f"{at}: {name!r} is not a name that a label can have",
                hint="Prometheus takes letters, digits and _, no digit and no __ first",
            )


def _file(name: str, where: str) -> None:
    if not _FILE.fullmatch(name):
        raise PackError(
            f"{where}: '{name}' is not a name that a platform can have",
            hint="call the file by small letters, digits and -, a letter first",
        )
