from __future__ import annotations

import math

import pytest

from archestra_ops.prometheus import results
from archestra_ops.prometheus.results import (
    Answer,
    BuildInfo,
    Exemplar,
    LoadedGroup,
    LoadedRule,
    Sample,
    Series,
    Target,
)

METRIC = {"__name__": "up", "job": "web"}


def document(kind: str, result: object, **more: object) -> dict[str, object]:
    return {"status": "success", "data": {"resultType": kind, "result": result}, **more}


@pytest.mark.parametrize(
    ("kind", "result", "series"),
    [
        ("vector", [], ()),
        (
            "vector",
            [{"metric": METRIC, "value": [1.5, "+Inf"]}],
            (Series(metric=METRIC, samples=(Sample(1.5, math.inf),)),),
        ),
        (
            "matrix",
            [{"metric": METRIC, "values": [[1, "0.5"], [2, "1e9"]]}, {"metric": {}, "values": []}],
            (
                Series(metric=METRIC, samples=(Sample(1.0, 0.5), Sample(2.0, 1e9))),
                Series(metric={}, samples=()),
            ),
        ),
        ("scalar", [1, "-Inf"], (Series(metric={}, samples=(Sample(1.0, -math.inf),)),)),
        ("string", [1, "text"], (Series(metric={}, samples=()),)),
        (
            "vector",
            [{"metric": METRIC, "histogram": [1, {"count": "1"}]}],
            (Series(metric=METRIC, samples=()),),
        ),
        (
            "matrix",
            [{"metric": METRIC, "histograms": [[1, {"count": "1"}]]}],
            (Series(metric=METRIC, samples=()),),
        ),
    ],
)
def test_every_kind_of_answer_is_series(kind, result, series) -> None:
    assert results.answer(document(kind, result)) == Answer(series=series, warnings=())


def test_warnings_are_kept() -> None:
    assert results.answer(document("vector", [], warnings=["no remote"])).warnings == ("no remote",)
    assert results.answer(document("vector", [], warnings=None)).warnings == ()


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        {"data": None},
        document("tensor", []),
        document("vector", None),
        document("vector", [{"value": [1, "1"]}]),
        document("vector", [{"metric": METRIC, "value": [1]}]),
        document("scalar", [1, "one"]),
    ],
)
def test_what_is_no_answer_is_not_read(wrong) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        results.answer(wrong)


def test_a_target() -> None:
    item = {
        "discoveredLabels": {"__address__": "localhost:1"},
        "labels": {"instance": "localhost:1", "job": "web"},
        "scrapePool": "web",
        "scrapeUrl": "http://localhost:1/metrics",
        "lastError": "connection refused",
        "health": "down",
    }

    assert results.target(item) == Target(
        url="http://localhost:1/metrics",
        labels={"instance": "localhost:1", "job": "web"},
        health="down",
        error="connection refused",
        discovered={"__address__": "localhost:1"},
    )


def test_the_exemplars_of_a_series() -> None:
    item = {
        "seriesLabels": METRIC,
        "exemplars": [
            {"labels": {"trace_id": "a"}, "value": "0.5", "timestamp": 1.25},
            {"labels": {}, "value": "7", "timestamp": 2},
        ],
    }

    assert results.exemplars(item) == (
        Exemplar(metric=METRIC, labels={"trace_id": "a"}, sample=Sample(1.25, 0.5)),
        Exemplar(metric=METRIC, labels={}, sample=Sample(2.0, 7.0)),
    )


def test_a_build_need_not_tell_its_revision() -> None:
    build = {"version": "2.42.0", "revision": "abc", "goVersion": "go1.19.8"}

    assert results.build_info(build) == BuildInfo(version="2.42.0", revision="abc")
    assert results.build_info({"version": "2.24.0"}) == BuildInfo(version="2.24.0", revision="")


def test_a_target_may_tell_how_often_it_is_scraped_and_what_it_was() -> None:
    item = {
        "scrapeUrl": "http://a/metrics",
        "labels": {"job": "web"},
        "health": "up",
        "lastError": "",
        "discoveredLabels": {"__scrape_interval__": "30s"},
    }
    found = results.target(item)

    assert (found.interval, found.discovered) == (30.0, {"__scrape_interval__": "30s"})
    assert results.target({**item, "scrapeInterval": "1m30s"}).interval == 90.0
    assert results.target({**item, "scrapeInterval": "often"}).interval == 0.0


def test_a_group_of_rules() -> None:
    alert = {
        "name": "Down",
        "type": "alerting",
        "query": "up == 0",
        "duration": 120,
        "keepFiringFor": 60,
        "labels": {"severity": "critical"},
        "health": "err",
        "lastError": "too many samples",
    }
    record = {"name": "a:b", "type": "recording", "query": "sum(up)"}
    group = {"name": "g", "file": "/f", "interval": 30, "evaluationTime": 0.5}

    assert results.loaded_group({**group, "rules": [alert, record]}) == LoadedGroup(
        name="g",
        file="/f",
        interval=30.0,
        took=0.5,
        rules=(
            LoadedRule(
                name="Down",
                is_alert=True,
                expr="up == 0",
                labels={"severity": "critical"},
                hold=120.0,
                keep_firing_for=60.0,
                health="err",
                error="too many samples",
            ),
            LoadedRule(name="a:b", is_alert=False, expr="sum(up)", labels={}),
        ),
    )
