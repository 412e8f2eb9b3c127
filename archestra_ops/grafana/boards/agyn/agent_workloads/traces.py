"""Which workloads were slow to start, or kept from the network?"""

from archestra_ops.grafana.board import Column, Panel, Row, TraceQuery
from archestra_ops.grafana.boards.agyn.traces import trace_table, trace_view

TRACES = Row(
    title="Traces: what was slow, or not let out?",
    collapsed=True,
    panels=(
        trace_table(
            "Which traces of orchestrator and runners took long, or failed?",
            (
                "Traces with a span of the orchestrator or of a runner that took as long as is "
                "asked for above, or failed."
            ),
            (
                '{ resource.service.name =~ "agents-orchestrator|runners|k8s-runner"'
                " && (duration >= $min_duration || status = error) }"
            ),
        ),
        trace_view(),
        Panel(
            title="What did agents ask for that was not let out?",
            description=(
                "Requests through the Egress Gateway that did not end as allowed. deny is a rule "
                "at work, rules_unavailable a platform that does not know its rules, "
                "upstream_error and tls_error the other end."
            ),
            queries=(
                TraceQuery(
                    traceql=(
                        '{ name = "egress.request" && span.egress.outcome != "allow"'
                        ' && span.egress.outcome != "spliced" }'
                        " | select(span.egress.outcome, span.egress.upstream_status)"
                    ),
                    limit=200,
                    spans=3,
                ),
            ),
            kind="table",
            unit="short",
            width=24,
            height=10,
            columns=(
                Column(field="traceIdHidden", title="Trace", width=150, opens="trace"),
                Column(field="traceService", hidden=True),
                Column(field="traceName", hidden=True),
                Column(field="spanID", hidden=True),
                Column(field="time", title="Start", width=180),
                Column(field="name", hidden=True),
                Column(field="egress.outcome", title="Outcome"),
                Column(field="egress.upstream_status", title="Status of the other end"),
                Column(field="duration", title="Duration", unit="ns", width=100),
            ),
            sort_by="Start",
        ),
    ),
)
