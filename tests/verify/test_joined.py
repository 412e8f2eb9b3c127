from __future__ import annotations

from dataclasses import replace

from prometheus_client.samples import Exemplar

from archestra_ops import packs
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.events import Happening
from archestra_ops.emitter.simulation import Settings
from archestra_ops.emitter.tracing.outbox import Outbox
from archestra_ops.packs.telemetry import ExemplarLabels, Span, Telemetry
from archestra_ops.verify import joined
from archestra_ops.verify.joined import Kept, Watch, follow
from tests.packs.toys import found_at

START = 1_768_478_400.0
EXEMPLAR = {"traceID": "t", "spanID": "1", "sessionID": "s"}
NAMED = ExemplarLabels(trace="traceID", span="spanID", session="sessionID")
KEPT = Kept(spans={"t": {"1"}}, sessions={"s"})


def told(*exemplars: dict[str, str], named: ExemplarLabels = NAMED) -> list[str]:
    return [f"{one.name}: {one.status} {one.message}" for one in follow(exemplars, named, KEPT)]


def test_from_an_exemplar_to_a_span_and_a_line() -> None:
    assert told(EXEMPLAR) == ["an exemplar leads to a span: ok ", "its session has log lines: ok "]


def test_a_span_that_was_not_sent() -> None:
    lost = {"traceID": "u", "spanID": "1"}

    assert told(EXEMPLAR, lost) == [
        "an exemplar leads to a span: error 1 of 2 lead to no span: 'u'",
        "its session has log lines: ok ",
    ]
    assert told(EXEMPLAR | {"spanID": "2"})[0].endswith("1 of 1 lead to no span: 't'")


def test_a_session_that_says_nothing() -> None:
    assert told(EXEMPLAR | {"sessionID": "x"}) == [
        "an exemplar leads to a span: ok ",
        "its session has log lines: error 1 of 1 lead to no log record: 'x'",
    ]


def test_without_exemplars_nothing_is_proven() -> None:
    assert told() == [
        "an exemplar leads to a span: no series yet no exemplar was stored",
        "its session has log lines: no series yet no exemplar was stored",
    ]


def test_what_a_platform_has_no_name_for_is_not_asked() -> None:
    named = ExemplarLabels(trace="trace_id")

    assert told({"trace_id": "t"}, {"trace_id": "u"}, named=named) == [
        "an exemplar leads to a span: error 1 of 2 lead to no span: 'u'"
    ]
    assert told({"trace_id": "t"}, named=named) == ["an exemplar leads to a span: ok "]
    # Those of another platform lead nowhere.
    assert told(EXEMPLAR, named=named) == [
        "an exemplar leads to a span: error 1 of 1 lead to no span: ''"
    ]


def test_a_platform_without_exemplars_is_not_watched(monkeypatch) -> None:
    made = estate()
    monkeypatch.setattr(made.platform, "pack", replace(made.platform.pack, exemplars=None))

    assert Watch.on(made, 1, START) is None


def estate():
    platform = packs.platform("archestra")
    return simulate(platform, (), Settings(seed=1, start=START, step=15))


def test_what_an_estate_did_before_is_not_recorded() -> None:
    watched = estate()
    watch = Watch.on(watched, 1, START + 400)
    watched.advance(START + 90)
    assert Kept.of(watch.recorder) == Kept(spans={}, sessions=set())

    watched.advance(START + 200)
    assert Kept.of(watch.recorder).spans


def test_an_event_is_recorded_whose_exemplar_is_rounded_to_the_beginning(monkeypatch) -> None:
    watched, told = estate(), []
    monkeypatch.setattr(joined, "tracing", lambda *_, **__: told.append)
    assert Watch.on(watched, 1, START + 400).since == START + 100

    for moment in (START + 99.9996, START + 99.9):
        stamp = Exemplar(EXEMPLAR, 0.0, round(moment, 3))
        watched.platform.recorder(
            Happening(activity="a", moment=moment, labels={}, numbers={}, exemplar=stamp)
        )

    assert [happening.exemplar.timestamp for happening in told] == [START + 100]


class Busy:
    """A recorder that hears of more while it is looked at, as from the threads of scrapes."""

    def __init__(self) -> None:
        self.outbox = Outbox()
        self.hear()

    def finish(self) -> None:
        pass

    def hear(self) -> None:
        self.outbox.put_span(None, self)
        self.outbox.put_record(None, self)

    @property
    def trace(self) -> str:
        self.hear()
        return "t"

    @property
    def attributes(self) -> dict[str, str]:
        self.hear()
        return {"session_id": "s"}

    id = "1"


def test_what_is_recorded_meanwhile_disturbs_nobody() -> None:
    assert Kept.of(Busy()) == KEPT


def test_it_is_not_watched_where_nothing_can_be_known(monkeypatch) -> None:
    silent = estate()
    bare = replace(silent.platform.pack, telemetry=None)
    monkeypatch.setattr(silent.platform, "pack", bare)
    assert Watch.on(silent, 1, START) is None

    def missing() -> None:
        raise joined.ToolMissingError("none")

    monkeypatch.setattr(joined, "require", missing)
    assert Watch.on(estate(), 1, START) is None


def test_a_platform_of_whose_spans_no_event_is_known_is_not_watched(tmp_path) -> None:
    with found_at(tmp_path):
        mill = packs.platform("mill")
    spans = Telemetry(
        services=("mill",), spans={"turn": Span(name="turn", help="h", kind="server")}
    )
    silent = replace(mill, telemetry=spans)
    for pack in (mill, silent):
        made = simulate(pack, (), Settings(seed=1, start=START, step=15))
        assert Watch.on(made, 1, START) is None
