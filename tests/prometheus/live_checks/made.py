"""What checks are given: a Prometheus that is fit, and changes to it."""

from __future__ import annotations

from dataclasses import replace

from archestra_ops import packs
from archestra_ops.prometheus.live_checks.check import Check
from archestra_ops.prometheus.live_checks.seen import POSTGRES, Aim, Exemplars, Scraped, Seen
from archestra_ops.prometheus.results import LoadedGroup, LoadedRule, Target
from archestra_ops.prometheus.rules.model import Rule, RuleGroup

NOW = 1_800_000_000.0
URL = "http://prometheus:9090"
DOWN = Rule(alert="WebDown", expr='up{job="web"} == 0', hold="5m", labels={"severity": "critical"})
SLOW = Rule(alert="Slow", expr="rate(llm_cost_total[10m]) > 1", labels={"severity": "warning"})
BUDGET = Rule(record="archestra:budget", expr="sum_over_time(archestra:errors[30d])")
GROUPS = (
    RuleGroup(name="archestra-up", rules=(DOWN,)),
    RuleGroup(name="archestra-llm", rules=(SLOW, BUDGET)),
)
AIM = Aim(
    platform=packs.platform("archestra"),
    provider=packs.provider("helm"),
    groups=GROUPS,
    jobs={"web": "(.*/)?archestra(-web)?", "worker": ".*archestra-worker"},
)
JOBS = {"web": "archestra-web", "worker": "archestra-worker", POSTGRES: "archestra-postgres"}


def scraped(part: str = "web", job: str = "", **changes: object) -> Scraped:
    """A target that is *part*, up for an hour; *changes* are to it, or to the target itself."""
    name = job or JOBS[part]
    instance = str(changes.pop("instance", f"{part}:9050"))
    fields = {"health": "up", "error": "", "interval": 15.0, "url": f"http://{instance}/metrics"}
    fields |= {key: changes.pop(key) for key in list(changes) if key in {*fields, "discovered"}}
    target = Target(labels={"job": name, "instance": instance}, **fields)  # type: ignore[arg-type]
    since_start = 3600 * (1 + [*JOBS, part].index(part))
    given = {"since": 3600.0, "started": NOW - since_start, **changes}
    return Scraped(part=part, target=target, **given)  # type: ignore[arg-type]


def loaded(rule: Rule, **changes: object) -> LoadedRule:
    """*rule* as Prometheus has it."""
    made = LoadedRule(
        name=rule.alert or rule.record,
        is_alert=bool(rule.alert),
        expr=rule.expr,
        labels=rule.labels,
        hold=300.0 if rule.hold else 0.0,
        health="ok",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def group(
    name: str, *rules: LoadedRule, file: str = "/etc/rules.yaml", **more: float
) -> LoadedGroup:
    """A group that is evaluated each minute."""
    given = {"interval": 60.0, "took": 0.1, **more}
    return LoadedGroup(name=name, file=file, rules=rules, **given)


def seen(**changes: object) -> Seen:
    """A Prometheus where all is as it should be."""
    made = Seen(
        url=URL,
        aim=AIM,
        now=NOW,
        version="3.8.0",
        ahead=0.2,
        targets=tuple(map(scraped, JOBS)),
        groups=(
            group("archestra-up", loaded(DOWN)),
            group("archestra-llm", loaded(SLOW), loaded(BUDGET)),
        ),
        retention="31d",
        exemplars=Exemplars(is_on=True, count=3, events=7.0),
        series={"llm_request_duration_seconds_bucket": 240},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def told(check: Check, of: Seen) -> list[tuple[str, str, str, str]]:
    """Severity, subject, message and hint of what *check* finds."""
    found = list(check.check(of))
    assert {one.check for one in found} <= {check.ID}
    return [(str(one.severity), one.subject, one.message, one.hint) for one in found]
