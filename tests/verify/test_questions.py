from __future__ import annotations

from dataclasses import replace

import pytest

from archestra_ops import packs
from archestra_ops.errors import OpsError
from archestra_ops.grafana import shipped_boards
from archestra_ops.verify.questions import sheet, sheets
from tests.grafana.small import PLATFORM, PROVIDER, board, panel

ARCHESTRA = packs.platform("archestra")
PROVIDERS = [packs.provider(name) for name in ("helm", "otel")]


def test_a_board_with_postgres_panels_is_a_sheet_per_provider() -> None:
    found = sheets(ARCHESTRA, PROVIDERS, {})

    assert [one.title for one in found] == [
        "GenAI Observability",
        "MCP Monitoring",
        "Agent Sessions",
        "Application Metrics (helm)",
        "Application Metrics (otel)",
        "RAG & Knowledge Base",
    ]
    assert len(found[3].panels) > len(found[4].panels) > 80


def test_a_sheet_has_the_queries_for_traces_and_logs_and_what_is_typed_into_them() -> None:
    sessions = next(s for s in sheets(ARCHESTRA, PROVIDERS, {}) if s.title == "Agent Sessions")

    assert sessions.platform is ARCHESTRA
    assert sessions.typed == {"session", "user", "trace"}
    assert {query.source for query in sessions.traces_and_logs} == {"tempo", "loki"}


def test_a_sheet_has_queries_variables_and_what_they_may_name() -> None:
    found = sheet(board(panel("busy"), panel("{{ commits }}")), PLATFORM, PROVIDER, {})

    assert found.title == "Small (pg)"
    assert [query.panel for query in found.panels] == ["Is it well?", "Is it well?"]
    assert [v.name for v in found.variables][-2:] == ["pg_job", "pg_instance"]
    assert found.catalogue.find("busy") is not None
    assert found.catalogue.find("pg_used") is not None


def test_a_board_without_postgres_panels_has_no_provider_in_its_title() -> None:
    assert sheet(board(panel("busy")), PLATFORM, PROVIDER, {}).title == "Small"


def test_agent_labels_may_be_named() -> None:
    found = sheets(ARCHESTRA, PROVIDERS[:1], {"team": "blue"})

    for one in found:
        assert "team" in (one.catalogue.labels_of("llm_tokens_total") or ())
    assert [one.title for one in found if "team" in {v.name for v in one.variables}] == [
        "GenAI Observability",
        "MCP Monitoring",
        "Agent Sessions",
        "RAG & Knowledge Base",
    ]


@pytest.mark.parametrize("profile", packs.profiles("truefoundry"))
def test_boards_that_a_profile_has_nothing_of_are_no_sheets(profile) -> None:
    found = sheets(packs.platform("truefoundry", profile), PROVIDERS, {"customer_id": "acme"})

    assert found
    assert all(one.panels for one in found)


def test_a_board_of_which_a_profile_has_nothing_is_left_out(monkeypatch) -> None:
    other = replace(board(panel("nothing_total")), slug="other")
    shipped = shipped_boards.boards("astromesh")
    monkeypatch.setattr(shipped_boards, "boards", lambda _: (*shipped, other))

    found = sheets(packs.platform("astromesh"), PROVIDERS, {})

    assert other.title not in [one.title for one in found]
    assert "otel_scope_name" in found[0].catalogue.target_labels


def test_a_platform_without_boards_is_named() -> None:
    with pytest.raises(OpsError, match="no boards for platform 'nowhere'"):
        sheets(replace(ARCHESTRA, name="nowhere"), PROVIDERS, {})
