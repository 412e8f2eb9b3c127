"""What relabelling makes of a series where not every label's value is known.

What cannot be decided leaves the series as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from archestra_ops.prometheus.relabel import Labels, Rule, relabel

UNKNOWN: Final = "\0"
"""The value of a label that may have any, or may not be there."""
_BY_NAME: Final = frozenset({"labeldrop", "labelkeep", "labelmap"})
_EQUAL: Final = frozenset({"keepequal", "dropequal"})
_ANYTHING: Final = frozenset({".*", "(.*)"})
_GROUP: Final = re.compile(r"\([^()]*\)")


def relabelled(labels: Mapping[str, str], rules: Sequence[Rule]) -> Labels | None:
    """*labels* after *rules*; None where they surely drop the series.

    Raises as `relabel` does.
    """
    found: Labels | None = dict(labels)
    for rule in rules:
        if found is not None:
            found = _after(found, rule)
    return None if found is None else {name: value for name, value in found.items() if value}


def _after(labels: Labels, rule: Rule) -> Labels | None:
    action = rule.action.lower()
    read = (*rule.source_labels, *([rule.target_label] if action in _EQUAL else []))
    is_known = all(labels.get(name) != UNKNOWN for name in read)
    if action in _BY_NAME or (is_known and action != "hashmod"):
        return relabel(labels, [rule])
    if action in ("keep", "drop"):
        return None if _is_dropped(labels, rule, is_drop=action == "drop") else labels
    if action in _EQUAL:
        return labels
    is_plain = action == "replace" and rule.regex in _ANYTHING and "$" not in rule.replacement
    return {**labels, rule.target_label: rule.replacement if is_plain else UNKNOWN}


def _is_dropped(labels: Labels, rule: Rule, *, is_drop: bool) -> bool:
    """Whether *rule*, which reads unknown values, drops whatever these are.

    `foo;.*` drops every `foo`; what keeps `foo;bar` drops all that is no `foo`.
    """
    parts = rule.regex.split(rule.separator) if rule.separator else [rule.regex]
    if len(parts) != len(rule.source_labels) or not all(map(_is_whole, parts)):
        return False
    pairs = list(zip(rule.source_labels, parts, strict=True))
    is_met = all(
        relabel(labels, [Rule(source_labels=[name], regex=part, action="keep")]) is not None
        for name, part in pairs
        if labels.get(name) != UNKNOWN
    )
    if not is_drop:
        return not is_met
    return is_met and all(part in _ANYTHING for name, part in pairs if labels.get(name) == UNKNOWN)


def _is_whole(part: str) -> bool:
    """Whether *part* is a whole expression: in `a|b;c` what stands before `;` is none."""
    if r"\(" in part:
        return False  # a parenthesis that groups nothing
    before = ""
    while before != part:
        before, part = part, _GROUP.sub("", part)
    return not {"|", "(", ")"} & set(part)
