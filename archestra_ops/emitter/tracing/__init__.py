"""The traces and logs of what the emitter simulates, sent as the platform sends them.

Built on the OpenTelemetry SDK, which is the optional extra `traces`: nothing of it is imported
before `tracing` is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING

from archestra_ops.errors import OpsError, ToolMissingError
from archestra_ops.otlp import Settings
from archestra_ops.packs.model import Platform
from archestra_ops.packs.telemetry import ExemplarLabels

if TYPE_CHECKING:
    from archestra_ops.emitter.tracing.recorder import Recorder


def require() -> None:
    """Raise ToolMissingError without the OpenTelemetry SDK."""
    try:
        found = find_spec("opentelemetry.sdk.trace")
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise ToolMissingError(
            "traces need the OpenTelemetry SDK, which is not installed",
            hint="pip install 'archestra-ops[traces]'",
        )


def tracing(
    platform: Platform, settings: Settings, *, seed: int, agent_labels: Mapping[str, str]
) -> Recorder:
    """What records the events of *platform* as spans and logs, in its `outbox`.

    *agent_labels* are custom labels as the operator writes them. Raises ToolMissingError without
    the OpenTelemetry SDK, OpsError for a platform of whose traces nothing is known.
    """
    if platform.telemetry is None:
        raise OpsError(
            f"nothing is known of the traces of {platform.title}", hint="leave --traces out"
        )
    if not platform.telemetry.played:
        raise OpsError(
            f"nothing is known of when {platform.title} sends which span", hint="leave --traces out"
        )
    require()
    # An optional library, and a slow one.
    from archestra_ops.emitter.tracing.making import Maker  # noqa: PLC0415
    from archestra_ops.emitter.tracing.recorder import Recorder  # noqa: PLC0415

    random = Random(f"{platform.name}/{seed}/traces")  # noqa: S311 - no secret comes of it
    maker = Maker(platform.telemetry, settings, random, agent_labels)
    named = platform.exemplars or ExemplarLabels(trace="")
    return Recorder(platform.telemetry, named, maker, random)
