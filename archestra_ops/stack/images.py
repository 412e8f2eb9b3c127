"""The container images of the stack, each pinned to a release that was there when it was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Image:
    """An image: `name` in its registry, the `tag` of one release, `source` says of its releases."""

    name: str
    tag: str
    source: str

    def __str__(self) -> str:
        """As compose.yaml and a Dockerfile name it."""
        return f"{self.name}:{self.tag}"


# Tempo and Loki are those with which the platform itself is developed (its compose file for
# development, release v1.3.15); there the others are `latest`, which nobody can repeat.
IMAGES: Final[Mapping[str, Image]] = {
    "prometheus": Image(
        name="prom/prometheus",
        tag="v3.5.0",  # with long-term support
        source="https://github.com/prometheus/prometheus/releases/tag/v3.5.0",
    ),
    "alertmanager": Image(
        name="prom/alertmanager",
        tag="v0.28.1",
        source="https://github.com/prometheus/alertmanager/releases/tag/v0.28.1",
    ),
    "grafana": Image(
        name="grafana/grafana",
        tag="12.1.1",
        source="https://github.com/grafana/grafana/releases/tag/v12.1.1",
    ),
    "tempo": Image(
        name="grafana/tempo",
        tag="2.6.1",
        source="https://github.com/grafana/tempo/releases/tag/v2.6.1",
    ),
    "loki": Image(
        name="grafana/loki",
        tag="3.3.3",
        source="https://github.com/grafana/loki/releases/tag/v3.3.3",
    ),
    "otel-collector": Image(
        name="otel/opentelemetry-collector-contrib",
        tag="0.131.0",
        source="https://github.com/open-telemetry/opentelemetry-collector-releases/releases/tag/v0.131.0",
    ),
    "python": Image(  # the emitter's, which has no image of its own
        name="python",
        tag="3.13.7-slim-bookworm",
        source="https://hub.docker.com/_/python",
    ),
}
