"""Relabelling as Prometheus does it: what becomes of a target's labels.

After model/relabel/relabel.go of prometheus/prometheus. Expressions are RE2 there and Python's
here; what charts, operators and people write means the same in both.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from archestra_ops.promql.backtracking import takes_too_long

# RE2 has classes of POSIX in brackets, as [[:alpha:]_].
_CLASS = re.compile(r"\[:(\w+):\]")
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "digit": "0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "space": r"\s",
    "word": r"\w",
    "xdigit": "0-9A-Fa-f",
}
_REFERENCE = re.compile(r"\$(?:(\$)|(\w+)|\{(\w+)\})")

Labels = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule, with Prometheus' defaults for what it leaves out."""

    source_labels: Sequence[str] = ()
    separator: str = ";"
    regex: str = "(.*)"
    target_label: str = ""
    replacement: str = "$1"
    action: str = "replace"
    modulus: int = 0


def relabel(labels: Mapping[str, str], rules: Sequence[Rule]) -> Labels | None:
    """*labels* after *rules*, without those that became empty; None where one drops the target.

    Raises re.error for an expression that is none, ValueError for an action that there is not, and
    for an expression that takes Python too long.
    """
    found: Labels | None = dict(labels)
    for rule in rules:
        if found is None:
            return None
        action = _ACTIONS.get(rule.action.lower())
        if action is None:
            raise ValueError(rule.action)
        found = action(rule, found)
    return None if found is None else {name: value for name, value in found.items() if value}


def value_of(rule: Rule, labels: Mapping[str, str]) -> str:
    """What the expression of *rule* is held against."""
    return rule.separator.join(labels.get(name, "") for name in rule.source_labels)


@cache
def compiled(regex: str) -> re.Pattern[str]:
    """The expression *regex*, in which `.` is any character; raises re.error where it is none."""
    written = _CLASS.sub(lambda found: _CLASSES.get(found[1], found[0]), regex)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of what Python may read otherwise one day
        return re.compile(written, re.DOTALL)


def _match(rule: Rule, text: str) -> re.Match[str] | None:
    pattern = compiled(rule.regex)
    if takes_too_long(pattern, text):
        raise ValueError(rule.regex)
    return pattern.fullmatch(text)


def _expanded(template: str, match: re.Match[str]) -> str:
    """*template* with the groups of *match*; one that is not there is empty, as in Go."""

    def group(reference: re.Match[str]) -> str:
        if reference[1]:
            return "$"
        name = reference[2] or reference[3]
        try:
            return match[int(name) if name.isdigit() else name] or ""
        except IndexError:
            return ""

    return _REFERENCE.sub(group, template)


def _replace(rule: Rule, labels: Labels) -> Labels:
    match = _match(rule, value_of(rule, labels))
    if match is None:
        return labels
    return {**labels, _expanded(rule.target_label, match): _expanded(rule.replacement, match)}


def _keep(rule: Rule, labels: Labels) -> Labels | None:
    return labels if _match(rule, value_of(rule, labels)) else None


def _drop(rule: Rule, labels: Labels) -> Labels | None:
    return None if _match(rule, value_of(rule, labels)) else labels


def _keep_equal(rule: Rule, labels: Labels) -> Labels | None:
    return labels if value_of(rule, labels) == labels.get(rule.target_label, "") else None


def _drop_equal(rule: Rule, labels: Labels) -> Labels | None:
    return None if value_of(rule, labels) == labels.get(rule.target_label, "") else labels


def _hash_mod(rule: Rule, labels: Labels) -> Labels:
    digest = hashlib.md5(value_of(rule, labels).encode(), usedforsecurity=False).digest()
    number = int.from_bytes(digest[8:], "big") % max(rule.modulus, 1)
    return {**labels, rule.target_label: str(number)}


def _label_map(rule: Rule, labels: Labels) -> Labels:
    mapped = dict(labels)
    for name, value in labels.items():
        match = _match(rule, name)
        if match is not None:
            mapped[_expanded(rule.replacement, match)] = value
    return mapped


def _label_drop(rule: Rule, labels: Labels) -> Labels:
    return {name: value for name, value in labels.items() if not _match(rule, name)}


def _label_keep(rule: Rule, labels: Labels) -> Labels:
    return {name: value for name, value in labels.items() if _match(rule, name)}


def _lower_case(rule: Rule, labels: Labels) -> Labels:
    return {**labels, rule.target_label: value_of(rule, labels).lower()}


def _upper_case(rule: Rule, labels: Labels) -> Labels:
    return {**labels, rule.target_label: value_of(rule, labels).upper()}


_ACTIONS: dict[str, Callable[[Rule, Labels], Labels | None]] = {
    "replace": _replace,
    "keep": _keep,
    "drop": _drop,
    "keepequal": _keep_equal,
    "dropequal": _drop_equal,
    "hashmod": _hash_mod,
    "labelmap": _label_map,
    "labeldrop": _label_drop,
    "labelkeep": _label_keep,
    "lowercase": _lower_case,
    "uppercase": _upper_case,
}
