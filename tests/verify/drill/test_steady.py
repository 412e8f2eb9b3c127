from __future__ import annotations

from archestra_ops.verify.drill.run import chosen
from archestra_ops.verify.drill.steady import steady_day
from tests.verify.drill.course import SLOW, alert, course


def test_what_fires_while_nothing_happens_is_named() -> None:
    made = course(
        alert(f"max({SLOW}) > 1", "Silent"),
        alert(f"max({SLOW}) > 0.0001", "Noisy", hold="10m"),
        alert(f"sum(rate({SLOW}[2m])) > 100", "Other"),
        left_out={"LeftOut": "helm has none"},
    )
    told: list[tuple[str, int, int]] = []

    found = steady_day(made, chosen(made.rules, ()), lambda *step: told.append(step), length=3600.0)

    assert found == {"Noisy": 600.0}
    assert told == [("playing a steady day", i, 3) for i in (1, 2, 3)]


def test_what_fires_always_is_not_looked_at() -> None:
    made = course(alert("vector(1)", "Always"), always=True)

    assert steady_day(made, chosen(made.rules, ()), length=3600.0) == {}
