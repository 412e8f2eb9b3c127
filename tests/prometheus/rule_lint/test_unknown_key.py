from __future__ import annotations

import pytest

from tests.prometheus.rule_lint.rules import file, told


def said(text: str) -> list[tuple[int, str, str, str]]:
    return told(text, "unknown-key")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (file("alert: A\nexpr: up\nfro: 5m"), 6, "a rule has no key 'fro'", "did you mean 'for'?"),
        (
            file("alert: A\nexpr: up\ninterval: 5m"),
            6,
            "a rule has no key 'interval'",
            "it belongs in a group",
        ),
        (
            "groups: []\nrules: []\n",
            2,
            "the file has no key 'rules'",
            "it belongs in a group",
        ),
        (
            "groups:\n- name: a\n  intervall: 1m\n",
            3,
            "a group has no key 'intervall'",
            "did you mean 'interval'?",
        ),
        (
            "namespace: n\ngroups: []\nspace: x\n",
            3,
            "namespace 'n' has no key 'space'",
            "did you mean 'namespace'?",
        ),
    ],
)  # fmt: skip
def test_a_key_that_nobody_knows_is_found(text, line, message, hint) -> None:
    assert said(text) == [(line, "error", message, hint)]


@pytest.mark.parametrize(
    "text",
    [
        file("alert: A\nexpr: up\nfor: 5m\nkeep_firing_for: 5m\nlabels: {}\nannotations: {}"),
        "groups:\n- {name: a, interval: 1m, query_offset: 1m, limit: 5, labels: {}, rules: []}\n",
        "namespace: n\ngroups:\n- {name: a, source_tenants: [x], rules: []}\n",
        (
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {}\nspec:\n"
            "  groups:\n  - {name: a, partial_response_strategy: warn, rules: []}\n"
        ),
    ],
)
def test_keys_of_each_form_are_fine(text) -> None:
    assert said(text) == []


def test_a_key_of_another_program_is_a_warning_in_a_file_of_prometheus() -> None:
    assert said("groups:\n- name: a\n  partial_response_strategy: warn\n") == [
        (
            3,
            "warning",
            "only Thanos knows the key 'partial_response_strategy': Prometheus refuses the file",
            "fine where Prometheus does not read it",
        )
    ]


@pytest.mark.parametrize(
    "key",
    [
        "concurrency: 2", "debug: true", "eval_alignment: true", "eval_delay: 1m",
        "eval_offset: 1m", "extra_filter_labels: {}", "headers: []", "notifier_headers: []",
        "params: {}", "tenant: x", "type: graphite",
    ],
)  # fmt: skip
def test_a_key_of_vmalert_is_a_warning(key) -> None:
    name = key.partition(":")[0]
    message = f"only vmalert knows the key {name!r}: Prometheus refuses the file"

    assert said(f"groups:\n- name: a\n  {key}\n") == [
        (3, "warning", message, "fine where Prometheus does not read it")
    ]


@pytest.mark.parametrize("key", ["debug: true", "update_entries_limit: 5"])
def test_so_is_one_in_a_rule(key) -> None:
    name = key.partition(":")[0]
    message = f"only vmalert knows the key {name!r}: Prometheus refuses the file"

    assert said(file(f"alert: A\nexpr: up\n{key}")) == [
        (6, "warning", message, "fine where Prometheus does not read it")
    ]
