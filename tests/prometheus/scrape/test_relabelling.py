from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from archestra_ops.packs.discovery import Workload
from archestra_ops.prometheus.relabel import Rule, relabel
from archestra_ops.prometheus.scrape.jobs import jobs_of
from archestra_ops.prometheus.scrape.relabelling import constants, literal, rules
from tests.prometheus.scrape.requests import a_request

WEB = jobs_of(a_request("kubernetes-sd"))[0]


def test_what_has_targets_has_no_rules() -> None:
    assert list(rules(jobs_of(a_request("prometheus"))[0], {"a": "b"})) == []


def test_a_label_of_the_chart_is_matched_as_it_is() -> None:
    odd = replace(WEB, workload=Workload(pods={"a.b/c-d": "e.f"}, port="x"))

    first = next(rules(odd, {}))

    assert first.keys == {
        "source_labels": ["__meta_kubernetes_pod_label_a_b_c_d"],
        "regex": "e\\.f",
        "action": "keep",
    }


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_constant_is_what_it_was(text) -> None:
    assert relabel({}, [Rule(target_label="x", replacement=literal(text))]) == {"x": text}


def test_the_platforms_jobs_say_which_process_they_are() -> None:
    assert [rule.keys for rule in constants(WEB, {"cluster": "a"})] == [
        {"target_label": "process", "replacement": "web"},
        {"target_label": "cluster", "replacement": "a"},
    ]
