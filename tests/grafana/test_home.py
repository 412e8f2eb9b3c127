from __future__ import annotations

from archestra_ops import packs
from archestra_ops.grafana.api.model import Folder
from archestra_ops.grafana.home import home


def test_each_platform_has_a_folder_of_ours() -> None:
    assert home(packs.platform("archestra")) == Folder(
        uid="archestra-ops-archestra", title="Archestra Ops"
    )
