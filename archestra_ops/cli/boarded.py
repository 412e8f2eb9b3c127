"""Which platforms' boards are meant, where none has to be named."""

from __future__ import annotations

from typing import Annotated

import typer

from archestra_ops.errors import OpsError
from archestra_ops.grafana.boards import platforms

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
