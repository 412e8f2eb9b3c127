"""Is a Prometheus fit for the estate? One file a check, listed in the order of their findings."""

from __future__ import annotations

from typing import Final

from archestra_ops.prometheus.live_checks import (
    another_product,
    cardinality,
    clock,
    duplicate_target,
    exemplars,
    job_name,
    missing_target,
    profile,
    reachable,
    retention,
    rules_changed,
    rules_extra,
    rules_failing,
    rules_missing,
    rules_profile,
    rules_twice,
    scrape_interval,
    target_down,
    unasked,
    wrong_page,
)
from archestra_ops.prometheus.live_checks.check import Check

SCRAPE: Final[tuple[Check, ...]] = (
    profile,
    missing_target,
    target_down,
    wrong_page,
    duplicate_target,
    job_name,
    scrape_interval,
)
"""What is looked for in its targets."""

STORAGE: Final[tuple[Check, ...]] = (
    reachable,
    unasked,
    another_product,
    exemplars,
    retention,
    cardinality,
    clock,
)
"""What is looked for in the server, and in what it stores."""

RULES: Final[tuple[Check, ...]] = (
    rules_profile,
    rules_missing,
    rules_failing,
    rules_changed,
    rules_extra,
    rules_twice,
)
"""What is looked for in the rules that it evaluates."""

CHECKS: Final[tuple[Check, ...]] = (*STORAGE[:3], *SCRAPE, *STORAGE[3:], *RULES)
"""What is looked for in a Prometheus."""

UNANSWERED: Final = frozenset({reachable.ID, unasked.ID})
"""Checks whose findings say nothing but that something could not be asked."""
