"""Whatever stands in a file, findings come out and no traceback."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops.findings import Severity
from archestra_ops.grafana.lint import documentation, lint
from archestra_ops.output import FORMATS
from archestra_ops.output.report import Report
from tests.grafana.lint.boards import OTHERS, board, panel, query, variable, with_steps

ALL = frozenset(documentation())
WORDS = st.sampled_from(
    [
        "", "$a", "${a:regex}", "{{a}}", "up", "sum by (", "rate(up[5m])", "a / (a + 1)", "loki",
        "prometheus", "row", "graph", "stat", "text", "custom", "datasource", "query", "red",
        "percentunit", "reqps", "Success (N/A)", "label_values(up, a)", "-- Mixed --", "\ud800",
        "label_values(${a}, b)", "[$__range]", "dashboard.grafana.app/v2", "\0\x1b", "x" * 300,
    ]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | WORDS
    | st.text(max_size=8)
)
KEYS = st.sampled_from(
    [
        "panels", "rows", "templating", "annotations", "list", "targets", "expr", "title", "type",
        "id", "gridPos", "x", "y", "w", "h", "fieldConfig", "defaults", "overrides", "properties",
        "thresholds", "steps", "value", "color", "unit", "mappings", "datasource", "uid", "name",
        "query", "options", "current", "refresh", "schemaVersion", "__inputs", "legendFormat",
        "dashboard", "spec", "apiVersion", "elements", "layout", "collapsed", "libraryPanel",
    ]
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)
BOARDS = st.dictionaries(KEYS, ANYTHING, max_size=8).map(
    lambda one: one if "panels" in one else one | {"panels": []}
)


def _places(json_: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = json_.items() if isinstance(json_, dict) else enumerate(json_)
    found = [path]
    for key, value in keys if isinstance(json_, dict | list) else ():
        found += _places(value, (*path, key)) if isinstance(value, dict | list) else [(*path, key)]
    return found


GOOD = board(
    with_steps(("green", None), ("red", 80), title="Success", unit="percentunit"),
    panel(query("rate(llm_cost_total[5m])", legendFormat="{{model}}")),
    {"type": "row", "title": "R", "collapsed": True, "panels": [panel("up / up", id=9)]},
    variables=(variable("a", "label_values(up, a)"), {"name": "b", "type": "custom"}),
)
PLACES = [path for path in _places(GOOD) if path]


def _with(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """GOOD with something else in one place."""
    whole: dict[str, Any] = json.loads(json.dumps(GOOD))
    inner: Any = whole
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return whole


def check(text: str) -> None:
    """Findings that every format can print."""
    found = lint(text, name="a\n%.json", scope=OTHERS, rules=ALL)
    report = Report(command="dashboards check", findings=found, rules=documentation())
    for render in FORMATS.values():
        render(report).encode()
    assert all(isinstance(one.severity, Severity) and one.line >= 0 for one in found)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_any_json(value: Any) -> None:
    check(json.dumps(value))


@settings(max_examples=250, deadline=None)
@given(BOARDS)
def test_any_dashboard(value: Any) -> None:
    check(json.dumps(value))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLACES), ANYTHING)
def test_a_dashboard_with_anything_anywhere(path: tuple[Any, ...], value: Any) -> None:
    check(json.dumps(_with(path, value)))


def test_nothing_takes_long_or_deep() -> None:
    check("[" * 100_000)
    check('{"panels":' + "[" * 99 + "]" * 99 + "}")
    check('"' * 9_999)
    check(json.dumps({"panels": [{"gridPos": {"x": 0, "y": 0, "w": 24, "h": 10**9}}] * 5_000}))
    check('{"schemaVersion": ' + "9" * 5_000 + "}")
    check('{"schemaVersion": NaN, "panels": []}')
    check(" " * 8_000_001)
