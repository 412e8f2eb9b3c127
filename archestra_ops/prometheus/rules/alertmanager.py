"""A first configuration for Alertmanager that fits our alerts: where each goes, what hides what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules.identity import Identities
from archestra_ops.prometheus.rules.model import Definition, Rule, RuleSet
from archestra_ops.templating import fill, yaml

_TIER = "burnrate_tier"
_MORE_URGENT = (("critical", ("warning", "info")), ("warning", ("info",)))


@dataclass(frozen=True, kw_only=True)
class Inhibition:
    """What says no more while something else fires, by matchers: where `equal` labels are the same.

    `why` is a sentence with its stop.
    """

    why: str
    source: Sequence[str]
    target: Sequence[str]
    equal: Sequence[str]


def render(rules: RuleSet, *, by: Sequence[str]) -> str:
    """An alertmanager.yml for the alerts in *rules*; *by* are the labels that tell sites apart.

    Receivers are placeholders without secrets. Raises OpsError where a definition inhibits what is
    neither an alert nor a group.
    """
    identities = Identities(rules)
    inhibitions = [
        *_severities(rules, by, identities),
        *_tiers(rules, by),
        *_causes(rules, by, identities),
    ]
    return fill(
        "alertmanager.yaml.j2",
        watchdogs=[one.alert for one in rules.definitions.values() if one.always],
        group_by=["alertname", *by],
        inhibitions=inhibitions,
    )


def _severities(rules: RuleSet, by: Sequence[str], identities: Identities) -> Iterator[Inhibition]:
    """Of an alert that has several severities, the most urgent one is enough."""
    severities: dict[str, set[str]] = {}
    for rule in _alerts(rules):
        severities.setdefault(rule.alert, set()).add(rule.labels["severity"])
    for urgent, others in _MORE_URGENT:
        less = [other for other in others if any(other in one for one in severities.values())]
        names = [name for name, of in severities.items() if urgent in of and of & set(less)]
        own = sorted(
            label for label in set[str]().union(*map(identities.of, names)) if label not in by
        )
        if names:
            yield Inhibition(
                why="The same trouble, more urgent.",
                source=[_named("alertname", names), _named("severity", [urgent])],
                target=[_named("severity", less)],
                equal=["alertname", *by, *own],
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
                why=f"A budget that burns as fast as {name} burns in the slower tiers too.",
                source=[_named(_TIER, [name])],
                target=[_named(_TIER, names[at + 1 :])],
                equal=["alertname", "slo", *by],
            )


def _causes(rules: RuleSet, by: Sequence[str], identities: Identities) -> Iterator[Inhibition]:
    """What follows from a cause, one inhibition for each set of labels that both sides share.

    A label that only one side has must not be compared: it is empty on the other, and never equal.
    Labels of sites are compared all the same: without, the cause would hide another site's trouble.
    """
    there = {rule.alert for rule in _alerts(rules)}
    for cause in rules.definitions.values():
        symptoms = dict.fromkeys(
            name for word in cause.inhibits for name in _meant(word, cause, rules.definitions)
        )
        sites = [label for label in by if label not in cause.across]
        others = [label for label in by if label in cause.across]
        hidden: dict[tuple[tuple[str, ...], str], list[str]] = {}
        for name in symptoms if cause.alert in there else ():
            if name in there and name != cause.alert:
                shared = identities.shared(cause.alert, name)
                own = tuple(label for label in shared if label not in by)
                apart = identities.apart(cause.alert, name)
                hidden.setdefault((own, _unless_apart(sites) if apart else ""), []).append(name)
        for (own, limit), names in hidden.items():
            same = f" (for the same {' and '.join(own)})" if own else ""
            same += f" (in any {' and '.join(others)})" if others else ""
            yield Inhibition(
                why=f"{cause.alert}: {cause.summary}{same}.{limit}",
                source=[_named("alertname", [cause.alert])],
                target=[_named("alertname", names)],
                equal=[*sites, *own],
            )


def _unless_apart(sites: Sequence[str]) -> str:
    """What a reader has to know where the database's exporter may run at another site."""
    if not sites:
        return ""
    return f" It hides nothing where the database's exporter has another {' or '.join(sites)}."


def _named(label: str, values: Sequence[str]) -> str:
    """A matcher for one of *values*, which are words: what they begin with is written once."""
    if len(values) == 1:
        return f"{label}={yaml(values[0])}"
    start = _start(values)
    rest = "|".join(one.removeprefix(start) for one in values)
    return f"{label}=~{yaml(f'{start}({rest})' if start else rest)}"


def _start(names: Sequence[str]) -> str:
    """The words in CamelCase with which all *names* begin."""
    first = names[0]
    starts = (first[:at] for at in range(len(first) - 1, 0, -1) if first[at].isupper())
    alike = (one for one in starts if all(re.match(rf"{one}[A-Z]", name) for name in names))
    return next(alike, "")


def _meant(word: str, cause: Definition, definitions: Mapping[str, Definition]) -> Sequence[str]:
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
