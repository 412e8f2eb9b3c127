from __future__ import annotations

import pytest

from tests.grafana.lint.boards import board, hints, panel, query, said, variable


def test_variables_that_nothing_defines_are_found_wherever_they_are_used() -> None:
    wrong = board(
        panel('up{job=~"$jop"}', datasource={"type": "prometheus", "uid": "${prom}"}),
        panel(query("", query="{ name = ${span} }", datasource={"type": "tempo", "uid": "$tempo"})),
        variables=(
            variable("job", 'label_values(up{cluster="$cluster"}, job)'),
            variable("x", "label_values(x)", datasource={"type": "loki", "uid": "$loki"}),
        ),
        annotations={"list": [{"name": "Alerts", "expr": 'ALERTS{a="$alert"}'}]},
    )

    assert said("undefined-variable", wrong) == [
        "Is it well?: it uses $prom, which the dashboard does not define",
        "Is it well?: it uses $jop, which the dashboard does not define",
        "Is it well?: it uses $span, which the dashboard does not define",
        "Is it well?: it uses $tempo, which the dashboard does not define",
        "variable $job: it uses $cluster, which the dashboard does not define",
        "variable $x: it uses $loki, which the dashboard does not define",
        "annotation 'Alerts': it uses $alert, which the dashboard does not define",
    ]
    assert hints("undefined-variable", wrong)[:2] == [
        "one of: datasource, job, x",
        "did you mean 'job'?",
    ]


def test_a_misspelt_variable_of_grafanas_own_is_found_in_promql() -> None:
    wrong = board(panel("rate(a_total[$__rate_intervall])"))

    assert said("undefined-variable", wrong) == [
        "Is it well?: it uses $__rate_intervall, which the dashboard does not define"
    ]
    assert hints("undefined-variable", wrong) == ["did you mean '__rate_interval'?"]


def test_with_many_variables_none_is_guessed() -> None:
    many = tuple(variable(f"v{n}", "label_values(up, job)") for n in range(9))

    assert hints("undefined-variable", board(panel('up{a="$zzz"}'), variables=many)) == [
        "define it, or take it out"
    ]


@pytest.mark.parametrize(
    "one",
    [
        panel('rate(a_total{job=~"${job:regex}"}[$__rate_interval]) * $__range_s'),
        panel(
            query("", rawSql="$__timeFilter(t), $__unixEpochFrom()", datasource={"type": "mysql"})
        ),
        panel('label_replace(up, "a", "$1", "b", "(.*)")'),
        panel("up", datasource={"type": "prometheus", "uid": "${DS_X}"}),
    ],
)
def test_what_is_defined_or_grafanas_own_is_fine(one) -> None:
    json = board(
        one,
        variables=(variable("job", "label_values(up, job)"),),
        __inputs=[{"name": "DS_X"}],
    )

    assert said("undefined-variable", json) == []
