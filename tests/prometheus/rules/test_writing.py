from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.prometheus.rules import Rule, RuleGroup, to_yaml
from archestra_ops.prometheus.rules.writing import document

GROUPS = (
    RuleGroup(
        name="archestra-llm",
        interval="1m",
        rules=(
            Rule(record="a:b:c", expr="sum by (x) (rate(y[5m]))", labels={"class": "api"}),
            Rule(
                alert="ArchestraFails",
                expr='a:b:c{class="api"} > 0.05\n  and d > 1',
                hold="10m",
                keep_firing_for="5m",
                labels={"severity": "critical", "budget": "100"},
                annotations={
                    "summary": "It fails",
                    "description": "{{ $labels.x }} fails: {{ $value | humanize }}.",
                },
            ),
        ),
    ),
)
TEXT = """\
groups:
  - name: archestra-llm
    interval: 1m
    rules:
      - record: a:b:c
        expr: sum by (x) (rate(y[5m]))
        labels:
          class: api
      - alert: ArchestraFails
        expr: |-
          a:b:c{class="api"} > 0.05
            and d > 1
        for: 10m
        keep_firing_for: 5m
        labels:
          severity: critical
          budget: "100"
        annotations:
          summary: It fails
          description: '{{ $labels.x }} fails: {{ $value | humanize }}.'
"""


def test_a_rule_file_is_pleasant_to_read() -> None:
    assert to_yaml(GROUPS) == TEXT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("y", 'x: "y"'),
        ("N", 'x: "N"'),
        ("1e3", 'x: "1e3"'),
        ("0o17", 'x: "0o17"'),
        ("1_000", 'x: "1_000"'),
        ("no", "x: 'no'"),
        ("0.05", 'x: "0.05"'),
        ("", "x: ''"),
        ("naïve", "x: naïve"),
        ("a: b", "x: 'a: b'"),
        ("10m", "x: 10m"),
    ],
)
def test_no_text_can_be_taken_for_something_else(text: str, line: str) -> None:
    assert document({"x": text}) == f"{line}\n"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_text_is_read_back(text: str) -> None:
    assert yaml.safe_load(document({"x": [text]})) == {"x": [text]}
