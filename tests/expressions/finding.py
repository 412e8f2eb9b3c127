"""What the rules are tried on: a catalogue of the main platform and a provider."""

from __future__ import annotations

from archestra_ops import packs
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.packs.model import Metric, Pack

KNOWN = catalogue(
    packs.platform("archestra"), packs.provider("helm"), custom_labels={"cost-centre": "1"}
)

_OLD = Metric(name="old", type="counter", help="calls", unit="calls", twin="new_total")
_NEW = Metric(name="new_total", type="counter", help="calls", unit="calls")
_WAITS = Metric(name="old_wait", type="histogram", help="w", unit="seconds", twin="new_wait")
_WAIT = Metric(name="new_wait", type="histogram", help="w", unit="seconds")
_WIDE = Metric(name="wide", type="histogram", help="w", unit="seconds", coarse="all is in one")
_METRICS = (_NEW, _OLD, _WAIT, _WAITS, _WIDE)
_GATE = Pack(name="gate", title="Gate", metrics={m.name: m for m in _METRICS})
MOVING = catalogue(packs.platform("archestra"), packs.provider("helm"), _GATE)
"""The same beside a pack that has the same events under two names, and one with wide buckets."""


def found(find, expr: str) -> list[tuple[str, str]]:
    """What a rule says of *expr*: messages and hints."""
    wrongs: list[Wrong] = list(find(expr, KNOWN))
    return [(wrong.message, wrong.hint) for wrong in wrongs]
