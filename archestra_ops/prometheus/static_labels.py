"""Labels that every target gets: which of them would do harm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archestra_ops.errors import OpsError
from archestra_ops.packs.model import Platform
from archestra_ops.packs.provider import Provider

_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_SET_BY_PROMETHEUS = frozenset({"job", "instance"})
_OF_BUCKETS = frozenset({"le", "quantile"})


def refuse_labels(
    labels: Mapping[str, str], platform: Platform, providers: Sequence[Provider]
) -> None:
    """Raise OpsError for a label that cannot be, or that boards would stumble over."""
    own = _OF_BUCKETS.union(*(metric.labels for metric in platform.metrics.values()))
    own = own.union(*((*one.identity, *one.roles.values()) for one in providers))
    for name, value in labels.items():
        if not _NAME.fullmatch(name):
            raise OpsError(
                f"{name!r} is not a label name", hint="use letters, digits and _, no digit first"
            )
        if name in _SET_BY_PROMETHEUS or name.startswith("__"):
            raise OpsError(
                f"the label {name!r} is Prometheus' own", hint="choose another, such as 'cluster'"
            )
        if name in own:
            raise OpsError(
                f"the metrics have a label {name!r}, which would become 'exported_{name}'",
                hint="choose another name",
            )
        if not value or not is_text(value):
            raise OpsError(
                f"the label {name!r} cannot have the value {value!r}", hint="give it a text"
            )


def is_text(value: str) -> bool:
    """Whether *value* is Unicode, which an argument of bytes in another encoding is not."""
    return not any("\ud800" <= character <= "\udfff" for character in value)
