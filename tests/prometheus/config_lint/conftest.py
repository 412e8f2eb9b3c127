"""How tests of a rule ask it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.config_lint import Rule
from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.document import read

# Severity, line, message, hint.
Said = list[tuple[str, int, str, str]]


@pytest.fixture
def watching() -> Callable[[str], Configuration]:
    """`watching(text)` is the configuration *text*, of which Archestra is expected."""

    def configuration(text: str) -> Configuration:
        return Configuration(
            value=read(dedent(text)),
            platform=packs.platform("archestra"),
            providers=tuple(map(packs.provider, packs.provider_names())),
        )

    return configuration


@pytest.fixture
def told() -> Callable[..., Said]:
    """`told(rule, platform, text)` is what *rule* says of *text*, which should scrape *platform*.

    More are fields of the Configuration.
    """

    def ask(find: Rule, platform: str, text: str, profile: str = "", **more: object) -> Said:
        config = Configuration(
            value=read(dedent(text)), platform=packs.platform(platform, profile), **more
        )
        return [(str(p.severity), p.line, p.message, p.hint) for p in find(config)]

    return ask


@pytest.fixture
def said(watching) -> Callable[..., Said]:
    """`said(rule, text)` is what *rule* says of the configuration *text*.

    With `watched` that is expected to scrape Archestra.
    """

    def ask(find: Rule, text: str, folder: Path | None = None, *, watched: bool = False) -> Said:
        config = (
            watching(text) if watched else Configuration(value=read(dedent(text)), folder=folder)
        )
        return [(str(p.severity), p.line, p.message, p.hint) for p in find(config)]

    return ask
