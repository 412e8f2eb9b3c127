"""Rules in the names of a platform's profile, without those that it has no series for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from archestra_ops import promql
from archestra_ops.expressions import unanswered
from archestra_ops.packs.beside import beside
from archestra_ops.packs.catalogue import Catalogue, catalogue
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider
from archestra_ops.prometheus.rules.kinds import matchers
from archestra_ops.prometheus.rules.model import Definition, LeftOut, Rule
from archestra_ops.prometheus.rules.subset import is_recorded_by
from archestra_ops.prometheus.rules.values import Values

_SELECTORS = ("selector", "postgres_selector")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A rule, and the definition that it is made of."""

    definition: Definition
    rule: Rule


def known(
    platform: Platform, provider: Provider, values: Values, agent_labels: Sequence[str]
) -> Catalogue:
    """What there is to ask for: metrics, with the labels that the operator says they have."""
    packs = (one.pack for one in beside(platform))
    custom = dict.fromkeys(agent_labels, "")
    found = catalogue(platform, provider, *packs, custom_labels=custom)
    chosen = {
        matcher.label
        for path in _SELECTORS
        for matcher in matchers(values.text(path) if path in values.entries else "")
    }
    own = chosen.union(values.texts("by"))
    return replace(found, target_labels=found.target_labels | own)


def answered(
    made: Iterable[Made], platform: Platform, there: Catalogue
) -> tuple[list[Made], list[LeftOut]]:
    """Those of *made* that the profile of *platform* can answer, in its names, and the others.

    What reads a series that is recorded no longer goes too, and so does all of an objective that
    lacks something. Raises PromQLError for an expression that cannot be read.
    """
    if not platform.profiles:
        return list(made), []
    renamed = [_renamed(one, platform.renamed) for one in made]
    reasons = {
        at: reason
        for at, one in enumerate(renamed)
        if (reason := unanswered.reason(one.rule.expr, there, platform.profile))
    }
    while more := dict(_following(renamed, reasons)):
        reasons |= more
    kept = [one for at, one in enumerate(renamed) if at not in reasons]
    return kept, _told(renamed, reasons)


def _renamed(one: Made, names: Mapping[str, str]) -> Made:
    return replace(one, rule=replace(one.rule, expr=promql.rename(one.rule.expr, names)))


def _following(made: Sequence[Made], reasons: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """What cannot stay without those that *reasons* are given for, with the same reason."""
    objectives = {
        (made[at].definition.group, made[at].definition.objective): reason
        for at, reason in reasons.items()
        if made[at].definition.objective
    }
    recording: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(made):
        if one.rule.record:
            recording[one.rule.record].append(at)
    for at, one in enumerate(made):
        if at in reasons:
            continue
        reason = objectives.get((one.definition.group, one.definition.objective), "")
        for selector in () if reason else promql.selectors(one.rule.expr):
            own = recording.get(selector.name or "", ())
            found = [other for other in own if is_recorded_by(selector, made[other].rule)]
            if found and all(other in reasons for other in found):
                reason = reasons[found[0]]
        if reason:
            yield at, reason


def _told(made: Sequence[Made], reasons: Mapping[int, str]) -> list[LeftOut]:
    """What is left out; not what another rule of the same name records instead."""
    there = {one.rule.record for at, one in enumerate(made) if at not in reasons}
    found = (
        LeftOut(rule=made[at].definition.name, group=made[at].definition.group, reason=reasons[at])
        for at in sorted(reasons)
        if not made[at].rule.record or made[at].rule.record not in there
    )
    return list(dict.fromkeys(found))
