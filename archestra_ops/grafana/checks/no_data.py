"""Do the panels of the boards have data?

They are asked with --queries alone. What an installation does not use has none, and that is no
fault; a board without any data is one that looks in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from archestra_ops.findings import Finding, Severity
from archestra_ops.grafana.checks.check import id_of
from archestra_ops.grafana.checks.seen import PanelAnswer, Seen

ID = id_of(__name__)


def check(seen: Seen) -> Iterator[Finding]:
    """Report boards without data, and the panels that have none in the others."""
    nowhere = not any(panel.frames for panel in seen.panels)
    for board, group in groupby(seen.panels, key=lambda panel: panel.board):
        panels = list(group)
        empty = [panel for panel in panels if is_empty(panel)]
        if len(empty) == len(panels):
            yield Finding(
                check=ID,
                severity=Severity.ERROR if nowhere else Severity.WARNING,
                subject=board,
                message=f"none of its {len(panels)} panels has data of the last hour",
                hint=f"does the Prometheus behind the datasource scrape {seen.title}? "
                "`ops verify --prometheus URL` says what is missing",
            )
        elif empty:
            yield Finding(
                check=ID,
                severity=Severity.INFO,
                subject=board,
                message=f"{len(empty)} of {len(panels)} panels have no data of the last hour: "
                f"{_named(empty)}",
                hint="what is not used has none; `ops verify --prometheus URL` says why",
            )


def is_empty(panel: PanelAnswer) -> bool:
    """Whether it was answered, and without data."""
    return not panel.frames and not panel.error and panel.unasked is None


def _named(panels: Sequence[PanelAnswer]) -> str:
    """The panels, row by row."""
    rows = [
        (row, [f"'{panel.panel}'" for panel in group])
        for row, group in groupby(panels, key=lambda panel: panel.row)
    ]
    return "; ".join(
        f"{', '.join(names)} in '{row}'" if row else ", ".join(names) for row, names in rows
    )
