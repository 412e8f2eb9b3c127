"""What a rule group says, however it is written down: equal for groups that do the same.

A server gives back what it has read: in its own order of keys, durations in its own units, with
settings that are at their defaults left out, or written out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from archestra_ops.errors import OpsError
from archestra_ops.prometheus import duration
from archestra_ops.prometheus.document import Rows, Table, Value

Content = Mapping[str, Any]
"""The settings of a group, and under `rules` those of its rules: texts, and tables of texts."""

RULES: Final = "rules"
_DURATIONS: Final = frozenset(
    {"interval", "for", "keep_firing_for", "query_offset", "evaluation_delay"}
)
# What Mimir and Cortex may write out for a setting that nobody has made.
_UNSET: Final[Mapping[str, object]] = {"limit": "0", "align_evaluation_time_on_interval": "false"}
_NOTHING: Final[tuple[object, ...]] = (None, "", "0s", {}, [])


def content(group: Mapping[str, Any]) -> Content:
    """The content of *group*, which is as a rule file has it."""
    settings = {key: value for key, value in group.items() if key != RULES}
    rules = [_settings(rule) for rule in group.get(RULES) or () if isinstance(rule, Mapping)]
    return {**_settings(settings), RULES: rules}


def plain(value: Value) -> Any:  # noqa: ANN401 - YAML
    """*value* without its lines."""
    if isinstance(value, Table):
        return {key: plain(entry) for key, entry in value.entries.items()}
    if isinstance(value, Rows):
        return [plain(entry) for entry in value.values]
    return value


def _settings(table: Mapping[str, Any]) -> Content:
    found = {key: _setting(key, value) for key, value in table.items()}
    return {
        key: value
        for key, value in found.items()
        if value not in _NOTHING and value != _UNSET.get(key)
    }


def _setting(key: str, value: object) -> object:
    if isinstance(value, Mapping):
        return {name: text for name, text in value.items() if text}
    if not isinstance(value, str):
        return value
    if key in _DURATIONS:
        return _duration(value)
    return value.strip() if key == "expr" else value


def _duration(text: str) -> str:
    try:
        return duration.text(duration.seconds(text))
    except OpsError:
        return text
