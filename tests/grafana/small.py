"""A small board with one of everything, and the platform and provider that it is for."""

from __future__ import annotations

from dataclasses import replace

from archestra_ops.grafana.board import Board, Panel, Query, Row
from archestra_ops.packs.model import Label, Metric, Platform, Profile
from archestra_ops.packs.process import Legacy, Process
from archestra_ops.packs.provider import Binding, Job, Provider, Setting
from archestra_ops.packs.telemetry import Span, Telemetry

PLATFORM = Platform(
    name="acme",
    title="Acme",
    homepage="https://acme.example",
    processes={
        "web": Process(
            title="web",
            job="acme-web",
            port=1,
            api_port=1,
            anchor="acme_up",
            emitter_port=1,
            emitter_api_port=1,
        ),
    },
    legacy=Legacy(metrics={}, labels={}),
    labels={"route": Label(help="route", since="2.0")},
    metrics={
        "acme_up": Metric(name="acme_up", type="gauge", help="up", unit="1", processes=("web",)),
        "calls_total": Metric(
            name="calls_total",
            type="counter",
            help="calls",
            unit="calls",
            labels=("route", "status"),
            values={"status": ("ok", "error")},
            processes=("web",),
            exemplars=True,
        ),
        "wait_seconds": Metric(
            name="wait_seconds",
            type="histogram",
            help="wait",
            unit="seconds",
            labels=("route",),
            buckets=(0.1, 1.0),
            processes=("worker",),
            exemplars=True,
            custom_labels=True,
        ),
        "busy": Metric(name="busy", type="gauge", help="busy", unit="1", processes=("worker",)),
    },
)
# The same calls under the names of two releases, which one between them writes both.
PROFILED = Platform(
    name="acme",
    title="Acme",
    homepage="https://acme.example",
    processes={"web": replace(PLATFORM.processes["web"], anchor="new_calls_total")},
    default_profile="new",
    extra_labels=("otel_scope",),
    custom_labels_prefix="acme_metadata_",
    metrics={
        "new_calls_total": Metric(
            name="new_calls_total",
            type="counter",
            help="calls",
            unit="calls",
            labels=("model", "status"),
            values={"status": ("ok", "error")},
            processes=("web",),
            custom_labels=True,
        ),
        "new_wait_seconds": Metric(
            name="new_wait_seconds",
            type="histogram",
            help="wait",
            unit="seconds",
            labels=("model",),
            buckets=(0.1, 1.0),
            processes=("web",),
        ),
        "new_spans_total": Metric(
            name="new_spans_total",
            type="counter",
            help="spans",
            unit="spans",
            processes=("web",),
        ),
    },
    profiles={
        "new": Profile(title="new", help="new names"),
        "old": Profile(
            title="old",
            help="old names",
            without=("new_spans_total",),
            rename={"new_calls_total": "old_calls", "new_wait_seconds": "old_wait_seconds"},
            metrics={
                "old_hits_total": Metric(
                    name="old_hits_total",
                    type="counter",
                    help="hits of the cache, by the old name of a model",
                    unit="hits",
                    labels=("model_name",),
                    processes=("web",),
                ),
            },
        ),
        "both": Profile(title="both", help="both at once", written_twice="old"),
    },
)
# What others have, too, and what nobody has met.
UNSEEN = replace(
    PLATFORM,
    processes={
        **PLATFORM.processes,
        "cluster": replace(PLATFORM.processes["web"], job="kube", foreign=True),
    },
    metrics={
        **PLATFORM.metrics,
        "said_total": Metric(
            name="said_total",
            type="counter",
            help="said",
            unit="1",
            labels=("route",),
            processes=("web",),
            documented=True,
            seen=False,
            instead="the calls of the proxy.",
        ),
        "told_total": Metric(
            name="told_total",
            type="counter",
            help="told",
            unit="1",
            processes=("web",),
            documented=True,
            seen=False,
        ),
        "kube_pods": Metric(
            name="kube_pods",
            type="gauge",
            help="pods",
            unit="pods",
            labels=("namespace", "route"),
            processes=("cluster",),
        ),
    },
)
TELEMETRY = Telemetry(
    services=("acme",),
    resource=("service.name",),
    patterns=("acme.label.",),
    spans={
        "call": Span(
            name="call {model}",
            help="a call",
            kind="client",
            attributes=("acme.cost", "acme.session", "acme.agent"),
        ),
    },
    log_service="service_name",
    log_fields=("trace_id", "session_id"),
)
PROVIDER = Provider(
    name="pg",
    title="PG",
    exporter="the exporter",
    use_when="always",
    identity=("server",),
    anchor="pg_up",
    roles={"database": "db"},
    sample_interval=60.0,
    jobs=(Job(name="pg", port=2, scrape_interval=60.0, scrape_timeout=10.0),),
    settings={"opt_in": Setting(title="the option", where="the exporter", how="turn it on")},
    labels={"db": Label(help="database", needs="opt_in")},
    metrics={
        "pg_up": Metric(name="pg_up", type="gauge", help="up", unit="1", labels=("server",)),
        "pg_used": Metric(
            name="pg_used", type="gauge", help="used", unit="1", labels=("server", "db")
        ),
        "pg_commits_total": Metric(
            name="pg_commits_total",
            type="counter",
            help="commits",
            unit="1",
            labels=("server", "db"),
            needs="opt_in",
        ),
        "disk_bytes": Metric(name="disk_bytes", type="gauge", help="disk", unit="bytes"),
        "exporter_ok": Metric(name="exporter_ok", type="gauge", help="ok", unit="1"),
    },
    signals={
        "connections_used": Binding(expr="sum by (server, db) (pg_used)"),
        "commits": Binding(
            expr="sum by (server) (rate(pg_commits_total[$window]))", needs="opt_in"
        ),
        "storage_used": Binding(expr="sum(disk_bytes)", foreign=True, identity=("namespace",)),
        "exporter_error": Binding(expr="max by (job) (exporter_ok)", identity=("job",)),
    },
)


def panel(*exprs: str, **settings: object) -> Panel:
    """A panel with these expressions, and everything that a panel must have."""
    queries = settings.pop("queries", None) or tuple(Query(expr=expr) for expr in exprs)
    defaults: dict[str, object] = {
        "title": "Is it well?",
        "description": "It is.",
        "unit": "short",
        "queries": queries,
    }
    return Panel(**{**defaults, **settings})


def board(*panels: Panel, **settings: object) -> Board:
    """A board with these panels in one row."""
    rows = settings.pop("rows", None) or (Row(title="All of it", panels=panels),)
    defaults: dict[str, object] = {
        "slug": "small",
        "title": "Small",
        "description": "A small board.",
        "platform": "acme",
        "tags": ("acme",),
        "rows": rows,
    }
    return Board(**{**defaults, **settings})
