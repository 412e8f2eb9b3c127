"""The rules of a platform for one provider: defined groups with everything put in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archestra_ops import shipped
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.rules import load, slo
from archestra_ops.prometheus.rules.insertion import Insertion
from archestra_ops.prometheus.rules.model import (
    Definition,
    LeftOut,
    Links,
    Rule,
    RuleGroup,
    RuleSet,
)
from archestra_ops.prometheus.rules.one_rule import lacking, rules_of
from archestra_ops.prometheus.rules.values import Values, read_values


def default_values(platform: str, folder: Path = shipped.ALERTS) -> Values:
    """The values of *platform* as they ship; raises OpsError where it has none."""
    path = folder / platform / load.VALUES
    if not path.is_file():
        raise OpsError(f"there are no alerts for the platform '{platform}'")
    return read_values(path, f"{folder.name}/{platform}/{load.VALUES}")


def rule_set(
    platform: Platform,
    provider: Provider,
    values: Values,
    *,
    agent_labels: Sequence[str] = (),
    links: Links = Links(),  # noqa: B008 - frozen
    folder: Path = shipped.ALERTS,
) -> RuleSet:
    """The rules of *platform*, with what *provider* and *values* say put in.

    *agent_labels* are the Prometheus names of custom labels. What the provider lacks signals for,
    and what needs a value that is not set, is left out and named. Raises OpsError for a definition
    that is malformed.
    """
    insertion = Insertion(provider=provider, values=values, agent_labels=agent_labels)
    rendered: list[RuleGroup] = []
    left_out: list[LeftOut] = []
    definitions: dict[str, Definition] = {}
    for defined in load.groups(folder / platform.name):
        group, impossible = slo.expanded(defined, values, platform.name)
        left_out += impossible
        rules: list[Rule] = []
        for one in group.definitions:
            if one.alert:
                definitions.setdefault(one.alert, one)
            reason = lacking(one, insertion)
            left_out += [LeftOut(rule=one.name, group=group.name, reason=reason)] if reason else []
            rules += [] if reason else rules_of(one, insertion, links)
        if rules:
            name = f"{platform.name}-{group.name}"
            rendered.append(RuleGroup(name=name, interval=group.interval, rules=tuple(rules)))
    return RuleSet(groups=tuple(rendered), left_out=tuple(left_out), definitions=definitions)
