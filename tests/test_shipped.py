from __future__ import annotations

from pathlib import Path

from archestra_ops import shipped

ROOT = Path(__file__).parent.parent


def test_a_checkout_has_its_data_at_the_top() -> None:
    assert ROOT / "templates" == shipped.TEMPLATES
    assert ROOT / "dashboards" == shipped.DASHBOARDS
    assert ROOT / "alerts" == shipped.ALERTS
