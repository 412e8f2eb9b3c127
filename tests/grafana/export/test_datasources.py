from __future__ import annotations

import re

import pytest
import yaml

from archestra_ops import packs, promql
from archestra_ops.errors import OpsError
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.export.datasources import Source, Sources, render

ALL = Sources(
    prometheus=Source(url="http://prometheus:9090/"),
    tempo=Source(url="http://tempo:3200"),
    loki=Source(url="https://logs.example/loki"),
)
PLATFORM = packs.platform("archestra")


def read(sources: Sources) -> dict[str, dict]:
    """The datasources that are written, by type."""
    document = yaml.safe_load(render(sources))
    assert document["apiVersion"] == 1
    return {one["type"]: one for one in document["datasources"]}


def refusal(**given: Source) -> tuple[str, str]:
    with pytest.raises(OpsError) as caught:
        render(Sources(**given))
    return str(caught.value), caught.value.hint


def test_the_file_as_it_is_written() -> None:
    assert (
        render(ALL)
        == """\
# Datasources and the links between them: Grafana looks for this file in provisioning/datasources.
apiVersion: 1

datasources:
  - name: "Archestra Prometheus"
    uid: "archestra-ops-prometheus"
    type: "prometheus"
    access: "proxy"
    url: "http://prometheus:9090"
    jsonData:
      httpMethod: "POST"
      timeInterval: "15s"
      # Prometheus keeps exemplars only with --enable-feature=exemplar-storage.
      exemplarTraceIdDestinations:
        - name: "traceID"
          datasourceUid: "archestra-ops-tempo"
          urlDisplayLabel: "Open the trace"
        - name: "sessionID"
          url: "/d/archestra-ops-agent-sessions?var-session=$${__value.raw}&$${__url_time_range}"
          urlDisplayLabel: "Open the session"
  - name: "Archestra Tempo"
    uid: "archestra-ops-tempo"
    type: "tempo"
    access: "proxy"
    url: "http://tempo:3200"
    jsonData:
      nodeGraph:
        enabled: true
      tracesToLogsV2:
        datasourceUid: "archestra-ops-loki"
        spanStartTimeShift: "-5m"
        spanEndTimeShift: "5m"
        filterByTraceID: true
        filterBySpanID: false
        tags:
          - key: "service.name"
            value: "service_name"
      tracesToMetrics:
        datasourceUid: "archestra-ops-prometheus"
        spanStartTimeShift: "-30m"
        spanEndTimeShift: "30m"
        tags:
          - key: "gen_ai.agent.name"
            value: "agent_name"
          - key: "gen_ai.provider.name"
            value: "provider"
          - key: "gen_ai.request.model"
            value: "model"
        queries:
          - name: "LLM calls per second, by status"
            query: "sum by (status_code) (rate(llm_request_duration_seconds_count{$$__tags}[5m]))"
          - name: "Time that 95% of LLM calls stay under"
            query: "histogram_quantile(0.95, sum by (le) \
(rate(llm_request_duration_seconds_bucket{$$__tags}[5m])))"
          - name: "Cost of LLM calls in US dollars an hour"
            query: "sum(rate(llm_cost_total{$$__tags}[5m])) * 3600"
      # Has data where Tempo's metrics-generator writes into this Prometheus.
      serviceMap:
        datasourceUid: "archestra-ops-prometheus"
  - name: "Archestra Loki"
    uid: "archestra-ops-loki"
    type: "loki"
    access: "proxy"
    url: "https://logs.example/loki"
    jsonData:
      derivedFields:
        # Beside the line, where it was sent by OTLP; Grafana 9 does not look there.
        - name: "trace_id"
          matcherType: "label"
          matcherRegex: "trace_id"
          datasourceUid: "archestra-ops-tempo"
          url: "$${__value.raw}"
          urlDisplayLabel: "Open the trace"
        # In the line, where it was read from the process's output.
        - name: "trace_id of the line"
          matcherType: "regex"
          matcherRegex: "\\"trace_id\\":\\"(\\\\w+)\\""
          datasourceUid: "archestra-ops-tempo"
          url: "$${__value.raw}"
          urlDisplayLabel: "Open the trace"
"""
    )


def test_one_alone_is_linked_to_nothing() -> None:
    sources = {"prometheus": ALL.prometheus, "tempo": ALL.tempo, "loki": ALL.loki}
    alone = {kind: read(Sources(**{kind: source})) for kind, source in sources.items()}

    assert {kind: list(found) for kind, found in alone.items()} == {
        "prometheus": ["prometheus"],
        "tempo": ["tempo"],
        "loki": ["loki"],
    }
    assert alone["prometheus"]["prometheus"]["jsonData"] == {
        "httpMethod": "POST",
        "timeInterval": "15s",
    }
    assert alone["tempo"]["tempo"]["jsonData"] == {"nodeGraph": {"enabled": True}}
    assert "jsonData" not in alone["loki"]["loki"]


def test_a_uid_without_an_address_is_linked_to_and_not_written() -> None:
    found = read(
        Sources(
            prometheus=Source(uid="prom-1"),
            tempo=Source(url="http://tempo", uid="my_tempo"),
            loki=Source(uid="P8E80F9AEF21F6940"),
        )
    )

    assert list(found) == ["tempo"]
    assert found["tempo"]["uid"] == "my_tempo"
    data = found["tempo"]["jsonData"]
    assert data["tracesToLogsV2"]["datasourceUid"] == "P8E80F9AEF21F6940"
    assert data["tracesToMetrics"]["datasourceUid"] == "prom-1"
    assert data["serviceMap"]["datasourceUid"] == "prom-1"


def test_the_links_go_to_the_uids_that_were_chosen() -> None:
    found = read(
        Sources(
            prometheus=Source(url="http://a", uid="p"),
            tempo=Source(url="http://a", uid="t"),
            loki=Source(url="http://a", uid="l"),
        )
    )

    destinations = found["prometheus"]["jsonData"]["exemplarTraceIdDestinations"]
    assert destinations[0] == {
        "name": "traceID",
        "datasourceUid": "t",
        "urlDisplayLabel": "Open the trace",
    }
    fields = found["loki"]["jsonData"]["derivedFields"]
    assert {field["datasourceUid"] for field in fields} == {"t"}


def test_what_answers_promql_and_how_often_it_is_scraped_can_be_told() -> None:
    found = read(
        Sources(
            prometheus=Source(url="http://mimir/prometheus"),
            prometheus_type="Mimir",
            scrape_interval="1m",
        )
    )

    assert found["prometheus"]["jsonData"] == {
        "httpMethod": "POST",
        "timeInterval": "1m",
        "prometheusType": "Mimir",
    }


def test_a_line_of_the_platforms_output_has_the_trace() -> None:
    (_, field) = read(ALL)["loki"]["jsonData"]["derivedFields"]

    line = '{"level":30,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","msg":"called"}'
    found = re.search(field["matcherRegex"], line)
    assert found is not None
    assert found[1] == "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_dollar_in_an_address_is_no_variable() -> None:
    found = read(Sources(loki=Source(url="http://a/$HOME")))

    assert found["loki"]["url"] == "http://a/$$HOME"


def test_the_links_use_names_that_the_platform_has() -> None:
    telemetry, found = PLATFORM.telemetry, read(ALL)
    assert telemetry is not None
    tempo, loki = found["tempo"]["jsonData"], found["loki"]["jsonData"]

    (tag,) = tempo["tracesToLogsV2"]["tags"]
    assert tag["key"] in telemetry.resource
    assert tag["value"] == telemetry.log_service
    assert loki["derivedFields"][0]["matcherRegex"] in telemetry.log_fields
    labels = {tag["value"] for tag in tempo["tracesToMetrics"]["tags"]}
    assert all(telemetry.knows(tag["key"]) for tag in tempo["tracesToMetrics"]["tags"])
    for query in tempo["tracesToMetrics"]["queries"]:
        for selector in promql.selectors(query["query"].replace("$$__tags", "")):
            metric = PLATFORM.metric_of(selector.name or "")
            assert metric is not None, query
            assert labels <= set(metric.labels)


def test_the_link_to_a_session_opens_a_board_of_ours() -> None:
    destinations = read(ALL)["prometheus"]["jsonData"]["exemplarTraceIdDestinations"]
    url = destinations[1]["url"]

    (board,) = [one for one in boards("archestra") if url.startswith(f"/d/{one.uid}?")]
    assert "session" in [variable.name for variable in board.variables]
    assert "?var-session=" in url


def test_without_an_address_there_is_nothing_to_write() -> None:
    expected = "no datasource is given", "give --prometheus URL, --tempo URL or --loki URL"

    assert refusal() == expected
    assert refusal(tempo=Source(uid="tempo")) == expected


@pytest.mark.parametrize("uid", ["", "a b", "a" * 41, "ä", "a\n", "a/b"])
def test_what_is_no_uid_is_refused(uid: str) -> None:
    assert refusal(loki=Source(url="http://a", uid=uid)) == (
        f"{uid!r} is not the uid of a datasource",
        "use letters, digits, - and _, 40 at most",
    )


def test_a_uid_is_given_once() -> None:
    assert refusal(loki=Source(url="http://a", uid="x"), tempo=Source(uid="x")) == (
        "two datasources have the uid 'x'",
        "give each its own",
    )


@pytest.mark.parametrize("user", ["admin:s3cr3t@", "admin@", ":s3cr3t@"])
def test_a_password_is_kept_out_of_the_file_and_the_message(user: str) -> None:
    assert refusal(loki=Source(url=f"https://{user}logs.example/loki")) == (
        "'https://logs.example/loki' is given with a user or password, which would be in the file",
        "put basicAuthUser and secureJsonData with variables of Grafana into the file",
    )


@pytest.mark.parametrize("url", ["", "loki:3100", "ftp://loki"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(OpsError, match=r"is not an? "):
        render(Sources(loki=Source(url=url)))
