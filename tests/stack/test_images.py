from __future__ import annotations

import re

import pytest

from archestra_ops.stack.images import IMAGES


@pytest.mark.parametrize("name", IMAGES)
def test_each_is_pinned_to_one_release_and_says_whose(name: str) -> None:
    image = IMAGES[name]

    assert re.match(r"v?\d+\.\d+\.\d+(-[a-z-]+)?$", image.tag)
    assert str(image) == f"{image.name}:{image.tag}"
    assert image.source.startswith("https://")
