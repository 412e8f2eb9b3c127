from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence

import pytest

from archestra_ops.errors import FetchError, OpsError
from archestra_ops.grafana.api.errors import ForbiddenError, GrafanaError
from archestra_ops.grafana.checks.answers import answers
from archestra_ops.grafana.checks.seen import PanelAnswer
from archestra_ops.grafana.sync.crew import MOST, Crew
from tests.grafana.checks.made import datasource

NOW = 1768478400.0
SOURCE = datasource("prometheus", json_data={"timeInterval": "30s"})
JOB = {"name": "job", "type": "query", "query": {"query": "label_values(up, job)"}}


def panel(number: int, *exprs: str, **more: object) -> dict[str, object]:
    targets = [
        {"refId": "ABC"[place], "datasource": {"type": "prometheus"}, "expr": expr}
        for place, expr in enumerate(exprs)
    ]
    return {"id": number, "title": f"P{number}", "type": "stat", "targets": targets, **more}


def board(*panels: dict[str, object]) -> dict[str, object]:
    row = {"type": "row", "title": "Row", "panels": list(panels[1:])}
    return {"templating": {"list": [JOB]}, "panels": [*panels[:1], row]}


class Answering:
    """Answers queries by their expressions; notes what it is asked, and how much at a time."""

    def __init__(self, answer: Callable[[str], str | int] = lambda _: 1) -> None:
        self.answer = answer
        self.listed: Exception | list[str] = ["web"]
        self.asked: list[tuple[Sequence[Mapping[str, object]], float, float]] = []
        self.labels: list[tuple[object, ...]] = []
        self.most = self._now = 0
        self._lock = threading.Lock()

    def label_values(self, *question: object) -> list[str]:
        self.labels.append(question)
        if isinstance(self.listed, Exception):
            raise self.listed
        return self.listed

    def query(
        self, queries: Sequence[Mapping[str, object]], start: float, end: float
    ) -> Mapping[str, str | int]:
        with self._lock:
            self.asked.append((queries, start, end))
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            return {str(one["refId"]): self.answer(str(one["expr"])) for one in queries}
        finally:
            with self._lock:
                self._now -= 1


def run(grafana: Answering, **boards: dict[str, object]) -> tuple[PanelAnswer, ...]:
    return answers(grafana, boards, SOURCE, NOW, lambda _done, _total: None)


def test_a_panel_is_asked_as_grafana_would() -> None:
    grafana = Answering()
    asked = panel(1, 'rate(a{job=~"$job"}[$__rate_interval])', "b")
    asked["targets"][1]["instant"] = True

    found = run(grafana, mcp=board(asked))

    assert found == (PanelAnswer(board="mcp", row="", panel="P1", frames=2),)
    source = {"type": "prometheus", "uid": "prometheus-1"}
    steps = {"format": "time_series", "intervalMs": 30000, "maxDataPoints": 1000}
    assert grafana.asked == [
        (
            [
                {
                    "refId": "A",
                    "datasource": source,
                    "expr": 'rate(a{job=~"web"}[120s])',
                    "instant": False,
                    "range": True,
                    **steps,
                },
                {
                    "refId": "B",
                    "datasource": source,
                    "expr": "b",
                    "instant": True,
                    "range": False,
                    **steps,
                },
            ],
            NOW - 3600,
            NOW,
        )
    ]
    assert grafana.labels == [("prometheus-1", "job", "up", (NOW - 3600, NOW))]


def test_a_panel_with_a_time_of_its_own() -> None:
    grafana = Answering()

    run(grafana, mcp=board(panel(1, "a", timeFrom="24h")))

    ((_, start, end),) = grafana.asked
    assert (start, end) == (NOW - 86400, NOW)


def test_errors_and_panels_without_data_each_by_itself() -> None:
    grafana = Answering({"good": 2, "none": 0, "bad": "parse error"}.__getitem__)
    found = run(
        grafana, mcp=board(panel(1, "good"), panel(2, "none"), panel(3, "good", "bad")), rag=board()
    )

    assert found == (
        PanelAnswer(board="mcp", row="", panel="P1", frames=2),
        PanelAnswer(board="mcp", row="Row", panel="P2"),
        PanelAnswer(board="mcp", row="Row", panel="P3", frames=2, error="parse error"),
    )


def test_at_most_four_at_a_time_and_every_end_is_told() -> None:
    two = threading.Barrier(2)

    def slow(_expr: str) -> int:
        two.wait(30)  # however late a thread begins
        time.sleep(0.005)
        return 1

    grafana, told = Answering(slow), []
    panels = [panel(number, "a") for number in range(12)]

    answers(grafana, {"mcp": board(*panels)}, SOURCE, NOW, lambda *one: told.append(one))

    assert 1 < grafana.most <= 4
    assert told == [(done, 12) for done in range(1, 13)]


@pytest.mark.parametrize("error", [FetchError("timeout"), ForbiddenError("it lacks a right")])
def test_after_a_question_that_finds_nobody_no_more_are_asked(
    monkeypatch: pytest.MonkeyPatch, error: OpsError
) -> None:
    stopped, stop = threading.Event(), Crew.stop
    monkeypatch.setattr(Crew, "stop", lambda crew: (stop(crew), stopped.set()))

    def answer(_expr: str) -> int:
        if len(grafana.asked) > MOST:
            stopped.wait(30)  # whoever is to stop the others may be late
        raise error

    grafana = Answering(answer)
    found = run(grafana, mcp=board(*(panel(number, "a") for number in range(50))))

    assert len(grafana.asked) < 50
    assert [one.unasked for one in found] == [error] * 50


def test_an_answer_that_is_none_keeps_no_other_panel() -> None:
    error = GrafanaError("status 500")

    def answer(expr: str) -> int:
        if expr == "bad":
            raise error
        return 1

    found = run(Answering(answer), mcp=board(panel(1, "bad"), panel(2, "good")))

    assert [(one.frames, one.unasked) for one in found] == [(0, error), (1, None)]


def test_a_list_is_asked_for_once_and_none_after_an_error() -> None:
    grafana = Answering()
    run(grafana, mcp=board(panel(1, "a")), rag=board(panel(1, "a")))
    assert len(grafana.labels) == 1

    grafana.listed, grafana.labels = GrafanaError("status 404"), []
    found = run(grafana, mcp=board(panel(1, 'a{job=~"$job"}')), rag=board(panel(1, "a")))

    assert len(grafana.labels) == 1
    assert {one.frames for one in found} == {1}
    assert 'a{job=~".+"}' in {query["expr"] for asked in grafana.asked for query in asked[0]}


def test_where_lists_may_not_be_asked_for_queries_are_not_either() -> None:
    grafana = Answering()
    grafana.listed = ForbiddenError("it lacks 'datasources:query'")

    (found,) = run(grafana, mcp=board(panel(1, "a")))

    assert (found.unasked, grafana.asked) == (grafana.listed, [])


@pytest.mark.parametrize(
    ("told", "step"), [("1m", 60000), ("", 15000), (None, 15000), ("$x", 15000), (30, 15000)]
)
def test_the_step_is_the_datasources_scrape_interval(told, step) -> None:
    grafana = Answering()
    source = datasource("prometheus", json_data={"timeInterval": told})

    answers(grafana, {"mcp": board(panel(1, "a"))}, source, NOW, lambda *_: None)

    assert grafana.asked[0][0][0]["intervalMs"] == step
