from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archestra_ops import packs
from archestra_ops.grafana.appearance import Json
from archestra_ops.grafana.shipped_boards import complete_set
from archestra_ops.grafana.sync.diff import changes
from archestra_ops.grafana.sync.diff.document import own, unified

SHIPPED = [
    one.dashboard for one in complete_set(packs.platform("archestra"), packs.provider("helm"))
]


def panel(number: int, title: str, expr: str = "up", **more: object) -> Json:
    return {
        "id": number,
        "type": "stat",
        "title": title,
        "gridPos": {"x": 0, "y": number, "w": 6, "h": 4},
        "targets": [{"refId": "A", "expr": expr}],
        "fieldConfig": {
            "defaults": {
                "unit": "s",
                "thresholds": {"mode": "absolute", "steps": [{"color": "green", "value": None}]},
            },
            "overrides": [],
        },
        "options": {"legend": {"calcs": ["max"]}},
        **more,
    }


def row(number: int, title: str, *inside: Json) -> Json:
    return {
        "id": number,
        "type": "row",
        "title": title,
        "collapsed": bool(inside),
        "panels": [*inside],
    }


def board(*panels: Json, **more: object) -> Json:
    variables = [{"name": "job", "type": "query", "query": {"query": "label_values(job)"}}]
    return {
        "title": "Calls",
        "tags": ["a", "b"],
        "time": {"from": "now-1h", "to": "now"},
        "templating": {"list": variables},
        "panels": [*panels],
        **more,
    }


A, B, C, D = panel(1, "A"), panel(2, "B", "b"), panel(3, "C", "c"), panel(4, "D", "d")


def told(before: Json, after: Json) -> list[str]:
    """The changes as a line each."""
    lines = []
    for one in changes(before, after):
        facts = "; ".join(f"{d.what}: {d.before} > {d.after}" for d in one.details)
        lines.append(f"{one.kind} {one.subject} {one.name} {facts}".strip())
    return lines


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        (board(A), board(A), []),
        (board(A), board(A, B), ["added panel 'B'"]),
        (board(A, B), board(B), ["removed panel 'A'"]),
        (board(A), board(A | {"title": "Z"}), ["retitled panel 'A' to 'Z'"]),
        (
            board(A),
            board(panel(9, "Z")),
            ["retitled panel 'A' to 'Z'"],
        ),
        (board(A, B, C, D), board(A, D, B, C), ["moved panel 'D'"]),
        (
            board(row(8, "R"), A, row(9, "S"), B),
            board(row(8, "R"), row(9, "S"), B, A),
            ["moved panel 'A' to row 'S'"],
        ),
        (
            board(row(8, "R"), A, B),
            board(row(8, "R"), B, A),
            ["moved panel 'B', within row 'R'"],
        ),
        (board(row(8, "R"), A), board(row(8, "R", A)), ["changed row 'R' collapsed: no > yes"]),
        (
            board(row(8, "R"), A),
            board(row(8, "Q"), A),
            ["retitled row 'R' to 'Q'", "moved panel 'A' to row 'Q'"],
        ),
        (
            board(A),
            board(panel(1, "A", "sum(up)")),
            ["changed panel 'A' query A: up > sum(up)"],
        ),
        (
            board(A),
            board(A | {"targets": [*A["targets"], {"refId": "B", "query": "{}", "limit": 5}]}),
            ["changed panel 'A' query B:  > {}; limit of query B:  > 5"],
        ),
        (
            board(A),
            board(A | {"type": "gauge", "description": "d", "timeFrom": "1h"}),
            ["changed panel 'A' kind: stat > gauge; description:  > d; time range:  > 1h"],
        ),
        (
            board(A),
            board(A | {"gridPos": {"x": 0, "y": 1, "w": 12, "h": 4}}),
            ["changed panel 'A' size: 6x4 > 12x4"],
        ),
        (
            board(A),
            board(A, title="Costs", tags=["a"], time={"from": "now-6h", "to": "now"}),
            [
                (
                    "changed board  title: Calls > Costs; tags: a, b > a; "
                    "time range: now-1h to now > now-6h to now"
                )
            ],
        ),
        (
            board(A),
            board(A, links=[{"title": "L", "tags": ["x"]}]),
            ["added link 'L'"],
        ),
        (
            board(A, annotations={"list": [{"name": "N", "expr": "x"}]}),
            board(A, annotations={"list": [{"name": "N", "expr": "y"}]}),
            ["changed annotation 'N' expr: x > y"],
        ),
        (
            {"elements": {}, "layout": {}},
            board(A),
            ["replaced the dashboard it is in Grafana's v2 schema"],
        ),
    ],
)
def test_changes_are_told_in_the_words_of_the_board(before, after, lines) -> None:
    assert told(before, after) == lines


def test_units_thresholds_and_overrides_are_told_as_they_are_seen() -> None:
    after = deepcopy(A)
    after["fieldConfig"]["defaults"] |= {"unit": "ms", "max": 1.0}
    after["fieldConfig"]["defaults"]["thresholds"]["steps"].append({"color": "red", "value": 0.05})
    after["fieldConfig"]["overrides"] = [
        {"matcher": {"id": "byName", "options": "ok"}, "properties": [{"id": "unit", "value": "s"}]}
    ]

    assert told(board(A), board(after)) == [
        (
            "changed panel 'A' unit: s > ms; thresholds: green > green, red from 0.05; max:  > 1; "
            "unit of 'ok':  > s"
        )
    ]


def test_variables_are_known_by_their_names() -> None:
    old = [{"name": "job", "type": "query", "query": "label_values(job)"}, {"name": "x"}]
    new = [
        {
            "name": "job",
            "type": "query",
            "query": {"query": "label_values(up, job)"},
            "multi": True,
        },
        {"name": "y"},
    ]

    lines = told(board(A, templating={"list": old}), board(A, templating={"list": new}))

    assert lines == [
        "removed variable $x",
        (
            "changed variable $job several at once:  > true; "
            "query: label_values(job) > label_values(up, job)"
        ),
        "added variable $y",
    ]


def served(dashboard: Json) -> Json:
    """What a Grafana and its browser make of a dashboard that nobody changed."""
    made = deepcopy(dashboard) | {"id": 7, "version": 3, "iteration": 1, "gnetId": None}
    drawn = made.setdefault("annotations", {}).setdefault("list", [])
    drawn.insert(0, {"builtIn": 1, "name": "Annotations & Alerts", "type": "dashboard"})
    for one in made["panels"]:
        for inner in (one, *one.get("panels", ())):
            inner["pluginVersion"] = "11.0.0"
            if inner["type"] != "row":
                inner["options"] = inner["options"] | {"percentChangeColorMode": "standard"}
            for target in inner.get("targets", ()):
                target["hide"] = False
    return made


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one["uid"])
def test_what_servers_add_is_no_change(shipped: Json) -> None:
    assert changes(served(shipped), shipped) == []


def test_the_unified_difference_is_without_what_servers_add() -> None:
    before = served(board(A))
    del before["panels"][0]["options"]["percentChangeColorMode"]
    del before["panels"][0]["targets"][0]["hide"]
    after = board(A | {"title": "Z"}, annotations={"list": []})

    assert own(before) == board(A, annotations={"list": []})
    assert [line for line in unified(before, after).splitlines() if line[0] in "+-"] == [
        "--- grafana",
        "+++ wanted",
        '-      "title": "A",',
        '+      "title": "Z",',
    ]


def test_a_new_board_is_all_added() -> None:
    lines = unified(None, {"title": "x"}).splitlines()

    assert lines == ["--- grafana", "+++ wanted", "@@ -0,0 +1,3 @@", "+{", '+  "title": "x"', "+}"]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["panels", "type", "title", "id", "targets", "templating", "list", "name", "links",
             "annotations", "fieldConfig", "defaults", "overrides", "gridPos", "current", "value",
             "matcher", "properties", "options", "thresholds", "steps", "tags", "time", "query"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["panels", "templating", "tags", "time", "links"]), ANY))
def test_anything_may_stand_in_a_grafana(found: Json) -> None:
    for one in (changes(found, board(A, row(9, "R", B))), changes(found, found)):
        json.dumps([change.name for change in one])
