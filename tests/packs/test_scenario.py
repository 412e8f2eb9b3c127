from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.packs.configure import configure
from archestra_ops.packs.scenario import Change, Scenario, rescripted
from archestra_ops.packs.series import series_of


def test_words_that_are_wanted() -> None:
    change = Change(where={"a": "x", "b": ("y", "z"), "process": "web"})

    assert (change.wanted("a"), change.wanted("b"), change.wanted("c")) == (("x",), ("y", "z"), ())
    assert change.selects({"a": "x", "b": "z", "more": "1"})
    assert not change.selects({"a": "x", "b": "x"})
    assert not change.selects({"a": "x"})
    assert Change().selects({})
    assert change.new_labels == {"a": "x", "b": "y"}


def test_every_change_can_be_altered() -> None:
    scenario = Scenario(help="x", changes=(Change(level=1.0), Change(level=2.0)))

    found = rescripted({"s": scenario}, lambda change: replace(change, level=0.0))

    assert found == {"s": Scenario(help="x", changes=(Change(level=0.0), Change(level=0.0)))}


def test_series_that_move_by_themselves() -> None:
    archestra = packs.platform("archestra")

    deployments = list(series_of(archestra, archestra.metrics["mcp_server_deployment_status"]))
    assert deployments[:2] == [
        {"server_name": "github", "state": "not_created"},
        {"server_name": "github", "state": "pending"},
    ]
    assert list(series_of(archestra, archestra.metrics["llm_cost_total"])) == []
    assert list(series_of(archestra, archestra.metrics["database_pool_size_limit"])) == [{}]


def with_change(name: str, change: Change):
    provider = packs.provider(name)
    return replace(provider, scenarios={"s": Scenario(help="x", changes=(change,))})


def test_what_the_exporter_adds_up_is_changed_by_its_rate() -> None:
    counted = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_cpu_usage_time"
    level = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_cpu_utilization"

    for metric, expected in (
        (counted, Change(metric=counted, rate=2.0)),
        (level, Change(metric=level, level=120.0)),
    ):
        given = with_change("cloudsql", Change(metric=metric, level=120.0))
        found = configure(given, {"delta_mode": "counter"})
        assert found.scenarios["s"].changes == (expected,)


def test_a_template_of_names_renames_what_changes() -> None:
    metric = next(iter(packs.provider("azure").metrics))
    given = with_change("azure", Change(metric=metric, level=1.0))

    found = configure(given, {"name_template": "my_{metric}_{aggregation}_{unit}"})

    (change,) = found.scenarios["s"].changes
    assert change.metric in found.metrics
    assert change.metric.startswith("my_")
    vanishing = replace(
        given, scenarios={"s": Scenario(help="", changes=(Change(vanish=("x*",)),))}
    )
    named = configure(vanishing, {"name_template": "my_{metric}_{aggregation}_{unit}"})
    assert named.scenarios["s"].changes[0].vanish == ("x*",)
