"""Does Grafana answer the queries of the boards without an error?

They are asked with --queries alone, through Grafana's own query API, from the Prometheus
datasource that the boards start with, with All chosen everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import PanelAnswer, Seen

ID = id_of(__name__)
_SHOWN = 5


def check(seen: Seen) -> Iterator[Finding]:
    """Report errors, each sentence once, with the panels that met it."""
    met: dict[str, list[PanelAnswer]] = {}
    for panel in seen.panels:
        if panel.error:
            met.setdefault(panel.error, []).append(panel)
    for error, panels in met.items():
        boards = {panel.board for panel in panels}
        yield Finding(
            check=ID,
            severity=Severity.ERROR,
            subject=seen.url if len(boards) > 1 else panels[0].board,
            message=f"{_named(panels, len(boards))}: {error}",
            hint="`ops verify --prometheus URL` asks what is behind the datasource the same",
        )


def _named(panels: list[PanelAnswer], boards: int) -> str:
    names = ", ".join(f"'{panel.panel}'" for panel in panels[:_SHOWN])
    if len(panels) == 1:
        return f"the panel {names} has an error"
    more = f" and {len(panels) - _SHOWN} more" if len(panels) > _SHOWN else ""
    where = f" of {boards} boards" if boards > 1 else ""
    return f"{len(panels)} panels{where}, {names}{more}, have the error"
