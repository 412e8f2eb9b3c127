"""What Prometheus makes of an expression of a board, by promtool's unit tests."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from archestra_ops.grafana.ask import Window, ask
from archestra_ops.grafana.queries import PanelQuery
from tests.servers.programs import require

HOUR = 3600.0
# An hour has passed since the time range began, and half an hour before it there was history.
END = 5400.0
CHOSEN = {
    "cluster": ".*",
    "namespace": ".*",
    "job": "(archestra-web|archestra-worker)",
    "instance": ".+",
    **dict.fromkeys(("agent_name", "mcp_server_name", "tool_name"), ".*"),
}


def interpolated(expr: str, *, instant: bool = True, hours: float = 1) -> str:
    """The expression as Grafana sends it for the last hour, or *hours*."""
    query = PanelQuery(
        board="",
        row="",
        panel="",
        panel_id=1,
        ref="A",
        expr=expr,
        legend="",
        instant=instant,
        interval="",
        time_from="",
        collapsed=False,
    )
    return ask(query, Window(start=END - hours * HOUR, end=END), CHOSEN).expr


def check(folder: Path, series: Mapping[str, str], expr: str, samples: Mapping[str, float]) -> None:
    """Fail unless *expr* gives *samples*, to a millionth, at the end of *series*.

    A series has a value a minute, in promtool's notation.
    """
    promtool = require("promtool")
    test = {
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [
            {
                "expr": f"round({expr}, 0.000001)",
                "eval_time": f"{END / 60:.0f}m",
                "exp_samples": [
                    {"labels": labels, "value": value} for labels, value in samples.items()
                ],
            }
        ],
    }
    file = folder / "test.yaml"
    file.write_text(json.dumps({"tests": [test]}))
    done = subprocess.run(
        [promtool, "test", "rules", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
