"""What can happen in the emitted world, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.structure import did_you_mean

STEADY: Final = "steady"
SCENARIOS: Final[Mapping[str, str]] = {
    STEADY: "everything works, a little goes wrong, nights are quiet",
}


def what_happens(scenario: str) -> str:
    """The scenario called *scenario* in a sentence; OpsError where there is none."""
    if scenario not in SCENARIOS:
        raise OpsError(f"no scenario named {scenario!r}", hint=did_you_mean(scenario, SCENARIOS))
    return SCENARIOS[scenario]
