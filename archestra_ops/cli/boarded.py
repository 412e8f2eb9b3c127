"""Which platforms' boards are meant, where none has to be named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from archestra_ops.errors import OpsError

if TYPE_CHECKING:
    from archestra_ops.packs.model import Platform


def _platforms() -> list[str]:
    from archestra_ops.grafana.boards import platforms

    return list(platforms())


Boarded = Annotated[
    str | None,
    typer.Option(
        "--platform",
        help="The platform whose boards are meant; default all that have any.",
        autocompletion=_platforms,
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
    return tuple(_platforms())


def labels_on(
    given: Sequence[str] | None, platform: Platform, *, asked: bool, quiet: bool = True
) -> tuple[str, ...]:
    """The custom labels *given*, by their names on *platform*; none where it takes none.

    What no label can be called is said on stderr with its name there, unless *quiet*.
    Raises OpsError for a platform that takes none and was *asked* for by its name.
    """
    from archestra_ops.cli.reading import agent_label_names, takes_labels

    if not asked and not takes_labels(platform):
        return ()
    return agent_label_names(given, platform, quiet=quiet)
