"""Boards as Grafana's own file provisioning reads them: a provider in YAML, and the JSON.

Keys: https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.export.artefact import Artefact
from archestra_ops.grafana.export.literal import literal
from archestra_ops.grafana.export.plain import plain
from archestra_ops.grafana.render import Rendered
from archestra_ops.templating import fill

PROVIDERS: Final = "/etc/grafana/provisioning/dashboards"  # of Grafana's packages and image


def provisioned(
    found: Sequence[Rendered], platform: str, folder: Folder, path: str | None = None
) -> list[Artefact]:
    """The provider of *platform*'s boards, `dashboards.yaml`, and the boards in a folder beside it.

    *path* is where Grafana finds that folder; by default beside `dashboards.yaml`, where its
    packages look for providers. A *folder* without uid is found by its title, or created; one
    without title is the root. Raises OpsError for a path that is none, and for a folder in a
    folder.
    """
    if "/" in folder.title:
        raise OpsError(
            f"Grafana's provisioning cannot make '{folder.title}', a folder in a folder",
            hint="give one title, or send the boards with: ops dashboards import --folder",
        )
    where = f"{PROVIDERS}/{platform}" if path is None else path
    if not where or "\0" in where:
        raise OpsError(f"{where!r} is no path", hint=f"give a folder, as {PROVIDERS}/{platform}")
    text = fill(
        "grafana-dashboards.yaml.j2",
        name=f"archestra-ops-{platform}",
        folder=literal(folder.title),
        folder_uid=folder.uid,
        path=literal(where),
    )
    boards = [Artefact(path=platform / one.path, text=one.text) for one in plain(found)]
    return [Artefact(path=Path("dashboards.yaml"), text=text), *boards]
