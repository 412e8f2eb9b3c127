from __future__ import annotations

import pytest

from archestra_ops.prometheus.config_lint import port_without_metrics
from tests.prometheus.config_lint.jobs import (
    ANNOTATED,
    PODS_OF_WEB,
    PODS_OF_WORKER,
    config,
    pods,
    services,
)


@pytest.mark.parametrize(
    "text", [config(PODS_OF_WEB, PODS_OF_WORKER), config(services("a")), config(ANNOTATED)]
)
def test_ports_with_metrics_are_fine(said, text) -> None:
    assert said(port_without_metrics.find, text, watched=True) == []


def test_the_web_pods_api_is_named(said) -> None:
    text = config(pods("archestra", "archestra-platform.*", "backend"))

    assert said(port_without_metrics.find, text, watched=True) == [
        (
            "error",
            3,
            "job 'archestra' scrapes port 9000 of web's pods, which has no metrics",
            "keep those whose port is called 'metrics': it is 9050",
        )
    ]
    assert len(said(port_without_metrics.find, text.replace("backend", ".*"), watched=True)) == 2
