"""What the reference emitter sends, against what is known of the platform's spans."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache

import pytest

from archestra_ops import otlp
from archestra_ops.emitter import tracing as package
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import Settings
from archestra_ops.emitter.tracing import require, tracing
from archestra_ops.errors import OpsError, ToolMissingError
from archestra_ops.packs.telemetry import ExemplarLabels
from tests.emitter.tracing.conftest import ARCHESTRA, LENGTH, START, play
from tests.servers.otlp.receiver import attributes

TELEMETRY = ARCHESTRA.telemetry
PATHS = {
    ("chat", None),
    ("a2a", None),
    ("chatops", "slack"),
    ("chatops", "ms-teams"),
    ("email", "email"),
}


def kind_of(one) -> str:
    """Which span of the pack a received one is."""
    return kind(one.name, one.kind, one.attributes.get("route.category"))


@cache
def kind(name: str, kind: str, category: str | None) -> str:
    for key, span in TELEMETRY.spans.items():
        pattern = re.sub(r"\\{\w+\\}", ".+", re.escape(span.name))
        fits = category in span.category if span.category else category is None
        if fits and span.kind == kind and re.fullmatch(pattern, name):
            return key
    raise AssertionError(name)


def kinds(played) -> Counter[str]:
    return Counter(kind_of(one) for one in played.receiver.spans)


def test_every_span_is_one_that_the_pack_knows_with_attributes_that_it_has(steady) -> None:
    for one in steady.receiver.spans:
        span = TELEMETRY.spans[kind_of(one)]
        labels = tuple(pattern for pattern in TELEMETRY.patterns)
        unknown = [
            name
            for name in one.attributes
            if name not in span.attributes and not name.startswith(labels)
        ]
        assert unknown == []
        assert {event.name for event in one.span.events} <= span.events.keys()
        assert one.service == span.service or (one.service == "Archestra" and not span.service)


def test_everything_that_is_not_verbose_is_sent(steady) -> None:
    wanted = {key for key, span in TELEMETRY.spans.items() if not span.verbose}

    assert kinds(steady).keys() == wanted


def test_every_span_has_an_id_of_its_own_and_a_parent_that_was_sent(steady, verbose) -> None:
    for played in (steady, verbose):
        spans = {(one.trace, one.id): one for one in played.receiver.spans}
        assert len(spans) == len(played.receiver.spans)
        for one in spans.values():
            assert START - 120 < one.span.start_time_unix_nano / 1e9 < START + LENGTH
            assert one.span.start_time_unix_nano <= one.span.end_time_unix_nano
            if one.parent:
                parent = spans[one.trace, one.parent].span
                assert parent.start_time_unix_nano <= one.span.start_time_unix_nano
                assert one.span.end_time_unix_nano <= parent.end_time_unix_nano


def test_every_exemplar_leads_to_a_span_and_its_session_to_log_lines(steady) -> None:
    spans = {(one.trace, one.id): one for one in steady.receiver.spans}
    sessions = {attributes(one.attributes).get("session_id") for one in steady.receiver.records}
    exemplars = steady.exemplars

    assert len(exemplars) > 200
    assert {kind_of(spans[one["traceID"], one["spanID"]]) for one in exemplars} == {
        "llm_call",
        "tool_call",
    }
    assert {one["sessionID"] for one in exemplars if "sessionID" in one} <= sessions


@pytest.mark.parametrize(
    ("named", "labels"),
    [
        (ExemplarLabels(trace="t", span="s", session="of"), {("t", "s"), ("t", "s", "of")}),
        (ExemplarLabels(trace="trace_id"), {("trace_id",)}),
        (None, set()),
    ],
)
def test_exemplars_have_the_labels_of_their_platform(named, labels) -> None:
    other = replace(
        ARCHESTRA,
        exemplars=named,
        metrics={n: replace(m, exemplars=named is not None) for n, m in ARCHESTRA.metrics.items()},
    )
    made = simulate(other, (), Settings(seed=1, start=START))
    recorder = tracing(other, otlp.Settings(), seed=1, agent_labels={})
    heard = []
    made.platform.recorder = lambda one: heard.append(recorder(one)) or heard[-1]
    made.advance(START + 60)
    recorder.finish()

    assert {tuple(one.labels) for one in heard if one and one.labels} == labels
    traces = {span.trace for _, span in recorder.outbox.spans}
    assert len(traces) > 10
    if named is not None:
        assert {one.labels[named.trace] for one in heard if one and one.labels} & traces


def test_all_ways_of_calling_an_agent_are_there(steady) -> None:
    turns = [one for one in steady.receiver.spans if kind_of(one) == "agent_turn"]

    assert {
        (one.attributes["route.category"], one.attributes.get("archestra.trigger.source"))
        for one in turns
    } == PATHS
    assert all(one.parent == "" and one.kind == "server" for one in turns)
    assert {one.name for one in turns} == {
        f"chat {one.attributes['gen_ai.agent.name']}" for one in turns
    }


def test_a_turn_has_calls_of_models_and_tools_with_its_session_and_user(steady) -> None:
    families = defaultdict(list)
    for one in steady.receiver.spans:
        families[one.trace].append(one)
    mixed = 0
    for turn in (one for one in steady.receiver.spans if kind_of(one) == "agent_turn"):
        inner = [one for one in families[turn.trace] if one.parent == turn.id]
        seen = {kind_of(one) for one in inner}
        mixed += {"llm_call", "tool_call"} <= seen
        for one in inner:
            own = one.attributes
            shared = ("gen_ai.conversation.id", "gen_ai.agent.id", "archestra.user.id")
            for name in shared if kind_of(one) != "context_compaction" else shared[:1]:
                assert own[name] == turn.attributes[name]

    assert mixed > 10


def test_the_knowledge_base_has_no_agent(steady) -> None:
    found = [
        one.attributes
        for one in steady.receiver.spans
        if str(one.attributes.get("archestra.trigger.source")).startswith("knowledge:")
    ]

    assert {one["archestra.trigger.source"] for one in found} == {
        "knowledge:embedding",
        "knowledge:reranker",
        "knowledge:query-expansion",
    }
    assert not [one for one in found if "gen_ai.agent.id" in one]
    assert {one["gen_ai.operation.name"] for one in found} == {"embedding", "chat"}


def test_an_llm_call_counts_cached_tokens_as_input(steady) -> None:
    calls = [one.attributes for one in steady.receiver.spans if kind_of(one) == "llm_call"]
    read = [one for one in calls if "gen_ai.usage.cache_read.input_tokens" in one]

    assert {one["gen_ai.operation.name"] for one in calls} == {
        "chat",
        "generate_content",
        "embedding",
    }
    assert read
    for one in read:
        whole = one["gen_ai.usage.input_tokens"]
        assert whole > one["gen_ai.usage.cache_read.input_tokens"] > 0
        assert one["gen_ai.usage.total_tokens"] == whole + one["gen_ai.usage.output_tokens"]
        assert isinstance(one["archestra.cost"], float)


def test_a_blocked_tool_call_says_why() -> None:
    (played,) = play({}, scenario="tool-calls-failing")
    tools = [one for one in played.receiver.spans if kind_of(one) == "tool_call"]
    blocked = [one for one in tools if one.attributes["mcp.blocked"]]
    failed = [one for one in tools if one.attributes["mcp.is_error_result"]]

    assert blocked
    assert failed
    for one in blocked:
        assert one.failed
        assert one.span.status.message == one.attributes["mcp.blocked_reason"]
        assert [event.name for event in one.span.events] == ["gen_ai.content.input"]
        assert not one.attributes["mcp.is_error_result"]
    assert all(one.failed for one in failed)
    assert not [one for one in tools if one.failed and one not in blocked + failed]


def test_an_outage_fails_calls_and_turns() -> None:
    (played,) = play({}, scenario="llm-provider-outage")
    calls = [one for one in played.receiver.spans if kind_of(one) == "llm_call" and one.failed]
    turns = [one for one in played.receiver.spans if kind_of(one) == "agent_turn" and one.failed]

    assert calls
    assert turns
    assert all(one.attributes["error.type"] for one in calls + turns)
    assert not [one for one in calls if "gen_ai.usage.output_tokens" in one.attributes]
    assert {one.severity_text for one in played.receiver.records} >= {"info", "error"}


def test_the_sandbox_speaks_for_itself(steady) -> None:
    spans = {(one.trace, one.id): one for one in steady.receiver.spans}
    runs = [one for one in spans.values() if kind_of(one) == "sandbox_command"]

    assert runs
    for one in runs:
        assert one.service == "archestra-sandbox-rs"
        assert one.attributes.keys() == {"exit_code", "duration_ms", "size_bytes"}
        assert (one.attributes["exit_code"] == 0) is not one.failed
        assert spans[one.trace, one.parent].name == "execute_tool archestra__run_command"


def test_custom_labels_are_on_what_has_an_agent(steady) -> None:
    name = "archestra.agent.label.team"
    for one in steady.receiver.spans:
        assert (one.attributes.get(name) == "sre") is ("gen_ai.agent.id" in one.attributes)


def test_infrastructure_is_sent_on_request_and_content_is_left_out(verbose) -> None:
    wanted = {key for key, span in TELEMETRY.spans.items() if span.verbose}

    assert wanted <= kinds(verbose).keys()
    assert not [one for one in verbose.receiver.spans if one.span.events]
    roots = {kind_of(one) for one in verbose.receiver.spans if not one.parent}
    assert roots == {"http_server", "send_completion"}


def test_content_is_cut_as_the_platform_cuts_it(reduced) -> None:
    texts = {
        next(iter(attributes(event.attributes).values()))
        for one in reduced.receiver.spans
        for event in one.span.events
    }

    assert texts
    assert all(text.endswith("...[truncated]") and len(text) == 19 for text in texts)


def test_a_record_of_the_log_belongs_to_its_span(steady) -> None:
    ids = {(one.trace, one.id) for one in steady.receiver.spans}

    for record in steady.receiver.records:
        own = attributes(record.attributes)
        assert (record.trace_id.hex(), record.span_id.hex()) in ids
        assert (own["trace_id"], own["span_id"]) == (record.trace_id.hex(), record.span_id.hex())
        assert own.keys() <= set(TELEMETRY.log_fields)
        assert record.body.string_value


def test_a_share_of_the_traces_is_whole_and_the_log_is_all_there(steady, reduced) -> None:
    traces = {one.trace for one in reduced.receiver.spans}
    every = {one.trace for one in steady.receiver.spans}

    assert 0.4 < len(traces) / len(every) < 0.6
    assert len(reduced.receiver.records) == len(steady.receiver.records)
    ids = {(one.trace, one.id) for one in reduced.receiver.spans}
    assert all((one.trace, one.parent) in ids for one in reduced.receiver.spans if one.parent)


def test_the_metrics_are_the_same_with_and_without_traces(steady) -> None:
    settings = Settings(seed=1, start=START, agent_labels={"team": "sre"})
    plain = simulate(ARCHESTRA, (), settings)
    plain.advance(START + LENGTH)

    def values(estate):
        return {
            (home, name, labels): series.values()
            for home, registry in estate.platform.registries.items()
            for name, exposed in registry.metrics.items()
            for labels, series in exposed.series.items()
        }

    assert values(plain) == values(steady.estate)


def test_without_the_sdk_it_is_said_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr(package, "find_spec", lambda _name: None)

    with pytest.raises(ToolMissingError, match="traces need the OpenTelemetry SDK") as raised:
        tracing(ARCHESTRA, otlp.Settings(), seed=1, agent_labels={})
    assert raised.value.hint == "pip install 'archestra-ops[traces]'"

    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(package, "find_spec", missing)
    with pytest.raises(ToolMissingError):
        require()
    monkeypatch.setattr(package, "find_spec", importlib.util.find_spec)
    require()


def test_a_platform_of_whose_traces_nothing_is_known() -> None:
    with pytest.raises(OpsError, match="nothing is known of the traces of Archestra"):
        tracing(replace(ARCHESTRA, telemetry=None), otlp.Settings(), seed=1, agent_labels={})


def test_a_platform_of_whose_spans_no_event_is_known() -> None:
    assert ARCHESTRA.telemetry is not None
    spans = {name: replace(one, play=()) for name, one in ARCHESTRA.telemetry.spans.items()}
    silent = replace(ARCHESTRA, telemetry=replace(ARCHESTRA.telemetry, spans=spans))

    assert ARCHESTRA.telemetry.played
    with pytest.raises(OpsError, match="nothing is known of when Archestra sends which span"):
        tracing(silent, otlp.Settings(), seed=1, agent_labels={})


def test_no_command_imports_the_sdk_that_does_not_need_it() -> None:
    code = (
        "import sys, archestra_ops.cli as cli\n"
        "from archestra_ops.cli import check, emitter, serving\n"
        "from archestra_ops.emitter import tracing\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
