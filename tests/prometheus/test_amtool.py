from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import amtool, promtool
from tests.servers.programs import require

SOUND = "route: {receiver: me}\nreceivers: [{name: me}]\n"


def test_a_sound_configuration_passes() -> None:
    require("amtool")

    assert amtool.check_config(SOUND)


def test_an_unsound_one_is_refused_with_amtools_reason() -> None:
    require("amtool")

    with pytest.raises(OpsError) as caught:
        amtool.check_config("route: {receiver: you}\nreceivers: [{name: me}]\n")

    assert str(caught.value) == (
        'amtool refuses the Alertmanager configuration: undefined receiver "you" used in route'
    )


def test_without_amtool_nothing_is_said(monkeypatch) -> None:
    monkeypatch.setattr(promtool, "find", lambda _name="promtool": None)

    assert not amtool.check_config(SOUND)
