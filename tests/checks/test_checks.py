from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import checks
from archestra_ops.checks import CHECKS

FOLDER = Path(checks.__file__).parent
GROUPS = ("health", "metrics", "traces")


def test_the_list_has_every_check_that_there_is() -> None:
    files = {
        f"{group}/{path.stem.replace('_', '-')}"
        for group in GROUPS
        for path in (FOLDER / group).glob("[!_]*.py")
    }

    assert {check.ID for check in CHECKS} == files
    assert len(CHECKS) == len(files)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_every_check_has_a_test_of_its_own(check) -> None:
    group, name = check.ID.split("/")

    assert (Path(__file__).parent / group / f"test_{name.replace('-', '_')}.py").is_file()
