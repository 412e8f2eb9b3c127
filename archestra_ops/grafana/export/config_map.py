"""Boards as Kubernetes ConfigMaps, which the sidecar beside Grafana collects by their label.

The sidecar: https://github.com/kiwigrid/k8s-sidecar
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archestra_ops.errors import OpsError
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.export.artefact import Artefact
from archestra_ops.grafana.export.metadata import Metadata, refuse
from archestra_ops.grafana.render import Rendered
from archestra_ops.templating import fill

# What the Helm charts of Grafana and of kube-prometheus-stack look for by default.
LABELS: Final = {"grafana_dashboard": "1"}
ANNOTATION: Final = "grafana_folder"
# https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
_LIMIT: Final = 2**20  # bytes


def config_maps(found: Sequence[Rendered], metadata: Metadata) -> list[Artefact]:
    """A ConfigMap for each board, named by its uid.

    Its file is named by the uid, too: the sidecar puts everybody's files into one folder.
    Raises OpsError for metadata that Kubernetes refuses, and for a board that is too large.
    """
    refuse(metadata)
    return [_config_map(one, metadata) for one in found]


def stream(artefacts: Sequence[Artefact]) -> str:
    """The documents one after another, as `kubectl apply -f -` reads them."""
    return "---\n".join(artefact.text for artefact in artefacts)


def compact(dashboard: Json) -> str:
    """*dashboard* as JSON in ASCII without spaces, but each panel on a line of its own.

    `kubectl apply` notes the whole object in an annotation of it, and annotations end at 256 KiB:
    our indented files are over that. Lines show in a diff which panel changed.
    """
    if not dashboard.get("panels"):
        return _flat(dashboard)
    members = [f"{_flat(key)}:{_member(dashboard[key])}" for key in sorted(dashboard)]
    return "{\n" + ",\n".join(members) + "\n}"


def _config_map(rendered: Rendered, metadata: Metadata) -> Artefact:
    name = rendered.board.uid
    content = compact(rendered.dashboard)
    size = len(content) + 1  # the line break that YAML adds
    if size > _LIMIT:
        raise OpsError(
            f"the board '{rendered.board.title}' has {size} bytes, a ConfigMap holds {_LIMIT}",
            hint="give fewer agent labels, or export it in another form",
        )
    text = fill("config-map.yaml.j2", name=name, metadata=metadata, content=content)
    return Artefact(path=Path(f"{name}.yaml"), text=text)


def _member(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _flat(value)
    items = [compact(item) if isinstance(item, dict) else _flat(item) for item in value]
    return "[\n" + ",\n".join(items) + "\n]"


def _flat(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
