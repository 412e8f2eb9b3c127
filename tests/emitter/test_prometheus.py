"""A real Prometheus takes the emitter for the real thing, live and as history."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from archestra_ops import packs
from archestra_ops.emitter.endpoints import Endpoints, page
from archestra_ops.emitter.estate import Estate, Target, simulate
from archestra_ops.emitter.history import moments, record
from archestra_ops.emitter.openmetrics import openmetrics
from archestra_ops.emitter.server import Server
from archestra_ops.emitter.simulation import POSTGRES, Settings
from archestra_ops.http import Http
from archestra_ops.packs.bound import for_platform
from archestra_ops.packs.configure import configure
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.results import Answer
from archestra_ops.prometheus.server import PrometheusServer
from tests.servers.programs import require

pytestmark = pytest.mark.servers

ARCHESTRA = packs.platform("archestra")
PROVIDERS = tuple(
    for_platform(packs.provider(name), ARCHESTRA.name) for name in packs.provider_names()
)
HOST = "127.0.0.1"
HISTORY = 900.0
# What Prometheus adds to every scrape.
ADDED = {
    "up",
    "scrape_duration_seconds",
    "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling",
    "scrape_series_added",
}
# Those that differ from scrape to scrape.
OWN = {"scrape_duration_seconds", "scrape_series_added"}

Values = dict[frozenset[tuple[str, str]], float]


@dataclass(frozen=True)
class Watched:
    """An estate that stands still, live and as the history up to that moment."""

    targets: list[Target]
    live: Api
    past: Api
    now: float

    def pages(self, job: str) -> list[str]:
        return [page(t.simulation, t.home, t.params) for t in self.targets if t.job == job]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    require("prometheus")
    require("promtool")
    now = time.time() // 15 * 15
    times = moments(now, HISTORY, 15)
    settings = Settings(
        seed=1, start=times[0], step=15, agent_labels={"cost-centre": 'a "b" \\c', "team": ""}
    )
    estate = simulate(ARCHESTRA, PROVIDERS, settings)
    with ExitStack() as stack:
        addresses = serve(stack, estate)
        targets = estate.targets(addresses)
        past = tmp_path_factory.mktemp("past")
        file = past / "history.om"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(openmetrics(record(estate, targets, times)))
        promtool.create_blocks(file, past / "data")
        http = stack.enter_context(Http())
        live = stack.enter_context(
            PrometheusServer(config(targets), tmp_path_factory.mktemp("live"))
        )
        nothing = "global: {}\n"
        old = stack.enter_context(PrometheusServer(nothing, past, data=past / "data"))
        api = Api(http, live.url)
        wait(api, len(targets))
        yield Watched(targets, api, Api(http, old.url), now)


def serve(stack: ExitStack, estate: Estate) -> dict[str, str]:
    """Serve an estate; time stands still after its history."""
    endpoints = Endpoints(estate, lambda: 0.0)
    addresses = {}
    for name in (*ARCHESTRA.processes, *estate.providers):
        server = stack.enter_context(Server(HOST, 0))
        process = name in ARCHESTRA.processes
        server.start(endpoints.process(name) if process else endpoints.postgres(name))
        addresses[name] = server.address
    return addresses


def config(targets: list[Target]) -> str:
    """A configuration that scrapes *targets*; JSON is YAML.

    A scrape may take as long as its interval, and on a busy machine some take seconds.
    """
    jobs = [
        {
            "job_name": target.job,
            "metrics_path": path(target),
            "params": {name: list(values) for name, values in target.params.items()},
            "static_configs": [{"targets": [target.instance]}],
        }
        for target in targets
    ]
    return json.dumps({"global": {"scrape_interval": "5s"}, "scrape_configs": jobs})


def path(target: Target) -> str:
    if target.home != POSTGRES:
        return "/metrics"
    return next(j.path for p in PROVIDERS for j in p.jobs if j.name == target.job)


def wait(api: Api, expected: int) -> None:
    """Wait until a page of each target is stored; it is up before that."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = api.query("count(scrape_samples_scraped > 0)", time.time()).series
        if found and found[0].samples[0].value == expected:
            return
        time.sleep(0.1)
    pytest.fail("; ".join(f"{t.url}: {t.health} {t.error}" for t in api.targets()))


def values(api: Api, at: float) -> Values:
    """Every series of every job with its value."""
    return named(api.query('{job=~".+"}', at))


def scraped_values(api: Api) -> Values:
    """The same of what was scraped last, however long ago: points of a cloud are minutes old."""
    return named(api.query('last_over_time({job=~".+"}[1h])', time.time()))


def named(answer: Answer) -> Values:
    return {frozenset(series.metric.items()): series.samples[-1].value for series in answer.series}


def samples(text: str) -> int:
    return sum(not line.startswith("#") for line in text.splitlines())


JOBS = [
    *(process.job for process in ARCHESTRA.processes.values()),
    *(job.name for provider in PROVIDERS for job in provider.jobs),
]


@pytest.mark.parametrize("job", JOBS)
def test_it_is_scraped_and_all_of_it_is_stored(watched, job) -> None:
    (target,) = [t for t in watched.live.targets() if t.labels["job"] == job]
    assert (target.health, target.error) == ("up", "")

    (text,) = watched.pages(job)
    stored = scraped_values(watched.live)
    mine = {dict(labels)["__name__"]: v for labels, v in stored.items() if ("job", job) in labels}
    assert mine["scrape_samples_scraped"] == samples(text) > 0
    count = sum(("job", job) in labels for labels in stored)
    assert count == samples(text) + len(ADDED)


@pytest.mark.parametrize("job", ["archestra-web", "archestra-worker"])
def test_it_keeps_our_exemplars(watched, job) -> None:
    (text,) = watched.pages(job)
    ours = set(re.findall(r'# \{traceID="(\w+)",spanID="(\w+)"', text))
    found = watched.live.query_exemplars(f'{{job="{job}"}}', watched.now - 86400, time.time())

    theirs = {(e.labels["traceID"], e.labels["spanID"]) for e in found if e.labels}
    assert theirs == ours
    assert len(ours) > 30  # the fewest are at night
    assert any("sessionID" in exemplar.labels for exemplar in found)


def test_history_has_the_series_and_the_numbers_of_a_scrape(watched) -> None:
    live, past = scraped_values(watched.live), values(watched.past, watched.now)

    assert past.keys() == live.keys()
    assert {dict(labels)["job"] for labels in live} == set(JOBS)
    differ = {labels for labels, value in live.items() if past[labels] != value}
    assert {dict(labels)["__name__"] for labels in differ} <= OWN


def test_labels_are_stored_as_a_scrape_stores_them(watched) -> None:
    for found in (scraped_values(watched.live), values(watched.past, watched.now)):
        series = [dict(labels) for labels in found]
        tokens = [labels for labels in series if labels["__name__"] == "llm_tokens_total"]
        assert not any("team" in labels for labels in tokens)
        assert {labels.get("cost_centre") for labels in tokens} == {'a "b" \\c', None}
        backends = [labels for labels in series if labels["__name__"] == "postgresql_backends"]
        assert {labels["exported_instance"] for labels in backends} == {"db:5432"}
        (instance,) = {labels["instance"] for labels in backends}
        assert instance.startswith(f"{HOST}:")


def test_history_goes_back_all_the_way(watched) -> None:
    answer = watched.past.query_range("up", watched.now - HISTORY, watched.now, 15)

    assert {series.metric["job"] for series in answer.series} == set(JOBS)
    for series in answer.series:
        assert [sample.value for sample in series.samples] == [1.0] * 61


def test_points_of_a_cloud_are_a_minute_apart_with_their_own_times(watched) -> None:
    name = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_cpu_utilization"

    (series,) = watched.past.query(f"{name}[15m]", watched.now).series
    stamps = [sample.at for sample in series.samples]
    assert {late - early for early, late in pairwise(stamps)} == {60}
    assert watched.now - 225 < stamps[-1] <= watched.now - 165
    (live,) = watched.live.query(f"{name}[1h]", time.time()).series
    assert {sample.at for sample in live.samples} == {stamps[-1]}


@contextmanager
def scraped(targets: list[Target], folder: Path) -> Iterator[Api]:
    with PrometheusServer(config(targets), folder) as prometheus, Http() as http:
        api = Api(http, prometheus.url)
        wait(api, len(targets))
        yield api


def test_pages_of_other_options_are_scraped(tmp_path) -> None:
    require("prometheus")
    options = {"cloudsql": {"delta_mode": "counter"}, "azure": {"name_template": "{name}"}}
    configured = [configure(packs.provider(name), chosen) for name, chosen in options.items()]
    estate = simulate(ARCHESTRA, configured, Settings(seed=1, start=time.time()))
    with ExitStack() as stack:
        targets = estate.targets(serve(stack, estate))
        api = stack.enter_context(scraped(targets, tmp_path))

        for target in targets:
            text = page(target.simulation, target.home, target.params)
            found = api.query(f'scrape_samples_scraped{{job="{target.job}"}}', time.time())
            assert found.series[0].samples[-1].value == samples(text) > 0
