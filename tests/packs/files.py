"""Pack files made up by tests: the least that a provider and a platform need, and more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archestra_ops.errors import PackError
from archestra_ops.packs import load
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

PROVIDER = """
title = "A"
exporter = "a"
use_when = "a"
identity = ["instance"]
anchor = "a_up"
roles = {}
sample_interval = 30
jobs = []
[metrics.a_up]
type = "gauge"
help = "up"
unit = "1 or 0"
"""
PLATFORM = """
title = "B"
homepage = "https://example.org"
legacy = { metrics = {}, labels = {} }
[processes.web]
title = "web"
job = "web"
port = 1
api_port = 2
anchor = "b_seconds_count"
emitter_port = 1
emitter_api_port = 2
[metrics.b_seconds]
type = "histogram"
help = "time"
unit = "seconds"
"""


def provider(folder: Path, more: str = "", *, instead_of: str = "") -> Provider:
    """The provider of a file `a.toml` that ends in *more*, or has it *instead_of* something."""
    text = PROVIDER.replace(instead_of, more) if instead_of else PROVIDER + more
    file = folder / "a.toml"
    file.write_text(text if "signals" in more else f"{text}\n[signals]\n")
    return load.provider(file)


def platform(folder: Path, more: str = "") -> Platform:
    """The platform of a file `b.toml` that ends in *more*."""
    file = folder / "b.toml"
    file.write_text(PLATFORM + more)
    return load.platform(file)


def assert_refused(read: Callable[[], object], message: str, hint: str) -> None:
    """Reading is refused with just this sentence and hint."""
    with pytest.raises(PackError) as refused:
        read()
    assert (str(refused.value), refused.value.hint) == (message, hint)
