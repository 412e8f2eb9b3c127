"""Alerts that rest on metrics which are documented or proposed, and nobody has met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archestra_ops import promql
from archestra_ops.packs.model import Platform
from archestra_ops.packs.standing import DOCUMENTED, PROPOSED, standing
from archestra_ops.prometheus.rules.model import Rule, RuleSet


def unseen(rules: Iterable[Rule], platform: Platform) -> dict[str, tuple[str, ...]]:
    """By alert, the metrics of *platform* that it reads and that nobody has seen in the field.

    Also those that it reads through what other *rules* record.
    """
    if not platform.unseen:
        return {}
    every = list(rules)
    recorded: dict[str, list[Rule]] = defaultdict(list)
    for rule in every:
        if rule.record:
            recorded[rule.record].append(rule)
    found: dict[str, set[str]] = defaultdict(set)
    for rule in every:
        if rule.alert:
            found[rule.alert].update(_metrics(rule, recorded, platform))
    return {alert: tuple(sorted(names)) for alert, names in found.items() if names}


def proposed(platform: Platform) -> frozenset[str]:
    """The metrics of *platform* that nobody has seen and that its documentation lacks, too."""
    return frozenset(n for n, metric in platform.metrics.items() if standing(metric) == PROPOSED)


def header(rules: RuleSet) -> str:
    """A comment for the head of a rule file that names these alerts; empty without any."""
    lines: list[str] = []
    for known, is_proposed in ((DOCUMENTED, False), (PROPOSED, True)):
        found = {
            alert: [name for name in names if (name in rules.proposed) is is_proposed]
            for alert, names in sorted(rules.unseen.items())
        }
        told = [f"  {alert}: {', '.join(names)}" for alert, names in found.items() if names]
        lines += [f"{known.capitalize()}: what these alerts rest on.", *told] if told else []
    return "".join(f"# {line}\n" for line in lines)


def _metrics(
    rule: Rule, recorded: Mapping[str, Sequence[Rule]], platform: Platform
) -> Iterator[str]:
    waiting, seen = [rule], {rule.expr}
    while waiting:
        for selector in promql.selectors(waiting.pop().expr):
            name = selector.name or ""
            for made in recorded.get(name, ()):
                if made.expr not in seen and _may_be(made, selector):
                    seen.add(made.expr)
                    waiting.append(made)
            metric = platform.metric_of(name)
            if metric is not None and not metric.seen:
                yield metric.name


def _may_be(made: Rule, selector: promql.Selector) -> bool:
    """Whether *selector* may take what *made* records; objectives share names, not `slo`."""
    return all(
        matcher.op != "=" or made.labels.get(matcher.label, matcher.value) == matcher.value
        for matcher in selector.matchers
    )
