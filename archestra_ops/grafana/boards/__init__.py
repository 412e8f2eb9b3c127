"""The boards that ship: a package for each platform, found by being there.

Each exports `BOARDS`, in the order of their links. One platform's are imported without another's.
"""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.board import Board

_MADE_BY: Final = "__init__.py"


def platforms() -> tuple[str, ...]:
    """The platforms that have boards, sorted."""
    found = (one for one in files(__name__).iterdir() if one.joinpath(_MADE_BY).is_file())
    return tuple(sorted(one.name for one in found))


def boards(platform: str) -> tuple[Board, ...]:
    """The boards of *platform*; OpsError where it has none."""
    known = platforms()
    if platform not in known:
        raise OpsError(
            f"no boards for platform {platform!r}",
            hint=f"they ship for {', '.join(known)}; `ops packs show` has the metrics for your own",
        )
    found: tuple[Board, ...] = import_module(f"{__name__}.{platform}").BOARDS
    return found
