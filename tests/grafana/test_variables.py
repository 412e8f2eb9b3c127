from __future__ import annotations

from archestra_ops.grafana.board import Variable
from archestra_ops.grafana.variables import variables
from tests.grafana.small import PLATFORM, PROVIDER, board, panel

BOARD = board(panel("up"))


def test_the_datasource_comes_first_and_is_any_prometheus() -> None:
    first = variables(BOARD, PLATFORM, None)[0]

    assert first == {
        "name": "datasource",
        "label": "Data Source",
        "type": "datasource",
        "query": "prometheus",
        "regex": "",
        "current": {},
        "hide": 0,
        "includeAll": False,
        "multi": False,
        "options": [],
        "refresh": 1,
        "skipUrlSync": False,
    }


def test_the_installation_is_chosen_step_by_step_among_what_the_platform_anchors() -> None:
    found = variables(BOARD, PLATFORM, None)[1:]

    anchor = '__name__=~"acme_up"'
    within = f'{anchor},cluster=~"$cluster",namespace=~"$namespace"'
    assert [(v["name"], v["label"], v["definition"]) for v in found] == [
        ("cluster", "Cluster", f"label_values({{{anchor}}}, cluster)"),
        (
            "namespace",
            "Namespace",
            f'label_values({{{anchor},cluster=~"$cluster"}}, namespace)',
        ),
        ("job", "Job", f"label_values({{{within}}}, job)"),
        ("instance", "Instance", f'label_values({{{within},job=~"$job"}}, instance)'),
    ]


def test_a_variable_is_complete_and_refreshed_with_the_time_range() -> None:
    cluster = variables(BOARD, PLATFORM, None)[1]

    query = 'label_values({__name__=~"acme_up"}, cluster)'
    assert cluster == {
        "name": "cluster",
        "label": "Cluster",
        "type": "query",
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "definition": query,
        "query": {"query": query, "refId": "variable-cluster"},
        "regex": "",
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
        "allValue": ".*",
        "hide": 0,
        "includeAll": True,
        "multi": True,
        "options": [],
        "refresh": 2,
        "skipUrlSync": False,
        "sort": 1,
    }


def test_all_means_an_absent_label_too_where_it_may_be_absent_and_listed_jobs_only() -> None:
    found = {v["name"]: v.get("allValue") for v in variables(BOARD, PLATFORM, PROVIDER)[1:]}

    assert found == {
        "cluster": ".*",
        "namespace": ".*",
        # Not `.+`: `up`, `process_*` and `nodejs_*` have every other job's series too.
        "job": None,
        "instance": ".+",
        "pg_job": ".+",
        "pg_instance": ".*",
    }


def test_postgres_is_chosen_by_the_exporters_job_and_the_providers_identity() -> None:
    found = variables(BOARD, PLATFORM, PROVIDER)[-2:]

    assert [(v["name"], v["definition"]) for v in found] == [
        ("pg_job", 'label_values({__name__=~"pg_up"}, job)'),
        ("pg_instance", 'label_values({__name__=~"pg_up",job=~"$pg_job"}, server)'),
    ]


def test_a_boards_own_variables_stand_behind_the_installations() -> None:
    own = Variable(name="agent", label="Agent", query="label_values(calls_total, agent)")
    found = variables(board(panel("up"), variables=(own,)), PLATFORM, PROVIDER)

    assert [v["name"] for v in found] == [
        "datasource",
        "cluster",
        "namespace",
        "job",
        "instance",
        "agent",
        "pg_job",
        "pg_instance",
    ]
    assert found[5]["allValue"] == ".+"
