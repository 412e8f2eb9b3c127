"""To a scraper the emitter looks like the real thing: its pages against those of real programs."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from prometheus_client.openmetrics.parser import (
    text_string_to_metric_families as open_metrics_families,
)
from prometheus_client.parser import text_string_to_metric_families as text_families

from archestra_ops import exposition, packs, promql
from archestra_ops.emitter.endpoints import page
from archestra_ops.emitter.simulation import POSTGRES, Settings, Simulation
from archestra_ops.packs.bound import for_platform
from archestra_ops.packs.configure import configure
from tests.packs.pages import Family, _families, open_metrics_page

NOW = 1_768_478_400.0  # 2026-01-15T12:00:00Z
PROCESSES = ["web", "worker"]
ARCHESTRA = packs.platform("archestra")
OPTIONS = [
    *((name, {}) for name in packs.provider_names()),
    ("cloudsql", {"delta_mode": "counter", "max_connections": "200"}),
    ("azure", {"name_template": "{name}"}),
    ("azure", {"name_template": "pg_{metric}_{aggregation}"}),
]
CAPTURED = {name: open_metrics_page(f"archestra_{name}.openmetrics.txt") for name in PROCESSES}
# The captures are of July's release with what the documentation of October added, but for these.
LATER = {
    "web": {
        "eval_case_duration_seconds": "documented after the capture was made",
        "eval_case_results_total": "documented after the capture was made",
        "eval_judge_calls_total": "documented after the capture was made",
        "eval_runs_total": "documented after the capture was made",
        "llm_proxy_auth_rate_limited_total": "documented after the capture was made",
    },
    "worker": {},
}


@cache
def text(process: str, **agent_labels: str) -> str:
    settings = Settings(seed=1, start=NOW, agent_labels=agent_labels)
    simulation = Simulation(ARCHESTRA, settings)
    simulation.advance(NOW + 600)
    return page(simulation, process)


def families(process: str) -> dict[str, Family]:
    found = _families(open_metrics_families(text(process)))
    return {f"{n}_total" if f.type == "counter" else n: f for n, f in found.items()}


def series(process: str) -> list[str]:
    return [line for line in text(process).splitlines() if not line.startswith("#")]


# --- like the real program's ----------------------------------------------------------------------


@pytest.mark.parametrize("process", PROCESSES)
def test_it_has_the_families_of_the_real_page(process) -> None:
    ours, real = families(process), CAPTURED[process]

    assert ours.keys() - real.keys() == LATER[process].keys()
    assert real.keys() - ours.keys() == set()


@pytest.mark.parametrize("process", PROCESSES)
def test_families_are_like_the_real_pages(process) -> None:
    ours = families(process)

    for name, real in CAPTURED[process].items():
        assert ours[name].type == real.type, name
        assert ours[name].quantiles == real.quantiles, name
        if real.bounds and ours[name].bounds:
            assert ours[name].bounds == real.bounds, name
        for sample, labels in real.labels.items():
            assert ours[name].labels.get(sample, labels) == labels, sample


@pytest.mark.parametrize("process", PROCESSES)
def test_almost_everything_has_happened(process) -> None:
    silent = [name for name, family in families(process).items() if not family.labels]

    assert len(silent) <= 3


@pytest.mark.parametrize("process", PROCESSES)
def test_it_is_spelt_as_the_client_library_does(process) -> None:
    lines = text(process).splitlines()

    assert text(process).endswith("\n# EOF\n")
    assert lines.count("# EOF") == 1
    heads = [line.split()[1:3] for line in lines if line.startswith("# ")][:-1]
    assert heads[::2] == [["HELP", name] for _, name in heads[1::2]]
    assert heads[1::2] == [["TYPE", name] for _, name in heads[::2]]
    assert not any(re.match(r"\w+_created[{ ]", line) for line in lines)
    for line in series(process):
        if "_bucket{" in line:
            assert re.match(r'\w+_bucket\{le="([0-9]+(\.[0-9]*[1-9])?|\+Inf)"', line), line
    counters = re.findall(r"^# TYPE (\S+) counter$", text(process), re.MULTILINE)
    assert counters
    assert not any(name.endswith("_total") for name in counters)


# --- exemplars ------------------------------------------------------------------------------------

EXEMPLAR = re.compile(r"^(\w+)\{.* # \{(.*)\} (\S+) (\d+\.\d+|\d+)$")


def exemplars(process: str) -> list[tuple[str, dict[str, str], float]]:
    """Metric, labels and time of every exemplar."""
    found = []
    for line in series(process):
        if " # " in line:
            name, labels, _, seconds = EXEMPLAR.match(line).groups()
            found.append((name, dict(re.findall(r'(\w+)="(.*?)"', labels)), float(seconds)))
    return found


@pytest.mark.parametrize("process", PROCESSES)
def test_exemplars_are_on_what_has_them(process) -> None:
    having = {name.removesuffix("_bucket") for name, *_ in exemplars(process)}
    wanted = {
        name
        for name, metric in ARCHESTRA.metrics.items()
        if process in metric.processes and metric.exemplars and families(process)[name].labels
    }

    assert having == wanted
    assert not any(name.endswith(("_sum", "_count")) for name, *_ in exemplars(process))


@pytest.mark.parametrize("process", PROCESSES)
def test_exemplars_name_spans_within_the_limit(process) -> None:
    kinds = Counter(tuple(labels) for _, labels, _ in exemplars(process))

    # The worker has so few series that all of their latest events may have had a span.
    assert kinds.keys() | {()} == {(), ("traceID", "spanID"), ("traceID", "spanID", "sessionID")}
    for _, labels, seconds in exemplars(process):
        # https://github.com/prometheus/OpenMetrics: names and values together
        assert sum(len(name) + len(value) for name, value in labels.items()) <= 128
        assert seconds <= NOW + 600


@pytest.mark.parametrize("process", PROCESSES)
def test_only_counters_have_an_empty_exemplar(process) -> None:
    empty = {name for name, labels, _ in exemplars(process) if not labels}

    assert empty or process == "worker"
    assert all(name.endswith("_total") for name in empty)


# --- read by the official parser ------------------------------------------------------------------


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("agent_labels", [{}, {"team": 'a "b"\n\\c', "cost-centre": ""}])
def test_the_official_parser_reads_it(process, agent_labels) -> None:
    read = list(open_metrics_families(text(process, **agent_labels)))

    lines = [x for x in text(process, **agent_labels).splitlines() if not x.startswith("#")]
    assert sum(len(family.samples) for family in read) == len(lines)
    for family in read:
        assert family.documentation
    (tokens,) = [family for family in read if family.name == "llm_tokens"]
    values = {sample.labels["agent_name"]: sample.labels for sample in tokens.samples}
    if agent_labels and process == "web":
        assert values["LLM Proxy"]["team"] == 'a "b"\n\\c'
        assert values["Knowledge Base"]["team"] == ""


def provider_page(name: str, options: dict[str, str]) -> tuple[str, Simulation]:
    pack = for_platform(configure(packs.provider(name), options), ARCHESTRA.name)
    simulation = Simulation(pack, Settings(seed=1, start=NOW))
    return page(simulation, POSTGRES), simulation


@pytest.mark.parametrize(("name", "options"), OPTIONS, ids=str)
def test_the_official_parser_reads_every_exporter(name, options) -> None:
    printed, simulation = provider_page(name, options)

    read = list(text_families(printed))
    lines = [line for line in printed.splitlines() if not line.startswith("#")]
    assert sum(len(family.samples) for family in read) == len(lines) > 50
    exposed = simulation.registries[POSTGRES].metrics.values()
    assert {line.split("{")[0].split()[0] for line in lines} == {
        e.metric.name for e in exposed if e.series
    }


@pytest.mark.parametrize("name", packs.provider_names())
def test_every_metric_of_a_signal_has_series(name) -> None:
    printed, _ = provider_page(name, {})
    for_other_releases = {
        "pg_replication_lag",
        "pg_stat_checkpointer_num_timed_total",
        "pg_stat_checkpointer_num_requested_total",
    }

    here = {sample.name for sample in exposition.samples([printed.encode()], format="classic")}
    wanted = {
        selector.name
        for binding in packs.provider(name).signals.values()
        for selector in promql.selectors(binding.expr)
    }
    assert wanted - here <= for_other_releases


# --- options of a provider ------------------------------------------------------------------------

GCP = "stackdriver_cloudsql_database_cloudsql_googleapis_com_database_postgresql_"


def test_deltas_that_the_exporter_adds_up_are_counters() -> None:
    gauges, _ = provider_page("cloudsql", {})
    counters, simulation = provider_page("cloudsql", {"delta_mode": "counter"})

    assert f"# TYPE {GCP}transaction_count gauge\n" in gauges
    assert f"# TYPE {GCP}transaction_count counter\n" in counters
    assert f"# TYPE {GCP}num_backends gauge\n" in counters

    series = simulation.registries[POSTGRES].metrics[f"{GCP}transaction_count"].series
    before = [s.values()[0] for s in series.values()]
    simulation.advance(NOW + 600)
    grown = [s.values()[0] - was for s, was in zip(series.values(), before, strict=True)]
    assert min(grown) >= 0
    assert max(grown) > 100


def test_the_limit_of_connections_is_nobodys_metric() -> None:
    # Google has no metric for it: it stands in expressions, as a constant.
    assert (
        provider_page("cloudsql", {"max_connections": "200"})[0]
        == (provider_page("cloudsql", {})[0])
    )


def test_a_template_names_azures_metrics() -> None:
    one, _ = provider_page("azure", {"name_template": "{name}"})
    some, _ = provider_page("azure", {"name_template": "pg_{metric}_{aggregation}"})

    assert re.findall("^# TYPE (.*)$", one, re.MULTILINE) == ["azurerm_resource_metric gauge"]
    assert 'metric="cpu_percent"' in one
    assert "\npg_cpu_percent_average{" in some
    assert 'unit="Percent"' in some
