from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops import packs
from archestra_ops.emitter.drift import Wander
from archestra_ops.emitter.endpoints import page
from archestra_ops.emitter.instruments import Histogram, Summary
from archestra_ops.emitter.registry import Exposed
from archestra_ops.emitter.simulation import POSTGRES, Settings, Simulation
from archestra_ops.errors import PackError
from archestra_ops.packs.configure import configure
from tests.packs import toys

START = 1_768_478_400.0  # 2026-01-15T12:00:00Z
ARCHESTRA = packs.platform("archestra")
PROVIDERS = [packs.provider(name) for name in packs.provider_names()]
EVERY_PACK = [
    ARCHESTRA,
    *PROVIDERS,
    configure(packs.provider("cloudsql"), {"delta_mode": "counter"}),
]


def simulation(pack=ARCHESTRA, *, seed: int = 1, start: float = START, **more: object):
    return Simulation(pack, Settings(seed=seed, start=start, **more))


def pages(made: Simulation) -> dict[str, str]:
    return {home: page(made, home) for home in made.registries}


def every(made: Simulation) -> Iterator[Exposed]:
    for registry in made.registries.values():
        yield from registry.metrics.values()


# --- the same settings, the same numbers ----------------------------------------------------------


@pytest.mark.parametrize("pack", EVERY_PACK, ids=lambda pack: pack.name)
def test_a_seed_gives_the_same_bytes_again_and_another_seed_others(pack) -> None:
    def later(seed: int, *moments: float) -> dict[str, str]:
        made = simulation(pack, seed=seed)
        for moment in moments:
            made.advance(START + moment)
        return pages(made)

    assert later(1, 600) == later(1, 600)
    # However often it was looked at on the way.
    assert later(1, 600) == later(1, 3, 122, 400.5, 600)
    assert later(1, 600) != later(2, 600)
    assert later(1, 600) != later(1, 0)


def test_it_moves_in_whole_steps_and_never_back() -> None:
    made = simulation(step=15)
    before = pages(made)

    made.advance(START + 14.9)
    assert pages(made) == before
    made.advance(START + 15)
    after = pages(made)
    assert after != before
    made.advance(START)
    assert pages(made) == after
    assert made.now == START + 15


# --- counters never fall --------------------------------------------------------------------------


def growing(made: Simulation) -> dict[tuple[str, tuple[str, ...]], list[float]]:
    """All numbers that may only grow."""
    found = {}
    for home, registry in made.registries.items():
        for exposed in registry.metrics.values():
            for labels, instrument in exposed.series.items():
                numbers = list(instrument.values())
                if isinstance(instrument, Summary):
                    numbers = numbers[-2:]
                elif exposed.metric.type not in ("counter", "histogram"):
                    continue
                found[f"{home}/{exposed.metric.name}", labels] = numbers
    return found


@settings(max_examples=8, deadline=None)
@given(
    pack=st.sampled_from(EVERY_PACK),
    seed=st.integers(),
    step=st.sampled_from([1.0, 5.0, 15.0, 60.0, 300.0]),
    leaps=st.lists(st.integers(1, 900), min_size=3, max_size=8),
)
def test_what_counts_never_falls(pack, seed, step, leaps) -> None:
    made = simulation(pack, seed=seed, step=step)
    before = growing(made)
    for leap in leaps:
        made.advance(made.now + leap)
        now = growing(made)
        for series, numbers in before.items():
            assert all(a <= b for a, b in zip(numbers, now[series], strict=True)), series
        before = now


def test_histograms_hold_together() -> None:
    made = simulation()
    made.advance(START + 3600)

    histograms = [
        (exposed, instrument)
        for exposed in every(made)
        for instrument in exposed.series.values()
        if isinstance(instrument, Histogram)
    ]
    assert len(histograms) > 100
    for exposed, instrument in histograms:
        *buckets, _, count = instrument.values()
        assert all(low <= high for low, high in pairwise(buckets)), exposed.metric.name
        assert buckets[-1] == count, exposed.metric.name


def test_http_duration_and_summary_are_of_the_same_requests() -> None:
    made = simulation()
    made.advance(START + 3600)
    web = made.registries["web"].metrics

    durations = web["http_request_duration_seconds"].series
    summaries = web["http_request_summary_seconds"].series
    assert durations.keys() == summaries.keys()
    for labels, histogram in durations.items():
        assert histogram.values()[-2:] == summaries[labels].values()[-2:]


# --- plausible ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_day() -> list[tuple[float, dict]]:
    """What may only grow, every hour of a day, from midnight on."""
    midnight = START - 12 * 3600
    made = simulation(start=midnight, step=60)
    seen = [(midnight, growing(made))]
    for hour in range(1, 25):
        made.advance(midnight + hour * 3600)
        seen.append((made.now, growing(made)))
    return seen


def grown(a_day: list, metric: str, **labels: str) -> list[float]:
    """What *metric* grew by in each hour, over all series that have these labels' values."""
    sums = [
        sum(
            numbers[-1]
            for (name, values), numbers in seen.items()
            if name.endswith(f"/{metric}") and set(labels.values()) <= set(values)
        )
        for _, seen in a_day
    ]
    return [late - early for early, late in pairwise(sums)]


@pytest.mark.parametrize(
    "metric",
    ["llm_request_duration_seconds", "http_request_duration_seconds", "mcp_tool_calls_total"],
)
def test_nights_are_quiet(a_day, metric) -> None:
    hours = grown(a_day, metric)

    assert hours[2] == pytest.approx(0.35 * hours[14], rel=0.2)
    assert 12 <= hours.index(max(hours)) <= 16
    assert hours.index(min(hours)) in range(6)


@pytest.mark.parametrize(
    ("metric", "good"),
    [
        ("llm_request_duration_seconds", "200"),
        ("http_request_duration_seconds", "200"),
        ("mcp_tool_calls_total", "success"),
        ("rag_connector_syncs_total", "success"),
    ],
)
def test_a_little_goes_wrong(a_day, metric, good) -> None:
    share = 1 - sum(grown(a_day, metric, status=good)) / sum(grown(a_day, metric))

    assert 0.005 < share < 0.1


def test_latencies_lie_within_their_buckets() -> None:
    made = simulation()
    made.advance(START + 3600)

    for exposed in every(made):
        counts = [s.counts for s in exposed.series.values() if isinstance(s, Histogram)]
        if not counts:
            continue
        buckets = [sum(column) for column in zip(*counts, strict=True)]
        events = sum(buckets)
        assert buckets[-1] < 0.02 * events, f"{exposed.metric.name}: over the last bound"
        assert max(buckets) < 0.9 * events, f"{exposed.metric.name}: all in one bucket"
        assert sum(count > 0.01 * events for count in buckets) >= 3, exposed.metric.name


@pytest.mark.parametrize("pack", EVERY_PACK, ids=lambda pack: pack.name)
def test_gauges_stay_near_their_level(pack) -> None:
    made = simulation(pack)
    gauges = [drift for drift in made._drifts if isinstance(drift, Wander) and not drift.busy]
    assert gauges

    for _ in range(60):
        made.advance(made.now + 60)
        for gauge in gauges:
            assert gauge.series.value >= 0
            assert abs(gauge.series.value - gauge.level) <= 6 * gauge.swing + 0.5


# --- who has what ---------------------------------------------------------------------------------


@pytest.mark.parametrize("process", ["web", "worker"])
def test_a_process_has_every_metric_of_its_own(process) -> None:
    declared = {
        name for name, m in ARCHESTRA.metrics.items() if process in m.processes and not m.until
    }

    assert simulation().registries[process].metrics.keys() == declared


@pytest.mark.parametrize("pack", EVERY_PACK, ids=lambda pack: pack.name)
def test_label_values_are_possible(pack) -> None:
    for exposed in every(simulation(pack)):
        for label, values in zip(exposed.labels, zip(*exposed.series, strict=True), strict=False):
            known = pack.values_of(exposed.metric, label)
            assert known is None or set(values) <= set(known), (exposed.metric.name, label)


def test_in_one_process_everything_is_on_the_first_ones_page() -> None:
    together, apart = simulation(together=True), simulation()
    together.advance(START + 600)
    apart.advance(START + 600)

    assert together.registries.keys() == {"web"}
    everything = {name for registry in apart.registries.values() for name in registry.metrics}
    assert together.registries["web"].metrics.keys() == everything

    def named(made: Simulation, metric: str) -> set[tuple[str, ...]]:
        return {
            labels
            for registry in made.registries.values()
            if metric in registry.metrics
            for labels in registry.metrics[metric].series
        }

    for metric in ("task_queue_tasks_completed_total", "database_pool_connections"):
        assert named(together, metric) >= named(apart, metric)


def test_a_provider_has_one_page() -> None:
    for provider in PROVIDERS:
        assert simulation(provider).registries.keys() == {POSTGRES}


# --- custom agent labels --------------------------------------------------------------------------


def labelled(**agent_labels: str) -> Simulation:
    keys = {name.replace("__", "-"): value for name, value in agent_labels.items()}
    return simulation(agent_labels=keys)


def test_agent_labels_are_sorted_and_stand_behind_a_metrics_own() -> None:
    made = simulation(agent_labels={"team": "core", "cost-centre": "42", "2nd": "x"})
    web = made.registries["web"].metrics

    for name in ("llm_tokens_total", "mcp_tool_calls_total", "agent_runs_total"):
        assert web[name].labels[-3:] == ("_2nd", "cost_centre", "team"), name
    assert "team" not in web["http_request_duration_seconds"].labels
    (labels, *_) = web["agent_runs_total"].series
    assert labels[-3:] == ("x", "42", "core")


def test_the_knowledge_base_is_no_agent_and_has_them_empty() -> None:
    metric = labelled(team="core").registries["web"].metrics["llm_tokens_total"]

    found = {
        (labels[metric.labels.index("agent_name")] == "Knowledge Base", labels[-1])
        for labels in metric.series
    }
    assert found == {(True, ""), (False, "core")}


@pytest.mark.parametrize("profile", packs.profiles("truefoundry"))
def test_labels_of_requests_are_on_every_series_that_takes_them(profile) -> None:
    gateway = packs.platform("truefoundry", profile)
    made = simulation(gateway, agent_labels={"customer_id": "acme"})
    taking = [one for one in every(made) if one.metric.custom_labels]

    assert taking
    for exposed in every(made):
        has = "llm_gateway_metadata_customer_id" in exposed.labels
        assert has is exposed.metric.custom_labels
        assert not has or {labels[-1] for labels in exposed.series} <= {"acme"}
    # Some of them move by themselves: no row of traffic gives them their labels.
    assert any(not emit.on for one in taking for emit in one.metric.emit)


def test_a_metric_that_takes_none_keeps_its_own_label_of_that_name() -> None:
    plain, made = simulation(), simulation(agent_labels={"version": "x"})

    for exposed in every(plain):
        if not exposed.metric.custom_labels:
            home = next(h for h, r in plain.registries.items() if exposed in r.metrics.values())
            assert made.registries[home].metrics[exposed.metric.name].series.keys() == (
                exposed.series.keys()
            )


def test_agent_labels_do_not_change_the_numbers() -> None:
    plain, more = simulation(), labelled(team="core")

    for home, registry in plain.registries.items():
        for name, exposed in registry.metrics.items():
            values = [list(s.values()) for s in exposed.series.values()]
            others = more.registries[home].metrics[name].series.values()
            assert values == [list(series.values()) for series in others], name


@pytest.mark.parametrize("label", ["provider", "agent_id", "le", "tool_name"])
def test_an_agent_label_cannot_be_one_that_is_there(label) -> None:
    with pytest.raises(PackError) as refused:
        simulation(agent_labels={label: "x"})

    metric = "mcp_tool_calls_total" if label == "tool_name" else "llm_request_duration_seconds"
    message = f"an agent label cannot become '{label}', which '{metric}' has already"
    assert str(refused.value) == message
    assert refused.value.hint == "give it another name"


# --- points of a cloud ----------------------------------------------------------------------------


def test_a_cloud_shows_one_number_for_each_of_its_points() -> None:
    made = simulation(packs.provider("cloudsql"))
    seen: dict[float, set[str]] = {}
    for _ in range(200):
        made.advance(made.now + 5)
        assert made.sampled_at is not None
        assert 165 <= made.now - made.sampled_at < 165 + 60
        seen.setdefault(made.sampled_at, set()).add(page(made, POSTGRES))

    assert [len(shown) for shown in seen.values()] == [1] * len(seen)
    assert {late - early for early, late in pairwise(seen)} == {60}
    assert len({next(iter(shown)) for shown in seen.values()}) == len(seen)


def test_numbers_without_a_time_of_their_own_are_held_as_long() -> None:
    made = simulation(packs.provider("azure"))
    shown = []
    for _ in range(60):
        made.advance(made.now + 5)
        shown.append(page(made, POSTGRES))

    assert made.sampled_at is None
    assert len(set(shown)) in (5, 6)  # in five minutes


@pytest.mark.parametrize("step", [5.0, 7.0, 45.0, 300.0])
def test_a_rate_is_the_same_at_every_step(step) -> None:
    made = simulation(packs.provider("helm"), step=step)
    commits = made.registries[POSTGRES].metrics["pg_stat_database_xact_commit"]

    def total() -> float:
        return sum(series.values()[0] for series in commits.series.values())

    before = total()
    made.advance(START + 3 * 3600)

    rate = sum(float(row.get("share", 1)) for row in packs.provider("helm").rows["databases"]) * 140
    assert (total() - before) / (3 * 3600) == pytest.approx(rate, rel=0.1)


def test_events_of_a_process_without_a_page_move_nothing(tmp_path) -> None:
    gone = ("documented = true\nemit = [{ level = 3.0 }]", 'until = "2"\nemit = [{ level = 3.0 }]')
    pack = toys.bakery(tmp_path, gone, ('process = "oven"\nkind', 'process = "van"\nkind'))()

    simulation = Simulation(pack, Settings(seed=1, start=0.0))

    assert list(simulation.registries) == ["oven", "shop"]
    assert not simulation.registries["oven"].metrics["bakery_breads_total"].series
