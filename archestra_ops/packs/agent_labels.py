"""Custom labels that an operator gives to agents, as the platform puts them on its metrics.

By the platform's source at release v1.3.15: every character but letters, digits and `_` becomes
`_`, a `_` goes before a digit in front, the names are sorted and stand behind a metric's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from archestra_ops.errors import PackError


def label_name(key: str, prefix: str = "") -> str:
    """The name of the Prometheus label that the agent label *key* becomes.

    *prefix* is what the platform puts in front of it (`Platform.custom_labels_prefix`). A key that
    begins with it already is the label's own name.
    """
    name = re.sub(r"[^a-zA-Z0-9_]", "_", key)
    if not name.startswith(prefix):
        name = f"{prefix}{name}"
    return f"_{name}" if name[:1].isdigit() else name


def renamed(given: Iterable[str], prefix: str = "") -> dict[str, str]:
    """Of the keys *given*, those that no label can be called, and the label that each becomes.

    What the platform puts in front, *prefix*, changes no key: that is how its labels are called.
    """
    names = {key: label_name(key, prefix) for key in given}
    return {
        key: name
        for key, name in names.items()
        if key.removeprefix(prefix) != name.removeprefix(prefix)
    }


def by_name(given: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """Agent labels under their names in Prometheus, sorted by them.

    *prefix* is what the platform puts in front of them.
    Raises PackError where two of them become one.
    """
    keys: dict[str, str] = {}
    for key in given:
        name = label_name(key, prefix)
        if name in keys:
            raise PackError(
                f"the agent labels '{keys[name]}' and '{key}' are both '{name}' in Prometheus",
                hint="rename one of them",
            )
        keys[name] = key
    return {name: given[keys[name]] for name in sorted(keys)}
