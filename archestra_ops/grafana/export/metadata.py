"""What a Kubernetes object says of itself, and which of it Kubernetes would refuse.

Rules: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and .../labels/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from archestra_ops.errors import OpsError
from archestra_ops.grafana.export.literal import refuse_bytes

_LONGEST = 63  # characters of a namespace, of a label's value, of a key behind its prefix
_LONGEST_PREFIX = 253
_DNS_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_DNS_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_WORD = re.compile(r"[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """Namespace (empty: the one that kubectl is in), labels and annotations of an object."""

    namespace: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)


def refuse(metadata: Metadata) -> None:
    """Raise OpsError for what Kubernetes would not take."""
    namespace = metadata.namespace
    if namespace and not (_DNS_LABEL.fullmatch(namespace) and len(namespace) <= _LONGEST):
        raise OpsError(
            f"{namespace!r} is not the name of a namespace",
            hint=f"use small letters, digits and -, {_LONGEST} at most, no - at either end",
        )
    for name, value in metadata.labels.items():
        _refuse_key("label", name)
        if value and not (_WORD.fullmatch(value) and len(value) <= _LONGEST):
            raise OpsError(
                f"the label {name!r} cannot have the value {value!r}",
                hint=f"use letters, digits, -, _ and ., {_LONGEST} at most, "
                "a letter or digit at both ends",
            )
    for name, value in metadata.annotations.items():
        _refuse_key("annotation", name)
        refuse_bytes(value)


def _refuse_key(kind: str, key: str) -> None:
    prefix, slash, name = key.rpartition("/")
    right = _WORD.fullmatch(name) and len(name) <= _LONGEST
    if slash:
        right = right and _DNS_SUBDOMAIN.fullmatch(prefix) and len(prefix) <= _LONGEST_PREFIX
    if not right:
        raise OpsError(
            f"{key!r} is not the name of {'an' if kind[0] == 'a' else 'a'} {kind}",
            hint="as in grafana_dashboard, or with a domain in front: example.com/grafana",
        )
