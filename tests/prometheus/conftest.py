from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archestra_ops import packs
from tests.prometheus.rules import gate


@pytest.fixture
def alerts(tmp_path: Path) -> Iterator[Path]:
    """The folder with the alerts of the platform `gate`, which packs find for as long."""
    own, found = gate.folders(tmp_path)
    packs.use_folder(own)
    yield found
    packs.use_folder(None)
