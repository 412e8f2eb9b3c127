"""How a metric is known that nobody has met: from the documentation, or as a proposal alone."""

from __future__ import annotations

from typing import Final

from archestra_ops.packs.model import Metric

DOCUMENTED: Final = "documented, not seen in the field"
PROPOSED: Final = "proposed, not seen in the field"

STANDINGS: Final = (DOCUMENTED, PROPOSED)
"""All that `standing` says of what was not seen."""


def standing(metric: Metric) -> str:
    """What there is of *metric* to go by, in words; empty where it was seen."""
    if metric.seen:
        return ""
    return DOCUMENTED if metric.documented else PROPOSED
