"""What `ops alerts list` and `render` print, for the options that they were given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archestra_ops import packs
from archestra_ops.cli.files import read_whole
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus import amtool
from archestra_ops.prometheus.rules import (
    Links,
    RuleSet,
    Values,
    alertmanager,
    assumed,
    default_values,
    forms,
    rule_set,
    to_yaml,
    unseen,
)

_LARGEST = 1_000_000  # bytes of a file of values


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose rules, and with what put in; `files` and `settings` override values, in this order.

    Without a `profile`, the platform's usual one.
    """

    platform: str
    profile: str = ""
    provider: Provider
    files: Sequence[Path] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    agent_labels: Sequence[str] = ()
    links: Links = Links()  # noqa: RUF009 - frozen


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a PrometheusRule or a namespace in Mimir is called, and where it is."""

    name: str
    namespace: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


def values(wanted: Wanted) -> Values:
    """The platform's values with what the operator gives.

    Raises OpsError for what does not fit, and for a platform that has no alerts.
    """
    found = default_values(wanted.platform)
    for file in wanted.files:
        found = found.with_text(read_whole(file, _LARGEST), str(file))
    return found.with_settings(wanted.settings)


def rules(wanted: Wanted) -> RuleSet:
    """The rules that are wanted."""
    return rule_set(
        packs.platform(wanted.platform, wanted.profile),
        wanted.provider,
        values(wanted),
        agent_labels=wanted.agent_labels,
        links=wanted.links,
    )


def text(found: RuleSet, form: str, wanted: Wanted, place: Place) -> str:
    """*found* as `prometheus`, `prometheusrule`, `mimir` or `alertmanager`."""
    head = unseen.header(found) + assumed.header(found)
    match form:
        case "prometheusrule":
            return head + forms.prometheus_rule(
                found.groups, name=place.name, namespace=place.namespace, labels=place.labels
            )
        case "mimir":
            return head + forms.mimir_namespace(found.groups, name=place.name)
        case "alertmanager":
            config = alertmanager.render(found, by=values(wanted).texts("by"))
            amtool.check_config(config)
            return config
        case _:
            return head + to_yaml(found.groups)
