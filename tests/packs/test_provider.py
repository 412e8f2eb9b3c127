from __future__ import annotations

from archestra_ops import packs


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
    assert helm.identity_of("storage_used") == ("namespace", "persistentvolumeclaim")
