"""The checkout's own generated folders, which only its own `ops` may write."""

from __future__ import annotations

from pathlib import Path

import archestra_ops
from archestra_ops import shipped
from archestra_ops.errors import OpsError


def own(folder: Path) -> Path:
    """*folder* of what is shipped, if this `ops` is the checkout's.

    Raises OpsError where it belongs to an installed package, or to another checkout than the one
    in the current folder.
    """
    refuse_a_stranger()
    if folder.is_relative_to(Path(archestra_ops.__file__).parent):
        raise OpsError(
            f"'{folder}' belongs to the installed package",
            hint="run this in a checkout, installed with: pip install -e .",
        )
    return folder


def refuse_a_stranger() -> None:
    """OpsError where another `ops` than its own is asked about the checkout in this folder."""
    here = Path("archestra_ops", "shipped.py")
    if here.is_file() and not here.samefile(shipped.__file__):
        raise OpsError(
            "this 'ops' is installed apart from the checkout in this folder",
            hint="install the checkout itself: pip install -e .",
        )
