from __future__ import annotations

import re
from io import BytesIO

import pytest

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.metrics import cardinality
from archestra_ops.checks.reading import Reader
from archestra_ops.checks.visit import Scrape
from archestra_ops.emitter.endpoints import page as page_text
from archestra_ops.emitter.simulation import Settings, Simulation
from archestra_ops.findings import Severity
from tests.checks.pages import relabelled, told


def test_labels_of_agents_are_named_once(spoilt) -> None:
    change = relabelled("llm_cost_total|mcp_tool_calls_total", "{a", '{team="data",tier="",a')
    change_llm = relabelled("llm_cost_total", "{p", '{team="data",tier="",p')

    assert spoilt(lambda text: change_llm(change(text))) == [
        (
            "info metrics/custom-labels: custom agent labels: 'team' and 'tier' "
            "(boards take them with --agent-label; all processes must have the same ones, and "
            "get new "
            "ones when they start)"
        )
    ]


@pytest.mark.parametrize("profile", packs.profiles("truefoundry"))
def test_metadata_of_requests_is_no_fault_on_any_metric(profile) -> None:
    gateway = packs.platform("truefoundry", profile)
    made = Simulation(gateway, Settings(seed=1, start=1.7e9, agent_labels={"customer_id": "acme"}))
    text = page_text(made, "gateway")
    # The documentation does not say of each metric whether it has them.
    text = re.sub(r"(?m)^(\w+)\{(?!.*metadata)", r'\1{llm_gateway_metadata_customer_id="b",', text)

    page = Reader(platform=gateway).read(BytesIO(text.encode()), "page")
    found = report.metrics(Scrape(platform=gateway, files=(page,))).findings

    assert [told(one) for one in found if one.severity is not Severity.INFO] == []
    assert [told(one) for one in found if one.check == "metrics/custom-labels"] == [
        (
            "info metrics/custom-labels: custom labels of requests: 'customer_id' (boards take "
            "them with --metadata; on the page 'llm_gateway_metadata_' is in front of them)"
        )
    ]


def test_keys_with_very_many_values_are_a_matter_of_cardinality() -> None:
    gateway = packs.platform("truefoundry")
    lines = "".join(
        f'ai_gateway_input_tokens_total{{llm_gateway_metadata_request="{n}",model_name="m",'
        f'tenant_name="t",username="u"}} 1\n'
        for n in range(300)
    )
    text = f"# TYPE ai_gateway_input_tokens_total counter\n{lines}"

    page = Reader(platform=gateway, bar=299).read(BytesIO(text.encode()), "page")

    assert [told(one) for one in cardinality.check(page)] == [
        (
            "warning metrics/cardinality: line 1: 'ai_gateway_input_tokens_total' has 300 samples, "
            "more than 299: 'llm_gateway_metadata_request' has over 200 values "
            "(each is a series of Prometheus; --max-series moves the bar)"
        )
    ]
