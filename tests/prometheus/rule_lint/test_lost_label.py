from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told


def lost(expr: str, text: str, key: str = "annotations") -> list[str]:
    found = told(file(alert(expr, f"{key}: {{severity: '{text}'}}")), "lost-label")
    assert all(one[1] == "error" for one in found)
    return [one[2] for one in found]


@pytest.mark.parametrize(
    ("expr", "text", "label"),
    [
        ("sum by (job) (up) > 1", "{{ $labels.instance }}", "instance"),
        ("sum(up) > 1", "{{$labels.job}} is bad", "job"),
        ("sum without (pod) (up) > 1", "{{ $labels.pod }}", "pod"),
        ("sum by (job) (up) > 1", "{{ .Labels.pod | toUpper }}", "pod"),
        ("sum by (job) (up) > 1", '{{ index $labels "pod" }}', "pod"),
        ('absent(up{job="x"})', "{{ $labels.instance }}", "instance"),
        ("a / on (job) b > 1", "{{ if $labels.pod }}x{{ end }}", "pod"),
        ("sum by (job) (up) > 1", "{{ with $labels.pod }}{{ . }}{{ end }}", "pod"),
    ],
)
def test_a_label_that_the_expression_removed_is_found(expr, text, label) -> None:
    said = f"it names $labels.{label}, which the expression does not keep"

    assert lost(expr, text) == [said]
    assert lost(expr, text, "labels") == [said]


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        ("up == 0", "{{ $labels.anything }}"),
        ("sum by (job, pod) (up) > 1", "{{ $labels.pod }} {{ $value }}"),
        ("sum without (pod) (up) > 1", "{{ $labels.job }}"),
        ('absent(up{job="x"})', "{{ $labels.job }}"),
        ('label_replace(sum(up), "pod", "x", "", "") > 1', "{{ $labels.pod }}"),
        ("sum by (job) (a) * on (job) group_left (team) b > 1", "{{ $labels.team }}"),
        ("sum(up) > 1", '{{ range query "up" }}{{ .Labels.job }}{{ end }}'),
        ("sum(up) > 1", "no label of $labels.job"),
        ("level:recorded:sum > 1", "{{ $labels.job }}"),
        ("vector(1)", "nothing"),
    ],
)
def test_a_label_that_is_kept_is_fine(expr, text) -> None:
    assert lost(expr, text) == []


def test_it_stands_in_the_line_of_the_text_and_is_said_once() -> None:
    text = file(
        "alert: A\nexpr: sum(up) > 1\nannotations:\n  summary: x\n"
        "  description: '{{ $labels.job }}, {{ $labels.job }}'"
    )

    assert told(text, "lost-label") == [
        (
            8,
            "error",
            "it names $labels.job, which the expression does not keep",
            "keep 'job' in by (…), or take it out of the text",
        )
    ]
