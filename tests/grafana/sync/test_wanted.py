from __future__ import annotations

import json
import re

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.grafana.boards import boards
from archestra_ops.grafana.render import render
from archestra_ops.grafana.sync.wanted import LONGEST_UID, TAG, Variant, check, select, wanted

FAMILY = boards("archestra")
SESSIONS = next(board for board in FAMILY if board.slug == "agent-sessions")
RENDERED = render(SESSIONS, packs.platform("archestra"), packs.provider("helm"))
EU = Variant(uid_suffix="-eu", title_suffix=" (EU)")


def test_without_suffix_and_datasource_it_is_what_is_rendered() -> None:
    made = wanted(RENDERED, Variant(), FAMILY, {})

    assert (made.slug, made.uid) == ("agent-sessions", "archestra-ops-agent-sessions")
    assert made.dashboard == RENDERED.dashboard


def test_a_variant_has_its_own_uid_title_tags_and_links() -> None:
    made = wanted(RENDERED, EU, FAMILY, {})

    assert made.uid == made.dashboard["uid"] == "archestra-ops-agent-sessions-eu"
    assert made.title == "Archestra / Agent Sessions (EU)"
    assert made.dashboard["tags"] == ["archestra-ops", "archestra-eu", "sessions"]
    assert [link["tags"] for link in made.dashboard["links"]] == [["archestra-ops", "archestra-eu"]]
    found = set(re.findall(r"/d/([\w-]+)", json.dumps(made.dashboard)))
    assert found == {"archestra-ops-agent-sessions-eu"}


def test_making_a_variant_leaves_what_was_rendered_as_it_was() -> None:
    before = json.dumps(RENDERED.dashboard)
    wanted(RENDERED, EU, FAMILY, {"prometheus": {"text": "x", "value": "y"}})

    assert json.dumps(RENDERED.dashboard) == before


def test_every_board_has_the_tags_that_links_and_prune_go_by() -> None:
    for board in FAMILY:
        rendered = render(board, packs.platform("archestra"), packs.provider("helm"))
        made = wanted(rendered, Variant(), FAMILY, {})
        assert {TAG, Variant().tag("archestra")} <= {*made.dashboard["tags"]}


def test_datasource_variables_start_with_what_is_given() -> None:
    current = {"selected": True, "text": "Mimir", "value": "p1"}
    made = wanted(RENDERED, Variant(), FAMILY, {"prometheus": current})
    starts = {
        one["name"]: one["current"]
        for one in made.dashboard["templating"]["list"]
        if one["type"] == "datasource"
    }

    assert starts == {"datasource": current, "tempo": {}, "loki": {}}
    assert made.digest != wanted(RENDERED, Variant(), FAMILY, {}).digest


def test_boards_are_chosen_by_name_or_beginning_in_their_own_order() -> None:
    chosen = [board.slug for board in select(FAMILY, ["rag", "genai-observability", "rag-know"])]

    assert chosen == ["genai-observability", "rag-knowledge-base"]
    assert select(FAMILY, []) == [*FAMILY]


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("genia", "no board named 'genia'", "did you mean 'genai-observability'?"),
        ("mcp-monitorin9", "no board named 'mcp-monitorin9'", "did you mean 'mcp-monitoring'?"),
        (
            "a",
            "'a' may be more than one board",
            "one of: agent-sessions, application-metrics",
        ),
        (
            "xyz",
            "no board named 'xyz'",
            (
                "one of: genai-observability, mcp-monitoring, agent-sessions, application-metrics, "
                "rag-knowledge-base"
            ),
        ),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, message: str, hint: str) -> None:
    with pytest.raises(OpsError) as caught:
        select(FAMILY, [name])

    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_suffix_that_fits_makes_uids_that_grafana_takes() -> None:
    variant = Variant(uid_suffix="-123456")
    check(variant, FAMILY)

    assert max(len(variant.uid(board)) for board in FAMILY) == LONGEST_UID


@pytest.mark.parametrize(
    ("suffix", "message", "hint"),
    [
        (
            "-staging",
            "the uid suffix '-staging' makes uids longer than Grafana's 40 characters",
            "it may have 7, as '-stagin'",
        ),
        (
            " eu",
            "the uid suffix ' eu' holds ' ', which no uid may",
            "letters of ASCII, digits, - and _ may be in it, as in '-eu'",
        ),
    ],
)
def test_a_suffix_that_makes_no_uid_is_refused(suffix: str, message: str, hint: str) -> None:
    with pytest.raises(OpsError) as caught:
        check(Variant(uid_suffix=suffix), FAMILY)

    assert (str(caught.value), caught.value.hint) == (message, hint)
