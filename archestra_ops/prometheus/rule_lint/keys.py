"""Which keys a rule file may have, by the program that reads it.

https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ and …/alerting_rules/;
model/rulefmt/rulefmt.go of prometheus/prometheus; RuleGroup in the prometheus-operator's API;
`partial_response_strategy` is Thanos' (pkg/rules), others are of Mimir's ruler or of vmalert
(https://docs.victoriametrics.com/victoriametrics/vmalert/#groups).
"""

from __future__ import annotations

from typing import Final

TOP: Final = frozenset({"groups"})
NAMESPACE: Final = frozenset({"groups", "namespace"})
GROUP: Final = frozenset({"name", "interval", "query_offset", "limit", "labels", "rules"})
RULE: Final = frozenset(
    {"record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"}
)
# Of others than Prometheus, which refuses a file with them.
OF_OTHERS: Final = {
    "partial_response_strategy": "Thanos",
    "source_tenants": "Mimir",
    "align_evaluation_time_on_interval": "Mimir",
    "evaluation_delay": "Mimir",
    "remoteWrite": "Grafana Mimir and Cortex",
    **dict.fromkeys(
        (
            "concurrency", "debug", "eval_alignment", "eval_delay", "eval_offset",
            "extra_filter_labels", "headers", "notifier_headers", "params", "tenant", "type",
        ),
        "vmalert",
    ),
}  # fmt: skip
RULE_OF_OTHERS: Final = {"debug": "vmalert", "update_entries_limit": "vmalert"}
HOMES: Final = {"at the top of the file": TOP, "in a group": GROUP, "in a rule": RULE}


def knows(key: str) -> bool:
    """Whether *key* is one that a newer Prometheus than some has, wherever it belongs."""
    return any(key in home for home in HOMES.values())
