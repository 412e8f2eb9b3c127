"""What is stored of scrapes that went wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.emitter.estate import default_addresses, simulate
from archestra_ops.emitter.history import record
from archestra_ops.emitter.openmetrics import openmetrics
from archestra_ops.emitter.simulation import Settings
from archestra_ops.packs.scenario import Change, Scenario

START = 1_768_478_400.0
TIMES = [START + 15 * i for i in range(5)]  # healthy, then twice the incident, then healthy
HELM = packs.provider("helm")


def stored(change: Change) -> dict[str, list[str]]:
    """The values of every series of the worker by its name, a dash where there is none."""
    scenario = Scenario(help="x", changes=(change,))
    platform = replace(packs.platform("archestra"), scenarios={"s": scenario})
    settings = Settings(seed=1, start=START, step=15, scenario="s", begins=TIMES[1], ends=TIMES[3])
    made = simulate(platform, [HELM], settings)
    text = "".join(
        openmetrics(record(made, made.targets(default_addresses(platform, [HELM])), TIMES))
    )
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        series, _, rest = line.partition(" ")
        if 'job="archestra-worker"' in series:
            value, stamp = rest.split()
            row = found.setdefault(series.partition("{")[0], ["-"] * 5)
            row[TIMES.index(float(stamp))] = value
    return found


UP, SECONDS, SIZE = "up", "scrape_duration_seconds", "scrape_samples_scraped"
LIMIT = "database_pool_size_limit"


@pytest.mark.parametrize(
    ("condition", "up", "seconds", "size", "limit"),
    [
        ("down", "1 0 0 1 1", "0.012 0.012 0.012 0.012 0.012", "n 0 0 n n", "50 - - 50 50"),
        ("rejected", "1 0 0 1 1", "0.012 0.012 0.012 0.012 0.012", "n n n n n", "50 - - 50 50"),
        ("slow", "1 1 1 1 1", "0.012 8 8 0.012 0.012", "n n n n n", "50 50 50 50 50"),
        ("restarting", "1 1 1 1 1", "0.012 0.012 0.012 0.012 0.012", "n n n n n", "50 50 50 50 50"),
        ("not scraped", "1 - - 1 1", "0.012 - - 0.012 0.012", "n - - n n", "50 - - 50 50"),
    ],
)
def test_what_a_scrape_meets(condition, up, seconds, size, limit) -> None:
    found = stored(Change(process="worker", condition=condition))

    def row(name: str) -> str:
        return " ".join(word if word == "-" else f"{float(word):g}" for word in found[name])

    n = f"{max(float(word) for word in found[SIZE] if word != '-'):g}"
    assert (row(UP), row(SECONDS), row(SIZE)) == (up, seconds, size.replace("n", n))
    assert row(LIMIT) == limit


def test_what_vanishes_is_not_stored() -> None:
    found = stored(Change(vanish=(LIMIT,), where={"process": "worker"}))

    assert found[LIMIT] == ["50.0", "-", "-", "50.0", "50.0"]
    assert found[UP] == ["1.0"] * 5
