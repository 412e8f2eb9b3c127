"""A stack for a platform without a PostgreSQL, with a process that not every installation has."""

from __future__ import annotations

from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.stack.request import StackRequest, refuse
from tests.prometheus.rules import gate


@pytest.fixture
def platform(tmp_path: Path):
    packs.use_folder(gate.folders(tmp_path)[0])
    yield packs.platform("gate")
    packs.use_folder(None)


def test_the_emitter_has_every_process_and_no_exporter(platform) -> None:
    asked = StackRequest(platform=platform, provider=packs.provider("helm"))

    assert asked.scraped == {"gate": ("emitter:9101",), "side": ("emitter:9102",)}
    assert asked.providers == ()
    assert asked.needed == {"gate": "--target gate=HOST:PORT"}


def test_only_what_every_installation_has_needs_a_target(platform) -> None:
    helm = packs.provider("helm")

    refuse(StackRequest(platform=platform, provider=helm, targets={"gate": ("g:8787",)}))
    with pytest.raises(OpsError, match="'gate' has no target, though others have") as caught:
        refuse(StackRequest(platform=platform, provider=helm, targets={"side": ("s:8080",)}))
    assert caught.value.hint == (
        "give --target gate=HOST:PORT too, or no target at all for the emitter"
    )


def test_a_postgresql_that_is_named_is_scraped_all_the_same(platform) -> None:
    targets = {"gate": ("g:8787",), "helm": ("pg:9187",)}
    asked = StackRequest(platform=platform, provider=packs.provider("helm"), targets=targets)

    refuse(asked)
    assert [one.name for one in asked.providers] == ["helm"]
