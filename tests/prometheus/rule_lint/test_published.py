"""Published rules: those that work are left alone, those that cannot are found.

Each dead one has a comment above that says by which rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from archestra_ops.findings import Severity
from tests.prometheus.rule_lint.rules import found

FOLDER = Path(__file__).parents[2] / "fixtures" / "rules"
_DEAD = re.compile(r"# found by (.+)\n\s+- alert: (\w+)")


def test_it_does_not_cry_wolf() -> None:
    text = (FOLDER / "published.yaml").read_text()
    worse = [one for one in found(text) if one.severity > Severity.INFO]

    assert text.count("- alert:") == 48
    assert worse == []


def test_rules_that_can_never_fire_are_found() -> None:
    text = (FOLDER / "published-dead.yaml").read_text()
    by_alert: defaultdict[str, set[str]] = defaultdict(set)
    for one in found(text):
        if one.severity > Severity.INFO:
            by_alert[one.part.split("'")[1]].add(one.check)

    expected = {name: set(rules.split()) for rules, name in _DEAD.findall(text)}
    assert len(expected) == text.count("- alert:") == 10
    assert by_alert == expected
