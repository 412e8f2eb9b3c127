from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said, variable

FIXED = {"type": "prometheus", "uid": "PBFA97CFB590B2093"}
ONE = "it asks the datasource 'PBFA97CFB590B2093' of one particular Grafana"


def test_a_uid_is_found_in_panels_queries_variables_and_annotations() -> None:
    wrong = board(
        panel("up", datasource=FIXED, title="Panel"),
        panel(query("up", datasource=FIXED), query("up", datasource=FIXED), title="Query"),
        panel("up", datasource="Prometheus", title="Name"),
        variables=(variable("job", "label_values(up, job)", datasource=FIXED),),
        annotations={"list": [{"name": "Deploys", "datasource": FIXED}]},
    )

    assert said("hard-coded-datasource", wrong) == [
        f"Panel: {ONE}",
        f"Query: {ONE}",
        "Name: it asks the datasource 'Prometheus' of one particular Grafana",
        f"variable $job: {ONE}",
        f"annotation 'Deploys': {ONE}",
    ]
    assert set(hints("hard-coded-datasource", wrong)) == {
        "ask a datasource variable: ${datasource}"
    }


@pytest.mark.parametrize("source", [None, {}, {"type": "prometheus"}])
def test_no_datasource_at_all_is_the_default_one(source) -> None:
    assert said("hard-coded-datasource", board(panel("up", datasource=source))) == [
        "Is it well?: it asks whatever datasource is the default"
    ]


@pytest.mark.parametrize(
    "one",
    [
        panel("up"),
        panel("up", datasource="$datasource"),
        panel(query("up", datasource={"type": "prometheus", "uid": "$ds"}), datasource=None),
        panel("up", datasource={"type": "datasource", "uid": "-- Mixed --"}),
        panel({"refId": "A", "datasource": {"type": "__expr__", "uid": "__expr__"}}),
        panel({"refId": "A", "datasource": {"type": "datasource", "uid": "grafana"}}),
        panel({"refId": "A", "panelId": 1}, datasource="-- Dashboard --"),
        panel(type="text", datasource=None),
        panel(type="row", datasource=FIXED),
        panel("up", datasource=None, libraryPanel={"uid": "x"}),
    ],
)
def test_a_variable_or_grafanas_own_is_fine(one) -> None:
    fine = board(one, annotations={"list": [{"datasource": "-- Grafana --", "name": "x"}]})

    assert said("hard-coded-datasource", fine) == []
