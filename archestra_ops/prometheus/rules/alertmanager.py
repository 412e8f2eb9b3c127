"""A first configuration for Alertmanager that fits our alerts: where each goes, what hides what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules.model import Definition, Rule, RuleSet
from archestra_ops.templating import fill

_TIER = "burnrate_tier"


@dataclass(frozen=True, kw_only=True)
class Inhibition:
    """What says no more while something else fires, by label: where `equal` labels are the same."""

    why: str
    source: Mapping[str, str]
    target: Mapping[str, str]
    equal: Sequence[str]


def render(rules: RuleSet, *, by: Sequence[str]) -> str:
    """An alertmanager.yml for the alerts in *rules*; *by* are the labels that tell sites apart.

    Receivers are placeholders without secrets. Raises OpsError where a definition inhibits what is
    neither an alert nor a group.
    """
    inhibitions = [*_severities(by), *_tiers(rules, by), *_causes(rules, by)]
    return fill(
        "alertmanager.yaml.j2",
        watchdogs=[one.alert for one in rules.definitions.values() if one.always],
        group_by=["alertname", *by],
        inhibitions=inhibitions,
    )


def _severities(by: Sequence[str]) -> Iterator[Inhibition]:
    equal = ["alertname", *by]
    why = "The same trouble, more urgent."
    for source, target in (("critical", "warning|info"), ("warning", "info")):
        yield Inhibition(
            why=why, source={"severity": source}, target={"severity": target}, equal=equal
        )


def _tiers(rules: RuleSet, by: Sequence[str]) -> Iterator[Inhibition]:
    """Where the budget burns fast, it burns slowly too."""
    tiers: dict[str, list[str]] = {}
    for rule in _alerts(rules):
        tier, known = rule.labels.get(_TIER), tiers.setdefault(rule.labels["severity"], [])
        if tier and tier not in known:
            known.append(tier)
    for names in tiers.values():
        for at, name in enumerate(names[:-1]):
            yield Inhibition(
                why="A budget that burns fast burns in the slower tiers too.",
                source={_TIER: name},
                target={_TIER: "|".join(names[at + 1 :])},
                equal=["alertname", "slo", *by],
            )


def _causes(rules: RuleSet, by: Sequence[str]) -> Iterator[Inhibition]:
    there = {rule.alert for rule in _alerts(rules)}
    for cause in rules.definitions.values():
        symptoms = dict.fromkeys(
            name for word in cause.inhibits for name in _named(word, cause, rules.definitions)
        )
        hidden = [name for name in symptoms if name in there and name != cause.alert]
        if cause.alert in there and hidden:
            yield Inhibition(
                why="The cause, and what follows from it.",
                source={"alertname": cause.alert},
                target={"alertname": "|".join(hidden)},
                equal=by,
            )


def _named(word: str, cause: Definition, definitions: Mapping[str, Definition]) -> Sequence[str]:
    """The alerts that *word* means: that one, or those of the group."""
    found = [one.alert for one in definitions.values() if word in (one.alert, one.group)]
    if not found:
        known = {name for one in definitions.values() for name in (one.alert, one.group)}
        raise OpsError(
            f"{cause.file}:{cause.line}: '{cause.alert}' inhibits '{word}', which there is not",
            hint=did_you_mean(word, known),
        )
    return found


def _alerts(rules: RuleSet) -> Iterator[Rule]:
    return (rule for group in rules.groups for rule in group.rules if rule.alert)
