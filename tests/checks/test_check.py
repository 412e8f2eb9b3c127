from __future__ import annotations

from archestra_ops.checks.check import id_of


def test_a_check_is_named_after_its_group_and_file() -> None:
    assert id_of("archestra_ops.checks.metrics.legacy_name") == "metrics/legacy-name"
