"""What holds for every rule that ships: proven, documented, linked, and fit for several sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import pytest
import yaml

from archestra_ops import packs, promql, shipped
from archestra_ops.cli.alert_links import panel_paths
from archestra_ops.packs.beside import beside
from archestra_ops.packs.bound import jobs_for
from archestra_ops.packs.catalogue import catalogue
from archestra_ops.packs.model import Platform
from archestra_ops.prometheus import amtool, duration, promtool
from archestra_ops.prometheus.rules import (
    Links,
    Rule,
    RuleSet,
    Values,
    build,
    default_values,
    forms,
    rule_set,
    runbooks,
    to_yaml,
)
from archestra_ops.prometheus.rules import alertmanager as alertmanager_config
from archestra_ops.prometheus.rules.build import platforms
from archestra_ops.prometheus.rules.unit_profile import adapted
from archestra_ops.prometheus.rules.unit_tests import UnitTest, unit_tests
from archestra_ops.promql.functions import SELECTING
from archestra_ops.promql.tree import Aggregation, walk
from tests.servers.programs import require


class Place(NamedTuple):
    """Whose rules: of a platform and profile, with what a provider has put in."""

    platform: str
    profile: str
    provider: str

    @property
    def pack(self) -> Platform:
        return packs.platform(self.platform, self.profile)

    def __str__(self) -> str:
        return "-".join(filter(None, self))


def places() -> Iterator[Place]:
    """Every place that there is; the provider matters where there is a PostgreSQL to look at."""
    for platform in platforms():
        for profile in packs.profiles(platform) or ("",):
            looks = packs.platform(platform, profile).postgres
            for provider in packs.provider_names() if looks else ("helm",):
                yield Place(platform, profile, provider)


PLACES = list(places())
VALUES = {name: default_values(name) for name in platforms()}
DEFINED = {name: build.definitions(name, VALUES[name].with_examples()) for name in VALUES}
ALERTS = [(name, alert) for name, defined in DEFINED.items() for alert in sorted(defined)]

# Alerts and recordings whose series do not carry the labels of an installation, and why.
WITHOUT_BY = {
    r"\w+Watchdog": "it is about no installation",
    r"\w+RuleEvaluationFailing": "Prometheus' own metric, of the server and no installation",
    r"\w+:slo_objective:ratio": "the same for every installation",
    r"\w+:\w*budget\w*:usd": "what the operator says, the same for every installation",
    r"\w+:month:start_time": "a date",
}

by_alert = pytest.mark.parametrize(("platform", "alert"), ALERTS)
by_place = pytest.mark.parametrize("place", PLACES, ids=str)
by_platform = pytest.mark.parametrize("platform", list(VALUES))


@cache
def set_of(place: Place) -> RuleSet:
    values = VALUES[place.platform].with_examples()
    return rule_set(place.pack, packs.provider(place.provider), values)


@cache
def panels_of(place: Place) -> Mapping[tuple[str, str], str]:
    return panel_paths(place.pack, packs.provider(place.provider))


@cache
def proofs_of(place: Place) -> tuple[UnitTest, ...]:
    """The unit tests that are for the rules of that profile, whatever their provider."""
    tests = unit_tests(shipped.ALERTS / place.platform, packs.profiles(place.platform))
    own = [one for one in tests if one.profile in ("", place.profile)]
    found = (adapted(one, set_of(place), place.pack) for one in own)
    return tuple(one for one in found if one is not None)


def by(place: Place) -> set[str]:
    return set(VALUES[place.platform].texts("by"))


def rules(found: RuleSet, alert: str = "") -> Iterator[Rule]:
    return (
        rule for group in found.groups for rule in group.rules if not alert or rule.alert == alert
    )


def expressions(platform: str, alert: str) -> dict[Place, tuple[str, ...]]:
    """The alert's expressions by place, where it is there."""
    own = [place for place in PLACES if place.platform == platform]
    found = {at: tuple(rule.expr for rule in rules(set_of(at), alert)) for at in own}
    return {at: exprs for at, exprs in found.items() if exprs}


def labels_of(place: Place):
    """Which labels a series has: the packs know those of metrics, and recordings tell their own."""
    beside_it = [one.pack for one in beside(place.pack)]
    known = catalogue(place.pack, packs.provider(place.provider), *beside_it)
    recorded: dict[str, frozenset[str] | None] = {}

    def of(name: str) -> frozenset[str] | None:
        return recorded[name] if name in recorded else known.labels_of(name)

    waiting = [rule for rule in rules(set_of(place)) if rule.record]
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
def test_every_alert_fires_in_a_unit_test_and_is_silent_in_another(
    platform: str, alert: str
) -> None:
    defined = DEFINED[platform][alert]
    there = expressions(platform, alert)
    assert there, "no profile and no provider has what it needs"
    profiles = {place.profile: place for place in reversed(there)}
    different = len({exprs for at, exprs in there.items() if at.profile == min(profiles)}) > 1
    for place in there if different else profiles.values():
        tests = [
            one
            for one in proofs_of(place)
            if one.group == defined.group
            and (not different or one.provider in ("", place.provider))
        ]
        assert any(alert in one.fires for one in tests), f"it never fires: {place}"
        assert defined.always or any(alert in one.silent for one in tests), f"silent: {place}"


@by_alert
def test_every_alert_has_a_scenario(platform: str, alert: str) -> None:
    definition = DEFINED[platform][alert]
    for place in () if definition.always else expressions(platform, alert):
        known = place.pack.scenarios.keys() | packs.provider(place.provider).scenarios.keys()
        assert definition.scenario in known, place


@by_alert
def test_every_alert_links_to_a_panel(platform: str, alert: str) -> None:
    definition = DEFINED[platform][alert]
    for place in () if definition.always else expressions(platform, alert):
        assert (definition.board, definition.panel) in panels_of(place), place


def test_every_alert_has_its_runbook() -> None:
    assert [*runbooks.drift()] == []


@by_place
def test_every_aggregation_keeps_the_labels_of_an_installation(place: Place) -> None:
    wrong = {
        f"{rule.alert or rule.record}: {node.name}"
        for rule in rules(set_of(place))
        for node in walk(promql.tree(rule.expr))
        if isinstance(node, Aggregation) and node.name not in SELECTING
        if not _keeps_by(node, by(place))
    }

    assert wrong == set()


def _keeps_by(node: Aggregation, wanted: set[str]) -> bool:
    if node.grouping is None:
        return False
    names = set(node.grouping.names)
    return names >= wanted if node.grouping.keep else not names & wanted


@by_place
def test_every_rule_yields_the_labels_of_an_installation(place: Place) -> None:
    found = set_of(place)
    known = labels_of(place)
    wrong = {
        rule.alert or rule.record
        for rule in rules(found)
        if (labels := promql.surviving(rule.expr, known)) is not None and not labels >= by(place)
    }

    excused = re.compile("|".join(WITHOUT_BY))
    assert {name for name in wrong if not excused.fullmatch(name)} == set()


@by_place
def test_annotations_name_only_labels_that_survive(place: Place) -> None:
    found = set_of(place)
    known = labels_of(place)
    wrong = [
        (rule.alert, label)
        for rule in rules(found)
        for text in (*rule.annotations.values(), *rule.labels.values())
        for label in re.findall(r"\$labels\.(\w+)", text)
        if (labels := promql.surviving(rule.expr, known)) is not None and label not in labels
    ]

    assert wrong == []


@by_place
def test_no_window_is_as_short_as_a_scrape_interval(place: Place) -> None:
    # Windows are left-open in Prometheus 3: one as long as the interval has one sample.
    intervals = [15.0, packs.provider(place.provider).sample_interval]
    windows = {
        (rule.alert or rule.record, selector.window)
        for rule in rules(set_of(place))
        for selector in promql.selectors(rule.expr)
        if selector.window and duration.seconds(selector.window) <= 2 * max(intervals)
    }

    assert windows == set()


@by_place
def test_every_recorded_series_that_is_used_is_recorded(place: Place) -> None:
    there = {rule.record for rule in rules(set_of(place))}
    used = {
        selector.name
        for rule in rules(set_of(place))
        for selector in promql.selectors(rule.expr)
        if ":" in (selector.name or "")
    }

    assert used - there == set()


@by_place
@pytest.mark.parametrize("settings", [{}, {"by": "", "selector": 'cluster="prod"'}])
def test_promtool_accepts_the_rules(place: Place, settings, tmp_path) -> None:
    require("promtool")
    found = rule_set(
        place.pack,
        packs.provider(place.provider),
        VALUES[place.platform].with_settings(settings).with_examples(),
        agent_labels=(f"{place.pack.custom_labels_prefix}team",),
        links=Links(runbooks="https://x/{alert}", grafana="https://g", panels=panels_of(place)),
    )
    file = tmp_path / "rules.yaml"
    file.write_text(to_yaml(found.groups), "utf-8")

    outcome = promtool.run("check", "rules", "--lint-fatal", file)

    assert (outcome.code, outcome.stderr) == (0, "")


@by_place
def test_a_prometheus_rule_says_the_same_as_the_rule_file(place: Place) -> None:
    groups = set_of(place).groups
    manifest = yaml.safe_load(forms.prometheus_rule(groups, name="rules", labels={}))

    assert manifest["spec"] == yaml.safe_load(to_yaml(groups))


@by_place
def test_alertmanager_accepts_what_fits_the_rules(place: Place) -> None:
    require("amtool")

    assert amtool.check_config(alertmanager_config.render(set_of(place), by=sorted(by(place))))


@by_place
def test_no_alert_hides_what_is_more_urgent(place: Place) -> None:
    found = set_of(place).definitions
    hidden = [
        (one.alert, other.alert)
        for one in found.values()
        for other in found.values()
        if {other.alert, other.group} & {*one.inhibits}
        and (one.severity, other.severity) in {("warning", "critical"), ("info", "critical")}
    ]

    assert hidden == []


@by_place
def test_only_what_hides_something_hides_it_across_sites(place: Place) -> None:
    wrong = [
        one.alert
        for one in set_of(place).definitions.values()
        if one.across and not (one.inhibits and {*one.across} <= {*by(place)})
    ]

    assert wrong == []


@by_platform
def test_every_value_is_used(platform: str) -> None:
    text = "\n".join(path.read_text("utf-8") for path in (shipped.ALERTS / platform).glob("*.yaml"))
    built_in = ("selector", "postgres_selector", "by", "slo.")
    needed = re.findall(r"(?:needs|each): \[?([^\]\n]+)", text)
    named = {
        *re.findall(r"\$\{([^}|\n]+)", text),
        *(path.strip() for found in needed for path in found.split(",")),
    }

    assert {
        path for path in VALUES[platform].entries if not path.startswith(built_in)
    } - named == set()


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
        *((process.job, name) for name, process in packs.platform("archestra").processes.items()),
        *(
            (job.name, "")
            for name in packs.provider_names()
            for job in jobs_for(packs.provider(name), "archestra")
        ),
    ],
)
def test_the_jobs_of_web_and_worker_are_known_and_no_others(job: str, found: str) -> None:
    parts = ("web", "worker")

    values: Values = VALUES["archestra"]
    assert [
        part for part in parts if re.fullmatch(values.text(f"availability.{part}_job"), job)
    ] == [part for part in parts if part == found]


@by_platform
def test_every_process_is_known_by_its_job_and_by_no_other(platform: str) -> None:
    values = VALUES[platform]
    jobs = {
        name: process.job
        for profile in packs.profiles(platform) or ("",)
        for name, process in packs.platform(platform, profile).processes.items()
    }
    for part in jobs:
        path = f"availability.{part}_job"
        if path in values.entries:
            pattern = values.text(path)
            assert [one for one, job in jobs.items() if re.fullmatch(pattern, job)] == [part]


@by_alert
def test_commands_in_a_runbook_name_the_platform(platform: str, alert: str) -> None:
    page = (shipped.ALERTS / "runbooks" / f"{alert}.md").read_text("utf-8")
    commands = re.findall(r"`(ops [^`]+)`", page.partition("-->")[2])
    named = [re.findall(r"--platform\s+(\w+)", command) for command in commands]

    assert all(one == ([] if platform == "archestra" else [platform]) for one in named), commands


def test_no_series_of_a_unit_test_is_read_as_a_hexadecimal_number() -> None:
    files = sorted(shipped.ALERTS.glob("*/tests/*.yaml"))
    wrong = [
        f"{path.name}: {one['series']}"
        for path in files
        for test in yaml.safe_load(path.read_text("utf-8"))["tests"]
        for one in test["input_series"]
        if not isinstance(one["values"], str)
    ]

    assert files
    assert wrong == []
