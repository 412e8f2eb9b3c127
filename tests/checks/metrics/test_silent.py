from __future__ import annotations

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.target import Target
from archestra_ops.checks.visit import Scrape, Visit
from tests.checks.pages import told


def test_a_process_that_was_not_asked_for_a_page_is_noted() -> None:
    target = Target(url="http://astromesh:8000", processes=("astromesh",))
    scrape = Scrape(platform=packs.platform("astromesh"), visits=(Visit(target=target),))
    found = report.metrics(scrape)

    assert list(map(told, found.findings)) == [
        (
            "info metrics/silent: in the profile 'otlp' the astromesh process has no metrics: only "
            "its health was asked for "
            "(Astromesh has them by default: 'collector' at ':8889/metrics')"
        )
    ]
    assert [(case.name, case.status, case.ok) for case in found.cases] == [
        ("http://astromesh:8000", "not read", True)
    ]
