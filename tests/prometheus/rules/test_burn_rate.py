from __future__ import annotations

from decimal import Decimal

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules import Values, default_values
from archestra_ops.prometheus.rules.burn_rate import plain, seconds, target, tiers


@pytest.fixture
def values() -> Values:
    return default_values("archestra")


@pytest.mark.parametrize(
    ("period", "factors", "thresholds"),
    [
        ("30d", ["14.4", "6", "3", "1"], ["0.0144", "0.006", "0.003", "0.001"]),
        (
            "28d",
            ["13.44", "5.6", "2.8", "0.9333333333333333333333333333"],
            ["0.01344", "0.0056", "0.0028", "0.0009333333333333333333333333333"],
        ),
    ],
)
def test_thresholds_are_exact(values, period: str, factors, thresholds) -> None:
    found = list(tiers("api_availability", values.with_settings({"slo.period": period})))

    assert [plain(tier.factor) for tier in found] == factors
    assert [plain(tier.threshold) for tier in found] == thresholds


def test_a_tier_has_its_windows_and_says_when_the_budget_is_gone(values) -> None:
    found = list(tiers("api_availability", values))

    assert [(t.name, t.severity, t.long, t.short, t.exhausted) for t in found] == [
        ("page_quick", "critical", "1h", "5m", "50 hours"),
        ("page_slow", "critical", "6h", "30m", "5 days"),
        ("ticket_quick", "warning", "1d", "2h", "10 days"),
        ("ticket_slow", "warning", "3d", "6h", "30 days"),
    ]
    assert found[0].entry == {
        "long": "1h",
        "short": "5m",
        "factor": "14.4",
        "threshold": "0.0144",
        "exhausted": "50 hours",
    }


def test_tiers_are_selected_by_a_value(values) -> None:
    given = values.with_settings({"slo.api_availability.tiers": "ticket_slow, page_quick"})

    assert [t.name for t in tiers("api_availability", given)] == ["ticket_slow", "page_quick"]
    assert not list(
        tiers("api_availability", values.with_settings({"slo.api_availability.tiers": ""}))
    )


def test_a_tier_that_there_is_not_is_refused(values) -> None:
    given = values.with_settings({"slo.api_availability.tiers": "page_quik"})

    with pytest.raises(OpsError, match="no tier named 'page_quik'") as caught:
        list(tiers("api_availability", given))

    assert caught.value.hint == "did you mean 'page_quick'?"


@pytest.mark.parametrize("given", ["1", "0", "99.9"])
def test_an_objective_is_a_ratio_that_leaves_a_budget(values, given: str) -> None:
    with pytest.raises(OpsError, match=f"'slo.api_availability.objective' is {given}"):
        target("api_availability", values.with_settings({"slo.api_availability.objective": given}))


def test_a_window_has_a_length() -> None:
    assert seconds("1h30m") == Decimal(5400)
    with pytest.raises(OpsError, match="a window of 0 seconds has no events"):
        seconds("0s")


@pytest.mark.parametrize(
    ("number", "text"),
    [("14.40", "14.4"), ("6", "6"), ("100", "100"), ("1E-7", "0.0000001"), ("1E+2", "100")],
)
def test_numbers_are_written_out(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
