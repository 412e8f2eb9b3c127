"""What `ops alerts list` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from archestra_ops import packs
from archestra_ops.cli.alerting import Wanted, values
from archestra_ops.cli.tables import Row
from archestra_ops.errors import OpsError
from archestra_ops.output.lines import wrapped
from archestra_ops.packs.structure import did_you_mean
from archestra_ops.prometheus.rules import Rule, RuleSet, Values, rule_set


def rows(wanted: Wanted, groups: Sequence[str] = ()) -> list[Row]:
    """The alerts of *groups*, or of all, those too which need a value that is not set by default.

    Raises OpsError for a group that there is not.
    """
    platform = packs.platform(wanted.platform, wanted.profile)
    given = values(wanted)
    found = rule_set(platform, wanted.provider, given.with_examples())
    alerts = groupby(_alerts(found), lambda rule: rule.alert)
    made = [_row(found, list(rules), given) for _, rules in alerts]
    known = {str(row["group"]) for row in made}
    for group in groups:
        if group not in known:
            raise OpsError(f"no alerts of the group '{group}'", hint=did_you_mean(group, known))
    return [row for row in made if not groups or row["group"] in groups]


def text(found: Sequence[Row]) -> str:
    """*found* for people: an alert in two lines, under its group."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Sequence[Row]) -> Iterator[str]:
    width = max((len(str(row["alert"])) for row in found), default=0)
    for group, of_group in groupby(found, lambda row: row["group"]):
        yield str(group)
        for row in of_group:
            hold = "at once" if row["for"] in {"", "0s", "0m"} else f"after {row['for']}"
            unseen = ", not seen" if row["unseen"] else ""
            guess = ", assumed" if row["assumed"] else ""
            yield f"  {str(row['alert']).ljust(width)}  {row['severity']}, {hold}{unseen}{guess}"
            drilled = f" [{row['scenario']}]" if row["scenario"] else ""
            yield from wrapped(f"{row['meaning']}{drilled}", "    ", "      ")
            yield from [f"    needs {row['needs']}"] if row["needs"] else []
    yield ""
    yield f"{len(found)} alerts; in brackets the scenario that drills one"
    if any(row["needs"] for row in found):
        yield "an alert that needs a value is left out until that is set: --set, --values"
    if any(row["unseen"] for row in found):
        yield "not seen: its metrics are documented, and nobody has met them in the field"
    if any(row["assumed"] for row in found):
        yield "assumed: it matches a value that is not published; `ops alerts values` has them"


def _alerts(found: RuleSet) -> Iterator[Rule]:
    return (rule for group in found.groups for rule in group.rules if rule.alert)


def _row(found: RuleSet, rules: Sequence[Rule], given: Values) -> Row:
    definition = found.definitions[rules[0].alert]
    needs = [*definition.needs, *([definition.each] if definition.each else [])]
    return {
        "alert": definition.alert,
        "severity": ", ".join(dict.fromkeys(rule.labels["severity"] for rule in rules)),
        "group": definition.group,
        "for": rules[0].hold,
        "meaning": rules[0].annotations["summary"],
        "scenario": definition.scenario,
        "needs": ", ".join(path for path in needs if not given.get(path).is_set),
        "unseen": ", ".join(found.unseen.get(definition.alert, ())),
        "assumed": ", ".join(found.assumed.get(definition.alert, ())),
    }
