"""Where our boards live in a Grafana."""

from __future__ import annotations

from archestra_ops.grafana.api.model import Folder
from archestra_ops.packs.model import Platform


def home(platform: Platform) -> Folder:
    """The folder of *platform*'s boards.

    Its uid is ours, so that no other folder is meant. So is its title: upstream's own dashboards
    are in a folder named by the platform alone, and older Grafanas have no two of a title.
    """
    return Folder(uid=f"archestra-ops-{platform.name}", title=f"{platform.title} Ops")
