"""The rules of a platform for one provider: defined groups with everything put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from archestra_ops import shipped
from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.rules import load, slo
from archestra_ops.prometheus.rules.assumed import assumed, told
from archestra_ops.prometheus.rules.insertion import Insertion
from archestra_ops.prometheus.rules.model import (
    DefinedGroup,
    Definition,
    LeftOut,
    Links,
    RuleGroup,
    RuleSet,
)
from archestra_ops.prometheus.rules.one_rule import lacking, rules_of
from archestra_ops.prometheus.rules.profiled import Made, answered, known
from archestra_ops.prometheus.rules.unseen import proposed, unseen
from archestra_ops.prometheus.rules.values import Values, read_values

_OF_EVERY_SERIES: Final = ("__name__", "instance", "job")


def platforms(folder: Path = shipped.ALERTS) -> tuple[str, ...]:
    """The platforms that have alerts in *folder*, sorted."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{load.VALUES}")))


def default_values(platform: str, folder: Path = shipped.ALERTS) -> Values:
    """The values of *platform* as they ship; raises OpsError where it has none."""
    path = folder / platform / load.VALUES
    if not path.is_file():
        raise OpsError(
            f"there are no alerts for the platform '{platform}'",
            hint=f"they ship for {', '.join(platforms(folder))}; "
            "`ops alerts check` judges rules of your own",
        )
    return read_values(path, f"{folder.name}/{platform}/{load.VALUES}")


def group_names(platform: str, folder: Path = shipped.ALERTS) -> frozenset[str]:
    """What the groups of *platform* are called, those too that some provider's rules are without.

    A group's file is named like it.
    """
    files = (folder / platform).glob("*.yaml")
    return frozenset(f"{platform}-{file.stem}" for file in files if file.name != load.VALUES)


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
    what the profile lacks metrics for, and what needs a value that is not set, is left out and
    named. Raises OpsError for a definition that is malformed, and an agent label that series have
    already.
    """
    _refuse_taken(platform, agent_labels)
    insertion = Insertion(
        provider=provider, values=values, platform=platform, agent_labels=agent_labels
    )
    defined = [
        slo.expanded(group, values, platform.name) for group in load.groups(folder / platform.name)
    ]
    left_out: list[LeftOut] = []
    made: list[Made] = []
    for group, impossible in defined:
        left_out += impossible
        for one in group.definitions:
            reason = lacking(one, insertion)
            left_out += [LeftOut(rule=one.name, group=group.name, reason=reason)] if reason else []
            rules = () if reason else rules_of(one, insertion, links)
            made += [Made(definition=one, rule=rule) for rule in rules]
    there = known(platform, provider, values, agent_labels)
    kept, unanswered = answered(made, platform, there)
    guesses = assumed(kept, values)
    return RuleSet(
        groups=tuple(_grouped(told(kept, guesses), [group for group, _ in defined], platform.name)),
        left_out=(*left_out, *unanswered),
        definitions=_alerts(group for group, _ in defined),
        notes=tuple(_notes(provider, values)) if platform.postgres else (),
        unseen=unseen((one.rule for one in kept), platform),
        assumed=guesses,
        proposed=proposed(platform),
    )


def definitions(
    platform: str, values: Values, folder: Path = shipped.ALERTS
) -> Mapping[str, Definition]:
    """The definitions of the alerts of *platform*, by name; raises OpsError as rule_set does."""
    every = load.groups(folder / platform)
    return _alerts(slo.expanded(group, values, platform)[0] for group in every)


def _alerts(groups: Iterable[DefinedGroup]) -> Mapping[str, Definition]:
    found: dict[str, Definition] = {}
    for one in (one for group in groups for one in group.definitions if one.alert):
        found.setdefault(one.alert, one)
    return found


def _grouped(
    made: Sequence[Made], groups: Iterable[DefinedGroup], prefix: str
) -> Iterator[RuleGroup]:
    """The rules in their groups; a group without rules goes."""
    for group in groups:
        rules = tuple(one.rule for one in made if one.definition.group == group.name)
        if rules:
            yield RuleGroup(name=f"{prefix}-{group.name}", interval=group.interval, rules=rules)


def _notes(provider: Provider, values: Values) -> Iterator[str]:
    """What to think about: alerts on PostgreSQL watch servers that are not the platform's.

    The jobs' names are the operator's, so that there is no default that would not make the alerts
    blind somewhere.
    """
    path = "postgres_selector"
    if path not in values.entries or values.get(path).is_set:
        return
    in_kubernetes = any(binding.foreign for binding in provider.signals.values())
    label = "namespace" if in_kubernetes else provider.identity[0]
    yield (
        f"alerts on PostgreSQL watch every server that Prometheus knows, since '{path}' is empty; "
        f"""where some are not the platform's: --set '{path}={label}="…"'"""
    )


def _refuse_taken(platform: Platform, agent_labels: Sequence[str]) -> None:
    """A rule that keeps an agent label must not mean another one."""
    own = dict.fromkeys(_OF_EVERY_SERIES, "every series")
    for metric in platform.metrics.values():
        if metric.custom_labels:
            own.update((name, f"'{metric.name}'") for name in metric.labels)
    for label in agent_labels:
        if label in own:
            raise OpsError(
                f"the agent label '{label}' has the name of one that {own[label]} has already",
                hint="leave it out, or give the label another name in the platform",
            )
