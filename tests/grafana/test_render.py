from __future__ import annotations

import json
from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.left_out import LeftOut
from archestra_ops.grafana.render import render, uses_postgres
from tests.grafana.small import PLATFORM, PROVIDER, board, panel

BOARD = board(
    panel("rate(calls_total[5m])", title="Calls"),
    panel("histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket[5m])))", title="Wait"),
    panel("busy", title="Busy"),
    panel("{{ commits }}", title="Commits"),
    panel("{{ locks }}", title="Locks"),
)


def test_the_text_is_sorted_json_with_an_end_of_line_and_the_same_twice() -> None:
    text = render(BOARD, PLATFORM, PROVIDER).text

    dashboard = json.loads(text)
    assert text == json.dumps(dashboard, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert text == render(BOARD, PLATFORM, PROVIDER).text


def test_text_is_written_as_it_is_not_escaped() -> None:
    text = render(board(panel("up", title="Größer als 80 %?")), PLATFORM, PROVIDER).text

    assert '"title": "Größer als 80 %?"' in text


def test_what_was_left_out_is_told() -> None:
    found = render(BOARD, PLATFORM, PROVIDER)

    assert found.left_out == (LeftOut(panel="Locks", signals=("locks",), whole=True),)
    assert [p.title for p in found.board.rows[0].panels] == ["Calls", "Wait", "Busy", "Commits"]


def test_exemplars_are_on_where_the_pack_says_that_a_metric_has_them() -> None:
    panels = render(BOARD, PLATFORM, PROVIDER).dashboard["panels"][1:]

    assert {p["title"]: p["targets"][0]["exemplar"] for p in panels} == {
        "Calls": True,
        "Wait": True,
        "Busy": False,
        "Commits": False,
    }


def test_the_servers_can_be_chosen_only_on_boards_that_have_postgres_panels() -> None:
    def names(*panels: object) -> list[str]:
        found = render(board(*panels), PLATFORM, PROVIDER).dashboard["templating"]["list"]
        return [variable["name"] for variable in found]

    assert names(panel("busy"))[-1] == "instance"
    assert names(panel("{{ commits }}"))[-2:] == ["pg_job", "pg_instance"]


def test_a_board_uses_postgres_where_a_query_names_a_signal() -> None:
    assert uses_postgres(BOARD)
    assert not uses_postgres(board(panel("busy")))
    assert not uses_postgres(replace(BOARD, rows=()))


def test_agents_labels_narrow_their_metrics_and_can_be_chosen() -> None:
    found = render(BOARD, PLATFORM, PROVIDER, ("team", "site")).dashboard
    identity = 'cluster=~"$cluster",namespace=~"$namespace",job=~"$job",instance=~"$instance"'

    assert {p["title"]: p["targets"][0]["expr"] for p in found["panels"][1:]} == {
        "Calls": f"rate(calls_total{{{identity}}}[5m])",
        "Wait": (
            "histogram_quantile(0.9, sum by (le) (rate(wait_seconds_bucket{"
            f'{identity},team=~"$team",site=~"$site"}}[5m])))'
        ),
        "Busy": f"busy{{{identity}}}",
        "Commits": (
            'sum by (server) (rate(pg_commits_total{job=~"$pg_job",server=~"$pg_instance"}'
            "[$__rate_interval]))"
        ),
    }
    assert [variable["name"] for variable in found["templating"]["list"]] == [
        "datasource",
        "cluster",
        "namespace",
        "job",
        "instance",
        "team",
        "site",
        "pg_job",
        "pg_instance",
    ]


def test_exemplars_stay_on_where_agents_labels_narrow() -> None:
    panels = render(BOARD, PLATFORM, PROVIDER, ("team",)).dashboard["panels"][1:]

    assert {p["title"]: p["targets"][0]["exemplar"] for p in panels} == {
        "Calls": True,
        "Wait": True,
        "Busy": False,
        "Commits": False,
    }


@pytest.mark.parametrize("label", ["source", "job", "pg_job", "datasource"])
def test_an_agent_label_may_not_be_named_as_a_choice(label: str) -> None:
    platform, provider = packs.platform("archestra"), packs.provider("helm")
    genai = next(b for b in boards("archestra") if b.slug == "genai-observability")

    with pytest.raises(OpsError) as caught:
        render(genai, platform, provider, (label,))

    assert str(caught.value) == (
        f"the agent label '{label}' has the name of a choice of 'GenAI Observability'"
    )
    assert caught.value.hint == "leave it out, or give the label another name in the platform"
