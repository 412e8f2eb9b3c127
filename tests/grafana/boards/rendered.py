"""Every shipped board, for every profile and provider, as Grafana gets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from archestra_ops import packs
from archestra_ops.grafana.board import Board
from archestra_ops.grafana.boards import platforms
from archestra_ops.grafana.render import Rendered, render, uses_postgres
from archestra_ops.grafana.shipped_boards import boards_for
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

PROVIDERS = [packs.provider(name) for name in packs.provider_names()]


@dataclass(frozen=True)
class Shipped:
    """A board of a platform, rendered for a provider."""

    source: Board
    platform: Platform
    provider: Provider
    rendered: Rendered

    @property
    def dashboard(self) -> dict[str, Any]:
        """The JSON."""
        return self.rendered.dashboard

    @property
    def panels(self) -> list[dict[str, Any]]:
        """Its panels, those of collapsed rows too, without the rows."""
        return [p for row in self.rows for p in row["panels"]]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its rows, each with its panels, wherever the JSON has them."""
        found: list[dict[str, Any]] = []
        for panel in self.dashboard["panels"]:
            if panel["type"] == "row":
                found.append({**panel, "panels": list(panel["panels"])})
            else:
                found[-1]["panels"].append(panel)
        return found

    @property
    def targets(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Its queries, each with its panel's title."""
        for panel in self.panels:
            for target in panel["targets"]:
                yield panel["title"], target

    @property
    def promql(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Those of its queries that go to Prometheus, each with its panel's title."""
        for title, target in self.targets:
            if target["datasource"]["type"] == "prometheus":
                yield title, target

    @property
    def variables(self) -> list[str]:
        """The names of its variables."""
        return [variable["name"] for variable in self.dashboard["templating"]["list"]]


def walked(value: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key of a document, with the path to it and its value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield path, key, inner
            yield from walked(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from walked(inner, f"{path}[]")


def every_platform() -> list[Platform]:
    """Every platform that has boards, with each of its profiles."""
    return [
        packs.platform(name, profile)
        for name in platforms()
        for profile in packs.profiles(name) or ("",)
    ]


def boards_of(platform: Platform) -> Iterator[Shipped]:
    """Its boards, one with PostgreSQL panels for every provider, others for one."""
    for board in boards_for(platform):
        for provider in PROVIDERS if uses_postgres(board) else PROVIDERS[:1]:
            yield Shipped(board, platform, provider, render(board, platform, provider))


def _id(shipped: Shipped) -> str:
    whose = (shipped.platform.name, shipped.platform.profile, shipped.source.slug)
    return "-".join(filter(None, (*whose, shipped.provider.name)))


ALL = [
    pytest.param(one, id=_id(one)) for platform in every_platform() for one in boards_of(platform)
]
WITH_POSTGRES = [parameter for parameter in ALL if uses_postgres(parameter.values[0].source)]
WITHOUT_POSTGRES = [parameter for parameter in ALL if parameter not in WITH_POSTGRES]
every_board = pytest.mark.parametrize("board", ALL)
