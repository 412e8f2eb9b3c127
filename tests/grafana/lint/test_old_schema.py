from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, said


@pytest.mark.parametrize(
    ("version", "has"),
    [(16, "schemaVersion 16"), (None, "no schemaVersion"), ("41", "no schemaVersion")],
)
def test_an_old_schema_is_found(version, has) -> None:
    assert said("old-schema", board(schemaVersion=version)) == [f": it has {has}"]
    assert hints("old-schema", board(schemaVersion=version)) == ["save it in a newer Grafana"]


@pytest.mark.parametrize("version", [30, 42])
def test_a_newer_one_is_fine(version) -> None:
    assert said("old-schema", board(schemaVersion=version)) == []
