from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.prometheus.rules import (
    LeftOut,
    Links,
    Rule,
    RuleGroup,
    default_values,
    group_names,
    rule_set,
)
from tests.prometheus.rules.small import ALERT, folder, group

FAILS = "  - alert: ArchestraFails\n    expr: x > ${llm.error_ratio}\n" + ALERT
SATURATED = (
    "  - alert: ArchestraSaturated\n    expr: x > ${task_queue.worker_concurrency}\n"
    "    needs: [task_queue.worker_concurrency]\n" + ALERT
)
VOLUME = "  - alert: ArchestraVolumeFull\n    expr: '{{ storage_used }} > 1'\n" + ALERT
BUDGETS = (
    "  - record: archestra:llm_budget:usd\n    each: cost.budgets\n"
    "    labels: {name: '${each.name}'}\n    expr: vector(${each.usd})\n"
)


def built(tmp_path, *rules: str, provider: str = "helm", settings=None, examples=False, **more):
    at = folder(tmp_path, llm=group(*rules))
    values = default_values("archestra", at).with_settings(settings or {})
    return rule_set(
        packs.platform("archestra"),
        packs.provider(provider),
        values.with_examples() if examples else values,
        folder=at,
        **more,
    )


def test_a_definition_becomes_a_rule(tmp_path) -> None:
    found = built(tmp_path, FAILS)

    assert found.groups == (
        RuleGroup(
            name="archestra-llm",
            rules=(
                Rule(
                    alert="ArchestraFails",
                    expr="x > 0.05",
                    hold="10m",
                    labels={"severity": "critical"},
                    annotations={"summary": "Something fails", "description": "It does."},
                ),
            ),
        ),
    )
    assert found.left_out == ()
    assert found.definitions["ArchestraFails"].hold_reason == "retries take five minutes"


def test_what_needs_a_value_is_left_out_without_it(tmp_path) -> None:
    left = LeftOut(
        rule="ArchestraSaturated", group="llm", reason="'task_queue.worker_concurrency' is 0"
    )

    without = built(tmp_path, SATURATED)
    by_setting = built(tmp_path, SATURATED, settings={"task_queue.worker_concurrency": "4"})
    by_example = built(tmp_path, SATURATED, examples=True)

    assert (without.groups, without.left_out) == ((), (left,))
    assert "ArchestraSaturated" in without.definitions
    assert by_setting.groups[0].rules[0].expr == "x > 4"
    assert by_example.groups[0].rules[0].expr == "x > 10"


def test_what_a_provider_cannot_feed_is_left_out(tmp_path) -> None:
    found = built(tmp_path, VOLUME, FAILS, provider="otel")

    assert [rule.alert for rule in found.groups[0].rules] == ["ArchestraFails"]
    assert found.left_out == (
        LeftOut(rule="ArchestraVolumeFull", group="llm", reason="otel has no storage_used"),
    )
    assert built(tmp_path, VOLUME).left_out == ()


def test_a_list_becomes_a_rule_for_each_entry(tmp_path) -> None:
    assert built(tmp_path, BUDGETS).left_out == (
        LeftOut(rule="archestra:llm_budget:usd", group="llm", reason="'cost.budgets' is empty"),
    )
    assert built(tmp_path, BUDGETS, examples=True).groups[0].rules == (
        Rule(record="archestra:llm_budget:usd", expr="vector(100)", labels={"name": "all"}),
        Rule(record="archestra:llm_budget:usd", expr="vector(20)", labels={"name": "proxy"}),
    )


@pytest.mark.parametrize(
    ("links", "urls"),
    [
        (Links(), {}),
        (
            Links(
                runbooks="https://wiki/{alert}",
                grafana="https://grafana/",
                panels={("b", "p"): "/d/b?viewPanel=1", ("b", ""): "/d/b"},
            ),
            {
                "runbook_url": "https://wiki/ArchestraFails",
                "dashboard_url": "https://grafana/d/b?viewPanel=1",
            },
        ),
        (
            Links(grafana="https://grafana", panels={("b", ""): "/d/b"}),
            {"dashboard_url": "https://grafana/d/b"},
        ),
        (Links(grafana="https://grafana", panels={}), {}),
    ],
)
def test_annotations_link_to_what_is_given(tmp_path, links: Links, urls: dict[str, str]) -> None:
    found = built(tmp_path, FAILS + "    board: b\n    panel: p\n", links=links)

    assert found.groups[0].rules[0].annotations == {
        "summary": "Something fails",
        "description": "It does.",
        **urls,
    }


def test_agent_labels_are_kept_where_a_rule_asks_for_them(tmp_path) -> None:
    rule = "  - {record: 'a:b:c', expr: 'sum by ($by_agent) (x)'}\n"

    found = built(tmp_path, rule, agent_labels=("team",))

    assert found.groups[0].rules[0].expr == "sum by (cluster, namespace, team) (x)"


def test_a_rule_that_cannot_be_rendered_is_named_with_its_place(tmp_path) -> None:
    with pytest.raises(OpsError) as caught:
        built(tmp_path, FAILS.replace("error_ratio", "eror_ratio"))

    assert str(caught.value) == (
        "alerts/archestra/llm.yaml:4: 'ArchestraFails': no value named 'llm.eror_ratio'"
    )
    assert caught.value.hint == "did you mean 'llm.error_ratio'?"


def test_a_platform_without_alerts_has_no_values(tmp_path) -> None:
    with pytest.raises(OpsError, match="there are no alerts for the platform 'agyn'") as caught:
        default_values("agyn", folder(tmp_path))

    assert caught.value.hint == (
        "they ship for archestra; `ops alerts check` judges rules of your own"
    )


@pytest.mark.parametrize(
    ("label", "whose"),
    [
        ("__name__", "every series"),
        ("job", "every series"),
        ("provider", "'llm_blocked_tools_total'"),
        ("tool_name", "'mcp_response_size_bytes'"),
    ],
)
def test_an_agent_label_cannot_have_the_name_of_another(tmp_path, label: str, whose: str) -> None:
    with pytest.raises(OpsError) as caught:
        built(tmp_path, FAILS, agent_labels=("team", label))

    assert (str(caught.value), caught.value.hint) == (
        f"the agent label '{label}' has the name of one that {whose} has already",
        "leave it out, or give the label another name in the platform",
    )


def test_the_names_of_all_groups_are_known_without_a_provider() -> None:
    names = group_names("archestra")

    assert {"archestra-postgres", "archestra-task-queue", "archestra-slo"} <= names
    assert "archestra-values" not in names
    for provider in packs.provider_names():
        found = rule_set(
            packs.platform("archestra"),
            packs.provider(provider),
            default_values("archestra").with_examples(),
        )
        assert {one.name for one in found.groups} <= names
