from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as open_metrics_families,
)

from archestra_ops import exposition, packs
from archestra_ops.emitter.endpoints import page, page_format
from archestra_ops.emitter.estate import Estate, default_addresses, simulate
from archestra_ops.emitter.history import moments, record, stored_labels
from archestra_ops.emitter.openmetrics import openmetrics
from archestra_ops.emitter.simulation import Settings
from archestra_ops.errors import OpsError

NOW = 1_768_478_400.0  # 2026-01-15T12:00:00Z
ARCHESTRA = packs.platform("archestra")
NAMES = packs.provider_names()

Series = dict[str, list[tuple[float, float]]]


def estate(*providers: str, start: float = NOW, step: float = 15, seed: int = 1, **labels: str):
    return simulate(
        ARCHESTRA,
        [packs.provider(name) for name in providers],
        Settings(seed=seed, start=start, step=step, agent_labels=labels),
    )


def addresses() -> dict[str, str]:
    return default_addresses(ARCHESTRA, [packs.provider(name) for name in NAMES])


def written(made: Estate, times, progress=lambda: None) -> str:
    return "".join(openmetrics(record(made, made.targets(addresses()), times, progress)))


@cache
def history(*providers: str) -> tuple[str, Estate]:
    """Ten minutes, and the estate as it is at their end."""
    times = moments(NOW, 600, 15)
    made = estate(*providers, start=times[0], team="core")
    return written(made, times), made


def points(text: str) -> Series:
    """What is told of each series: times and values."""
    found: Series = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            series, value, stamp = line.rsplit(" ", 2)
            found.setdefault(series, []).append((float(stamp), float(value)))
    return found


# --- moments --------------------------------------------------------------------------------------


def test_moments_are_on_whole_steps() -> None:
    assert moments(101, 45, 15) == (45, 60, 75, 90)
    assert moments(100.5, 20, 0.5) == tuple(80.5 + i / 2 for i in range(41))


@given(
    until=st.floats(0, 4e9),
    step=st.sampled_from([0.25, 1, 15, 60, 3600]),
    count=st.integers(1, 500),
    rest=st.floats(0, 0.9),
)
def test_moments_are_a_step_apart_and_end_before_the_end(until, step, count, rest) -> None:
    times = moments(until, (count + rest) * step, step)

    assert len(times) == count + 1
    assert until - step < times[-1] <= until
    assert {late - early for early, late in pairwise(times)} == {step}


@pytest.mark.parametrize(
    ("length", "step", "message", "hint"),
    [
        (36, 60, "a history of 36 seconds has no step of 60 seconds", "take more hours"),
        (3600, 0, "a history of 3600 seconds has no step of 0 seconds", "take more hours"),
        (0, 15, "a history of 0 seconds has no step of 15 seconds", "take more hours"),
        (-60, 15, "a history of -60 seconds has no step of 15 seconds", "take more hours"),
        (float("nan"), 15, "a history of nan seconds has no step of 15 seconds", "take more hours"),
        (
            float("inf"),
            15,
            "a history of inf seconds has more than 20000 steps of 15 seconds",
            "take fewer hours",
        ),
        (
            86400,
            0.001,
            "a history of 86400 seconds has more than 20000 steps of 0.001 seconds",
            "take fewer hours",
        ),
    ],
)
def test_impossible_moments_are_refused(length, step, message, hint) -> None:
    with pytest.raises(OpsError) as refused:
        moments(NOW, length, step)

    assert str(refused.value) == message
    assert refused.value.hint.startswith(hint)


# --- what is written ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_official_parser_reads_it(name) -> None:
    times = moments(NOW, 15 if name != "cloudsql" else 60, 15)
    text = written(estate(name, start=times[0]), times)

    families = list(open_metrics_families(text))

    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert sum(len(family.samples) for family in families) == len(lines) > 5000
    types = {family.name: family.type for family in families}
    assert types["llm_tokens"] == "counter"
    assert types["nodejs_active_handles_total"] == "gauge"
    assert types["llm_request_duration_seconds_bucket"] == "unknown"
    assert types["http_request_summary_seconds"] == "unknown"


def test_a_counter_without_its_ending_cannot_be_called_one() -> None:
    text, _ = history("helm")

    assert "# TYPE pg_stat_database_xact_commit unknown\n" in text
    assert "# TYPE pg_static unknown\n" in text  # untyped in the classic format
    assert "# TYPE pg_exporter_scrapes counter\n" in text


def samples(text: str, form: exposition.Format) -> Iterator[tuple[str, dict[str, str], float]]:
    for sample in exposition.samples([text.encode()], format=form):
        yield sample.name, dict(sample.labels), sample.value


def test_its_last_moment_is_the_page_of_that_moment() -> None:
    times = moments(NOW, 30, 15)
    made = estate("otel", "helm", start=times[0])
    text = written(made, times)
    told = {
        (name, frozenset(labels.items())): value
        for name, labels, value in samples(text, exposition.Format.OPENMETRICS)
    }

    for target in made.targets(addresses()):
        printed = page(target.simulation, target.home, target.params)
        for name, own, value in samples(printed, page_format(target.simulation)):
            labels = {k: v for k, v in own.items() if v}
            if "instance" in labels:
                labels["exported_instance"] = labels.pop("instance")
            labels |= {"job": target.job, "instance": target.instance}
            assert told.pop((name, frozenset(labels.items()))) == value
    assert {name for name, _ in told} == {
        "up",
        "scrape_duration_seconds",
        "scrape_samples_scraped",
        "scrape_samples_post_metric_relabeling",
        "scrape_series_added",
    }


def test_series_have_a_point_at_every_moment_from_their_first_on() -> None:
    times = moments(NOW, 600, 15)
    late = 0

    for series, known in points(history("helm")[0]).items():
        stamps = [stamp for stamp, _ in known]
        assert stamps == list(times[len(times) - len(stamps) :]), series
        late += len(stamps) < len(times)

    assert late > 0  # something happened for the first time meanwhile


def test_counters_never_fall() -> None:
    text, _ = history("helm")
    counters = set(re.findall(r"^# TYPE (\S+) counter$", text, re.MULTILINE))

    for series, known in points(text).items():
        name = series.split("{")[0]
        if name.removesuffix("_total") in counters or name.endswith("_bucket"):
            values = [value for _, value in known]
            assert values == sorted(values), series


def test_empty_labels_vanish() -> None:
    text, made = history("helm")

    assert not re.search(r'[{,]\w+=""', text)
    knowledge = [series for series in points(text) if 'agent_name="Knowledge Base"' in series]
    assert knowledge
    assert not any("team=" in series or "agent_type=" in series for series in knowledge)
    assert any('team="core"' in series for series in points(text))
    assert "team" in made.platform.registries["web"].metrics["llm_tokens_total"].labels


def test_a_label_that_the_target_has_is_renamed() -> None:
    backends = [s for s in points(history("otel")[0]) if s.startswith("postgresql_backends{")]

    assert backends
    for series in backends:
        assert re.search(r'exported_instance="[^"]+:5432"', series)
        assert series.endswith(',job="otel-collector-postgres",instance="localhost:8889"}')


def test_values_are_escaped() -> None:
    times = moments(NOW, 30, 15)

    text = written(estate(start=times[0], team='a "b"\n\\c'), times)

    assert 'team="a \\"b\\"\\n\\\\c"' in text
    (tokens,) = [f for f in open_metrics_families(text) if f.name == "llm_tokens"]
    assert {s.labels.get("team") for s in tokens.samples} == {'a "b"\n\\c', None}


def test_points_of_a_cloud_are_told_once_with_their_own_times() -> None:
    times = moments(NOW, 1800, 15)
    told = points(written(estate("cloudsql", start=times[0]), times))
    cloud = {series: known for series, known in told.items() if "stackdriver_" in series}

    assert cloud
    for series, known in cloud.items():
        stamps = [stamp for stamp, _ in known]
        gaps = {late - early for early, late in pairwise(stamps)}
        assert gaps == {60}, series
        assert all(stamp % 60 == 0 for stamp in stamps)
        assert NOW - 165 - 60 < stamps[-1] <= NOW - 165
        assert len(stamps) == 31
    assert any(len({value for _, value in known}) > 20 for known in cloud.values())


def test_every_job_of_a_provider_has_its_own_series() -> None:
    jobs = packs.provider("azure").jobs
    seen: dict[str, set[str]] = {}
    for series in points(history("azure")[0]):
        if series.startswith("azure_"):
            job = re.search(r'job="(.*?)"', series)[1]
            seen.setdefault(job, set()).add(series.split("{")[0])

    assert seen.keys() == {job.name for job in jobs}
    assert sum(map(len, seen.values())) == len(set().union(*seen.values()))


def test_the_same_settings_write_the_same_bytes() -> None:
    times = moments(NOW, 300, 15)

    def bytes_of(seed: int) -> str:
        return written(estate("helm", "cloudsql", start=times[0], seed=seed), times)

    assert bytes_of(1) == bytes_of(1)
    assert bytes_of(1) != bytes_of(2)


def test_progress_is_told_of_every_moment() -> None:
    told = []

    written(estate(), moments(NOW + 45, 45, 15), lambda: told.append(1))

    assert len(told) == 4


def test_what_is_younger_than_the_history_is_not_in_it() -> None:
    made = estate(start=NOW - 60)
    recorded = record(made, made.targets(addresses()), moments(NOW, 60, 15))
    made.advance(NOW + 3600)

    told = points("".join(openmetrics(recorded)))

    assert {known[-1][0] for known in told.values()} == {NOW}


def test_labels_of_an_honoured_page_go_before_those_of_the_target() -> None:
    target = replace(estate().targets(addresses())[0], honor=True)

    assert stored_labels({"job": "theirs", "empty": "", "kind": "a"}, target) == {
        "job": "theirs",
        "instance": target.instance,
        "kind": "a",
    }
