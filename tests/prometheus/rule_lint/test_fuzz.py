"""Whatever stands in a rule file, findings come out and no traceback."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from archestra_ops.findings import Severity
from archestra_ops.output import FORMATS
from archestra_ops.output.report import Report
from archestra_ops.prometheus.rule_lint import documentation
from tests.prometheus.rule_lint.rules import GOOD, found

DOCS = documentation()
WORDS = st.sampled_from(
    [
        "", "up", "rate(up[5m])", "sum by (a) (b) / sum by (a) (c) > 0.1", "absent(x)", "up ==",
        "1_0", "holt_winters(x[5m], 1, 1)", "$a", "{{ $value }}", "{{", "{{ $x.y | z }}", "{{end}}",
        "5m", "5x", "0", "groups", "Prometheus", "PrometheusRule", "List", "a:b", "__name__", "é",
        'x{a=~"("}', 'x{a=~"b*|c"} / x', "# ops: ignore no-for because x", "x" * 300, "\x1b", "<<",
        "ops: ignore", "and", "topk(1, x) offset 5m", 'label_replace(x, "a", "$1", "b", "(")',
    ]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | WORDS | st.text(max_size=8)
KEYS = st.sampled_from(
    [
        "groups", "name", "rules", "alert", "record", "expr", "for", "labels", "annotations",
        "interval", "limit", "severity", "summary", "apiVersion", "kind", "spec", "items",
        "metadata", "namespace", "keep_firing_for", "<<", "fro",
    ]
)  # fmt: skip
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)
LINES = GOOD.split("\n")


def check(text: str) -> None:
    """Findings that every format can print."""
    told = found(text, name="a\n%.yaml")
    report = Report(command="alerts check", findings=told, rules=DOCS)
    for render in FORMATS.values():
        render(report).encode()
    assert all(isinstance(one.severity, Severity) and one.line >= 0 for one in told)
    assert {one.check for one in told} <= DOCS.keys()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_any_yaml(value: Any) -> None:
    check(json.dumps(value))


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, LEAVES | st.dictionaries(KEYS, LEAVES, max_size=3), max_size=6))
def test_any_rule(value: Any) -> None:
    check(json.dumps({"groups": [{"name": "g", "rules": [value, value]}]}))


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(LINES) - 1), st.integers(0, 40), WORDS | st.text(max_size=4))
def test_a_good_file_with_anything_anywhere(line: int, column: int, text: str) -> None:
    lines = list(LINES)
    lines[line] = lines[line][:column] + text + lines[line][column:]
    check("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD)), st.integers(0, 60))
def test_a_good_file_with_a_piece_missing(start: int, length: int) -> None:
    check(GOOD[:start] + GOOD[start + length :])


def test_nothing_takes_long_or_deep() -> None:
    def expr(text: str) -> str:
        return json.dumps({"groups": [{"name": "g", "rules": [{"alert": "A", "expr": text}]}]})

    check("[" * 100_000)
    check("{a: " * 5_000)
    check("'" * 9_999)
    check(expr("(" * 5_000))
    check(expr("up + " * 5_000 + "up"))
    check(expr("{{" * 5_000))
    check(expr('x{a=~"' + "(a*)*" * 2_000 + '"}'))
    template = {"alert": "A", "expr": "up > 1", "annotations": {"summary": "{{ '" * 20_000}}
    check(json.dumps({"groups": [{"name": "g", "rules": [template]}]}))
    check("# ops: ignore " * 20_000)
    check("---\n" * 5_000)
