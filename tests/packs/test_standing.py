from __future__ import annotations

from archestra_ops import packs
from archestra_ops.packs.standing import DOCUMENTED, PROPOSED, standing


def test_what_was_not_seen_is_documented_or_ours() -> None:
    metrics = packs.platform("agyn").metrics

    assert standing(metrics["workload_failures_total"]) == DOCUMENTED
    assert standing(metrics["workload_starts_total"]) == PROPOSED
    assert standing(metrics["grpc_server_handled_total"]) == ""


def test_one_metric_is_proposed_and_nothing_else() -> None:
    found = {
        metric.name
        for name in packs.platform_names()
        for metric in packs.platform(name).metrics.values()
        if standing(metric) == PROPOSED
    }

    assert found == {"workload_starts_total"}
