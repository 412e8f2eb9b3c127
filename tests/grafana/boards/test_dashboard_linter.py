"""What Grafana's own linter asks of a dashboard, asked of ours.

grafana/dashboard-linter's rules of June 2026, in our words; a rule that ours do not follow has a
reason. `OURS` says which of our rules judges the same, for anybody's dashboard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from archestra_ops import promql
from archestra_ops.errors import PromQLError
from archestra_ops.expressions import RULES as OF_EXPRESSIONS
from archestra_ops.grafana.lint import OPT_IN, RULES
from archestra_ops.grafana.variables import PROMETHEUS
from tests.grafana.boards.rendered import ALL, Shipped, every_board

Rule = Callable[[Shipped], Iterator[str]]

# https://github.com/grafana/dashboard-linter/tree/main/docs/rules
OURS = {
    "template-datasource-rule": "hard-coded-datasource",
    "template-job-rule": "job-matcher",
    "template-instance-rule": "instance-matcher",
    "template-label-promql-rule": "syntax",
    "template-on-time-change-reload-rule": "stale-variable",
    "panel-datasource-rule": "hard-coded-datasource",
    "panel-title-description-rule": "no-description",
    "panel-units-rule": "no-unit",
    "panel-no-targets-rule": "no-query",
    "target-promql-rule": "syntax",
    "target-rate-interval-rule": "fixed-window",
    "target-logql-auto-rule": "fixed-window",
    "target-job-rule": "job-matcher",
    "target-instance-rule": "instance-matcher",
    "target-counter-agg-rule": "raw-counter",
    "target-logql-rule": None,  # LogQL is Loki's to read: nothing here does
    "uneditable-dashboard": None,  # boards stay editable, so that an operator can look further
}
NOT_FOLLOWED = {
    "template-datasource-rule": "a board that asks traces and logs too has a variable for each",
    "template-job-rule": "All jobs are those that are listed: up and process_* are every job's",
    "template-instance-rule": "the label is the word Instance, not the variable's name",
    "target-rate-interval-rule": "a single value is asked over $__range, or what it says",
    "target-job-rule": "PostgreSQL has a job of its own, and the kubelet's volumes have none",
    "target-instance-rule": "PostgreSQL's servers are told apart by labels of their own",
    "target-counter-agg-rule": "count() and present_over_time() do not look at a counter's value",
    "uneditable-dashboard": "boards stay editable, so that an operator can look further",
}
_WITH_UNITS = ("stat", "gauge", "timeseries", "table")


def variables(board: Shipped, kind: str) -> list[dict[str, Any]]:
    return [one for one in board.dashboard["templating"]["list"] if one["type"] == kind]


def datasource(board: Shipped) -> Iterator[str]:
    sources = variables(board, "datasource")
    if [(one["name"], one["label"]) for one in sources] != [("datasource", "Data Source")]:
        yield f"{len(sources)} datasource variables"


def named(name: str) -> Rule:
    def find(board: Shipped) -> Iterator[str]:
        for one in variables(board, "query"):
            right = (name, "${datasource}", True, ".+")
            has = (one["label"], one["datasource"]["uid"], one["multi"], one.get("allValue"))
            if one["name"] == name and has != right:
                yield f"variable {name} is {has}"

    return find


def label_promql(board: Shipped) -> Iterator[str]:
    for one in variables(board, "query"):
        asked = one["query"]["query"]
        if not _parses(asked.removeprefix("label_values(").rpartition(",")[0]):
            yield asked


def on_time_change(board: Shipped) -> Iterator[str]:
    return (one["name"] for one in variables(board, "query") if one["refresh"] != 2)


def panel_datasource(board: Shipped) -> Iterator[str]:
    sources = {f"${{{one['name']}}}" for one in variables(board, "datasource")}
    asking = (panel for panel in board.panels if panel.get("targets"))
    return (one["title"] for one in asking if one["datasource"]["uid"] not in sources)


def title_and_description(board: Shipped) -> Iterator[str]:
    for one in board.panels:
        if one["type"] in _WITH_UNITS and not (one["title"] and one["description"]):
            yield one["title"]


def units(board: Shipped) -> Iterator[str]:
    for one in board.panels:
        if one["type"] in _WITH_UNITS and not one["fieldConfig"]["defaults"].get("unit"):
            yield one["title"]


def no_targets(board: Shipped) -> Iterator[str]:
    return (p["title"] for p in board.panels if p["type"] != "text" and not p.get("targets"))


def promql_parses(board: Shipped) -> Iterator[str]:
    return (title for title, expr in _asked(board) if not _parses(expr))


def rate_interval(board: Shipped) -> Iterator[str]:
    for title, expr in _asked(board):
        for one in promql.selectors(expr):
            rated = one.enclosing[:1] in (("rate",), ("irate",), ("increase",))
            if rated and one.window != "$__rate_interval":
                yield title


def matcher(label: str) -> Rule:
    def find(board: Shipped) -> Iterator[str]:
        for title, expr in _asked(board):
            for one in promql.selectors(expr):
                if not any(m.label == label for m in one.matchers):
                    yield title

    return find


def counters(board: Shipped) -> Iterator[str]:
    for title, expr in _asked(board):
        for one in promql.selectors(expr):
            is_counter = (one.name or "").endswith("_total")
            if is_counter and not {"rate", "irate", "increase"} & set(one.enclosing):
                yield f"{title}: {one.name}"


def uneditable(board: Shipped) -> Iterator[str]:
    if board.dashboard["editable"]:
        yield "editable"


THEIRS: dict[str, Rule] = {
    "template-datasource-rule": datasource,
    "template-job-rule": named("job"),
    "template-instance-rule": named("instance"),
    "template-label-promql-rule": label_promql,
    "template-on-time-change-reload-rule": on_time_change,
    "panel-datasource-rule": panel_datasource,
    "panel-title-description-rule": title_and_description,
    "panel-units-rule": units,
    "panel-no-targets-rule": no_targets,
    "target-promql-rule": promql_parses,
    "target-rate-interval-rule": rate_interval,
    "target-job-rule": matcher("job"),
    "target-instance-rule": matcher("instance"),
    "target-counter-agg-rule": counters,
    "uneditable-dashboard": uneditable,
}


def _asked(board: Shipped) -> Iterator[tuple[str, str]]:
    asked = ((title, one) for title, one in board.targets if one["datasource"] == PROMETHEUS)
    return ((title, one["expr"]) for title, one in asked)


def _parses(expr: str) -> bool:
    try:
        promql.parse(expr)
    except PromQLError:
        return False
    return True


def test_all_of_their_rules_that_make_sense_are_among_ours() -> None:
    assert {name for name in OURS.values() if name} <= {*RULES, *OF_EXPRESSIONS, "syntax"}
    assert {name for name, ours in OURS.items() if ours is None} == {
        "target-logql-rule",
        "uneditable-dashboard",
    }
    assert THEIRS.keys() <= OURS.keys()
    # Their users exclude these most often.
    assert {"job-matcher", "instance-matcher"} == OPT_IN


@every_board
@pytest.mark.parametrize("name", sorted(THEIRS.keys() - NOT_FOLLOWED.keys()))
def test_our_boards_pass_theirs(board: Shipped, name: str) -> None:
    assert list(THEIRS[name](board)) == []


@pytest.mark.parametrize("name", sorted(NOT_FOLLOWED))
def test_what_they_do_not_follow_is_so_and_has_a_reason(name: str) -> None:
    found = [said for param in ALL for said in THEIRS[name](param.values[0])]

    several = any(len(variables(param.values[0], "datasource")) > 1 for param in ALL)
    assert found or (name == "template-datasource-rule" and not several)
    assert len(NOT_FOLLOWED[name]) > 30
