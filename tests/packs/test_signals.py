"""What every provider binds to every signal, and what it leaves out."""

from __future__ import annotations

import pytest

from archestra_ops import packs, promql
from archestra_ops.packs.configure import configure

# Labels that a target brings, whatever is on its page.
TARGET = {"job", "instance"}

LACKS = {
    "helm": {
        "connections_failed": "PostgreSQL does not count them",
        "cpu_utilization": "cAdvisor's, not the exporter's",
        "memory_utilization": "cAdvisor's, not the exporter's",
        "wal_rate": "only the xlog_location collector has the position",
    },
    "otel": {
        "up": "the receiver says nothing while it cannot connect",
        "exporter_error": "among the collector's own metrics, under names that change",
        "connections_by_state": "the receiver does not split sessions by state",
        "connections_failed": "PostgreSQL does not count them",
        "idle_in_transaction": "the receiver does not split sessions by state",
        "longest_transaction": "the receiver has no age of transactions",
        "lock_waits": "the receiver does not split sessions by what they wait for",
        "locks_max": "the receiver does not read settings",
        "storage_used": "the receiver does not see the disk",
        "storage_size": "the receiver does not see the disk",
        "storage_utilization": "the receiver does not see the disk",
        "cpu_utilization": "the receiver does not see the machine",
        "memory_utilization": "the receiver does not see the machine",
        "wal_size": "the receiver does not see the disk",
        "wal_rate": "the receiver does not read the position",
        "wal_archive_failures": "the receiver has only the age of the newest file",
        "replication_slots_inactive": "the receiver does not read slots",
        "transaction_id_utilization": "the receiver does not read ages",
    },
    "cloudsql": {
        "connections_max": "Google has no metric for it with PostgreSQL: an option gives it",
        "connections_failed": "no source tells which login_status means that",
        "longest_transaction": "Google counts transactions, not seconds",
        "locks": "Google has no metric for it",
        "locks_max": "Google has no metric for it",
        "database_size": "Google has only the instance's disk",
        "wal_size": "Google has only what was written",
        "wal_age": "Google has no metric for it",
        "replication_slots_inactive": "Google has no metric for it",
    },
    "azure": {
        "exporter_error": "the probe has no metric of its own",
        "locks": "Azure has no metric for it",
        "locks_max": "Azure has no metric for it",
        "wal_rate": "Azure has only the size",
        "wal_age": "Azure has no metric for it",
        "wal_archive_failures": "Azure has no metric for it",
        "checkpoints_scheduled": "Azure has no metric for it",
        "checkpoints_requested": "Azure has no metric for it",
        "replication_slots_inactive": "Azure has no metric for it",
    },
}
VARIANTS = [
    *((name, {}) for name in packs.provider_names()),
    ("cloudsql", {"delta_mode": "counter", "max_connections": "500"}),
    ("azure", {"name_template": "{name}"}),
]
BINDINGS = [
    pytest.param(provider, signal, id=f"{name}{options or ''}-{signal}")
    for name, options in VARIANTS
    for provider in [configure(packs.provider(name), options)]
    for signal in provider.signals
]


@pytest.mark.parametrize("name", packs.provider_names())
def test_provider_binds_every_signal_that_it_does_not_lack(name):
    assert packs.signals().keys() - packs.provider(name).signals.keys() == LACKS[name].keys()


@pytest.mark.parametrize("name", packs.provider_names())
def test_provider_binds_no_signal_that_there_is_not(name):
    provider = packs.provider(name)

    for bindings in (provider.signals, *provider.variants.values()):
        assert bindings.keys() <= packs.signals().keys()


def test_every_signal_has_a_provider():
    bound = {s for name in packs.provider_names() for s in packs.provider(name).signals}

    assert bound == packs.signals().keys()


@pytest.mark.parametrize(("provider", "signal"), BINDINGS)
def test_expression_is_valid_and_names_the_catalogue(provider, signal):
    expr = provider.signals[signal].expr

    promql.parse(expr.replace("$window", "5m"))
    for selector in promql.selectors(expr):
        metric = provider.metrics[selector.name or ""]
        assert {m.label for m in selector.matchers} <= {*metric.labels, *TARGET}
        for matcher in selector.matchers:
            possible = provider.values_of(metric, matcher.label)
            if matcher.op == "=" and possible is not None:
                assert matcher.value in possible


@pytest.mark.parametrize(("provider", "signal"), BINDINGS)
def test_expression_respects_types_and_windows(provider, signal):
    for selector in promql.selectors(provider.signals[signal].expr):
        metric = provider.metrics[selector.name or ""]
        if metric.type == "counter":
            assert (selector.function, selector.window) == ("rate", "$window")
        elif metric.delta:
            assert (selector.function, selector.window) == ("avg_over_time", "$window")
        elif metric.unit == "various":
            # All metrics under one name: that does not tell a level from a count of a minute.
            assert selector.function in (None, "avg_over_time")
        else:
            assert (selector.function, selector.window) == (None, None)


@pytest.mark.parametrize(("provider", "signal"), BINDINGS)
def test_series_are_told_apart_by_identity_and_roles_alone(provider, signal):
    roles = {provider.roles[role] for role in packs.signals()[signal].labels}

    def labels_of(name: str) -> frozenset[str]:
        return provider.metrics[name].labels_of(name) | TARGET

    left = promql.surviving(provider.signals[signal].expr, labels_of)
    assert left == {*provider.identity_of(signal), *roles}


@pytest.mark.parametrize(("provider", "signal"), BINDINGS)
def test_identity_and_target_are_left_to_whoever_asks(provider, signal):
    own = {*provider.identity, "job", "instance", "cluster", "namespace"}

    for selector in promql.selectors(provider.signals[signal].expr):
        assert own.isdisjoint(matcher.label for matcher in selector.matchers)


@pytest.mark.parametrize(("provider", "signal"), BINDINGS)
def test_what_a_signal_rests_on_is_there_or_is_said_to_be_needed(provider, signal):
    binding = provider.signals[signal]
    metrics = [provider.metrics[s.name or ""] for s in promql.selectors(binding.expr)]

    # `or`: the metric of another release stands behind the one that is there by default.
    needed = {metric.needs for metric in metrics[:1] if metric.needs}
    assert needed <= {binding.needs}


@pytest.mark.parametrize("name", packs.provider_names())
def test_roles_and_identity_are_labels_of_the_catalogue(name):
    provider = packs.provider(name)
    labels = {label for metric in provider.metrics.values() for label in metric.labels}

    assert {*provider.identity, *provider.roles.values()} <= labels | {"instance"}


@pytest.mark.parametrize("name", packs.provider_names())
def test_every_setting_is_needed_by_something(name):
    provider = packs.provider(name)

    needed = {metric.needs for metric in provider.metrics.values()}
    needed |= {binding.needs for binding in provider.signals.values()}
    needed |= {label.needs for label in provider.labels.values()}
    assert provider.settings.keys() == needed - {""}


def test_minutes_become_seconds_in_every_rate():
    """A mean of counts of a minute is per minute; only a ratio may leave it at that."""
    for name in ("cloudsql", "azure"):
        for signal, binding in packs.provider(name).signals.items():
            if "avg_over_time" in binding.expr and packs.signals()[signal].unit != "ratio":
                assert binding.expr.endswith(" / 60"), signal


def test_percents_become_ratios():
    azure = packs.provider("azure")

    for signal, binding in azure.signals.items():
        (first, *_) = promql.selectors(binding.expr)
        if azure.metrics[first.name or ""].unit == "percent":
            assert packs.signals()[signal].unit == "ratio"
            assert binding.expr.endswith(" / 100")
