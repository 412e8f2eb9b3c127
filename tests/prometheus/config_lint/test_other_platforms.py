"""What is well for a platform that wants labels honoured, and has processes that few have."""

from __future__ import annotations

import pytest

from archestra_ops import packs
from archestra_ops.prometheus.config_lint import RULES
from archestra_ops.prometheus.config_lint.configuration import Configuration
from archestra_ops.prometheus.document import read

pytestmark = pytest.mark.usefixtures("alerts")
GATE = "scrape_configs:\n- {{job_name: gate, static_configs: [{{targets: ['g:8787']{0}}}]{1}}}\n"
SIDE = "- {job_name: side, static_configs: [{targets: ['s:8080'], labels: {namespace: x}}]}\n"


def said(rule: str, text: str) -> list[tuple[str, str]]:
    config = Configuration(value=read(text), platform=packs.platform("gate"))
    return [(problem.message, problem.hint) for problem in RULES[rule](config)]


def test_nobody_misses_what_is_optional() -> None:
    assert said("process-missing", GATE.format("", "")) == []
    assert said("process-missing", f"scrape_configs:\n{SIDE}") == [
        (
            "job 'side' scrapes side, and no job scrapes gate",
            "`ops scrape-config render` writes its job",
        )
    ]


def test_a_page_whose_labels_count_may_be_honoured() -> None:
    honoured = ", honor_labels: true"

    assert said("honor-labels", GATE.format("", honoured)) == []
    assert said("honor-labels", GATE.format(", labels: {code: x}", honoured)) == []


def test_where_it_is_not_a_lost_label_is_named_and_how_to_keep_it() -> None:
    assert said("honor-labels", GATE.format(", labels: {code: x}", "")) == [
        (
            (
                "job 'gate' gives its targets a label 'code', and metrics of gate have one: theirs "
                "becomes 'exported_code'"
            ),
            "set 'honor_labels: true'",
        )
    ]
