"""The pack of postgres_exporter against a page of a real one."""

from __future__ import annotations

from archestra_ops import packs
from tests.packs.pages import text_page

PAGE = text_page("pg_exporter_0.11.1_pg15.prom")

# What 0.11 has otherwise than 0.20, whose names and labels the pack has. Source: CHANGELOG.
LABELS_SINCE = {
    "usename": "0.12",
    "application_name": "0.12",
    "backend_type": "0.17",
    "wait_event_type": "0.17",
    "wait_event": "0.17",
}
LABELS_UNTIL = {"server": "0.11 on databases, 0.19 on settings and sessions"}

# Metrics of the page that the pack leaves out, by how they begin.
LEFT_OUT = {
    "go_": "of the exporter's runtime",
    "process_virtual_memory_max_bytes": "of the exporter's process",
    "promhttp_": "of the exporter's HTTP server",
    "pg_settings_": "one for every setting; the pack has those that are used",
    "pg_stat_database_active_time": "a counter of seconds since 0.16",
    "pg_stat_database_checksum_": "untyped, from the queries of 0.11",
    "pg_stat_database_idle_in_transaction_time": "untyped, from the queries of 0.11",
    "pg_stat_database_session": "untyped, from the queries of 0.11",
}
# On no page of PostgreSQL 15 without replicas, or not with 0.11 and its default flags.
NOT_THERE = {
    "pg_replication_slots_": "series only with replication slots",
    "pg_stat_replication_": "series only with replicas",
    "kubelet_": "the kubelet's",
}


def known(name: str, prefixes: dict[str, str]) -> bool:
    return any(name.startswith(prefix) for prefix in prefixes)


def test_types_agree():
    metrics = packs.provider("helm").metrics

    both = metrics.keys() & PAGE.keys()
    assert len(both) == 61
    differ = {n: (metrics[n].type, PAGE[n].type) for n in both if metrics[n].type != PAGE[n].type}
    assert differ == {"pg_static": ("untyped", "unknown")}


def test_labels_agree_but_for_those_that_came_and_went():
    metrics = packs.provider("helm").metrics

    for name in metrics.keys() & PAGE.keys():
        for sample, (labels,) in PAGE[name].labels.items():
            ours = metrics[name].labels_of(sample)
            assert ours - labels <= LABELS_SINCE.keys(), sample
            assert labels - ours <= LABELS_UNTIL.keys(), sample


def test_labels_that_came_say_since_when():
    labels = packs.provider("helm").labels

    assert {name: labels[name].since for name in LABELS_SINCE} == LABELS_SINCE


def test_catalogue_knows_all_of_the_page_but_what_it_leaves_out():
    ours = packs.provider("helm").metrics.keys()

    assert [name for name in PAGE if name not in ours and not known(name, LEFT_OUT)] == []


def test_what_the_page_lacks_is_newer_or_needs_something():
    metrics = packs.provider("helm").metrics

    lacking = [
        name
        for name, metric in metrics.items()
        if name not in PAGE
        and not metric.since
        and not metric.needs
        and not metric.until
        and not known(name, NOT_THERE)
    ]
    assert lacking == []
