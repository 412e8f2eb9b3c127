"""Do the gateway's spans arrive?"""

from archestra_ops.grafana.board import Panel, Query, Row
from archestra_ops.grafana.boards.truefoundry.series import STEP, occurrences, per_second, share

_ACCEPTED = "ai_gateway_spans_accepted_total"
_FAILED = 'ai_gateway_spans_exported_total{outcome="failed"}'
_DROPPED = "ai_gateway_span_drops_total"
_LOST = "missing_created_by_subject_root"

SPANS = Row(
    title="Span export: do the gateway's spans arrive?",
    collapsed=True,
    panels=(
        Panel(
            title="Do spans arrive as fast as they are made?",
            description=(
                "Spans per second: taken by the exporter, exported, given up. `success` should "
                "follow `accepted`; a gap that stays is a queue that fills. User and model do not "
                "apply in this row, nor do releases before 0.157."
            ),
            queries=(
                Query(expr=per_second(_ACCEPTED), legend="accepted"),
                Query(
                    expr=per_second("ai_gateway_spans_exported_total", "outcome"),
                    legend="{{outcome}}",
                ),
            ),
            unit="suffix: spans/s",
            interval=STEP,
            width=8,
            minimum=0,
            colors={"accepted": "blue", "success": "green", "failed": "red"},
            nothing="no spans",
        ),
        Panel(
            title="Which tenant's spans are lost?",
            description=(
                "Spans given up, of those that the exporter took, by tenant. One alone: its own "
                "destination; all together: the collector, or the way to it."
            ),
            queries=(
                Query(expr=share(_FAILED, _ACCEPTED, "tenant_name"), legend="{{tenant_name}}"),
            ),
            unit="percentunit",
            interval=STEP,
            width=8,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.01, "red": 0.05},
            show_steps=True,
            nothing="no spans",
        ),
        Panel(
            title="Why are spans given up?",
            description=(
                "Spans per minute by tenant and reason. `connection_refused` and `timeout`: is the "
                "collector up? `http_4xx`: its credentials or limits. `http_5xx`: its own logs."
            ),
            queries=(
                Query(
                    expr=f"60 * {per_second(_FAILED, 'tenant_name, reason')}",
                    legend="{{tenant_name}}: {{reason}}",
                ),
            ),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            nothing="none",
        ),
        Panel(
            title="Why are spans dropped before export?",
            description=(
                "Spans per minute by reason. `should_trace_false` was never to be traced and is "
                "fine. `missing_created_by_subject_child` lost its context on the way."
            ),
            queries=(Query(expr=f"60 * {per_second(_DROPPED, 'reason')}", legend="{{reason}}"),),
            unit="cpm",
            interval=STEP,
            width=8,
            minimum=0,
            colors={
                "should_trace_false": "green",
                "missing_created_by_subject_child": "orange",
                _LOST: "red",
            },
            nothing="none",
        ),
        Panel(
            title="Do root spans lack who made them?",
            description=(
                "Root spans in the chosen range that were dropped because nobody is named who "
                "made them. 0 is right; any is a fault of the gateway: report it to its makers "
                "with the release."
            ),
            queries=(
                Query(
                    expr=f'{occurrences(f"""{_DROPPED}{{reason="{_LOST}"}}""")} or vector(0)',
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=8,
            steps={"green": None, "red": 0.5},
        ),
        Panel(
            title="Whose spans failed most?",
            description=(
                "Spans given up in the chosen range by tenant and reason, the ten most frequent: "
                "whose traces have holes, and how large."
            ),
            queries=(
                Query(
                    expr=f"topk(10, {occurrences(_FAILED, 'tenant_name, reason')})",
                    legend="{{tenant_name}}: {{reason}}",
                    instant=True,
                ),
            ),
            kind="bargauge",
            unit="short",
            decimals=0,
            width=8,
            minimum=0,
            nothing="none",
        ),
    ),
)
