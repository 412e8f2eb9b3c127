"""What holds for every rule that ships: proven, documented, linked, and fit for several sites."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from archestra_ops import packs, promql, shipped
from archestra_ops.cli.alert_links import panel_paths
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.prometheus import amtool, duration, promtool
from archestra_ops.prometheus.rules import (
    Links,
    Rule,
    RuleSet,
    default_values,
    forms,
    rule_set,
    runbooks,
    to_yaml,
)
from archestra_ops.prometheus.rules import alertmanager as alertmanager_config
from archestra_ops.prometheus.rules.unit_tests import unit_tests
from archestra_ops.promql.functions import SELECTING
from archestra_ops.promql.tree import Aggregation, walk
from tests.servers.programs import require

PLATFORM = packs.platform("archestra")
PROVIDERS = packs.provider_names()
VALUES = default_values("archestra")
SETS = {
    name: rule_set(PLATFORM, packs.provider(name), VALUES.with_examples()) for name in PROVIDERS
}
ALERTS = sorted(next(iter(SETS.values())).definitions)
TESTS = unit_tests(shipped.ALERTS / "archestra")
BY = {"cluster", "namespace"}

# Alerts and recordings whose series do not carry the labels of an installation, and why.
WITHOUT_BY = {
    "ArchestraWatchdog": "it is about no installation",
    "ArchestraRuleEvaluationFailing": "Prometheus' own metric, of the server and no installation",
    "archestra:slo_objective:ratio": "the same for every installation",
    "archestra:llm_budget:usd": "what the operator says, the same for every installation",
    "archestra:month:start_time": "a date",
}

by_alert = pytest.mark.parametrize("alert", ALERTS)
by_provider = pytest.mark.parametrize("provider", PROVIDERS)


def rules(found: RuleSet, alert: str = "") -> Iterator[Rule]:
    return (
        rule for group in found.groups for rule in group.rules if not alert or rule.alert == alert
    )


def expressions(alert: str) -> dict[str, tuple[str, ...]]:
    """The alert's expressions by provider, where it is there."""
    found = {name: tuple(rule.expr for rule in rules(SETS[name], alert)) for name in PROVIDERS}
    return {name: exprs for name, exprs in found.items() if exprs}


def labels_of(found: RuleSet, provider: str):
    """Which labels a series has: the packs know those of metrics, and recordings tell their own."""
    known = catalogue(PLATFORM, packs.provider(provider))
    recorded: dict[str, frozenset[str] | None] = {}

    def of(name: str) -> frozenset[str] | None:
        return recorded[name] if name in recorded else known.labels_of(name)

    waiting = [rule for rule in rules(found) if rule.record]
    while waiting:
        ready = [rule for rule in waiting if not _needs(rule, waiting)]
        assert ready, "recordings need each other"
        for rule in ready:
            labels = promql.surviving(rule.expr, of)
            before = recorded.get(rule.record, frozenset())
            own = frozenset(rule.labels)
            recorded[rule.record] = (
                None if labels is None or before is None else labels - {"__name__"} | own | before
            )
        waiting = [rule for rule in waiting if rule not in ready]
    return of


def _needs(rule: Rule, others: list[Rule]) -> bool:
    read = {selector.name for selector in promql.selectors(rule.expr)}
    return any(other.record in read and other.record != rule.record for other in others)


@by_alert
def test_every_alert_fires_in_a_unit_test_and_is_silent_in_another(alert: str) -> None:
    group = SETS["helm"].definitions[alert].group
    always = SETS["helm"].definitions[alert].always
    different = len(set(expressions(alert).values())) > 1
    for provider in expressions(alert) if different else [""]:
        tests = [
            one
            for one in TESTS
            if one.group == group and (not provider or one.provider in ("", provider))
        ]
        assert any(alert in one.fires for one in tests), f"it never fires {provider}"
        assert always or any(alert in one.silent for one in tests), f"never silent {provider}"


@by_alert
def test_every_alert_has_a_scenario(alert: str) -> None:
    definition = SETS["helm"].definitions[alert]
    for provider in () if definition.always else expressions(alert):
        known = PLATFORM.scenarios.keys() | packs.provider(provider).scenarios.keys()
        assert definition.scenario in known


@by_alert
def test_every_alert_links_to_a_panel(alert: str) -> None:
    definition = SETS["helm"].definitions[alert]
    for provider in () if definition.always else expressions(alert):
        paths = PANELS[provider]
        assert (definition.board, definition.panel) in paths, provider


PANELS = {name: panel_paths("archestra", packs.provider(name)) for name in PROVIDERS}


def test_every_alert_has_its_runbook() -> None:
    assert [*runbooks.drift("archestra")] == []


@by_provider
def test_every_aggregation_keeps_the_labels_of_an_installation(provider: str) -> None:
    wrong = {
        f"{rule.alert or rule.record}: {node.name}"
        for rule in rules(SETS[provider])
        for node in walk(promql.tree(rule.expr))
        if isinstance(node, Aggregation) and node.name not in SELECTING
        if not _keeps_by(node)
    }

    assert wrong == set()


def _keeps_by(node: Aggregation) -> bool:
    if node.grouping is None:
        return False
    names = set(node.grouping.names)
    return names >= BY if node.grouping.keep else not names & BY


@by_provider
def test_every_rule_yields_the_labels_of_an_installation(provider: str) -> None:
    found = SETS[provider]
    known = labels_of(found, provider)
    wrong = {
        rule.alert or rule.record
        for rule in rules(found)
        if (labels := promql.surviving(rule.expr, known)) is not None and not labels >= BY
    }

    assert wrong - WITHOUT_BY.keys() == set()


@by_provider
def test_annotations_name_only_labels_that_survive(provider: str) -> None:
    found = SETS[provider]
    known = labels_of(found, provider)
    wrong = [
        (rule.alert, label)
        for rule in rules(found)
        for text in (*rule.annotations.values(), *rule.labels.values())
        for label in re.findall(r"\$labels\.(\w+)", text)
        if (labels := promql.surviving(rule.expr, known)) is not None and label not in labels
    ]

    assert wrong == []


@by_provider
def test_no_window_is_as_short_as_a_scrape_interval(provider: str) -> None:
    # Windows are left-open in Prometheus 3: one as long as the interval has one sample.
    intervals = [15.0, packs.provider(provider).sample_interval]
    windows = {
        (rule.alert or rule.record, selector.window)
        for rule in rules(SETS[provider])
        for selector in promql.selectors(rule.expr)
        if selector.window and duration.seconds(selector.window) <= 2 * max(intervals)
    }

    assert windows == set()


@by_provider
def test_every_recorded_series_that_is_used_is_recorded(provider: str) -> None:
    there = {rule.record for rule in rules(SETS[provider])}
    used = {
        selector.name
        for rule in rules(SETS[provider])
        for selector in promql.selectors(rule.expr)
        if ":" in (selector.name or "")
    }

    assert used - there == set()


@by_provider
@pytest.mark.parametrize("settings", [{}, {"by": "", "selector": 'cluster="prod"'}])
def test_promtool_accepts_the_rules(provider: str, settings, tmp_path) -> None:
    require("promtool")
    found = rule_set(
        PLATFORM,
        packs.provider(provider),
        VALUES.with_settings(settings).with_examples(),
        agent_labels=("team",),
        links=Links(runbooks="https://x/{alert}", grafana="https://g", panels=PANELS[provider]),
    )
    file = tmp_path / "rules.yaml"
    file.write_text(to_yaml(found.groups), "utf-8")

    outcome = promtool.run("check", "rules", "--lint-fatal", file)

    assert (outcome.code, outcome.stderr) == (0, "")


@by_provider
def test_a_prometheus_rule_says_the_same_as_the_rule_file(provider: str) -> None:
    groups = SETS[provider].groups
    manifest = yaml.safe_load(forms.prometheus_rule(groups, name="rules", labels={}))

    assert manifest["spec"] == yaml.safe_load(to_yaml(groups))


@by_provider
def test_alertmanager_accepts_what_fits_the_rules(provider: str) -> None:
    require("amtool")

    assert amtool.check_config(alertmanager_config.render(SETS[provider], by=sorted(BY)))


@by_provider
def test_no_alert_hides_what_is_more_urgent(provider: str) -> None:
    found = SETS[provider].definitions
    hidden = [
        (one.alert, other.alert)
        for one in found.values()
        for other in found.values()
        if {other.alert, other.group} & {*one.inhibits}
        and (one.severity, other.severity) in {("warning", "critical"), ("info", "critical")}
    ]

    assert hidden == []


def test_every_value_is_used() -> None:
    text = "\n".join(
        path.read_text("utf-8") for path in (shipped.ALERTS / "archestra").glob("*.yaml")
    )
    built_in = ("selector", "postgres_selector", "by", "slo.")
    needed = re.findall(r"(?:needs|each): \[?([^\]\n]+)", text)
    named = {
        *re.findall(r"\$\{([^}|\n]+)", text),
        *(path.strip() for found in needed for path in found.split(",")),
    }

    assert {path for path in VALUES.entries if not path.startswith(built_in)} - named == set()


@pytest.mark.parametrize(
    ("job", "found"),
    [
        ("archestra", "web"),
        ("archestra-web", "web"),
        ("archestra-platform", "web"),
        ("prod-archestra-platform", "web"),
        ("agents/archestra-web", "web"),
        ("agents/prod-archestra-platform", "web"),
        ("archestra-worker", "worker"),
        ("archestra-platform-worker", "worker"),
        ("agents/prod-archestra-platform-worker", "worker"),
        ("postgres-archestra", ""),
        ("redis-archestra", ""),
        ("agents/postgres-archestra", ""),
        ("postgres-archestra-worker", ""),
        ("archestra-renderer", ""),
        ("archestra-ready", ""),
        *((process.job, name) for name, process in PLATFORM.processes.items()),
        *((job.name, "") for name in PROVIDERS for job in packs.provider(name).jobs),
    ],
)
def test_the_jobs_of_web_and_worker_are_known_and_no_others(job: str, found: str) -> None:
    parts = ("web", "worker")

    assert [
        part for part in parts if re.fullmatch(VALUES.text(f"availability.{part}_job"), job)
    ] == [part for part in parts if part == found]
