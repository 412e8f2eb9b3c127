"""What the packs tell the reference emitter: enough for every signal, and no nonsense."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest

from archestra_ops import packs, promql
from archestra_ops.packs.bound import for_platform
from archestra_ops.packs.configure import configure
from archestra_ops.packs.model import Metric, Pack
from archestra_ops.packs.traffic import Activity, Emit, Row

PACKS = [
    *map(packs.platform, packs.platform_names()),
    *map(packs.provider, packs.provider_names()),
    configure(packs.provider("cloudsql"), {"delta_mode": "counter"}),
    configure(packs.provider("azure"), {"name_template": "{name}"}),
]
EVERY_PROFILE = [
    packs.platform(name, profile)
    for name in packs.platform_names()
    for profile in packs.profiles(name) or ("",)
]
EMITS = [
    pytest.param(pack, metric, emit, id=f"{pack.name}-{metric.name}-{i}")
    for pack in PACKS
    for metric in pack.metrics.values()
    for i, emit in enumerate(metric.emit)
]
MOVES = {"share", "level", "rate", "swing"}
# Series of signals that only another release or PostgreSQL has, behind an `or`.
OTHERWISE = {
    "pg_replication_lag",
    "pg_stat_checkpointer_num_timed_total",
    "pg_stat_checkpointer_num_requested_total",
}


def rows(pack: Pack, emit: Emit) -> tuple[Row, ...]:
    return emit.series or (pack.rows[emit.each] if emit.each else ({},))


def series(pack: Pack, metric: Metric) -> Iterator[tuple[dict[str, str], float]]:
    """The label values of every series that moves by itself, and its level or rate."""
    for emit in metric.emit:
        for row in rows(pack, emit):
            words = {key: value for key, value in row.items() if isinstance(value, str)}
            values = {**pack.constants, **emit.labels, **words}
            level = float(row.get("level", emit.level)) or float(row.get("rate", emit.rate))
            labels = {label: values[label] for label in metric.labels}
            yield labels, level * float(row.get("share", 1))


def total(pack: Pack, name: str, **labels: str) -> float:
    found = [n for own, n in series(pack, pack.metrics[name]) if labels.items() <= own.items()]
    assert found
    return sum(found)


@pytest.mark.parametrize(("pack", "metric", "emit"), EMITS)
def test_every_series_has_all_its_labels(pack, metric, emit):
    drawn = (
        {
            *pack.traffic[emit.on].draw,
            *emit.labels,
            *pack.constants,
            *([emit.one_of] if emit.one_of else []),
        }
        if emit.on
        else {*emit.labels, *pack.constants}
    )
    for row in pack.traffic[emit.on].streams if emit.on else rows(pack, emit):
        if emit.on and metric.processes and row.get("process") not in metric.processes:
            continue
        words = {key for key, value in row.items() if isinstance(value, str)}
        assert set(metric.labels) <= drawn | words


@pytest.mark.parametrize(("pack", "metric", "emit"), EMITS)
def test_label_values_are_possible(pack, metric, emit):
    for label, value in emit.labels.items():
        assert label in metric.labels
        possible = pack.values_of(metric, label)
        assert possible is None or value in possible
    for row in rows(pack, emit) if not emit.on else ():
        for label in metric.labels:
            possible = pack.values_of(metric, label)
            assert label not in row or possible is None or row[label] in possible


@pytest.mark.parametrize(("pack", "metric", "emit"), EMITS)
def test_series_move_as_their_type_does(pack, metric, emit):
    moves = [
        *(row for row in rows(pack, emit) if not emit.on),
        {"rate": emit.rate} if emit.rate else {},
    ]
    if metric.type != "counter":
        assert not any("rate" in row for row in moves)
    elif not emit.on:
        assert not any("swing" in row for row in moves)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_table_of_rows_is_used(pack):
    assert pack.rows.keys() == {e.each for m in pack.metrics.values() for e in m.emit} - {""}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_no_series_is_there_twice(pack):
    for metric in pack.metrics.values():
        if any(emit.on or emit.one_of for emit in metric.emit):
            continue
        own = [tuple(labels.items()) for labels, _ in series(pack, metric)]
        assert len(own) == len(set(own)), metric.name


@pytest.mark.parametrize("name", packs.provider_names())
def test_every_signal_has_series(name):
    provider = packs.provider(name)

    named = {s.name for b in provider.signals.values() for s in promql.selectors(b.expr)}
    silent = {name for name in named if not provider.metrics[name or ""].emit}
    assert silent <= OTHERWISE


@pytest.mark.parametrize("name", packs.provider_names())
def test_anchors_have_series(name):
    provider = packs.provider(name)

    assert all(provider.metrics[anchor].emit for anchor in provider.anchors)


def test_azure_jobs_bring_every_metric_once():
    azure = packs.provider("azure")

    for metric in azure.metrics.values():
        asking = [job for job in azure.jobs if metric.asked_for(job.params)]
        assert len(asking) == 1, metric.name
        (job,) = asking
        for labels, _ in series(azure, metric):
            assert (labels["interval"],) == job.params["interval"]
            assert (labels["timespan"],) == job.params["timespan"]


def test_azure_jobs_ask_for_nothing_that_the_catalogue_lacks():
    azure = packs.provider("azure")
    parts = [metric.parts for metric in azure.metrics.values()]

    for job in azure.jobs:
        assert set(job.params["metric"]) <= {part["metric"] for part in parts}
        # Of one call of Azure's: https://learn.microsoft.com/rest/api/monitor/metrics/list
        assert len(job.params["metric"]) <= 20


def test_azure_metrics_of_a_dimension_are_asked_for_by_it():
    azure = packs.provider("azure")

    for metric in azure.metrics.values():
        (job,) = [job for job in azure.jobs if metric.asked_for(job.params)]
        assert ("dimension" in metric.labels) == ("metricFilter" in job.params), metric.name


GCP = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_postgresql_"
AZURE = "azure_microsoft_dbforpostgresql_flexibleservers_"


@pytest.mark.parametrize(
    ("name", "much", "little"),
    [
        ("helm", "pg_stat_database_blks_hit", "pg_stat_database_blks_read"),
        ("helm", "pg_stat_database_xact_commit", "pg_stat_database_xact_rollback"),
        ("helm", "pg_settings_max_connections", "pg_stat_activity_count"),
        ("helm", "pg_stat_user_tables_n_live_tup", "pg_stat_user_tables_n_dead_tup"),
        ("helm", "kubelet_volume_stats_capacity_bytes", "kubelet_volume_stats_used_bytes"),
        ("helm", "kubelet_volume_stats_used_bytes", "pg_database_size_bytes"),
        ("otel", "postgresql_blks_hit_total", "postgresql_blks_read_total"),
        ("otel", "postgresql_commits_total", "postgresql_rollbacks_total"),
        ("otel", "postgresql_connection_max", "postgresql_backends"),
        ("azure", f"{AZURE}blks_hit_total_count", f"{AZURE}blks_read_total_count"),
        ("azure", f"{AZURE}xact_commit_total_count", f"{AZURE}xact_rollback_total_count"),
        ("azure", f"{AZURE}max_connections_maximum_count", f"{AZURE}numbackends_maximum_count"),
        (
            "azure",
            f"{AZURE}storage_used_average_bytes",
            f"{AZURE}database_size_bytes_average_bytes",
        ),
    ],
)
def test_numbers_fit_each_other(name, much, little):
    provider = packs.provider(name)

    assert total(provider, much) > total(provider, little) > 0


def test_numbers_of_one_metric_fit_each_other():
    cloudsql, otel = packs.provider("cloudsql"), packs.provider("otel")

    blocks, ended = f"{GCP}blocks_read_count", f"{GCP}transaction_count"
    assert total(cloudsql, blocks, source="buffer_cache") > 50 * total(
        cloudsql, blocks, source="disk"
    )
    commits = total(cloudsql, ended, transaction_type="commit")
    assert commits > 50 * total(cloudsql, ended, transaction_type="rollback")
    blocks = "postgresql_blocks_read_total"
    assert total(otel, blocks, source="heap_hit") > 50 * total(otel, blocks, source="heap_read")
    used = total(cloudsql, f"{GCP}num_backends")
    assert used == total(cloudsql, f"{GCP}num_backends_by_state")


def test_sessions_are_counted_alike_everywhere_on_a_page():
    helm = packs.provider("helm")

    in_databases = total(helm, "pg_stat_database_numbackends")
    assert abs(total(helm, "pg_stat_activity_count") - in_databases) < 1


def test_exporter_fills_in_states_and_modes_that_a_database_has_none_in():
    helm = for_platform(packs.provider("helm"), "archestra")
    databases = {labels["datname"] for labels, _ in series(helm, helm.metrics["pg_locks_count"])}

    assert databases == {"archestra", "postgres", "template0", "template1"}
    for name, label in (
        ("pg_locks_count", "mode"),
        ("pg_stat_activity_count", "state"),
        ("pg_stat_activity_max_tx_duration", "state"),
    ):
        there = {(own["datname"], own[label]) for own, _ in series(helm, helm.metrics[name])}
        values = helm.labels[label].values
        assert there == {(database, value) for database in databases for value in values}


# --- whatever the time of the day -----------------------------------------------------------------

UP = 6 * 60  # minutes that processes have been up when the simulation starts
DRAWN = 8 / 10  # events a minute at most whose words are drawn one by one
QUIETEST = 0.42  # of the traffic at the peak: the mean of the six quietest hours
LEAST = 9.0  # events: that none happens has then a chance of one in eight thousand


def chance(activity: Activity, row: Row, emit: Emit) -> float:
    """How likely an event of a row is one that *emit* counts."""
    of_all = 1.0
    for name, wanted in emit.when.items():
        if name in row:
            of_all *= row[name] in wanted
        elif name in activity.draw:
            weights = activity.draw[name]
            of_all *= sum(weights.get(word, 0) for word in wanted) / sum(weights.values())
        else:
            of_all = 0.0
    return of_all


def expected(pack: Pack, metric: Metric) -> float:
    """Events of a metric in the six quietest hours; infinite where one is sure."""
    events = 0.0
    for emit in metric.emit:
        activity = pack.traffic[emit.on]
        for row in activity.streams:
            per_minute = float(row["per_minute"])
            share = chance(activity, row, emit)
            is_sure = share == 1 and per_minute * UP >= 1
            drawn = min(per_minute * QUIETEST, DRAWN)
            events += math.inf if is_sure else drawn * share * UP
    return events


def of_events(pack: Pack) -> dict[str, Metric]:
    """The metrics that have a series only if something happened."""
    return {
        name: metric
        for name, metric in pack.metrics.items()
        if metric.emit and not metric.until and all(emit.on for emit in metric.emit)
    }


@pytest.mark.parametrize("pack", EVERY_PROFILE, ids=lambda pack: f"{pack.name}-{pack.profile}")
def test_everything_has_happened_after_any_few_hours(pack):
    """Else a board has no data when the emitter is started at another time of the day."""
    assert {
        name: round(found, 1)
        for name, metric in of_events(pack).items()
        if (found := expected(pack, metric)) < LEAST
    } == {}


def test_what_is_drawn_by_few_is_found():
    metric = Metric(
        name="hits_total", type="counter", help="h", unit="u", labels=(),
        emit=(Emit(on="rule", when={"applied": ("yes",)}),),
    )  # fmt: skip
    draw = {"applied": {"no": 0.995, "yes": 0.005}}

    def of(*rows: Row) -> float:
        rule = Activity(help="h", draw=draw, streams=rows)
        return expected(replace(packs.platform("archestra"), traffic={"rule": rule}), metric)

    assert of({"per_minute": 9.0}, {"per_minute": 3.0}) == pytest.approx(2.88)
    assert of({"per_minute": 9.0}, {"per_minute": 0.02, "applied": "yes"}) == math.inf
    assert of({"per_minute": 0.002, "applied": "yes"}) == pytest.approx(0.3024)
