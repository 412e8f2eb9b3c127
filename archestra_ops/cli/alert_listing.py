"""What `ops alerts list` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from archestra_ops import packs
from archestra_ops.cli.alerting import Wanted, values
from archestra_ops.cli.tables import Row
from archestra_ops.prometheus.rules import Rule, RuleSet, rule_set


def rows(wanted: Wanted) -> list[Row]:
    """The alerts by group, those too which need a value that is not set by default."""
    platform = packs.platform(wanted.platform)
    found = rule_set(platform, wanted.provider, values(wanted).with_examples())
    return [_row(found, list(rules)) for _, rules in groupby(_alerts(found), lambda r: r.alert)]


def text(found: Sequence[Row]) -> str:
    """*found* for people: an alert in two lines, under its group."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Row]) -> Iterator[str]:
    width = max((len(str(row["alert"])) for row in found), default=0)
    for group, of_group in groupby(found, lambda row: row["group"]):
        yield str(group)
        for row in of_group:
            hold = "at once" if row["for"] in {"", "0s", "0m"} else f"after {row['for']}"
            yield f"  {str(row['alert']).ljust(width)}  {row['severity']}, {hold}"
            drilled = f" [{row['scenario']}]" if row["scenario"] else ""
            yield f"    {row['meaning']}{drilled}"
    yield ""
    yield f"{len(found)} alerts; in brackets the scenario that drills one"


def _alerts(found: RuleSet) -> Iterator[Rule]:
    return (rule for group in found.groups for rule in group.rules if rule.alert)


def _row(found: RuleSet, rules: Sequence[Rule]) -> Row:
    definition = found.definitions[rules[0].alert]
    return {
        "alert": definition.alert,
        "severity": ", ".join(dict.fromkeys(rule.labels["severity"] for rule in rules)),
        "group": definition.group,
        "for": rules[0].hold,
        "meaning": rules[0].annotations["summary"],
        "scenario": definition.scenario,
    }
