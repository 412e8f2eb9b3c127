from __future__ import annotations

from io import BytesIO

import pytest

from archestra_ops import packs
from archestra_ops.checks.reading import Reader
from archestra_ops.checks.report import metrics
from archestra_ops.checks.visit import Scrape
from tests.checks.pages import told
from tests.packs.toys import found_at

OVEN = (
    "# TYPE bakery_breads_total counter\n"
    'bakery_breads_total{kind="rye"} 1\n'
    "# TYPE bakery_bake_seconds histogram\n"
    'bakery_bake_seconds_bucket{le="60"} 0\n'
    'bakery_bake_seconds_bucket{le="600"} 1\n'
    'bakery_bake_seconds_bucket{le="+Inf"} 1\n'
    "bakery_bake_seconds_sum 300\n"
    "bakery_bake_seconds_count 1\n"
)
BURNT = "# TYPE bakery_burnt_total counter\nbakery_burnt_total 1\n"


@pytest.fixture(autouse=True)
def toys(tmp_path):
    with found_at(tmp_path):
        yield


def found(text: str, *expected: str) -> list[str]:
    bakery = packs.platform("bakery")
    page = Reader(platform=bakery, expected=expected).read(BytesIO(text.encode()), "page")
    return [told(one) for one in metrics(Scrape(platform=bakery, files=(page,))).findings]


def test_what_nobody_met_is_no_fault_and_comes_with_what_shows_nearly_the_same() -> None:
    assert found(OVEN) == [
        (
            "info metrics/unseen: 1 metric is not there: documented, not seen in the field: "
            "'bakery_burnt_total' (instead: bakery_breads_total{kind='coal'})"
        )
    ]
    assert found(OVEN + BURNT) == []


def test_what_is_not_there_in_the_classic_format_may_not_have_happened() -> None:
    (finding,) = found(BURNT, "oven")

    assert finding == (
        "warning metrics/missing: 1 documented metric is missing: 'bakery_breads_total' "
        "(this format has no line for what did not happen yet: did it?)"
    )


def test_nobody_misses_an_optional_process() -> None:
    whole = f"{OVEN}{BURNT}# TYPE bakery_open gauge\nbakery_open 1\n"

    assert found(whole) == []


def test_labels_of_the_export_and_of_the_operator_are_known() -> None:
    both = OVEN.replace('kind="rye"', 'kind="rye",meta_customer="x",oven_scope="y"') + BURNT

    assert found(both) == [
        (
            "info metrics/custom-labels: custom labels of requests: 'customer' (boards "
            "take them with "
            "--metadata; on the page 'meta_' is in front of them)"
        )
    ]


def test_others_are_not() -> None:
    (finding,) = found(OVEN.replace('kind="rye"', 'kind="rye",customer="x"') + BURNT)

    assert finding.startswith("warning metrics/unknown-label: label 'customer' is not in the ")


def test_when_a_metric_began_is_none_of_its_own() -> None:
    assert (
        found(f"{OVEN}{BURNT}# TYPE bakery_breads_created gauge\nbakery_breads_created 1\n") == []
    )


def test_what_the_documentation_lacks_too_is_said_to_be_proposed() -> None:
    agyn = packs.platform("agyn")
    text = b"# TYPE workload_failures_total counter\nworkload_failures_total 1\n"
    page = Reader(platform=agyn, expected=("runners",)).read(BytesIO(text), "page")
    findings = metrics(Scrape(platform=agyn, files=(page,))).findings

    assert [one.message for one in findings if one.check == "metrics/unseen"] == [
        "1 metric is not there: proposed, not seen in the field: 'workload_starts_total'"
    ]
