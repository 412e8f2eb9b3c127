from __future__ import annotations

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.stack.request import refuse
from tests.stack.stacks import TARGETS, request


def test_without_targets_the_emitter_is_scraped() -> None:
    asked = request("otel")

    assert asked.is_emitting
    assert asked.scraped == {
        "web": ("emitter:9050",),
        "worker": ("emitter:9001",),
        "otel": ("emitter:8889",),
    }
    refuse(asked)


def test_with_targets_nothing_else_is() -> None:
    asked = request(targets=TARGETS)

    assert not asked.is_emitting
    assert asked.scraped == TARGETS
    refuse(asked)


@pytest.mark.parametrize(
    ("left", "option"),
    [("web", "--web-target"), ("worker", "--worker-target"), ("helm", "--postgres-target")],
)
def test_a_part_of_the_platform_is_refused(left: str, option: str) -> None:
    targets = {name: found for name, found in TARGETS.items() if name != left}

    with pytest.raises(OpsError) as caught:
        refuse(request(targets=targets))

    assert str(caught.value) == f"'{left}' has no target, though others have"
    assert caught.value.hint == (
        f"give {option} HOST:PORT too, or no target at all for the emitter"
    )


def test_a_target_of_nothing_is_refused() -> None:
    with pytest.raises(OpsError) as caught:
        refuse(request(targets={**TARGETS, "wrker": ("a:1",)}))

    assert (str(caught.value), caught.value.hint) == (
        "nothing called 'wrker' is scraped",
        "did you mean 'worker'?",
    )
