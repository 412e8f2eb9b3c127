"""What the rules are tried on: a catalogue of the main platform and a provider."""

from __future__ import annotations

from archestra_ops import packs
from archestra_ops.expressions.wrong import Wrong
from archestra_ops.packs.catalogue import catalogue

KNOWN = catalogue(
    packs.platform("archestra"), packs.provider("helm"), custom_labels={"cost-centre": "1"}
)


def found(find, expr: str) -> list[tuple[str, str]]:
    """What a rule says of *expr*: messages and hints."""
    wrongs: list[Wrong] = list(find(expr, KNOWN))
    return [(wrong.message, wrong.hint) for wrong in wrongs]
