from __future__ import annotations

import pytest

from archestra_ops.emitter.scenario import SCENARIOS, STEADY, what_happens
from archestra_ops.emitter.simulation import Settings
from archestra_ops.errors import OpsError


def test_steady_is_there_and_the_default() -> None:
    assert STEADY in SCENARIOS
    assert Settings(seed=1, start=0.0).scenario == STEADY
    assert what_happens(STEADY) == "everything works, a little goes wrong, nights are quiet"


def test_another_name_is_refused_with_a_suggestion() -> None:
    with pytest.raises(OpsError, match=r"^no scenario named 'stedy'$") as caught:
        Settings(seed=1, start=0.0, scenario="stedy")

    assert caught.value.hint == "did you mean 'steady'?"
