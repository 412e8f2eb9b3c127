from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops.errors import OpsError
from archestra_ops.findings import Case
from archestra_ops.grafana.board import TextVariable
from archestra_ops.grafana.queries import VariableQuery
from archestra_ops.verify.choices import choose
from archestra_ops.verify.reasons import Reasons
from archestra_ops.verify.static import judge
from tests.grafana.small import PLATFORM, panel
from tests.verify.sheets import of
from tests.verify.sights import page, reasons

SHEET = of(panel("busy"), panel("{{ commits }}"))
PG = '# TYPE pg_up gauge\npg_up{server="db:5432"} 1\n# EOF\n'


def test_without_anything_to_look_at_a_variable_stands_for_anything() -> None:
    found = choose(SHEET, None, reasons())

    assert found.values == {
        "cluster": ".*",
        "namespace": ".*",
        "job": ".+",
        "instance": ".+",
        "pg_job": ".+",
        "pg_instance": ".*",
    }
    assert found.cases == ()


def test_all_is_what_each_variable_lists_in_its_order() -> None:
    sight = page()
    sight.add(PG.encode(), "openmetrics", job="pg", instance="exporter:1")
    found = choose(SHEET, sight, reasons())

    assert found.values["job"] == "acme-web"
    assert found.values["instance"] == ".+"
    assert [(case.name, case.status) for case in found.cases] == [
        ("variable $job", "ok"),
        ("variable $instance", "ok"),
        ("variable $pg_job", "ok"),
    ]


def test_several_jobs_are_an_alternation() -> None:
    sight = page()
    both = page(job="acme-web-2", instance="web:2").series["acme_up"]
    sight.series["acme_up"].extend(both)

    assert choose(SHEET, sight, reasons()).values["job"] == "(acme-web|acme-web-2)"


def test_a_variable_that_lists_nothing_is_broken_unless_its_label_may_be_absent() -> None:
    sight = page("# TYPE busy gauge\nbusy 1\n# EOF\n")
    found = choose(SHEET, sight, reasons())

    assert found.values["job"] == "()"
    assert [(case.name, case.ok) for case in found.cases] == [
        ("variable $job", False),
        ("variable $instance", False),
        ("variable $pg_job", False),
    ]
    assert found.cases[0] == Case(
        group="Small (pg)",
        name="variable $job",
        status="missing metric",
        ok=False,
        message="it lists nothing, so that every panel with $job is empty",
        hint='no series matches {__name__=~"acme_up",cluster=~".*",namespace=~".*"}',
    )


@pytest.mark.parametrize("query", ["label_values(job)", "metrics(.*)", "query_result(up)", ""])
def test_a_variable_that_asks_otherwise_is_refused(query: str) -> None:
    odd = VariableQuery(board="B", name="odd", query=query, any_value="")

    with pytest.raises(OpsError, match="variable 'odd' asks") as caught:
        choose(replace(SHEET, variables=(odd,)), page(), reasons())
    assert caught.value.hint == "only label_values(selector, label) is understood"


def test_what_is_typed_is_what_stands_there_at_first() -> None:
    typed = (TextVariable(name="kind", label="Kind", help="h", default="rye|wheat"),)
    sheet = of(panel('busy{kind=~"$kind"}'), variables=typed)

    assert choose(sheet, None, reasons()).values["kind"] == "rye|wheat"
    assert judge(sheet.panels[0], sheet).reason != "it uses $kind, which the board does not define"


RARE = replace(
    PLATFORM,
    metrics={
        **PLATFORM.metrics,
        "acme_up": replace(PLATFORM.metrics["acme_up"], only_while="anybody calls"),
    },
)


@pytest.mark.parametrize(
    ("text", "scraped", "status", "waiting"),
    [
        ("# EOF\n", "web", "no series yet", "anybody calls"),
        # Another program's page is no idle one, and of what is not scraped nothing is known.
        ("# TYPE x gauge\nx 1\n# EOF\n", "web", "missing metric", ""),
        ("# EOF\n", "worker", "missing metric", ""),
    ],
)
def test_over_what_comes_and_goes_a_variable_may_list_nothing(
    text: str, scraped: str, status: str, waiting: str
) -> None:
    sheet = of(panel("acme_up"), platform=RARE)
    why = Reasons(catalogue=sheet.catalogue, scraped=lambda: [scraped])
    found = choose(sheet, page(text), why)

    assert [(case.name, case.status) for case in found.cases] == [
        ("variable $job", status),
        ("variable $instance", status),
    ]
    assert found.waiting == waiting
    if waiting:
        assert found.cases[0].hint == "its metric is only there while anybody calls"


def test_a_variable_that_excludes_what_is_there_is_broken() -> None:
    """There are series, and none of them has the label."""
    sheet = of(panel("acme_up"), platform=RARE)
    odd = VariableQuery(board="B", name="odd", query="label_values(acme_up, kind)", any_value="")
    why = Reasons(catalogue=sheet.catalogue, scraped=lambda: ["web"])

    (case,) = choose(replace(sheet, variables=(odd,)), page(), why).cases
    assert case.status == "missing metric"
