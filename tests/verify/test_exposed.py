from __future__ import annotations

import pytest

from archestra_ops import exposition
from archestra_ops.errors import ExpositionError
from archestra_ops.promql import Matcher
from archestra_ops.verify.exposed import Exposed
from tests.verify.sights import ACME, page


def test_series_are_stored_as_a_scrape_stores_them() -> None:
    text = """\
# TYPE x gauge
x{job="theirs",instance="db:5432",empty="",kind="a"} 1
# EOF
"""
    assert page(text).series["x"] == [
        {
            "exported_job": "theirs",
            "exported_instance": "db:5432",
            "kind": "a",
            "job": "acme-web",
            "instance": "web:1",
        }
    ]


def test_labels_of_an_honoured_page_go_before_those_of_the_target() -> None:
    found = Exposed()
    text = b'# TYPE x gauge\nx{job="theirs",empty=""} 1\n'
    found.add(text, exposition.Format.CLASSIC, job="relay", instance="relay:1", honor=True)

    assert found.series["x"] == [{"job": "theirs", "instance": "relay:1"}]
    assert found.series["up"] == [{"job": "relay", "instance": "relay:1"}]


def test_every_target_has_what_prometheus_makes_of_a_scrape() -> None:
    both = page()
    both.add(b"# EOF\n", exposition.Format.OPENMETRICS, job="acme-worker", instance="worker:1")

    for name in ("up", "scrape_duration_seconds", "scrape_samples_scraped"):
        assert both.series[name] == [
            {"job": "acme-web", "instance": "web:1"},
            {"job": "acme-worker", "instance": "worker:1"},
        ]


@pytest.mark.parametrize(
    ("name", "has", "declares"),
    [
        ("calls_total", True, True),
        ("wait_seconds_bucket", True, True),
        ("wait_seconds", False, False),
        ("mean", True, True),
        ("mean_count", True, True),
        ("rare_total", False, True),
        ("late_seconds_bucket", False, True),
        ("late_seconds_count", False, True),
        ("gone", False, False),
        ("up", True, False),
    ],
)
def test_what_is_there_and_what_is_declared(name, has, declares) -> None:
    assert (page().has(name), page().declares(name)) == (has, declares)


def test_a_classic_page_declares_counters_by_the_names_of_their_samples() -> None:
    found = Exposed()
    text = b"# TYPE rare_total counter\n# TYPE odd counter\n"
    found.add(text, exposition.Format.CLASSIC, job="j", instance="i")

    assert (found.declares("rare_total"), found.declares("odd")) == (True, True)


def test_labels_are_those_of_all_series() -> None:
    assert page().labels("calls_total") == {"route", "status", "job", "instance"}
    assert page().labels("gone") == frozenset()


@pytest.mark.parametrize(
    ("matchers", "unmet"),
    [
        ([], None),
        ([("route", "=", "/a"), ("status", "=", "ok")], None),
        ([("route", "=~", "/.*"), ("status", "!=", "ok")], ("status", "!=", "ok")),
        ([("route", "=", "/c"), ("status", "=", "error")], ("route", "=", "/c")),
        ([("absent", "=", ""), ("absent", "=~", ".*")], None),
        ([("absent", "!=", "")], ("absent", "!=", "")),
        # Each alone has a series, but none has both.
        ([("route", "!=", "/a"), ("route", "!=", "/b")], ("route", "!=", "/b")),
    ],
)
def test_the_first_matcher_that_nothing_fulfils_is_named(matchers, unmet) -> None:
    found = page().unmet("calls_total", [Matcher(*matcher) for matcher in matchers])

    assert found == (None if unmet is None else Matcher(*unmet))


@pytest.mark.parametrize(
    ("selector", "label", "values"),
    [
        ("calls_total", "route", ("/a", "/b")),
        ('calls_total{route!="/a"}', "route", ("/b",)),
        ('{__name__=~"acme_up|nothing"}', "job", ("acme-web",)),
        ('{__name__=~"acme_up",job="other"}', "job", ()),
        ("calls_total", "absent", ()),
        ("gone", "job", ()),
    ],
)
def test_values_are_what_label_values_lists(selector: str, label: str, values) -> None:
    assert page().values(selector, label) == values


def test_a_malformed_page_is_refused() -> None:
    with pytest.raises(ExpositionError):
        page("# TYPE x gauge\nx{\n# EOF\n")


@pytest.mark.parametrize(
    ("text", "strange"),
    [("# EOF\n", False), ("# TYPE x gauge\nx 1\n# EOF\n", True), (ACME, False)],
)
def test_pages_without_anything_of_ones_own_are_strange(text: str, strange: bool) -> None:
    assert page(text).is_strange(["acme_up"]) is strange
