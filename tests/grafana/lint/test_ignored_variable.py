from __future__ import annotations

from archestra_ops.grafana.lint.scope import of_others
from tests.grafana.lint.boards import board, hints, panel, said, variable
from tests.grafana.small import UNSEEN

MODEL = variable("model", "label_values(llm_cost_total, model)")
SOURCE = variable("source", "label_values(llm_cost_total, source)")
FILTERED = panel('sum(rate(llm_cost_total{model=~"$model",source=~"$source"}[5m]))')


def test_a_panel_that_does_not_follow_the_choice_is_found() -> None:
    wrong = board(
        FILTERED,
        panel("sum(rate(llm_cost_total[5m]))", title="All"),
        panel('sum(rate(llm_cost_total{source="chat"}[5m]))', title="Chat"),
        variables=(MODEL, SOURCE),
    )

    assert said("ignored-variable", wrong) == [
        "All: it ignores $model, $source, by which other panels filter 'llm_cost_total'",
        "Chat: it ignores $model, $source, by which other panels filter 'llm_cost_total'",
    ]
    assert hints("ignored-variable", wrong)[:1] == [
        "put the same matchers in, or say in the title that it shows all"
    ]


def test_buckets_and_counts_are_one_metric() -> None:
    wrong = board(
        panel('sum(rate(llm_token_usage_bucket{model=~"$model"}[5m]))'),
        panel("sum(rate(llm_token_usage_count[5m]))", title="All"),
        variables=(MODEL,),
    )

    assert said("ignored-variable", wrong) == [
        "All: it ignores $model, by which other panels filter 'llm_token_usage'"
    ]


def test_what_follows_it_somewhere_or_has_another_metric_is_fine() -> None:
    fine = board(
        FILTERED,
        panel(
            'sum(rate(llm_cost_total{model=~"$model",source=~"$source"}[5m]))'
            " / sum(rate(llm_cost_total[5m]))",
            title="Share",
        ),
        panel("sum(rate(llm_tokens_total[5m]))", title="Tokens"),
        panel("sum(rate(not_ours_total[5m]))", title="Others"),
        panel('up{job="$job"}', "sum(rate(", title="Not defined, not read"),
        variables=(MODEL, SOURCE),
    )

    assert said("ignored-variable", fine) == []


def test_series_of_other_programs_need_not_follow_it() -> None:
    spaces = variable("namespace", "label_values(kube_pods, namespace)")
    ours = 'sum(said_total{namespace=~"$namespace"})'
    panels = (
        panel('sum(kube_pods{namespace=~"$namespace"})'),
        panel("sum(kube_pods)", title="Pods"),
        panel(ours),
        panel("sum(said_total)", title="Said"),
    )
    scope = of_others(UNSEEN, [])

    assert said("ignored-variable", board(*panels, variables=(spaces,)), scope) == [
        "Said: it ignores $namespace, by which other panels filter 'said_total'"
    ]
