from __future__ import annotations

import json

import pytest

from archestra_ops.grafana.dashboard import Source, Variable, read


def variable(**settings: object) -> Variable:
    return read(json.dumps({"panels": [], "templating": {"list": [settings]}})).variables[0]


@pytest.mark.parametrize(
    "asked",
    [
        {"query": "label_values(up, job)"},
        {"query": {"query": "label_values(up, job)", "refId": "x"}},
        {"query": "", "definition": "label_values(up, job)"},
        {"query": {"qryType": 1}, "definition": "label_values(up, job)"},
    ],
)
def test_what_it_asks_is_found_wherever_it_stands(asked) -> None:
    found = variable(name="job", type="query", refresh=2, datasource="$ds", **asked)

    assert (found.name, found.kind, found.query) == ("job", "query", "label_values(up, job)")
    assert (found.refresh, found.source, found.values) == (2, Source("", "$ds"), ())
    assert found.spot.part == "variable $job"


@pytest.mark.parametrize(
    ("settings", "values"),
    [
        ({"query": "API : api,Chat : chat, email ,"}, ("api", "chat", "email")),
        (
            {"query": "x", "options": [{"value": "$__all"}, {"value": "api"}, {"value": ["a"]}]},
            ("api",),
        ),
        ({}, ()),
    ],
)
def test_the_values_of_a_fixed_list_are_read(settings, values) -> None:
    assert variable(type="custom", **settings).values == values


@pytest.mark.parametrize(
    ("current", "stored"),
    [
        ({"value": "x"}, "x"),
        ({"value": ["x", "y"]}, "x"),
        ({"text": "x"}, ""),
        ({}, ""),
        (None, ""),
        ({"value": 7}, ""),
    ],
)
def test_the_stored_choice_is_read(current, stored) -> None:
    assert variable(type="datasource", current=current).current == stored
