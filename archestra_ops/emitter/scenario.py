"""What can happen in the emitted world, by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Pack
from archestra_ops.packs.structure import did_you_mean

STEADY: Final = "steady"
_STEADILY: Final = "everything works, a little goes wrong, nights are quiet"


def scenarios(packs: Iterable[Pack]) -> dict[str, str]:
    """What can happen where there are these *packs*: a sentence by name, `steady` first."""
    found = {STEADY: _STEADILY}
    for pack in packs:
        for name, scenario in pack.scenarios.items():
            found.setdefault(name, scenario.help)
    return found


def what_happens(scenario: str, packs: Iterable[Pack]) -> str:
    """The scenario called *scenario* in a sentence; OpsError where none of the *packs* has it."""
    known = scenarios(packs)
    if scenario not in known:
        raise OpsError(f"no scenario named {scenario!r}", hint=did_you_mean(scenario, known))
    return known[scenario]
