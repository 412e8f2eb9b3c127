from __future__ import annotations

from archestra_ops import packs
from archestra_ops.grafana.lint.scope import BUDGET, Allowed, Scope, of_others, of_ours

PLATFORM, HELM = packs.platform("archestra"), packs.provider("helm")


def labels(scope: Scope, metric: str) -> frozenset[str]:
    return scope.catalogue.labels_of(metric) or frozenset()


def test_a_board_of_ours_is_held_against_its_provider_alone() -> None:
    scope = of_ours(PLATFORM, HELM)

    assert (scope.ours, scope.budget) == (True, BUDGET)
    assert scope.catalogue.find("pg_up")
    assert scope.catalogue.find("postgresql_backends") is None
    assert "container" not in labels(scope, "pg_up")


def test_anothers_may_have_what_their_scrape_adds() -> None:
    allowed = Allowed(labels=("env",), agent_labels=("team",), budget=7)
    scope = of_others(PLATFORM, [HELM, packs.provider("otel")], allowed)

    assert (scope.ours, scope.budget) == (False, 7)
    assert scope.catalogue.find("postgresql_backends")
    assert {"container", "env", "job"} <= labels(scope, "pg_up")
    assert "team" not in labels(scope, "pg_up")
    assert {"env", "team"} <= labels(scope, "llm_cost_total")


def test_ours_may_have_it_too_where_it_is_said() -> None:
    scope = of_ours(PLATFORM, HELM, Allowed(labels=("env",), agent_labels=("team",)))

    assert {"env", "team"} <= labels(scope, "llm_cost_total")
    assert "container" not in labels(scope, "llm_cost_total")
