from __future__ import annotations

import httpx
import pytest

from archestra_ops import packs
from archestra_ops.checks import report
from archestra_ops.checks.target import metrics_targets
from archestra_ops.checks.visit import Scrape, Visitor
from archestra_ops.findings import Severity
from tests.checks.answers import Answer, answering, page
from tests.checks.pages import told
from tests.packs.toys import BAKERY

OVEN = "http://oven:7101/metrics"
PAGE = page('# TYPE bakery_breads_total counter\nbakery_breads_total{kind="rye"} 1\n', "text/plain")
HTML = httpx.Response(200, headers={"content-type": "text/html"}, text="<html></html>")
OTHERS = page("# TYPE mill_sacks_total counter\nmill_sacks_total 1\n", "text/plain")
NOTED = (
    "info health/no-probes: the pack of Bakery has no probes: what serves its metrics is taken for "
    "well (add [[probes]] to the pack, each with a process, a path, help and hint)"
)


@pytest.fixture
def served(mock_http, tmp_path):
    """`served(answer)` is how an oven without probes is whose page is *answer*."""
    mute = BAKERY[: BAKERY.index("[[probes]]")] + BAKERY[BAKERY.index("[metrics.") :]
    (tmp_path / "bakery.toml").write_text(mute)
    packs.use_folder(tmp_path)

    def find(answers: dict[str, Answer]) -> report.Report:
        bakery = packs.platform("bakery")
        visitor = Visitor(bakery, mock_http(answering(answers)))
        (target,) = metrics_targets(bakery, {"oven": OVEN}, default=True)
        return report.served(Scrape(platform=bakery, visits=(visitor.visit(target),)))

    yield find
    packs.use_folder(None)


def test_a_page_that_is_served_stands_in_for_probes(served) -> None:
    found = served({OVEN: PAGE})

    assert list(map(told, found.findings)) == [NOTED]
    (case,) = found.cases
    assert (case.group, case.name, case.status, case.ok) == ("oven", OVEN, "read", True)
    assert found.exit_code(Severity.ERROR) == 0


@pytest.mark.parametrize(
    ("answers", "checks", "code"),
    [
        ({OVEN: httpx.Response(404)}, ["metrics/status"], 1),
        ({OVEN: httpx.Response(401)}, ["metrics/authorised"], 3),
        ({}, ["metrics/reachable"], 3),
        ({OVEN: HTML}, ["metrics/well-formed", "health/no-probes"], 1),
        ({OVEN: OTHERS}, ["metrics/process", "health/no-probes"], 1),
        # A body that looks like that of Archestra's API does not hide that there is no page.
        (
            {
                OVEN: httpx.Response(404),
                "http://oven:7101/health": httpx.Response(200, json={"status": "", "version": ""}),
            },
            ["metrics/status"],
            1,
        ),
    ],
)
def test_without_its_page_it_is_not_well(served, answers, checks, code) -> None:
    found = served(answers)

    assert [one.check for one in found.findings] == checks
    assert found.exit_code(Severity.ERROR) == code
