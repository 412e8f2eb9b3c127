from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import pytest

from archestra_ops import exposition, packs
from archestra_ops.emitter.endpoints import Answer, Endpoints, Request, page, page_format
from archestra_ops.emitter.estate import simulate
from archestra_ops.emitter.simulation import POSTGRES, Settings
from archestra_ops.packs.scenario import Change, Condition, Scenario
from tests.packs.toys import found_at

START = 1_768_478_400.0
NAMES = packs.provider_names()
JSON = "application/json; charset=utf-8"
OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
CLASSIC = "text/plain; version=0.0.4; charset=utf-8"
WORDS = "correct horse"


class Clock:
    now = START

    def __call__(self) -> float:
        return self.now


@cache
def endpoints(*providers: str, secret: str = "", together: bool = False) -> Endpoints:
    estate = simulate(
        packs.platform("archestra"),
        [packs.provider(name) for name in providers],
        Settings(seed=1, start=START, together=together),
    )
    return Endpoints(estate, Clock(), secret)


def get(app, path: str, *, method: str = "GET", **more: object) -> Answer:
    return app(Request(method, path, **more))


def shown(answer: Answer) -> tuple[int, str, object]:
    return answer.status, answer.content_type, json.loads(answer.body)


# --- health ---------------------------------------------------------------------------------------

LOST = {"error": "Not Found", "statusCode": 404}
API = {"name": "Archestra", "status": "ok", "version": "0.0.0-emitter"}


@pytest.mark.parametrize(
    ("port", "path", "status", "body"),
    [
        ("web", "/health", 200, {"status": "ok"}),
        ("web", "/ready", 404, {"message": "Route GET:/ready not found", **LOST}),
        ("worker", "/health", 200, {"status": "ok"}),
        ("worker", "/ready", 200, {"status": "ok"}),
        ("api", "/health", 200, API),
        ("api", "/ready", 200, {**API, "database": "connected", "sandbox": "ready"}),
        ("api", "/metrics", 404, {"message": "Route GET:/metrics not found", **LOST}),
        ("worker", "/", 404, {"message": "Route GET:/ not found", **LOST}),
        ("worker", "/metrics/", 404, {"message": "Route GET:/metrics/ not found", **LOST}),
    ],
)
def test_paths_answer_as_the_platforms(port, path, status, body) -> None:
    made = endpoints(secret=WORDS)
    app = made.api() if port == "api" else made.process(port)

    assert shown(get(app, path)) == (status, JSON, body)


def test_health_is_written_as_the_platform_writes_it() -> None:
    assert get(endpoints().process("web"), "/health").body == b'{"status":"ok"}'


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_there_is_nothing_but_to_read(method) -> None:
    body = {"message": f"Route {method}:/metrics not found", **LOST}

    assert shown(get(endpoints().process("web"), "/metrics", method=method)) == (404, JSON, body)


# --- metrics --------------------------------------------------------------------------------------


@pytest.mark.parametrize("process", ["web", "worker"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_process_shows_its_page(process, method) -> None:
    made = endpoints()

    answer = get(made.process(process), "/metrics", method=method, params={"name": ["x"]})

    assert (answer.status, answer.content_type) == (200, OPEN_METRICS)
    assert answer.body.decode() == page(made.estate.platform, process)


@pytest.mark.parametrize(
    ("authorization", "status", "body"),
    [
        ("", 401, {"error": "Unauthorized: Bearer token required"}),
        ("Basic eDp5", 401, {"error": "Unauthorized: Bearer token required"}),
        (f"bearer {WORDS}", 401, {"error": "Unauthorized: Bearer token required"}),
        ("Bearer", 401, {"error": "Unauthorized: Bearer token required"}),
        ("Bearer ", 401, {"error": "Unauthorized: Invalid token"}),
        ("Bearer wrong", 401, {"error": "Unauthorized: Invalid token"}),
        (f"Bearer {WORDS} ", 401, {"error": "Unauthorized: Invalid token"}),
        (f"Bearer {WORDS}", 200, None),
    ],
)
@pytest.mark.parametrize("process", ["web", "worker"])
def test_metrics_want_the_bearer_token(process, authorization, status, body) -> None:
    app = endpoints(secret=WORDS).process(process)

    answer = get(app, "/metrics", authorization=authorization)

    assert answer.status == status
    if body is not None:
        assert shown(answer)[1:] == (JSON, body)


def test_a_secret_may_have_any_letters() -> None:
    word = "schlüssel"
    app = endpoints(secret=word).process("web")
    sent = f"Bearer {word}".encode().decode("latin-1")  # what a server reads of UTF-8

    assert get(app, "/metrics", authorization=sent).status == 200


@pytest.mark.parametrize("name", NAMES)
def test_an_exporter_wants_no_token(name) -> None:
    app = endpoints(name, secret=WORDS).postgres(name)

    assert get(app, packs.provider(name).jobs[0].path).status == 200


@pytest.mark.parametrize("name", NAMES)
def test_an_exporter_shows_its_page_as_it_does(name) -> None:
    made = endpoints(name)
    simulation = made.estate.providers[name]

    answer = get(made.postgres(name), packs.provider(name).jobs[0].path)

    assert (answer.status, answer.content_type) == (200, CLASSIC)
    assert answer.body.decode() == page(simulation, POSTGRES)
    assert page_format(simulation) is exposition.Format.CLASSIC


def test_an_exporter_is_lost_as_a_program_in_go_is() -> None:
    answer = get(endpoints("helm").postgres("helm"), "/metric")

    assert answer == Answer(404, "text/plain; charset=utf-8", b"404 page not found\n")


def test_azure_shows_what_the_parameters_ask_for() -> None:
    app = endpoints("azure").postgres("azure")

    def series(params) -> list[bytes]:
        lines = get(app, "/probe/metrics/list", params=params).body.splitlines()
        return [line for line in lines if not line.startswith(b"#")]

    jobs = packs.provider("azure").jobs
    assert sum(len(series(job.params)) for job in jobs) == len(series({}))
    (one,) = series({"metric": ["is_db_alive"], "interval": ["PT1M"]})
    assert one.startswith(
        b"azure_microsoft_dbforpostgresql_flexibleservers_is_db_alive_maximum_count{"
    )
    assert series({"metric": ["is_db_alive"], "interval": ["PT1H"]}) == []


# --- time -----------------------------------------------------------------------------------------


def test_a_page_is_of_the_moment() -> None:
    made = endpoints.__wrapped__("helm")
    app = made.process("web")
    before = get(app, "/metrics").body
    assert get(app, "/metrics").body == before

    made.clock.now += 60

    assert get(app, "/metrics").body != before
    assert made.estate.platform.now == START + 60
    assert made.estate.providers["helm"].now == START


def test_a_page_is_made_of_one_moment(monkeypatch) -> None:
    """Nothing moves, and nobody else looks, while it is made."""
    made = endpoints.__wrapped__("helm")
    held = []

    def watched(*arguments: object) -> str:
        held.append(made.lock.locked())
        return page(*arguments)

    monkeypatch.setattr("archestra_ops.emitter.endpoints.page", watched)
    monkeypatch.setattr(Clock, "__call__", lambda _: held.append(made.lock.locked()) or START)
    get(made.process("web"), "/metrics")
    get(made.postgres("helm"), "/metrics")
    made.advance()

    assert held == [True] * 7
    assert not made.lock.locked()


def test_what_nobody_looks_at_can_be_moved_on() -> None:
    made = endpoints.__wrapped__("helm")
    made.clock.now += 60

    made.advance()

    assert made.estate.platform.now == made.estate.providers["helm"].now == START + 60


# --- scenarios ------------------------------------------------------------------------------------


def meeting(condition: Condition, process: str, name: str = "helm") -> Endpoints:
    """Every endpoint while the scrapes of *process* meet *condition*; waiting is written down."""
    change = Change(process=process, condition=condition)
    scenario = Scenario(help="x", changes=(change,))
    platform = replace(packs.platform("archestra"), scenarios={"s": scenario})
    settings = Settings(seed=1, start=START, scenario="s")
    clock = Clock()
    clock.now = START + 5
    waited: list[float] = []
    made = Endpoints(
        simulate(platform, [packs.provider(name)], settings), clock, wait=waited.append
    )
    WAITED[id(made)] = waited
    return made


WAITED: dict[int, list[float]] = {}


@pytest.mark.parametrize("condition", ["down", "not scraped"])
def test_nothing_answers_for_a_process_that_is_down(condition) -> None:
    made = meeting(condition, "web")

    for app, path in ((made.process("web"), "/metrics"), (made.api(), "/ready")):
        assert get(app, path) == Answer(503, "text/plain; charset=utf-8", b"down\n")
    assert get(made.process("worker"), "/metrics").status == 200
    assert get(made.postgres("helm"), "/metrics").status == 200


def test_nothing_answers_for_an_exporter_that_is_down() -> None:
    made = meeting("down", "postgres")

    assert get(made.postgres("helm"), "/metrics").status == 503
    assert get(made.process("web"), "/metrics").status == 200


@pytest.mark.parametrize(("process", "path"), [("worker", "/metrics"), ("postgres", "/metrics")])
def test_a_rejected_page_ends_in_what_nobody_reads(process, path) -> None:
    made = meeting("rejected", process)
    app = made.postgres("helm") if process == "postgres" else made.process(process)

    lines = get(app, path).body.decode().splitlines()

    assert lines[-2:] == ["page_is_broken_total 1 # {} +Inf undefined", "# EOF"]
    assert lines.count("# EOF") == 1
    assert len(lines) > 100


def test_a_slow_page_takes_its_time() -> None:
    made = meeting("slow", "worker")

    get(made.process("web"), "/metrics")
    assert WAITED[id(made)] == []
    assert get(made.process("worker"), "/metrics").status == 200
    assert WAITED[id(made)] == [8.0]


# --- probes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("process", "path", "answer"),
    [
        ("oven", "/hot", Answer(200, JSON, b'{"state": {"hot": true, "degrees": 230}}')),
        ("oven", "/clean", Answer(200, "text/plain; charset=utf-8", b"clean")),
        ("shop", "/metrics", None),
        ("shop", "/open", Answer(404, "text/plain; charset=utf-8", b"404 page not found\n")),
        ("oven", "/health", Answer(404, "text/plain; charset=utf-8", b"404 page not found\n")),
        ("shop api", "/open", Answer(200, "text/plain; charset=utf-8", b"open")),
        ("shop api", "/metrics", Answer(404, "text/plain; charset=utf-8", b"404 page not found\n")),
    ],
)
def test_a_platform_with_probes_has_their_paths_and_no_others(
    tmp_path, process, path, answer
) -> None:
    with found_at(tmp_path):
        estate = simulate(packs.platform("bakery"), (), Settings(seed=1, start=START))
    made = Endpoints(estate, Clock())
    name, _, api = process.partition(" ")
    found = get(made.api(name) if api else made.process(name), path)

    assert found == answer or (answer is None and found.content_type == CLASSIC)


def test_a_process_without_metrics_in_a_profile_answers_its_probes(tmp_path) -> None:
    with found_at(tmp_path):
        relayed = packs.platform("mill", "relayed")
    made = Endpoints(simulate(relayed, (), Settings(seed=1, start=START)), Clock())

    assert get(made.api("mill"), "/turning").body == b"turning"
    assert get(made.api("mill"), "/metrics").status == 404
