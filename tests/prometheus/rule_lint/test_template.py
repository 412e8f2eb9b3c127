from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import alert, file, told

OPEN = "close it, or write '{{ \"{{\" }}' for the braces themselves"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ $value", "has '{{' without '}}'", OPEN),
        ("{{/* a }} */ }} {{ $labels.x", "has '{{' without '}}'", OPEN),
        ("{{ }}", "has an empty action '{{ }}'", "say what to print, as in {{ $value }}"),
        ("{{ $label.x }}", "uses '$label', which is not set", "did you mean '$labels'?"),
        ("{{ $val }}", "uses '$val', which is not set", "did you mean '$value'?"),
        ("{{ 1 | humanise }}", "calls 'humanise', which is no function", "did you mean 'humanize'?"),  # noqa: E501 - a rule or a message in full
        ("{{ if gt $value 1.0 }}x", "lacks an '{{ end }}'", "every if, range and with needs one"),
        ("much{{ end }}", "has an 'end' without a beginning", "it belongs to if, range or with"),
        ("{{ else }}", "has an 'else' without a beginning", "it belongs to if, range or with"),
    ],
)  # fmt: skip
def test_a_template_that_does_not_parse_is_found(text, message, hint) -> None:
    whole = file(alert("up == 0", "annotations:", "  summary: x", f"  description: '{text}'"))

    assert told(whole, "template") == [
        (10, "error", f"the template of annotation 'description' {message}", hint)
    ]
    labels = file(alert("up == 0", f"labels: {{team: '{text}'}}"))
    assert [one[2] for one in told(labels, "template")] == [
        f"the template of label 'team' {message}"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{ $labels.job }} {{ $value | humanize }} {{- $externalLabels.c -}} {{$externalURL}}",
        '{{ printf "%.2f of {{ %s" $value $labels.job }}',
        '{{ with query "up{job=~\\"a}}\\"}" }}{{ . | first | value | humanize1024 }}{{ end }}',
        "{{ range $i, $e := query `up` }}{{ $i }} {{ $e.Labels.job }}{{ else }}none{{ end }}",
        "{{ $x := $value }}{{ $x }}{{ if and (gt $x 1.0) true }}a{{ else if lt $x 0.0 }}b{{ end }}",
        "{{/* a comment: nosuch */}} {{ .Value }} {{ .Labels.pod }} {{ args 1 2 | len }}",
        "{{- /* a comment: {{ $nosuch }} and }} */ -}} {{/* }} */}}x",
        "no template, a } and a {",
        '{{ reReplaceAll "(.*):.*" "$1" $labels.instance }}',
    ],
)  # fmt: skip
def test_a_template_that_parses_is_fine(text) -> None:
    whole = file(alert("up == 0", "annotations:", "  summary: |", f"    {text}"))

    assert told(whole, "template") == []


def test_the_labels_of_a_recording_rule_are_no_templates() -> None:
    assert told(file("record: a\nexpr: up\nlabels: {a: '{{'}"), "template") == []
