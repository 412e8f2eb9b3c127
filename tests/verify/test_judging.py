"""How the packs, what can be seen and the engine make one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from archestra_ops.findings import Case
from archestra_ops.grafana.ask import Window
from archestra_ops.grafana.board import Query
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus.api import Instant, Range
from archestra_ops.prometheus.results import Answer, Refused, Sample, Series
from archestra_ops.verify.exposed import Exposed
from archestra_ops.verify.judging import Evidence, judge
from archestra_ops.verify.progress import silent
from tests.grafana.small import PLATFORM, panel
from tests.verify.sheets import of
from tests.verify.sights import page

WINDOW = Window(start=0.0, end=3600.0)
DATA = Answer(series=(Series(metric={"route": "/a"}, samples=(Sample(0, 1),)),), warnings=())
NAMELESS = Answer(series=(Series(metric={}, samples=(Sample(0, 1),)),), warnings=())
EMPTY = Answer(series=(), warnings=())


class Api:
    """A Prometheus that answers everything alike, and notes what it is asked."""

    def __init__(self, result: Answer | Refused) -> None:
        self._result = result
        self.asked: list[str] = []

    def many(self, queries: Sequence[Instant | Range]) -> list[Answer | Refused]:
        self.asked += [query.expr for query in queries]
        return [self._result] * len(queries)


def verdict(
    expr: str,
    legend: str = "",
    *,
    sight: Exposed | None = None,
    result: Answer | Refused | None = None,
    pages: Exposed | None = None,
) -> Case:
    """How the one panel of a board with *expr* ended."""
    evidence = Evidence(
        window=WINDOW,
        sight=sight,
        api=None if result is None else Api(result),
        pages=pages,
        scraped=lambda: ("web", "worker", "postgres"),
    )
    sheet = of(panel(queries=(Query(expr=expr, legend=legend),)))
    return judge([sheet], evidence, silent, level="l", against="a").cases[-1]


CALLS = "sum by (route) (rate(calls_total[$__rate_interval]))"
FAILED = 'sum(rate(calls_total{status="error"}[$__rate_interval]))'


def test_without_evidence_the_packs_have_the_last_word() -> None:
    assert verdict(CALLS).status == "ok"
    assert verdict("sum(rate(cals_total[5m]))").status == "missing metric"


def test_what_the_packs_refuse_is_not_asked() -> None:
    api = Api(DATA)
    evidence = Evidence(window=WINDOW, sight=page(), api=api)
    sheet = of(panel("sum(calls_total)"), panel(CALLS, title="Other?"))

    found = judge([sheet], evidence, silent, level="l", against="a")

    assert [(c.name, c.status) for c in found.cases[2:]] == [
        ("Is it well?", "error"),
        ("Other?", "ok"),
    ]
    assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("expr", "status"),
    [
        (CALLS, "ok"),
        (FAILED, "no series yet"),
        ("busy", "missing metric"),
        ("sum by (status) (rate(calls_total[5m])) / on () group_left () acme_up", "ok"),
    ],
)
def test_on_pages_what_can_be_seen_decides(expr: str, status: str) -> None:
    assert verdict(expr, sight=page()).status == status


def test_data_in_the_engine_is_fine_whatever_else_can_be_seen() -> None:
    empty = Exposed()
    empty.add(b"# TYPE acme_up gauge\nacme_up 1\n# EOF\n", "openmetrics", job="j", instance="i")

    assert verdict(CALLS, sight=empty, result=DATA).status == "ok"


@pytest.mark.parametrize(
    ("expr", "status", "message"),
    [
        ("busy", "missing metric", "'busy' is not exposed"),
        (FAILED, "no series yet", "no series of 'calls_total' has status=\"error\" yet"),
        # Everything is there, and still there is nothing to show.
        ("acme_up > 5", "no series yet", "the expression gives no series over the chosen time"),
    ],
)
def test_an_empty_answer_is_explained(expr: str, status: str, message: str) -> None:
    found = verdict(expr, sight=page(), result=EMPTY)

    assert (found.status, found.message) == (status, message)


def test_an_answer_that_may_only_stand_in_is_looked_into() -> None:
    text = "# TYPE acme_up gauge\nacme_up 1\n# EOF\n"

    assert verdict(f"{FAILED} or vector(0)", sight=page(), result=DATA).status == "ok"
    gone = verdict(f"{FAILED} or vector(0)", sight=page(text), result=DATA)
    assert (gone.status, gone.message) == ("missing metric", "'calls_total' is not exposed")


def test_data_that_may_stand_in_outweighs_a_silence_that_is_seen() -> None:
    quiet = "# TYPE acme_up gauge\n# TYPE calls counter\n# EOF\n"
    expr = f"{FAILED} or 0 * sum(acme_up)"

    assert verdict(expr, sight=page(quiet)).status == "no series yet"
    assert verdict(expr, sight=page(quiet), result=DATA).status == "ok"


def test_data_that_may_stand_in_has_the_legends_label_too() -> None:
    found = verdict(f"{CALLS} or 0 * {CALLS}", "{{route}}", sight=page(), result=NAMELESS)

    assert found.status == "missing label"


def test_series_without_the_legends_label_are_missing_it() -> None:
    found = verdict(CALLS, "{{route}}", sight=page(), result=NAMELESS)

    assert (found.status, found.message) == (
        "missing label",
        "no series of the answer has the label 'route' of the legend",
    )
    assert verdict(CALLS, "{{route}}", sight=page(), result=DATA).status == "ok"


def test_what_the_engine_refuses_is_an_error_in_its_words() -> None:
    found = verdict(CALLS, sight=page(), result=Refused(reason="query timed out"))

    assert (found.status, found.message, found.ok) == (
        "error",
        "Prometheus refuses it: query timed out",
        False,
    )


def test_what_the_engine_refuses_is_told_before_what_is_missing() -> None:
    found = verdict("busy", sight=page(), result=Refused(reason="query timed out"))

    assert found.message == "Prometheus refuses it: query timed out"


def test_a_page_beside_a_prometheus_says_where_the_metric_gets_lost() -> None:
    stored = page("# TYPE acme_up gauge\nacme_up 1\n# EOF\n")

    lost = verdict(CALLS, sight=stored, result=EMPTY, pages=page())
    assert lost.hint == (
        "the page that was looked at has it: "
        "does this Prometheus scrape that page, and keep all of it?"
    )
    assert verdict(CALLS, sight=stored, result=EMPTY).hint.startswith("Acme exposes it")


def test_variables_are_chosen_from_what_can_be_seen() -> None:
    api = Api(DATA)
    evidence = Evidence(window=WINDOW, sight=page(), api=api)

    judge([of(panel("acme_up"))], evidence, silent, level="l", against="a")

    assert api.asked == ['acme_up{cluster=~".*",namespace=~".*",job=~"acme-web",instance=~".+"}']


def test_the_cases_of_variables_stand_before_those_of_their_panels() -> None:
    evidence = Evidence(window=WINDOW, sight=page())
    found = judge([of(panel("acme_up"))], evidence, silent, level="live", against="it")

    assert [case.name for case in found.cases] == [
        "variable $job",
        "variable $instance",
        "Is it well?",
    ]
    assert (found.level, found.against) == ("live", "it")


def test_a_label_that_a_page_may_lack_is_not_missed() -> None:
    """Neither on the page nor in the legend of what a Prometheus answers."""
    calls = replace(PLATFORM.metrics["calls_total"], optional_labels=("route",))
    platform = replace(PLATFORM, metrics={**PLATFORM.metrics, "calls_total": calls})
    bare = Exposed()
    text = b'acme_up 1\n# TYPE calls counter\ncalls_total{status="ok"} 1\n# EOF\n'
    bare.add(text, "openmetrics", job="j", instance="i")

    def status(of_platform: Platform, api: Api | None) -> str:
        question = panel(queries=(Query(expr=CALLS, legend="{{route}}"),))
        evidence = Evidence(window=WINDOW, sight=bare, api=api)
        sheet = of(question, platform=of_platform)
        return judge([sheet], evidence, silent, level="l", against="a").cases[-1].status

    assert [status(platform, None), status(PLATFORM, None)] == ["ok", "missing label"]
    nameless = Api(NAMELESS)
    assert [status(platform, nameless), status(PLATFORM, nameless)] == ["ok", "missing label"]


def test_where_a_variable_waits_nothing_is_missed_of_the_targets() -> None:
    """`up` is there, of a job that the variable does not list before the first event."""
    up = replace(PLATFORM.metrics["acme_up"], only_while="anybody calls")
    rare = replace(PLATFORM, metrics={**PLATFORM.metrics, "acme_up": up})
    evidence = Evidence(window=WINDOW, sight=page("# EOF\n"), scraped=lambda: ["web"])
    found = judge([of(panel("up"), platform=rare)], evidence, silent, level="live", against="it")

    assert [(case.status, case.ok) for case in found.cases] == [("no series yet", True)] * 3
    assert found.cases[-1].message == (
        "'up' is only on targets that the board's variables do not list yet"
    )
    assert found.cases[-1].hint == "they list them while anybody calls"
