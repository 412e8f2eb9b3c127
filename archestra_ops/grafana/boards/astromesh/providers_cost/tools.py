"""Do tools work?"""

from archestra_ops.grafana.board import Panel, Row
from archestra_ops.grafana.boards.astromesh.names import STEP, by_each
from archestra_ops.grafana.boards.astromesh.names import TOOLS as LABELS

FAILED = 'astromesh_tool_executions_total{status="error"}'

TOOLS = Row(
    title="Tools: do they work?",
    panels=(
        Panel(
            title="Which tools are used?",
            description=(
                "Executions per minute by tool. A tool that climbs steeply alone is often an agent "
                "in a loop. The choices on top do not apply to tools."
            ),
            queries=by_each(
                LABELS,
                lambda label: (
                    f"60 * sum by ({label}) (rate("
                    "astromesh_tool_executions_total[$__rate_interval]))"
                ),
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no tools used",
        ),
        Panel(
            title="What share of a tool's executions fails?",
            description=(
                "Executions with an error of all, by tool, for those that fail at all. A tool near "
                "100 % has lost its credentials or its server; all of them together are the "
                "network."
            ),
            queries=by_each(
                LABELS,
                lambda label: (
                    f"sum by ({label}) (rate({FAILED}[$__rate_interval]))"
                    f" / (sum by ({label}) (rate("
                    "astromesh_tool_executions_total[$__rate_interval])) > 0)"
                ),
            ),
            unit="percentunit",
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.05, "red": 0.2},
            show_steps=True,
            nothing="no failures",
            interval=STEP,
        ),
        Panel(
            title="Which tools fail?",
            description=(
                "Failed executions per minute by tool. The message is at `/v1/traces/`, in the "
                "span `tool.call`."
            ),
            queries=by_each(
                LABELS, lambda label: f"60 * sum by ({label}) (rate({FAILED}[$__rate_interval]))"
            ),
            unit="cpm",
            width=8,
            minimum=0,
            stack=True,
            nothing="no failures",
        ),
    ),
)
