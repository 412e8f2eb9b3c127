from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import promql
from archestra_ops.errors import OpsError, PromQLError
from archestra_ops.grafana.ask import BUILT_IN, Asked, Window, ask, everything
from archestra_ops.grafana.queries import PanelQuery, VariableQuery

END = 1_700_000_000.0
HOUR, DAY = 3600.0, 86400.0
ALL = " ".join(f"${name}" for name in sorted(BUILT_IN))


def query(expr: str, **settings: object) -> PanelQuery:
    defaults: dict[str, object] = {
        "board": "B",
        "row": "R",
        "panel": "P",
        "panel_id": 1,
        "ref": "A",
        "expr": expr,
        "legend": "",
        "instant": False,
        "interval": "",
        "time_from": "",
        "collapsed": False,
    }
    return PanelQuery(**{**defaults, **settings})


def asked(length: float, interval: str = "", scrape_interval: float = 15.0) -> dict[str, str]:
    """The value of every built-in variable for a panel over *length* seconds."""
    window = Window(start=END - length, end=END, scrape_interval=scrape_interval)
    names = sorted(BUILT_IN)
    found = ask(query(ALL, interval=interval), window, {})
    return dict(zip(names, found.expr.split(), strict=True))


# By hand: length / 1000 pixels, rounded to Grafana's nearest step, at least the least step; the
# rate interval is max(step + least, 4 * least).
@pytest.mark.parametrize(
    ("length", "interval", "scrape_interval", "step", "rate_interval"),
    [
        (HOUR, "", 15.0, "15s", "60s"),  # 3.6 s -> 5 s -> 15 s; max(30, 60)
        (HOUR, "1m", 15.0, "60s", "240s"),  # 60 s; max(120, 240)
        (HOUR, "", 30.0, "30s", "120s"),
        (6 * HOUR, "", 15.0, "20s", "60s"),  # 21.6 s -> 20 s; max(35, 60)
        (12 * HOUR, "", 15.0, "30s", "60s"),  # 43.2 s -> 30 s; max(45, 60)
        (DAY, "", 15.0, "60s", "75s"),  # 86.4 s -> 60 s; max(75, 60)
        (DAY, "1m", 15.0, "60s", "240s"),  # max(120, 240)
        (7 * DAY, "", 15.0, "600s", "615s"),  # 604.8 s -> 600 s
        (30 * DAY, "1m", 15.0, "1800s", "1860s"),  # 2592 s -> 1800 s; max(1860, 240)
        (60 * DAY, "", 15.0, "3600s", "3615s"),  # 5184 s -> 3600 s
    ],
)
def test_intervals_are_grafanas(length, interval, scrape_interval, step, rate_interval) -> None:
    found = asked(length, interval, scrape_interval)

    assert (found["__interval"], found["__rate_interval"]) == (step, rate_interval)


def test_the_range_is_the_dashboards_in_three_spellings() -> None:
    found = asked(1.5 * HOUR)

    assert (found["__range"], found["__range_s"], found["__range_ms"]) == (
        "5400s",
        "5400",
        "5400000",
    )
    assert found["__interval_ms"] == "15000"


def test_a_least_step_may_be_compound_or_a_fraction_of_a_second() -> None:
    assert asked(HOUR, "1m30s")["__interval"] == "90s"
    assert asked(600.0, "1500ms")["__interval"] == "1500ms"


def test_a_panels_own_range_goes_before_the_dashboards() -> None:
    window = Window(start=END - HOUR, end=END)

    assert ask(query("x[$__range]", time_from="7d"), window, {}) == Asked(
        expr="x[604800s]", instant=False, start=END - 7 * DAY, end=END, step=600.0
    )
    assert ask(query("x", time_from="now/d"), window, {}).start == END - DAY
    assert ask(query("x", time_from="now/M"), window, {}).start == END - 31 * DAY


def test_an_instant_query_is_asked_at_the_end() -> None:
    found = ask(query("x[$__range]", instant=True), Window(start=END - HOUR, end=END), {})

    assert found == Asked(expr="x[3600s]", instant=True, start=END - HOUR, end=END, step=15.0)


@pytest.mark.parametrize("text", ["15", "s", "15 s", "1x", "1m;", "-1m", " "])
def test_what_is_no_duration_is_named(text: str) -> None:
    window = Window(start=END - HOUR, end=END)

    for bad in (query("x", interval=text), query("x", time_from=text)):
        with pytest.raises(OpsError, match=re.escape(f"'{text}' is not a duration")):
            ask(bad, window, {})


def test_a_variable_without_a_value_is_named() -> None:
    with pytest.raises(PromQLError, match=re.escape("no value for '$agent'")):
        ask(query('x{a=~"$agent"}'), Window(start=0, end=HOUR), {"job": ".+"})


def variable(any_value: str = "") -> VariableQuery:
    return VariableQuery(board="B", name="v", query="q", any_value=any_value)


@pytest.mark.parametrize(
    ("listed", "value"),
    [
        (["web"], "web"),
        (["web", "worker"], "(web|worker)"),
        ([], "()"),
        (["10.0.0.1:9050"], r"10\\.0\\.0\\.1:9050"),
        (["a|b", "(c)"], r"(a\\|b|\\(c\\))"),
        (["C:\\x"], r"C:\\\\x"),
        (['say "x"'], r"say \\\"x\\\""),
    ],
)
def test_all_without_a_pattern_is_every_listed_value(listed: list[str], value: str) -> None:
    assert everything(variable(), listed) == value


def test_all_with_a_pattern_is_the_pattern() -> None:
    assert everything(variable(".*"), ["web", "worker"]) == ".*"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=1))
def test_all_matches_every_listed_value_and_nothing_else(listed: list[str]) -> None:
    (selector,) = promql.selectors(f'x{{a=~"{everything(variable(), listed)}"}}')
    pattern = selector.matchers[0].value

    assert all(re.fullmatch(pattern, value) for value in listed)
    assert re.fullmatch(pattern, "".join(listed) + "x") is None
