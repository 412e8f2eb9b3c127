"""Which platforms' boards are meant, where none has to be named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from archestra_ops.cli.reading import agent_label_names, takes_labels
from archestra_ops.errors import OpsError
from archestra_ops.grafana.boards import platforms
from archestra_ops.packs.model import Platform

Boarded = Annotated[
    str | None,
    typer.Option(
        "--platform",
        help="The platform whose boards are meant; default all that have any.",
        autocompletion=lambda: list(platforms()),
    ),
]


def named(platform: str | None, profile: str) -> tuple[str, ...]:
    """*platform*, or without one all that have boards; OpsError for a profile of none."""
    if platform is not None:
        return (platform,)
    if profile:
        raise OpsError(
            f"--profile '{profile}' is of no platform", hint="name it with --platform NAME"
        )
    return platforms()


def labels_on(given: Sequence[str] | None, platform: Platform, *, asked: bool) -> tuple[str, ...]:
    """The custom labels *given*, by their names on *platform*; none where it takes none.

    Raises OpsError for a platform that takes none and was *asked* for by its name.
    """
    return agent_label_names(given, platform) if asked or takes_labels(platform) else ()
