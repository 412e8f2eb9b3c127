"""Options that only some choices of another option know, as `--namespace` of `render --as`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archestra_ops.errors import OpsError


def refuse_irrelevant(
    chooser: str, chosen: str, given: Mapping[str, object], known: Mapping[str, Sequence[str]]
) -> None:
    """Raise OpsError for one of *given* that the choice *chosen* of the option *chooser* ignores.

    *known* has the choices that each option is for; one is given where its value is not empty.
    """
    for option, choices in known.items():
        if given[option] and chosen not in choices:
            those = " or ".join(f"{chooser} {choice}" for choice in choices)
            raise OpsError(f"'{option}' is not for {chooser} {chosen}", hint=f"it is for {those}")
