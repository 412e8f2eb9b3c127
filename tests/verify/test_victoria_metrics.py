"""VictoriaMetrics in Prometheus' place: it answers every query, nearly always with the same.

Both have the same history, and are asked the same. Where they differ, `DIFFERENT` says why.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx
import promql_parser
import pytest

from archestra_ops import packs
from archestra_ops.emitter.history import moments, record
from archestra_ops.emitter.openmetrics import openmetrics
from archestra_ops.grafana.ask import Window, ask
from archestra_ops.http import Http
from archestra_ops.prometheus import promtool, scrape
from archestra_ops.prometheus.api import Api, Instant, Range
from archestra_ops.prometheus.results import Answer, Refused
from archestra_ops.prometheus.rules import default_values, rule_set, to_yaml
from archestra_ops.prometheus.server import PrometheusServer
from archestra_ops.verify.choices import choose
from archestra_ops.verify.reasons import Reasons
from archestra_ops.verify.run import Subject
from archestra_ops.verify.stored import Stored
from tests.servers.alertmanager import serving_alertmanager
from tests.servers.programs import require
from tests.servers.victoria_metrics import (
    import_history,
    serving_victoria_metrics,
    serving_vmalert,
)

pytestmark = pytest.mark.servers
PLATFORM = packs.platform("archestra")
PROVIDERS = [packs.provider(name) for name in packs.provider_names()]
SUBJECT = Subject(platform=PLATFORM, providers=PROVIDERS)
NOW = 1_768_478_400.0  # any moment: the same history, and so the same answers
HISTORY, STEP, SHOWN = 7200.0, 30.0, 3600.0
CLOSE = 0.1  # what answers may differ by, on the mean over the time that is shown

FIRST = (
    "increase() counts the first value of a series that appears within the window, from 0; "
    "Prometheus' increase() begins at it"
)
TWICE = "the panel adds the first event of a series, which increase() has counted already"
YOUNG = "rate() divides by the time that there are samples of; Prometheus' by the whole window"
EDGE = "a window does not hold the sample at its very beginning, as in Prometheus 3 and not in 2"

# By board and panel, or by group and rule, of which any part may be what differs.
DIFFERENT = {
    ("GenAI Observability", "How many calls fail?"): FIRST,
    ("GenAI Observability", "What did it cost today?"): FIRST,
    ("GenAI Observability", "What did it cost this month so far?"): FIRST,
    ("GenAI Observability", "What will the month cost at this rate?"): YOUNG,
    ("GenAI Observability", "What failed most?"): TWICE,
    ("Application Metrics", "How many requests fail?"): FIRST,
    ("RAG & Knowledge Base", "Which of their calls fail, and how?"): TWICE,
    ("archestra-rag", "ArchestraAccessTooWide"): FIRST,
    ("archestra-postgres", "ArchestraPostgresRollbacksHigh"): EDGE,
}


@dataclass(frozen=True)
class Question:
    """What is asked for the sake of `subject`."""

    subject: tuple[str, str]
    query: Instant | Range


@dataclass(frozen=True)
class Engines:
    """Where the two are."""

    prometheus: str
    victoria: str


@pytest.fixture(scope="module")
def engines(tmp_path_factory) -> Iterator[Engines]:
    """A Prometheus and a VictoriaMetrics with the same two hours of the emitter."""
    for program in ("prometheus", "promtool", "victoria-metrics", "vmalert"):
        require(program)
    folder = tmp_path_factory.mktemp("engines")
    estate = SUBJECT.estate(NOW - HISTORY, STEP)
    names = (*PLATFORM.processes, *(provider.name for provider in PROVIDERS))
    targets = estate.targets({name: f"{name}:1" for name in names})
    file = folder / "history.om"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(openmetrics(record(estate, targets, moments(NOW, HISTORY, STEP))))
    promtool.create_blocks(file, folder / "data")
    with (
        serving_victoria_metrics(folder) as victoria,
        PrometheusServer("global: {}\n", folder, data=folder / "data") as prometheus,
    ):
        with file.open(encoding="utf-8") as lines:
            import_history(victoria, lines)
        yield Engines(prometheus.url, victoria)


@pytest.fixture(scope="module")
def answered(engines) -> list[tuple[Question, Answer | Refused, Answer | Refused]]:
    """Every question, with what Prometheus says and what VictoriaMetrics says."""
    with Http() as http:
        prometheus, victoria = Api(http, engines.prometheus), Api(http, engines.victoria)
        asked = [*_of_boards(prometheus), *_of_rules()]
        queries = [one.query for one in asked]
        both = (prometheus.many(queries), victoria.many(queries))
    return list(zip(asked, *both, strict=True))


def _of_boards(api: Api) -> Iterator[Question]:
    window = Window(start=NOW - SHOWN, end=NOW, scrape_interval=STEP)
    sight = Stored(api, window)
    for sheet in SUBJECT.sheets:
        why = Reasons(catalogue=sheet.catalogue, scraped=lambda: SUBJECT.pages)
        values = choose(sheet, sight, why).values
        for panel in sheet.panels:
            one = ask(panel, window, values)
            query = (
                Instant(expr=one.expr, at=one.end)
                if one.instant
                else Range(expr=one.expr, start=one.start, end=one.end, step=one.step)
            )
            yield Question((sheet.title.partition(" (")[0], panel.panel), query)


def _of_rules() -> dict[Question, None]:
    """Each expression, and what it puts together: whole, most are empty while all is well."""
    found = {}
    for provider in packs.provider_names():
        for group in rules(provider).groups:
            for rule in group.rules:
                parts = (str(part) for part in operands(promql_parser.parse(rule.expr)))
                for expr in dict.fromkeys((rule.expr, *parts)):
                    subject = (group.name, rule.alert or rule.record)
                    found[Question(subject, Instant(expr=expr, at=NOW))] = None
    return found


@cache
def rules(provider: str):
    return rule_set(PLATFORM, packs.provider(provider), default_values("archestra"))


def operands(node: promql_parser.Expr) -> Iterator[promql_parser.Expr]:
    """The operands of every operation in *node*, but for numbers, and for what only stands in."""
    inner = []
    if isinstance(node, promql_parser.BinaryExpr) and str(node.op) != "or":
        inner = [node.lhs, node.rhs]
        yield from (one for one in inner if not isinstance(one, promql_parser.NumberLiteral))
    elif isinstance(node, promql_parser.Call):
        inner = node.args
    elif isinstance(node, promql_parser.ParenExpr | promql_parser.AggregateExpr):
        inner = [node.expr]
    for one in inner:
        yield from operands(one)


def means(answer: Answer) -> Mapping[frozenset[tuple[str, str]], float]:
    """By its labels, each series' mean; without those that are never a number."""
    found = {}
    for series in answer.series:
        numbers = [one.value for one in series.samples if not math.isnan(one.value)]
        if numbers:
            found[frozenset(series.metric.items())] = sum(numbers) / len(numbers)
    return found


def differ(one: Answer, other: Answer) -> bool:
    """Whether they have other series, or numbers that are far from each other."""
    left, right = means(one), means(other)
    return left.keys() != right.keys() or not all(
        math.isclose(left[labels], right[labels], rel_tol=CLOSE) for labels in left
    )


def test_every_query_and_every_rule_is_answered(answered) -> None:
    assert len(answered) > 700
    refused = [(one.query.expr, got.reason) for one, _, got in answered if isinstance(got, Refused)]

    assert refused == []


def test_where_answers_differ_it_is_known_why(answered) -> None:
    found = {one.subject for one, *both in answered if differ(*both)}

    assert found - DIFFERENT.keys() == set()
    assert {DIFFERENT[subject] for subject in found} == set(DIFFERENT.values())


def test_most_answers_are_of_something(answered) -> None:
    boards = [one for one in answered if isinstance(one[0].query, Range)]

    assert sum(bool(means(got)) for _, _, got in boards) > 0.9 * len(boards)


@pytest.mark.parametrize("provider", packs.provider_names())
def test_vmalert_takes_the_rules(provider: str, tmp_path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(to_yaml(rules(provider).groups), "utf-8")

    done = promtool.run_tool(require("vmalert"), "-dryRun", f"-rule={file}", "-loggerLevel=ERROR")

    assert (done.code, done.stdout, done.stderr) == (0, "", "")


def test_vmalert_refuses_what_is_none(tmp_path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("groups: [{name: a, rules: [{alert: A, expr: 'rate(up'}]}]", "utf-8")

    done = promtool.run_tool(require("vmalert"), "-dryRun", f"-rule={file}", "-loggerLevel=ERROR")

    assert done.code != 0


def test_vmalert_evaluates_every_rule(engines, tmp_path) -> None:
    config = tmp_path / "alertmanager.yml"
    config.write_text("route: {receiver: none}\nreceivers: [{name: none}]\n", "utf-8")
    file = tmp_path / "rules.yaml"
    wanted = rules("helm").groups
    text = re.sub(r"(?m)^    interval: .*$", "    interval: 1s", to_yaml(wanted))
    file.write_text(text, "utf-8")
    with (
        serving_alertmanager(config, tmp_path) as notifier,
        serving_vmalert(file, engines.victoria, f"http://{notifier}", tmp_path) as url,
    ):
        found = evaluated(url)

    assert {rule["name"] for rule in found} == {
        rule.alert or rule.record for group in wanted for rule in group.rules
    }
    assert [rule["lastError"] for rule in found if rule["health"] != "ok"] == []


def evaluated(vmalert: str) -> list[dict]:
    """The rules, once all of them have been evaluated, or after some time."""
    end = time.monotonic() + 60
    while True:
        groups = httpx.get(f"{vmalert}/api/v1/rules", timeout=30).json()["data"]["groups"]
        found = [rule for group in groups for rule in group["rules"]]
        if all(rule["evaluationTime"] for rule in found) or time.monotonic() > end:
            return found
        time.sleep(0.2)


@pytest.mark.parametrize("provider", packs.provider_names())
def test_it_takes_the_scrape_jobs_but_no_whole_prometheus_yml(provider: str, tmp_path) -> None:
    def taken(*, full: bool) -> bool:
        request = scrape.ScrapeRequest(
            platform=PLATFORM,
            providers=(packs.provider(provider),),
            credentials_file="/etc/archestra.secret",
            full=full,
        )
        file = tmp_path / "prometheus.yml"
        file.write_text(scrape.render(request), "utf-8")
        return victoria(file) == 0

    def victoria(file: Path) -> int:
        arguments = (f"-promscrape.config={file}", "-promscrape.config.dryRun")
        return promtool.run_tool(require("victoria-metrics"), *arguments).code

    assert (taken(full=False), taken(full=True)) == (True, False)


def test_what_it_does_not_have_is_empty_and_not_refused(engines) -> None:
    with Http() as http:
        api = Api(http, engines.victoria)
        assert api.query_exemplars("llm_request_duration_seconds_bucket", NOW - SHOWN, NOW) == ()
        assert not api.declares("llm_tokens")
