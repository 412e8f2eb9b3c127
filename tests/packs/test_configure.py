from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import PackError
from archestra_ops.packs.configure import configure

GCP = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_"


@pytest.mark.parametrize("name", packs.provider_names())
def test_defaults_change_nothing(name):
    provider = packs.provider(name)

    assert configure(provider, {}) == provider
    defaults = {key: option.default for key, option in provider.options.items()}
    assert configure(provider, defaults) == provider


@pytest.mark.parametrize(
    ("name", "options", "message", "hint"),
    [
        ("helm", {"x": "y"}, "provider 'helm' has no option 'x'", "there is none"),
        (
            "cloudsql",
            {"delta": "counter"},
            "provider 'cloudsql' has no option 'delta'",
            "did you mean 'delta_mode'?",
        ),
        (
            "cloudsql",
            {"delta_mode": "countr"},
            "option 'delta_mode' cannot be 'countr'",
            "did you mean 'counter'?",
        ),
        (
            "cloudsql",
            {"max_connections": "many"},
            "option 'max_connections' cannot be 'many'",
            "give what matches [1-9][0-9]*",
        ),
        (
            "cloudsql",
            {"max_connections": "0"},
            "option 'max_connections' cannot be '0'",
            "give what matches [1-9][0-9]*",
        ),
        ("azure", {"name_template": ""}, "option 'name_template' cannot be ''", "give a value"),
        (
            "azure",
            {"subscription": "mine"},
            "option 'subscription' cannot be 'mine'",
            "give what matches [0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
        ),
    ],
)
def test_impossible_option_is_refused(name, options, message, hint):
    with pytest.raises(PackError) as refused:
        configure(packs.provider(name), options)

    assert (str(refused.value), refused.value.hint) == (message, hint)


def test_exporter_that_adds_deltas_up_has_counters():
    gauges = packs.provider("cloudsql")
    counters = configure(gauges, {"delta_mode": "counter"})

    deltas = {name for name, metric in gauges.metrics.items() if metric.delta}
    assert len(deltas) == 25
    assert {counters.metrics[name].type for name in deltas} == {"counter"}
    assert not any(metric.delta for metric in counters.metrics.values())
    unchanged = gauges.metrics.keys() - deltas
    assert all(counters.metrics[name] == gauges.metrics[name] for name in unchanged)


def test_counters_grow_by_a_sixtieth_of_the_minutes_count_each_second():
    counters = configure(packs.provider("cloudsql"), {"delta_mode": "counter"}).metrics

    (commits, _) = counters[f"{GCP}postgresql_transaction_count"].emit
    assert (commits.rate, commits.level, commits.swing, commits.each) == (140, 0, 0, "databases")
    (checkpoints,) = counters[f"{GCP}postgresql_checkpoint_count"].emit
    assert checkpoints.series == (
        {"checkpoint_type": "scheduled", "rate": 0.2 / 60},
        {"checkpoint_type": "requested", "rate": 0.02 / 60},
    )


def test_counters_are_rated():
    counters = configure(packs.provider("cloudsql"), {"delta_mode": "counter"})

    assert counters.signals["rows_returned"].expr == (
        f"sum by (database_id) (rate({GCP}postgresql_tuples_returned_count[$window] offset 4m))"
    )
    assert counters.signals["up"].expr == f"min by (database_id) ({GCP}up)"


def test_signal_without_a_metric_comes_with_the_constant():
    without = packs.provider("cloudsql")
    given = configure(without, {"max_connections": "500"})

    assert "connections_max" not in without.signals
    assert given.signals["connections_max"].expr == (
        f"0 * sum by (database_id) ({GCP}postgresql_num_backends) + 500"
    )


def test_every_job_asks_with_the_option():
    subscription = "0f0e0d0c-0b0a-0908-0706-050403020100"
    azure = configure(packs.provider("azure"), {"subscription": subscription})

    assert {job.params["subscription"] for job in azure.jobs} == {(subscription,)}
    assert azure.signals == packs.provider("azure").signals


def test_options_of_jobs_ship_with_their_defaults():
    azure = packs.provider("azure")

    for option in azure.options.values():
        assert {job.params[option.param] for job in azure.jobs} == {(option.default,)}
