"""An independent oracle of Grafana's schema: every board makes a round trip through its SDK.

The SDK's `from_json` silently drops what it does not know, so that comparing is the test; and it
does not check types, so that its annotations are held against what it read.
"""

from __future__ import annotations

import copy
import json
import types
import typing
import warnings
from collections.abc import Iterator
from typing import Any, Literal, Union

import pytest
from grafana_foundation_sdk.cog import plugins
from grafana_foundation_sdk.cog.encoder import JSONEncoder

from archestra_ops import packs
from archestra_ops.grafana.shipped_boards import board_files

with warnings.catch_warnings():
    # The SDK prefers the schema of Grafana 12 and later; ours is the one that 9 reads too.
    warnings.simplefilter("ignore", DeprecationWarning)
    from grafana_foundation_sdk.models.dashboard import Dashboard

    plugins.register_default_plugins()

FILES = {str(file.path): file.rendered.dashboard for file in board_files("archestra")}


def lost(written: Any, read: Any, path: str = "") -> Iterator[str]:
    """Where *written* did not come back as *read*."""
    if isinstance(written, dict):
        for key, value in written.items():
            if not isinstance(read, dict) or key not in read:
                yield f"{path}.{key}"
            else:
                yield from lost(value, read[key], f"{path}.{key}")
    elif isinstance(written, list):
        if not isinstance(read, list) or len(written) != len(read):
            yield path
        else:
            for index, pair in enumerate(zip(written, read, strict=True)):
                yield from lost(*pair, f"{path}[{index}]")
    elif written != read:
        yield path


def mistyped(thing: Any, path: str = "") -> Iterator[str]:
    """Where an object of the SDK holds what its annotation does not allow."""
    if isinstance(thing, list):
        for index, item in enumerate(thing):
            yield from mistyped(item, f"{path}[{index}]")
    elif type(thing).__module__.startswith("grafana_foundation_sdk.models") and hasattr(
        thing, "to_json"
    ):
        for name, hint in typing.get_type_hints(type(thing)).items():
            value = getattr(thing, name, None)
            if not fits(value, hint):
                yield f"{path}.{name}"
            yield from mistyped(value, f"{path}.{name}")


def fits(value: Any, hint: Any) -> bool:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or value is None:
        return True
    if origin in (Union, types.UnionType):
        return any(fits(value, one) for one in inner)
    if origin is Literal:
        return value in inner
    if origin in (list, dict):
        items = value.values() if isinstance(value, dict) else value
        return isinstance(value, origin) and all(fits(item, inner[-1]) for item in items)
    return _is(value, hint)


def _is(value: Any, hint: Any) -> bool:
    if hint in (int, float):
        return isinstance(value, int | hint) and not isinstance(value, bool)
    # The SDK leaves the inside of a transformation as it was.
    as_it_was = isinstance(value, dict) and hint.__name__ == "DataTransformerConfig"
    return as_it_was or isinstance(value, hint) or _enumerated(value, hint)


def _enumerated(value: Any, hint: type) -> bool:
    """Whether *value* is the text of an enumeration's member, as the SDK reads it."""
    members = getattr(hint, "__members__", {})
    return any(value == member.value for member in members.values())


def judged(dashboard: Any) -> list[str]:
    read = Dashboard.from_json(copy.deepcopy(dashboard))
    back = json.loads(json.dumps(read, cls=JSONEncoder))
    return [*lost(json.loads(json.dumps(dashboard)), back), *mistyped(read)]


@pytest.mark.parametrize("name", FILES)
def test_grafana_knows_every_key_and_its_type(name: str) -> None:
    assert judged(FILES[name]) == []


def panel_of(dashboard: Any, kind: str) -> Any:
    inner = [p for panel in dashboard["panels"] for p in (panel, *panel.get("panels", ()))]
    return next(panel for panel in inner if panel["type"] == kind)


def test_a_misspelt_option_is_caught() -> None:
    dashboard = copy.deepcopy(FILES["archestra/mcp-monitoring.json"])
    panel = panel_of(dashboard, "stat")
    panel["options"]["colourMode"] = panel["options"].pop("colorMode")

    assert [path.rpartition(".")[2] for path in judged(dashboard)] == ["colourMode"]


def test_a_misspelt_target_of_tempo_is_caught() -> None:
    dashboard = copy.deepcopy(FILES["archestra/agent-sessions.json"])
    panel_of(dashboard, "table")["targets"][0]["spansPerSpanSet"] = 3

    assert [path.rpartition(".")[2] for path in judged(dashboard)] == ["spansPerSpanSet"]


def test_a_wrong_type_is_caught() -> None:
    dashboard = copy.deepcopy(FILES["archestra/mcp-monitoring.json"])
    panel_of(dashboard, "timeseries")["fieldConfig"]["defaults"]["custom"]["lineWidth"] = "three"

    assert [path.rpartition(".")[2] for path in judged(dashboard)] == ["line_width"]


def test_every_provider_is_there() -> None:
    for provider in packs.provider_names():
        assert f"archestra/{provider}/application-metrics.json" in FILES
