"""Rules in the forms that others take: Prometheus, its operator in Kubernetes, Mimir's ruler."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules.model import RuleGroup
from archestra_ops.prometheus.rules.writing import document, group_table

# https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and …/labels/
_NAME: Final = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
_LABEL_VALUE: Final = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
_LABEL_KEY: Final = re.compile(
    r"([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
)


def own_name(platform: str) -> str:
    """What a PrometheusRule or a namespace of Mimir with the rules of *platform* is called.

    Each has one of its own: `kubectl apply` and `mimirtool rules sync` put one of the same name in
    the place of the one before.
    """
    return f"{platform}-ops"


def namespace(given: str | None, platform: str) -> str:
    """What a ruler's namespace is called: *given*, or what that of *platform* is called.

    Raises OpsError where that is no name.
    """
    name = own_name(platform) if given is None else given
    if not name.strip() or "/" in name:
        raise OpsError(f"'{name}' is no namespace", hint="give a name without slashes")
    return name


def prometheus_rule(
    groups: Iterable[RuleGroup], *, name: str, namespace: str = "", labels: Mapping[str, str]
) -> str:
    """A PrometheusRule of Kubernetes called *name*, which Prometheus' operator loads.

    *labels* are those that its `ruleSelector` asks for. Raises OpsError for what Kubernetes would
    refuse.
    """
    for what, text in (("name", name), ("namespace", namespace)):
        if (text or what == "name") and not _NAME.fullmatch(text):
            raise OpsError(
                f"{text!r} is no {what} in Kubernetes", hint="small letters, digits and dashes"
            )
    for key, value in labels.items():
        if not _LABEL_KEY.fullmatch(key) or not _LABEL_VALUE.fullmatch(value):
            raise OpsError(
                f"'{key}={value}' is no label in Kubernetes", hint="as in release=prometheus"
            )
    place = {"namespace": namespace} if namespace else {}
    own = {"app.kubernetes.io/part-of": "archestra-ops", **labels}
    return document(
        {
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "PrometheusRule",
            "metadata": {"name": name, **place, "labels": own},
            "spec": {"groups": [group_table(group) for group in groups]},
        }
    )


def mimir_namespace(groups: Iterable[RuleGroup], *, name: str) -> str:
    """A namespace of Mimir's ruler called *name*, as `mimirtool rules load` takes it."""
    return document({"namespace": name, "groups": [group_table(group) for group in groups]})
