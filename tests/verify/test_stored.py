from __future__ import annotations

from collections.abc import Iterator

import pytest

from archestra_ops.errors import FetchError
from archestra_ops.grafana.ask import Window
from archestra_ops.http import Http
from archestra_ops.prometheus import promtool
from archestra_ops.prometheus.api import Api
from archestra_ops.prometheus.results import Answer, Sample, Series
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.promql import Matcher
from archestra_ops.verify.stored import Stored
from tests.servers.programs import require

END = 1_700_000_000.0
WINDOW = Window(start=END - 3600, end=END)
HISTORY = f"""\
# TYPE calls counter
calls_total{{job="web",instance="w:1",route="/a"}} 1 {END - 60}
calls_total{{job="web",instance="w:1",route="/b"}} 1 {END - 1800}
# TYPE old gauge
old{{job="web",instance="w:1"}} 1 {END - 7200}
# EOF
"""


class Fake:
    """A Prometheus that has one series, and notes what it is asked."""

    def __init__(self, *families: str) -> None:
        self.asked: list[str] = []
        self._families = families

    def query(self, expr: str, at: float) -> Answer:
        self.asked.append(expr)
        assert at == END
        found = () if "gone" in expr else (Series(metric={"a": "1"}, samples=(Sample(at, 1),)),)
        return Answer(series=found, warnings=())

    def declares(self, family: str) -> bool:
        if family == "broken":
            raise FetchError("no such endpoint")
        return family in self._families


def test_it_is_asked_for_one_series_over_the_whole_time_and_only_once() -> None:
    api = Fake()
    stored = Stored(api, WINDOW)

    assert (stored.has("calls_total"), stored.has("calls_total")) == (True, True)
    assert stored.labels("calls_total") == {"a"}
    assert not stored.has("gone")
    assert api.asked == [
        'topk(1, present_over_time({__name__="calls_total"}[3600s]))',
        'topk(1, present_over_time({__name__="gone"}[3600s]))',
    ]


def test_matchers_are_added_one_by_one_and_quoted() -> None:
    api = Fake()
    matchers = [Matcher("a", "=", 'say "x"'), Matcher("b", "!=", "gone"), Matcher("c", "=", "")]

    assert Stored(api, WINDOW).unmet("calls_total", matchers) == matchers[1]
    assert api.asked == [
        'topk(1, present_over_time({__name__="calls_total",a="say \\"x\\""}[3600s]))',
        'topk(1, present_over_time({__name__="calls_total",a="say \\"x\\"",b!="gone"}[3600s]))',
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("calls_total", True),
        ("calls", True),
        ("calls_bucket", True),
        ("calls_count", True),
        ("calls_sum", True),
        ("calls_created", False),
        ("other", False),
        # What only speaks like a Prometheus may not have this.
        ("broken", False),
    ],
)
def test_families_are_declared_without_the_suffixes_of_their_samples(name, expected) -> None:
    assert Stored(Fake("calls"), WINDOW).declares(name) is expected


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    """What a real Prometheus has of HISTORY."""
    require("prometheus")
    folder = tmp_path_factory.mktemp("stored")
    history = folder / "history.om"
    history.write_text(HISTORY)
    promtool.create_blocks(history, folder / "data")
    with PrometheusServer("{}", folder) as server, Http() as http:
        yield Stored(Api(http, server.url), WINDOW)


@pytest.mark.servers
def test_a_real_prometheus_tells_what_it_has(stored: Stored) -> None:
    assert stored.has("calls_total")
    assert not stored.has("calls")
    # It is there, but not within the time that is looked at.
    assert not stored.has("old")
    assert stored.labels("calls_total") == {"job", "instance", "route"}
    assert stored.values('{__name__=~"calls_total"}', "route") == ("/a", "/b")
    assert stored.unmet("calls_total", [Matcher("route", "!=", "")]) is None
    missing = Matcher("region", "!=", "")
    assert stored.unmet("calls_total", [Matcher("route", "=", "/b"), missing]) == missing
    assert not stored.declares("calls_total")
