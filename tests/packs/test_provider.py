from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.packs.configure import configure


def test_label_is_called_by_what_the_page_calls_it():
    otel = packs.provider("otel")

    assert otel.on_page("exported_instance") == "instance"
    assert otel.on_page("postgresql_database_name") == "postgresql_database_name"


def test_provider_with_like_jobs_has_one_anchor():
    assert packs.provider("helm").anchors == ("pg_up",)


def test_jobs_that_bring_other_metrics_have_anchors_of_their_own():
    azure = packs.provider("azure")
    prefix = "azure_microsoft_dbforpostgresql_flexibleservers_"

    assert [anchor.removeprefix(prefix) for anchor in azure.anchors] == [
        "is_db_alive_maximum_count",
        "xact_commit_total_count",
        "sessions_by_state_maximum_count",
        "sessions_by_wait_event_type_maximum_count",
        "max_connections_maximum_count",
        "database_size_bytes_average_bytes",
    ]


def test_signal_has_the_providers_identity_unless_it_names_its_own():
    helm = packs.provider("helm")

    assert helm.identity_of("connections_used") == ("instance",)
    assert helm.identity_of("storage_used") == ("persistentvolumeclaim", "namespace")


CLOUDSQL = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_postgresql_"


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("helm", "pg_replication_lag", "pg_replication_lag_seconds"),
        ("helm", "pg_replication_lag_seconds", None),
        ("cloudsql", "stackdriver_cloudsql_database_postgresql_num_backends", "num_backends"),
        ("cloudsql", "stackdriver_cloudsql_database_postgresql", None),
        ("cloudsql", f"{CLOUDSQL}num_backends", None),
        ("azure", "azure_storage_used_average_x", None),
    ],
)
def test_a_name_that_others_use_is_put_right(name, wrong, right):
    expected = f"{CLOUDSQL}{right}" if right and name == "cloudsql" else right

    assert packs.provider(name).successor_of(wrong) == expected


@pytest.mark.parametrize("name", packs.provider_names())
def test_what_is_right_is_a_metric_and_what_is_wrong_is_none(name):
    provider = packs.provider(name)

    for wrong, right in provider.misnamed.items():
        named = [one for one in provider.metrics if one.startswith(right)]
        assert right in named or (wrong.endswith("_") and named), right
        # A former name may be known as such.
        assert wrong not in provider.metrics or provider.metrics[wrong].until


def test_a_template_of_ones_own_may_make_a_wrong_name_right():
    template = {"name_template": "azure_{metric}_{aggregation}"}
    azure = configure(packs.provider("azure"), template)

    assert "azure_active_connections_average" in azure.metrics
    assert azure.successor_of("azure_active_connections_average") is None
