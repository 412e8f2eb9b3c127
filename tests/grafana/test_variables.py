from __future__ import annotations

from dataclasses import replace

from archestra_ops.grafana.board import LogQuery, TextVariable, TraceQuery, Variable
from archestra_ops.grafana.variables import variables
from tests.grafana.small import PLATFORM, PROFILED, PROVIDER, board, panel

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


def test_a_board_may_find_jobs_by_more_than_the_anchors() -> None:
    small = replace(BOARD, found_by=("busy", "acme_up"))
    found = variables(small, PLATFORM, None)[1:]

    anchor = '__name__=~"acme_up|busy"'
    assert found[0]["definition"] == f"label_values({{{anchor}}}, cluster)"
    assert found[2]["definition"] == (
        f'label_values({{{anchor},cluster=~"$cluster",namespace=~"$namespace"}}, job)'
    )


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


def names(found: list[dict[str, object]]) -> list[object]:
    return [variable["name"] for variable in found]


def test_a_boards_own_variable_is_asked_of_the_chosen_installation_only() -> None:
    own = Variable(name="route", label="Route", query="label_values(calls_total, route)")
    (*_, found) = variables(board(panel("up"), variables=(own,)), PLATFORM, None)

    assert found["definition"] == (
        'label_values(calls_total{cluster=~"$cluster",namespace=~"$namespace"'
        ',job=~"$job",instance=~"$instance"}, route)'
    )
    assert found["query"]["query"] == found["definition"]


def test_the_query_of_a_variable_may_name_several_metrics() -> None:
    query = 'label_values({__name__=~"calls_total|busy",status="ok"}, route)'
    own = Variable(name="route", label="Route", query=query)
    (*_, found) = variables(board(panel("up"), variables=(own,)), PLATFORM, None)

    assert found["definition"] == (
        'label_values({__name__=~"calls_total|busy",status="ok",cluster=~"$cluster"'
        ',namespace=~"$namespace",job=~"$job",instance=~"$instance"}, route)'
    )


def test_what_is_typed_stands_last_with_its_help_and_default() -> None:
    typed = TextVariable(name="least", label="At least", help="As in 2s.", default="0s")
    (*_, found) = variables(board(panel("up"), variables=(typed,)), PLATFORM, PROVIDER)

    chosen = {"selected": True, "text": "0s", "value": "0s"}
    assert found == {
        "name": "least",
        "label": "At least",
        "description": "As in 2s.",
        "type": "textbox",
        "query": "0s",
        "current": chosen,
        "options": [chosen],
        "hide": 0,
        "skipUrlSync": False,
    }


def test_each_kind_of_question_has_its_choice_of_datasource() -> None:
    made = board(
        panel(queries=(LogQuery(logql='{a="b"}'),), title="Logs", kind="logs"),
        panel(queries=(TraceQuery(traceql="{ }"),), title="Traces", kind="table"),
        panel("up"),
    )
    found = variables(made, PLATFORM, None)

    assert [(v["name"], v["label"], v["query"]) for v in found[:3]] == [
        ("datasource", "Data Source", "prometheus"),
        ("tempo", "Tempo", "tempo"),
        ("loki", "Loki", "loki"),
    ]
    assert names(found)[3:] == ["cluster", "namespace", "job", "instance"]


def test_an_agent_label_is_chosen_where_a_metric_of_the_board_has_it() -> None:
    labelled = board(panel("sum(rate(wait_seconds_count[5m]))"))
    found = variables(labelled, PLATFORM, None, ("team", "_2nd"))

    assert names(found)[-2:] == ["team", "_2nd"]
    assert (found[-2]["label"], found[-2]["allValue"], found[-2]["definition"]) == (
        "team",
        ".*",
        (
            'label_values(wait_seconds_count{cluster=~"$cluster",namespace=~"$namespace"'
            ',job=~"$job",instance=~"$instance"}, team)'
        ),
    )
    assert "team" not in names(variables(board(panel("busy")), PLATFORM, None, ("team",)))


def test_an_agent_label_is_shown_without_what_the_platform_puts_in_front() -> None:
    made = board(panel("sum(new_calls_total)"))
    found = variables(made, PROFILED, None, ("acme_metadata_team",))[-1]

    assert (found["name"], found["label"]) == ("acme_metadata_team", "team")
    assert found["definition"].endswith(", acme_metadata_team)")
