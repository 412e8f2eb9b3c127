from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.scenario import STEADY, scenarios, what_happens
from archestra_ops.emitter.simulation import Settings
from archestra_ops.errors import OpsError

ARCHESTRA = packs.platform("archestra")
HELM = packs.provider("helm")


def test_steady_is_there_and_the_default() -> None:
    assert next(iter(scenarios(()))) == STEADY
    assert Settings(seed=1, start=0.0).scenario == STEADY
    assert what_happens(STEADY, ()) == "everything works, a little goes wrong, nights are quiet"


def test_the_packs_scenarios_are_known() -> None:
    assert what_happens("worker-down", (ARCHESTRA,)) == ARCHESTRA.scenarios["worker-down"].help


def test_another_name_is_refused_with_a_suggestion() -> None:
    with pytest.raises(OpsError, match=r"^no scenario named 'stedy'$") as caught:
        simulate(ARCHESTRA, (HELM,), Settings(seed=1, start=0.0, scenario="stedy"))

    assert caught.value.hint == "did you mean 'steady'?"
